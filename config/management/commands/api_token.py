"""Make an API token for somebody, or revoke all of theirs."""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from knox.models import AuthToken

from config.models import User

LONGEST = 365


class Command(BaseCommand):
    help = (
        "Makes an API token for a user and prints it once; the database keeps only its hash. "
        "The token sees what its user sees."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="Whose token it is.")
        parser.add_argument("--days", type=int, default=90, help=f"For how many days it works, 1 to {LONGEST}; 90.")
        parser.add_argument("--revoke", action="store_true", help="Make none, and end every token the user has.")

    def handle(self, *args: Any, username: str, days: int, revoke: bool, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no user “{username}”.")
        if revoke:
            ended, _ = AuthToken.objects.filter(user=user).delete()
            self.stdout.write(f"{ended} token(s) of {username} ended.")
            return
        if not 1 <= days <= LONGEST:
            raise CommandError(f"--days {days}: give a number from 1 to {LONGEST}.")
        if not user.is_active:
            raise CommandError(f"{username} is not active, so a token would not work. Activate the user first.")
        token, text = AuthToken.objects.create(user, expiry=dt.timedelta(days=days))
        self.stderr.write(f"Token of {username}, until {token.expiry:%Y-%m-%d %H:%M} UTC. It is not shown again.")
        self.stdout.write(text)
