"""The yardstick's pages: administrators keep it; readings are logged by everybody."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet

from config.admin import (
    RecordAdmin,
    ReferenceAdmin,
    StandingFilter,
    by_choice,
    by_code,
    year_of,
)

from ..models import Area, Indicator, Province, Provision, Reading, Treaty


@admin.register(Area)
class AreaAdmin(ReferenceAdmin):
    position = 30
    list_display = ("name", "code", "position", "retired_on")
    main = ((None, {"fields": ("code", "name", "position", "description", "retired_on")}),)


@admin.register(Indicator)
class IndicatorAdmin(ReferenceAdmin):
    position = 40
    list_display = ("name", "code", "area", "short_kind", "unit", "publisher", "retired_on")
    list_filter = (by_code("area"), by_choice("kind"), by_choice("better"), StandingFilter)
    list_needs = ("kind",)
    radio_fields = {"kind": admin.VERTICAL, "better": admin.VERTICAL}
    main = (
        ("What is observed or measured", {"fields": ("code", "name", "area", "kind", "definition")}),
        ("How it is measured", {"fields": ("unit", "better", "publisher")}),
        ("What it answers to", {"fields": ("provisions", "retired_on")}),
    )

    @admin.display(description="type", ordering="kind")
    def short_kind(self, obj: Indicator) -> str:
        return obj.get_kind_display().partition(" – ")[0]


@admin.register(Province)
class ProvinceAdmin(ReferenceAdmin):
    position = 70
    list_display = ("name", "code", "iso_code", "name_dari", "name_pashto", "retired_on")
    main = (
        ("Names", {"fields": ("code", "iso_code", "name", "name_iso", "name_dari", "name_pashto", "aliases")}),
        ("Where on a map", {"fields": ("latitude", "longitude", "retired_on")}),
    )


@admin.register(Treaty)
class TreatyAdmin(ReferenceAdmin):
    position = 80
    list_display = ("name", "code", "untc_chapter", "consented_on", "consent_mode", "retired_on")
    main = (
        ("The treaty", {"fields": ("code", "name", "untc_chapter")}),
        (
            "What binds the State",
            {"fields": ("signed_on", "consented_on", "consent_mode", "source_note", "retired_on")},
        ),
    )


@admin.register(Provision)
class ProvisionAdmin(ReferenceAdmin):
    position = 90
    list_display = ("name", "code", "treaty", "article", "verified", "retired_on")
    list_filter = (by_code("treaty"), by_choice("verified"), StandingFilter)
    main = ((None, {"fields": ("code", "name", "treaty", "article", "verified", "retired_on")}),)


@admin.register(Reading)
class ReadingAdmin(RecordAdmin):
    work = "yardstick"
    position = 50
    list_display = ("indicator", "period", "amount", "province", "publisher", "tlp", "ref")
    list_filter = (
        year_of("period_from", "period_to"),
        by_code("indicator"),
        by_code("indicator__area", title="rights area", parameter="area"),
        by_code("province"),
        by_choice("qualifier"),
        by_choice("marking"),
        StandingFilter,
    )
    list_needs = ("marking",)
    keeps = ("indicator", "unit", "publisher", "source", "period_from", "period_to")
    main = (
        ("What was measured, when and where", {"fields": ("indicator", "period_from", "period_to", "province")}),
        ("The value", {"fields": ("value", "unit", "qualifier", "disaggregation")}),
        ("Whose figure it is", {"fields": ("publisher", "published_on", "source", "note")}),
        ("Withdraw", {"classes": ("collapse",), "fields": ("withdrawn_reason",)}),
    )

    def found(self, rows: Any, text: str) -> QuerySet:
        """By the reading's own words, or by what its indicator is called."""
        indicators = Indicator.objects.matching(text)
        return rows.filter(pk__in=rows.matching(text).values("pk")) | rows.filter(indicator__in=indicators.values("pk"))

    @admin.display(description="period", ordering="period_to")
    def period(self, obj: Reading) -> str:
        return f"{obj.period_from} – {obj.period_to}" if obj.period_to != obj.period_from else str(obj.period_from)

    @admin.display(description="value", ordering="value")
    def amount(self, obj: Reading) -> str:
        number = f"{obj.value.normalize():,f}"
        qualifier = "" if obj.qualifier == "exact" else f" ({obj.get_qualifier_display().lower()})"
        return f"{number} {obj.unit}{qualifier}"
