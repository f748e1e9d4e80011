"""Judging a condition: the judgement, and the evidence that it rests on."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from config.admin import (
    KeptForm,
    MoveFilter,
    PartAdmin,
    PartInline,
    ReviewedAdmin,
    StandingFilter,
    by_choice,
    by_code,
    year_of,
)
from config.admin.forms import as_key

from ..models import Assessment, Change, Condition, Evidence
from ..models.assessment import proposed_change
from .judgement import Judged
from .shared import AT_RISK, WITHDRAW


class EvidenceInline(PartInline):
    """What the judgement rests on, what contradicts it, and what gives context."""

    model = Evidence
    verbose_name_plural = "evidence: one record a row"
    fields = ("stance", "what", "development", "reading", "meeting", "commitment", "note")
    readonly_fields = ("what",)

    @admin.display(description="what it is")
    def what(self, obj: Evidence) -> str:
        """The record in full, which its box is too narrow for."""
        subject = next((one for name in Evidence.SUBJECTS if (one := getattr(obj, name, None))), None)
        if subject is None:
            return ""
        page = reverse(f"admin:{subject._meta.app_label}_{subject._meta.model_name}_change", args=[subject.pk])
        label = self.admin_site.get_model_admin(type(subject)).pick_label(subject)
        return format_html('<a href="{}" dir="auto">{}</a>', page, label)


class AssessmentForm(KeptForm):
    """Proposes the change from the last approved judgement, and asks why it should be another."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if "change" not in self.fields:
            return
        field = self.fields["change"]
        field.required = False
        field.choices = [("", "What follows from the states"), *Change.choices]
        if previous := self._last_judgement():
            words = f"The last approved one: {previous.get_state_display()} as of {previous.as_of} ({previous.pk})."
            field.help_text = f"{field.help_text} {words}"

    def _last_judgement(self) -> Assessment | None:
        """The judgement before this one, if the condition is known before anything is typed."""
        condition = self.initial.get("condition")
        try:
            day = self.fields["as_of"].to_python(self.initial.get("as_of")) or timezone.now().date()
        except ValidationError:
            return None
        key = as_key(Condition, getattr(condition, "pk", condition))
        if not key:
            return None
        earlier = Assessment(pk=self.instance.pk, condition_id=key)
        return earlier.approved_before(self.user, as_of__lt=day)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors or not {"condition", "as_of", "state", "change"} <= set(cleaned):
            return cleaned
        names = ("condition", "as_of", "state", "change", "change_note", "supersedes")
        judged = Assessment(pk=self.instance.pk, **{name: cleaned[name] for name in names if name in cleaned})
        if "supersedes" in self.hidden:
            judged.supersedes_id = self.hidden["supersedes"]
        if not judged.change:
            judged.change = cleaned["change"] = self._proposed(judged)
        if not judged.change:
            self.add_error("change", "Choose one: nothing follows from a first judgement, or from “waived”.")
        else:
            for name, words in judged.objections(by=self.user).items():
                self.add_error(name, words)
        return cleaned

    def _proposed(self, judged: Assessment) -> str:
        previous = judged.approved_before(self.user, as_of__lt=judged.as_of)
        return proposed_change(previous.state, judged.state) or "" if previous else ""


@admin.register(Assessment)
class AssessmentAdmin(Judged, ReviewedAdmin):
    at_risk = AT_RISK
    form = AssessmentForm
    record_pages = (("Dossier of its condition", "admin:tracks_condition_dossier"),)
    work = "review"
    quick = "Assess a condition"
    position = 25
    list_display = ("condition", "as_of", "state", "change", "confidence_level", "review_state", "tlp")
    list_filter = (
        MoveFilter,
        year_of("as_of"),
        by_choice("state"),
        by_choice("change"),
        by_code("condition__steps", title="step", parameter="step"),
        by_choice("review_state"),
        by_choice("marking"),
        StandingFilter,
    )
    list_needs = ("confidence",)
    radio_fields = ReviewedAdmin.radio_fields | {
        "state": admin.HORIZONTAL,
        "change": admin.HORIZONTAL,
        "confidence": admin.VERTICAL,
    }
    main = (
        ("What is judged, and for which day", {"fields": ("condition", "as_of", "supersedes")}),
        ("The judgement", {"fields": ("state", "change", "change_note", "confidence", "justification")}),
        ("Only for “waived”", {"fields": ("waived_by", "waiver_reason")}),
    )
    inlines = (EvidenceInline,)

    def page_key(self, record: Assessment) -> str:
        return record.condition_id

    @admin.display(description="confidence", ordering="confidence")
    def confidence_level(self, obj: Assessment) -> str:
        return obj.get_confidence_display().partition(" – ")[0]


@admin.register(Evidence)
class EvidenceAdmin(PartAdmin):
    stays_with = ("assessment",)
    at_risk = AT_RISK
    work = "review"
    position = 50
    list_display = ("assessment", "stance", "development", "reading", "meeting", "commitment", "ref")
    list_filter = (by_choice("stance"), StandingFilter)
    owners = ("assessment",)
    search_paths = ("assessment__search_text", "assessment__condition__search_text")
    search_in = ("note",)
    radio_fields = {"stance": admin.HORIZONTAL}
    keeps = ("assessment",)
    main = (
        ("For which judgement, and what it does", {"fields": ("assessment", "stance", "note")}),
        ("The record: exactly one", {"fields": ("development", "reading", "meeting", "commitment")}),
        WITHDRAW,
    )
