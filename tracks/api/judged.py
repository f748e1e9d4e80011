"""How a dossier, a meeting's consequences and restatements become JSON.

They are read by `tracks.dossier`, `tracks.consequences` and `tracks.restatements`, the same
code that the pages show; here is only their shape.
"""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from config.api.serializers import Link
from rights.models import Qualifier, Reading

from ..models import (
    Assessment,
    Change,
    Commitment,
    CommitmentState,
    Comparator,
    Condition,
    ConditionState,
    Development,
    Evidence,
    Meeting,
    Organisation,
    Side,
    SpeechAct,
    Stance,
    Step,
)

# What a record is called where it is linked from, as everywhere in the API.
CALLED: dict[Any, tuple[str, ...]] = {
    Assessment: ("as_of", "state"),
    Commitment: ("text",),
    Condition: ("text",),
    Development: ("title",),
    Meeting: ("title",),
    Organisation: ("name",),
    Reading: ("indicator_id", "period_to"),
    Step: ("name",),
}


class Named(Link):
    """Another record: its reference and what it is called."""

    def to_representation(self, instance: Any) -> dict[str, Any]:
        return Link(*CALLED[type(instance)]).row_writer()(instance)


class State(serializers.ChoiceField):
    def __init__(self, **kwargs: Any):
        super().__init__(choices=ConditionState.choices, **kwargs)


class PeriodRow(serializers.Serializer):
    """From when to when the condition was judged to be in a state."""

    state = State()
    since = serializers.DateField(help_text="The day of the first judgement that says so.")
    until = serializers.DateField(
        allow_null=True, help_text="The day of the next judgement of another state; null: it still is."
    )
    assessment = serializers.CharField(source="assessment.pk", help_text="The first judgement that says so.")


class ReadingRow(serializers.Serializer):
    """A published value."""

    ref = serializers.CharField(source="pk")
    value = serializers.DecimalField(max_digits=20, decimal_places=4, normalize_output=True)
    unit = serializers.CharField(allow_blank=True)
    qualifier = serializers.ChoiceField(Qualifier.choices)
    disaggregation = serializers.CharField(allow_blank=True)
    period_from = serializers.DateField()
    period_to = serializers.DateField()
    publisher = serializers.CharField()


class TestRow(serializers.Serializer):
    """A benchmark with every national reading of its indicator for the latest period up to the day."""

    ref = serializers.CharField(source="benchmark.pk")
    text = serializers.CharField(source="benchmark.text")
    indicator = serializers.CharField(
        source="benchmark.indicator_id", allow_null=True, help_text="The indicator's code."
    )
    comparator = serializers.ChoiceField(Comparator.choices, source="benchmark.comparator", allow_blank=True)
    target = serializers.DecimalField(20, 4, source="benchmark.target", allow_null=True, normalize_output=True)
    target_on = serializers.DateField(source="benchmark.target_on", allow_null=True)
    baseline = serializers.DecimalField(20, 4, source="benchmark.baseline", allow_null=True, normalize_output=True)
    baseline_on = serializers.DateField(source="benchmark.baseline_on", allow_null=True)
    readings = ReadingRow(many=True)
    reached = serializers.BooleanField(
        allow_null=True, help_text="Null if there is no target, or the readings do not say so with one voice."
    )


class PutToThemRow(serializers.Serializer):
    """When the condition was put to the authorities."""

    ref = serializers.CharField(source="pk")
    meeting = Named()
    date_from = serializers.DateField(source="meeting.date_from")
    raised_by = serializers.ChoiceField(Side.choices)
    speech_act = serializers.ChoiceField(SpeechAct.choices)
    text = serializers.CharField()
    answer_act = serializers.ChoiceField(SpeechAct.choices, allow_blank=True)
    answer = serializers.CharField(allow_blank=True)


class PromiseRow(serializers.Serializer):
    """A commitment with what became of it by the day."""

    ref = serializers.CharField(source="commitment.pk")
    text = serializers.CharField(source="commitment.text")
    made_by = Named(source="commitment.made_by", allow_null=True)
    made_on = serializers.DateField(source="commitment.made_on")
    due_on = serializers.DateField(source="commitment.due_on", allow_null=True)
    state = serializers.ChoiceField(CommitmentState.choices, source="commitment.state")
    state_as_of = serializers.DateField(source="commitment.state_as_of", allow_null=True)
    overdue = serializers.BooleanField(
        source="is_overdue", help_text="Due before the day, and open or only partly kept."
    )


class ObservedRow(serializers.Serializer):
    """A development with what the judgements cite it for."""

    ref = serializers.CharField(source="development.pk")
    title = serializers.CharField(source="development.title")
    date_from = serializers.DateField(source="development.date_from")
    date_to = serializers.DateField(source="development.date_to", allow_null=True)
    direction = serializers.CharField(source="development.direction")
    review_state = serializers.CharField(
        source="development.review_state", help_text="Only what is approved is relied on."
    )
    reverses = Named(source="development.reverses", allow_null=True)
    stances = serializers.ListField(
        child=serializers.ChoiceField(Stance.choices), help_text="Empty if no judgement cites it."
    )


class SupportRow(serializers.Serializer):
    """A piece of evidence."""

    ref = serializers.CharField(source="pk")
    stance = serializers.ChoiceField(Stance.choices)
    kind = serializers.SerializerMethodField(
        help_text="What the record is: development, reading, meeting or commitment."
    )
    record = serializers.SerializerMethodField(help_text="Null if your role may not view that kind.")
    note = serializers.CharField(allow_blank=True)

    def get_kind(self, row: Evidence) -> str:
        return next(name for name in Evidence.SUBJECTS if getattr(row, f"{name}_id"))

    @extend_schema_field(Named(allow_null=True))
    def get_record(self, row: Evidence) -> dict[str, Any] | None:
        subject = getattr(row, self.get_kind(row))
        return subject and Named().to_representation(subject)


class JudgementRow(serializers.Serializer):
    """An assessment with its evidence, contradiction included."""

    ref = serializers.CharField(source="pk")
    as_of = serializers.DateField()
    state = State()
    change = serializers.ChoiceField(Change.choices)
    change_note = serializers.CharField(allow_blank=True)
    confidence = serializers.CharField(help_text="ICD 203: low, moderate or high.")
    justification = serializers.CharField()
    waived_by = serializers.CharField(allow_blank=True)
    waiver_reason = serializers.CharField(allow_blank=True)
    supersedes = Named(allow_null=True)
    review_state = serializers.CharField()
    reviewed_at = serializers.DateTimeField(allow_null=True)
    evidence = SupportRow(many=True, source="shown_evidence")
    withdrawn_evidence = serializers.SerializerMethodField(
        help_text="How much of what it rested on was withdrawn since."
    )

    def get_withdrawn_evidence(self, row: Any) -> int:
        return len(row.withdrawn_evidence)


class DaysShape(serializers.Serializer):
    as_of = serializers.DateField(help_text="The day that this is given for.")
    known_at = serializers.DateField(allow_null=True, help_text="As known on this day; null: as known now.")


class DossierShape(DaysShape):
    """Everything that bears on one condition, as you may see it."""

    condition = Named()
    state = State(
        source="current.state", allow_null=True, default=None, help_text="Null if nobody judged it up to the day."
    )
    assessment = serializers.CharField(
        source="current.pk", allow_null=True, default=None, help_text="The judgement that stands."
    )
    periods = PeriodRow(many=True, help_text="Its states in time order: a reversal never erases what was met before.")
    steps = Named(many=True, help_text="What it stands before.")
    benchmarks = TestRow(source="tests", many=True)
    put_to_the_authorities = PutToThemRow(
        source="points", many=True, help_text="At approved meetings that they attended."
    )
    commitments = PromiseRow(many=True, help_text="That bear on it.")
    developments = ObservedRow(source="cited", many=True, help_text="That judgements cite, in time order.")
    other_developments = ObservedRow(
        source="uncited", many=True, help_text="The latest in the same field, cited by none."
    )
    has_more_developments = serializers.BooleanField(source="has_more")
    assessments = JudgementRow(many=True, help_text="Approved ones, the one that stands first.")
    unapproved = JudgementRow(many=True, help_text="Not yet relied on.")


class UpdateRow(serializers.Serializer):
    """An approved judgement of what became of a commitment."""

    ref = serializers.CharField(source="pk")
    as_of = serializers.DateField()
    state = serializers.ChoiceField(CommitmentState.choices)
    text = serializers.CharField()
    developments = Named(source="cited", many=True)


class OutcomeRow(serializers.Serializer):
    """A promise made there, with every approved judgement of it."""

    promise = PromiseRow()
    updates = UpdateRow(many=True, help_text="The one that stands first.")


class PutThereRow(serializers.Serializer):
    """A point made there."""

    ref = serializers.CharField(source="pk")
    raised_by = serializers.ChoiceField(Side.choices)
    speech_act = serializers.ChoiceField(SpeechAct.choices)
    text = serializers.CharField()
    condition = Named(allow_null=True)
    answer_act = serializers.ChoiceField(SpeechAct.choices, allow_blank=True)
    answer = serializers.CharField(allow_blank=True)


class ReliedOnRow(serializers.Serializer):
    """A judgement that cites the meeting, or a commitment made there."""

    assessment = serializers.CharField(source="assessment.pk")
    condition = Named(source="assessment.condition", allow_null=True)
    as_of = serializers.DateField(source="assessment.as_of")
    state = State(source="assessment.state")
    stance = serializers.ChoiceField(Stance.choices)
    commitment = Named(allow_null=True, help_text="Null if it cites the meeting itself.")


class ConsequencesShape(DaysShape):
    """What was put and promised at a meeting, and what became of it, as you may see it."""

    meeting = Named()
    points = PutThereRow(many=True)
    outcomes = OutcomeRow(many=True)
    overdue = serializers.IntegerField(help_text="How many of the promises are overdue on the day.")
    followed_by = Named(many=True, help_text="Meetings that continue it.")
    relied_on = ReliedOnRow(many=True)


class BriefJudgement(serializers.Serializer):
    """An assessment, in brief."""

    ref = serializers.CharField(source="pk")
    as_of = serializers.DateField()
    state = State()
    change = serializers.ChoiceField(Change.choices)
    reviewed_at = serializers.DateTimeField()


class RestatedRow(serializers.Serializer):
    condition = Named()
    then = BriefJudgement(allow_null=True, help_text="What stood for the day, as known then; null if nothing did.")
    now = BriefJudgement(allow_null=True, help_text="What stands for the day, as known now, or on `known_at`.")


class RestatementsShape(DaysShape):
    """Where the judgement of a day is not what it was."""

    since = serializers.DateField(help_text="As known at the end of this day (UTC).")
    restated = RestatedRow(many=True)
