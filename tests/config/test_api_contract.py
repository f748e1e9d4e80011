"""What every endpoint promises: reading only, by whom, in which shape, and what it refuses."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

import pytest
from django.test import Client

from config.api.filters import RowFilters
from config.api.routes import ROUTES
from config.models import Token, User

from . import api_routes as api
from .api_routes import each_route

WRITES = ("post", "put", "patch", "delete")


@pytest.fixture
def desk_client(db, ask):
    return ask(api.golden_reader())


def addresses(route: str) -> list[str]:
    return [api.address(route), api.address(route, api.unknown_key(route))]


# --- Who may ask, and how -----------------------------------------------------------------


@each_route
def test_every_write_is_answered_405_whoever_asks(route, ask, browse, administrator):
    superuser = User.objects.create(username="root", is_superuser=True, is_staff=True)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(administrator)
    for client in (ask(None), ask(superuser), browse(superuser), strict):
        for method in WRITES:
            for address in addresses(route):
                response = getattr(client, method)(address, {"ref": "MTG-2026-7KQ4", "set_by": "ORG-1999-ZZZZ"})
                assert response.status_code == 405, f"{method} {address}"
                assert response["Allow"] == "GET, HEAD, OPTIONS"


@each_route
def test_without_credentials_401_says_how_to_bring_them(route, ask, db):
    for address in addresses(route):
        response = ask(None).get(address)
        assert (response.status_code, response["WWW-Authenticate"]) == (401, "Token")
        assert response.json() == {"detail": "Authentication credentials were not provided."}


def token_of(user: User, **options) -> str:
    return Token.objects.create(user, purpose="Test", **options)[1]


@pytest.mark.parametrize(
    "header",
    ["Token", "Token wrong", "Token two words", "Token " + "x" * 5000, "Token ‮نام", "Token \x7f", "Basic cmVhZGVyOng="],
)
def test_a_credential_that_is_none_is_answered_401(header, db):
    response = Client(headers={"Authorization": header.encode().decode("latin-1")}).get(api.address("meetings"))
    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Token")


def test_an_expired_token_and_one_of_an_inactive_user_are_answered_401(reader, lead):
    good, expired = token_of(reader), token_of(reader, expiry=dt.timedelta(seconds=-1))
    inactive = token_of(lead)
    User.objects.filter(pk=lead.pk).update(is_active=False)
    answers = [
        Client(headers={"Authorization": f"Token {text}"}).get(api.address("meetings"))
        for text in (good, expired, inactive, good[:-1], good + "x")
    ]
    assert [answer.status_code for answer in answers] == [200, 401, 401, 401, 401]


def test_a_browsers_session_may_read_too(browse, reader):
    assert browse(reader).get(api.address("meetings")).status_code == 200


@each_route
def test_answers_are_kept_by_no_cache(route, ask, reader):
    for parameters in ({}, {"format": "csv"}, {"colour": "red"}):
        response = ask(reader).get(api.address(route), parameters)
        assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
        api.body(response)


def test_an_accept_header_that_a_program_sends_by_itself_is_not_refused(ask, reader):
    for header in ("text/html", "text/csv", "application/xml", "nonsense"):
        for parameters, kind in (({}, "application/json"), ({"format": "csv"}, "text/csv; charset=utf-8")):
            response = ask(reader).get(api.address("meetings"), parameters, headers={"Accept": header})
            assert (response.status_code, response["Content-Type"]) == (200, kind)
            api.body(response)


# --- The shape of an answer ---------------------------------------------------------------


def test_a_row_has_the_declared_fields_in_order_in_lists_and_details(desk_client):
    for route, viewset in ROUTES.items():
        fields = viewset.serializer_class.Meta.fields
        assert isinstance(fields, list), route
        rows = api.listed(desk_client, route)["results"]
        for row in rows:
            assert list(row) == fields, route
        one = desk_client.get(api.address(route, rows[0][api.key_name(route)]))
        assert one.status_code == 200
        assert one.json() == rows[0]


def test_what_the_csv_of_a_record_shows_its_json_shows_too(db):
    from config.exports import report_for

    for route, viewset in ROUTES.items():
        sources = {field.source for field in viewset.serializer_class().fields.values()}
        sources |= set(viewset.serializer_class.Meta.fields)
        assert {c.field for c in report_for(viewset.model).resolved() if c.field} <= sources, route


def test_head_and_options_are_answered_without_a_body_of_rows(desk_client):
    for route in api.NAMES:
        head, options = desk_client.head(api.address(route)), desk_client.options(api.address(route))
        assert (head.status_code, head.content, options.status_code) == (200, b"", 200)
        assert "results" not in options.json()


# --- What is refused ----------------------------------------------------------------------


def refusal(client, route: str, query: str | dict, key: str = "") -> dict:
    response = client.get(f"{api.address(route, key)}?{query if isinstance(query, str) else urlencode(query)}")
    assert response.status_code == 400, f"{route} {query}: {response.status_code}"
    return response.json()


@each_route
def test_an_unknown_parameter_is_refused_naming_the_accepted_ones(route, ask, reader):
    accepted = ", ".join(sorted(api.accepted_names(route)))
    assert refusal(ask(reader), route, "colour=red") == {
        "colour": [f"This parameter is not known. Accepted: {accepted}."]
    }
    assert list(refusal(ask(reader), route, f"{'x' * 3000}=1")) == ["x" * 40]


@each_route
def test_a_detail_refuses_every_parameter_of_lists(route, ask, reader):
    accepted = ["as_of", "format", "known_at"] if ROUTES[route].state_as_of else ["format"]
    for name in (api.accepted_names(route) | {"colour"}) - set(accepted):
        words = [f"This parameter is not known. Accepted: {', '.join(accepted)}."]
        assert refusal(ask(reader), route, f"{name}=1", api.unknown_key(route)) == {name: words}
    words = {"format": ["“csv” is not accepted. Accepted: json."]}
    assert refusal(ask(reader), route, "format=csv", api.unknown_key(route)) == words


@each_route
def test_every_parameter_refuses_an_empty_value_and_a_single_one_refuses_two(route, ask, reader):
    client, filters = ask(reader), api.parameters_of(route)
    for name in api.accepted_names(route):
        empty = {name: ["This parameter is empty: give it a value or leave it out."]}
        assert refusal(client, route, f"{name}=") == empty
        assert refusal(client, route, f"{name}=1&{name}=") == empty
        if not (name in filters and filters[name].several):
            twice = {name: ["This parameter takes one value and was given several."]}
            assert refusal(client, route, f"{name}=1&{name}=1") == twice


@each_route
def test_a_page_size_beyond_the_cap_or_no_number_is_refused_saying_what_is_accepted(route, ask, reader):
    client = ask(reader)
    for size in ("0", "-1", "501", "1000000000", "9" * 5000, "abc", "1.5", "٥", " 5", "0x10", "1e2"):
        words = [f"“{size[:20]}” is not accepted: give a number from 1 to 500."]
        assert refusal(client, route, {"page_size": size}) == {"page_size": words}


@each_route
def test_a_format_or_flag_that_is_none_is_refused(route, ask, reader):
    client = ask(reader)
    assert refusal(client, route, "format=xml") == {"format": ["“xml” is not accepted. Accepted: json, csv."]}
    assert refusal(client, route, "count=yes") == {"count": ["“yes” is not accepted. Accepted: true, false."]}
    for value in ("yes", "1", "True"):
        assert refusal(client, route, f"format=csv&bom={value}") == {
            "bom": [f"“{value}” is not accepted. Accepted: true, false."]
        }
    assert refusal(client, route, "bom=true") == {"bom": ["Only with format=csv: leave this out."]}


@each_route
def test_an_order_that_is_none_is_refused_naming_those_there_are(route, ask, reader):
    columns = ROUTES[route].ordering_columns
    accepted = ", ".join(f"{sign}{column}" for column in columns for sign in ("", "-"))
    for order in ("colour", "--ref", "created_by", "pk", "readers__username", "?"):
        words = [f"“{order}” is not accepted. Accepted: {accepted}."]
        assert refusal(ask(reader), route, {"ordering": order}) == {"ordering": words}


@each_route
def test_csv_with_pages_is_refused(route, ask, reader):
    names = {*api.PAGING, "include_retired"} & api.accepted_names(route)
    for name, value in (
        ("count", "true"),
        ("cursor", "x"),
        ("ordering", "x"),
        ("page_size", "1"),
        ("include_retired", "true"),
    ):
        if name in names:
            words = {name: ["Not with format=csv: leave this out."]}
            assert refusal(ask(reader), route, f"format=csv&{name}={value}") == words


@each_route
def test_what_is_wrong_is_all_said_at_once(route, ask, reader):
    assert set(refusal(ask(reader), route, "colour=red&shape=&format=xml&format=csv")) == {"colour", "shape", "format"}


def test_a_posted_foreign_key_that_does_not_exist_is_a_405_like_every_write(ask, desk):
    response = ask(desk).post(api.address("points"), {"meeting": "MTG-1999-ZZZZ", "text": "x"}, format="json")
    assert response.status_code == 405


@each_route
def test_every_endpoint_can_be_asked_what_changed_since(route):
    assert issubclass(ROUTES[route].filterset_class, RowFilters)
    assert {"marking", "updated_since"} & set(api.parameters_of(route)) >= {"updated_since"}
    if any(f.name == "marking" for f in api.model_of(route)._meta.fields):
        assert "marking" in api.parameters_of(route)
