"""Whoever is not cleared for a package hears nothing of it, of its profile, or of its failure."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.urls import reverse

from config.models import Profile, Run
from config.packages import Period
from tests import factories as make
from tests.config import admin_pages as pages
from tests.config.delivering import approved, drafted

from .answers import Asker, get
from .directed import Stage, _narrow
from .scene import LOGGED, at

PERIOD = Period.parse("2024-04")


def narrow_lead() -> Stage:
    """Profiles up to AMBER, one of them not approved, with a package and a failure, beside one up to GREEN."""
    user = _narrow("a narrow lead", Group.objects.get(name="track lead"))
    with at(LOGGED):
        close = approved("close", ceiling="TLP:AMBER", first_period="2024-04")
        waiting = drafted("waiting", ceiling="TLP:AMBER", first_period="2024-04")
        drafted("open", first_period="2024-04", reports="meetings")
        make.meeting(title="Closer", marking="TLP:AMBER", approved=True)
        for profile in (close, waiting):
            given = {"starts_on": PERIOD.start, "ceiling": "TLP:AMBER", "recipient": "x", "how": "by a test"}
            Run.objects.create(
                profile=profile, period="2024-04", state="failed", error="Broken.", started_at=LOGGED, **given
            )
    stage = Stage(Asker(user), [])
    stage.ask(
        get(pages.address(Profile)),
        get(pages.address(Profile, "change", "close")),
        get(pages.address(Profile, "preview", "open")),
        get(pages.address(Run)),
        get(pages.address(Run), {"profile": "close"}),
        get(reverse("admin:queue", args=["packages-failed"])),
        get(reverse("admin:queue", args=["profiles-unapproved"])),
        get(reverse("admin:index")),
    )
    return stage
