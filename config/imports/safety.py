"""What a row of a file holds that could hurt somebody if it leaks; it is asked about before it is saved."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from ..admin.safety import CLOSE, is_close
from ..safety import findings
from .kinds import Kind
from .rows import Read

MAY_HURT = re.compile(r"[\d@\[(+]")  # Without any of these there is nothing to find.


def asks_of(kind: Kind, row: Read) -> tuple[str, ...]:
    """What is found in the words that are new, each with its column; nothing if the row is wrong or marked close."""
    instance = row.instance
    close = instance.marking in CLOSE if hasattr(instance, "marking") else is_close(instance)
    if row.problems or close:
        return ()
    at_risk = is_at_risk(kind, row)
    names = row if row.is_new else [change.column for change in row.changes]
    texts = {name: getattr(instance, name) for name in names if name in kind.prose}
    return tuple(
        sorted(
            {
                f"{found.kind} in {name}"
                for name, text in texts.items()
                if MAY_HURT.search(text)
                for found in findings(text, with_places=at_risk)
            }
        )
    )


def is_at_risk(kind: Kind, row: Read) -> bool:
    """Whether the row is about people whom an exact place can betray."""
    for name, codes in kind.at_risk.items():
        for record in (row.instance, *kind.owners_of(row.instance)):
            if any(_betrays(one, codes) for one in _linked(record, name, row)):
                return True
    return False


def _betrays(row: Any, codes: frozenset[str]) -> bool:
    return row.pk in codes or getattr(row, "area_id", None) in codes


def _linked(record: Any, name: str, row: Read) -> list[Any]:
    column = _column(record._meta, name)
    if column is None:
        return []
    if column.many_to_many:
        if record is row.instance and (name in row.links or row.is_new):
            return row.links.get(name, [])
        return list(getattr(record, name).all()) if record.pk else []
    target = getattr(record, name)
    return [] if target is None else [target]


@lru_cache
def _column(own: Any, name: str) -> Any:
    """A link of this name, if the model has one."""
    return next((f for f in (*own.fields, *own.many_to_many) if f.name == name), None)
