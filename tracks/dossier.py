"""A condition's dossier: everything that bears on one condition, as one reader may see it.

What it says, when it was put to whom, what was promised, what was observed for and against,
what was measured, and every judgement with its evidence, contradiction included.
"""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q

from config.api.permissions import may_view
from config.api.rows import shown
from config.known import as_known, known, was_known
from rights.models import Qualifier, Reading

from .board import linked, put_points
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
from .querysets import approved, is_overdue, latest_first

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
    """A benchmark with the readings of its indicator for the latest period; publishers may differ, and all stand."""

    benchmark: Benchmark
    readings: list[Reading]

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None if there is none, or if the readings do not say so with one voice.

        A projection, a part of the whole, or another unit than the indicator's says nothing of it.
        """
        target, indicator = self.benchmark.target, self.benchmark.indicator
        if target is None or indicator is None:
            return None
        comparable = [r for r in self.readings if r.unit == indicator.unit and not r.disaggregation]
        compare = {"at_least": operator.ge, "at_most": operator.le, "equals": operator.eq}[self.benchmark.comparator]
        answers = {compare(r.value, target) for r in comparable if r.qualifier != Qualifier.PROJECTION}
        return answers.pop() if len(answers) == 1 else None


@dataclass(frozen=True)
class Promise:
    """A commitment with what became of it by a day."""

    commitment: Any
    as_of: dt.date

    @property
    def is_overdue(self) -> bool:
        """Due before the day, and open or only partly kept."""
        return is_overdue(self.commitment.due_on, self.commitment.state, on=self.as_of)

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
    others: list[Development]  # the latest OTHERS of them
    has_more: bool
    assessments: list[Assessment]
    unapproved: list[Assessment]
    periods: list[Period]

    @property
    def uncited(self) -> list[Observed]:
        return [Observed(row, []) for row in self.others]

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


def dossier(condition: Condition, *, user: Any, as_of: dt.date, known_at: dt.date | None = None) -> Dossier | None:
    """The dossier of a visible condition, for a day, and as it was known on a day.

    None if the reader is not shown the condition as it was on that day, or it was not logged by then.
    """
    if not was_known(condition, known_at, user):
        return None
    judged = _judgements(condition, user)
    standing = history(condition, user=user, as_of=as_of, known_at=known_at)
    awaiting = judged.exclude(review_state="approved").filter(as_of__lte=as_of).order_by("-as_of", "-pk")
    unapproved = list(awaiting) if known_at is None else []  # What waits today says nothing of that day.
    developments = known(_developments(user, as_of), known_at)
    _as_cited(standing, known_at, user)
    cited = _cited([*standing, *unapproved], developments, known_at, user)
    others = as_known(_others(condition, developments, {row.development.pk for row in cited}), known_at, user)
    commitments = known(shown(Commitment, user), known_at).filter(conditions=condition, made_on__lte=as_of)
    promised = linked(commitments, user, "made_by", "meeting").with_state(as_of=as_of, user=user, known_at=known_at)
    return Dossier(
        condition=condition,
        as_of=as_of,
        known_at=known_at,
        steps=list(shown(Step, user).filter(conditions=condition)),
        citations=list(known(_citations(user), known_at).filter(condition=condition)),
        tests=_tests(condition, user, as_of, known_at),
        points=_points(condition, user, as_of, known_at),
        commitments=[Promise(row, as_of) for row in as_known(promised.order_by("made_on", "pk"), known_at, user)],
        cited=cited,
        others=others[-OTHERS:],
        has_more=len(others) > OTHERS,
        assessments=standing,
        unapproved=unapproved,
        periods=periods(standing),
    )


def history(condition: Condition, *, user: Any, as_of: dt.date, known_at: dt.date | None = None) -> list[Assessment]:
    """The approved judgements up to the day, the one that stands first, each with its evidence and what replaced it."""
    found = list(latest_first(approved(_judgements(condition, user), as_of=as_of, known_at=known_at)))
    replacing = {row.supersedes_id: row for row in found}
    for row in found:
        row.replaced_by = replacing.get(row.pk)
    return found


def periods(latest_first: Iterable[Assessment]) -> list[Period]:
    """The states in time order; judgements of the same state one after the other are one period.

    Of several judgements for one day the one approved last stands.
    """
    found: list[Period] = []
    seen: set[dt.date] = set()
    ordered = [a for a in latest_first if not (a.as_of in seen or seen.add(a.as_of))]  # type: ignore[func-returns-value] # None is false
    for assessment in reversed(ordered):
        if found and found[-1].state == assessment.state:
            continue
        if found:
            last = found.pop()
            found.append(Period(last.state, last.since, assessment.as_of, last.assessment))
        found.append(Period(assessment.state, assessment.as_of, None, assessment))
    return found


def _judgements(condition: Condition, user: Any) -> Any:
    """Every judgement of the condition that was not withdrawn, with its evidence."""
    subjects = ("development", "reading", "meeting", "commitment")
    evidence = linked(shown(Evidence, user), user, *subjects).order_by("pk")
    rows = linked(shown(Assessment, user), user, "supersedes").filter(condition=condition)
    return rows.prefetch_related(
        Prefetch("evidence", queryset=evidence, to_attr="shown_evidence"),
        Prefetch("evidence", queryset=_withdrawn_evidence(user), to_attr="withdrawn_evidence"),
    )


def _withdrawn_evidence(user: Any) -> Any:
    """What a judgement rested on and was withdrawn since, for who may view every kind of it."""
    rows: Any = Evidence.objects.visible_to(user).exclude(pk__in=Evidence.objects.standing().values("pk"))
    kinds = [Evidence, *(Evidence._meta.get_field(name).related_model for name in Evidence.SUBJECTS)]
    return rows if all(may_view(user, kind) for kind in kinds) else rows.none()


def _citations(user: Any) -> Any:
    return linked(shown(Citation, user), user, "source").order_by("pk")


def _points(condition: Condition, user: Any, as_of: dt.date, known_at: dt.date | None) -> list[Any]:
    rows = linked(put_points(user, as_of, known_at).filter(condition_id_then=condition.pk), user, "meeting")
    rows = as_known(rows.order_by("date_from_then", "meeting", "position", "pk"), known_at, user)
    meetings = {id(row) for row in as_known([row.meeting for row in rows], known_at, user)}
    return [row for row in rows if id(row.meeting) in meetings]


def _tests(condition: Condition, user: Any, as_of: dt.date, known_at: dt.date | None) -> list[Test]:
    """The benchmarks with every national reading for the latest period that ended by the day."""
    readings = known(shown(Reading, user), known_at).filter(period_to__lte=as_of, province__isnull=True)
    later = readings.filter(indicator=OuterRef("indicator"), period_to__gt=OuterRef("period_to"))
    benchmarks = list(linked(known(shown(Benchmark, user), known_at), user, "indicator").filter(condition=condition))
    values: dict[str, list[Reading]] = {}
    latest = readings.filter(~Exists(later), indicator__in={b.indicator_id for b in benchmarks if b.indicator_id})
    for reading in as_known(latest.order_by("period_from", "publisher", "pk"), known_at, user):
        values.setdefault(reading.indicator_id, []).append(reading)
    tests = sorted(as_known(benchmarks, known_at, user), key=lambda benchmark: benchmark.pk)
    return [Test(benchmark, values.get(benchmark.indicator_id or "", [])) for benchmark in tests]


def _as_cited(assessments: Iterable[Any], known_at: dt.date | None, user: Any) -> None:
    """Show what the judgements rest on in its words of then; what cannot be shown so reads as absent."""
    rows = [row for assessment in assessments for row in assessment.shown_evidence]
    subjects = [(row, name, one) for row in rows for name in Evidence.SUBJECTS if (one := getattr(row, name))]
    shown_so = {id(one) for one in as_known([one for _, _, one in subjects], known_at, user)}
    for row, name, one in subjects:
        if id(one) not in shown_so:
            link: Any = Evidence._meta.get_field(name)
            link.set_cached_value(row, None)  # It keeps its key.


def _cited(assessments: Iterable[Any], developments: Any, known_at: dt.date | None, user: Any) -> list[Observed]:
    """The developments that the judgements cite, in time order."""
    stances: dict[str, set[str]] = {}
    for assessment in assessments:
        for row in assessment.shown_evidence:
            if row.development_id:
                stances.setdefault(row.development_id, set()).add(row.stance)
    rows = developments.filter(pk__in=list(stances)).order_by("date_from", "pk")
    return [Observed(row, sorted(stances[row.pk])) for row in as_known(rows, known_at, user)]


def _others(condition: Condition, developments: Any, cited: set[str]) -> list[Development]:
    """The latest developments in the condition's field that no judgement cites; one too many.

    Its field is what its benchmarks measure, and its area, or else its track and what that watches.
    """
    about = Q(indicators__benchmarks__condition=condition.pk)
    if condition.area_id:
        about |= Q(indicators__area=condition.area_id)
    elif condition.track_id:
        about |= Q(tracks=condition.track_id) | Q(indicators__tracks=condition.track_id)
    rows = developments.filter(pk__in=Development._base_manager.filter(about).values("pk")).exclude(pk__in=cited)
    return sorted(rows.order_by("-date_from", "-pk")[: OTHERS + 1], key=lambda row: (row.date_from, row.pk))


def _developments(user: Any, as_of: dt.date) -> Any:
    rows = linked(shown(Development, user), user, "reverses").filter(date_from__lte=as_of)
    citations = Prefetch("citations", queryset=_citations(user), to_attr="shown_citations")
    return rows.defer("narrative", "search_text").prefetch_related(citations)
