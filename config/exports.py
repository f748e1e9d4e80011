"""The CSV core: a report is declared once and used by the admin, the API and the command.

A `Report` names a model and its columns in order; a column that is a field of the model
needs no more than its name. Everything leaves through one compiled queryset that starts at
`visible_to(user)`: hidden rows are absent, and links to hidden records are empty.

Format: RFC 4180, UTF-8, CRLF, a heading row; dates and times ISO 8601 (UTC); true/false;
decimals with a point, without trailing zeros; empty for unknown. Text that a spreadsheet
would run as a formula gets a leading apostrophe (OWASP, CSV Injection); numbers, dates,
codes and references never do. The same record gives the same bytes on both databases.
"""

from __future__ import annotations

import csv
import datetime as dt
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from django.db import models
from django.db.models import Case, F, OuterRef, Subquery, When
from django.http import FileResponse
from django.utils import timezone

from .refs import ByteOrdered
from .visibility import is_restricted, visible_q

FORMULA_STARTS = tuple("=+-@＝＋－＠")
CONTROL_STARTS = ("\t", "\r", "\n")
BOM = "\ufeff"
CHUNK = 2000

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
class View:
    """With whose eyes, and as of which day, a report is written."""

    user: Any
    as_of: dt.date


class Joined(Subquery):
    """The values of a one-column subquery (named `item`), in its order, joined by “; ”.

    The order comes from the inner select, because SQLite before 3.44 cannot order inside
    group_concat.
    """

    template = "(SELECT GROUP_CONCAT(joined.item, '; ') FROM (%(subquery)s) joined)"
    output_field = models.TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(SELECT STRING_AGG(joined.item, '; ') FROM (%(subquery)s) joined)"
        return self.as_sql(compiler, connection, template=template, **context)


@dataclass(frozen=True)
class Column:
    """One column: its heading, what it holds, and how to get it.

    `value` makes the database expression for a view. `field` is the model field that the
    column accounts for; empty for what is derived. `kind` decides how the cell is written:
    text (guarded against formulas), code, number, boolean, date or moment.
    """

    heading: str
    kind: str
    value: Callable[[View], Any]
    description: str
    field: str = ""


def field_column(model: type[models.Model], name: str) -> Column:
    """The column of a field: its value, its visible target's key, or its visible targets' keys."""
    column: Any = model._meta.get_field(name)
    about = str(column.help_text)
    if column.many_to_many:
        return Column(name, "code", lambda view: _joined_keys(model, column, view.user), about, name)
    if column.many_to_one and is_restricted(column.related_model):
        return Column(
            name,
            "code",
            lambda view: Case(
                When(visible_q(column.related_model, view.user, f"{name}__"), then=F(column.attname)), default=None
            ),
            about,
            name,
        )
    return Column(name, _kind(column), lambda _: F(column.attname), about, name)


def path_column(heading: str, path: str, description: str) -> Column:
    """A text reached over reference rows, which everybody sees (e.g. a province's name)."""
    return Column(heading, "text", lambda _: F(path), description)


def joined_column(
    heading: str, rows: Callable[[Any], models.QuerySet], owner: str, item: str, description: str, kind: str = "text"
) -> Column:
    """One value of each visible row that belongs to the record, joined by “; ”.

    `rows(user)` gives the visible rows, `owner` is their foreign key to the record.
    """

    def value(view: View) -> Joined:
        mine = rows(view.user).filter(**{owner: OuterRef("pk")}).order_by("pk")
        return Joined(mine.annotate(item=F(item)).values("item"))

    return Column(heading, kind, value, description)


def _joined_keys(model: type[models.Model], column: Any, user: Any) -> Joined:
    through = column.remote_field.through
    source, target = column.m2m_field_name(), column.m2m_reverse_field_name()
    rows = through._base_manager.filter(**{source: OuterRef("pk")})
    if is_restricted(column.related_model):
        rows = rows.filter(visible_q(column.related_model, user, f"{target}__"))
    return Joined(rows.order_by(target).annotate(item=F(f"{target}_id")).values("item"))


def _kind(column: Any) -> str:
    if column.many_to_one or isinstance(column, ByteOrdered) or column.choices:
        return "code"
    kinds = (
        (models.BooleanField, "boolean"),
        (models.DateTimeField, "moment"),
        (models.DateField, "date"),
        (models.DecimalField, "number"),
        (models.IntegerField, "number"),
    )
    return next((kind for cls, kind in kinds if isinstance(column, cls)), "text")


@dataclass(frozen=True)
class Report:
    """One declaration of a report: what it is called, its columns, who may have it.

    `columns` are field names or `Column`s; `withheld` says of every other field why it does
    not leave. `prepare` adds annotations that columns use.
    """

    name: str
    model: type[models.Model]
    columns: tuple[str | Column, ...]
    withheld: dict[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = ("pk",)
    prepare: Callable[[Any, View], Any] = lambda queryset, view: queryset

    def resolved(self) -> list[Column]:
        """The columns in order."""
        return [c if isinstance(c, Column) else field_column(self.model, c) for c in self.columns]

    def reasons(self) -> dict[str, str]:
        """Every withheld field of the model with its reason."""
        fields = {f.name for f in [*self.model._meta.fields, *self.model._meta.many_to_many]}
        shown = {c.field for c in self.resolved()}
        always = {n: why for n, why in ALWAYS_WITHHELD.items() if n in fields and n not in shown}
        return always | self.withheld

    def may(self, user: Any) -> bool:
        """Whether the user may have the report at all; its rows are another matter."""
        return user.has_perm(f"{self.model._meta.app_label}.view_{self.model._meta.model_name}")

    def file_name(self, day: dt.date) -> str:
        return f"{self.name}_{day.isoformat()}.csv"

    def rows(self, view: View, queryset: Any = None) -> Any:
        """The compiled queryset of plain values, in the report's order.

        A queryset that is given narrows what the user may see; it never widens it.
        """
        rows = self.model._default_manager.visible_to(view.user).standing()  # type: ignore[attr-defined]
        if queryset is not None:
            rows = rows.filter(pk__in=queryset.order_by().values("pk"))
        rows = self.prepare(rows, view).order_by(*self.order)
        return rows.values_list(*[c.value(view) for c in self.resolved()])

    def write(
        self,
        file: IO[str],
        *,
        user: Any,
        queryset: Any = None,
        as_of: dt.date | None = None,
        bom: bool = False,
        progress: Callable[[int], None] | None = None,
    ) -> int:
        """Write heading and rows to a text file opened with newline=""; returns the number of rows.

        Rows are streamed: memory does not grow with their number. `progress` is told the
        number of rows after each chunk.
        """
        columns = self.resolved()
        cells = [CELLS[c.kind] for c in columns]
        if bom:
            file.write(BOM)
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([c.heading for c in columns])
        count = 0
        for row in self.rows(View(user, as_of or timezone.now().date()), queryset).iterator(chunk_size=CHUNK):
            writer.writerow([cell(value) for cell, value in zip(cells, row, strict=True)])
            count += 1
            if progress and count % CHUNK == 0:
                progress(count)
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


def guarded(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would take it for a formula.

    A text that begins with apostrophes before such a start gets one more, so that
    `unguarded` always gives back the text as it was.
    """
    return f"'{text}" if _is_formula(text.lstrip("'")) else text


def unguarded(cell: str) -> str:
    """The text that `guarded` made this cell from."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell.lstrip("'")) else cell


def _is_formula(text: str) -> bool:
    return text.startswith(CONTROL_STARTS) or text.lstrip().startswith(FORMULA_STARTS)


def _number(value: Decimal | int | None) -> str:
    if value is None:
        return ""
    text = f"{Decimal(value):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _moment(value: dt.datetime | None) -> str:
    return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if value else ""


CELLS: dict[str, Callable[[Any], str]] = {
    "text": lambda value: guarded(str(value)) if value else "",
    "code": lambda value: str(value) if value is not None else "",
    "number": _number,
    "boolean": lambda value: "" if value is None else "true" if value else "false",
    "date": lambda value: value.isoformat() if value else "",
    "moment": _moment,
}

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


def csv_response(report: Report, *, user: Any, queryset: Any, bom: bool, as_of: dt.date | None = None) -> FileResponse:
    """The report as a download.

    It is written to an unnamed temporary file first: an error gives an error page, and a
    download that breaks off is shorter than its Content-Length says.
    """
    spool = tempfile.TemporaryFile("w+b")  # noqa: SIM115 - the response closes it
    try:
        text = open(spool.fileno(), "w", encoding="utf-8", newline="", closefd=False)  # noqa: SIM115
        report.write(text, user=user, queryset=queryset, bom=bom, as_of=as_of)
        text.flush()
    except BaseException:
        spool.close()
        raise
    size = spool.seek(0, os.SEEK_END)
    spool.seek(0)
    response = FileResponse(
        spool,
        as_attachment=True,
        filename=report.file_name(timezone.now().date()),
        content_type="text/csv; charset=utf-8",
    )
    response["Content-Length"] = str(size)
    response["Cache-Control"] = "no-store"
    return response
