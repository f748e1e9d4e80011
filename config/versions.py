"""Which version of a row somebody has before them: the moment of its last change, as pages carry it."""

from __future__ import annotations

import datetime as dt
from typing import Any


def version_of(row: Any) -> str:
    """The row's version as it stands."""
    return row.updated_at.isoformat(timespec="microseconds")


def moment_of(version: Any) -> dt.datetime | None:
    """The moment that a version names; None if it names none."""
    try:
        moment = dt.datetime.fromisoformat(version)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else None
