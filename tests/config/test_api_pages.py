"""Pages by key: every row once, in order, both ways, at the same number of queries."""

from __future__ import annotations

import datetime as dt
from itertools import chain

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.exceptions import ValidationError

from config.api.paging import Ordering, Place
from config.api.routes import ROUTES
from config.refs import ALPHABET
from tracks.models import Development, Meeting, Track

from . import api_routes as api
from .api_routes import each_route

DAY = dt.date(2024, 5, 19)


@pytest.fixture
def desk_client(db, ask):
    return ask(api.golden_reader())


def developments(days: list[dt.date]) -> list[Development]:
    """One draft development for each day."""
    rows = [
        Development(
            ref=f"DEV-2024-{''.join(ALPHABET[n // 30**place % 30] for place in range(6))}",
            title=f"Number {n}",
            date_from=day,
            scope="national",
            direction="mixed",
            form="decreed",
            marking="TLP:CLEAR",
        )
        for n, day in enumerate(days)
    ]
    for row in rows:
        row.settle()
    return Development._base_manager.bulk_create(rows)


def flat(pages) -> list[str]:
    return list(chain.from_iterable(pages))


def walk(client, address: str, way: str) -> list[list[str]]:
    """The keys of every page from an address on, `next` or `previous`."""
    pages = []
    while address:
        answer = client.get(address).json()
        pages.append([row["ref"] for row in answer["results"]])
        address = answer[way]
        assert len(pages) < 200
    return pages


@pytest.mark.parametrize(
    "ordering", ["date_from", "-date_from", "-date_until", "ref", "-ref", "created_at", "-updated_at"]
)
def test_every_row_comes_exactly_once_forwards_and_backwards_with_many_ties_on_one_date(ordering, ask, desk):
    days = [DAY] * 33 + [DAY - dt.timedelta(days=1)] * 9 + [DAY + dt.timedelta(days=n % 3) for n in range(9)]
    rows = developments(days)
    client = ask(desk)
    start = f"{api.address('developments')}?ordering={ordering}&page_size=7"
    column = ordering.lstrip("-")
    expected = [
        row.pk for row in sorted(rows, key=lambda row: (getattr(row, column), row.pk), reverse=ordering.startswith("-"))
    ]
    forwards = walk(client, start, "next")
    assert flat(forwards) == expected
    assert {len(page) for page in forwards[:-1]} == {7}
    last = start
    for _ in forwards[1:]:
        last = client.get(last).json()["next"]
    backwards = walk(client, last, "previous")
    assert flat(reversed(backwards)) == expected


def test_a_row_added_or_hidden_while_somebody_reads_on_moves_no_other_row(ask, desk):
    rows = developments([DAY] * 20)
    client = ask(desk)
    first = client.get(api.address("developments"), {"ordering": "date_from", "page_size": 8}).json()
    seen = [row["ref"] for row in first["results"]]
    unseen = sorted({row.pk for row in rows} - set(seen))
    Development._base_manager.filter(pk__in=[*seen[-1:], *unseen[:1]]).update(marking="TLP:RED")
    Development._base_manager.filter(pk=unseen[-1]).update(date_from=DAY - dt.timedelta(days=9))
    rest = flat(walk(client, first["next"], "next"))
    assert rest == unseen[1:-1]


def test_the_last_page_has_no_next_and_the_first_no_previous(ask, desk):
    developments([DAY] * 14)
    client = ask(desk)
    first = client.get(api.address("developments"), {"page_size": 7}).json()
    last = client.get(first["next"]).json()
    assert (first["previous"], last["next"]) == (None, None)
    assert client.get(last["previous"]).json() == first
    assert client.get(api.address("developments"), {"page_size": 14}).json()["next"] is None


def test_links_keep_the_filters_and_the_size_and_leave_out_the_count(ask, desk):
    developments([DAY] * 3)
    query = {"page_size": 1, "count": "true", "direction": ["mixed", "opening"], "search": "number"}
    answer = ask(desk).get(api.address("developments"), query).json()
    assert answer["count"] == 3
    for kept in ("page_size=1", "direction=mixed", "direction=opening", "search=number", "cursor="):
        assert kept in answer["next"]
    assert "count" not in answer["next"]
    assert "count" not in ask(desk).get(answer["next"]).json()


# --- Orders -------------------------------------------------------------------------------


def test_every_order_of_every_endpoint_is_the_one_it_says(desk_client):
    for route, viewset in ROUTES.items():
        for column in viewset.ordering_columns:
            rows = api.listed(desk_client, route, ordering=column)["results"]
            assert rows == sorted(rows, key=lambda row: (row[column], row[api.key_name(route)])), f"{route} {column}"
            reverse = api.listed(desk_client, route, ordering=f"-{column}")["results"]
            assert reverse == rows[::-1], f"{route} -{column}"


def test_no_order_stands_on_a_column_that_can_be_empty():
    for viewset in ROUTES.values():
        for column in viewset.ordering_columns:
            assert not viewset.model._meta.get_field(column).null, f"{viewset.__name__} {column}"


@each_route
def test_a_list_begins_with_its_own_order(route, ask, reader):
    client = ask(reader)
    assert api.listed(client, route) == api.listed(client, route, ordering=ROUTES[route].ordering)


# --- Cursors ------------------------------------------------------------------------------

NEWEST = Ordering.parse("-date_from")


@each_route
def test_a_cursor_that_is_none_or_of_another_list_or_order_is_refused(route, ask, reader):
    words = {"cursor": ["This is no cursor of this list: use an address from “next” or “previous” unchanged."]}
    own = Ordering.parse(ROUTES[route].ordering_columns[-1])
    other = Meeting if api.model_of(route) is Track else Track
    moment = dt.datetime(2024, 5, 19, tzinfo=dt.UTC)
    place = Place(moment, api.unknown_key(route))
    good = place.cursor(own, api.model_of(route))
    assert ask(reader).get(api.address(route), {"cursor": good, "ordering": str(own)}).status_code == 200
    reversed_order = place.cursor(Ordering.parse(f"-{own}"), api.model_of(route))
    elsewhere = place.cursor(own, other)
    for cursor in ("x", "a:b", good[:-1], good + "x", "‮نام", "." * 10_000, "null:", reversed_order, elsewhere):
        response = ask(reader).get(api.address(route), {"cursor": cursor, "ordering": str(own)})
        assert (response.status_code, response.json()) == (400, words), cursor[:40]


@given(
    day=st.dates(),
    pk=st.text(max_size=30),
    backwards=st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_a_cursor_comes_back_as_the_place_it_was_made_from(day, pk, backwards):
    place = Place(day, pk, backwards)
    assert Place.read(place.cursor(NEWEST, Development), NEWEST, Development) == place


@given(moment=st.datetimes(timezones=st.just(dt.UTC)))
@settings(max_examples=30, deadline=None)
def test_a_cursor_keeps_a_moment_to_the_microsecond(moment):
    order = Ordering.parse("updated_at")
    cursor = Place(moment, "DEV-2024-222222").cursor(order, Development)
    assert Place.read(cursor, order, Development).value == moment


@given(st.one_of(st.text(max_size=200), st.binary(max_size=200).map(lambda b: b.decode("latin-1"))))
@settings(max_examples=100, deadline=None)
def test_garbage_is_no_cursor(text):
    with pytest.raises(ValidationError, match="no cursor of this list"):
        Place.read(text, NEWEST, Development)


@given(position=st.integers(min_value=0), letter=st.characters(min_codepoint=33, max_codepoint=126))
@settings(max_examples=100, deadline=None)
def test_a_cursor_with_one_letter_changed_is_none(position, letter):
    cursor = Place(DAY, "DEV-2024-222222").cursor(NEWEST, Development)
    position %= len(cursor)
    changed = cursor[:position] + letter + cursor[position + 1 :]
    if changed != cursor:
        with pytest.raises(ValidationError, match="no cursor of this list"):
            Place.read(changed, NEWEST, Development)


@given(days=st.lists(st.sampled_from([DAY, DAY + dt.timedelta(days=1)]), max_size=14), size=st.integers(1, 5))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_dates_and_the_page_size_every_row_comes_once(days, size, ask, desk):
    with transaction.atomic():
        rows = developments(days)
        pages = walk(ask(desk), f"{api.address('developments')}?page_size={size}", "next")
        transaction.set_rollback(True)
    assert flat(pages) == [row.pk for row in sorted(rows, key=lambda row: (row.date_from, row.pk), reverse=True)]


# --- Queries ------------------------------------------------------------------------------


def test_every_list_takes_as_many_queries_for_twenty_rows_as_for_two(desk_client):
    for route in api.NAMES:
        if route != "provinces":  # All 34 are there, and there can be no more.
            api.clones(api.fullest(desk_client, route), 21, route)
        last = f"-{api.key_name(route)}"
        assert len(api.listed(desk_client, route, ordering=last)["results"]) > 20
        few, many = (api.queries(desk_client, route, ordering=last, page_size=size) for size in (2, 20))
        assert few == many <= 16, f"{route}: {few} queries for two rows, {many} for twenty"
