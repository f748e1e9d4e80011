"""What the columns of several queues tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from config.api.rows import shown
from config.queues import Asked, name_of

from ...models import CommitmentUpdate


def with_links(
    *names: str, then: Callable[[list[Any], Asked], None] | None = None
) -> Callable[[list[Any], Asked], None]:
    """Loads links as the reader sees them: a hidden target reads as absent."""

    def fill(rows: list[Any], asked: Asked) -> None:
        if rows:
            targets = {name: rows[0]._meta.get_field(name).related_model for name in names}
            prefetch_related_objects(
                rows, *(Prefetch(name, shown(model, asked.user)) for name, model in targets.items())
            )
        if then:
            then(rows, asked)

    return fill


def days(since: dt.date | None, asked: Asked) -> str:
    return "" if since is None else str((asked.day - since).days)


def about(row: Any) -> str:
    """A judgement, named with what it judges."""
    judged = row.commitment.text if isinstance(row, CommitmentUpdate) else row.condition.text
    return f"{name_of(row)}: {judged}"
