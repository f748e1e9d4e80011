"""What the tests of delivery know: profiles that two people made, and where their packages lie."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

from django.core.management import call_command

from config.delivery.approval import approve
from config.models import Profile, Run, User
from config.packages import Period
from config.versions import version_of
from tests.conftest import person

NOVEMBER = dt.datetime(2026, 11, 5, 6, tzinfo=dt.UTC)
OCTOBER = Period.parse("2026-10")


def somebody(username: str, role: str) -> User:
    return User.objects.filter(username=username).first() or person(username, role)


def drafted(code: str = "partner", **fields: Any) -> Profile:
    """A profile that nobody approved yet."""
    author = somebody("an author", "administrator")
    given: dict[str, Any] = {
        "title": "Monthly package",
        "recipient": "A ministry",
        "reports": "areas\nmeetings",
        "ceiling": "TLP:GREEN",
        "first_period": "2026-09",
        "made_by": author,
        "updated_by": author,
    }
    profile = Profile(code=code, **given | fields)
    profile.full_clean()
    profile.save()
    return profile


def second() -> User:
    return somebody("a second", "track lead")


def approved(code: str = "partner", *, by: User | None = None, **fields: Any) -> Profile:
    profile = drafted(code, **fields)
    approve(profile, by=by or second(), reason="As agreed.", version=version_of(profile))
    return Profile.objects.get(pk=code)  # As another program reads it, with nothing known of its approver.


def export(*words: str, **options: Any) -> str:
    """What the command writes, errors included."""
    out = io.StringIO()
    call_command("export", *words, stdout=out, stderr=out, **options)
    return out.getvalue()


def due(now: dt.datetime = NOVEMBER) -> str:
    return export("--due", "--now", now.isoformat())


def states() -> dict[str, str]:
    return {str(run): run.state for run in Run.objects.order_by("starts_on", "number")}


def lying(folder: Path) -> list[str]:
    """Every package that lies there, by its place; and whatever else does."""
    if not folder.exists():
        return []
    found = (path.relative_to(folder).as_posix() for path in folder.glob("*/*"))
    return sorted(name for name in found if not name.startswith("."))


def unfinished(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob(".*")) if folder.exists() else []
