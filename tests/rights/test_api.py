"""What the endpoints of the yardstick say, beyond what every endpoint promises."""

from __future__ import annotations

import datetime as dt

import pytest

from rights.models import Province
from tests import factories as make
from tests.config import api_routes as api


@pytest.mark.parametrize("name", ["AF23", "Helmand", "hilmand", "AF-HEL", "هلمند"])
def test_a_province_is_accepted_by_code_or_any_known_name(name, ask, desk):
    wanted = Province.objects.all().named(name)
    reading = make.reading(province=wanted)
    make.reading(province_id="AF01")
    make.reading()
    assert api.keys(ask(desk), "readings", province=name) == [reading.pk]


@pytest.mark.parametrize("name", ["Atlantis", "AF35", "AF", "-"])
def test_what_is_no_province_is_refused_saying_how_one_is_written(name, ask, desk):
    response = ask(desk).get(api.address("readings"), {"province": name})
    words = f"“{name}” is no province: give a P-code (AF01–AF34) or a name such as Hilmand."
    assert (response.status_code, response.json()) == (400, {"province": [words]})


def test_conflicting_and_revised_readings_stand_side_by_side(ask, desk):
    period = {"period_from": dt.date(2023, 1, 1), "period_to": dt.date(2023, 12, 31)}
    first = make.reading(value="4600000000", qualifier="exact", **period)
    second = make.reading(value="3200000000.5000", qualifier="revised", publisher="OCHA", **period)
    rows = api.listed(ask(desk), "readings", indicator="OPIUM_AREA")["results"]
    assert {row["ref"]: row["value"] for row in rows} == {first.pk: "4600000000", second.pk: "3200000000.5"}
    assert api.keys(ask(desk), "readings", publisher="OCHA") == [second.pk]
    assert set(api.keys(ask(desk), "readings", publisher=["OCHA", "UNODC"])) == {first.pk, second.pk}
    assert api.keys(ask(desk), "readings", publisher="UNO") == []


@pytest.mark.parametrize(
    ("window", "found"),
    [
        ({"after": "2024-12-31"}, True),
        ({"after": "2025-01-01"}, False),
        ({"before": "2024-01-01"}, True),
        ({"before": "2023-12-31"}, False),
        ({"after": "2024-06-01", "before": "2024-06-02"}, True),
    ],
)
def test_a_reading_is_found_by_any_day_of_its_period(window, found, ask, desk):
    reading = make.reading()
    assert api.keys(ask(desk), "readings", **window) == ([reading.pk] if found else [])


def test_a_reading_links_to_its_source_unless_the_reader_may_not_see_it(ask, desk):
    source = make.source(publisher="OCHA", title="Plan")
    reading = make.reading(source=source)
    row = ask(desk).get(api.address("readings", reading.pk)).json()
    assert row["source"] == {"ref": source.pk, "label": "OCHA, Plan"}
    api.hide(source)
    row = ask(desk).get(api.address("readings", reading.pk)).json()
    assert (row["ref"], row["source"]) == (reading.pk, None)


def test_sources_without_a_date_are_in_no_window(ask, desk):
    dated = make.source(published_on=dt.date(2024, 5, 19))
    make.source()
    assert api.keys(ask(desk), "sources", after="2024-05-19", before="2024-05-19") == [dated.pk]


def test_areas_list_their_indicators_in_the_order_of_their_codes(ask, reader):
    rows = api.listed(ask(reader), "areas")["results"]
    assert [row["position"] for row in rows] == sorted(row["position"] for row in rows)
    for row in rows:
        codes = [indicator["code"] for indicator in row["indicators"]]
        assert codes == sorted(codes)
        assert set(codes) == set(api.keys(ask(reader), "indicators", area=row["code"]))


def test_a_treaty_shows_its_provisions_and_a_provision_its_treaty(ask, reader):
    treaties = api.listed(ask(reader), "treaties")["results"]
    shown = {(treaty["code"], row["code"]) for treaty in treaties for row in treaty["provisions"]}
    provisions = api.listed(ask(reader), "provisions")["results"]
    assert shown == {(row["treaty"]["code"], row["code"]) for row in provisions}
    assert shown


def test_the_34_provinces_are_there_by_p_code_in_three_scripts(ask, reader):
    rows = api.listed(ask(reader), "provinces", count="true")
    assert rows["count"] == 34
    assert [row["code"] for row in rows["results"]] == [f"AF{n:02d}" for n in range(1, 35)]
    assert all(row["name"] and row["name_dari"] and row["name_pashto"] for row in rows["results"])
