"""Periods: the month, quarter, week or year that a package stands for, and the moment at which it speaks."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

DAY = dt.timedelta(days=1)
YEARS = range(2000, 2101)  # Of which packages are made; any other year is a slip of the keyboard.
ACCEPTED = "accepted: a month (2026-10), a quarter (2026-Q4), a year (2026) or a week of ISO 8601 (2026-W44)"


@dataclass(frozen=True)
class Period:
    """Whole days from `start` to `end`, both included; `label` is how it is written."""

    start: dt.date
    end: dt.date
    label: str

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period of that label. Raises ValueError, which says what is accepted."""
        for shape, of in SHAPES:
            if match := re.fullmatch(shape, text.strip()):
                if int(match["year"]) not in YEARS:
                    raise ValueError(f"“{text}” is too early or too late; accepted: years from 2000 to 2100.")
                try:
                    return of(dt.date(*_first_day(match)))
                except (ValueError, OverflowError):
                    break
        raise ValueError(f"“{text}” is no period; {ACCEPTED}.")

    @classmethod
    def of(cls, every: str, day: dt.date) -> Period:
        """The `month`, `quarter`, `year` or `week` in which the day lies."""
        return EVERY[every](day)

    @property
    def every(self) -> str:
        """Its kind: month, quarter, year or week."""
        return next(every for every, of in EVERY.items() if of(self.start).label == self.label)

    def before(self) -> Period:
        return Period.of(self.every, self.start - DAY)

    def after(self) -> Period:
        return Period.of(self.every, self.end + DAY)

    def over(self, delay: int = 0) -> dt.datetime:
        """The moment (UTC) from which it is past: the first after its last day and `delay` days more."""
        return dt.datetime.combine(self.end + DAY * (1 + delay), dt.time(), dt.UTC)

    def __str__(self) -> str:
        return self.label


def _months(day: dt.date, count: int) -> tuple[dt.date, dt.date]:
    """The span of `count` months, counted from January, in which the day lies."""
    first = (day.month - 1) // count * count + 1
    last = first + count - 1
    return dt.date(day.year, first, 1), dt.date(day.year, last, calendar.monthrange(day.year, last)[1])


def _month(day: dt.date) -> Period:
    return Period(*_months(day, 1), f"{day.year:04}-{day.month:02}")


def _quarter(day: dt.date) -> Period:
    return Period(*_months(day, 3), f"{day.year:04}-Q{(day.month + 2) // 3}")


def _year(day: dt.date) -> Period:
    return Period(*_months(day, 12), f"{day.year:04}")


def _week(day: dt.date) -> Period:
    year, week, weekday = day.isocalendar()
    monday = day - DAY * (weekday - 1)
    return Period(monday, monday + DAY * 6, f"{year:04}-W{week:02}")


EVERY: dict[str, Callable[[dt.date], Period]] = {
    "month": _month,
    "quarter": _quarter,
    "year": _year,
    "week": _week,
}
SHAPES = (
    (r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})", _month),
    (r"(?P<year>[0-9]{4})-Q(?P<quarter>[1-4])", _quarter),
    (r"(?P<year>[0-9]{4})", _year),
    (r"(?P<year>[0-9]{4})-W(?P<week>[0-9]{2})", _week),
)


def _first_day(match: re.Match[str]) -> tuple[int, int, int]:
    found = {name: int(value) for name, value in match.groupdict().items()}
    if "week" in found:
        monday = dt.date.fromisocalendar(found["year"], found["week"], 1)
        return monday.year, monday.month, monday.day
    return found["year"], found.get("month", found.get("quarter", 1) * 3 - 2), 1
