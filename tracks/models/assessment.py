"""Assessments: the dated judgement of a condition, and the evidence it rests on."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from config.models import Part, Record, Reviewed
from config.models.checks import exactly_one, filled
from config.refs import RefField
from config.review import State
from config.scales import Confidence
from config.search import Searchable
from rights.models import Reading

from ..querysets import latest_first
from .checks import lies_ahead
from .commitment import Commitment
from .condition import Condition
from .development import Development
from .meeting import Meeting

PASSWORDS = "django.contrib.auth.backends.ModelBackend"  # Permissions come from it, whoever else checks a sign-in.


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


LEVELS = {
    ConditionState.CONTRARY: -1,
    ConditionState.NOT_STARTED: 0,
    ConditionState.LIMITED: 1,
    ConditionState.SUBSTANTIAL: 2,
    ConditionState.MET: 3,
}


def proposed_change(before: str | None, now: str) -> Change | None:
    """The change that follows from two states; from or to “waived”, or from nothing, none does."""
    if before not in LEVELS or now not in LEVELS:
        return None
    distance = LEVELS[ConditionState(now)] - LEVELS[ConditionState(before)]
    return Change.ADVANCED if distance > 0 else Change.REGRESSED if distance < 0 else Change.NONE


class Assessment(Record, Reviewed, Searchable):
    """A judgement of a condition as of a day, by one person and approved by another."""

    visible_through = ("condition",)
    may_be_reopened = False
    always_needs_second_person = True
    sealed_parts = ("evidence",)
    locked_with = ("condition",)
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
    change_note = models.TextField(
        "why another change",
        blank=True,
        help_text="Only if the change is not what follows from the last approved state: say why.",
    )
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
            models.CheckConstraint(
                condition=~Q(review_state=State.APPROVED)
                | ~Q(reviewed_by=models.F("submitted_by"))
                & (Q(created_by__isnull=True) | ~Q(reviewed_by=models.F("created_by"))),
                name="tracks_assessment_approved_by_second_person",
                violation_error_message="Who wrote or submitted an assessment cannot approve it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} as of {self.as_of} ({self.ref})"

    def clean(self) -> None:
        super().clean()
        if lies_ahead(self.as_of):
            raise ValidationError({"as_of": "A judgement cannot be dated in the future."})

    def approved_before(self, user: Any, **days: Any) -> Assessment | None:
        """The approved judgement of the same condition, as the user sees it, that stands among those for these days."""
        rows = Assessment.objects.visible_to(user).filter(condition=self.condition_id, review_state=State.APPROVED)
        return latest_first(rows.filter(**days).exclude(pk=self.pk)).first()

    def objections(self, *, by: Any) -> dict[str, str]:
        """What speaks against the judgement beside what `by` sees of the earlier ones, by field."""
        found = {}
        previous = self.approved_before(by, as_of__lt=self.as_of)
        proposed = proposed_change(previous.state, self.state) if previous else None
        if previous and proposed and proposed != self.change and not self.change_note.strip():
            found["change_note"] = (
                f"From “{previous.get_state_display()}” ({previous.pk}) to “{self.get_state_display()}” the change is "
                f"“{Change(proposed).label}”: choose that, or say here why not."
            )
        standing = self.approved_before(by, as_of=self.as_of)
        if standing and standing.pk != self.supersedes_id:
            found["supersedes"] = (
                f"{standing.pk} is approved for this day already: choose it here to replace it, or judge another day."
            )
        elif not standing and Assessment.objects.visible_to(by).filter(pk=self.supersedes_id).exists():
            found["supersedes"] = "Only an approved judgement of the same condition for the same day can be replaced."
        return found

    def unready_for(self, action: str, *, by: Any) -> str:
        """Neither submitted nor approved without evidence, nor against what was approved before.

        The evidence must stand and be seen by `by`, and at submission by somebody who may approve
        it. What is hidden counts as nothing, in the same words, so that nobody learns of it.
        """
        if action not in ("submit", "approve"):
            return ""
        if not self._evidence_for(by).exists():
            return "No judgement without evidence: add at least one development, reading, meeting or commitment first."
        if action == "submit" and not self._has_a_second_reader(by):
            return "Nobody who may approve it sees it and what it rests on: name such a person as its reader first."
        return " ".join(self.objections(by=by).values())

    def _evidence_for(self, user: Any) -> Any:
        return Evidence.objects.visible_to(user).standing().filter(assessment=self.pk)

    def _has_a_second_reader(self, by: Any) -> bool:
        reviewers = get_user_model().objects.with_perm("tracks.review_assessment", backend=PASSWORDS)
        others = reviewers.filter(is_active=True).exclude(pk=by.pk).order_by("pk")
        return any(self._evidence_for(user).exists() and not self.was_written_by(user) for user in others)


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
