"""What a cell may hold, by the kind of its column: each reads a text, or says what would be accepted.

They are widgets of import-export. A refusal is a ValueError in words, without the value, which
the report shows beside it.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import Any

import jdatetime
from import_export.widgets import Widget

from ..exports import unguarded
from ..search import fold
from .files import Unusable

DAY = "Write it as 2024-05-19 or 19 May 2024."
SOLAR_DAY = "In this column write the Solar Hijri date, as 1403-02-30."
ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T]00:00(?::00)?)?")
WRITTEN = re.compile(r"(\d{1,2})\.? ([A-Za-z]{3,9})\.? (\d{4})")
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
SOLAR_YEARS = range(1250, 1500)
NUMBER = re.compile(r"-?\d+(\.\d+)?")
YES, NO = {"true", "yes", "1"}, {"false", "no", "0"}
MANY = re.compile(r"\s*[;|\n]\s*")


def plain_digits(text: str) -> str:
    """The text with the digits of every script as 0 to 9, and without marks of direction."""
    if text.isascii():
        return text
    kept = (c for c in text if unicodedata.category(c) != "Cf")
    return "".join(str(unicodedata.decimal(c, c)) for c in kept).replace("٫", ".")


class Reads(Widget):
    """A cell of a column. `shape` says in a few words what it accepts."""

    shape = "text"

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        if isinstance(value, Unusable):
            raise ValueError(value.why)
        if "\x00" in value:
            raise ValueError("Remove the NUL character (shown as a blank or a box).")
        return self.read(value)

    def read(self, text: str) -> Any:
        """The value, of a text that is not empty."""
        raise NotImplementedError


class Text(Reads):
    """Words, as they stand; the apostrophe with which exports guard formulas is taken off."""

    def __init__(self, longest: int | None = None):
        super().__init__()
        self.longest = longest
        self.shape = f"text of at most {longest} characters" if longest else "text"

    def read(self, text: str) -> str:
        text = unguarded(text)
        if self.longest and len(text) > self.longest:
            raise ValueError(f"It has {len(text):,} characters; accepted are at most {self.longest}.")
        return text


class Choice(Reads):
    """A code of a scale, or its label."""

    def __init__(self, choices: list[tuple[str, str]], *, accepted: str = ""):
        super().__init__()
        self.meanings = {str(code): str(label) for code, label in choices}
        self.shape = accepted or ", ".join(self.meanings)
        self.known: dict[str, str] = {}
        for code, label in choices:
            for name in (code, label, str(label).partition(" – ")[0]):
                self.known.setdefault(_spelled(name), str(code))

    def read(self, text: str) -> str:
        try:
            return self.known[_spelled(text)]
        except KeyError:
            raise ValueError(f"Accepted: {self.shape}.") from None


class Marked(Choice):
    """A marking, with or without “TLP:”; WHITE is what CLEAR was called before."""

    def __init__(self, choices: list[tuple[str, str]]):
        super().__init__(choices)
        for name, code in list(self.known.items()):
            self.known[name.removeprefix("tlp").strip()] = code
        self.known["tlp white"] = self.known["white"] = self.known["clear"]


class Truth(Reads):
    shape = "true or false"

    def read(self, text: str) -> bool:
        word = text.strip().casefold()
        if word not in YES | NO:
            raise ValueError("Accepted: true or false.")
        return word in YES


class Day(Reads):
    """A day of the Gregorian calendar, the year first or the month in words; of Solar Hijri where that is marked."""

    def __init__(self, *, solar: bool = False):
        super().__init__()
        self.solar = solar
        self.shape = "a Solar Hijri day such as 1403-02-30" if solar else "a day such as 2024-05-19"

    def read(self, text: str) -> dt.date:
        text = " ".join(plain_digits(text).split())
        if (match := ISO.fullmatch(text)) is not None:
            return self._of(*map(int, match.groups()[:3]))
        if not self.solar and (match := WRITTEN.fullmatch(text)) is not None:
            name = match[2].casefold()
            found = [n for n, month in enumerate(MONTHS, start=1) if month.startswith(name)]
            if len(found) == 1:
                return self._of(int(match[3]), found[0], int(match[1]))
        raise ValueError(f"This is no date that can be read in one way only. {SOLAR_DAY if self.solar else DAY}")

    def _of(self, year: int, month: int, day: int) -> dt.date:
        if year in SOLAR_YEARS and not self.solar:
            raise ValueError(f"The year looks like Solar Hijri. Add “(SH)” to the column’s heading, or: {DAY}")
        try:
            if self.solar:
                if year not in SOLAR_YEARS:
                    raise ValueError
                return jdatetime.date(year, month, day).togregorian()
            return dt.date(year, month, day)
        except ValueError:
            words = f"There is no such Solar Hijri day. {SOLAR_DAY}" if self.solar else f"There is no such day. {DAY}"
            raise ValueError(words) from None


class Number(Reads):
    """A number with a point for decimals and nothing between thousands."""

    def __init__(self, *, whole: int = 16, places: int = 0, least: int | None = None, most: int | None = None):
        super().__init__()
        self.whole, self.places, self.least, self.most = whole, places, least, most
        self.shape = "a number such as 1234.5" if places else "a whole number"

    def read(self, text: str) -> Decimal | int:
        text = plain_digits(text).strip()
        if not NUMBER.fullmatch(text):
            raise ValueError("Write digits alone, with a point for decimals: 1234.5.")
        digits, _, after = text.lstrip("-").partition(".")
        after = after.rstrip("0")
        if len(after) > self.places:
            raise ValueError(
                f"Accepted are at most {self.places} decimals." if self.places else "Accepted: a whole number."
            )
        if len(digits.lstrip("0")) > self.whole:
            raise ValueError(f"Accepted are at most {self.whole} digits before the point.")
        number: Decimal | int = Decimal(text) if self.places else int(text.partition(".")[0])
        if (self.least is not None and number < self.least) or (self.most is not None and number > self.most):
            raise ValueError(f"Accepted: {self.least} to {self.most}.")
        return number


class Link(Reads):
    """The reference, code or name of a row elsewhere; see `targets`."""

    def __init__(self, model: Any, targets: Any = None, *, many: bool = False):
        super().__init__()
        self.model, self.targets, self.many = model, targets, many
        self.shape = f"{'one or several, parted by “;”: ' if many else ''}a {model._meta.verbose_name}’s key"

    def keys(self, text: str) -> list[str]:
        """What the cell names; nothing if it holds no text."""
        if isinstance(text, Unusable) or "\x00" in text:
            return []
        names = MANY.split(text.strip()) if self.many else [text.strip()]
        return [unguarded(name) for name in names if name]

    def read(self, text: str) -> Any:
        keys = self.keys(text)
        found = [self._find(key, alone=len(keys) == 1) for key in keys]
        if self.many:
            return list({row.pk: row for row in found}.values())
        return found[0] if found else None

    def _find(self, key: str, *, alone: bool) -> Any:
        """Of several in a cell, what is said of one names it."""
        try:
            return self.targets.find(self.model, key)
        except ValueError as error:
            raise error if alone else ValueError(f"“{key[:60]}”: {error}") from None


@lru_cache(maxsize=4096)
def _spelled(text: Any) -> str:
    """A code or label without what nobody types alike."""
    return fold(str(text).replace("+", " plus ")) or str(text).strip().casefold()
