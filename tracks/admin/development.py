"""Logging what was observed, with the sources that say so, in one form."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from config.admin import (
    FollowUp,
    KeptForm,
    MoveFilter,
    PartAdmin,
    StandingFilter,
    YearFilter,
    by_choice,
    by_code,
    codes,
)

from ..models import Citation, Development, Scope
from .shared import AT_RISK, WITHDRAW, CitationForm, CitationInline, CitedAdmin


class DevelopmentForm(KeptForm):
    """Also asks what it bears on, and that places fit the scope."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("tracks") and not cleaned.get("indicators"):
            self.add_error("tracks", "Name a track or an indicator that it bears on.")
        if cleaned.get("scope") == Scope.NATIONAL and cleaned.get("provinces"):
            self.add_error("provinces", "A national development has no provinces: clear them, or choose subnational.")
        return cleaned


@admin.register(Development)
class DevelopmentAdmin(CitedAdmin):
    form = DevelopmentForm
    quick = "Log a development"
    position = 20
    list_display = ("title", "when", "short_direction", "form_of_it", "where", "review_state", "tlp")
    list_filter = (
        MoveFilter,
        YearFilter,
        by_choice("direction"),
        by_code("tracks", title="track", parameter="track"),
        by_code("indicators__area", title="rights area", parameter="area"),
        by_code("provinces", title="province", parameter="province"),
        by_choice("scope"),
        by_choice("form", title="form"),
        by_choice("review_state"),
        by_choice("marking"),
        StandingFilter,
    )
    list_needs = ("provinces", "place")
    radio_fields = CitedAdmin.radio_fields | {
        "direction": admin.VERTICAL,
        "form": admin.HORIZONTAL,
        "scope": admin.HORIZONTAL,
        "date_precision": admin.HORIZONTAL,
    }
    keeps = ("date_from", "date_precision", "tracks", "scope", "provinces", "place", "marking")
    main = (
        ("What happened, and when", {"fields": ("title", ("date_from", "date_to"), "date_precision", "reported_on")}),
        ("What it bears on", {"fields": ("tracks", "indicators", "direction", "form")}),
        ("Where, and who decided it", {"fields": ("scope", "provinces", "place", "issuing_body")}),
        ("In full", {"fields": ("narrative",)}),
        ("What it undoes or continues", {"fields": ("reverses", "follows")}),
    )
    inlines = (CitationInline,)
    follow_ups = (
        FollowUp(
            "Log what reverses it",
            "tracks.development",
            lambda d: {"reverses": d.pk} | _same_matter(d),
        ),
        FollowUp(
            "Log what follows it",
            "tracks.development",
            lambda d: {"follows": d.pk} | _same_matter(d),
        ),
    )

    def pick_label(self, row: Development) -> str:
        return f"{row.when}: {row.title} ({row.pk})"

    @admin.display(description="when", ordering="date_from")
    def when(self, obj: Development) -> str:
        return obj.when

    @admin.display(description="direction", ordering="direction")
    def short_direction(self, obj: Development) -> str:
        return obj.short_direction

    @admin.display(description="form", ordering="form")
    def form_of_it(self, obj: Development) -> str:
        return obj.get_form_display()

    @admin.display(description="where")
    def where(self, obj: Development) -> str:
        names = ", ".join(province.name for province in obj.provinces.all())
        return ", ".join(filter(None, [obj.place, names])) or obj.get_scope_display()


def _same_matter(development: Development) -> dict[str, Any]:
    return {
        "tracks": codes(development, "tracks"),
        "indicators": codes(development, "indicators"),
        "scope": development.scope,
        "provinces": codes(development, "provinces"),
        "place": development.place,
        "marking": development.marking,
    }


@admin.register(Citation)
class CitationAdmin(PartAdmin):
    stays_with = ("development", "meeting", "condition", "measure")
    at_risk = AT_RISK
    form = CitationForm
    position = 64
    list_display = ("source", "credibility", "locator", "development", "meeting", "condition", "measure")
    list_filter = (
        by_choice("credibility"),
        StandingFilter,
    )
    owners = ("development", "meeting")
    search_paths = ("source__search_text", "development__search_text", "meeting__search_text")
    search_in = ("locator", "note")
    radio_fields = {"credibility": admin.VERTICAL}
    keeps = ("source",)
    main = (
        ("On what it stands", {"fields": ("development", "meeting", "condition", "measure")}),
        (
            "Who says so, and how credible it is",
            {"fields": ("source", "credibility", "locator", "derives_from", "note")},
        ),
        WITHDRAW,
    )
