"""The CSV of a list: the report's own bytes, for the filtered list, at the same number of queries."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import transaction
from django.utils import timezone

from config.exports import report_for
from config.models import User

from . import api_routes as api
from .api_routes import each_route


@pytest.fixture
def golden(db) -> User:
    return api.golden_reader()


def of_report(route: str, user: User, **options) -> bytes:
    file = io.StringIO(newline="")
    report_for(api.model_of(route)).write(file, user=user, **options)
    return file.getvalue().encode()


def lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_the_csv_of_every_list_is_the_reports_bytes_and_begins_with_a_bom_if_asked(ask, golden):
    for route in api.NAMES:
        expected = of_report(route, golden)
        assert expected.count(b"\r\n") > 1
        assert api.csv_of(ask(golden), route) == expected, route
        assert api.csv_of(ask(golden), route, bom="false") == expected, route
        assert api.csv_of(ask(golden), route, bom="true") == b"\xef\xbb\xbf" + expected, route


def test_the_csv_of_a_filtered_list_has_the_rows_of_the_list(ask, golden):
    client = ask(golden)
    for route in api.NAMES:
        for chosen in ({"updated_since": "2024-06-02"}, {"updated_since": "2024-01-01"}):
            expected = set(api.keys(client, route, **chosen))
            assert {line[api.key_name(route)] for line in lines(api.csv_of(client, route, **chosen))} == expected
    assert [line["ref"] for line in lines(api.csv_of(client, "meetings", status="refused"))] == ["MTG-2024-BBBB"]
    assert lines(api.csv_of(client, "meetings", status="planned")) == []


@pytest.mark.parametrize("route", [name for name in api.NAMES if api.ROUTES[name].state_as_of])
def test_the_csv_gives_states_as_of_the_day_asked_for_and_says_the_day_in_its_name(route, ask, golden):
    client = ask(golden)
    for day in ("2024-05-18", "2024-05-19", "2024-06-30"):
        response = client.get(api.address(route), {"format": "csv", "as_of": day})
        assert response["Content-Disposition"] == f'attachment; filename="{route}_{day}.csv"'
        states = {line["ref"]: line["state"] for line in lines(api.body(response))}
        shown = api.listed(client, route, as_of=day)["results"]
        assert states == {row["ref"]: row["state"] or "" for row in shown}


@each_route
def test_a_csv_is_a_download_with_its_length_and_a_name_that_tells_nothing(route, ask, reader):
    response = ask(reader).get(api.address(route), {"format": "csv"})
    content = api.body(response)
    name = report_for(api.model_of(route)).name
    day = timezone.now().date().isoformat()
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="{name}_{day}.csv"'
    assert response["Content-Length"] == str(len(content))


def test_every_csv_takes_as_many_queries_for_twenty_rows_as_for_two(ask, golden):
    client = ask(golden)
    for route in api.NAMES:
        row = api.fullest(client, route)
        few = api.queries(client, route, format="csv")
        if route != "provinces":  # All 34 are there, and there can be no more.
            api.copies(row, 20)
        assert len(lines(api.csv_of(client, route))) > 20
        assert api.queries(client, route, format="csv") == few <= 8, route  # Two of them trace it, three plan it.


def test_a_hidden_row_is_not_in_the_csv(ask, golden):
    client = ask(golden)
    for route in api.RESTRICTED:
        row = api.fullest(client, route)
        assert row.pk.encode() in api.csv_of(client, route)
        with transaction.atomic():
            api.hide(row)
            assert row.pk.encode() not in api.csv_of(client, route)
            transaction.set_rollback(True)
