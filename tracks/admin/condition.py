"""Conditions, their tests, what was judged of them, and what was applied."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from config.admin import (
    FixedFilter,
    FollowUp,
    PartAdmin,
    RecordAdmin,
    StackedPartInline,
    StandingFilter,
    YearFilter,
    by_choice,
    by_code,
)

from ..dossier import history, periods
from ..models import Benchmark, Condition, ConditionState, Measure
from .judgement import JudgementMixin
from .shared import AT_RISK, WITHDRAW, CitationInline


class StateFilter(FixedFilter):
    """By the state as of today, which is the latest approved assessment's, or that there is none."""

    title = "state today"
    parameter_name = "state"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [("never", "Never assessed"), *((code, str(label)) for code, label in ConditionState.choices)]

    def find(self, request: Any, queryset: Any, value: str) -> Any:
        return queryset.filter(state__isnull=True) if value == "never" else queryset.filter(state=value)


class BenchmarkInline(StackedPartInline):
    """Measurable tests of a condition."""

    model = Benchmark
    fields = ("text", "indicator", ("comparator", "target", "target_on"), ("baseline", "baseline_on"))

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0


@admin.register(Condition)
class ConditionAdmin(JudgementMixin, RecordAdmin):
    at_risk = AT_RISK
    work = "review"
    position = 22
    pages = (("Conditions board", "admin:tracks_condition_board"),)
    list_display = ("text", "condition_set", "set_by", "state_today", "judged", "kind", "tlp")
    list_filter = (
        StateFilter,
        by_code("steps", title="step", parameter="step"),
        by_code("track"),
        by_code("area", title="rights area"),
        by_choice("kind"),
        by_choice("marking"),
        StandingFilter,
    )
    list_needs = ("marking", "text")
    facts = ("ref", "standing", "logged", "changed")
    radio_fields = RecordAdmin.radio_fields | {"kind": admin.VERTICAL}
    main = (
        ("The condition, as its setter worded it", {"fields": ("text", "condition_set", "position", "kind")}),
        ("Who set it, when, and on what basis", {"fields": ("set_by", "set_on", "basis")}),
        ("What it stands before, and what it is about", {"fields": ("steps", "track", "area", "review_interval_days")}),
        WITHDRAW,
    )
    inlines = (BenchmarkInline, CitationInline)
    follow_ups = (
        FollowUp(
            "Assess this condition", "tracks.assessment", lambda c: {"condition": c.pk, "as_of": timezone.now().date()}
        ),
        FollowUp("Log a measurable test", "tracks.benchmark", lambda c: {"condition": c.pk}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).with_state(as_of=timezone.now().date(), user=request.user)

    def pick_label(self, row: Condition) -> str:
        return f"{row.text[:100]} · {row.condition_set or row.pk}"

    @admin.display(description="state today", ordering="state")
    def state_today(self, obj: Any) -> str:
        """Silence is not progress: what nobody judged says so."""
        return str(ConditionState(obj.state).label) if obj.state else "never assessed"

    @admin.display(description="how it stands")
    def standing(self, obj: Any) -> str:
        """Its states in time order as the viewer may see them: “Met from … to …” stays after a reversal."""
        judged = history(obj, user=obj.viewer, as_of=timezone.now().date())
        return " → ".join(period.words for period in periods(judged)) or "never assessed, as far as you may see"

    @admin.display(description="judged for", ordering="state_as_of")
    def judged(self, obj: Any) -> Any:
        return obj.state_as_of


@admin.register(Benchmark)
class BenchmarkAdmin(PartAdmin):
    at_risk = AT_RISK
    stays_with = ("condition",)
    work = "review"
    position = 40
    list_display = ("text", "condition", "indicator", "comparator", "target", "target_on", "ref")
    search_paths = ("condition__search_text",)
    search_in = ("text",)
    radio_fields = {"comparator": admin.HORIZONTAL}
    main = (
        ("The test", {"fields": ("condition", "text", "indicator")}),
        ("Its target", {"fields": ("comparator", "target", "target_on")}),
        ("Where it began", {"fields": ("baseline", "baseline_on")}),
        WITHDRAW,
    )


@admin.register(Measure)
class MeasureAdmin(RecordAdmin):
    at_risk = AT_RISK
    position = 35
    list_display = ("title", "when", "instrument", "effect", "applied_by", "step_names", "tlp")
    list_filter = (
        YearFilter,
        by_choice("instrument"),
        by_choice("effect"),
        by_code("steps", title="step", parameter="step"),
        by_choice("marking"),
        StandingFilter,
    )
    list_needs = ("marking", "steps")
    radio_fields = RecordAdmin.radio_fields | {"date_precision": admin.HORIZONTAL}
    keeps = ("date_from", "date_precision", "applied_by", "steps")
    main = (
        ("What was applied, and when", {"fields": ("title", ("date_from", "date_to"), "date_precision")}),
        ("Its kind, and by whom", {"fields": ("instrument", "applied_by", "steps", "effect")}),
        ("In answer to what", {"fields": ("developments", "note")}),
        WITHDRAW,
    )
    inlines = (CitationInline,)

    @admin.display(description="when", ordering="date_from")
    def when(self, obj: Measure) -> str:
        return obj.when

    @admin.display(description="steps")
    def step_names(self, obj: Measure) -> str:
        return ", ".join(step.name for step in obj.steps.all())
