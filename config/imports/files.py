"""Files as tables: what they are is found out, shown, and refused in words if it is not certain.

A CSV is UTF-8 (with or without a byte order mark) or Windows-1256, and parted by commas,
semicolons or tabs. Nothing is guessed that would change a letter: text that is damaged, or in an
encoding that only looks like one of these, is refused.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

CHUNK = 1 << 20
MOST_COLUMNS = 200
LONGEST_CELL = 131_072
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
TAG = re.compile(r"#[a-z][a-z0-9_]*(\s*\+[a-z][a-z0-9_]*)*", re.IGNORECASE)
HXL_WITHIN = 10  # Rows; beyond them nobody looks for hashtags.
ARABIC = re.compile(r"[\u0600-\u06ff\u200c\u200d]")
OTHER_FILES = {
    b"\xd0\xcf\x11\xe0": "an old Excel file (.xls)",
    b"%PDF": "a PDF",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"\x1f\x8b": "a compressed file",
    b"Rar!": "an archive",
    b"7z\xbc\xaf": "an archive",
    b"SQLite format": "a database",
}
ACCEPTED = "Accepted are CSV (UTF-8 or Windows-1256; comma, semicolon or tab) and Excel files (.xlsx)."


class Unreadable(Exception):
    """A file that is no table, or none of this kind; the message says why, and what would be accepted."""


class Unusable(str):
    """A cell whose content is no value, and why."""

    __slots__ = ("why",)
    why: str

    def __new__(cls, text: str, why: str) -> Unusable:
        cell = super().__new__(cls, text)
        cell.why = why
        return cell


@dataclass
class Table:
    """Headings and rows. Rows are numbered as a spreadsheet numbers them, and can be read again and again."""

    headings: list[str]
    read: Callable[[], Iterator[tuple[int, list[str]]]]
    sha256: str
    tags: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The rows that hold something."""
        return ((number, cells) for number, cells in self.read() if any(cells))


def read_table(data: bytes, *, most_bytes: int | None = None) -> Table:
    """The table in a file. Raises Unreadable."""
    from .workbook import is_workbook, read_workbook

    if most_bytes is not None and len(data) > most_bytes:
        raise Unreadable(f"The file is larger than {most_bytes // 1024 // 1024} MB. Part it, or use the command.")
    if not data.strip(b"\x00\r\n\t ;,\xef\xbb\xbf"):
        raise Unreadable(f"The file is empty. {ACCEPTED}")
    for start, what in OTHER_FILES.items():
        if data.startswith(start):
            raise Unreadable(f"This is {what}. {ACCEPTED}")
    sha256 = hashlib.sha256(data).hexdigest()
    if data.startswith(b"PK"):
        if not is_workbook(data):
            raise Unreadable(f"This is an archive and no Excel file, or it is damaged. {ACCEPTED}")
        rows, facts = read_workbook(data)
    else:
        rows, facts = _text_rows(data)
    return _headed(rows, sha256, facts)


def _headed(rows: Callable[[], Iterator[tuple[int, list[str]]]], sha256: str, facts: dict[str, str]) -> Table:
    """Find the headings, and a row of hashtags if there is one below or in place of them."""
    first = list(islice((row for row in rows() if any(row[1])), HXL_WITHIN))
    if not first:
        raise Unreadable(f"The file has no rows. {ACCEPTED}")
    tagged = next((place for place, (_, cells) in enumerate(first) if _is_tags(cells)), None)
    if tagged is None:
        begins, headings = first[0]
        tags: list[str] = []
    else:
        begins, tags = first[tagged]
        headings = first[tagged - 1][1] if tagged else tags
        facts["hashtags"] = f"HXL, in row {begins}"
    headings = [" ".join(cell.split()) for cell in headings]
    if len(headings) > MOST_COLUMNS:
        raise Unreadable(f"The file has {len(headings)} columns; accepted are at most {MOST_COLUMNS}.")
    headings += [""] * (len(tags) - len(headings))
    tags = tags + [""] * (len(headings) - len(tags)) if tags else []

    width = len(headings) if facts.get("form") == "Excel" else 0  # Its rows end with their last value.

    def below() -> Iterator[tuple[int, list[str]]]:
        return ((number, cells + [""] * (width - len(cells))) for number, cells in rows() if number > begins)

    return Table(headings, below, sha256, tags, facts)


def _is_tags(cells: list[str]) -> bool:
    given = [cell.strip() for cell in cells if cell.strip()]
    return bool(given) and sum(bool(TAG.fullmatch(cell)) for cell in given) * 2 > len(given)


# --- Text -----------------------------------------------------------------------------------


def _text_rows(data: bytes) -> tuple[Callable[[], Iterator[tuple[int, list[str]]]], dict[str, str]]:
    encoding, label = _encoding(data)
    separator = _separator(data, encoding)

    def rows() -> Iterator[tuple[int, list[str]]]:
        text = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
        reader = csv.reader(text, delimiter=separator, strict=True)
        number = 0
        try:
            for number, cells in enumerate(reader, start=1):
                if any(len(cell) > LONGEST_CELL for cell in cells):
                    raise Unreadable(_too_long(number))
                yield number, cells
        except csv.Error as error:
            raise Unreadable(_words(error, number + 1)) from error

    return rows, {"form": "CSV", "encoding": label, "separator": SEPARATORS[separator]}


def _too_long(number: int) -> str:
    return f"Row {number}: a cell is longer than {LONGEST_CELL:,} characters. Is a quotation mark left open?"


def _words(error: csv.Error, number: int) -> str:
    """What the reader found, as somebody who made the file would say it."""
    text = str(error)
    if "field larger" in text:
        return _too_long(number)
    if "unexpected end" in text:
        return f"Row {number}: the file ends within a cell. It was cut off, or a quotation mark is left open."
    if "expected after" in text:
        return f"Row {number}: a quotation mark stands within a cell. Inside quoted text, write it twice."
    return f"Row {number}: this is no CSV ({text}). {ACCEPTED}"


def _encoding(data: bytes) -> tuple[str, str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Unreadable("The text is UTF-16. Save it as “CSV UTF-8”.")
    has_mark = data.startswith(codecs.BOM_UTF8)
    broken = _undecodable(data)
    if broken is None:
        return ("utf-8-sig", "UTF-8 with byte order mark") if has_mark else ("utf-8", "UTF-8")
    line = data.count(b"\n", 0, broken) + 1
    if len(data) - broken < 4 or has_mark or _is_damaged(data):
        raise Unreadable(f"Line {line}: the text is UTF-8, and damaged or cut off here. Save the file again.")
    text = data.decode("cp1256", errors="replace")
    foreign = [c for c in text if ord(c) > 127]
    if "\ufffd" in foreign or sum(bool(ARABIC.match(c)) for c in foreign) * 4 < len(foreign) * 3:
        raise Unreadable(
            f"Line {line}: the text is neither UTF-8 nor Windows-1256. Save the file as “CSV UTF-8”, "
            "so that no letter changes."
        )
    return "cp1256", "Windows-1256"


def _undecodable(data: bytes) -> int | None:
    """Where the bytes are no UTF-8; None if they are."""
    decoder, done = codecs.getincrementaldecoder("utf-8")(), 0
    for begin in range(0, len(data), CHUNK):
        piece = data[begin : begin + CHUNK]
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(piece, final=begin + CHUNK >= len(data))
        except UnicodeDecodeError as error:
            return done - pending + error.start
        done += len(piece)
    return None


def _is_damaged(data: bytes) -> bool:
    """Whether more of it is UTF-8 than is not."""
    text = data.decode("utf-8", errors="replace")
    kept = sum(1 for c in text if ord(c) > 127 and c != "\ufffd")
    return kept > text.count("\ufffd")


def _separator(data: bytes, encoding: str) -> str:
    """What parts the first row outside of quotation marks most often; a comma if nothing does."""
    head = data[: 64 * 1024].decode(encoding, errors="ignore")
    counts = dict.fromkeys(SEPARATORS, 0)
    quoted = begun = False
    for letter in head:
        if letter == '"':
            quoted = not quoted
        elif not quoted and letter in counts:
            counts[letter] += 1
        elif not quoted and letter in "\r\n" and begun:
            break
        begun = begun or not letter.isspace()
    return max(counts, key=lambda letter: counts[letter])
