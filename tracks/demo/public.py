"""The public record: people, meetings, developments, readings, exchange rates and measures."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any

from rights.models import Reading
from tracks import actions
from tracks.models import Attendance, Citation, Development, Listing, Measure, Meeting, Person, Post, Track

from . import Builder, organisation, read

TRACKS = {"agriculture": "agriculture-water-climate"}  # Longer names of the files' short ones.
OTHER = "other"
QUALIFIERS = {"approx": "about"}


def start(text: str) -> tuple[dt.date, str]:
    """A date as the files write it (2022-03-17 or 2022-03) with its precision."""
    if len(text) == 7:
        return dt.date.fromisoformat(f"{text}-01"), "month"
    return dt.date.fromisoformat(text), "day"


def words(*pairs: tuple[str, str]) -> str:
    """A narrative made of what the file says, each part with its name."""
    return "\n".join(f"{name}: {text}" if name else text for name, text in pairs if text)


def build_people(build: Builder) -> None:
    """The officials named in the meetings file; all hold or held public office."""
    for row in read("people.csv"):
        key = f"person:{row['key']}"

        def make(ref: str, row: dict[str, str] = row, key: str = key) -> Person:
            posts = [{"organisation": organisation(row["organisation"]), "title": row["post"]}] if row["post"] else []
            listings = []
            if row["un_1988"]:
                listings = [
                    {
                        "sanctions_list": "un_1988",
                        "list_reference": row["un_1988"],
                        "name_as_listed": row["name_as_listed"],
                        "listed_on": dt.date.fromisoformat(row["listed_on"]),
                        "match_status": "confirmed",
                        "list_version_on": dt.date(2015, 3, 27),
                        "note": "Reference as in the public record of meetings; compared with the list of March 2015.",
                    }
                ]
            return actions.log_person(
                by=build.desk,
                ref=ref,
                name=row["name"],
                name_variants=row["name_variants"],
                public_office=True,
                marking="TLP:CLEAR",
                origin=f"people.csv:{row['key']}",
                posts=build.parts(Post, key, 2021, posts),
                listings=build.parts(Listing, key, 2021, listings),
            )

        build.once(Person, key, 2021, make)


def build_meetings(build: Builder) -> None:
    """The 21 meetings of the file, approved, each with its source."""
    Track.objects.get_or_create(
        pk=OTHER,
        defaults={
            "name": "Other – bilateral relations",
            "position": 9,
            "description": "Meetings that no technical track names. Added with the demo record.",
        },
    )
    for number, (row, filed) in enumerate(
        zip(read("engagement_meetings.csv"), read("meetings_filed.csv"), strict=True), 1
    ):
        key = f"meeting:{number}"
        day, precision = start(row["start_date"])

        def make(
            ref: str, row: Any = row, filed: Any = filed, key: str = key, day: Any = day, precision: str = precision
        ) -> Meeting:
            citations = [citation(build, row)]
            meeting = actions.log_meeting(
                by=build.desk,
                ref=ref,
                origin=f"engagement_meetings.csv:{key.partition(':')[2]}",
                title=f"{row['counterpart_side']} – {row['de_facto_side']}"[:200],
                status="held",
                format="in_person",
                level=row["level"],
                date_from=day,
                date_to=dt.date.fromisoformat(row["end_date"]) if row["end_date"] else None,
                date_precision=precision,
                city=filed["city"],
                country=filed["country"],
                province_id=filed["province"] or None,
                public=True,
                topics=row["topics"],
                summary=words(
                    ("De facto side", row["de_facto_side"]),
                    ("Counterparts", row["counterpart_side"]),
                    ("Topics", row["topics"]),
                    ("Note", row["note"]),
                ),
                follows=build.made.get(f"meeting:{filed['follows']}"),
                marking="TLP:CLEAR",
                tracks=[TRACKS.get(t, slug(t)) for t in row["tracks"].split(";")],
                attendances=build.parts(Attendance, key, day.year, attendances(build, row, filed)),
                citations=build.parts(Citation, key, day.year, citations),
            )
            return build.approve(meeting)

        build.once(Meeting, key, day.year, make)


def slug(track: str) -> str:
    """The code of a track as the file names it: “agriculture, water and climate” and the like."""
    return track.strip().replace(",", "").replace(" and ", " ").replace(" ", "-")


def attendances(build: Builder, row: dict[str, str], filed: dict[str, str]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for number, counterpart in enumerate(filed["counterparts"].split(";")):
        side, _, key = counterpart.partition(":")
        capacity = row["counterpart_side"][:200] if number == 0 else ""
        rows.append({"side": side, "organisation": organisation(key), "capacity": capacity})
    keys = filed["de_facto"].split(";")
    people = [build.made.get(f"person:{key}") for key in keys]
    # A body's row does not repeat who is named beside it.
    described = "" if any(people) else row["de_facto_side"][:200]
    for key, person in zip(keys, people, strict=True):
        if person:
            posts = list(person.posts.all())
            rows.append({"side": "dfa", "person": person, "organisation": posts[0].organisation if posts else None})
        else:
            rows.append({"side": "dfa", "organisation": organisation(key), "capacity": described})
            described = ""
    return rows


def citation(build: Builder, row: dict[str, str]) -> dict[str, Any]:
    return {
        "source": build.source(row["cited_as_seen_in"], row["url"], row["url_quality"]),
        "note": row.get("note", ""),
    }


def build_developments(build: Builder) -> None:
    """The 41 developments of the file, approved, with their sources, reversals and sequels."""
    rows = zip(read("developments_timeline.csv"), read("developments_filed.csv"), strict=True)
    for number, (row, filed) in enumerate(rows, start=1):
        key = f"development:{number}"
        day, precision = start(row["event_date"])

        def make(
            ref: str, row: Any = row, filed: Any = filed, key: str = key, day: Any = day, precision: str = precision
        ) -> Development:
            development = actions.log_development(
                by=build.desk,
                ref=ref,
                origin=f"developments_timeline.csv:{key.partition(':')[2]}",
                title=row["summary"],
                narrative=words(("Issuing body as reported", row["issuing_body"]), ("Note", row["note"])),
                date_from=day,
                date_to=dt.date.fromisoformat(row["date_end"]) if row["date_end"] else None,
                date_precision=precision,
                reported_on=dt.date.fromisoformat(filed["reported_on"]) if filed["reported_on"] else None,
                scope=row["level"],
                place=row["place"],
                direction=row["direction"],
                form=filed["form"],
                issuing_body=organisation(filed["issuing_body"]),
                reverses=build.made.get(f"development:{filed['reverses']}"),
                follows=build.made.get(f"development:{filed['follows']}"),
                provinces=[row["admin1_pcode"]] if row["admin1_pcode"] else [],
                tracks=[t for t in filed["tracks"].split(";") if t],
                indicators=[i for i in filed["indicators"].split(";") if i],
                citations=build.parts(Citation, key, day.year, [citation(build, row)]),
            )
            return build.approve(development)

        build.once(Development, key, day.year, make)


def build_readings(build: Builder) -> None:
    """The 156 published values, conflicting and revised ones side by side."""
    for number, row in enumerate(read("indicator_series.csv"), start=1):
        day = dt.date.fromisoformat(row["period_start"])
        build.once(
            Reading,
            f"reading:{number}",
            day.year,
            lambda ref, row=row, day=day, number=number: actions.log_reading(
                by=build.desk,
                ref=ref,
                origin=f"indicator_series.csv:{number}",
                indicator_id=row["series_code"],
                period_from=day,
                period_to=dt.date.fromisoformat(row["period_end"]),
                province_id=row["admin1_pcode"] or None,
                value=row["value"],
                unit=row["unit"],
                qualifier=QUALIFIERS.get(row["qualifier"], row["qualifier"]),
                disaggregation=row["disaggregation"],
                publisher=row["original_publisher"],
                source=build.source(row["cited_as_seen_in"], row["url"], row["url_quality"]),
                note=row["note"],
            ),
        )


def build_exchange_rates(build: Builder) -> None:
    """Monthly means over markets, derived from WFP's price records."""
    source = build.source("WFP price records (Humanitarian Data Exchange)", "data.humdata.org", "site_only")
    for row in read("exchange_rate_monthly_derived.csv"):
        day = dt.date.fromisoformat(f"{row['month']}-01")
        last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        build.once(
            Reading,
            f"exchange:{row['month']}",
            day.year,
            lambda ref, row=row, day=day, last=last: actions.log_reading(
                by=build.desk,
                ref=ref,
                origin=f"exchange_rate_monthly_derived.csv:{row['month']}",
                indicator_id="FX_AFN_USD_WFP",
                period_from=day,
                period_to=last,
                value=row["afn_per_usd_mean"],
                unit="AFN per US$",
                qualifier="estimate",
                publisher="WFP",
                source=source,
                note=f"Mean over {row['markets']} markets; minimum {row['min']}, maximum {row['max']}. {row['source']}",
            ),
        )


def build_measures(build: Builder) -> None:
    """The 18 events on major steps, as measures with their effect on the step."""
    rows = zip(read("major_steps_timeline.csv"), read("measures_filed.csv"), strict=True)
    for number, (row, filed) in enumerate(rows, start=1):
        day, precision = start(row["event_date"])
        key = f"measure:{number}"
        build.once(
            Measure,
            key,
            day.year,
            lambda ref, row=row, filed=filed, key=key, day=day, precision=precision: actions.log_measure(
                by=build.desk,
                ref=ref,
                origin=f"major_steps_timeline.csv:{key.partition(':')[2]}",
                title=row["event"],
                date_from=day,
                date_precision=precision,
                instrument=filed["instrument"],
                effect=filed["effect"],
                applied_by=organisation(filed["applied_by"]),
                steps=[filed["step"]],
                citations=build.parts(Citation, key, day.year, [citation(build, row)]),
            ),
        )
