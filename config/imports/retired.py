"""Reference rows that are retired: a row keeps the ones that it has, and no other row gets them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..models import Reference
from .hidden import keys_of
from .rows import Read, Refused


def refuse_retired(part: Any, rows: Iterable[Read]) -> None:
    """Once it is known which rows they are, refuse retired targets that they do not have already."""
    links = [c for c in part.columns if c.name in part.links and issubclass(part.links[c.name].model, Reference)]
    for row in rows:
        for column in links:
            value = row.get(column.field)
            named = value if isinstance(value, list) else [value]
            gone = {one.pk for one in named if isinstance(one, Reference) and one.retired_on}
            if gone and not gone <= _kept(row.match, column.field):
                text = row.texts.get(column.name) or row.texts.get(column.field, "")
                words = part.links[column.name].targets.no_such(part.links[column.name].model)
                row[column.field] = Refused(text, words)
                row.refuse(column.name, words, text)


def _kept(match: Any, name: str) -> set[Any]:
    return set() if match is None else keys_of(match, match._meta.get_field(name))
