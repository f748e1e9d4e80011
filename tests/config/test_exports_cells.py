"""Cells: what a spreadsheet or a parser makes of them, whatever people typed.

The database formats them, so that each test of a format asks the database in use.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db import connection, models
from django.db.models import Case, Value, When
from django.db.models.functions import Cast
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from config.exports import Column, Report, guarded, unguarded
from config.exports.cells import BLANKS
from rights.models import Province

from ..conftest import person

HOSTILE = "'=+-@＝＋－＠\t\r\n\",; \u00a0\u2003\u3000\x1f\u202e\u200f\u0301\ufeff\\.ښ"
KINDS = {
    "text": models.TextField(),
    "code": models.TextField(),
    "number": models.DecimalField(max_digits=20, decimal_places=4),
    "boolean": models.BooleanField(),
    "date": models.DateField(),
    "moment": models.DateTimeField(),
}
# One database for all examples: they read, and write nothing.
reading = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
texts = st.text(st.one_of(st.sampled_from(HOSTILE), st.characters(exclude_categories=["Cs"])), max_size=40)
storable = texts.map(lambda text: text.replace("\x00", ""))  # PostgreSQL holds no NUL, and our fields refuse it.


@pytest.fixture
def eyes(db):
    return person("eyes", "desk officer")


def written(user, rows, *kinds: str, bom: bool = False) -> str:
    """The file of these values, which the database is given and formats; a row for each province."""
    keys = [f"AF{number:02d}" for number in range(1, len(rows) + 1)]

    def column(place: int, kind: str) -> Column:
        field = KINDS[kind]

        def value(_):
            cases = [When(pk=key, then=stored(row[place], kind)) for key, row in zip(keys, rows, strict=True)]
            return Case(*cases, default=Value(None, output_field=field), output_field=field)

        return Column(f"column {place}", kind, value, "")

    report = Report("given", Province, tuple(column(place, kind) for place, kind in enumerate(kinds)))
    file = io.StringIO(newline="")
    chosen = Province.objects.filter(pk__in=keys)
    assert report.write(file, user=user, queryset=chosen, bom=bom) == len(rows)
    return file.getvalue()


def stored(value, kind: str):
    """The value as a column of this kind holds it."""
    given = Value(value, output_field=KINDS[kind])
    return Cast(given, KINDS[kind]) if kind in ("number", "text", "code") else given


def as_python_writes(rows) -> str:
    """What csv.writer makes of the guarded texts."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([f"column {place}" for place in range(len(rows[0]))])
    writer.writerows([guarded(text) for text in row] for row in rows)
    return file.getvalue()


@given(texts)
@example("'=1")
@example("''=1")
@example("' =1")
@example(" \u00a0=1")
@example("'")
@example("'\t")
def test_a_guarded_text_comes_back_as_it_was(text):
    assert unguarded(guarded(text)) == text


@given(texts)
def test_no_text_reaches_a_spreadsheet_as_a_formula(text):
    cell = guarded(text)
    assert not cell.startswith(("\t", "\r", "\n"))
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize(
    "harmless", ["", "Talks on girls' schools", "'quoted'", "5 - 3 = 2", "محمد", "\u202eabc", "note: =SUM(A1)"]
)
def test_other_text_is_left_alone(harmless):
    assert guarded(harmless) == harmless


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\t=1", "\rx", "\nx", "＝1", "'=1"])
def test_a_formula_gets_one_apostrophe(formula):
    assert guarded(formula) == f"'{formula}"


@reading
@given(rows=st.integers(1, 3).flatmap(lambda width: st.lists(st.tuples(*[storable] * width), min_size=1, max_size=5)))
@example(rows=[("\\.",), ("",), ('"',), (" ",), ("\r",)])
@example(rows=[("\\.", "\\."), ("", ""), ('"', "'"), (" a", "a "), ("\r\n", "\n")])
def test_the_database_writes_the_bytes_that_python_would(eyes, rows):
    assert written(eyes, rows, *["text"] * len(rows[0])) == as_python_writes(rows)


def test_every_blank_before_a_formula_is_looked_behind(eyes):
    assert len(BLANKS) == 29
    for start in range(0, len(BLANKS), 10):
        rows = [(f"{blank}=1", f"'{blank}x") for blank in BLANKS[start : start + 10]]
        assert written(eyes, rows, "text", "text") == as_python_writes(rows)


@reading
@given(rows=st.lists(st.tuples(storable, storable), min_size=1, max_size=5))
def test_any_parser_of_rfc_4180_reads_back_what_was_written(eyes, rows):
    lines = list(csv.reader(io.StringIO(written(eyes, rows, "text", "text"), newline=""), strict=True))
    assert lines[0] == ["column 0", "column 1"]
    assert [tuple(unguarded(cell) for cell in line) for line in lines[1:]] == rows


def test_lines_end_in_crlf_and_cells_with_separators_are_quoted(eyes):
    text = written(eyes, [('a "word", and', "two\nlines"), ("plain", "x")], "text", "text")
    assert text == 'column 0,column 1\r\n"a ""word"", and","two\nlines"\r\nplain,x\r\n'


def test_a_long_narrative_and_one_in_dari_are_read_back_whole(eyes):
    long = "Girls’ schools in Hirāt, “closed”,\nagain. " * 1000
    dari = "مکتب‌های دخترانه، «باز» شد\r\n" * 1500
    rows = [(long, dari), (dari, long)]
    text = written(eyes, rows, "text", "text")
    assert len(long) > 40_000
    assert text == as_python_writes(rows)
    assert [tuple(line) for line in list(csv.reader(io.StringIO(text, newline="")))[1:]] == rows


def test_there_is_no_byte_order_mark_unless_it_is_asked_for(eyes):
    assert written(eyes, [("x",)], "text").encode().startswith(b"column")
    marked = written(eyes, [("x",)], "text", bom=True).encode()
    assert marked.startswith(b"\xef\xbb\xbfcolumn")
    assert marked.count(b"\xef\xbb\xbf") == 1


VALUES = [
    ("number", Decimal("-12800.5000"), "-12800.5"),
    ("number", Decimal("1E+3"), "1000"),
    ("number", Decimal("0.0000"), "0"),
    ("number", Decimal("-0.0000"), "0"),
    ("number", Decimal("0.0001"), "0.0001"),
    ("number", Decimal("100"), "100"),
    ("number", Decimal("9007199254740993"), "9007199254740993"),
    ("number", Decimal("-3"), "-3"),
    ("number", Decimal("0"), "0"),
    ("number", None, ""),
    ("boolean", True, "true"),
    ("boolean", False, "false"),
    ("boolean", None, ""),
    ("date", dt.date(622, 7, 16), "0622-07-16"),
    ("date", None, ""),
    ("moment", dt.datetime(2024, 5, 19, 1, 30, 15, 999999, tzinfo=dt.timezone(dt.timedelta(hours=4.5))),
     "2024-05-18T21:00:15Z"),
    ("moment", None, ""),
    ("code", "-minus", "-minus"),
    ("code", None, ""),
    ("text", None, ""),
    ("text", "-minus", "'-minus"),
]  # fmt: skip


def test_values_are_written_in_one_way(eyes):
    kinds = [kind for kind, _, _ in VALUES]
    (_, line) = csv.reader(io.StringIO(written(eyes, [tuple(value for _, value, _ in VALUES)], *kinds), newline=""))
    assert line == [cell for _, _, cell in VALUES]


@pytest.mark.parametrize(
    "setting",
    [
        "TIME ZONE 'Asia/Kabul'",
        "DateStyle = 'SQL, DMY'",
        "extra_float_digits = -15",
        "standard_conforming_strings = off",
    ],
)
def test_what_a_session_is_set_to_changes_nothing(eyes, setting):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no such settings.")
    rows = [(*[value for _, value, _ in VALUES], "back\\slash 'quoted'")]
    kinds = [*[kind for kind, _, _ in VALUES], "text"]
    before = written(eyes, rows, *kinds)
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL {setting}")
    assert written(eyes, rows, *kinds) == before


@reading
@given(
    values=st.lists(
        # SQLite holds a number that is not whole to 15 digits.
        st.one_of(
            st.decimals(allow_nan=False, places=4, min_value=-(10**11), max_value=10**11),
            st.integers(-(10**16) + 1, 10**16 - 1).map(Decimal),
        ),
        min_size=1,
        max_size=10,
    )
)
def test_a_number_is_plain_and_exact(eyes, values):
    text = written(eyes, [(value, value) for value in values], "number", "number")
    cells = [cell for cell, _ in csv.reader(io.StringIO(text, newline=""))][1:]
    assert [Decimal(cell) for cell in cells] == values
    assert all(set(cell) <= set("-0123456789.") and not cell.startswith("-0.0000") for cell in cells)
    assert not any("." in cell and cell.endswith(("0", ".")) for cell in cells)
