"""Records with citations of new sources, some of them hidden."""

from __future__ import annotations

from tests import factories as make
from tracks.models import Citation


def cite(record, publisher: str, credibility: str = "6", **fields) -> Citation:
    """A citation of a new source, which `hidden` marks RED."""
    marking = "TLP:RED" if fields.pop("hidden", False) else "TLP:CLEAR"
    kind = record._meta.model_name
    source = make.source(publisher=publisher, marking=marking)
    return make.citation(**{kind: record}, source=source, credibility=credibility, **fields)


def withdraw(row) -> None:
    row.withdrawn_reason = "A mistake."
    row.save()
