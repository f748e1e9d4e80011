"""Assessments: the dated judgement of a condition, and the evidence it rests on."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from config.models import Part, Record, Reviewed
from config.models.base import exactly_one, filled
from config.refs import RefField
from config.scales import Confidence
from config.search import Searchable
from rights.models import Reading

from .checks import lies_ahead
from .commitment import Commitment
from .condition import Condition
from .development import Development
from .meeting import Meeting


class ConditionState(models.TextChoices):
    """How far a condition is met.

    The first four are levels 0 to 3 of the Peace Accords Matrix (not initiated, minimum,
    intermediate, full); contrary is the UN Human Rights Committee's grade E (measures taken
    are contrary); waived is the IMF's, and needs a reason and an authority.
    """

    NOT_STARTED = "not_started", "Not started"
    LIMITED = "limited", "Limited"
    SUBSTANTIAL = "substantial", "Substantial"
    MET = "met", "Met"
    CONTRARY = "contrary", "Reversed or contrary"
    WAIVED = "waived", "Waived"


class Change(models.TextChoices):
    """Change since the last assessment: the EU's progress scale reduced to three.

    Kept apart from the state, because “met but sliding” is what one must see.
    """

    REGRESSED = "regressed", "Regressed"
    NONE = "none", "No change"
    ADVANCED = "advanced", "Advanced"


class Assessment(Record, Reviewed, Searchable):
    """A judgement of a condition as of a day, by one person and approved by another."""

    visible_through = ("condition",)
    may_be_reopened = False
    always_needs_second_person = True
    search_from = ("ref", "justification")

    ref = RefField("ASM")
    condition = models.ForeignKey(
        Condition,
        on_delete=models.PROTECT,
        related_name="assessments",
        help_text="The condition judged.",
    )
    as_of = models.DateField(help_text="The day for which this judgement holds.")
    state = models.CharField(max_length=11, choices=ConditionState, help_text="How far the condition is met.")
    change = models.CharField(max_length=9, choices=Change, help_text="Since the last approved assessment.")
    confidence = models.CharField(max_length=8, choices=Confidence, help_text="ICD 203: how well corroborated.")
    justification = models.TextField(help_text="Why, in words that a reader can check against the evidence.")
    waiver_reason = models.TextField(blank=True, help_text="Why it was waived; only for the state “waived”.")
    waived_by = models.CharField(max_length=200, blank=True, help_text="Which authority waived it.")
    supersedes = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        help_text="The approved assessment that this one replaces for the same day.",
    )

    class Meta:
        ordering = ["-as_of", "-ref"]
        default_permissions = ("add", "change", "delete", "view", "review")
        indexes = [models.Index(fields=["condition", "-as_of", "-ref"], name="tracks_assessment_latest")]
        constraints = [
            *Reviewed.Meta.constraints,
            models.CheckConstraint(
                condition=filled("justification"),
                name="tracks_assessment_justified",
                violation_error_message="Say why.",
            ),
            models.CheckConstraint(
                condition=Q(state=ConditionState.WAIVED) & filled("waiver_reason") & filled("waived_by")
                | ~Q(state=ConditionState.WAIVED) & Q(waiver_reason="", waived_by=""),
                name="tracks_assessment_waiver_complete",
                violation_error_message="“Waived” needs a reason and the authority; any other state has neither.",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(supersedes=models.F("ref")),
                name="tracks_assessment_not_own_successor",
                violation_error_message="An assessment cannot replace itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} as of {self.as_of} ({self.ref})"

    def clean(self) -> None:
        super().clean()
        if lies_ahead(self.as_of):
            raise ValidationError({"as_of": "A judgement cannot be dated in the future."})

    def unready_for(self, action: str, *, by: Any) -> str:
        """A judgement is neither submitted nor approved without evidence that stands and that `by` may see.

        What is hidden counts as nothing, in the same words, so that nobody learns of it.
        """
        seen = Evidence.objects.visible_to(by).standing().filter(assessment=self)
        if action in ("submit", "approve") and not seen.exists():
            return "No judgement without evidence: add at least one development, reading, meeting or commitment first."
        return ""


class Stance(models.TextChoices):
    """What a piece of evidence does for the judgement; contradiction is never hidden."""

    SUPPORTS = "supports", "Supports"
    CONTRADICTS = "contradicts", "Contradicts"
    CONTEXT = "context", "Gives context"


class Evidence(Part):
    """A record that an assessment rests on. Seen by those who see both."""

    visible_through = ("assessment", "development", "reading", "meeting", "commitment")
    SUBJECTS = ("development", "reading", "meeting", "commitment")

    ref = RefField("EVD")
    assessment = models.ForeignKey(
        Assessment,
        on_delete=models.PROTECT,
        related_name="evidence",
        help_text="The judgement that rests on it.",
    )
    stance = models.CharField(
        max_length=11,
        choices=Stance,
        help_text="Supports, contradicts or gives context.",
    )
    development = models.ForeignKey(
        Development,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        help_text="What was observed.",
    )
    reading = models.ForeignKey(
        Reading,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        help_text="What was measured.",
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        help_text="What was said.",
    )
    commitment = models.ForeignKey(
        Commitment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        help_text="What was promised.",
    )
    note = models.TextField(blank=True, help_text="What in it bears on the condition, and how.")

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["assessment", "ref"]
        constraints = [
            *Part.Meta.constraints,
            models.CheckConstraint(
                condition=exactly_one("development", "reading", "meeting", "commitment"),
                name="tracks_evidence_one_subject",
                violation_error_message="Evidence is exactly one development, reading, meeting or commitment.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stance_display()} ({self.ref})"
