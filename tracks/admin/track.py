"""Tracks and major steps: the frame that administrators keep."""

from __future__ import annotations

from django.contrib import admin

from config.admin import FollowUp, ReferenceAdmin, StandingFilter, by_choice

from ..models import Step, Track


@admin.register(Track)
class TrackAdmin(ReferenceAdmin):
    position = 10
    list_display = ("name", "code", "lead", "meeting_interval_days", "retired_on")
    list_select_related = ("lead",)
    main = (
        ("The track", {"fields": ("code", "name", "position", "description")}),
        ("How it is watched", {"fields": ("lead", "meeting_interval_days", "indicators", "retired_on")}),
    )
    follow_ups = (
        FollowUp("Log a meeting on this track", "tracks.meeting", lambda track: {"tracks": track.pk}),
        FollowUp("Log a development on this track", "tracks.development", lambda track: {"tracks": track.pk}),
    )


@admin.register(Step)
class StepAdmin(ReferenceAdmin):
    position = 20
    list_display = ("name", "code", "decided_by", "state", "retired_on")
    list_filter = (by_choice("state"), StandingFilter)
    radio_fields = {"state": admin.VERTICAL}
    main = (
        ("The step", {"fields": ("code", "name", "position", "description")}),
        ("Who decides, and how far it is", {"fields": ("decided_by", "state", "retired_on")}),
    )
