"""Emergency mode: the whole instance may only be read, or is closed, until somebody opens it again.

`manage.py emergency` decides it for every server that uses the database; the setting EMERGENCY
does so for one server. The stricter of both counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from . import trace
from .models import Emergency

Mode = Emergency.Mode
STRICTNESS = list(Mode.values)


@dataclass(frozen=True)
class Standing:
    """What is possible now, and why."""

    mode: str
    reason: str = ""

    @property
    def may_read(self) -> bool:
        return self.mode != Mode.CLOSED

    @property
    def may_write(self) -> bool:
        return self.mode == Mode.OPEN


def standing() -> Standing:
    """What counts now: the last decision in the database, or the server's setting if that is stricter."""
    decided = Emergency.objects.values_list("mode", "reason").first() or (Mode.OPEN, "")
    if STRICTNESS.index(settings.EMERGENCY) > STRICTNESS.index(decided[0]):
        return Standing(settings.EMERGENCY, "The settings of this server say so.")
    return Standing(*decided)


def decide(mode: str, *, reason: str, by: Any = None) -> Emergency:
    """Put the instance into a mode. Raises ValidationError without a reason."""
    decision = Emergency(mode=mode, reason=reason.strip(), who=by)
    decision.full_clean()
    decision.save()
    trace.note(trace.Kind.EMERGENCY, f"The instance: {decision.get_mode_display().lower()}.", who=by, reason=reason)
    return decision


def refuse_commands_that(write: bool) -> None:
    """For commands that write, or give out, what the record holds. Raises CommandError while that is closed."""
    now = standing()
    if not (now.may_write if write else now.may_read):
        raise CommandError(
            f"The instance is {now.mode}: {now.reason} Open it first: manage.py emergency open --reason …"
        )
