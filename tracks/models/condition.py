"""Major steps, the conditions set for them, their benchmarks, and measures applied."""

from __future__ import annotations

from django.db import models

from config.dates import Dated
from config.models import Part, Record, Reference, Withdrawable
from config.models.checks import filled, kept_exactly
from config.models.record import marking_field
from config.refs import RefField
from config.scales import Marking
from config.search import Searchable
from rights.models import Area, Indicator

from ..querysets import ConditionQuerySet
from .development import Development
from .people import Organisation
from .track import Track


class StepState(models.TextChoices):
    """How far a major step has gone."""

    NOT_CONSIDERED = "not_considered", "Not under consideration"
    CONDITIONS_SET = "conditions_set", "Conditions set"
    CONSIDERED = "considered", "Under consideration"
    PARTLY_TAKEN = "partly_taken", "Taken in part, or by some"
    TAKEN = "taken", "Taken"


class Step(Reference):
    """A major step of normalisation, e.g. recognition: who decides it, and how far it is."""

    search_from = ("code", "name", "description", "decided_by")

    position = models.PositiveSmallIntegerField(default=0, help_text="Order in lists and reports.")
    description = models.TextField(blank=True, help_text="What the step would be.")
    decided_by = models.CharField(max_length=200, help_text="Who decides it, e.g. each State for itself.")
    state = models.CharField(max_length=14, choices=StepState, help_text="How far it is.")

    class Meta(Reference.Meta):
        ordering = ["position", "code"]
        constraints = [
            *Reference.Meta.constraints,
            models.CheckConstraint(
                condition=filled("decided_by"),
                name="tracks_step_decided_by_somebody",
                violation_error_message="Say who decides the step.",
            ),
        ]


class ConditionKind(models.TextChoices):
    """What kind of condition it is (after the IMF's types, in plain words)."""

    PRIOR_ACTION = "prior_action", "Prior action – once, before the step"
    BENCHMARK = "benchmark", "Benchmark – a result to be reached"
    CONTINUOUS = "continuous", "Continuous – to be kept up"


class Condition(Record, Withdrawable, Searchable):
    """What must be true for one or several major steps, as its setter worded it.

    Its state is never stored: it is its latest approved assessment as of a date
    (`Condition.objects.with_state(...)`).
    """

    search_from = ("ref", "text", "condition_set", "basis")

    ref = RefField("CND")
    marking = marking_field(Marking.GREEN)
    text = models.TextField("the condition", help_text="As its setter worded it.")
    condition_set = models.CharField(max_length=120, blank=True, help_text="The set it belongs to, as published.")
    position = models.PositiveSmallIntegerField(default=0, help_text="Order within the set.")
    set_by = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="conditions_set",
        help_text="Who set it.",
    )
    set_on = models.DateField(
        null=True,
        blank=True,
        help_text="When it was set; empty if the day is not known.",
    )
    kind = models.CharField(
        max_length=12,
        choices=ConditionKind,
        help_text="Prior action, benchmark or continuous.",
    )
    basis = models.TextField(
        blank=True,
        help_text="Its legal or policy basis, and what standing the text has.",
    )
    steps = models.ManyToManyField(Step, related_name="conditions", help_text="The steps that depend on it.")
    track = models.ForeignKey(
        Track,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="conditions",
        help_text="Its track, if any.",
    )
    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="conditions",
        help_text="Its rights area, if any.",
    )
    review_interval_days = models.PositiveSmallIntegerField(
        "review interval (days)",
        default=180,
        help_text="After so many days an assessment counts as stale.",
    )

    _history_m2m_fields = [*Record._history_m2m_fields, "steps"]
    # mypy takes the manager of the base for a class variable.
    objects = models.Manager.from_queryset(ConditionQuerySet)()  # type: ignore[misc] # unknown to the stubs

    class Meta:
        ordering = ["condition_set", "position", "ref"]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.CheckConstraint(
                condition=filled("text"),
                name="tracks_condition_worded",
                violation_error_message="Give the condition's text.",
            ),
            models.CheckConstraint(
                condition=models.Q(review_interval_days__gte=1),
                name="tracks_condition_interval_positive",
                violation_error_message="The review interval is at least one day.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text[:80]} ({self.ref})"


class Comparator(models.TextChoices):
    AT_LEAST = "at_least", "At least"
    AT_MOST = "at_most", "At most"
    EQUALS = "equals", "Exactly"


class Benchmark(Part):
    """One measurable test of a condition, optionally a target value of an indicator."""

    visible_through = ("condition",)

    ref = RefField("BMK")
    condition = models.ForeignKey(
        Condition,
        on_delete=models.PROTECT,
        related_name="benchmarks",
        help_text="The condition that it tests.",
    )
    text = models.TextField("the test", help_text="What would show that the condition is met.")
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="benchmarks",
        help_text="What is measured, if it is measured.",
    )
    comparator = models.CharField(
        max_length=8,
        choices=Comparator,
        blank=True,
        help_text="How to compare with the target.",
    )
    target = models.DecimalField(
        max_digits=20,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[kept_exactly],
        help_text="In the indicator's unit.",
    )
    target_on = models.DateField(null=True, blank=True, help_text="By when.")
    baseline = models.DecimalField(
        max_digits=20,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[kept_exactly],
        help_text="The value that progress is measured from.",
    )
    baseline_on = models.DateField(null=True, blank=True, help_text="The day of the baseline value.")

    class Meta:
        ordering = ["condition", "ref"]
        constraints = [
            *Part.Meta.constraints,
            models.CheckConstraint(
                condition=filled("text"),
                name="tracks_benchmark_worded",
                violation_error_message="Say what would show that the condition is met.",
            ),
            models.CheckConstraint(
                condition=models.Q(target__isnull=True, comparator="", target_on__isnull=True)
                | models.Q(target__isnull=False, indicator__isnull=False) & filled("comparator"),
                name="tracks_benchmark_target_complete",
                violation_error_message="A target needs its indicator and how to compare it.",
            ),
            models.CheckConstraint(
                condition=models.Q(baseline__isnull=True, baseline_on__isnull=True)
                | models.Q(
                    baseline__isnull=False,
                    baseline_on__isnull=False,
                    indicator__isnull=False,
                ),
                name="tracks_benchmark_baseline_dated",
                violation_error_message="A baseline needs its indicator and its day.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text[:60]} ({self.ref})"


class Instrument(models.TextChoices):
    """What kind of pressure or incentive was applied."""

    LISTING = "listing", "Listing or designation"
    EXEMPTION = "exemption", "Exemption"
    LICENCE = "licence", "Licence"
    SUSPENSION = "suspension", "Suspension"
    FUNDS = "funds", "Funds held or released"
    RESOLUTION = "resolution", "Resolution or mandate"
    RECOGNITION = "recognition", "Recognition"
    PROCEEDINGS = "proceedings", "Court proceedings"
    DECISION = "decision", "Decision or its deferral"
    STATEMENT = "statement", "Statement"


class Effect(models.TextChoices):
    """What a measure did to the step it touches."""

    BASELINE = "baseline", "Baseline"
    CONDITIONS_SET = "conditions_set", "Conditions set"
    EASED = "eased", "Eased in part"
    TIGHTENED = "tightened", "Tightened"
    NO_CHANGE = "no_change", "No change"
    TAKEN = "taken", "Step taken, by one or all"
    OTHER = "other", "Other"


class Measure(Record, Withdrawable, Dated, Searchable):
    """Pressure or an incentive actually applied: when, by whom, in answer to what."""

    search_from = ("ref", "title", "note")

    ref = RefField("MSR")
    marking = marking_field(Marking.GREEN)
    title = models.CharField(max_length=300, help_text="What was done, in one line.")
    instrument = models.CharField(max_length=11, choices=Instrument, help_text="Listing, licence, resolution …")
    effect = models.CharField(max_length=14, choices=Effect, help_text="What it did to the step.")
    applied_by = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="measures",
        help_text="Who applied it.",
    )
    steps = models.ManyToManyField(Step, related_name="measures", help_text="The steps that it touches.")
    developments = models.ManyToManyField(
        Development,
        blank=True,
        related_name="measures",
        help_text="What it answers, if it says so.",
    )
    note = models.TextField(blank=True, help_text="Terms, limits and what to know.")

    _history_m2m_fields = [*Record._history_m2m_fields, "steps", "developments"]

    class Meta:
        ordering = ["-date_from", "-ref"]
        indexes = [models.Index(fields=["-date_from", "-ref"], name="tracks_measure_by_date")]
        constraints = [
            *Withdrawable.Meta.constraints,
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=filled("title"),
                name="tracks_measure_titled",
                violation_error_message="Say in one line what was done.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.ref})"
