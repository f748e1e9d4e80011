"""Rows and fieldsets that several of the pages have."""

from __future__ import annotations

from config.admin import PartInline

from ..models import Citation

WITHDRAW = ("Withdraw", {"classes": ("collapse",), "fields": ("withdrawn_reason",)})


class CitationInline(PartInline):
    """On whose word a record stands."""

    model = Citation
    verbose_name_plural = "citations: on whose word"
    fields = ("source", "credibility", "locator", "derives_from", "note")
