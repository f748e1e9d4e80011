"""The record of the golden files: one of everything, with fixed references and a fixed clock.

Nothing in it happened. It holds what breaks careless exports: formulas, line breaks, quotes,
right-to-left text, links to hidden and withdrawn records, a private person's name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import time_machine

from config.exports import Report
from rights.models import Area, Indicator, Province, Provision, Treaty
from tests import factories as make
from tests.conftest import person as user_with_role
from tracks.models import Benchmark, Listing, Step, Track

HERE = Path(__file__).parent
MOMENT = dt.datetime(2024, 6, 1, 9, 30, 15, tzinfo=dt.UTC)
AS_OF = dt.date(2024, 6, 30)
DAY = dt.date(2024, 5, 19)


@contextmanager
def frozen() -> Iterator[None]:
    """The clock stands at MOMENT."""
    with time_machine.travel(MOMENT, tick=False):
        yield


def rows_of(report: Report) -> Any:
    """The golden record's rows: those that were made at MOMENT."""
    return report.model._default_manager.filter(created_at=MOMENT)


def reader() -> Any:
    """For whom the files are written: a desk officer, who sees drafts up to AMBER+STRICT."""
    return user_with_role("golden-desk", "desk officer")


def build() -> None:
    """Make the record; call it with the clock `frozen`."""
    yard = yardstick()
    people = bodies_and_people()
    meetings = what_is_said(people)
    developments = what_is_done(yard, people)
    what_is_judged(yard, people, meetings, developments)


def yardstick() -> dict[str, Any]:
    # The 34 provinces are all there already; two of them are made part of the record.
    Province._base_manager.filter(pk__in=["AF30", "AF32"]).update(created_at=MOMENT, updated_at=MOMENT)
    treaty = Treaty.objects.create(
        code="GOLD", name='A "treaty", so called', consented_on=dt.date(1983, 1, 24), consent_mode="accession"
    )
    provision = Provision.objects.create(code="GOLD-2", name="GOLD article 2(2)", treaty=treaty, article="2(2)")
    area = Area.objects.create(code="gold-area", name="An area", position=90, description="First line\nSecond line")
    indicator = Indicator.objects.create(
        code="gold-value",
        name="=A value that begins like a formula",
        area=area,
        kind="outcome",
        definition="Counted, not estimated.",
        unit="%",
        better="lower",
    )
    indicator.provisions.set([provision, "CAT-2"])
    Indicator.objects.create(code="gold-bare", name="A bare one", kind="process", definition="Seen.", better="neither")
    track = Track.objects.create(code="gold-track", name="A track", position=90, meeting_interval_days=30)
    track.indicators.set(["gold-value", "OPIUM_AREA"])
    Step.objects.create(code="gold-step", name="A step", position=90, decided_by="A council", state="considered")
    Step.objects.create(
        code="gold-gone", name="A retired step", decided_by="Nobody", state="taken", retired_on=DAY
    )  # fmt: skip
    source = make.source(
        ref="SRC-2024-AAAAAA",
        publisher="A newspaper; of record",
        title="-5 degrees, “quoted”",
        url="https://example.org/a?b=1,2",
        published_on=DAY,
        retrieved_on=DAY,
        reliability="B",
        copy_file="ab/cdef",
        copy_name="-5 degrees; فرمان.pdf",
        copy_media_type="application/pdf",
        copy_bytes=20480,
        copy_sha256="0123456789abcdef" * 4,
        copy_retrieved_at=dt.datetime(2024, 5, 19, 14, 30, tzinfo=dt.UTC),
    )
    red = make.source(ref="SRC-2024-RRRRRR", publisher="Hidden publisher", kind="confidential", marking="TLP:RED")
    common = {"indicator_id": "gold-value", "unit": "%"}
    reading = make.reading(ref="RDG-2024-AAAAAA", value="-12.5", source=source, province_id="AF32", **common)
    make.reading(ref="RDG-2024-BBBBBB", value="1000000.0001", source=red, note="\t=tab", **common)
    return {"source": source, "red": red, "reading": reading}


def bodies_and_people() -> dict[str, Any]:
    ministry = make.organisation(
        ref="ORG-2024-AAAA", name="A ministry", acronym="AM", name_original="وزارت", name_variants="One\nTwo"
    )
    directorate = make.organisation(
        ref="ORG-2024-BBBB",
        name="A directorate",
        level="subnational",
        seat="province",
        province_id="AF30",
        parent=ministry,
    )
    setter = make.organisation(ref="ORG-2024-CCCC", name="A council", side="partner", seat="abroad", country="BE")
    official = make.person(ref="PER-2024-AAAA", name="An official", name_original="‮مسؤول‬", name_variants="@An\nOffic")
    private = make.person(
        ref="PER-2024-BBBB", name="Private name", name_original="نام", name_variants="Other", public_office=False
    )
    hidden = make.person(ref="PER-2024-RRRR", name="Hidden name", marking="TLP:RED")
    post = make.post(
        ref="PST-2024-AAAA", person=official, organisation=ministry, title="Deputy", held_from=dt.date(2023, 1, 1)
    )
    for number, person in enumerate((official, private, hidden), start=1):
        Listing.objects.create(
            ref=f"LST-2024-AAA{number + 1}",
            person=person,
            sanctions_list="un_1988",
            list_reference=f"TAi.00{number}",
            name_as_listed=person.name,
            listed_on=dt.date(2001, 1, 25),
        )
    return {
        "ministry": ministry,
        "directorate": directorate,
        "setter": setter,
        "official": official,
        "private": private,
        "hidden": hidden,
        "post": post,
    }


def what_is_said(people: dict[str, Any]) -> dict[str, Any]:
    red = make.meeting(ref="MTG-2024-RRRR", title="Hidden meeting", marking="TLP:RED")
    first = make.meeting(
        ref="MTG-2024-AAAA",
        title='=HYPERLINK("https://example.org","click")',
        tracks=("gold-track", "humanitarian"),
        date_to=dt.date(2024, 5, 20),
        tone="reserved",
        public=True,
        summary="First line\r\nSecond “line”, with a comma\n\u202eright to left\u202c e\u0301",
        follows=red,
        approved=True,
    )
    refused = make.meeting(
        ref="MTG-2024-BBBB",
        title="A refused visit",
        status="refused",
        status_reason="'=quoted",
        date_precision="month",
        country="AF",
        city="Hirat",
        province_id="AF32",
        follows=first,
        marking="TLP:AMBER+STRICT",
    )
    make.attendance(
        ref="ATT-2024-AAAAAA",
        meeting=first,
        person=people["official"],
        organisation=people["ministry"],
        post=people["post"],
    )
    make.attendance(ref="ATT-2024-BBBBBB", meeting=first, side="un", capacity="+two, of “staff”")
    make.attendance(ref="ATT-2024-RRRRRR", meeting=red, capacity="Hidden capacity")
    make.attendance(ref="ATT-2024-SSSSSS", meeting=first, person=people["hidden"])
    point = make.point(
        ref="PNT-2024-AAAA", meeting=first, position=1, indicator_id="gold-value", answer="No.", answer_act="refused"
    )
    make.point(ref="PNT-2024-BBBB", meeting=first, position=2, text="A second point\nin two lines")
    given = {"meeting": first, "made_by": people["ministry"]}
    promise = make.commitment(ref="CMT-2024-AAAA", point=point, due_on=dt.date(2024, 12, 31), **given)
    make.commitment(ref="CMT-2024-BBBB", text="Another promise", **given)
    make.commitment(ref="CMT-2024-RRRR", text="Hidden promise", meeting=red, made_by=people["ministry"])
    return {"first": first, "refused": refused, "promise": promise}


def what_is_done(yard: dict[str, Any], people: dict[str, Any]) -> dict[str, Any]:
    opening = make.development(
        ref="DEV-2024-AAAAAA",
        title="Something was allowed",
        direction="opening",
        form="announced",
        tracks=("gold-track", "health"),
        indicators=("gold-value", "gold-bare"),
        provinces=("AF32", "AF30"),
        scope="subnational",
        place="A bazaar",
        narrative="مکتب‌های دخترانه\nباز شد",
        issuing_body=people["directorate"],
        approved=True,
    )
    withdrawn = make.development(ref="DEV-2024-CCCCCC", title="Withdrawn and gone", approved=True)
    reversal = make.development(
        ref="DEV-2024-BBBBBB",
        title="It was forbidden again",
        direction="deterioration",
        date_from=dt.date(2024, 5, 26),
        reported_on=dt.date(2024, 5, 28),
        reverses=opening,
        follows=withdrawn,
        tracks=("gold-track",),
        marking="TLP:CLEAR",
    )
    make.development(ref="DEV-2024-RRRRRR", title="Hidden development", marking="TLP:RED")
    make.citation(ref="CIT-2024-AAAAAA", development=opening, source=yard["source"], credibility="2", locator="§ 3")
    make.citation(ref="CIT-2024-BBBBBB", development=opening, source=yard["source"], note="Again")
    make.citation(ref="CIT-2024-RRRRRR", development=opening, source=yard["red"], note="Hidden citation")
    make.citation(ref="CIT-2024-CCCCCC", development=withdrawn, source=yard["source"], note="Gone citation")
    make.review.move(withdrawn, "withdraw", by=make.superuser("factory-second"), reason="A double.")
    return {"opening": opening, "reversal": reversal}


def what_is_judged(
    yard: dict[str, Any], people: dict[str, Any], meetings: dict[str, Any], developments: dict[str, Any]
) -> None:
    about = {"set_by": people["setter"], "steps": ("gold-step", "recognition")}
    condition = make.condition(
        ref="CND-2024-AAAA",
        condition_set="A set; of two",
        position=1,
        text="-A condition that begins with a dash",
        set_on=dt.date(2021, 9, 3),
        track_id="gold-track",
        area_id="gold-area",
        basis="A statement",
        **about,
    )
    make.condition(ref="CND-2024-BBBB", condition_set="A set; of two", position=2, text="Never judged", **about)
    make.citation(ref="CIT-2024-DDDDDD", condition=condition, source=yard["source"])
    meetings["promise"].conditions.set([condition])
    Benchmark.objects.create(
        ref="BMK-2024-AAAA",
        condition=condition,
        text="Below the line",
        indicator_id="gold-value",
        comparator="at_most",
        target="-0.2500",
        target_on=dt.date(2025, 12, 31),
        baseline="4.0000",
        baseline_on=DAY,
    )
    answered = {"promise": meetings["promise"], "seen": [developments["opening"], developments["reversal"]]}
    make.commitment_update(
        ref="CMU-2024-AAAA",
        commitment=answered["promise"],
        state="partly_kept",
        developments=answered["seen"],
        approved=True,
    )
    measure = make.measure(
        ref="MSR-2024-AAAA",
        title="A licence, extended",
        applied_by=people["setter"],
        steps=("gold-step",),
        developments=[developments["opening"]],
        note="+ terms",
    )
    make.citation(ref="CIT-2024-EEEEEE", measure=measure, source=yard["source"])
    judged = {"condition": condition, "marking": "TLP:GREEN"}
    shown: tuple[dict[str, Any], ...] = (
        {"ref": "EVD-2024-AAAAAA", "development": developments["opening"], "note": "As announced"},
        {"ref": "EVD-2024-BBBBBB", "stance": "contradicts", "reading": yard["reading"]},
        {"ref": "EVD-2024-CCCCCC", "stance": "context", "meeting": meetings["first"]},
    )
    met = make.assessment(ref="ASM-2024-AAAA", state="met", change="advanced", rests_on=shown, **judged, approved=True)
    make.assessment(
        ref="ASM-2024-BBBB",
        as_of=dt.date(2024, 5, 31),
        change="regressed",
        rests_on=[{"ref": "EVD-2024-DDDDDD", "development": developments["reversal"]}],
        **judged,
        approved=True,
    )
    make.assessment(ref="ASM-2024-DDDD", state="substantial", supersedes=met, **judged)
    waived = {"state": "waived", "waiver_reason": "A reason", "waived_by": "A council", "as_of": dt.date(2024, 5, 25)}
    make.assessment(ref="ASM-2024-CCCC", condition=condition, marking="TLP:RED", **waived)
