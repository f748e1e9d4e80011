"""A condition's dossier: everything that bears on one condition, as one reader may see it.

What it says, when it was put to whom, what was promised, what was observed for and against,
what was measured, and every judgement with its evidence, contradiction included.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Prefetch, Subquery

from rights.models import Reading

from .board import put_points
from .models import (
    Assessment,
    Benchmark,
    Citation,
    Commitment,
    CommitmentState,
    Condition,
    ConditionState,
    Development,
    Evidence,
    Step,
)
from .models.commitment import UNSETTLED
from .querysets import approved

OTHERS = 50  # Developments shown that no judgement cites; the list has the rest.


@dataclass(frozen=True)
class Period:
    """From when to when a condition was judged to be in a state; `until` None: it still is."""

    state: str
    since: dt.date
    until: dt.date | None
    assessment: Assessment

    @property
    def words(self) -> str:
        label = str(ConditionState(self.state).label)
        return f"{label} from {self.since}" + (f" to {self.until}" if self.until else " until now")


@dataclass(frozen=True)
class Test:
    """A benchmark with the latest reading of its indicator; `reached` None: not measured, or no target."""

    benchmark: Benchmark
    reading: Reading | None

    @property
    def reached(self) -> bool | None:
        target, value = self.benchmark.target, self.reading.value if self.reading else None
        if target is None or value is None:
            return None
        return {"at_least": value >= target, "at_most": value <= target, "equals": value == target}[
            self.benchmark.comparator
        ]


@dataclass(frozen=True)
class Promise:
    """A commitment with what became of it by a day."""

    commitment: Any
    as_of: dt.date

    @property
    def is_overdue(self) -> bool:
        """Due before the day, and open or only partly kept."""
        due, state = self.commitment.due_on, self.commitment.state
        return due is not None and due < self.as_of and state in UNSETTLED

    @property
    def state_words(self) -> str:
        words = str(CommitmentState(self.commitment.state).label)
        return f"{words}, overdue" if self.is_overdue else words


@dataclass(frozen=True)
class Observed:
    """A development with what the judgements cite it for: supports, contradicts, context; empty if none does."""

    development: Development
    stances: list[str]


@dataclass(frozen=True)
class Dossier:
    condition: Condition
    as_of: dt.date
    known_at: dt.date | None
    steps: list[Step]
    citations: list[Citation]
    tests: list[Test]
    points: list[Any]
    commitments: list[Promise]
    cited: list[Observed]
    others: list[Development]
    assessments: list[Assessment]
    unapproved: list[Assessment]
    periods: list[Period]

    @property
    def current(self) -> Assessment | None:
        """The judgement that stands."""
        return self.assessments[0] if self.assessments else None

    @property
    def state_words(self) -> str:
        return str(ConditionState(self.current.state).label) if self.current else "Never assessed"

    @property
    def peaks(self) -> list[Period]:
        """The times when it was met: a reversal never erases them."""
        return [period for period in self.periods if period.state == ConditionState.MET]


def dossier(condition: Condition, *, user: Any, as_of: dt.date, known_at: dt.date | None = None) -> Dossier:
    """The dossier of a visible condition, for a day, and as it was known on a day."""
    judged = _judgements(condition, user)
    standing = list(_latest_first(approved(judged, as_of=as_of, known_at=known_at)))
    awaiting = judged.exclude(review_state="approved").order_by("-as_of", "-pk")
    cited = _cited([*standing, *awaiting], user, as_of)
    commitments = Commitment.objects.visible_to(user).standing().filter(conditions=condition, made_on__lte=as_of)
    return Dossier(
        condition=condition,
        as_of=as_of,
        known_at=known_at,
        steps=list(condition.steps.all()),
        citations=list(_citations(user).filter(condition=condition)),
        tests=_tests(condition, user, as_of),
        points=list(_points(condition, user, as_of)),
        commitments=[
            Promise(row, as_of)
            for row in commitments.with_visible_links(user, "made_by")
            .with_state(as_of=as_of, user=user, known_at=known_at)
            .order_by("made_on", "pk")
        ],
        cited=cited,
        others=_others(condition, user, as_of, {row.development.pk for row in cited}),
        assessments=standing,
        unapproved=list(awaiting) if known_at is None else [],
        periods=periods(standing),
    )


def periods(latest_first: Iterable[Assessment]) -> list[Period]:
    """The states in time order; judgements of the same state one after the other are one period.

    Of several judgements for one day the one approved last stands.
    """
    found: list[Period] = []
    seen: set[dt.date] = set()
    ordered = [a for a in latest_first if not (a.as_of in seen or seen.add(a.as_of))]  # type: ignore[func-returns-value]
    for assessment in reversed(ordered):
        if found and found[-1].state == assessment.state:
            continue
        if found:
            last = found.pop()
            found.append(Period(last.state, last.since, assessment.as_of, last.assessment))
        found.append(Period(assessment.state, assessment.as_of, None, assessment))
    return found


def _latest_first(rows: Any) -> Any:
    return rows.order_by("-as_of", "-reviewed_at", "-pk")


def _judgements(condition: Condition, user: Any) -> Any:
    """Every judgement of the condition that was not withdrawn, with its evidence."""
    subjects = ("development", "reading", "meeting", "commitment")
    evidence = Evidence.objects.visible_to(user).standing().with_visible_links(user, *subjects).order_by("pk")
    rows = Assessment.objects.visible_to(user).standing().filter(condition=condition)
    return rows.prefetch_related(Prefetch("evidence", queryset=evidence, to_attr="shown_evidence"))


def _citations(user: Any) -> Any:
    rows = Citation.objects.visible_to(user).standing()
    return rows.with_visible_links(user, "source").order_by("pk")


def _points(condition: Condition, user: Any, as_of: dt.date) -> Any:
    rows = put_points(user, as_of).filter(condition=condition)
    return rows.with_visible_links(user, "meeting").order_by("meeting__date_from", "meeting", "position", "pk")


def _tests(condition: Condition, user: Any, as_of: dt.date) -> list[Test]:
    """The benchmarks with the latest reading of a period that ended by the day."""
    readings = Reading.objects.visible_to(user).standing().filter(period_to__lte=as_of, province__isnull=True)
    latest = readings.filter(indicator=OuterRef("indicator")).order_by(
        "-period_to", F("published_on").desc(nulls_last=True), "-period_from", "-pk"
    )
    rows = Benchmark.objects.visible_to(user).standing().filter(condition=condition).select_related("indicator")
    benchmarks = list(rows.annotate(latest_reading=Subquery(latest.values("pk")[:1])).order_by("pk"))
    values = readings.in_bulk([b.latest_reading for b in benchmarks if b.latest_reading])
    return [Test(b, values.get(b.latest_reading)) for b in benchmarks]


def _cited(assessments: Iterable[Any], user: Any, as_of: dt.date) -> list[Observed]:
    """The developments that the judgements cite, in time order."""
    stances: dict[str, set[str]] = {}
    for assessment in assessments:
        for row in assessment.shown_evidence:
            if row.development_id:
                stances.setdefault(row.development_id, set()).add(row.stance)
    rows = _developments(user, as_of).filter(pk__in=list(stances)).order_by("date_from", "pk")
    return [Observed(row, sorted(stances[row.pk])) for row in rows]


def _others(condition: Condition, user: Any, as_of: dt.date, cited: set[str]) -> list[Development]:
    """The latest developments of the condition's area, or else of its track, that no judgement cites."""
    if condition.area_id:
        about = {"indicators__area": condition.area_id}
    elif condition.track_id:
        about = {"tracks": condition.track_id}
    else:
        return []
    keys = Development._base_manager.filter(**about).values("pk")
    rows = _developments(user, as_of).filter(pk__in=keys).exclude(pk__in=cited)
    return sorted(rows.order_by("-date_from", "-pk")[:OTHERS], key=lambda row: (row.date_from, row.pk))


def _developments(user: Any, as_of: dt.date) -> Any:
    rows = Development.objects.visible_to(user).standing().filter(date_from__lte=as_of)
    citations = _citations(user)
    return (
        rows.with_visible_links(user, "reverses", "issuing_body")
        .defer("narrative", "search_text")
        .prefetch_related(Prefetch("citations", queryset=citations, to_attr="shown_citations"), "provinces")
    )
