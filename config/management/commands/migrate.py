"""Django's `migrate`, after which what is approved is sealed; see `config.seals`."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from config import seals


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        changes = not (options["plan"] or options["check_unapplied"])
        if changes and connection.vendor == "sqlite":
            seals.lift(connection)
        try:
            super().handle(*args, **options)
        finally:
            if changes:
                seals.fasten(connection)
