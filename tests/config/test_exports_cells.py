"""Cells: what a spreadsheet or a parser makes of them, whatever people typed."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from config.exports import Column, Report, guarded, unguarded
from config.exports.cells import CELLS
from rights.models import Province

HOSTILE = "'=+-@＝＋－＠\t\r\n\",; \u202e\u200f\u0301\ufeff\x00ښ"
texts = st.text(st.one_of(st.sampled_from(HOSTILE), st.characters(exclude_categories=["Cs"])), max_size=40)


class Given(Report):
    """A report whose rows are given, so that what is written depends on no database."""

    given: tuple = ()

    def rows(self, view, queryset=None):
        class Rows:
            @staticmethod
            def iterator(chunk_size):
                return iter(self.given)

        return Rows()


def written(rows, *kinds: str, bom: bool = False) -> str:
    columns = tuple(Column(f"column {n}", kind, lambda _: None, "") for n, kind in enumerate(kinds))
    report = Given("given", Province, columns)
    object.__setattr__(report, "given", tuple(rows))
    file = io.StringIO(newline="")
    assert report.write(file, user=None, bom=bom) == len(rows)
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


@given(st.lists(st.tuples(texts, texts), max_size=5))
def test_any_parser_of_rfc_4180_reads_back_what_was_written(rows):
    lines = list(csv.reader(io.StringIO(written(rows, "text", "text"), newline=""), strict=True))
    assert lines[0] == ["column 0", "column 1"]
    assert [tuple(unguarded(cell) for cell in line) for line in lines[1:]] == rows


def test_lines_end_in_crlf_and_cells_with_separators_are_quoted():
    text = written([('a "word", and', "two\nlines"), ("plain", "x")], "text", "text")
    assert text == 'column 0,column 1\r\n"a ""word"", and","two\nlines"\r\nplain,x\r\n'


def test_there_is_no_byte_order_mark_unless_it_is_asked_for():
    assert written([("x",)], "text").encode().startswith(b"column")
    marked = written([("x",)], "text", bom=True).encode()
    assert marked.startswith(b"\xef\xbb\xbfcolumn")
    assert marked.count(b"\xef\xbb\xbf") == 1


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        ("number", Decimal("-12800.5000"), "-12800.5"),
        ("number", Decimal("1E+3"), "1000"),
        ("number", Decimal("0.0000"), "0"),
        ("number", Decimal("-0.0000"), "0"),
        ("number", Decimal("100"), "100"),
        ("number", -3, "-3"),
        ("number", 0, "0"),
        ("number", None, ""),
        ("boolean", True, "true"),
        ("boolean", False, "false"),
        ("boolean", None, ""),
        ("date", dt.date(622, 7, 16), "0622-07-16"),
        ("date", None, ""),
        ("moment", dt.datetime(2024, 5, 19, 1, 30, 15, 999, tzinfo=dt.timezone(dt.timedelta(hours=4.5))),
         "2024-05-18T21:00:15Z"),
        ("moment", None, ""),
        ("code", "-minus", "-minus"),
        ("code", None, ""),
        ("text", None, ""),
        ("text", "-minus", "'-minus"),
    ],
)  # fmt: skip
def test_values_are_written_in_one_way(kind, value, cell):
    assert CELLS[kind](value) == cell


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15), max_value=10**15))
def test_a_number_is_plain_and_exact(value):
    cell = CELLS["number"](value)
    assert Decimal(cell) == value
    assert set(cell) <= set("-0123456789.")
