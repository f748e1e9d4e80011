"""A meeting's consequences: what was put and promised there, and what became of it, as one reader may see it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Prefetch, Q

from config.api.rows import shown
from config.known import as_known, known, was_known

from .board import linked
from .dossier import Promise
from .models import Assessment, Commitment, CommitmentUpdate, Development, Evidence, Meeting, Point
from .querysets import approved, latest_first


@dataclass(frozen=True)
class Outcome:
    """A promise made at the meeting, and the approved judgements of it, the one that stands first."""

    promise: Promise
    updates: list[CommitmentUpdate]


@dataclass(frozen=True)
class Consequences:
    meeting: Meeting
    as_of: dt.date
    known_at: dt.date | None
    points: list[Point]
    outcomes: list[Outcome]
    followed_by: list[Meeting]
    relied_on: list[Evidence]  # approved judgements that cite the meeting or one of its commitments

    @property
    def overdue(self) -> int:
        return sum(outcome.promise.is_overdue for outcome in self.outcomes)


def consequences(
    meeting: Meeting, *, user: Any, as_of: dt.date, known_at: dt.date | None = None
) -> Consequences | None:
    """What followed from a visible meeting, up to a day, and as it was known on a day; flat in queries.

    None if the reader is not shown the meeting as it was on that day, or it was not logged by then.
    """
    if not was_known(meeting, known_at, user):
        return None
    points = known(shown(Point, user), known_at).filter(meeting=meeting)
    later = known(shown(Meeting, user), known_at).filter(follows=meeting, date_from__lte=as_of)
    return Consequences(
        meeting=meeting,
        as_of=as_of,
        known_at=known_at,
        points=as_known(linked(points, user, "condition", "indicator").order_by("position", "pk"), known_at, user),
        outcomes=_outcomes(meeting, user, as_of, known_at),
        followed_by=as_known(later.order_by("date_from", "pk"), known_at, user),
        relied_on=_relied_on(meeting, user, as_of, known_at),
    )


def _outcomes(meeting: Meeting, user: Any, as_of: dt.date, known_at: dt.date | None) -> list[Outcome]:
    cited = Prefetch("developments", queryset=shown(Development, user).order_by("date_from", "pk"), to_attr="cited")
    updates = approved(shown(CommitmentUpdate, user), as_of=as_of, known_at=known_at).prefetch_related(cited)
    judged = Prefetch("updates", queryset=latest_first(updates), to_attr="judged")
    rows = known(shown(Commitment, user), known_at).filter(meeting=meeting, made_on__lte=as_of)
    rows = linked(rows, user, "made_by", "point").prefetch_related(judged)
    rows = rows.with_state(as_of=as_of, user=user, known_at=known_at).order_by(F("due_on").asc(nulls_last=True), "pk")
    promised = as_known(rows, known_at, user)
    updates_shown = [update for row in promised for update in row.judged]
    shown_so = {id(row) for row in as_known([row for update in updates_shown for row in update.cited], known_at, user)}
    for update in updates_shown:
        update.cited = [row for row in update.cited if id(row) in shown_so]
    return [Outcome(Promise(row, as_of), row.judged) for row in promised]


def _relied_on(meeting: Meeting, user: Any, as_of: dt.date, known_at: dt.date | None) -> list[Evidence]:
    judgements = approved(shown(Assessment, user), as_of=as_of, known_at=known_at)
    about = Q(meeting=meeting) | Q(commitment__in=shown(Commitment, user).filter(meeting=meeting))
    rows = shown(Evidence, user).filter(about, assessment__in=judgements)
    judged = Prefetch("assessment", queryset=linked(judgements, user, "condition"))
    return list(linked(rows, user, "commitment").prefetch_related(judged).order_by("assessment__as_of", "pk"))
