"""Rights areas, indicators and their readings."""

from __future__ import annotations

from django.db import models

from config.models import Record, Reference, Withdrawable
from config.models.checks import filled, kept_exactly
from config.models.record import marking_field
from config.refs import RefField
from config.scales import Marking
from config.search import Searchable

from .reference import Province, Provision
from .source import Source


class IndicatorType(models.TextChoices):
    """OHCHR, Human Rights Indicators (HR/PUB/12/5, 2012)."""

    STRUCTURAL = "structural", "Structural – commitment: treaties, laws, policies"
    PROCESS = "process", "Process – effort: measures taken"
    OUTCOME = "outcome", "Outcome – enjoyment of the right"


class Better(models.TextChoices):
    """Which way an indicator's value improves. A rank is better lower, a score higher."""

    HIGHER = "higher", "Higher is better"
    LOWER = "lower", "Lower is better"
    NEITHER = "neither", "Neither – context only"


class Area(Reference):
    """A rights area: what is raised consistently and watched for openings and deterioration."""

    position = models.PositiveSmallIntegerField(default=0, help_text="Order in lists and reports.")
    description = models.TextField(blank=True, help_text="What belongs to the area.")

    class Meta(Reference.Meta):
        ordering = ["position", "code"]


class Indicator(Reference):
    """What is observed or measured. One that measures a track's own field has no rights area."""

    search_from = ("code", "name", "definition", "publisher")

    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        help_text="The rights area; empty if it measures a track's own field, e.g. opium cultivation.",
    )
    kind = models.CharField(
        "type",
        max_length=10,
        choices=IndicatorType,
        help_text="OHCHR: structural, process or outcome.",
    )
    definition = models.TextField(help_text="What exactly is counted or described.")
    unit = models.CharField(
        max_length=40,
        blank=True,
        help_text="Unit of its readings; empty if it has no number.",
    )
    better = models.CharField(
        "direction",
        max_length=7,
        choices=Better,
        help_text="Which way the value improves.",
    )
    publisher = models.CharField(max_length=200, blank=True, help_text="Who publishes its readings.")
    provisions = models.ManyToManyField(
        Provision,
        blank=True,
        related_name="indicators",
        help_text="The treaty provisions that it answers to.",
    )

    _history_m2m_fields = ["provisions"]

    class Meta(Reference.Meta):
        constraints = [
            *Reference.Meta.constraints,
            models.CheckConstraint(
                condition=filled("definition"),
                name="rights_indicator_defined",
                violation_error_message="Say what exactly is counted or described.",
            ),
        ]


class Qualifier(models.TextChoices):
    """What kind of value a publisher gives; a number without it misleads."""

    EXACT = "exact", "Exact"
    AT_LEAST = "at_least", "At least"
    MORE_THAN = "more_than", "More than"
    ABOUT = "about", "About"
    ESTIMATE = "estimate", "Estimate"
    CURRENT = "current", "Current situation (IPC)"
    PROJECTION = "projection", "Projection"
    REVISED = "revised", "Revised"
    REPRIORITISED = "reprioritised", "Reprioritised"


class Reading(Record, Withdrawable, Searchable):
    """A published value of an indicator, for a period and a place.

    Two publishers, or two vintages of one, may differ for the same period: both stand, so
    nothing here is unique but the reference.
    """

    search_from = ("ref", "publisher", "disaggregation", "note")

    ref = RefField("RDG", length=6)
    marking = marking_field(Marking.GREEN)
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        related_name="readings",
        help_text="What was measured.",
    )
    period_from = models.DateField(help_text="First day of the period that the value is for.")
    period_to = models.DateField(help_text="Last day of that period; the same day for a count on one day.")
    province = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="readings",
        help_text="The province; empty for the whole country.",
    )
    value = models.DecimalField(
        max_digits=20, decimal_places=4, validators=[kept_exactly], help_text="As published, in the unit given."
    )
    unit = models.CharField(max_length=40, help_text="The unit of the value, e.g. hectares.")
    qualifier = models.CharField(
        max_length=13,
        choices=Qualifier,
        help_text="Exact, at least, about, projection …",
    )
    disaggregation = models.CharField(
        max_length=120,
        blank=True,
        help_text="What part it is, e.g. women; or that it is cumulative.",
    )
    publisher = models.CharField(max_length=200, help_text="Whose figure it is, e.g. UNODC.")
    published_on = models.DateField(null=True, blank=True, help_text="When this vintage was published, if known.")
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="readings",
        help_text="Where you read it.",
    )
    note = models.TextField(blank=True, help_text="What a user of the figure must know.")

    class Meta:
        ordering = ["indicator", "-period_to", "-period_from", "ref"]
        indexes = [models.Index(fields=["indicator", "-period_to", "ref"], name="rights_reading_latest")]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(period_to__gte=models.F("period_from")),
                name="rights_reading_period_in_order",
                violation_error_message="The period ends before it begins.",
            ),
            models.CheckConstraint(
                condition=filled("unit") & filled("publisher"),
                name="rights_reading_unit_and_publisher",
                violation_error_message="A value needs its unit and its publisher.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period_to:%Y}: {self.value.normalize():f} {self.unit} ({self.ref})"
