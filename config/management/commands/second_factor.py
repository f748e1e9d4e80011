"""Tell whether somebody has a second factor, or take it away."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.doors import factor
from config.models import User


class Command(BaseCommand):
    help = "Says whether an account has a second factor; takes it away for somebody who has lost their telephone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="Whose account it is.")
        parser.add_argument("--take-away", action="store_true", help="Take it away, and end the person's sessions.")

    def handle(self, *args: Any, username: str, take_away: bool, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no user “{username}”.")
        if not take_away:
            has = factor.phone_of(user) is not None
            said = f"has one, and {factor.codes_left(user)} recovery code(s)" if has else "has none"
            self.stdout.write(f"Second factor: {username} {said}.")
        elif factor.take_away(user):
            again = " They set up a new one at their next sign-in." if factor.required(user) else ""
            self.stdout.write(f"{username} has no second factor now, and is signed out everywhere.{again}")
        else:
            raise CommandError(f"{username} has no second factor.")
