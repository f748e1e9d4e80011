"""What waits about packages: those that failed, and profiles that want a second person."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from ..models import Profile, Run
from ..queues import Asked, Link, Queue, Section, page_of, register


def failed(asked: Asked) -> QuerySet:
    rows: Any = Run.objects.visible_to(asked.user).filter(state=Run.State.FAILED, profile__active=True)
    return rows.select_related("profile").order_by("starts_on", "pk")


def unapproved(asked: Asked) -> QuerySet:
    rows: Any = Profile.objects.visible_to(asked.user).standing().filter(approved_at__isnull=True)
    return rows.select_related("updated_by").order_by("updated_at", "pk")


def its_profile(row: Any, asked: Asked) -> Link:
    """Where it can be made again, for those who may see that page."""
    return Link(row.profile.title, page_of(row.profile)) if asked.may("view", Profile) else Link(row.profile_id, "")


FAILED = Queue(
    "packages-failed",
    "Packages that failed",
    "Packages that were tried and are not there; the oldest first.",
    "Put right what each says. The next run of the schedule makes it, or make it from its profile's page.",
    (
        Section(
            Run,
            failed,
            (
                ("Why", lambda row, asked: row.error),
                ("Tried last", lambda row, asked: f"{row.started_at:%Y-%m-%d %H:%M} UTC"),
                ("Tried", lambda row, asked: f"{row.attempts} times" if row.attempts > 1 else "once"),
                ("E-mail", lambda row, asked: row.alert),
                ("Profile", its_profile),
            ),
        ),
    ),
)

UNAPPROVED = Queue(
    "profiles-unapproved",
    "Profiles to approve",
    "Profiles of packages that do not run, because nobody approved them as they stand; the longest waiting first.",
    "Look at the preview, and approve it, unless you changed it yourself.",
    (
        Section(
            Profile,
            unapproved,
            (
                ("For", lambda row, asked: row.recipient),
                ("Up to", lambda row, asked: row.ceiling),
                ("Changed", lambda row, asked: f"{row.updated_at:%Y-%m-%d %H:%M} UTC"),
            ),
            verb="review",
        ),
    ),
)

register(FAILED, UNAPPROVED)
