"""Files as people bring them, and what is done with them in the tests."""

from __future__ import annotations

import csv
import io
from typing import Any

from openpyxl import Workbook

from config.imports.kinds import all_kinds
from config.imports.rows import Judged, Outcome
from config.imports.running import Import
from config.models import User

DEVELOPMENT = {
    "date_from": "2024-05-19",
    "title": "Schools were opened",
    "direction": "opening",
    "form": "announced",
    "scope": "national",
    "tracks": "macroeconomics",
}
ORGANISATION = {"name": "Ministry of Mines", "side": "dfa", "level": "national", "seat": "kabul"}
PERSON = {"name": "A. Minister", "public_office": "true"}
MEETING = {
    "date_from": "2024-05-19",
    "title": "A meeting in Doha",
    "status": "held",
    "format": "in_person",
    "level": "technical",
    "tracks": "macroeconomics",
}
READING = {
    "indicator": "OPIUM_AREA",
    "period_from": "2023-01-01",
    "period_to": "2023-12-31",
    "value": "10800",
    "unit": "hectares",
    "qualifier": "estimate",
    "publisher": "UNODC",
}
SOURCE = {"kind": "press", "publisher": "A newspaper", "title": "An article", "url": "https://example.org/1"}
PLAIN: dict[str, dict[str, str]] = {
    "developments": DEVELOPMENT,
    "organisations": ORGANISATION,
    "people": PERSON,
    "meetings": MEETING,
    "readings": READING,
    "sources": SOURCE,
}


def text(*rows: dict[str, Any], separator: str = ",", end: str = "\r\n") -> str:
    """Rows as a CSV, under all their headings."""
    headings = list({name: None for row in rows for name in row})
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=separator, lineterminator=end)
    writer.writerow(headings)
    writer.writerows([row.get(name, "") for name in headings] for row in rows)
    return file.getvalue()


def data(*rows: dict[str, Any], **form: Any) -> bytes:
    return text(*rows, **form).encode()


def workbook(*rows: list[Any], sheets: int = 1) -> bytes:
    """Rows, the headings first, as an Excel file."""
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    for number in range(1, sheets):
        book.create_sheet(f"Sheet {number}")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def of(kind: str, content: bytes, user: User, **options: Any) -> Import:
    return Import(all_kinds()[kind], content, User.objects.get(pk=user.pk), **options)


def judged(kind: str, content: bytes, user: User, **options: Any) -> Outcome:
    return of(kind, content, user, **options).judged()


def saved(kind: str, content: bytes, user: User, **options: Any) -> Outcome:
    outcome = of(kind, content, user, **options).save()
    assert outcome.is_right, problems(outcome)
    return outcome


def states(outcome: Outcome) -> list[str]:
    return [row.state.value for row in outcome.rows]


def problems(outcome: Outcome) -> list[tuple[int, str, str, str]]:
    """Row, column, value and words of all that is wrong."""
    return [(row.number, p.column, p.value, p.words) for row in outcome.rows for p in row.problems]


def only(outcome: Outcome) -> Judged:
    (row,) = outcome.rows
    return row
