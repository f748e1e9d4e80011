"""End the lock-outs of an account."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config import trace
from config.doors.lockout import unlock
from config.models import User


class Command(BaseCommand):
    help = "Ends the lock-outs of an account, at whichever addresses its sign-in failed too often."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="Whose account it is.")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no user “{username}”.")
        ended, had_to_wait = unlock(user)
        if ended:
            trace.note(trace.Kind.LOCKED_OUT, f"Lock-outs of “{user.username}” ended by a command.", about=user)
        done = [f"failures at {ended} address(es) are forgotten"] if ended else []
        done += ["no wait after wrong codes is left"] if had_to_wait else []
        self.stdout.write(
            f"{username} can try again: {' and '.join(done)}."
            if done
            else f"{username} was neither locked out nor waiting."
        )
