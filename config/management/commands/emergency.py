"""Put the whole instance into read-only, close it, or open it again."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from config import emergency


class Command(BaseCommand):
    help = (
        "Puts the instance into an emergency mode at once, for everybody: read-only (nothing is changed), "
        "closed (nothing is shown, and nobody signs in) or open. Without a mode: says which one it is in."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("mode", nargs="?", choices=emergency.Mode.values, help="The mode; none to be told.")
        parser.add_argument("--reason", default="", help="Why; everybody is shown it. Needed for a mode.")

    def handle(self, *args: Any, mode: str | None, reason: str, **options: Any) -> None:
        if mode:
            try:
                emergency.decide(mode, reason=reason)
            except ValidationError as error:
                raise CommandError("--reason: say why; everybody is shown it.") from error
        now = emergency.standing()
        self.stdout.write(f"The instance is {now.mode}." + (f" {now.reason}" if now.reason else ""))
