"""The data dictionary: every model with its fields, its CSV columns and its rules."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.fields import NOT_PROVIDED

from ..exports import Report, report_for
from ..models import Record, Reviewed, Tracked, Withdrawable
from ..refs import RefField
from ..search import Searchable
from .registry import ROOMS, label, models_of

LONGEST_LIST = 40  # Longer lists of choices are named, not printed.

HEAD = """# Data dictionary

What every record holds, field by field, and how it leaves as CSV. Written by `make docs` from the models and the
reports; do not edit it.

"""

CSV = """## How CSV files are written

- RFC 4180: the first line holds the headings, lines end with CR LF, and a cell with a comma, a quotation mark or a line
  break stands in quotation marks. The text is UTF-8. The admin's download begins with a byte order mark, so that Excel
  reads it rightly; the API (`bom=true`) and the command (`--bom`) write one if asked.
- Dates are `2022-03-17`; dates and times are UTC, `2022-03-17T08:00:00Z`. Numbers have a decimal point and no trailing
  zeros. Yes and no are `true` and `false`. What is not known is an empty cell.
- Choices are their codes, listed below with their labels. A link is the reference or code of what it leads to, and is
  empty if the reader may not see that or it was withdrawn. Several links or texts in one cell are joined by `; `.
- A text that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@` or their full-width forms, after
  any blanks, or with a tab or a line break) gets an apostrophe before it. Take one apostrophe away to get the text
  back. Numbers, dates, codes and references never get one.
- A file holds what its reader may see and nothing else. Withdrawn records are left out. The same record gives the same
  bytes, on SQLite and on PostgreSQL. A file has its name only once it is complete.

"""

SHARED = """## Fields that many records share

Each record below names those that it has.

"""


def dictionary_md() -> str:
    """The dictionary as Markdown."""
    rooms = [line for room in ROOMS for line in room_lines(room)]
    return HEAD + "\n".join(contents()) + CSV + SHARED + "\n".join([*table(shared_rows().values()), *rooms])


def contents() -> Iterator[str]:
    for room in ROOMS:
        names = ", ".join(f"[{label(m)}](#{label(m).lower().replace(' ', '-')})" for m in models_of(room))
        yield f"- **{apps.get_app_config(room).verbose_name}** (`{room}/`): {names}"
    yield "\n"


def room_lines(room: str) -> Iterator[str]:
    for model in models_of(room):
        report = report_of(model)
        yield f"## {label(model)}\n"
        yield from paragraphs(model)
        yield (
            f"API list `/api/v1/{report.name}/`, CSV report `{report.name}`.\n"
            if report
            else "Neither in the API nor in a CSV report.\n"
        )
        rows = {column.name: row(report, column) for column in fields_of(model)}
        shared = [name for name, text in rows.items() if shared_rows().get(name) == text]
        yield from table(text for name, text in rows.items() if name not in shared)
        if shared:
            yield f"And [shared fields](#fields-that-many-records-share): {', '.join(f'`{n}`' for n in shared)}.\n"
        yield from derived_columns(report)
        yield from rules(model)


@cache
def shared_rows() -> dict[str, str]:
    """The rows of the fields that the kernel gives to records of many kinds, by the field's name.

    The marking is none of them: its default tells much about a kind of record.
    """
    shared = {f.name for kind in (Tracked, Withdrawable, Searchable, Record, Reviewed) for f in fields_of(kind)}
    rows: dict[str, str] = {}
    for room in ROOMS:
        for model in models_of(room):
            for column in fields_of(model):
                if column.name in shared - {"marking"} and report_of(model):
                    rows.setdefault(column.name, row(report_of(model), column))
    return rows


def report_of(model: type[models.Model]) -> Report | None:
    try:
        return report_for(model)
    except LookupError:
        return None


def fields_of(model: Any) -> list[Any]:
    """The model's fields, its key first."""
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return sorted(fields, key=lambda f: not f.primary_key)


def paragraphs(model: Any) -> Iterator[str]:
    """The docstring, one line a paragraph."""
    for paragraph in (inspect.getdoc(model) or "").split("\n\n"):
        yield f"{' '.join(paragraph.split())}\n"


def table(rows: Any) -> Iterator[str]:
    yield "| Field | Type | Needed | What it holds | CSV |"
    yield "|---|---|---|---|---|"
    yield from rows
    yield ""


def row(report: Report | None, column: Any) -> str:
    cells = f"`{column.name}`", kind(column), needed(column), meaning(column), csv_of(report, column)
    return f"| {' | '.join(' '.join(cell.split()).replace('|', chr(92) + '|') for cell in cells)} |"


def kind(column: Any) -> str:
    """The type of a field in words."""
    if column.is_relation:
        target = column.related_model._meta
        return f"any number of {target.verbose_name_plural}" if column.many_to_many else f"one {target.verbose_name}"
    if isinstance(column, RefField):
        return f"reference: `{column.prefix}-`, the year, `-`, {column.length} characters"
    if column.choices:
        return "one of a list"
    if isinstance(column, models.DecimalField):
        return f"decimal number of {column.max_digits} digits, {column.decimal_places} after the point"
    if isinstance(column, models.CharField):
        alone = ", no two the same" if column.unique and not column.primary_key else ""
        return f"text, at most {column.max_length} characters{alone}"
    words = (
        (models.TextField, "text"),
        (models.FileField, "a file, kept apart"),
        (models.BooleanField, "true or false"),
        (models.DateTimeField, "date and time (UTC)"),
        (models.DateField, "date"),
        (models.IntegerField, "whole number"),
        (models.UUIDField, "a random number"),
        (models.JSONField, "a list"),
        (models.GenericIPAddressField, "network address"),
        (models.BinaryField, "bytes"),
    )
    return next(text for cls, text in words if isinstance(column, cls))


def needed(column: Any) -> str:
    """Whether somebody must fill the field in, or what it begins with."""
    default = None if column.default is NOT_PROVIDED else column.default
    if not column.editable or callable(default):
        return "set by itself"
    if default not in (None, ""):
        value = getattr(default, "value", default)
        return f"begins as `{str(value).lower() if isinstance(value, bool) else value}`"
    return "no" if column.blank else "yes"


def meaning(column: Any) -> str:
    text = str(column.help_text)
    choices = [(code, words) for code, words in column.flatchoices if code] if column.choices else []
    if not choices or len(choices) > LONGEST_LIST:
        return text
    listed = "; ".join(f"`{code}`" if code == words else f"`{code}` {words}" for code, words in choices)
    return f"{text}<br>{listed}"


def csv_of(report: Report | None, column: Any) -> str:
    """The field's column in the report, or why it has none."""
    if report is None:
        return ""
    for shown in report.resolved():
        if shown.field == column.name:
            return f"`{shown.heading}`"
    return f"withheld: {report.reasons()[column.name]}"


def derived_columns(report: Report | None) -> Iterator[str]:
    derived = [c for c in report.resolved() if not c.field] if report else []
    if derived:
        yield "Derived columns of the report:\n"
        yield from (f"- `{column.heading}`: {column.description}" for column in derived)
        yield ""


def rules(model: Any) -> Iterator[str]:
    """What the database refuses, in the words that a person is told."""
    if model._meta.constraints:
        yield "What the database refuses, and says:\n"
        yield from (f"- {constraint.violation_error_message}" for constraint in model._meta.constraints)
        yield ""
