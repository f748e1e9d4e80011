"""Whatever somebody uploads gets a clear message, saves nothing, and is never an error of ours."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from tests.config import admin_pages as pages
from tracks.models import Development

from . import files
from .files import DEVELOPMENT
from .test_admin_imports import address

HEAD = ",".join(DEVELOPMENT)
LINE = ",".join(DEVELOPMENT.values())
HXL, TAGS = f"{HEAD},", "#date+occurred,#event+name,,,,"
GOOD = f"{HEAD}\r\n{LINE}\r\n"


def changed(**cells: str) -> bytes:
    return files.data(DEVELOPMENT | cells)


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def sheet(change: Callable[[Any], None], **more: Any) -> bytes:
    book = Workbook()
    page: Any = book.active
    page.append(list(DEVELOPMENT))
    page.append(list(DEVELOPMENT.values()))
    change(page)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def rewritten(member: str, change: Callable[[bytes], bytes]) -> bytes:
    good = sheet(lambda page: None)
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        return zipped({n: change(archive.read(n)) if n == member else archive.read(n) for n in archive.namelist()})


def merged_elsewhere(name: str) -> bytes:
    """A sheet with merged cells, in a part of this name, with other quotation marks."""
    with zipfile.ZipFile(io.BytesIO(sheet(lambda page: page.merge_cells("A2:B2")))) as archive:
        members = {n: archive.read(n) for n in archive.namelist()}
    renamed = {n.replace("sheet1", name): content.replace(b"sheet1", name.encode()) for n, content in members.items()}
    return zipped({n: content.replace(b'ref="A2:B2"', b"ref='A2:B2'") for n, content in renamed.items()})


def put(cell: str, value: Any) -> bytes:
    return sheet(lambda page: page.__setitem__(cell, value))


BOMB = zipped({"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": b"0" * 210_000_000})
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><worksheet>&c;</worksheet>'
DARI = "title\r\nمکتب‌های دختران باز شد\r\n"

# What is uploaded, and words of what is said.
HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty"),
    "blanks": (b" \r\n \r\n", "empty"),
    "a mark alone": (b"\xef\xbb\xbf", "empty"),
    "headings alone": (HEAD.encode(), "no rows"),
    "an old Excel file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel file"),
    "a PDF": (b"%PDF-1.7\n...", "a PDF"),
    "an image": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "an image"),
    "a photograph": (b"\xff\xd8\xff\xe0" + b"\0" * 50, "an image"),
    "gzip": (b"\x1f\x8b\x08\0\0\0\0\0", "compressed"),
    "a database": (b"SQLite format 3\0" + b"\0" * 100, "a database"),
    "a page": (b"<!doctype html><html><body>no</body></html>", "none of the columns"),
    "JSON": (b'[{"title": "x"}]', "accepted|none of the columns|quotation mark"),
    "prose": (b"Dear colleague, please find attached the list.\r\n", "none of the columns|no rows"),
    "binary": (bytes(range(256)) * 20, "neither UTF-8|damaged|NUL|none of the columns|no CSV"),
    "an archive": (zipped({"a.txt": b"x"}), "an archive and no Excel file"),
    "a cut archive": (zipped({"xl/workbook.xml": b"x" * 5000})[:60], "archive"),
    "a cut Excel file": (put("A1", "title")[:-200], "archive|damaged"),
    "a zip bomb": (BOMB, "far more than a table needs"),
    "many members": (zipped({f"xl/{n}.xml": b"" for n in range(1200)} | {"xl/workbook.xml": b""}), "far more"),
    "laughs": (rewritten("xl/worksheets/sheet1.xml", lambda _: LAUGHS), "definitions that no table needs"),
    "no sheet": (zipped({"xl/workbook.xml": b"<workbook/>"}), "damaged|no sheet"),
    "broken XML": (rewritten("xl/worksheets/sheet1.xml", lambda x: x[:-30]), "damaged"),
    "no XML": (rewritten("xl/workbook.xml", lambda _: b"not xml"), "damaged"),
    "an empty sheet": (files.workbook(), "no rows"),
    "a formula": (put("B2", "=1+1"), "formula"),
    "a formula to another file": (put("B2", "='[other.xlsx]Sheet1'!A1"), "formula"),
    "DDE": (put("B2", '=cmd|"/c calc"!A0'), "formula"),
    "an error": (put("B2", "#N/A"), "error of the spreadsheet"),
    "merged cells": (sheet(lambda page: page.merge_cells("A2:B2")), r"merged \(A2:B2\)"),
    "merged cells in quotes of another kind": (merged_elsewhere("sheet1"), r"merged \(A2:B2\)"),
    "merged cells in a part of another name": (merged_elsewhere("table"), r"merged \(A2:B2\)"),
    "a number for a date": (put("A2", 45000), "one way only"),
    "a time in a date": (put("A2", "2024-05-19 13:00:00"), "one way only"),
    "a sheet far below": (put("A60000", "2024-05-19"), "are empty, and more follow|cells, and the heading"),
    "a sheet far right": (put("ZZ2", "x"), "at most 200|cells, and the heading"),
    "cut in a letter": (GOOD.encode() + "م".encode()[:1], "damaged or cut off"),
    "cut in a cell": (GOOD.encode() + b'"2024-05-19,Schools', "ends within a cell"),
    "cut in a row": (GOOD.encode() + b"2024-05-20,Schools", "The row has 2 cells"),
    "UTF-16": (GOOD.encode("utf-16"), "UTF-16"),
    "UTF-16 without a mark": (GOOD.encode("utf-16-le"), "NUL|none of the columns|no CSV"),
    "UTF-32": (GOOD.encode("utf-32"), "UTF-16|NUL|none of the columns"),
    "Latin-1": (GOOD.replace("Schools", "Écoles à l’été".replace("’", "'")).encode("latin-1"), "neither UTF-8 nor"),
    "Windows-1252": (GOOD.replace("Schools", "Größe – übel").encode("cp1252"), "neither UTF-8 nor"),
    "Cyrillic": (GOOD.replace("Schools", "Школы открыты").encode("cp1251"), "neither UTF-8 nor"),
    "damaged Dari": (DARI.encode() + b"\xff\xfe" + DARI.encode(), "damaged"),
    "two encodings": (DARI.encode() + "باز".encode("cp1256") + b"\r\n", "damaged|neither"),
    "duplicate headings": (f"{HEAD},title\r\n{LINE},x\r\n".encode(), "are both title"),
    "two names of one column": (f"{HEAD},province,provinces\r\n{LINE},,\r\n".encode(), "are both provinces"),
    "a heading that is missing": (f"{HEAD},\r\n{LINE},x\r\n".encode(), "no heading"),
    "an unknown heading": (f"{HEAD},colour\r\n{LINE},red\r\n".encode(), "“colour” is none of the columns"),
    "a formula as a heading": (f"{HEAD},=1+1\r\n{LINE},x\r\n".encode(), "none of the columns"),
    "no headings": (f"{LINE}\r\n{LINE}\r\n".encode(), "none of the columns"),
    "too many cells": (f"{HEAD}\r\n{LINE},one,more\r\n".encode(), "cells, and the heading"),
    "too few cells": (f"{HEAD}\r\n2024-05-19,Schools\r\n".encode(), "cells, and the heading"),
    "an open quotation mark": (f'{HEAD}\r\n"{LINE}\r\n{LINE}\r\n'.encode(), "ends within a cell"),
    "a quotation mark within": (f'{HEAD}\r\n"2024"-05,{LINE}\r\n'.encode(), "quotation mark"),
    "a cell of 10 MB": (changed(narrative="x" * 10_000_000), "longer than 131,072"),
    "NUL": (changed(title="a\0b"), "NUL"),
    "NUL in a code": (changed(direction="open\0ing"), "NUL"),
    "NUL in a heading": (GOOD.replace("title", "ti\0tle").encode(), "none of the columns|missing"),
    "mixed separators": (f"{HEAD.replace(',', ';')}\r\n{LINE}\r\n".encode(), "cells, and the heading"),
    "an ambiguous date": (changed(date_from="03/04/25"), "one way only"),
    "an ambiguous date in full": (changed(date_from="03/04/2025"), "one way only"),
    "a day that is not": (changed(date_from="2023-02-29"), "no such day"),
    "a year of five digits": (changed(date_from="12024-05-19"), "one way only"),
    "the year nought": (changed(date_from="0000-01-01"), "no such day"),
    "a Solar date unmarked": (changed(date_from="1403-01-01"), "Solar Hijri"),
    "a day to come": (changed(date_from="9999-12-31"), "lies ahead"),
    "a long title": (changed(title="x" * 301), "at most 300"),
    "an unknown code": (changed(direction="sideways"), "Accepted: opening"),
    "SQL": (changed(tracks="x'; DROP TABLE tracks_track; --"), "no such track"),
    "another's reference": (changed(ref="ORG-2024-ABCD"), "no reference of a development"),
    "a path as a reference": (changed(ref="../../etc/passwd"), "no reference of a development"),
    "a thousand columns": (",".join(f"c{n}" for n in range(1000)).encode() + b"\r\nx\r\n", "at most 200"),
    "a million separators": (b"," * 1_000_000, "empty|columns"),
    "hashtags of nothing": (b"#nothing,#here\r\na,b\r\n", "No column of this file"),
    "hashtags twice": (b"#event+name,#name+event,#event+name\r\na,b,c\r\n", "same hashtag"),
    "a column without a hashtag": (f"{HXL}colour\r\n{TAGS},\r\n{LINE},red\r\n".encode(), "“colour” is none of"),
    "a cell without heading and hashtag": (f"{HXL}\r\n{TAGS},\r\n{LINE},red\r\n".encode(), "no heading"),
    "lone surrogates": (GOOD.encode().replace(b"Schools", b"\xed\xa0\x80"), "damaged|neither UTF-8"),
    "overlong NUL": (GOOD.encode().replace(b"Schools", b"\xc0\x80"), "damaged|neither UTF-8"),
}


def test_there_are_as_many_as_were_asked_for():
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words(name, desk, browse):
    content, words = HOSTILE[name]
    client, before = browse(desk), Development._base_manager.count()
    answer = client.post(address(Development), {"file": SimpleUploadedFile("rows.csv", content), "left_out": ""})
    if answer.status_code == 302:  # It is a table, of which some row is wrong.
        shown = pages.text_of(client.get(answer.url, follow=True))
        sent = client.post(answer.url, follow=True)
        assert sent.status_code == 200, sent.status_code
        assert re.search("Nothing was saved|held no longer|Upload it again|Import developments", pages.text_of(sent))
    else:
        assert answer.status_code == 200
        shown = pages.text_of(answer)
    assert re.search(words, html.unescape(shown)), html.unescape(re.sub(r"<[^>]+>", " ", shown))[-1500:]
    assert Development._base_manager.count() == before


def test_mixed_line_ends_are_no_matter(desk):
    content = f"{HEAD}\n{LINE}\r\n\r{LINE.replace('opened', 'closed')}\r".encode()
    assert files.states(files.judged("developments", content, desk)) == ["new", "new"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_encoding_and_the_separator_are_found_and_shown(encoding, separator, desk):
    row = DEVELOPMENT | {"title": "مكتب هاي دختران باز شد", "place": "کابل" if "utf" in encoding else "كابل"}
    outcome = files.judged("developments", files.text(row, separator=separator).encode(encoding), desk)
    assert files.states(outcome) == ["new"]
    assert outcome.rows[0].label == row["title"]
    labels = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8 with byte order mark", "cp1256": "Windows-1256"}
    assert outcome.facts["encoding"] == labels[encoding]
    assert outcome.facts["separator"] == {",": "comma", ";": "semicolon", "\t": "tab"}[separator]
