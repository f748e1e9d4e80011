"""Which rows wait for somebody, as one reader sees them on a day: by the rules of the board, the lists and the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from config.api.rows import shown
from config.queues import Asked
from config.review import State, waiting

from .independence import corroborated
from .models import Assessment, Commitment, Condition, Development, Evidence, Stance

# By when what waits began to wait.
SINCE = {"draft": "updated_at", "returned": "reviewed_at", "review": "submitted_at"}


def moves(model: Any, what: str) -> Callable[[Asked], QuerySet]:
    """Records of a reviewed kind whose next move is the reader's, the longest waiting first; see `waiting`."""

    def rows(asked: Asked) -> QuerySet:
        return waiting(shown(model, asked.user), what, asked.user).order_by(SINCE[what], "pk")

    return rows


def overdue(asked: Asked) -> QuerySet:
    rows: Any = shown(Commitment, asked.user)
    return rows.overdue(on=asked.day, user=asked.user).order_by("due_on", "pk")


def never_assessed(asked: Asked) -> QuerySet:
    """Conditions that nobody judged yet, as far as the reader sees, the longest set first."""
    rows = _conditions(asked).with_state(as_of=asked.day, user=asked.user).filter(assessment_ref__isnull=True)
    return rows.order_by(F("set_on").asc(nulls_last=True), "pk")


def stale(asked: Asked) -> QuerySet:
    """Conditions whose judgement is older than their review interval, the oldest first."""
    return asked.once(_stale).order_by("state_as_of", "pk")


def _stale(asked: Asked) -> QuerySet:
    return _conditions(asked).stale(on=asked.day, user=asked.user)


def uncorroborated_developments(asked: Asked) -> QuerySet:
    """Approved developments behind which fewer than two independent sources stand."""
    approved = shown(Development, asked.user).filter(review_state=State.APPROVED)
    return approved.exclude(asked.once(_corroborated)).order_by("-date_from", "-pk")


def uncorroborated_assessments(asked: Asked) -> QuerySet:
    """Judgements that stand and rest on developments, none of which has two independent sources behind it."""
    own = supporting(asked).filter(assessment=OuterRef("pk"))
    firm = own.filter(development__in=Development._base_manager.filter(asked.once(_corroborated)).values("pk"))
    rows = shown(Assessment, asked.user).filter(pk__in=standing_refs(asked))
    return rows.filter(Exists(own)).exclude(Exists(firm)).order_by("-as_of", "-pk")


def reversals(asked: Asked) -> QuerySet:
    """Developments, approved or not yet, that undo one that an approved judgement cites.

    First those where a judgement that still stands does.
    """
    cited = citing(asked).filter(development=OuterRef("reverses"))
    rows = shown(Development, asked.user).filter(Exists(cited))
    standing = Exists(cited.filter(assessment__in=standing_refs(asked)))
    return rows.annotate(is_relied_on=standing).order_by("-is_relied_on", "-date_from", "-pk")


def citing(asked: Asked) -> QuerySet:
    """Evidence of approved judgements that is a development; the reader sees both."""
    rows = shown(Evidence, asked.user).filter(development__isnull=False)
    return rows.filter(assessment__review_state=State.APPROVED)


def supporting(asked: Asked) -> QuerySet:
    return citing(asked).filter(stance=Stance.SUPPORTS)


def standing_refs(asked: Asked) -> QuerySet:
    """The references of the judgements that stand today, one a condition."""
    judged = _conditions(asked).with_state(as_of=asked.day, user=asked.user)
    return judged.filter(assessment_ref__isnull=False).order_by().values("assessment_ref")


def _conditions(asked: Asked) -> Any:
    rows: Any = shown(Condition, asked.user)
    return rows.set_by_day(asked.day)


def _corroborated(asked: Asked) -> Any:
    return corroborated("development", asked.user)
