"""Promises, and what became of them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from config.admin import (
    FixedFilter,
    FollowUp,
    MoveFilter,
    PartAdmin,
    PartInline,
    RecordAdmin,
    StandingFilter,
    by_choice,
    by_code,
    code,
    year_of,
)
from config.admin.review import ReviewMixin

from ..dossier import Promise
from ..models import Commitment, CommitmentState, CommitmentUpdate
from .shared import AT_RISK, WITHDRAW


class StateFilter(FixedFilter):
    """By the state as of today, which is derived, and by what is overdue."""

    title = "state today"
    parameter_name = "state"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [("overdue", "Overdue"), *((code, str(label)) for code, label in CommitmentState.choices)]

    def find(self, request: Any, queryset: Any, value: str) -> Any:
        today = timezone.now().date()
        if value == "overdue":
            overdue = Commitment.objects.overdue(on=today, user=request.user)
            return queryset.filter(pk__in=overdue.values("pk"))
        return queryset.filter(state=value)


class UpdateInline(PartInline):
    """What became of it; each judgement is reviewed on its own page."""

    model = CommitmentUpdate
    verbose_name_plural = "updates: what became of it"
    fields = ("as_of", "state", "text", "review_state")
    readonly_fields = ("review_state",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """New updates are written here, earlier ones on their own pages, where the review is."""
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields


@admin.register(Commitment)
class CommitmentAdmin(RecordAdmin):
    stays_with = ("meeting",)
    at_risk = AT_RISK
    position = 30
    list_display = ("text", "made_by", "made_on", "due_on", "state_today", "meeting", "tlp")
    list_filter = (
        StateFilter,
        year_of("made_on"),
        by_code("meeting__tracks", title="track", parameter="track"),
        by_code("conditions__area", title="rights area", parameter="area"),
        by_choice("marking"),
        StandingFilter,
    )
    list_needs = ("marking",)
    keeps = ("meeting", "made_by", "made_on", "due_on")
    main = (
        ("What was promised, and by whom", {"fields": ("meeting", "made_by", "text", ("made_on", "due_on"))}),
        ("What it answers, and what it bears on", {"fields": ("point", "conditions")}),
        WITHDRAW,
    )
    inlines = (UpdateInline,)
    follow_ups = (
        FollowUp("Log an update", "tracks.commitmentupdate", lambda c: {"commitment": c.pk}),
        FollowUp(
            "Log a development on it",
            "tracks.development",
            lambda c: {"issuing_body": code(c, "made_by"), "marking": c.marking},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).with_state(as_of=timezone.now().date(), user=request.user)

    @admin.display(description="state today", ordering="state")
    def state_today(self, obj: Any) -> str:
        return Promise(obj, timezone.now().date()).state_words


@admin.register(CommitmentUpdate)
class CommitmentUpdateAdmin(ReviewMixin, PartAdmin):
    stays_with = ("commitment",)
    at_risk = AT_RISK
    work = "review"
    position = 30
    list_display = ("commitment", "as_of", "state", "text", "review_state", "ref")
    list_filter = (
        MoveFilter,
        year_of("as_of"),
        by_choice("state"),
        by_choice("review_state"),
        StandingFilter,
    )
    facts = ("ref", "review", "logged", "changed")
    search_fields = ("search_text",)
    search_paths = ("search_text", "commitment__search_text")
    radio_fields = {"state": admin.HORIZONTAL}
    main = ((None, {"fields": ("commitment", "as_of", "state", "text", "developments")}),)
