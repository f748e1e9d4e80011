"""`manage.py load_demo`: the public record, and a little fiction that says so."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from rich.progress import Progress

from config import emergency
from tracks.demo import Builder
from tracks.demo.accounts import ACCOUNTS, PASSWORD, make_people
from tracks.demo.fictional import build_fiction
from tracks.demo.public import (
    build_developments,
    build_exchange_rates,
    build_measures,
    build_meetings,
    build_people,
    build_readings,
)
from tracks.models import Condition

CHAPTERS = (
    ("people", build_people),
    ("meetings", build_meetings),
    ("developments", build_developments),
    ("readings", build_readings),
    ("exchange rates", build_exchange_rates),
    ("measures", build_measures),
    ("fiction", build_fiction),
)


class Command(BaseCommand):
    help = "Load the demo record. Loading it again makes nothing twice and leaves alone what somebody changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--accounts",
            action="store_true",
            help="Let the demo people sign in with a known password (development only).",
        )

    def handle(self, **options: Any) -> None:
        emergency.refuse_commands_that(write=True)
        if options["accounts"] and not settings.DEBUG:
            raise CommandError(
                "--accounts gives people a password that everybody knows; it needs DEBUG=1, never production."
            )
        quiet = options["verbosity"] == 0
        if not Condition.objects.exists():
            call_command("load_reference", verbosity=options["verbosity"], stdout=self.stdout)
        with transaction.atomic():
            build = Builder(make_people(sign_in=options["accounts"]))
            self.build(build, quiet)
        if quiet:
            return
        for kind, counts in sorted(build.counts.items()):
            self.stdout.write(f"{kind}: {counts['created']} created, {counts['unchanged']} unchanged")
        if options["accounts"]:
            self.stdout.write(f"Sign in as {', '.join(ACCOUNTS)}; the password of each is {PASSWORD}")

    def build(self, build: Builder, quiet: bool) -> None:
        if self.stdout.isatty() and not quiet:
            with Progress(transient=True) as bar:
                for name, chapter in bar.track(CHAPTERS, description="Loading the demo record"):
                    bar.console.print(name)
                    chapter(build)
            return
        for name, chapter in CHAPTERS:
            if not quiet:
                self.stdout.write(f"loading {name} …")
            chapter(build)
