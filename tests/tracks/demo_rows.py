"""The data files written again from the record: each function gives the row that a record came from.

`row` is the row of the file; it is looked at only where the file has words of its own for
what the record files under a code, and then only to ask whether the record has that code.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from tracks.demo import organisation
from tracks.models import Development, Measure, Meeting, Person

Row = dict[str, str]

# Words of the files for areas and tracks.
AREAS_AND_TRACKS = {
    "girls education": "girls-education",
    "political prisoners": "political-prisoners",
    "media freedom": "media-freedom",
    "women in public life": "women-restrictions",
    "women in the private sector": "women-private-sector",
    "humanitarian response": "humanitarian",
    "humanitarian": "humanitarian",
    "macroeconomics": "macroeconomics",
    "counternarcotics": "counternarcotics",
    "detainees": "detainees",
    "health": "health",
    "other": "other",
    "agriculture": "agriculture-water-climate",
    "agriculture, water and climate": "agriculture-water-climate",
    "border security and counterterrorism": "border-security-counterterrorism",
}
EFFECTS = {
    "baseline": "baseline",
    "conditions set": "conditions_set",
    "partial easing": "eased",
    "tightened": "tightened",
    "no change": "no_change",
    "step taken by one state": "taken",
    "other": "other",
}


# The readings file calls this address both short and full; a source is one row, and the first word for it stands.
CALLED_BOTH = "https://amu.tv/171866/"


def written(day: dt.date | None, precision: str = "day") -> str:
    if day is None:
        return ""
    return f"{day:%Y-%m}" if precision == "month" else day.isoformat()


def number(value: Decimal, text: str) -> str:
    """The number as the file writes it (90.0), if it is that number."""
    return text if Decimal(text) == value else f"{value:f}"


def told(text: str, name: str) -> str:
    """The line of a narrative that begins with this name."""
    return next((line.removeprefix(f"{name}: ") for line in text.splitlines() if line.startswith(f"{name}: ")), "")


def address(source: Any, row: Row) -> Row:
    """A source's address, and how good it is, as the files write them."""
    place, _, quality = source.address_note.rpartition("address: ")
    quality = quality.replace(" ", "_") or "full"
    return {
        "cited_as_seen_in": source.publisher,
        "url": source.url or place.removesuffix("; "),
        "url_quality": row["url_quality"] if source.url == CALLED_BOTH else quality,
    }


def same(words: str, codes: set[str]) -> str:
    """The file's words if each is filed under its code, else what is missing."""
    missing = [word for word in words.split(";") if AREAS_AND_TRACKS[word.strip()] not in codes]
    return words if not missing else f"not filed: {missing}"


def meeting(record: Meeting, row: Row) -> Row:
    citation = record.citations.get()
    people = [attendance.person for attendance in record.attendances.all() if attendance.person]
    listed = sorted(listing.list_reference for person in people for listing in person.listings.all())
    filed = [track.pk for track in record.tracks.all()]
    words = row["tracks"].split(";")
    return {
        "start_date": written(record.date_from, record.date_precision),
        "end_date": written(record.date_to),
        "date_precision": record.date_precision,
        "place": record.city,
        "level": record.level,
        "counterpart_side": told(record.summary, "Counterparts"),
        "de_facto_side": told(record.summary, "De facto side"),
        "un_list_refs": ";".join(listed),
        "tracks": same(row["tracks"], set(filed)) if len(words) == len(filed) else f"filed: {filed}",
        "topics": record.topics,
        **address(citation.source, row),
        "note": told(record.summary, "Note") if citation.note == row["note"] else citation.note,
    }


def meeting_filed(record: Meeting, row: Row) -> Row:
    """As the meeting is filed: organisations by their references."""
    sides = {a.pk: f"{a.side}:{a.person.name if a.person else a.organisation_id}" for a in record.attendances.all()}
    counterparts = {f"{side}:{organisation(key).pk}" for side, key in split(row["counterparts"])}
    names = dict(Person.objects.values_list("origin", "name"))
    de_facto = {f"dfa:{names.get(f'people.csv:{key}') or organisation(key).pk}" for key in row["de_facto"].split(";")}
    found = set(sides.values())
    return {
        "row": record.origin.rpartition(":")[2],
        "city": record.city,
        "country": record.country,
        "province": record.province_id or "",
        "counterparts": row["counterparts"] if counterparts <= found else str(found),
        "de_facto": row["de_facto"] if de_facto <= found and len(found) == len(counterparts | de_facto) else str(found),
        "follows": record.follows.origin.rpartition(":")[2] if record.follows else "",
    }


def split(text: str) -> list[list[str]]:
    return [part.split(":") for part in text.split(";")]


def person(record: Person, row: Row) -> Row:
    post, listing = record.posts.first(), record.listings.first()
    body = organisation(row["organisation"])
    assert body is not None
    return {
        "key": record.origin.rpartition(":")[2],
        "name": record.name,
        "name_variants": record.name_variants,
        # Without a post the body shows at the meetings that the person attended.
        "organisation": row["organisation"] if post is None or post.organisation == body else str(post.organisation),
        "post": post.title if post else "",
        "un_1988": listing.list_reference if listing else "",
        "listed_on": written(listing.listed_on) if listing else "",
        "name_as_listed": listing.name_as_listed if listing else "",
    }


def development(record: Development, row: Row) -> Row:
    citation = record.citations.get()
    codes = {i.area_id for i in record.indicators.all()} | {t.pk for t in record.tracks.all()}
    return {
        "event_date": written(record.date_from, record.date_precision),
        "date_end": written(record.date_to),
        "date_precision": record.date_precision,
        "direction": record.direction,
        "right_or_track": same(row["right_or_track"], codes),
        "level": record.scope,
        "admin1_pcode": ";".join(province.pk for province in record.provinces.all()),
        "place": record.place,
        "summary": record.title,
        "issuing_body": told(record.narrative, "Issuing body as reported"),
        **address(citation.source, row),
        "note": told(record.narrative, "Note") if citation.note == row["note"] else citation.note,
    }


def development_filed(record: Development, row: Row) -> Row:
    def origin(other: Development | None) -> str:
        return other.origin.rpartition(":")[2] if other else ""

    body = organisation(row["issuing_body"])
    return {
        "row": origin(record),
        "indicators": in_order(row["indicators"], {indicator.pk for indicator in record.indicators.all()}),
        "tracks": in_order(row["tracks"], {track.pk for track in record.tracks.all()}),
        "form": record.form,
        "issuing_body": row["issuing_body"] if record.issuing_body == body else str(record.issuing_body),
        "reverses": origin(record.reverses),
        "follows": origin(record.follows),
        "reported_on": written(record.reported_on),
    }


def in_order(text: str, codes: set[str]) -> str:
    return text if set(filter(None, text.split(";"))) == codes else ";".join(sorted(codes))


def reading(record: Any, row: Row) -> Row:
    first, semicolon, others = row["track_or_right"].partition(";")  # An indicator has one area, the first named.
    watched = {record.indicator.area_id} | {track.pk for track in record.indicator.tracks.all()}
    return {
        "series_code": record.indicator_id,
        "series_name": record.indicator.name,
        "track_or_right": same(first, watched) + semicolon + others,
        "admin1_pcode": record.province_id or "",
        "period_start": written(record.period_from),
        "period_end": written(record.period_to),
        "value": number(record.value, row["value"]),
        "unit": record.unit,
        "disaggregation": record.disaggregation,
        "qualifier": "approx" if record.qualifier == "about" else record.qualifier,
        "original_publisher": record.publisher,
        **address(record.source, row),
        "note": record.note,
    }


def exchange_rate(record: Any, row: Row) -> Row:
    return {
        "month": written(record.period_from, "month"),
        "afn_per_usd_mean": number(record.value, row["afn_per_usd_mean"]),
        "markets": row["markets"] if f"over {row['markets']} markets" in record.note else record.note,
        "min": row["min"] if f"minimum {row['min']}," in record.note else record.note,
        "max": row["max"] if f"maximum {row['max']}." in record.note else record.note,
        "source": record.note.partition(". ")[2],
    }


def measure(record: Measure, row: Row) -> Row:
    return {
        "step": record.steps.get().name,
        "event_date": written(record.date_from, record.date_precision),
        "event": record.title,
        "direction": row["direction"] if EFFECTS[row["direction"]] == record.effect else record.effect,
        **address(record.citations.get().source, row),
    }


def measure_filed(record: Measure, row: Row) -> Row:
    body = organisation(row["applied_by"])
    return {
        "row": record.origin.rpartition(":")[2],
        "step": record.steps.get().pk,
        "instrument": record.instrument,
        "effect": record.effect,
        "applied_by": row["applied_by"] if record.applied_by == body else str(record.applied_by),
    }
