"""What a package would give out: the first rows of each file, and what it withholds and why."""

from __future__ import annotations

from dataclasses import dataclass

from ..exports import View
from .descriptor import withheld
from .spec import Spec, eyes
from .tables import Table, tables_of


@dataclass(frozen=True)
class Shown:
    """A file: its headings, its first rows as they would be written, how many there are, and what is withheld."""

    report: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int
    withheld: dict[str, str]


def preview(spec: Spec, rows: int = 5) -> tuple[list[Shown], dict[str, str]]:
    """The files as they would be written of today's record, and the reports left out with the reason.

    Raises PackageError as `write_package` does.
    """
    who = eyes(spec.user, spec.ceiling)
    tables, left_out = tables_of(spec)
    view = View(who, spec.as_of, with_retired=True)
    return [_shown(table, view, rows) for table in tables], left_out


def _shown(table: Table, view: View, rows: int) -> Shown:
    found = table.report.cells(view, columns=table.headings)
    first = tuple(tuple(cell or "" for cell in row) for row in found[:rows])
    return Shown(table.name, table.headings, first, found.count(), withheld(table))
