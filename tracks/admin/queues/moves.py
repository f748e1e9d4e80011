"""Whose move it is: drafts, what waits for a reviewer, and what was returned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import prefetch_related_objects

from config.admin.rules import names_colleagues
from config.queues import Asked, Queue, Section, register

from ...models import Assessment, Commitment, CommitmentUpdate, Condition, Development, Meeting
from ...queues import moves
from .columns import about, days, with_links


def _who(name: str) -> Callable[[Any, Asked], str]:
    def tell(row: Any, asked: Asked) -> str:
        return str(getattr(row, name) or "") if names_colleagues(asked.user) else ""

    return tell


def _reason(row: Any, asked: Asked) -> str:
    return row.review_reason if asked.may("change", type(row)) else ""


def _moment(name: str) -> Callable[[Any, Asked], str]:
    return lambda row, asked: f"{getattr(row, name):%Y-%m-%d}"


def _waits(name: str) -> Callable[[Any, Asked], str]:
    return lambda row, asked: days(getattr(row, name).astimezone(dt.UTC).date(), asked)


MOVES: dict[str, tuple[str, tuple[Any, ...]]] = {
    "draft": ("change", (("Days untouched", _waits("updated_at")), ("Last changed", _moment("updated_at")))),
    "review": (
        "review",
        (
            ("Days waiting", _waits("submitted_at")),
            ("Submitted on", _moment("submitted_at")),
            ("Submitted by", _who("submitted_by")),
        ),
    ),
    "returned": (
        "change",
        (
            ("Why", _reason),
            ("Returned by", _who("reviewed_by")),
            ("Returned on", _moment("reviewed_at")),
            ("Days since", _waits("reviewed_at")),
        ),
    ),
}


def _people(rows: list[Any], asked: Asked) -> None:
    prefetch_related_objects(rows, "submitted_by", "reviewed_by")


def _of_each_kind(what: str) -> tuple[Section, ...]:
    verb, columns = MOVES[what]
    shared: dict[str, Any] = {"columns": columns, "verb": verb}
    return (
        Section(Meeting, moves(Meeting, what), fill=_people, **shared),
        Section(Development, moves(Development, what), fill=_people, **shared),
        Section(
            CommitmentUpdate,
            moves(CommitmentUpdate, what),
            fill=with_links("commitment", then=_people),
            name=about,
            needs=(Commitment,),
            **shared,
        ),
        Section(
            Assessment,
            moves(Assessment, what),
            fill=with_links("condition", then=_people),
            name=about,
            needs=(Condition,),
            **shared,
        ),
    )


register(
    Queue(
        "drafts",
        "My drafts",
        "What you began and have not submitted, the longest untouched first.",
        "Complete each and submit it, or withdraw it with a reason.",
        _of_each_kind("draft"),
    ),
    Queue(
        "review",
        "Awaiting my review",
        "What was submitted and you may decide, because you did not write it; the longest waiting first.",
        "Read each with its evidence; approve it, or return it with a reason.",
        _of_each_kind("review"),
    ),
    Queue(
        "returned",
        "Returned to me",
        "What a reviewer sent back to you, with the reason; the longest waiting first.",
        "Answer the reason, then submit it again or withdraw it.",
        _of_each_kind("returned"),
    ),
)
