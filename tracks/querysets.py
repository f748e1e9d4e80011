"""What is derived and never stored: the state of a commitment or condition as of a day."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any, Self

from django.apps import apps
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from config.querysets import RecordQuerySet


def approved(rows: Any, *, as_of: dt.date, known_at: dt.date | None = None) -> Any:
    """The approved judgements for days up to `as_of`, of those approved up to the end of `known_at` (UTC)."""
    rows = rows.filter(review_state="approved", as_of__lte=as_of)
    if known_at is None:
        return rows
    return rows.filter(reviewed_at__lt=dt.datetime.combine(known_at + dt.timedelta(days=1), dt.time(), dt.UTC))


def _latest(
    model_name: str, owner: str, column: str, *, as_of: dt.date, user: Any, known_at: dt.date | None = None
) -> Subquery:
    """`column` of the owner's latest approved judgement as of a day, among those `user` may see.

    `user` None means every judgement, for commands that act for nobody.
    """
    model: Any = apps.get_model("tracks", model_name)
    rows = model.objects.all() if user is None else model.objects.visible_to(user)
    rows = approved(rows.filter(**{owner: OuterRef("pk")}), as_of=as_of, known_at=known_at)
    if model_name == "CommitmentUpdate":
        rows = rows.standing()
    return Subquery(rows.order_by("-as_of", "-reviewed_at", "-pk").values(column)[:1])


class CommitmentQuerySet(RecordQuerySet):
    def with_state(self, *, as_of: dt.date, user: Any, known_at: dt.date | None = None) -> Self:
        """Adds `state` (open if nobody judged it) and `state_as_of`, its latest approved update.

        `known_at` leaves out what was approved after that day: what the record said then.
        """
        latest = partial(_latest, "CommitmentUpdate", "commitment", as_of=as_of, user=user, known_at=known_at)
        return self.annotate(state=Coalesce(latest("state"), Value("open")), state_as_of=latest("as_of"))

    def overdue(self, *, on: dt.date, user: Any) -> Self:
        """Commitments due before `on` that are open or only partly kept."""
        due = Q(due_on__lt=on)
        return self.standing().with_state(as_of=on, user=user).filter(due, state__in=["open", "partly_kept"])


class ConditionQuerySet(RecordQuerySet):
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
