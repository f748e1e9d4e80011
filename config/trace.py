"""The trace: who signed in, was refused, took a file, or changed who may see what.

`note` writes it; administrators read it in the admin. What it tells of a record is for those who
see the record: to others it would tell that there is one.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from .doors.addresses import client_address
from .models.trace import Kind, Trace
from .safety import redacted

LONGEST = 2000  # Of a text that somebody outside chose; a flood of it must not fill the database.


def note(
    kind: Kind,
    words: str,
    *,
    request: Any = None,
    who: Any = None,
    about: models.Model | None = None,
    reason: str = "",
    rows: int | None = None,
) -> Trace:
    """Add to the trace, in the transaction that is open: a change that is rolled back leaves none.

    `who` and the address are those of the request, by default the one that this thread answers.
    """
    request = request or getattr(HistoricalRecords.context, "request", None)
    user = who or getattr(request, "user", None)
    return Trace.objects.create(
        kind=kind,
        words=_storable(words),
        who_id=user.pk if user is not None and user.is_authenticated else None,
        address=address_of(request),
        model=about._meta.label_lower if about else "",
        key=str(about.pk) if about else "",
        reason=_storable(redacted(reason)),
        rows=rows,
    )


def _storable(text: str) -> str:
    """The text at a length that floods nothing, without what PostgreSQL cannot store."""
    return text.replace("\x00", "")[:LONGEST]


def address_of(request: Any) -> str | None:
    """The network address that a request came from; None without one."""
    return client_address(request) if request is not None else None


__all__ = ["Kind", "Trace", "address_of", "note"]
