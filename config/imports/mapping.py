"""Mappings: tables of others read as tables of ours, long or wide, by lines that somebody wrote once.

A line says what one of our columns holds: headings of the file in braces, and words that stand as
they are. `period = month of {date}` fills in both days of a period (day, week, month, quarter or
year). After a bar what is found can be translated: `qualifier = {priceflag} | aggregate > about`.
`only = {commodity} | Exchange rate` takes no other rows. In a wide table each heading that no line
names gives what `across` says, and its cell is `{cell}`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..dates import period_end, period_start
from ..scales import Precision
from .cells import ISO, plain_digits
from .columns import plain
from .files import Table, Unreadable, Unusable

LINE = re.compile(r"\s*([\w]+)\s*=\s*(.*?)\s*")
PERIOD = re.compile(r"(day|week|month|quarter|year) of (.+)", re.IGNORECASE)
NAMED = re.compile(r"\{([^{}]+)\}")
YEAR_ALONE, MONTH_ALONE = re.compile(r"(\d{4})"), re.compile(r"(\d{4})[-/](\d{1,2})")
CELL = "cell"
PERIODS = ("period_from", "period_to")


@dataclass(frozen=True)
class Line:
    """What one of our columns holds."""

    column: str
    template: str
    precision: str = ""
    words: dict[str, str] = field(default_factory=dict)

    @property
    def headings(self) -> list[str]:
        return NAMED.findall(self.template)

    def text(self, cells: dict[str, str]) -> str:
        """The text for one row. A cell that is no value stays one that says why."""
        for name in self.headings:
            if isinstance(cell := cells.get(plain(name), ""), Unusable):
                return cell
        text = NAMED.sub(lambda match: cells.get(plain(match[1]), ""), self.template).strip()
        return self.words.get(text.casefold(), text)


@dataclass(frozen=True)
class Mapping:
    """The lines of a saved mapping, understood."""

    code: str
    lines: tuple[Line, ...]
    only: Line | None
    across: str

    @classmethod
    def of(cls, saved: Any) -> Mapping:
        """Raises ValueError with the line that cannot be understood."""
        from .kinds import all_kinds

        kind = all_kinds().get(saved.kind)
        if kind is None:
            raise ValueError(f"There is no kind “{saved.kind}”; accepted: {', '.join(all_kinds())}.")
        known = {c.name for c in kind.columns} | (
            {"period"} if set(PERIODS) <= {c.name for c in kind.columns} else set()
        )
        lines: list[Line] = []
        only = None
        for number, text in enumerate(saved.lines.splitlines(), start=1):
            if not text.strip():
                continue
            line = _line(number, text, known | {"only"})
            if line.column in {one.column for one in lines} or (line.column == "only" and only):
                raise ValueError(f"Line {number}: {line.column} is there twice.")
            if line.column == "only":
                only = line
            else:
                lines.append(line)
        is_wide = saved.layout == "wide"
        if is_wide and saved.across not in known:
            raise ValueError(f"A wide table needs “across”: one of {', '.join(sorted(known))}.")
        if is_wide and not any(CELL in line.headings for line in lines):
            raise ValueError("A wide table needs a line with {cell}: what stands below its headings.")
        return cls(saved.code, tuple(lines), only, saved.across if is_wide else "")

    @property
    def words(self) -> str:
        """All that it says: two that read a file alike are the same."""
        return repr((self.lines, self.only, self.across))

    def apply(self, table: Table) -> Table:
        """The file's table as one of ours. Raises Unreadable if it lacks a heading that is named."""
        places: dict[str, int] = {}
        for index, heading in enumerate(table.headings):
            if plain(heading) in places and plain(heading) in self._named:
                raise Unreadable(f"The column “{heading}” is there twice. Keep one of them.")
            places.setdefault(plain(heading), index)
        missing = sorted(name for name in self._named if name not in places and name != CELL)
        if missing:
            raise Unreadable(
                f"The mapping “{self.code}” reads the column “{missing[0]}”, and the file has none. "
                f"It has: {', '.join(table.headings[:40])}."
            )
        headings = [name for line in self.lines for name in (PERIODS if line.column == "period" else (line.column,))]
        if self.across:
            headings += PERIODS if self.across == "period" else (self.across,)
        wide = (
            [(h, i) for i, h in enumerate(table.headings) if plain(h) and plain(h) not in self._named]
            if self.across
            else []
        )
        if self.across and not wide:
            raise Unreadable("The table has no columns of values besides those that the mapping names.")

        def rows() -> Iterator[tuple[int, list[str]]]:
            for number, cells in table.rows():
                own = {name: cells[index] if index < len(cells) else "" for name, index in places.items()}
                if self.only is not None and not self._takes(own):
                    continue
                if not self.across:
                    yield number, self._row(own)
                for heading, index in wide:
                    if index < len(cells) and cells[index].strip():
                        yield number, [*self._row(own | {CELL: cells[index]}), *self._across(heading)]

        facts = table.facts | {"mapping": self.code}
        return Table(headings, rows, table.sha256, [], facts)

    @property
    def _named(self) -> set[str]:
        lines = [*self.lines, *([self.only] if self.only else [])]
        return {plain(name) for line in lines for name in line.headings}

    def _takes(self, cells: dict[str, str]) -> bool:
        assert self.only is not None
        text = NAMED.sub(lambda match: cells.get(plain(match[1]), ""), self.only.template).strip()
        return text.casefold() in self.only.words

    def _row(self, cells: dict[str, str]) -> list[str]:
        found: list[str] = []
        for line in self.lines:
            text = line.text(cells)
            found += _period(text, line.precision or Precision.DAY) if line.column == "period" else [text]
        return found

    def _across(self, heading: str) -> list[str]:
        if self.across != "period":
            return [heading]
        text = plain_digits(heading)
        precision = (
            Precision.YEAR if YEAR_ALONE.fullmatch(text) else Precision.MONTH if MONTH_ALONE.fullmatch(text) else ""
        )
        return _period(text, precision or Precision.DAY)


def _line(number: int, text: str, known: set[str]) -> Line:
    match = LINE.fullmatch(text)
    if match is None:
        raise ValueError(f"Line {number}: write “column = …”, e.g. “province = {{admin1}}”.")
    column, template = match.groups()
    if column not in known:
        raise ValueError(f"Line {number}: there is no column “{column}”; accepted: {', '.join(sorted(known))}.")
    template, _, translated = template.partition("|")
    template, precision = template.strip(), ""
    if (
        not template
        or template.count("{") != len(NAMED.findall(template))
        or template.count("}") != template.count("{")
    ):
        raise ValueError(f"Line {number}: say after = what stands in {column}, headings in braces.")
    if column == "period":
        period = PERIOD.fullmatch(template)
        if period is None:
            raise ValueError(f"Line {number}: write “period = month of {{date}}” (day, week, month, quarter or year).")
        precision, template = period[1].casefold(), period[2]
    return Line(column, template, precision, _translations(number, column, translated))


def _translations(number: int, column: str, text: str) -> dict[str, str]:
    words: dict[str, str] = {}
    for one in filter(None, map(str.strip, text.split(";"))):
        left, arrow, right = one.partition(">")
        if column != "only" and not arrow:
            raise ValueError(f"Line {number}: after the bar write “theirs > ours”, several parted by “;”.")
        words[left.strip().casefold()] = right.strip()
    if column == "only" and not words:
        raise ValueError(f"Line {number}: after the bar write which values are taken, parted by “;”.")
    return words


def _period(text: str, precision: str) -> list[str]:
    """Both days of a period; a text that is no day stays as it is, to be refused with its column."""
    if isinstance(text, Unusable):
        return [text, text]
    plain_text = plain_digits(text).strip()
    if match := MONTH_ALONE.fullmatch(plain_text):
        plain_text = f"{match[1]}-{match[2]}-1"
    elif match := YEAR_ALONE.fullmatch(plain_text):
        plain_text = f"{match[1]}-1-1"
    match = ISO.fullmatch(plain_text)
    try:
        day = dt.date(*map(int, match.groups()[:3])) if match else None
    except ValueError:
        day = None
    if day is None:
        return [text, text]
    return [period_start(day, precision).isoformat(), period_end(day, precision).isoformat()]
