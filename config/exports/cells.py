"""How one value is written in a cell: each format once, as SQL of either database, by the kind of its column."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Func, Subquery

FORMULA_STARTS = tuple("=+-@＝＋－＠")
CONTROL_STARTS = ("\t", "\r", "\n")
# What `str.lstrip` takes away, since spreadsheets look behind it.
BLANKS = "".join(chr(number) for number in range(0x3001) if chr(number).isspace())


def guarded(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would take it for a formula.

    A text that begins with apostrophes before such a start gets one more, so that
    `unguarded` always gives back the text as it was. `Cell` does the same in the database.
    """
    return f"'{text}" if _is_formula(text.lstrip("'")) else text


def unguarded(cell: str) -> str:
    """The text that `guarded` made this cell from."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell.lstrip("'")) else cell


def _is_formula(text: str) -> bool:
    return text.startswith(CONTROL_STARTS) or text.lstrip().startswith(FORMULA_STARTS)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _one_of(characters: Any) -> str:
    return f"({', '.join(map(_literal, characters))})"


# Nearly every text is settled by its first character, so the rest of the question is seldom asked.
_ASKED = _one_of(dict.fromkeys(["'", *BLANKS, *FORMULA_STARTS, *CONTROL_STARTS]))
_BARE = "ltrim({x}, '''')"
GUARDED = (
    f"CASE WHEN substr({{x}}, 1, 1) IN {_ASKED}"
    f" AND (substr({_BARE}, 1, 1) IN {_one_of(CONTROL_STARTS)}"
    f" OR substr(ltrim({_BARE}, {_literal(BLANKS)}), 1, 1) IN {_one_of(FORMULA_STARTS)})"
    " THEN '''' || {x} ELSE {x} END"
)

# Nothing here depends on what a session is set to: its time zone, its DateStyle or its digits.
POSTGRESQL = {
    "text": GUARDED,
    "code": "({x})::text",
    "integer": "({x})::text",
    "decimal": "trim_scale({x})::text",
    "boolean": "({x})::text",
    "date": "to_char(({x})::date, 'YYYY-MM-DD')",
    "moment": """to_char(({x})::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')""",
    "address": "host({x})",
}
SQLITE = {
    "text": GUARDED,
    "code": "{x}",
    "integer": "CAST({x} AS TEXT)",
    # A whole number is kept as one. `+ 0.0` makes zero of a minus zero.
    "decimal": "CASE typeof({x}) WHEN 'null' THEN NULL WHEN 'integer' THEN CAST({x} AS TEXT)"
    " ELSE rtrim(rtrim(printf('%%.{places}f', {x} + 0.0), '0'), '.') END",
    "boolean": "CASE WHEN {x} THEN 'true' WHEN NOT {x} THEN 'false' END",
    "date": "{x}",
    "moment": "replace(substr({x}, 1, 19), ' ', 'T') || 'Z'",
    "address": "{x}",
}


class Cell(Func):
    """A value as the text of a cell of this kind; NULL or empty for what is unknown."""

    empty_result_set_value = None
    output_field = models.TextField()

    def __init__(self, value: Any, kind: str) -> None:
        super().__init__(value)
        self.kind = kind

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> Any:  # type: ignore[override] # it has templates of its own
        return self._format(SQLITE, compiler)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        sql, params = self._format(POSTGRESQL, compiler)
        return f"nullif({sql}, '')", params  # COPY writes an empty text as "", and nothing for NULL.

    def _format(self, formats: dict[str, str], compiler: Any) -> tuple[str, tuple[Any, ...]]:
        (value,) = self.get_source_expressions()
        sql, params = compiler.compile(value)
        kind, places = self._exact_kind(value)
        template = formats[kind].replace("{places}", str(places))
        times = template.count("{x}")
        if times > 1 and isinstance(value, Subquery):
            # Asked once: the limit keeps both databases from asking it wherever it is named.
            once = f"(SELECT {template.format(x='one.x')} FROM (SELECT {sql} AS x LIMIT 1) one)"  # noqa: S608 - no values
            return once, tuple(params)
        return template.format(x=sql), tuple(params) * times

    def _exact_kind(self, value: Any) -> tuple[str, int]:
        if self.kind not in ("number", "text"):
            return self.kind, 0
        field = value.output_field
        if self.kind == "text":
            return "address" if isinstance(field, models.GenericIPAddressField) else "text", 0
        return ("decimal", field.decimal_places) if isinstance(field, models.DecimalField) else ("integer", 0)
