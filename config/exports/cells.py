"""How one value is written in a cell, by the kind of its column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

FORMULA_STARTS = tuple("=+-@＝＋－＠")
CONTROL_STARTS = ("\t", "\r", "\n")


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
