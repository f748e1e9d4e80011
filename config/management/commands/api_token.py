"""Make an API token for somebody, list theirs, or end them."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from config import tokens
from config.models import Token, User
from config.scales import Marking


class Command(BaseCommand):
    help = (
        "Makes an API token for a user and prints it once; the database keeps only its digest. "
        "The token sees what its user sees, and nothing above its own ceiling."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="Whose token it is.")
        parser.add_argument("--purpose", default="Made on the command line", help="What it is for.")
        parser.add_argument(
            "--ceiling",
            default=Marking.GREEN.value,
            help=f"The highest marking that it opens, {Marking.CLEAR} to {Marking.AMBER_STRICT}; {Marking.GREEN}.",
        )
        parser.add_argument(
            "--days", type=int, default=tokens.DAYS, help=f"For how many days it works, 1 to {tokens.LONGEST}; 90."
        )
        parser.add_argument("--list", action="store_true", help="Make none, and list those that the user has.")
        parser.add_argument("--revoke", action="store_true", help="Make none, and end every token the user has.")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no user “{username}”.")
        if options["list"]:
            self.list(user)
        elif options["revoke"]:
            ended = tokens.end(Token.objects.filter(user=user))
            self.stdout.write(f"{ended} token(s) of {username} ended.")
        else:
            self.make(user, options)

    def make(self, user: User, options: dict[str, Any]) -> None:
        chosen = {name: options[name] for name in ("purpose", "ceiling", "days")}
        try:
            token, text = tokens.make(user, **chosen)
        except ValidationError as error:
            words = [f"--{name} {', '.join(texts)}" for name, texts in error.message_dict.items() if name in chosen]
            words += error.message_dict.get("user", [])
            raise CommandError(" ".join(words)) from error
        self.stderr.write(
            f"Token of {user.username}, up to {token.ceiling}, until {token.expiry:%Y-%m-%d %H:%M} UTC. "
            "It is not shown again."
        )
        self.stdout.write(text)

    def list(self, user: User) -> None:
        for token in Token.objects.filter(user=user):
            used = f"{token.last_used_at:%Y-%m-%d %H:%M} UTC" if token.last_used_at else "never"
            until = f"{token.expiry:%Y-%m-%d}" if token.expiry else "ever"
            self.stdout.write(f"{token}: up to {token.ceiling}, until {until}, last used {used}")
