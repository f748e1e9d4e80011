"""Commitments by either side, and what became of them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from config.models import Part, Record, Reviewed, Withdrawable
from config.models.checks import filled
from config.refs import RefField
from config.search import Searchable

from ..querysets import CommitmentQuerySet
from .checks import lies_ahead, linked
from .meeting import Meeting
from .people import Organisation
from .point import Point


class CommitmentState(models.TextChoices):
    """What became of a promise. Overdue is derived from the due date, never stored."""

    OPEN = "open", "Open"
    KEPT = "kept", "Kept"
    PARTLY_KEPT = "partly_kept", "Partly kept"
    BROKEN = "broken", "Broken"
    OVERTAKEN = "overtaken", "Overtaken by events"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Commitment(Record, Withdrawable, Searchable):
    """A promise by either side, made at a meeting. Its state is its latest approved update."""

    visible_through = ("meeting",)
    search_from = ("ref", "text")

    ref = RefField("CMT")
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        related_name="commitments",
        help_text="Where it was made.",
    )
    point = models.ForeignKey(
        Point,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        help_text="The point of that meeting that it answers, if one does.",
    )
    made_by = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="commitments",
        help_text="Who promised.",
    )
    text = models.TextField("what was promised", help_text="As exactly as it was said.")
    made_on = models.DateField(help_text="The day it was made.")
    due_on = models.DateField(null=True, blank=True, help_text="By when; empty if no date was given.")
    conditions = models.ManyToManyField(
        "tracks.Condition",
        blank=True,
        related_name="commitments",
        help_text="The conditions that it bears on.",
    )

    _history_m2m_fields = [*Record._history_m2m_fields, "conditions"]
    # mypy takes the manager of the base for a class variable.
    objects = models.Manager.from_queryset(CommitmentQuerySet)()  # type: ignore[misc] # unknown to the stubs

    class Meta:
        ordering = ["-made_on", "-ref"]
        indexes = [models.Index(fields=["-made_on", "-ref"], name="tracks_commitment_by_date")]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.CheckConstraint(
                condition=filled("text"),
                name="tracks_commitment_worded",
                violation_error_message="Say what was promised.",
            ),
            models.CheckConstraint(
                condition=models.Q(due_on__isnull=True) | models.Q(due_on__gte=models.F("made_on")),
                name="tracks_commitment_due_after_made",
                violation_error_message="It cannot be due before it was made.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text[:60]} ({self.ref})"

    def clean(self) -> None:
        super().clean()
        point = linked(self, "point")
        if self.meeting_id and point and point.meeting_id != self.meeting_id:
            raise ValidationError({"point": "This point belongs to another meeting."})


class CommitmentUpdate(Part, Reviewed, Searchable):
    """A dated judgement of what became of a commitment, citing developments."""

    visible_through = ("commitment",)
    may_be_reopened = False
    sealed_parts = ("developments",)
    search_from = ("ref", "text")

    ref = RefField("CMU")
    commitment = models.ForeignKey(
        Commitment,
        on_delete=models.PROTECT,
        related_name="updates",
        help_text="The commitment judged.",
    )
    as_of = models.DateField(help_text="The day for which this holds.")
    state = models.CharField(
        max_length=11,
        choices=CommitmentState,
        help_text="Open, kept, partly kept, broken …",
    )
    text = models.TextField(help_text="What this rests on.")
    developments = models.ManyToManyField(
        "tracks.Development",
        blank=True,
        related_name="commitment_updates",
        help_text="What was observed.",
    )

    _history_m2m_fields = ["developments"]

    class Meta:
        ordering = ["-as_of", "-ref"]
        default_permissions = ("add", "change", "delete", "view", "review")
        indexes = [models.Index(fields=["commitment", "-as_of", "-ref"], name="tracks_update_latest")]
        constraints = [
            *Part.Meta.constraints,
            *Reviewed.Meta.constraints,
            models.CheckConstraint(
                condition=filled("text"),
                name="tracks_update_worded",
                violation_error_message="Say what the judgement rests on.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} on {self.as_of} ({self.ref})"

    def clean(self) -> None:
        super().clean()
        if lies_ahead(self.as_of):
            raise ValidationError({"as_of": "A judgement cannot be dated in the future."})
