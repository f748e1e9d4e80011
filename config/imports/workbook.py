"""Excel files, as tables of text: read without running, following or unpacking more than a table needs."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook

from .files import ACCEPTED, LONGEST_CELL, MOST_COLUMNS, Unreadable, Unusable

MOST_UNPACKED = 200 * 1024 * 1024
MOST_TIMES = 200  # As large as it was packed; a table of numbers reaches twenty.
MOST_MEMBERS = 1000
MOST_GAP = 50_000  # Empty rows at a stretch.
ENTITIES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*[\"']\s*([A-Z0-9:$]+)")
DAMAGED = f"The Excel file is damaged and cannot be read. {ACCEPTED}"


def is_workbook(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def read_workbook(data: bytes) -> tuple[Callable[[], Iterator[tuple[int, list[str]]]], dict[str, str]]:
    """The rows of the first sheet. Raises Unreadable for what is damaged, hostile or no plain table."""
    _look_through(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheets = book.worksheets
        merged = _merged(data, book)
    except Exception as error:  # Whatever a damaged file makes the library do, it is no table.
        raise Unreadable(DAMAGED) from error
    if not sheets:
        raise Unreadable("The Excel file has no sheet with cells.")
    if merged:
        raise Unreadable(
            f"Cells are merged ({merged}), so it is not certain to which row they belong. "
            "Undo the merging, and give each row its own value."
        )
    facts = {"form": "Excel", "sheet": f"“{sheets[0].title[:60]}”"}
    if len(sheets) > 1:
        facts["left out"] = f"{len(sheets) - 1} other sheets" if len(sheets) > 2 else "1 other sheet"

    def rows() -> Iterator[tuple[int, list[str]]]:
        sheet: Any = book.worksheets[0]
        sheet.reset_dimensions()
        gap = 0
        try:
            for number, cells in enumerate(sheet.iter_rows(), start=1):
                texts = [_text(cell) for cell in cells]
                gap = 0 if any(texts) else gap + 1
                if len(texts) > MOST_COLUMNS and any(texts[MOST_COLUMNS:]):
                    raise Unreadable(f"Row {number} has {len(texts)} columns; accepted are at most {MOST_COLUMNS}.")
                if gap > MOST_GAP:
                    raise Unreadable(f"Rows {number - gap} to {number} are empty, and more follow. Remove them.")
                yield number, texts[:MOST_COLUMNS]
        except Unreadable:
            raise
        except Exception as error:  # As above.
            raise Unreadable(DAMAGED) from error

    return rows, facts


def _merged(data: bytes, book: Any) -> str:
    """Cells of the first sheet that are merged, e.g. A2:B2, if there are any."""
    if not book.worksheets:
        return ""
    part = book.worksheets[0]._worksheet_path  # As the workbook's relations say, whatever it is called.
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = MERGED.search(archive.read(part))
    return found[1].decode() if found else ""


def _look_through(data: bytes) -> None:
    """Refuse what would unpack into a flood, and what refers to something else."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            unpacked = sum(member.file_size for member in members)
            if (
                unpacked > MOST_UNPACKED
                or len(members) > MOST_MEMBERS
                or unpacked > MOST_TIMES * max(len(data), 50_000)
            ):
                raise Unreadable("The Excel file would unpack into far more than a table needs. Save the table as CSV.")
            if any(member.flag_bits & 1 for member in members):
                raise Unreadable("The Excel file is protected by a password. Save it without one.")
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    content = archive.read(member)
                    if ENTITIES.search(content[:4096]) or ENTITIES.search(content):
                        raise Unreadable("The Excel file contains definitions that no table needs. Save it as CSV.")
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Unreadable(DAMAGED) from error
    except Exception as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(DAMAGED) from error  # zlib's own error has no common base.


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f" or type(value).__name__ in ("ArrayFormula", "DataTableFormula"):
        return Unusable(str(value)[:80], "This is a formula. Paste its value instead.")
    if cell.data_type == "e":
        return Unusable(str(value)[:80], "This is an error of the spreadsheet. Give the value, or leave it empty.")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int | float):
        return _number(value)
    text = str(value)
    if len(text) > LONGEST_CELL:
        return Unusable(text[:80], f"The cell is longer than {LONGEST_CELL:,} characters.")
    return text


def _number(value: float) -> str:
    """A number as somebody would type it: without an exponent, and without the dust of binary fractions."""
    text = f"{Decimal(repr(round(value, 10))):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
