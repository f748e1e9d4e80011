"""What is due: promises that are overdue, and conditions that want a judgement."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from config.api.rows import shown
from config.queues import Asked, Line, Link, Queue, Section, name_of_linked, page_of, register
from config.review import OPEN

from ...dossier import Promise
from ...models import Assessment, Commitment, CommitmentUpdate, Condition, ConditionState, Meeting, Organisation
from ...queues import never_assessed, overdue, stale
from .columns import days, with_links


def _under_way(rows: list[Any], asked: Asked) -> None:
    begun = shown(Assessment, asked.user).filter(review_state__in=OPEN).order_by("-as_of", "pk")
    prefetch_related_objects(rows, Prefetch("assessments", begun, to_attr="under_way"))


def _begun(row: Any, asked: Asked) -> list[Line]:
    return [[Link(one.pk, page_of(one)), Link(one.get_review_state_display().lower())] for one in row.under_way]


def _standing_judgement(row: Any, asked: Asked) -> Link:
    return Link(str(ConditionState(row.state).label), page_of(Assessment(pk=row.assessment_ref)))


CONDITION: dict[str, Any] = {
    "needs": (Assessment, Organisation),
    "fill": with_links("set_by", then=_under_way),
    "page": "dossier",
}

register(
    Queue(
        "overdue",
        "Overdue commitments",
        "Promises that were due before today and are open or only partly kept; the longest overdue first.",
        "Ask what became of each, and log an update, which a second person approves.",
        (
            Section(
                Commitment,
                overdue,
                (
                    ("Days overdue", lambda row, asked: days(row.due_on, asked)),
                    ("Due", lambda row, asked: str(row.due_on)),
                    ("State today", lambda row, asked: Promise(row, asked.day).state_words),
                    ("Promised by", name_of_linked("made_by")),
                    ("Made at", name_of_linked("meeting")),
                ),
                needs=(CommitmentUpdate, Organisation, Meeting),
                fill=with_links("made_by", "meeting"),
                name=lambda row: row.text,
            ),
        ),
    ),
    Queue(
        "never-assessed",
        "Conditions without a current assessment",
        "Conditions for which no approved assessment says how they stand today. That is neither progress nor its lack.",
        "Open the dossier and assess the condition, or approve the assessment that is under way.",
        (
            Section(
                Condition,
                never_assessed,
                (
                    ("Under way", _begun),
                    ("Set on", lambda row, asked: str(row.set_on or "not known")),
                    ("Days since", lambda row, asked: days(row.set_on, asked)),
                    ("Set by", name_of_linked("set_by")),
                ),
                name=lambda row: row.text,
                **CONDITION,
            ),
        ),
    ),
    Queue(
        "stale",
        "Stale assessments",
        "Conditions whose latest approved assessment is older than their review interval; the oldest first.",
        "Open the dossier, see what came since, and assess the condition anew, even if nothing changed.",
        (
            Section(
                Condition,
                stale,
                (
                    ("Age in days", lambda row, asked: days(row.state_as_of, asked)),
                    ("Interval in days", lambda row, asked: str(row.review_interval_days)),
                    ("Judged", _standing_judgement),
                    ("For", lambda row, asked: str(row.state_as_of)),
                    ("Under way", _begun),
                    ("Set by", name_of_linked("set_by")),
                ),
                name=lambda row: row.text,
                **CONDITION,
            ),
        ),
    ),
)
