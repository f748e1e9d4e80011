"""Templates to fill in: the columns of a kind, and what each accepts, as CSV or as an Excel file with lists."""

from __future__ import annotations

import csv
import io
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ..exports import BOM, guarded
from ..models import Reference
from .cells import Choice, Link, Truth
from .columns import Column, field_of, is_needed, reader
from .kinds import Kind
from .targets import seen

ROWS = 1000  # That have lists to choose from.
ACCEPTED, COLUMNS = "Accepted values", "Columns"


def csv_template(kind: Kind) -> bytes:
    """The headings alone, for Excel and everything else."""
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerow([column.name for column in kind.columns])
    return (BOM + file.getvalue()).encode()


def csv_of_values(kind: Kind, user: Any) -> bytes:
    """What each column accepts, one value a line: what the Excel template has as lists, for everything else."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(["column", "needed", "accepts", "value", "means"])
    for column in kind.columns:
        about = [column.name, "yes" if _needed(kind, column) else "", guarded(_shape(kind, column))]
        for value, means in _accepted(kind, column, user).items() or [("", "")]:
            writer.writerow([*about, guarded(value), guarded(means)])
    return (BOM + file.getvalue()).encode()


def xlsx_template(kind: Kind, user: Any) -> bytes:
    """A sheet to fill in with lists to choose from, one of the accepted values, and one about the columns."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = kind.name[:31]
    values, about = book.create_sheet(ACCEPTED), book.create_sheet(COLUMNS)
    about.append(["column", "needed", "accepts", "about"])
    listed = 0
    for number, column in enumerate(kind.columns, start=1):
        cell = sheet.cell(row=1, column=number, value=column.name)
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = max(12, len(column.name) + 2)
        about.append([column.name, "yes" if _needed(kind, column) else "", _shape(kind, column), _about(kind, column)])
        if accepted := _accepted(kind, column, user):
            listed += 1
            _list(sheet, values, number, listed, column.name, list(accepted))
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCD", (18, 8, 50, 90), strict=True):
        about.column_dimensions[letter].width = width
    for row in about.iter_rows(min_row=1):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _list(sheet: Any, values: Any, number: int, listed: int, name: str, accepted: list[str]) -> None:
    letter = get_column_letter(listed)
    values.cell(row=1, column=listed, value=name).font = Font(bold=True)
    values.column_dimensions[letter].width = 30
    for place, value in enumerate(accepted, start=2):
        values.cell(row=place, column=listed, value=value)
    source = f"'{ACCEPTED}'!${letter}$2:${letter}${len(accepted) + 1}"
    # A cell may hold several codes, so what is no item of the list is warned of and not refused.
    rule = DataValidation(type="list", formula1=source, allow_blank=True, errorStyle="warning")
    rule.error, rule.errorTitle = f"See the sheet “{ACCEPTED}”.", name
    column = get_column_letter(number)
    rule.add(f"{column}2:{column}{ROWS + 1}")
    sheet.add_data_validation(rule)


def _accepted(kind: Kind, column: Column, user: Any) -> dict[str, str]:
    """The values from which one chooses, with what they mean, if they are few enough to list."""
    if column.name == "ref":
        return {}
    cell = reader(kind.model_of(column), column.field)
    if isinstance(cell, Choice):
        return cell.meanings
    if isinstance(cell, Truth):
        return {"true": "yes", "false": "no"}
    if isinstance(cell, Link) and issubclass(cell.model, Reference):
        rows = seen(cell.model, user).filter(retired_on__isnull=True).order_by("pk")
        return {row.pk: row.name for row in rows}
    return {}


def _needed(kind: Kind, column: Column) -> bool:
    return not column.beside and column.name != "ref" and is_needed(field_of(kind.model, column.field))


def _shape(kind: Kind, column: Column) -> str:
    if column.name == "ref":
        return "the reference of a row that is there; empty for a new one"
    return reader(kind.model_of(column), column.field).shape


def _about(kind: Kind, column: Column) -> str:
    return str(field_of(kind.model_of(column), column.field).help_text)
