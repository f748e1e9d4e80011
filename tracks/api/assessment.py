"""Assessments of conditions, and the evidence they rest on."""

from __future__ import annotations

from config.api.filters import After, Before, Choices, Codes, Marked, Refs, RowFilters
from config.api.serializers import Link, RecordSerializer
from config.api.views import RecordViewSet
from config.scales import Confidence
from rights.models import Area, Reading

from ..models import (
    Assessment,
    Change,
    Commitment,
    Condition,
    ConditionState,
    Development,
    Evidence,
    Meeting,
    Stance,
    Step,
)
from .links import PART, RECORD, REVIEW_STATES, REVIEWED


class EvidenceRow(RecordSerializer):
    development = Link("title", allow_null=True)
    reading = Link("indicator_id", "period_to", allow_null=True)
    meeting = Link("title", allow_null=True)
    commitment = Link("text", allow_null=True)

    class Meta:
        model = Evidence
        fields = ["ref", "stance", "development", "reading", "meeting", "commitment", "note"]


class AssessmentSerializer(RecordSerializer):
    condition = Link("text")
    supersedes = Link("as_of", "state", allow_null=True)
    superseded_by = Link("as_of", "state", many=True, help_text="Assessments that replace this one.")
    evidence = EvidenceRow(many=True, help_text="What it rests on, contradictions included.")

    class Meta:
        model = Assessment
        fields = [
            "ref",
            "condition",
            "as_of",
            "state",
            "change",
            "change_note",
            "confidence",
            "justification",
            "waiver_reason",
            "waived_by",
            "supersedes",
            "superseded_by",
            "evidence",
            *REVIEWED,
            *RECORD,
        ]


class AssessmentFilters(Marked):
    condition = Refs(Condition, help_text="Assessments of these conditions.")
    step = Codes(Step, "condition__steps", help_text="Assessments of conditions of these steps.")
    area = Codes(Area, "condition__area", help_text="Assessments of conditions of these rights areas.")
    state = Choices(ConditionState, help_text="How far the condition was judged to be met.")
    change = Choices(Change, help_text="Since the assessment before.")
    confidence = Choices(Confidence, help_text="How well corroborated.")
    after = After("as_of", help_text="Judged for this day or a later one.")
    before = Before("as_of", help_text="Judged for this day or an earlier one.")
    review_state = Choices(REVIEW_STATES, help_text="Where it stands in the review.")


class AssessmentViewSet(RecordViewSet):
    """Dated judgements of conditions, with the evidence they rest on."""

    serializer_class = AssessmentSerializer
    filterset_class = AssessmentFilters
    ordering = "-as_of"
    ordering_columns = ("as_of",)


class EvidenceSerializer(EvidenceRow):
    assessment = Link("as_of", "state")

    class Meta(EvidenceRow.Meta):
        fields = ["ref", "assessment", *EvidenceRow.Meta.fields[1:], *PART]


class EvidenceFilters(RowFilters):
    assessment = Refs(Assessment, help_text="Evidence of these assessments.")
    condition = Refs(Condition, "assessment__condition", help_text="Evidence on these conditions.")
    stance = Choices(Stance, help_text="What it does for the judgement.")
    development = Refs(Development, help_text="These developments as evidence.")
    reading = Refs(Reading, help_text="These readings as evidence.")
    meeting = Refs(Meeting, help_text="These meetings as evidence.")
    commitment = Refs(Commitment, help_text="These commitments as evidence.")


class EvidenceViewSet(RecordViewSet):
    """What assessments rest on: supporting, contradicting, or giving context."""

    serializer_class = EvidenceSerializer
    filterset_class = EvidenceFilters
