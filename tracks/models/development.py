"""Developments: what was observed, and on whose word."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from config.dates import Dated
from config.models import Part, Record, Reviewed
from config.models.checks import exactly_one, filled
from config.models.record import marking_field
from config.refs import RefField
from config.scales import Credibility, Marking
from config.search import Searchable
from rights.models import Indicator, Province, Source

from .checks import lies_ahead, linked
from .cited import Cited
from .meeting import Meeting
from .people import Organisation
from .track import Track


class Direction(models.TextChoices):
    """Which way it moves. Directions are counted side by side, never averaged."""

    OPENING = "opening", "▲ Opening – something new is allowed or announced"
    IMPROVEMENT = "improvement", "△ Improvement"
    NO_CHANGE = "no_change", "– No change"
    MIXED = "mixed", "◆ Mixed"
    DETERIORATION = "deterioration", "▼ Deterioration"


class Form(models.TextChoices):
    """How it showed: words, a rule, practice, force, or a reported number."""

    ANNOUNCED = "announced", "Announced"
    DECREED = "decreed", "Decreed"
    PRACTISED = "practised", "Practised"
    ENFORCED = "enforced", "Enforced"
    REPORTED_FIGURE = "reported_figure", "Reported figure"


class Scope(models.TextChoices):
    NATIONAL = "national", "National"
    SUBNATIONAL = "subnational", "Subnational"


class Development(Record, Cited, Dated, Searchable):
    """Something observed. A reversal is a new development with a link, never an edit."""

    search_from = ("ref", "title", "place", "narrative")

    ref = RefField("DEV", length=6)
    marking = marking_field(Marking.GREEN)
    title = models.CharField(max_length=300, help_text="What happened, in one line.")
    narrative = models.TextField(blank=True, help_text="What was observed, in full. No names of private persons.")
    reported_on = models.DateField(
        null=True,
        blank=True,
        help_text="When it became known, if later than it happened.",
    )
    scope = models.CharField(max_length=11, choices=Scope, help_text="National, or in provinces.")
    provinces = models.ManyToManyField(
        Province,
        blank=True,
        related_name="developments",
        help_text="Where; empty if it is national.",
    )
    place = models.CharField(
        max_length=200,
        blank=True,
        help_text="The place within the province, as reported.",
    )
    tracks = models.ManyToManyField(
        Track,
        blank=True,
        related_name="developments",
        help_text="The tracks it bears on; a track or an indicator is needed.",
    )
    indicators = models.ManyToManyField(
        Indicator,
        blank=True,
        related_name="developments",
        help_text="The rights indicators it bears on; a track or an indicator is needed.",
    )
    direction = models.CharField(max_length=13, choices=Direction, help_text="Judged by its effect on people.")
    form = models.CharField(
        max_length=15,
        choices=Form,
        help_text="Announced, decreed, practised, enforced, or a figure.",
    )
    issuing_body = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="developments",
        help_text="Who decided it, if known.",
    )
    reverses = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reversed_by",
        help_text="The earlier development that this one undoes.",
    )
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        help_text="The earlier development that this one continues.",
    )

    _history_m2m_fields = [
        *Record._history_m2m_fields,
        "provinces",
        "tracks",
        "indicators",
    ]

    class Meta:
        ordering = ["-date_from", "-ref"]
        default_permissions = ("add", "change", "delete", "view", "review")
        indexes = [models.Index(fields=["-date_from", "-ref"], name="tracks_development_by_date")]
        constraints = [
            *Dated.Meta.constraints,
            *Reviewed.Meta.constraints,
            models.CheckConstraint(
                condition=filled("title"),
                name="tracks_development_titled",
                violation_error_message="Say in one line what happened.",
            ),
            models.CheckConstraint(
                condition=models.Q(reported_on__isnull=True) | models.Q(reported_on__gte=models.F("date_from")),
                name="tracks_development_reported_after",
                violation_error_message="It cannot be reported before it happened.",
            ),
            models.CheckConstraint(
                condition=models.Q(reverses__isnull=True) | ~models.Q(reverses=models.F("ref")),
                name="tracks_development_not_own_reversal",
                violation_error_message="A development cannot reverse itself.",
            ),
            models.CheckConstraint(
                condition=models.Q(follows__isnull=True) | ~models.Q(follows=models.F("ref")),
                name="tracks_development_not_own_sequel",
                violation_error_message="A development cannot follow itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.ref})"

    @property
    def short_direction(self) -> str:
        """The direction in a sign and a word, without its explanation."""
        return self.get_direction_display().partition(" – ")[0]

    def clean(self) -> None:
        super().clean()
        if lies_ahead(self.date_from):
            raise ValidationError({"date_from": "A development that lies ahead has not been observed yet."})
        for name, word in (("reverses", "reverse"), ("follows", "follow")):
            earlier = linked(self, name)
            if earlier and self.date_until and earlier.date_from > self.date_until:
                raise ValidationError(
                    {name: f"This began later ({earlier.when}): a development can only {word} an earlier one."}
                )


class Citation(Part):
    """A statement of a source on a record: how credible, where in the source, derived from whom.

    A citation is as visible as both the record it stands on and the source it names.
    """

    visible_through = ("development", "meeting", "condition", "measure", "source")
    SUBJECTS = ("development", "meeting", "condition", "measure")

    ref = RefField("CIT", length=6)
    development = models.ForeignKey(
        Development,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="citations",
        help_text="On what.",
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="citations",
        help_text="On what.",
    )
    condition = models.ForeignKey(
        "tracks.Condition",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="citations",
        help_text="On what.",
    )
    measure = models.ForeignKey(
        "tracks.Measure",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="citations",
        help_text="On what.",
    )
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        related_name="citations",
        help_text="Who says so.",
    )
    credibility = models.CharField(
        max_length=1,
        choices=Credibility,
        default=Credibility.UNKNOWN,
        help_text="Of this statement, apart from the source. 6 means unknown; 1 needs independent sources.",
    )
    locator = models.CharField(max_length=200, blank=True, help_text="Page, paragraph or minute.")
    derives_from = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="derived_citations",
        help_text="The source that this one repeats; five articles on one tweet are one source.",
    )
    note = models.TextField(blank=True, help_text="What a reader of the source must know.")

    class Meta:
        ordering = ["ref"]
        constraints = [
            *Part.Meta.constraints,
            models.CheckConstraint(
                condition=exactly_one("development", "meeting", "condition", "measure"),
                name="tracks_citation_one_subject",
                violation_error_message="A citation stands on exactly one record.",
            ),
            models.CheckConstraint(
                condition=models.Q(derives_from__isnull=True) | ~models.Q(derives_from=models.F("source")),
                name="tracks_citation_not_from_itself",
                violation_error_message="A source cannot derive from itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_credibility_display()} ({self.ref})"
