"""What is derived and never stored: the state of a commitment or condition as of a day."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any, Self

from django.apps import apps
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from config.known import known
from config.querysets import RecordQuerySet

UNSETTLED = ("open", "partly_kept")  # States of a commitment that is overdue once it is due.


def is_overdue(due_on: dt.date | None, state: str, *, on: dt.date) -> bool:
    """Whether a promise is due before `on`, and open or only partly kept."""
    return due_on is not None and due_on < on and state in UNSETTLED


def overdue_q(on: Any) -> Q:
    """The same of commitments `with_state`, as a condition."""
    return Q(due_on__isnull=False, due_on__lt=on, state__in=UNSETTLED)


def is_stale(judged_for: dt.date | None, interval_days: int, *, on: dt.date) -> bool:
    """Whether a judgement is older on a day than its condition's review interval: silence is not progress."""
    return judged_for is not None and (on - judged_for).days > interval_days


def approved(rows: Any, *, as_of: dt.date, known_at: dt.date | None = None) -> Any:
    """The approved judgements for days up to `as_of`, of those approved up to the end of `known_at` (UTC)."""
    return known(rows.filter(review_state="approved", as_of__lte=as_of), known_at, by="reviewed_at")


def latest_first(rows: Any) -> Any:
    """Judgements, the one that stands first: for the latest day, and of several for it the one approved last."""
    return rows.order_by("-as_of", "-reviewed_at", "-pk")


def _latest(
    model_name: str, owner: str, column: str, *, as_of: dt.date, user: Any, known_at: dt.date | None = None
) -> Subquery:
    """`column` of the owner's latest approved judgement as of a day, among those `user` may see.

    `user` None means every judgement, for commands that act for nobody. A role that may not view
    judgements of this kind learns nothing from what follows from them.
    """
    model: Any = apps.get_model("tracks", model_name)
    rows = model.objects.all() if user is None else model.objects.visible_to(user)
    if user is not None and not user.has_perm(f"tracks.view_{model_name.lower()}"):
        rows = rows.none()
    rows = approved(rows.filter(**{owner: OuterRef("pk")}), as_of=as_of, known_at=known_at)
    if model_name == "CommitmentUpdate":
        rows = rows.standing()
    return Subquery(latest_first(rows).values(column)[:1])


class CommitmentQuerySet(RecordQuerySet):
    def with_state(self, *, as_of: dt.date, user: Any, known_at: dt.date | None = None) -> Self:
        """Adds `state` (open if nobody judged it) and `state_as_of`, its latest approved update.

        `known_at` leaves out what was approved after that day: what the record said then.
        """
        latest = partial(_latest, "CommitmentUpdate", "commitment", as_of=as_of, user=user, known_at=known_at)
        return self.annotate(state=Coalesce(latest("state"), Value("open")), state_as_of=latest("as_of"))

    def overdue(self, *, on: dt.date, user: Any) -> Self:
        """Commitments due before `on` that are open or only partly kept."""
        return self.standing().with_state(as_of=on, user=user).filter(overdue_q(on))


class ConditionQuerySet(RecordQuerySet):
    def stale(self, *, on: dt.date, user: Any) -> Self:
        """Conditions whose judgement is older on a day than their review interval.

        The age is reckoned here and not by the database, where days are added otherwise on each.
        """
        judged = self.with_state(as_of=on, user=user).filter(state_as_of__isnull=False)
        ages = judged.order_by().values_list("pk", "state_as_of", "review_interval_days")
        return judged.filter(pk__in=[pk for pk, day, days in ages if is_stale(day, days, on=on)])

    def set_by_day(self, day: dt.date) -> Self:
        """Conditions that were set by a day; those whose day is not known count as set."""
        return self.filter(Q(set_on__isnull=True) | Q(set_on__lte=day))

    def with_state(self, *, as_of: dt.date, user: Any, known_at: dt.date | None = None) -> Self:
        """Adds `state`, `change`, `confidence`, `state_as_of` and `assessment_ref`; None if never judged.

        `known_at` leaves out what was approved after that day: what the record said then.
        """
        columns = {
            "state": "state",
            "change": "change",
            "confidence": "confidence",
            "state_as_of": "as_of",
            "assessment_ref": "pk",
        }
        return self.annotate(
            **{
                name: _latest("Assessment", "condition", column, as_of=as_of, user=user, known_at=known_at)
                for name, column in columns.items()
            }
        )
