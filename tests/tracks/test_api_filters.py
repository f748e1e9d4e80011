"""Filters that lead from one record over others: what they find, and what they do not tell."""

from __future__ import annotations

import pytest

from rights.models import Source
from tests import factories as make
from tests.config import api_routes as api
from tracks.models import Benchmark, Meeting, Point

FOUND = [
    ("meetings", "person=PER-2024-AAAA", "MTG-2024-AAAA"),
    ("meetings", "person=PER-2024-BBBB", ""),
    ("meetings", "organisation=ORG-2024-AAAA", "MTG-2024-AAAA"),
    ("meetings", "side=un", "MTG-2024-AAAA"),
    ("meetings", "side=us", ""),
    ("meetings", "side=us&side=dfa", "MTG-2024-AAAA"),
    ("meetings", "seat=kabul", "MTG-2024-AAAA"),
    ("meetings", "seat=kandahar", ""),
    ("meetings", "indicator=gold-value", "MTG-2024-AAAA"),
    ("meetings", "area=gold-area", "MTG-2024-AAAA"),
    ("meetings", "condition=CND-2024-AAAA", "MTG-2024-AAAA"),
    ("meetings", "source=SRC-2024-AAAAAA", "MTG-2024-AAAA"),
    ("meetings", "meeting_format=in_person", "MTG-2024-AAAA MTG-2024-BBBB"),
    ("meetings", "province=Herat", "MTG-2024-BBBB"),
    ("meetings", "side=un&province=Herat", ""),
    ("meetings", "after=2024-05-21", "MTG-2024-BBBB"),
    ("meetings", "before=2024-05-18", "MTG-2024-BBBB"),
    ("meetings", "after=2024-06-01", ""),
    ("attendances", "seat=kabul", "ATT-2024-AAAAAA"),
    ("attendances", "track=gold-track", "ATT-2024-AAAAAA ATT-2024-BBBBBB"),
    ("attendances", "track=health", ""),
    ("attendances", "after=2024-05-20", "ATT-2024-AAAAAA ATT-2024-BBBBBB"),
    ("attendances", "after=2024-05-21", ""),
    ("attendances", "before=2024-05-18", ""),
    ("attendances", "status=held", "ATT-2024-AAAAAA ATT-2024-BBBBBB"),
    ("attendances", "status=refused", ""),
    ("points", "side=us", "PNT-2024-AAAA PNT-2024-BBBB"),
    ("points", "area=gold-area", "PNT-2024-AAAA"),
    ("points", "level=technical", "PNT-2024-AAAA PNT-2024-BBBB"),
    ("points", "level=senior", ""),
    ("commitments", "track=humanitarian", "CMT-2024-AAAA CMT-2024-BBBB"),
    ("commitments", "track=health", ""),
    ("commitments", "organisation=ORG-2024-AAAA", "CMT-2024-AAAA CMT-2024-BBBB"),
    ("commitments", "side=dfa&seat=kabul&level=national", "CMT-2024-AAAA CMT-2024-BBBB"),
    ("commitments", "level=subnational", ""),
    ("commitments", "condition=CND-2024-AAAA", "CMT-2024-AAAA"),
    ("commitment-updates", "development=DEV-2024-BBBBBB", "CMU-2024-AAAA"),
    ("developments", "area=gold-area", "DEV-2024-AAAAAA"),
    ("developments", "side=dfa&seat=province", "DEV-2024-AAAAAA"),
    ("developments", "seat=kabul", ""),
    ("developments", "organisation=ORG-2024-BBBB", "DEV-2024-AAAAAA"),
    ("developments", "source=SRC-2024-AAAAAA", "DEV-2024-AAAAAA"),
    ("developments", "province=Kandahar&province=Helmand", "DEV-2024-AAAAAA"),
    ("developments", "search=مكتب هاي", "DEV-2024-AAAAAA"),
    ("citations", "reliability=B&condition=CND-2024-AAAA", "CIT-2024-DDDDDD"),
    ("citations", "reliability=A", ""),
    ("assessments", "step=gold-step", "ASM-2024-AAAA ASM-2024-BBBB ASM-2024-DDDD"),
    ("assessments", "step=sanctions", ""),
    ("assessments", "area=gold-area&after=2024-05-31&before=2024-05-31", "ASM-2024-BBBB"),
    ("evidence", "condition=CND-2024-AAAA&stance=context", "EVD-2024-CCCCCC"),
    ("people", "organisation=ORG-2024-AAAA", "PER-2024-AAAA"),
    ("people", "side=dfa", "PER-2024-AAAA"),
    ("people", "side=us", ""),
    ("people", "sanctions_list=un_1988", "PER-2024-AAAA PER-2024-BBBB"),
    ("posts", "after=2099-01-01", "PST-2024-AAAA"),
    ("posts", "before=2022-12-31", ""),
    ("posts", "before=2023-01-01", "PST-2024-AAAA"),
    ("conditions", "indicator=gold-value", "CND-2024-AAAA"),
    ("conditions", "source=SRC-2024-AAAAAA", "CND-2024-AAAA"),
    ("conditions", "assessed=true", "CND-2024-AAAA"),
    ("conditions", "organisation=ORG-2024-CCCC&assessed=false", "CND-2024-BBBB"),
    ("measures", "source=SRC-2024-AAAAAA", "MSR-2024-AAAA"),
    ("measures", "organisation=ORG-2024-CCCC", "MSR-2024-AAAA"),
    ("tracks", "indicator=gold-value", "gold-track"),
]


def test_filters_that_lead_over_other_records_find_what_they_say(db, ask):
    client = ask(api.golden_reader())
    point = Point.objects.get(pk="PNT-2024-BBBB")
    point.condition_id = "CND-2024-AAAA"
    point.save()
    make.citation(meeting=Meeting.objects.get(pk="MTG-2024-AAAA"), source=Source.objects.get(pk="SRC-2024-AAAAAA"))
    for route, query, expected in FOUND:
        answer = client.get(f"{api.address(route)}?{query}").json()
        found = sorted(row[api.key_name(route)] for row in answer["results"])
        assert found == expected.split(), f"{route}?{query}"


def test_a_row_reached_over_several_links_comes_once(ask, desk):
    meeting = make.meeting()
    for number in range(3):
        make.attendance(meeting=meeting, capacity=f"number {number}")
        make.point(meeting=meeting, indicator_id="OPIUM_AREA")
    answer = api.listed(ask(desk), "meetings", side="dfa", indicator="OPIUM_AREA", count="true")
    assert (answer["count"], [row["ref"] for row in answer["results"]]) == (1, [meeting.pk])


@pytest.mark.parametrize("spelling", ["Mohammad", "muhammad", "MOHAMMED", "محمد", "محمّد"])
def test_a_name_is_found_however_it_is_spelt(spelling, ask, desk):
    meeting = make.meeting(title="Talks with Muhammad Somebody")
    make.meeting(title="Talks with somebody else")
    assert api.keys(ask(desk), "meetings", search=spelling) == [meeting.pk]


# --- What lies between --------------------------------------------------------------------


def body_in_kandahar():
    return make.organisation(name="A body", side="private", level="subnational", seat="kandahar")


def by_attendance(between):
    return "meetings", make.attendance(side="private", organisation=between).meeting, "seat=kandahar&side=private"


def by_issuing_body(between):
    return "developments", make.development(issuing_body=between), "seat=kandahar&side=private"


def by_promiser(between):
    return "commitments", make.commitment(made_by=between), "seat=kandahar&side=private&level=subnational"


def by_post(between):
    return "people", make.post(organisation=between).person, "side=private"


@pytest.mark.parametrize("made", [by_attendance, by_issuing_body, by_promiser, by_post])
def test_a_filter_does_not_tell_what_a_hidden_record_between_says(made, ask, desk):
    between = body_in_kandahar()
    route, record, query = made(between)
    address = f"{api.address(route)}?{query}&count=true"
    assert [row["ref"] for row in ask(desk).get(address).json()["results"]] == [record.pk]
    api.hide(between)
    answer = ask(desk).get(address).json()
    assert (answer["count"], answer["results"]) == (0, [])
    assert record.pk in api.keys(ask(desk), route)
    assert record.pk.encode() not in api.csv_of(ask(desk), route, side="private")


@pytest.mark.parametrize("hidden", ["person", "withdrawn"])
def test_a_meeting_is_not_found_by_an_attendance_that_is_not_shown(hidden, ask, desk):
    attendance = make.attendance(side="private", person=make.person())
    assert api.keys(ask(desk), "meetings", side="private") == [attendance.meeting_id]
    if hidden == "person":
        api.hide(attendance.person)
    else:
        attendance.withdrawn_reason = "They were not there."
        attendance.save()
    assert api.keys(ask(desk), "meetings", side="private") == []


def test_a_condition_is_not_found_by_a_withdrawn_benchmark(ask, desk):
    condition = make.condition()
    benchmark = Benchmark.objects.create(condition=condition, text="Less", indicator_id="OPIUM_AREA")
    assert api.keys(ask(desk), "conditions", indicator="OPIUM_AREA") == [condition.pk]
    benchmark.withdrawn_reason = "It measures nothing."
    benchmark.save()
    assert api.keys(ask(desk), "conditions", indicator="OPIUM_AREA") == []
