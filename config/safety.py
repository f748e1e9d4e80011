"""Words that can hurt somebody if they leak: numbers to call, to identify by, or to find a place by.

The patterns are ours and no standard: they are wide where a miss would hurt, and narrow where dates,
sums and references of the record would be taken for numbers to call. A finding is a question to who
writes, never a refusal; see `config.admin.safety`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

PHONE, MAIL, IDENTITY, PLACE = "phone number", "e-mail address", "identity number", "exact place"
WITHIN = ((29.0, 39.0), (60.0, 75.0))  # The latitudes and longitudes between which Afghanistan lies.

_NO_SUM = r"(?! ?(?:[$€£%]|(?:USD|EUR|GBP|AFN|US|dollars?|euros?|afghanis?|per ?cent|million|tonn?e?s?|people)\b))"
_GAP = r"[\s.()/-]{0,2}"
_PHONES = (
    # With a country's code: + or 00, then 8 to 14 digits.
    re.compile(rf"(?<![\w+])(?<!\d[:.])(?:\+\s?|00)\(?[1-9](?:{_GAP}\d){{7,13}}(?!\d){_NO_SUM}"),
    # Within Afghanistan: 0, an area's or a network's two digits, and seven more.
    re.compile(rf"(?<![\w./-])0[2-7]\d(?:{_GAP}\d){{7}}(?![\d-])"),
)
_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\s?[\[(]\s?at\s?[\])]\s?)[\w-]{1,63}(?:(?:\.|\s?[\[(]\s?dot\s?[\])]\s?)[\w-]{1,63}){1,8}",
    re.IGNORECASE,
)
_DATE = r"(?!\d{4}-\d\d-\d\d(?!\d)|\d\d?[./]\d\d?[./]\d{4}(?!\d))"
_GROUPED = r"(?!\d{1,3}(?:[ ,.]\d{3})+(?![\s-]?\d))"  # As sums are written.
_KEYWORD = r"(?:tazkira|tazkera|passport|national id|id (?:no|number|card)|iqama|تذکره|پاسپورت|پاسپورټ|گذرنامه)"
_IDENTITIES = (
    re.compile(r"(?<![\d-])\d{4}[\s-]\d{4}[\s-]\d{5}(?![\d-])"),  # As an electronic tazkira is written.
    re.compile(
        rf"{_KEYWORD}\W{{0,3}}(?:\w+\W{{1,3}}){{0,3}}?[a-z]{{0,2}}[\s-]?(?<!\d){_DATE}{_GROUPED}\d[\d\s/-]{{4,}}\d",
        re.IGNORECASE,
    ),
    re.compile(rf"{_KEYWORD}\W{{0,3}}(?:no|nr|num|number|#|نمبر|شماره)\W{{0,3}}[a-z]{{0,2}}\d{{4,}}", re.IGNORECASE),
)
_NUMBER = r"(\d{1,3}(?:[.,]\d+))\s*°?\s*"
_DEGREES = re.compile(rf"(?<![\d.]){_NUMBER}[NSns]?\s*[,;/ ]\s*(?:lon(?:g\w*)?\W*)?[EWew]?\s?{_NUMBER}[EWew]?")
_PLACES = (
    re.compile(r"\d{1,3}\s*°\s*\d{1,2}\s*[′'’]"),  # Degrees and minutes.
    re.compile(
        r"(?<!\d)\d{1,2}\s+\d{1,2}(?:\s+\d{1,2}(?:[.,]\d+)?)?\s*N\W{0,3}\d{1,3}\s+\d{1,2}(?:\s+\d{1,2}(?:[.,]\d+)?)?\s*E"
    ),
    re.compile(r"(?<!\w)4[123]\s?[RST]\s?[A-Z]{2}\s?\d{2,5}\s?\d{2,5}(?!\w)"),  # MGRS, in the country's zones.
    re.compile(r"(?<!\w)[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}(?!\w)"),  # A plus code.
)


_DIGIT, _PLACE_SIGNS = re.compile(r"\d"), re.compile(r"[\d+]")
_KEYWORDS = ("tazk", "passport", "national id", "id no", "id number", "id card", "iqama")


@dataclass(frozen=True)
class Finding:
    """What was found, and the words in which it stands."""

    kind: str
    words: str


def findings(text: str, *, with_places: bool = False) -> list[Finding]:
    """What in the text could hurt somebody; exact places only where people are at risk (`with_places`)."""
    plain = folded(text)
    return list(dict.fromkeys(_found(plain, with_places)))


def redacted(text: str) -> str:
    """The text with what was found in it named instead, for those who need to know only that something stood there."""
    plain = folded(text)
    found = findings(plain, with_places=True)
    for one in found:
        plain = plain.replace(one.words, f"[{one.kind}]")
    return plain if found else text


def folded(text: str) -> str:
    """The text with the digits of every script as 0 to 9, and without marks that direct or join."""
    if text.isascii():
        return text
    kept = (c for c in text if unicodedata.category(c) != "Cf")
    return "".join(str(unicodedata.digit(c)) if unicodedata.category(c) == "Nd" else c for c in kept)


def _found(text: str, with_places: bool) -> Iterator[Finding]:
    for kind, patterns in ((MAIL, (_MAIL,)), (IDENTITY, _IDENTITIES), (PHONE, _PHONES)):
        if not _may_hold(kind, text):
            continue
        for pattern in patterns:
            yield from (Finding(kind, found.group().strip()) for found in pattern.finditer(text))
    if with_places and _PLACE_SIGNS.search(text):
        yield from (Finding(PLACE, found.group().strip()) for p in _PLACES for found in p.finditer(text))
        yield from (Finding(PLACE, m.group().strip()) for m in _DEGREES.finditer(text) if _is_within(m))


def _may_hold(kind: str, text: str) -> bool:
    """Whether it is worth looking: files bring texts by the thousand, and most hold nothing of the kind."""
    if kind == MAIL:
        return any(sign in text for sign in "@[(")
    digits = len(_DIGIT.findall(text))
    if kind == PHONE:
        return digits >= 8
    return digits >= 13 or (digits >= 4 and (not text.isascii() or any(word in text.lower() for word in _KEYWORDS)))


def _is_within(found: re.Match[str]) -> bool:
    pair = [float(number.replace(",", ".")) for number in found.groups()]
    orders = (pair, pair[::-1])
    return any(all(low <= value <= high for value, (low, high) in zip(o, WITHIN, strict=True)) for o in orders)
