"""The points that were put at a meeting, and what was answered."""

from __future__ import annotations

from django.db import models

from config.models import Part
from config.models.checks import filled
from config.refs import RefField
from config.search import Searchable
from rights.models import Indicator

from .meeting import Meeting
from .track import Side


class SpeechAct(models.TextChoices):
    """What somebody did by saying it."""

    RAISED = "raised", "Raised"
    REQUESTED = "requested", "Requested"
    URGED = "urged", "Urged"
    OFFERED = "offered", "Offered"
    AGREED = "agreed", "Agreed"
    NOTED = "noted", "Noted"
    DEFLECTED = "deflected", "Deflected"
    REFUSED = "refused", "Refused"


class Point(Part, Searchable):
    """One item of a meeting: who raised what, and what was answered.

    Points are how consistency of messaging and clarity on conditions are measured.
    """

    visible_through = ("meeting",)
    search_from = ("ref", "text", "answer")

    ref = RefField("PNT")
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        related_name="points",
        help_text="The meeting.",
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Order within the meeting.")
    raised_by = models.CharField(max_length=7, choices=Side, help_text="Which side raised it.")
    speech_act = models.CharField(max_length=9, choices=SpeechAct, help_text="Raised, requested, urged, offered …")
    text = models.TextField("what was put", help_text="In a sentence or two.")
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="points",
        help_text="The rights or track indicator that it is about, if one fits.",
    )
    condition = models.ForeignKey(
        "tracks.Condition",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="points",
        help_text="The condition that was put to them, if it was one.",
    )
    answer = models.TextField("what was answered", blank=True, help_text="In a sentence or two; empty if nothing was.")
    answer_act = models.CharField(
        "kind of answer",
        max_length=9,
        choices=SpeechAct,
        blank=True,
        help_text="Agreed, noted, deflected, refused …",
    )

    class Meta:
        ordering = ["meeting", "position", "ref"]
        constraints = [
            *Part.Meta.constraints,
            models.CheckConstraint(
                condition=filled("text"),
                name="tracks_point_worded",
                violation_error_message="Say what was put.",
            ),
            models.CheckConstraint(
                condition=models.Q(answer="") | filled("answer_act"),
                name="tracks_point_answer_kind",
                violation_error_message="Say what kind of answer it was.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text[:60]} ({self.ref})"
