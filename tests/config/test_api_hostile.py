"""Whatever stands in an address, the answer is a clear one and never an error of ours."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from . import api_routes as api

SOME = ("meetings", "commitments", "people", "readings", "provinces")
texts = st.text(max_size=40)
routes = st.sampled_from(SOME)
few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def desk_client(desk, ask):
    return ask(desk)


def names(route: str):
    return st.one_of(st.sampled_from(sorted(api.accepted_names(route))), texts)


@given(data=st.data(), route=routes)
@few
def test_any_parameters_are_answered_200_or_400(data, route, desk_client):
    pairs = data.draw(st.lists(st.tuples(names(route), texts), max_size=5))
    response = desk_client.get(f"{api.address(route)}?{urlencode(pairs)}")
    assert response.status_code in (200, 400), pairs
    api.body(response)


@given(route=routes, raw=st.binary(max_size=60))
@few
def test_any_bytes_after_the_question_mark_are_answered_200_or_400(route, raw, desk_client):
    response = desk_client.get(f"{api.address(route)}?{quote(raw, safe='=&;%+')}")
    assert response.status_code in (200, 400), raw
    api.body(response)


@given(route=routes, key=st.text(min_size=1, max_size=40))
@few
def test_any_key_is_answered_404_or_400(route, key, desk_client):
    response = desk_client.get(f"{api.address(route)}{quote(key, safe='')}/")
    assert response.status_code in (400, 404), key


@given(data=st.data(), route=routes)
@few
def test_any_value_of_every_filter_is_answered_200_or_400(data, route, desk_client):
    for name in data.draw(st.lists(st.sampled_from(sorted(api.parameters_of(route))), max_size=3, unique=True)):
        value = data.draw(texts)
        response = desk_client.get(api.address(route), {name: value})
        assert response.status_code in (200, 400), f"{name}={value!r}"
        if response.status_code == 400 and "\x00" not in value:
            assert list(response.json()) == [name]
