"""`manage.py load_reference`: the framework's reference files and the roles, idempotently."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.module_loading import module_has_submodule

from config import emergency
from config.reference import BadRow, Loader, Table
from config.roles import sync_roles

KINDS = ("created", "updated", "unchanged", "retired")


def tables() -> Iterator[Table]:
    """The tables that the apps declare, in the order of the installed apps."""
    for app in apps.get_app_configs():
        if app.module and module_has_submodule(app.module, "reference"):
            yield from getattr(import_module(f"{app.name}.reference"), "TABLES", ())


class Command(BaseCommand):
    help = (
        "Load or refresh the framework: roles and the reference files of every app. Running it twice changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--overwrite", action="store_true", help="Replace what staff changed by what the files say, and say so."
        )
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, and change nothing.")

    def handle(self, **options: Any) -> None:
        emergency.refuse_commands_that(write=True)
        self.quiet = options["verbosity"] == 0
        totals = dict.fromkeys(KINDS, 0)
        loader = Loader(overwrite=options["overwrite"])
        try:
            with transaction.atomic():
                for table in tables():
                    outcome = loader.load(table)
                    self.say(table.name, {k: outcome.counts[k] for k in KINDS})
                    for kind in KINDS:
                        totals[kind] += outcome.counts[kind]
                    for line in outcome.kept:
                        self.stdout.write(self.style.WARNING(f"  {line}"))
                roles = [state for _, state in sync_roles()]
                self.say("roles", {k: roles.count(k) for k in KINDS})
                for kind in KINDS:
                    totals[kind] += roles.count(kind)
                transaction.set_rollback(options["dry_run"])
        except BadRow as error:
            raise CommandError(f"{error} Nothing was loaded.") from error
        self.say("in all", totals)
        if options["dry_run"] and not self.quiet:
            self.stdout.write("Dry run: nothing was changed.")

    def say(self, what: str, counts: dict[str, int]) -> None:
        if not self.quiet:
            self.stdout.write(f"{what}: " + ", ".join(f"{n} {kind}" for kind, n in counts.items()))
