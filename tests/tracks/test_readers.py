"""Programs that recipients use read the same cells from every CSV file of a package as Python's csv does."""

from __future__ import annotations

import csv
import datetime as dt
import os
import re
import shutil
import subprocess
from pathlib import Path

import duckdb
import pandas
import pytest

from config.exports.cells import guarded
from tests import factories as make

from .golden import record
from .packaging import ALL, JULY, JUNE, PERIOD, Written, at, written

SOFFICE = shutil.which("soffice")
ABSENT = "There is no LibreOffice on this machine: install the package libreoffice-calc."
PATIENCE = 300  # Seconds; a machine that does much else at once is slow, not wrong.
MAY = JUNE - dt.timedelta(days=31)
HOLDS = 65_535  # UTF-16 units that LibreOffice takes into a cell.

DARI = "مکتب‌های دخترانه «باز» شد؛ ولایت هرات، ۱۲ جوزا"
NARRATIVE = (f'{DARI}; he said: "no", then\tleft.\r\n' + f"{DARI} " * 20 + "\n") * 60
NARRATIVE = NARRATIVE[:39_995] + "THE=E"
TOO_LONG = "ز" * 70_000
TOO_LONG_IN_PAIRS = "a" + "🌾" * 40_000
FORMULAS = ("=1+1", '=HYPERLINK("a";"b")', "+93 700", "-5", "@SUM(1)", "＝1", " =1", "\t=1", "\n=1", "'=1")
NUMBERS = ("0042", "007", "1.50", "1e5", "1,000", "10%", "1/2", "2030-06-01", "12:30", "TRUE", "true")
NOTHINGS = ("NA", "NULL", "None", "nan", "#N/A", "\\N", "#comment", "'", '"', '""', ",", " both edges ", "a\\")
QUOTED = ('a"b', '"a",b', "a;b", "a\tb", DARI, "\u202eright to left\u202c e\u0301 \u200c\ufeff\u2028ﷺ 🌾")
BREAKS = ("1\n2", "1\r\n2", "1\r2", "1\n\n2", "1\r\n\r\n2", "1\n\r2", "1\n\r\n2", "1\r\r\n2", "1\n")
HOSTILE = (*FORMULAS, *NUMBERS, *NOTHINGS, *QUOTED, *BREAKS)


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def by_pandas(path: Path) -> list[list[str]]:
    found = pandas.read_csv(path, dtype=str, keep_default_na=False)
    return [list(found.columns), *found.to_numpy().tolist()]


def by_duckdb(path: Path) -> list[list[str]]:
    """An empty cell is NULL there."""
    with duckdb.connect() as database:
        found = database.read_csv(
            str(path), header=True, all_varchar=True, delimiter=",", quotechar='"', escapechar='"'
        )
        return [list(found.columns), *([cell or "" for cell in row] for row in found.fetchall())]


def by_libreoffice(paths: list[Path], folder: Path) -> dict[str, list[list[str]]]:
    """Each file as LibreOffice saves it once it has opened it in UTF-8, with commas and every column as text."""
    if not SOFFICE:
        pytest.fail(f"REQUIRE_LIBREOFFICE is set. {ABSENT}")
    most = max(len(table(path)[0]) for path in paths)
    as_text = "/".join(f"{number}/2" for number in range(1, most + 1))
    done = subprocess.run(
        [
            SOFFICE,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            f"--infilter=CSV:44,34,76,1,{as_text},0,false,false",
            *("--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true"),
            *("--outdir", str(folder / "saved")),
            *map(str, paths),
        ],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    return {path.name: table(folder / "saved" / path.name) for path in paths}


def as_libreoffice_has_it(cell: str) -> str:
    """It has one kind of line break, and takes no more than so much into a cell."""
    return one_kind_of_break(cell).encode("utf-16-le")[: 2 * HOLDS].decode("utf-16-le", errors="ignore")


def one_kind_of_break(cell: str) -> str:
    return re.sub("\r\n|\n\r|\r", "\n", cell)


@pytest.fixture
def package(lead, tmp_path) -> Written:
    """With hostile texts in its reports, and before and after a change."""
    with record.frozen():
        record.build()
    with at(MAY):
        changed = make.development(title="0042", narrative=NARRATIVE, approved=True)
    with at(JUNE):
        meeting = make.meeting(title="=1+1", summary=DARI, approved=True)
        for number, text in enumerate(HOSTILE, start=1):
            make.point(meeting=meeting, position=number, text=text)
        make.indicator(code="0042", name="007")
        for text in (TOO_LONG, TOO_LONG_IN_PAIRS):
            make.development(narrative=text, approved=True)
        make.review.move(changed, "reopen", by=make.superuser("factory-second"), reason="A word was wrong.")
        changed.title, changed.narrative = "-007", f"={NARRATIVE[1:]}"
        changed.save()
        make.review.move(changed, "submit", by=make.superuser("factory-author"))
        make.review.move(changed, "approve", by=make.superuser("factory-second"))
    with at(JULY):
        before = PERIOD.before()
        first = written(lead, tmp_path / "first", period=before, as_of=before.end, known_at=before.over())
        return written(lead, tmp_path / "second", previous=first.path)


def csv_files(package: Written) -> list[Path]:
    paths = sorted(package.path.glob("*.csv"))
    assert len(paths) == len(ALL) + 1
    return paths


def test_what_readers_are_asked_is_hostile_indeed(package):
    tables = {path.name.partition("_")[0]: table(path) for path in csv_files(package)}
    cells = {cell for rows in tables.values() for row in rows for cell in row}
    assert len(NARRATIVE) == 40_000
    assert {*map(guarded, HOSTILE), NARRATIVE, f"'={NARRATIVE[1:]}", TOO_LONG, TOO_LONG_IN_PAIRS, ""} <= cells
    assert ["0042", "007"] in [row[:2] for row in tables["indicators"]]
    assert ["narrative", NARRATIVE, f"'={NARRATIVE[1:]}"] in [row[3:] for row in tables["CHANGES.csv"]]
    assert all(len(rows) > 1 for rows in tables.values())


@pytest.mark.parametrize("read", [by_pandas, by_duckdb])
def test_data_programs_read_every_cell(package, read):
    for path in csv_files(package):
        assert read(path) == table(path), path.name


@pytest.mark.skipif(not (SOFFICE or os.environ.get("REQUIRE_LIBREOFFICE")), reason=ABSENT)
def test_libreoffice_reads_every_cell_up_to_what_it_holds(package, tmp_path):
    """Nothing is lost of 40,000 characters; of more than 65,535 it takes the first, and says nothing."""
    paths = csv_files(package)
    read = by_libreoffice(paths, tmp_path)
    cut = set()
    for path in paths:
        rows = table(path)
        assert read[path.name] == [[as_libreoffice_has_it(cell) for cell in row] for row in rows], path.name
        cut |= {cell for row in rows for cell in row if as_libreoffice_has_it(cell) != one_kind_of_break(cell)}
    assert cut == {TOO_LONG, TOO_LONG_IN_PAIRS}
