"""What is derived and never stored: the state of a commitment or condition as of a day."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.apps import apps
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from config.querysets import RecordQuerySet


def _latest(model_name: str, owner: str, column: str, *, as_of: dt.date, user: Any) -> Subquery:
    """`column` of the owner's latest approved judgement as of a day, among those `user` may see.

    `user` None means every judgement, for commands that act for nobody.
    """
    model: Any = apps.get_model("tracks", model_name)
    rows = model.objects.all() if user is None else model.objects.visible_to(user)
    rows = rows.filter(**{owner: OuterRef("pk")}, review_state="approved", as_of__lte=as_of)
    if model_name == "CommitmentUpdate":
        rows = rows.standing()
    return Subquery(rows.order_by("-as_of", "-reviewed_at", "-pk").values(column)[:1])


class CommitmentQuerySet(RecordQuerySet):
    def with_state(self, *, as_of: dt.date, user: Any) -> Self:
        """Adds `state` (open if nobody judged it) and `state_as_of`, its latest approved update."""
        return self.annotate(
            state=Coalesce(
                _latest("CommitmentUpdate", "commitment", "state", as_of=as_of, user=user),
                Value("open"),
            ),
            state_as_of=_latest("CommitmentUpdate", "commitment", "as_of", as_of=as_of, user=user),
        )

    def overdue(self, *, on: dt.date, user: Any) -> Self:
        """Commitments due before `on` that are open or only partly kept."""
        due = Q(due_on__lt=on)
        return self.standing().with_state(as_of=on, user=user).filter(due, state__in=["open", "partly_kept"])


class ConditionQuerySet(RecordQuerySet):
    def with_state(self, *, as_of: dt.date, user: Any) -> Self:
        """Adds `state`, `change`, `confidence`, `state_as_of` and `assessment_ref`; None if never judged."""
        columns = {
            "state": "state",
            "change": "change",
            "confidence": "confidence",
            "state_as_of": "as_of",
            "assessment_ref": "pk",
        }
        return self.annotate(
            **{
                name: _latest("Assessment", "condition", column, as_of=as_of, user=user)
                for name, column in columns.items()
            }
        )
