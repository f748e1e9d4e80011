"""A report: its columns in order, who may have it, and how its rows are read and written."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.db import connections, models
from django.utils import timezone

from ..querysets import retires
from .cells import Cell
from .columns import Column, View, field_column
from .links import Tables
from .stream import BOM, Sink, write_rows

# Withheld from every report that has them, and why.
ALWAYS_WITHHELD = {
    "readers": "Who may read a record is need-to-know itself.",
    "reader_groups": "Whom a record is released to is need-to-know itself.",
    "created_by": "Names of staff stay in the house.",
    "updated_by": "Names of staff stay in the house.",
    "submitted_by": "Names of staff stay in the house.",
    "reviewed_by": "Names of staff stay in the house.",
    "review_reason": "A word between author and reviewer.",
    "search_text": "Derived from other columns.",
    "origin": "Where a file row came from; kept for the house.",
    "withdrawn_reason": "Withdrawn rows leave exports.",
    "withdrawn_on": "Withdrawn rows leave exports.",
}


@dataclass(frozen=True)
class Report:
    """One declaration of a report: what it is called, its columns, who may have it.

    `columns` are field names or `Column`s; `withheld` says of every other field why it does
    not leave. `prepare` adds annotations that columns use. `personal` are the headings that tell
    of persons; if the key is among them, the whole report does.
    """

    name: str
    model: type[models.Model]
    columns: tuple[str | Column, ...]
    withheld: dict[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = ("pk",)
    prepare: Callable[[Any, View], Any] = lambda queryset, view: queryset
    personal: frozenset[str] = frozenset()
    shows_states: bool = False  # Whether it answers for a day (`as_of`), and as known on a day (`known_at`).

    def resolved(self) -> list[Column]:
        """The columns in order."""
        return [c if isinstance(c, Column) else field_column(self.model, c) for c in self.columns]

    def chosen(self, headings: Sequence[str] | None = None) -> list[Column]:
        """The columns of these headings, in the report's order; all if none are named. Raises ValueError for others."""
        columns = self.resolved()
        if headings is None:
            return columns
        known = [c.heading for c in columns]
        if unknown := [heading for heading in headings if heading not in known]:
            names = ", ".join(f"“{heading}”" for heading in unknown)
            raise ValueError(f"The report {self.name} has no column {names}; accepted: {', '.join(known)}.")
        if not headings:
            raise ValueError(f"The report {self.name} needs at least one column; accepted: {', '.join(known)}.")
        return [c for c in columns if c.heading in headings]

    def reasons(self) -> dict[str, str]:
        """Every withheld field of the model with its reason."""
        fields = {f.name for f in [*self.model._meta.fields, *self.model._meta.many_to_many]}
        shown = {c.field for c in self.resolved()}
        always = {n: why for n, why in ALWAYS_WITHHELD.items() if n in fields and n not in shown}
        return always | self.withheld

    def may(self, user: Any) -> bool:
        """Whether the user may have the report at all; its rows are another matter."""
        return user.has_perm(f"{self.model._meta.app_label}.view_{self.model._meta.model_name}")

    def file_name(self, day: dt.date, known_at: dt.date | None = None) -> str:
        known = f"_known-{known_at.isoformat()}" if known_at else ""
        return f"{self.name}_{day.isoformat()}{known}.csv"

    def rows(self, view: View, queryset: Any = None, columns: Sequence[str] | None = None) -> Any:
        """The compiled queryset of plain values, in the report's order.

        A queryset that is given narrows what the user may see; it never widens it.
        """
        values = [c.value(view) for c in self.chosen(columns)]
        return self._records(view, _keys(queryset)).values_list(*values)

    def cells(self, view: View, queryset: Any = None, columns: Sequence[str] | None = None) -> Any:
        """The same rows as the texts of their cells."""
        keys, chosen = _keys(queryset), self.chosen(columns)
        rows = self._records(view, keys)
        if connections[rows.db].vendor != "postgresql":
            return rows.values_list(*[Cell(c.value(view), c.kind) for c in chosen])
        tables = Tables(keys)
        return tables.join_to(rows.values_list(*[Cell(tables.read(c.value(view)), c.kind) for c in chosen]))

    def _records(self, view: View, keys: Any) -> Any:
        rows = self.model._default_manager.visible_to(view.user)  # type: ignore[attr-defined] # of our managers
        if not (view.with_retired and retires(self.model)):
            rows = rows.standing()
        if keys is not None:
            rows = rows.filter(pk__in=keys)
        return self.prepare(rows, view).order_by(*self.order)

    def write(
        self,
        file: IO[str],
        *,
        user: Any,
        queryset: Any = None,
        as_of: dt.date | None = None,
        known_at: dt.date | None = None,
        bom: bool = False,
        columns: Sequence[str] | None = None,
        second_row: Sequence[str] | None = None,
        with_retired: bool = False,
        progress: Callable[[int], None] | None = None,
    ) -> int:
        """Write heading and rows to a text file opened with newline=""; returns the number of rows.

        `columns` names the headings of those to write, all by default; they come in the report's
        order. `second_row` has one cell for each of them and follows the heading row (HXL's
        hashtags). One statement gives all rows, formatted by the database, and memory does not
        grow with their number. `progress` is told the number of rows after each block.
        """
        chosen = self.chosen(columns)
        if second_row is not None and len(second_row) != len(chosen):
            raise ValueError(
                f"The second row has {len(second_row)} cells; accepted: {len(chosen)}, one for each column."
            )
        sink = Sink(file)
        if bom:
            file.write(BOM)
        sink.line([c.heading for c in chosen])
        if second_row is not None:
            sink.line(second_row)
        view = View(user, as_of or timezone.now().date(), known_at, with_retired)
        count = write_rows(self.cells(view, queryset, columns), sink, progress)
        if progress:
            progress(count)
        return count

    def write_file(self, path: Path, **options: Any) -> int:
        """Write to `path` all at once: until it is complete, nothing of that name exists.

        A failure of any kind removes the temporary file beside it.
        """
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                count = self.write(file, **options)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(0o640)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        return count


def _keys(queryset: Any) -> Any:
    return None if queryset is None else queryset.order_by().values("pk")


_reports: dict[str, Report] = {}


def register(*reports: Report) -> None:
    """Make reports known; their names are unique. Called by each app's `exports` module."""
    for report in reports:
        if report.name in _reports and _reports[report.name].model is not report.model:
            raise ValueError(f"There is a report “{report.name}” already.")
        _reports[report.name] = report


def all_reports() -> dict[str, Report]:
    """Every report by its name, in the order of registration."""
    return dict(_reports)


def report_for(model: type[models.Model]) -> Report:
    """The report of a model. Raises LookupError if it has none."""
    for report in _reports.values():
        if report.model is model:
            return report
    raise LookupError(f"No report for {model.__name__}.")
