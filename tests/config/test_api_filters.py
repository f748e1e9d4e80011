"""Every filter of every endpoint: what it accepts, what it refuses, what it finds."""

from __future__ import annotations

import pytest

from config.api import filters
from config.api.routes import ROUTES

from . import api_routes as api
from .api_routes import each_route


@pytest.fixture
def desk_client(db, ask):
    return ask(api.golden_reader())


@each_route
def test_every_filter_accepts_a_good_value_and_refuses_a_bad_one_saying_what_is_accepted(route, ask, reader):
    client = ask(reader)
    for name, parameter in api.parameters_of(route).items():
        good = client.get(api.address(route), {name: api.good_value(parameter), "count": "true"})
        assert good.status_code == 200, f"{name}: {good.content.decode()}"
        if isinstance(parameter, filters.Refs):  # No record has it, so it finds nothing.
            assert (good.json()["count"], good.json()["results"]) == (0, []), name
        bad = api.bad_value(parameter)
        if bad is None:
            continue
        refused = client.get(api.address(route), {name: bad})
        assert refused.status_code == 400, name
        assert list(refused.json()) == [name]
        (words,) = refused.json()[name]
        assert any(hint in words for hint in ("Accepted: ", "like ", "e.g. ", "such as ", "at least one letter")), words
        if parameter.several:
            both = client.get(api.address(route), {name: [api.good_value(parameter), bad]})
            assert both.json() == refused.json()


def test_a_filter_on_a_field_that_is_shown_finds_exactly_the_rows_that_show_the_value(desk_client):
    seen = 0
    for route, viewset in ROUTES.items():
        rows = api.listed(desk_client, route)["results"]
        for name, parameter in api.parameters_of(route).items():
            field = parameter.field_name or name
            shows_it = field in viewset.serializer_class.Meta.fields
            if not shows_it or isinstance(parameter, filters.Edge | filters.Since | filters.Search):
                continue
            values = {value for row in rows for value in shown(row[field])}
            for value in sorted(values)[:2]:
                text = {True: "true", False: "false"}.get(value, value)
                expected = [row[api.key_name(route)] for row in rows if value in shown(row[field])]
                assert api.keys(desk_client, route, **{name: text}) == expected, f"{route}?{name}={text}"
                seen += 1
            if parameter.several and len(values) > 1:
                expected = [row[api.key_name(route)] for row in rows if shown(row[field])]
                assert api.keys(desk_client, route, **{name: sorted(values)}) == expected, f"{route}?{name}"
    assert seen > 100


def shown(value) -> set:
    """The values that a field shows: its own, or the keys of what it links to."""
    several = value if isinstance(value, list) else [value]
    keys = {v.get("ref", v.get("code")) if isinstance(v, dict) else v for v in several}
    return keys - {None, ""}


def test_what_changed_since_a_moment_is_found_to_the_microsecond(desk_client):
    for route in api.NAMES:
        rows = api.listed(desk_client, route)["results"]
        moments = sorted({row["updated_at"] for row in rows})
        for moment in {moments[0], moments[len(moments) // 2], moments[-1]}:
            expected = [row[api.key_name(route)] for row in rows if row["updated_at"] >= moment]
            assert api.keys(desk_client, route, updated_since=moment) == expected, f"{route} {moment}"


@each_route
def test_an_empty_list_is_a_list(route, ask, reader):
    nothing = {"updated_since": "9999-12-31T23:59:59Z"}
    expected = {"count": 0, "next": None, "previous": None, "results": []}
    assert api.listed(ask(reader), route, count="true", **nothing) == expected
    heading, rest = api.csv_of(ask(reader), route, **nothing).split(b"\r\n")
    assert heading.startswith(api.key_name(route).encode())
    assert rest == b""


@pytest.mark.parametrize("route", api.REFERENCE)
def test_what_is_retired_is_left_out_of_the_list_unless_asked_for_and_stays_in_details(route, ask, reader):
    client = ask(reader)
    key = api.keys(client, route)[0]
    api.model_of(route)._base_manager.filter(pk=key).update(retired_on="2024-05-19")
    everything = api.keys(client, route, include_retired="true")
    assert key in everything
    assert api.keys(client, route) == api.keys(client, route, include_retired="false") == everything[1:]
    assert client.get(api.address(route, key)).json()["retired_on"] == "2024-05-19"


@each_route
def test_a_window_that_ends_before_it_begins_is_refused(route, ask, reader):
    if {"after", "before"} <= set(api.parameters_of(route)):
        response = ask(reader).get(api.address(route), {"after": "2024-02-01", "before": "2024-01-31"})
        words = "The window is empty: “after” 2024-02-01 is later than “before” 2024-01-31."
        assert (response.status_code, response.json()) == (400, {"after": [words]})


HOSTILE = (
    "x" * 10_000,
    "\u202eمکتب‌های دخترانه\u202c",
    "e\u0301\U0001f6d1",
    "=1+1",
    "' OR 1=1 --",
    "%",
    "%s",
    "_",
    "\\",
    "{}",
    "0000-01-01",
    "9999-12-31",
    "-0",
    "null",
    "[]",
)


@each_route
def test_hostile_values_of_any_filter_get_a_clear_answer(route, ask, reader):
    client, names = ask(reader), set(api.parameters_of(route))
    for value in HOSTILE:
        response = client.get(api.address(route), dict.fromkeys(names, value))
        assert response.status_code in (200, 400)
        refused = response.json() if response.status_code == 400 else {}
        assert set(refused) <= names
        assert len(str(refused)) < 1500 * len(names)
        for name in names - set(refused):
            assert client.get(api.address(route), {name: value}).status_code == 200, f"{name}={value[:20]}"


@pytest.mark.parametrize("route", ["commitments", "provinces"])
def test_hostile_values_of_any_other_parameter_get_a_clear_answer(route, ask, reader):
    client = ask(reader)
    for name in api.accepted_names(route) - set(api.parameters_of(route)):
        for value in HOSTILE:
            response = client.get(api.address(route), {name: value})
            accepted = name in ("as_of", "known_at") and value == "9999-12-31"
            assert response.status_code == (200 if accepted else 400), f"{name}={value[:20]}"
            assert accepted or (list(response.json()) == [name] and len(response.content) < 1500)


@each_route
def test_nul_in_an_address_and_a_date_in_year_0_are_refused(route, ask, reader):
    client = ask(reader)
    for query in ("search=a%00b", "%00=1", "marking=%00"):
        assert client.get(f"{api.address(route)}?{query}").status_code == 400
    assert client.get(f"{api.address(route)}%00/").status_code == 400
    for name, parameter in api.parameters_of(route).items():
        if isinstance(parameter, filters.Edge | filters.Since):
            for value in ("0000-01-01", "10000-01-01", "2023-02-29", "2024-1-1", "20240101T", "٢٠٢٤-٠١-٠١"):
                assert client.get(api.address(route), {name: value}).status_code == 400, f"{name}={value}"
            for value in ("0001-01-01", "9999-12-31"):
                assert client.get(api.address(route), {name: value}).status_code == 200, f"{name}={value}"
