"""What the record said on a day: what was there by its end (UTC), in the words that it had then.

What was withdrawn since stays out, and links lead where they lead today.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import OuterRef, Subquery

from .saves import Saves

Row = TypeVar("Row")
KEPT = {"created_at", "search_text"}  # Not part of what a version says.


def end_of(known_at: dt.date | None) -> dt.datetime | None:
    """The first moment after the day (UTC); None if all is known."""
    if known_at is None or known_at == dt.date.max:
        return None
    return dt.datetime.combine(known_at + dt.timedelta(days=1), dt.time(), dt.UTC)


def known(rows: Any, known_at: dt.date | None, *, by: str = "created_at") -> Any:
    """The rows that were there by the end of `known_at` (UTC), by their moment `by`; all without a day."""
    end = end_of(known_at)
    return rows if end is None else rows.filter(**{f"{by}__lt": end})


def column_then(model: Any, outer: str, column: str, end: dt.datetime) -> Subquery:
    """The value that a column of `model` had just before `end`; `outer` leads to the row's key."""
    key = model._meta.pk.name
    versions = model.history.filter(**{key: OuterRef(outer)}, history_date__lt=end)
    return Subquery(versions.order_by("-history_date", "-history_id").values(column)[:1])


def was_known(record: Any, known_at: dt.date | None, user: Any) -> bool:
    """Whether a visible record was there by the end of the day, and is shown to the user as it then was.

    If so, it has its words of then.
    """
    end = end_of(known_at)
    return end is None or (record.created_at < end and bool(as_known([record], known_at, user)))


def as_known(rows: Iterable[Row], known_at: dt.date | None, user: Any) -> list[Row]:
    """The rows in the words that they had at the end of the day, without those that the user could not be shown so.

    The questions to the database do not grow with the rows. A row without a version is left as it is.
    """
    end, rows = end_of(known_at), list(rows)
    if end is None or not rows:
        return rows
    kinds: dict[Any, list[Any]] = {}
    for row in rows:
        kinds.setdefault(type(row), []).append(row)
    seen = Saves(user)
    hidden = {id(row) for model, some in kinds.items() for row in _put_back(model, some, end, seen)}
    return [row for row in rows if id(row) not in hidden]


def _put_back(model: Any, rows: list[Any], end: dt.datetime, seen: Saves) -> Iterable[Any]:
    """Give the rows of one kind their words of then; yields those that must not be shown."""
    then = seen.at(model, {row.pk: row for row in rows}, end)
    columns = [f.attname for f in model._meta.concrete_fields if not (f.is_relation or f.primary_key)]
    for row in rows:
        if row.pk not in then:
            continue
        version = then[row.pk]
        if version is None:
            yield row
            continue
        deferred = row.get_deferred_fields()
        for name in columns:
            if name not in KEPT and name not in deferred and hasattr(version, name):
                setattr(row, name, getattr(version, name))
