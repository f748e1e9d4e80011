"""Fictional judgements of published conditions: the evidence is real where it is a development, they are not.

One condition has its whole story, told by girls' education: restricted, announced open, closed
again, judged too well and judged anew for the same day, closed further, and awaiting review.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from config import review
from tracks import actions
from tracks.models import Assessment, Evidence, Meeting

from .. import Builder, condition, ref_of
from .mark import fiction

RIGHTS = ("EU five benchmarks, 2021-09-03", 2)
ACCESS = ("EU five benchmarks, 2021-09-03", 4)


@dataclass(frozen=True)
class Judged:
    """A judgement; `rests_on` names what it cites as it was made (“development:9”), with its stance and a note."""

    name: str
    condition: tuple[str, int]
    as_of: dt.date
    state: str
    change: str
    confidence: str
    why: str
    rests_on: tuple[tuple[str, str, str], ...]
    fields: dict[str, str] = field(default_factory=dict)
    replaces: str = ""
    is_approved: bool = True

    @property
    def key(self) -> str:
        return f"fiction:assessment:{self.name}"


STORY = (
    Judged(
        "restricted",
        RIGHTS,
        dt.date(2021, 9, 30),
        "contrary",
        "regressed",
        "moderate",
        "Secondary schools took in boys only; the order was announced, and no school is known that took in girls.",
        (
            ("supports", "development:2", "The restriction, as one tracker dates it."),
            ("supports", "development:3", "Only boys and male teachers were told to return."),
        ),
    ),
    Judged(
        "announced",
        RIGHTS,
        dt.date(2022, 3, 20),
        "limited",
        "advanced",
        "low",
        "Reopening is announced; nothing is practised yet.",
        (
            ("supports", "development:9", "Announced for the new school year."),
            ("contradicts", "development:6", "In the same months other schools for girls were closed."),
        ),
    ),
    Judged(
        "reversed",
        RIGHTS,
        dt.date(2022, 3, 31),
        "contrary",
        "regressed",
        "high",
        "The announcement of 17 March was reversed a week later.",
        (("supports", "development:10", ""), ("contradicts", "development:9", "Announced, and never practised.")),
    ),
    Judged(
        "autumn",
        RIGHTS,
        dt.date(2022, 9, 30),
        "limited",
        "advanced",
        "low",
        "Some secondary schools for girls had reopened in Gardez and Samkani; their closing was overlooked.",
        (("context", "development:15", "Read for the reopening that it mentions."),),
    ),
    Judged(
        "autumn-again",
        RIGHTS,
        dt.date(2022, 9, 30),
        "contrary",
        "none",
        "moderate",
        "The schools that had reopened were closed again on 10 September: the judgement before read half of it.",
        (("supports", "development:15", "Closed again."), ("supports", "development:16", "")),
        replaces="autumn",
    ),
    Judged(
        "universities",
        RIGHTS,
        dt.date(2022, 12, 31),
        "contrary",
        "regressed",
        "high",
        "Universities and private courses were closed to women and girls as well.",
        (("supports", "development:19", ""), ("supports", "development:20", "")),
        fields={"change_note": fiction("The state has no lower step, but what is left of education shrank.")},
    ),
    Judged(
        "institutes",
        RIGHTS,
        dt.date(2024, 12, 31),
        "contrary",
        "none",
        "moderate",
        "Medical institutes were the last that took in women.",
        (("supports", "development:34", ""), ("supports", "reading:142", "Counted over all the years since 2021.")),
    ),
    Judged(
        "access",
        ACCESS,
        dt.date(2023, 1, 31),
        "limited",
        "regressed",
        "moderate",
        "Women may not work for organisations; exemptions cover health and education.",
        (("supports", "development:21", ""), ("contradicts", "development:22", "")),
    ),
    Judged(
        "awaiting",
        RIGHTS,
        dt.date(2026, 10, 31),
        "contrary",
        "none",
        "moderate",
        "The question was deflected again in September.",
        (("supports", "held", ""), ("context", "development:34", "")),
        is_approved=False,
    ),
)


def build_assessments(build: Builder, held: Meeting) -> None:
    """The story in its order; each judgement is submitted by the desk, and approved by the lead unless it waits."""
    build.made["held"] = held
    for judged in STORY:
        build.once(Assessment, judged.key, judged.as_of.year, lambda ref, judged=judged: _judge(build, ref, judged))


def _judge(build: Builder, ref: str, judged: Judged) -> Assessment:
    evidence = [
        {"stance": stance, "note": note and fiction(note), _kind(name): build.made[name]}
        for stance, name, note in judged.rests_on
    ]
    fields: dict[str, Any] = dict(judged.fields)
    if judged.replaces:
        key = f"fiction:assessment:{judged.replaces}"
        fields["supersedes_id"] = ref_of(Assessment, key, year=judged.as_of.year)
    assessment = actions.assess(
        by=build.desk,
        ref=ref,
        origin="fiction",
        marking="TLP:GREEN",
        condition=condition(*judged.condition),
        as_of=judged.as_of,
        state=judged.state,
        change=judged.change,
        confidence=judged.confidence,
        justification=fiction(judged.why),
        evidence=build.parts(Evidence, judged.key, judged.as_of.year, evidence),
        **fields,
    )
    if judged.is_approved:
        return build.approve(assessment)
    review.move(assessment, "submit", by=build.desk)
    return assessment


def _kind(name: str) -> str:
    return "meeting" if name == "held" else name.partition(":")[0]
