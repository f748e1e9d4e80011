"""What stands on weak ground: on one source, or on what was reversed since."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from config.api.rows import shown
from config.queues import Asked, Line, Link, Queue, Section, page_of, register
from rights.models import Source

from ...independence import Behind, behind_each
from ...models import Assessment, Citation, Condition, Development, Evidence
from ...queues import (
    citing,
    reversals,
    standing_refs,
    supporting,
    uncorroborated_assessments,
    uncorroborated_developments,
)
from .columns import about, with_links


def _sources(rows: list[Any], asked: Asked) -> None:
    found = behind_each("development", [row.pk for row in rows], asked.user)
    for row in rows:
        row.behind = found[row.pk]


def _support(rows: list[Any], asked: Asked) -> None:
    observed = Prefetch("development", shown(Development, asked.user))
    support = supporting(asked).order_by("pk").prefetch_related(observed)
    prefetch_related_objects(rows, Prefetch("evidence", support, to_attr="support"))
    _sources([piece.development for row in rows for piece in row.support], asked)


def _rests_on(row: Any, asked: Asked) -> list[Line]:
    found = [piece.development for piece in row.support]
    return [[Link(one.title, page_of(one)), Link(f"({_number(one.behind)})")] for one in found]


def _number(behind: Behind) -> str:
    return f"{behind.independent} independent of {behind.citations}"


def _cited_by(rows: list[Any], asked: Asked) -> None:
    """Names on each row the judgements that cite what it reverses, those that still stand first."""
    judged = shown(Assessment, asked.user).prefetch_related(Prefetch("condition", shown(Condition, asked.user)))
    found = citing(asked).filter(development__in=[row.reverses_id for row in rows])
    pieces: list[Any] = list(found.order_by("pk").prefetch_related(Prefetch("assessment", judged)))
    refs = [piece.assessment_id for piece in pieces]
    standing = set(standing_refs(asked).filter(assessment_ref__in=refs).values_list("assessment_ref", flat=True))
    pieces.sort(key=lambda piece: (piece.assessment.as_of, piece.assessment_id), reverse=True)
    pieces.sort(key=lambda piece: piece.assessment_id not in standing)
    for row in rows:
        row.cited_by = [(p, p.assessment_id in standing) for p in pieces if p.development_id == row.reverses_id]


def _judgements(row: Any, asked: Asked) -> list[Line]:
    return [_judgement(piece, stands) for piece, stands in row.cited_by]


def _judgement(piece: Evidence, stands: bool) -> Line:
    judged, condition = piece.assessment, piece.assessment.condition
    words = f"{judged.get_state_display()} as of {judged.as_of}, {'stands' if stands else 'no longer stands'}"
    return [
        Link(judged.pk, page_of(judged)),
        Link(f"({words}; cited as: {piece.get_stance_display().lower()}) on"),
        Link(condition.text, page_of(condition, "dossier")),
    ]


def _reversed(row: Any, asked: Asked) -> Link:
    return Link(f"{row.reverses.title} ({row.reverses.pk})", page_of(row.reverses))


CITED: dict[str, Any] = {"needs": (Citation, Source)}

register(
    Queue(
        "one-source",
        "Approved without independent evidence",
        "Approved developments behind which fewer than two independent sources stand, and standing assessments that "
        "rest on developments of which none has two. Sources that derive from one another count once.",
        "Find a source that does not repeat the others and cite it, or judge the condition anew on firmer ground.",
        (
            Section(
                Development,
                uncorroborated_developments,
                (
                    ("Independent sources", lambda row, asked: str(row.behind.independent)),
                    ("Citations", lambda row, asked: str(row.behind.citations)),
                    ("When", lambda row, asked: row.when),
                ),
                fill=_sources,
                **CITED,
            ),
            Section(
                Assessment,
                uncorroborated_assessments,
                (("Rests on (independent sources)", _rests_on),),
                needs=(*CITED["needs"], Condition, Development, Evidence),
                fill=with_links("condition", then=_support),
                name=about,
            ),
        ),
    ),
    Queue(
        "reversals",
        "Reversals of what a judgement cites",
        "Developments that undo an earlier one that an approved assessment cites; first those where the assessment "
        "still stands.",
        "Open the condition's dossier and assess it anew if the reversal changes how it stands.",
        (
            Section(
                Development,
                reversals,
                (
                    ("Reverses", _reversed),
                    ("Assessments that cite it", _judgements),
                    ("When", lambda row, asked: row.when),
                    ("Review", lambda row, asked: row.get_review_state_display()),
                ),
                needs=(Assessment, Evidence, Condition),
                fill=with_links("reverses", then=_cited_by),
            ),
        ),
    ),
)
