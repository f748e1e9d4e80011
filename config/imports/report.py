"""What became of each row, as a CSV that opens in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import IO

from ..exports import guarded
from .rows import Judged, Outcome

HEADINGS = ("row", "state", "record", "column", "value", "file_says", "why", "first_words")


def write_report(outcome: Outcome, file: IO[str]) -> None:
    """A line for each problem, change, question and hint; one for a row that has none."""
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for row in outcome.rows:
        for line in _lines(row):
            writer.writerow(
                [row.number, row.state.value, row.key, *(guarded(cell) for cell in line), guarded(row.label)]
            )


def _lines(row: Judged) -> Iterator[tuple[str, str, str, str]]:
    lines = [(problem.column, problem.value, "", problem.words) for problem in row.problems]
    if not row.problems:
        lines += [(change.column, change.before, change.after, "") for change in row.changes]
        lines += [("", "", "", f"Looks like {', '.join(row.asks)}.")] if row.asks else []
        lines += [("", "", "", row.hint)] if row.hint else []
    yield from lines or [("", "", "", "")]
