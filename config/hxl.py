"""HXL hashtags: which tag stands for which column, declared once for exports and imports alike.

Each app declares its own in a module `hxl`. Names of reports and of their columns are the keys;
a column may have several tags, of which exports write the first. See https://hxlstandard.org.
"""

from __future__ import annotations

from collections.abc import Mapping

_tags: dict[str, dict[str, tuple[str, ...]]] = {}


def declare(report: str, tags: Mapping[str, str | tuple[str, ...]]) -> None:
    """Make the hashtags of a report's columns known."""
    _tags[report] = {column: (tag,) if isinstance(tag, str) else tuple(tag) for column, tag in tags.items()}


def tags_of(report: str) -> dict[str, tuple[str, ...]]:
    """The hashtags of a report's columns; empty if none were declared."""
    return dict(_tags.get(report, {}))


def same(tag: str) -> tuple[str, ...]:
    """A tag in a form in which two that mean the same are equal: in lower case, its attributes in any order."""
    name, *attributes = "".join(tag.lower().split()).split("+")
    return (name, *sorted(set(attributes)))
