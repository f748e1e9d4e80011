"""Logging a meeting: who attended, what was put and answered, what was promised, in one form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.http import HttpRequest

from config.admin import (
    FollowUp,
    KeptForm,
    MoveFilter,
    PartAdmin,
    PartInline,
    StackedPartInline,
    StandingFilter,
    YearFilter,
    by_choice,
    by_code,
    codes,
)
from config.admin.rules import sign

from ..actions import post_held
from ..models import Attendance, Commitment, Meeting, Person, Point
from ..models.meeting import LISTED_ALREADY
from .judgement import ConsequencesMixin
from .people import entries_of
from .shared import AT_RISK, WITHDRAW, CitationInline, CitedAdmin


class AttendanceForm(KeptForm):
    """Refuses a second row of a person whom the reader sees at the meeting already."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        person, meeting = cleaned.get("person"), cleaned.get("meeting") or self.instance.meeting_id
        if person is None or cleaned.get("withdrawn_reason"):
            return cleaned
        others = Attendance.objects.visible_to(self.user).filter(withdrawn_on__isnull=True).exclude(pk=self.instance.pk)
        if meeting and others.filter(meeting=meeting, person=person).exists():
            self.add_error(None, LISTED_ALREADY)
        return cleaned

    def _post_clean(self) -> None:
        """A post that is hidden goes with the person who holds it; to refuse the change would tell of it."""
        person = self.cleaned_data.get("person", self.instance.person)
        if "post" in self.hidden and self.instance.person_id != getattr(person, "pk", None):
            self.instance.post = None
        super()._post_clean()  # type: ignore[misc] # unknown to the stubs


class AttendanceInline(PartInline):
    """Who was there. The post held on the day is found by itself."""

    model = Attendance
    form = AttendanceForm
    verbose_name_plural = "who attended"
    fields = ("side", "person", "organisation", "capacity")


class PointInline(StackedPartInline):
    """What was put, and what was answered."""

    model = Point
    verbose_name_plural = "points: what was put, and what was answered"
    fields = (("raised_by", "speech_act"), "text", ("indicator", "condition"), "answer_act", "answer")


class CommitmentForm(KeptForm):
    """A commitment beside the points of its meeting, which may be new themselves."""

    point_number = forms.IntegerField(
        label="Answers point",
        required=False,
        min_value=1,
        help_text="The number of the point above that it answers (#1, #2 …), if one does.",
        widget=forms.NumberInput(attrs={"class": "vIntegerField", "aria-label": "Answers point number"}),
    )

    def __init__(self, *args: Any, points: Sequence[Any] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.points = points  # The forms of the points above, in their order.

    def clean_point_number(self) -> int | None:
        """A number of a point row that is filled in on the same form."""
        number = self.cleaned_data["point_number"]
        rows = self.points[: number or 0]
        if number and (len(rows) < number or not (rows[-1].instance.pk or rows[-1].has_changed())):
            raise ValidationError(f"There is no point #{number} on this form. Give the number of a point above.")
        return number

    def clean(self) -> dict[str, Any]:
        """A commitment was made when the meeting began, unless its own page says otherwise."""
        cleaned = super().clean()
        made_on = self.instance.made_on = self.instance.made_on or self.instance.meeting.date_from
        due_on = cleaned.get("due_on")
        if made_on and due_on and due_on < made_on:
            self.add_error("due_on", f"It cannot be due before it was made ({made_on}).")
        return cleaned


class CommitmentInline(StackedPartInline):
    """What was promised, by either side."""

    model = Commitment
    form = CommitmentForm
    verbose_name_plural = "commitments: what was promised, by either side"
    fields = ("made_by", "text", ("due_on", "point_number"), ("conditions", "marking"))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Where nothing can be filled in, the point itself is shown, not the box for its number."""
        if self.has_change_permission(request, obj):
            return super().get_fields(request, obj)
        return ("made_by", "text", ("due_on", "marking"), ("point", "conditions"))


@admin.register(Meeting)
class MeetingAdmin(ConsequencesMixin, CitedAdmin):
    quick = "Log a meeting"
    position = 10
    list_display = ("title", "when", "status", "track_names", "level", "review_state", "tlp")
    list_filter = (
        MoveFilter,
        YearFilter,
        by_code("tracks", title="track", parameter="track"),
        by_choice("status"),
        by_choice("level"),
        by_choice("format"),
        by_code("province"),
        by_choice("routine"),
        by_choice("review_state"),
        by_choice("marking"),
        StandingFilter,
    )
    list_needs = ("tracks",)
    radio_fields = CitedAdmin.radio_fields | {
        "status": admin.HORIZONTAL,
        "format": admin.HORIZONTAL,
        "level": admin.HORIZONTAL,
        "tone": admin.HORIZONTAL,
        "date_precision": admin.HORIZONTAL,
    }
    keeps = ("date_from", "date_precision", "tracks", "city", "country", "province", "format", "level", "marking")
    main = (
        ("What and when", {"fields": ("title", "tracks", ("date_from", "date_to"), "date_precision")}),
        ("Did it take place?", {"fields": ("status", "status_reason", "follows")}),
        ("Where and how", {"fields": ("format", "level", ("city", "country", "province"))}),
        ("What was said", {"fields": ("topics", "summary", "next_steps", "tone")}),
        ("What may be told", {"fields": (("public", "chatham_house", "routine"),)}),
    )
    inlines = (AttendanceInline, PointInline, CommitmentInline, CitationInline)
    follow_ups = (
        FollowUp(
            "Log a follow-up meeting",
            "tracks.meeting",
            lambda m: {
                "follows": m.pk,
                "tracks": codes(m, "tracks"),
                "city": m.city,
                "country": m.country,
                "province": m.province_id,
                "marking": m.marking,
            },
        ),
        FollowUp(
            "Log a commitment",
            "tracks.commitment",
            lambda m: {"meeting": m.pk, "made_on": m.date_from, "marking": m.marking},
        ),
        FollowUp(
            "Log a development on these tracks",
            "tracks.development",
            lambda m: {"tracks": codes(m, "tracks"), "provinces": m.province_id, "marking": m.marking},
        ),
    )

    @admin.display(description="when", ordering="date_from")
    def when(self, obj: Meeting) -> str:
        return obj.when

    @admin.display(description="tracks")
    def track_names(self, obj: Meeting) -> str:
        return ", ".join(track.pk for track in obj.tracks.all())

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        """The rows of commitments know the rows of points that they may answer."""
        formsets, inlines = super()._create_formsets(request, obj, change)  # type: ignore[misc]  # unknown to the stubs
        rows = {formset.model: formset for formset in formsets}
        if Point in rows and Commitment in rows:
            rows[Commitment].form_kwargs["points"] = rows[Point].forms
        return formsets, inlines

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)  # In the form's order: points before their answers.
        self._warn_of_listings(request, form.instance)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        meeting = form.instance
        rows = formset.save(commit=False)
        for row in rows:
            sign(row, request.user)
            if isinstance(row, Attendance) and row.person and not row.post_id:
                row.post = post_held(row.person, meeting.date_from, by=request.user)
        if formset.model is Point:
            self._number(formset, meeting)
        if formset.model is Commitment:
            self._answer(formset)
        for row in rows:
            row.save()
        formset.save_m2m()

    def _number(self, formset: Any, meeting: Meeting) -> None:
        """New points come after those that are there, also those that somebody added since the form was opened."""
        last = Point._base_manager.filter(meeting=meeting).aggregate(last=Max("position"))["last"] or 0
        for number, form in enumerate(formset.extra_forms, start=1):
            form.instance.position = last + number

    def _answer(self, formset: Any) -> None:
        """Commitments name the point that they answer by its number on the form."""
        for form in formset.forms:
            if form.has_changed() and (number := form.cleaned_data.get("point_number")):
                form.instance.point = form.points[number - 1].instance

    def _warn_of_listings(self, request: HttpRequest, meeting: Meeting) -> None:
        present = Attendance.objects.visible_to(request.user).standing().filter(meeting=meeting, person__isnull=False)
        for person in self.picks_of(Person, request.user).filter(pk__in=present.values("person")):
            if entries := entries_of(person):
                messages.warning(request, f"{person.name} is on a sanctions list: {entries}.")


@admin.register(Attendance)
class AttendanceAdmin(PartAdmin):
    stays_with = ("meeting",)
    at_risk = AT_RISK
    form = AttendanceForm
    position = 61
    list_display = ("meeting", "side", "person", "organisation", "capacity", "post")
    list_filter = (
        by_choice("side"),
        by_code("meeting__tracks", title="track", parameter="track"),
        StandingFilter,
    )
    owners = ("meeting",)
    search_paths = ("meeting__search_text", "person__search_text", "organisation__search_text")
    search_in = ("capacity",)
    radio_fields = {"side": admin.HORIZONTAL}
    keeps = ("meeting", "side")
    main = (
        (None, {"fields": ("meeting", "side", "person", "organisation", "post", "capacity")}),
        WITHDRAW,
    )


@admin.register(Point)
class PointAdmin(PartAdmin):
    stays_with = ("meeting",)
    at_risk = AT_RISK
    position = 60
    list_display = ("text", "raised_by", "speech_act", "answer_act", "indicator", "condition", "meeting")
    list_filter = (
        by_choice("raised_by", title="raised by", parameter="side"),
        by_choice("speech_act"),
        by_choice("answer_act"),
        by_code("meeting__tracks", title="track", parameter="track"),
        by_code("indicator__area", title="rights area", parameter="area"),
        StandingFilter,
    )
    owners = ("meeting",)
    search_paths = ("search_text", "meeting__search_text")
    radio_fields = {"raised_by": admin.HORIZONTAL}
    keeps = ("meeting", "raised_by")
    main = (
        ("What was put", {"fields": ("meeting", "position", "raised_by", "speech_act", "text")}),
        ("What it is about", {"fields": ("indicator", "condition")}),
        ("What was answered", {"fields": ("answer_act", "answer")}),
        WITHDRAW,
    )
