"""Major steps, conditions with their state as of a day, benchmarks and measures."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import DateField, Q, QuerySet, Value
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from config.api.filters import Choices, Codes, Dated, Flag, Marked, ReferenceFilters, Refs, RowFilters, Searched, Texts
from config.api.rows import Lens
from config.api.serializers import Coded, Link, RecordSerializer
from config.api.views import DAY, RecordViewSet
from config.known import known
from config.scales import Confidence
from rights.models import Area, Indicator, Source

from ..dossier import dossier
from ..models import (
    Assessment,
    Benchmark,
    Change,
    Condition,
    ConditionKind,
    ConditionState,
    Development,
    Effect,
    Instrument,
    Measure,
    Organisation,
    Step,
    StepState,
    Track,
)
from ..querysets import is_stale
from ..restatements import restatements
from .judged import DossierShape, RestatementsShape
from .links import DATED, PART, RECORD, CitationRow, When


class StepSerializer(RecordSerializer):
    conditions = Link("text", many=True, help_text="The conditions that stand before it.")

    class Meta:
        model = Step
        fields = [
            "code",
            "name",
            "position",
            "description",
            "decided_by",
            "state",
            "conditions",
            "retired_on",
            "created_at",
            "updated_at",
        ]


class StepFilters(ReferenceFilters):
    state = Choices(StepState, help_text="How far it is.")


class StepViewSet(RecordViewSet):
    """Major steps of normalisation, with the conditions set for them."""

    serializer_class = StepSerializer
    filterset_class = StepFilters
    ordering = "position"
    ordering_columns = ("position",)


class BenchmarkRow(RecordSerializer):
    indicator = Coded(allow_null=True)

    class Meta:
        model = Benchmark
        fields = ["ref", "text", "indicator", "comparator", "target", "target_on", "baseline", "baseline_on"]


class ConditionSerializer(RecordSerializer):
    set_by = Link("name", allow_null=True)
    steps = Coded(many=True)
    track = Coded(allow_null=True)
    area = Coded(allow_null=True)
    state = serializers.ChoiceField(
        choices=ConditionState.choices,
        read_only=True,
        allow_null=True,
        help_text="By the latest approved assessment up to the day; null if it was never judged.",
    )
    change = serializers.ChoiceField(
        choices=Change.choices, read_only=True, allow_null=True, help_text="Since the assessment before that one."
    )
    confidence = serializers.ChoiceField(
        choices=Confidence.choices, read_only=True, allow_null=True, help_text="ICD 203: how well corroborated."
    )
    state_as_of = serializers.DateField(read_only=True, allow_null=True, help_text="The day that assessment holds for.")
    assessment = serializers.CharField(
        source="assessment_ref", read_only=True, allow_null=True, help_text="The assessment's reference."
    )
    age_days = serializers.SerializerMethodField(help_text="Days from that assessment's day to the day asked for.")
    stale = serializers.SerializerMethodField(help_text="Older than the review interval; null if never judged.")
    benchmarks = BenchmarkRow(many=True, help_text="Measurable tests of the condition.")
    citations = CitationRow(many=True, help_text="Where the condition is published.")

    class Meta:
        model = Condition
        fields = [
            "ref",
            "text",
            "condition_set",
            "position",
            "set_by",
            "set_on",
            "kind",
            "basis",
            "steps",
            "track",
            "area",
            "review_interval_days",
            "state",
            "change",
            "confidence",
            "state_as_of",
            "assessment",
            "age_days",
            "stale",
            "benchmarks",
            "citations",
            *RECORD,
        ]

    @classmethod
    def base(cls, lens: Lens) -> QuerySet:
        rows: Any = super().base(lens)
        if lens.asked:
            rows = rows.set_by_day(lens.as_of)
        rows = known(rows, lens.known_at)
        days = {"as_of": lens.as_of, "known_at": lens.known_at}
        return rows.with_state(user=lens.eyes_for(Assessment), **days).annotate(
            on_day=Value(lens.as_of, output_field=DateField())
        )

    def get_age_days(self, row: Any) -> int | None:
        return None if row.state_as_of is None else (row.on_day - row.state_as_of).days

    def get_stale(self, row: Any) -> bool | None:
        if row.state_as_of is None:
            return None
        return is_stale(row.state_as_of, row.review_interval_days, on=row.on_day)


class Assessed(Flag):
    """Whether there is any approved assessment up to the day."""

    def condition(self, model: Any, value: bool) -> Q:
        return Q(state_as_of__isnull=not value)


class ConditionFilters(Searched, Marked):
    step = Codes(Step, "steps", help_text="Conditions of these steps.")
    track = Codes(Track, help_text="Conditions of these tracks.")
    area = Codes(Area, help_text="Conditions of these rights areas.")
    organisation = Refs(Organisation, "set_by", help_text="Conditions that these organisations set.")
    condition_set = Texts(help_text="Exactly these sets, as published.")
    kind = Choices(ConditionKind, help_text="Prior action, benchmark or continuous.")
    state = Choices(ConditionState, help_text="State as of the day (`as_of`).")
    change = Choices(Change, help_text="Change as of the day (`as_of`).")
    confidence = Choices(Confidence, help_text="Confidence as of the day (`as_of`).")
    assessed = Assessed(help_text="Whether it was ever judged, up to the day (`as_of`).")
    indicator = Codes(Indicator, "benchmarks__indicator", help_text="Conditions with a benchmark on these indicators.")
    source = Refs(Source, "citations__source", help_text="Conditions published in these sources.")


class ConditionViewSet(RecordViewSet):
    """What must be true for a major step, with its state as of a day."""

    serializer_class = ConditionSerializer
    filterset_class = ConditionFilters
    state_as_of = "States as of this day; conditions known to be set later are left out."
    answers: ClassVar[Any] = {"dossier": DossierShape, "restatements": RestatementsShape}

    @action(detail=True)
    def dossier(self, request: Any, **key: str) -> Response:
        """Everything that bears on one condition: what was put to whom, promised, observed, measured and judged."""
        self.check_parameters()
        condition = self.found(self.lens.shown(Condition), key)
        file = dossier(condition, user=request.user, as_of=self.lens.as_of, known_at=self.lens.known_at)
        return Response(DossierShape(self.there(file)).data)

    @action(detail=False)
    def restatements(self, request: Any) -> Response:
        """What changed in the judgement of a day (`as_of`) after another day (`since`)."""
        self.check_parameters()
        since = self.day("since")
        if since is None:
            raise ValidationError({"since": ["Name the day whose knowledge is compared: since=YYYY-MM-DD."]})
        as_of, known_at = self.lens.as_of, self.lens.known_at
        found = restatements(user=request.user, as_of=as_of, since=since, known_at=known_at)
        return Response(RestatementsShape(found).data)

    def extra_parameters(self) -> dict[str, Any]:
        extra = super().extra_parameters()
        if self.action == "restatements":
            extra["since"] = (DAY, "Required: as known at the end of this day (UTC).")
        return extra


class BenchmarkSerializer(BenchmarkRow):
    condition = Link("text")

    class Meta(BenchmarkRow.Meta):
        fields = ["ref", "condition", *BenchmarkRow.Meta.fields[1:], *PART]


class BenchmarkFilters(RowFilters):
    condition = Refs(Condition, help_text="Benchmarks of these conditions.")
    indicator = Codes(Indicator, help_text="Benchmarks on these indicators.")


class BenchmarkViewSet(RecordViewSet):
    """Measurable tests of conditions."""

    serializer_class = BenchmarkSerializer
    filterset_class = BenchmarkFilters


class MeasureSerializer(RecordSerializer):
    when = When()
    applied_by = Link("name", allow_null=True)
    steps = Coded(many=True)
    developments = Link("title", many=True)
    citations = CitationRow(many=True, help_text="On whose word.")

    class Meta:
        model = Measure
        fields = [
            "ref",
            "title",
            "instrument",
            "effect",
            *DATED,
            "applied_by",
            "steps",
            "developments",
            "note",
            "citations",
            *RECORD,
        ]


class MeasureFilters(Searched, Marked, Dated):
    step = Codes(Step, "steps", help_text="Measures that touch these steps.")
    instrument = Choices(Instrument, help_text="What kind of pressure or incentive.")
    effect = Choices(Effect, help_text="What it did to the step.")
    organisation = Refs(Organisation, "applied_by", help_text="Applied by these organisations.")
    development = Refs(Development, "developments", help_text="In answer to these developments.")
    source = Refs(Source, "citations__source", help_text="Measures that these sources tell of.")


class MeasureViewSet(RecordViewSet):
    """Pressure and incentives actually applied."""

    serializer_class = MeasureSerializer
    filterset_class = MeasureFilters
    ordering = "-date_from"
    ordering_columns = ("date_from", "date_until")
