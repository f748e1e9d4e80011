"""Copies of the framework's files that a test may change, and what the command says about them."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from django.core.management import call_command

from config.reference import Table
from config.roles import ROLES
from rights.reference import TABLES as RIGHTS
from tracks.reference import TABLES as TRACKS

FILES = {table.path.name: table for table in (*RIGHTS, *TRACKS)}


class Framework:
    """The framework's files, copied to where a test may change them."""

    def __init__(self, folder: Path):
        self.folder = folder
        for table in FILES.values():
            (folder / table.path.name).write_bytes(table.path.read_bytes())
        self.number = len(ROLES) + sum(len(self.rows(name)) for name in FILES)
        self.tables = [Table(folder / table.path.name, table.model) for table in FILES.values()]

    def rows(self, name: str) -> list[dict[str, str]]:
        with (self.folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def write(self, name: str, rows: list[dict[str, str]]) -> None:
        with (self.folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)

    def change(self, name: str, key: str, /, **cells: str) -> None:
        """Change the cells of the row with this key."""
        rows = self.rows(name)
        (row,) = (row for row in rows if key in (row.get("code"), row.get("key")))
        row.update(cells)
        self.write(name, rows)

    def drop(self, name: str, key: str) -> None:
        self.write(name, [row for row in self.rows(name) if key not in (row.get("code"), row.get("key"))])

    def load(self, **options: Any) -> str:
        """What the command says about files that have anything to say; the totals last."""
        out = io.StringIO()
        call_command("load_reference", stdout=out, no_color=True, **options)
        return out.getvalue()

    def totals(self, **options: Any) -> str:
        (line,) = (line for line in self.load(**options).splitlines() if line.startswith("in all: "))
        return line.removeprefix("in all: ")
