"""The files of a package: which report each one holds, which columns of it, and what is left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..exports import Column, Report, all_reports
from .spec import Chosen, PackageError, Spec

PERSONAL = "Tells of persons; this package holds no personal data."
NOT_WANTED = "Not among the columns of this package."


@dataclass(frozen=True)
class Table:
    """One CSV file: a report with some of its columns."""

    report: Report
    columns: tuple[Column, ...]
    file: str
    left_out: dict[str, str] = field(default_factory=dict)  # Why, by heading.

    @property
    def name(self) -> str:
        return self.report.name

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(column.heading for column in self.columns)

    @cached_property
    def key(self) -> str:
        """The heading of the column by which a row is known from package to package."""
        return key_of(self.report)

    def links(self, tables: Iterable[Table]) -> Iterator[tuple[str, Table]]:
        """Columns that hold the key of a row of another file (or of this one), with that file."""
        by_model = {table.report.model: table for table in tables}
        for column in self.columns:
            target = _target(self.report.model, column)
            if target in by_model:
                yield column.heading, by_model[target]


def key_of(report: Report) -> str:
    """The heading of the primary key, which every report has."""
    return str(report.model._meta.pk.name)


def tables_of(spec: Spec) -> tuple[list[Table], dict[str, str]]:
    """The files of a package in the order of the reports, and the reports left out with the reason.

    Raises PackageError for a report or column that there is not, or that the approver may not have.
    """
    wanted = {chosen.report: chosen for chosen in spec.reports}
    known = all_reports()
    if not wanted:
        raise PackageError(f"The package {spec.profile} has no report; accepted: {', '.join(known)}.")
    if unknown := [name for name in wanted if name not in known]:
        raise PackageError(f"There is no report {', '.join(unknown)}; accepted: {', '.join(known)}.")
    tables, left_out = [], {}
    for report in (report for name, report in known.items() if name in wanted):
        if not report.may(spec.user):
            raise PackageError(f"The approver may not have the report {report.name}.")
        if key_of(report) in report.personal and not spec.personal:
            left_out[report.name] = PERSONAL
        else:
            tables.append(_table(report, wanted[report.name], spec))
    return tables, left_out


def _table(report: Report, chosen: Chosen, spec: Spec) -> Table:
    try:
        columns = report.chosen([key_of(report), *chosen.columns] if chosen.columns else None)
    except ValueError as error:
        raise PackageError(str(error)) from error
    left_out = {c.heading: NOT_WANTED for c in report.resolved() if c not in columns}
    if not spec.personal:
        left_out |= dict.fromkeys(sorted(report.personal), PERSONAL)
        columns = [column for column in columns if column.heading not in report.personal]
    file = f"{report.name}_{spec.period}_{spec.tlp}.csv"
    return Table(report, tuple(columns), file, left_out)


def _target(model: Any, column: Column) -> Any:
    """The kind of row whose key the column holds; None if it holds no single key."""
    if not column.field:
        return None
    found = model._meta.get_field(column.field)
    return found.related_model if found.many_to_one else None
