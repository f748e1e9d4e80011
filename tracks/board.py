"""The board: which conditions stand between today and each major step, and how each is judged.

Everything is as the reader may see it, and for a day (`as_of`): the latest approved
assessment up to that day. `known_at` gives what the record said on a day, from its history.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch

from config.api.rows import shown
from config.known import as_known, column_then, end_of, known
from config.review import State

from .models import Attendance, Change, Condition, ConditionState, Meeting, MeetingStatus, Point, Side, SpeechAct, Step
from .querysets import is_stale

PUTTING = (SpeechAct.RAISED, SpeechAct.REQUESTED, SpeechAct.URGED, SpeechAct.OFFERED)


@dataclass(frozen=True)
class Standing:
    """A condition as it stands on a day."""

    condition: Condition
    as_of: dt.date
    put_last: dt.date | None  # the last held meeting at which it was put to somebody
    put_times: int

    @property
    def state(self) -> str | None:
        """Its code; None if nobody judged it, which is not the same as “not started”."""
        return self.condition.state  # type: ignore[attr-defined] # annotated

    @property
    def state_words(self) -> str:
        return str(ConditionState(self.state).label) if self.state else "Never assessed"

    @property
    def change(self) -> str | None:
        return self.condition.change  # type: ignore[attr-defined] # annotated

    @property
    def change_words(self) -> str:
        return str(Change(self.change).label) if self.change else ""

    @property
    def judged_for(self) -> dt.date | None:
        return self.condition.state_as_of  # type: ignore[attr-defined] # annotated

    @property
    def age_days(self) -> int | None:
        """Days from the day judged to the day asked for."""
        return (self.as_of - self.judged_for).days if self.judged_for else None

    @property
    def is_stale(self) -> bool:
        """Older than the condition's review interval: silence is not progress."""
        return is_stale(self.judged_for, self.condition.review_interval_days, on=self.as_of)


@dataclass(frozen=True)
class StepRow:
    """A major step with the conditions that stand before it."""

    step: Step
    conditions: list[Standing]


def board(*, user: Any, as_of: dt.date, known_at: dt.date | None = None) -> list[StepRow]:
    """Every step in use, each with its conditions; the queries do not grow with them."""
    steps = list(shown(Step, user).filter(retired_on__isnull=True))
    conditions = linked(known(shown(Condition, user), known_at), user, "set_by").set_by_day(as_of)
    put = _put(user, as_of, known_at)
    judged = conditions.with_state(as_of=as_of, user=user, known_at=known_at)
    standing = {c.pk: Standing(c, as_of, *put.get(c.pk, (None, 0))) for c in as_known(judged, known_at, user)}
    links = Condition.steps.through.objects.filter(condition__in=list(standing)).values_list("step", "condition")
    by_step = defaultdict(set)
    for step, condition in links:
        by_step[step].add(condition)
    return [StepRow(step, [row for pk, row in standing.items() if pk in by_step[step.pk]]) for step in steps]


def linked(rows: Any, user: Any, *names: str) -> Any:
    """The rows with these links loaded; a target that the reader is not shown reads as absent."""
    targets = {name: rows.model._meta.get_field(name).related_model for name in names}
    return rows.prefetch_related(*(Prefetch(name, shown(target, user)) for name, target in targets.items()))


def _put(user: Any, as_of: dt.date, known_at: dt.date | None) -> dict[str, tuple[dt.date, int]]:
    """For each condition: when it was last put at a held meeting, and at how many."""
    points = put_points(user, as_of, known_at).filter(condition_id_then__isnull=False).order_by()
    if known_at is None:
        counted = points.values("condition_id_then").annotate(
            last=Max("date_from_then"), times=Count("meeting", distinct=True)
        )
        return {row["condition_id_then"]: (row["last"], row["times"]) for row in counted}
    meetings: dict[str, dict[str, dt.date]] = defaultdict(dict)
    for point in as_known(points, known_at, user):
        meetings[point.condition_id_then][point.meeting_id] = point.date_from_then
    return {condition: (max(held.values()), len(held)) for condition, held in meetings.items()}


def put_points(user: Any, as_of: dt.date, known_at: dt.date | None = None) -> Any:
    """What was put to the authorities: raised, requested, urged or offered by another side at an
    approved meeting, held up to a day, which they attended.
    """
    theirs = shown(Attendance, user).filter(meeting=OuterRef("meeting"), side=Side.DFA)
    points = known(shown(Point, user), known_at).filter(Exists(theirs))
    own, whole = ("raised_by", "speech_act", "condition_id"), ("status", "review_state", "date_from")
    columns: dict[str, Any] = {name: F(name) for name in own} | {name: F(f"meeting__{name}") for name in whole}
    if (end := end_of(known_at)) is not None:
        columns = {name: column_then(Point, "pk", name, end) for name in own}
        columns |= {name: column_then(Meeting, "meeting", name, end) for name in whole}
    return (
        points.annotate(**{f"{name}_then": column for name, column in columns.items()})
        .filter(
            status_then=MeetingStatus.HELD,
            review_state_then=State.APPROVED,
            date_from_then__lte=as_of,
            speech_act_then__in=PUTTING,
        )
        .exclude(raised_by_then=Side.DFA)
    )
