"""The OpenAPI document: valid, whole, and true of what is really answered."""

from __future__ import annotations

import datetime as dt
import json
import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from drf_spectacular.validation import validate_schema

from config.api.docs import document, openapi_yaml, resolved
from config.api.routes import ROUTES

from . import api_routes as api


@pytest.fixture
def desk_client(db, ask):
    return ask(api.golden_reader())


def operation(route: str, *, detail: bool = False) -> dict[str, Any]:
    path = api.address(route) + (f"{{{api.key_name(route)}}}/" if detail else "")
    return document()["paths"][path]["get"]


def answer_schema(given: dict[str, Any]) -> dict[str, Any]:
    return given["responses"]["200"]["content"]["application/json"]["schema"]


def test_the_document_is_valid_openapi_and_is_made_without_a_warning(tmp_path):
    validate_schema(document())
    file = tmp_path / "openapi.yaml"
    call_command("spectacular", "--validate", "--fail-on-warn", file=str(file))
    assert file.read_text(encoding="utf-8") == openapi_yaml()


def test_it_has_every_endpoint_for_reading_and_nothing_else():
    expected = {api.ROOT} | {api.address(route) for route in api.NAMES}
    expected |= {f"{api.address(route)}{{{api.key_name(route)}}}/" for route in api.NAMES}
    for route, viewset in ROUTES.items():
        for action in viewset.get_extra_actions():
            below = f"{{{api.key_name(route)}}}/" if action.detail else ""
            expected.add(f"{api.address(route)}{below}{action.url_path}/")
    assert set(document()["paths"]) == expected
    assert {method for path in document()["paths"].values() for method in path} == {"get"}


def test_it_has_every_parameter_that_is_accepted_and_no_other():
    for route, viewset in ROUTES.items():
        query = {p["name"] for p in operation(route)["parameters"] if p["in"] == "query"}
        assert query == api.accepted_names(route), route
        detail = {(p["in"], p["name"]) for p in operation(route, detail=True)["parameters"]}
        of_day = {("query", "as_of"), ("query", "known_at")} if viewset.state_as_of else set()
        assert detail == {("path", api.key_name(route)), ("query", "format"), *of_day}, route


def test_every_parameter_and_every_field_says_what_it_is():
    for route in api.NAMES:
        for parameter in operation(route)["parameters"]:
            assert parameter["description"].strip(), f"{route}?{parameter['name']}"
        silent = [name for name, words in described(answer_schema(operation(route, detail=True))) if not words]
        assert silent == [], route


def described(schema: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    rows = []
    for name, given in resolved(schema).get("properties", {}).items():
        inner = given.get("items", given)
        rows.append((prefix + name, given.get("description", "").strip()))
        rows += described(inner, f"{prefix}{name}.")
    return rows


def test_an_enumerated_parameter_lists_the_codes_that_are_accepted(ask, reader, db):
    client = ask(reader)
    for route in api.NAMES:
        for parameter in operation(route)["parameters"]:
            schema = parameter["schema"]
            several = schema.get("items", {}).get("enum", [])
            for given in [*schema.get("enum", []), *([several] if several else [])]:
                response = client.get(api.address(route), {parameter["name"]: given})
                assert response.status_code == 200, f"{route}?{parameter['name']}={given}: {api.body(response)}"
                api.body(response)


def test_it_says_how_to_sign_in_and_every_refusal():
    assert document()["components"]["securitySchemes"]["token"]["in"] == "header"
    for route in api.NAMES:
        assert set(operation(route)["responses"]) == {"200", "400", "401", "403", "429"}
        assert set(operation(route, detail=True)["responses"]) == {"200", "400", "401", "403", "404", "429"}
        assert set(operation(route)["responses"]["200"]["content"]) == {"application/json", "text/csv"}


def test_it_is_served_as_yaml_or_json_to_whoever_signs_in(ask, reader):
    address = f"{api.ROOT}schema/"
    assert ask(None).get(address).status_code == 401
    yaml = ask(reader).get(address)
    assert yaml["Content-Disposition"] == 'inline; filename="engagement-tracks-api.yaml"'
    assert yaml.content.decode() == openapi_yaml()
    as_json = ask(reader).get(address, headers={"Accept": "application/json"})
    assert as_json["Content-Disposition"] == 'inline; filename="engagement-tracks-api.json"'
    assert as_json.json() == json.loads(json.dumps(document()))


# --- True of the answers ------------------------------------------------------------------


def test_every_answer_has_exactly_the_fields_and_types_that_the_document_says(desk_client):
    for route in api.NAMES:
        answer = desk_client.get(api.address(route), {"page_size": 500, "count": "true"}).json()
        assert contradictions(answer_schema(operation(route)), answer) == []
        for row in answer["results"][:2]:
            one = desk_client.get(api.address(route, row[api.key_name(route)])).json()
            assert contradictions(answer_schema(operation(route, detail=True)), one) == []


def test_every_refusal_has_the_shape_that_the_document_says(desk_client, ask):
    for address, client in (
        (f"{api.address('meetings')}?colour=red", desk_client),
        (api.address("meetings"), ask(None)),
        (api.address("meetings", api.unknown_key("meetings")), desk_client),
    ):
        response = client.get(address)
        responses = operation("meetings", detail=True)["responses"]
        schema = responses[str(response.status_code)]["content"]["application/json"]["schema"]
        assert contradictions(schema, response.json()) == []


def contradictions(schema: dict[str, Any], value: Any, path: str = "") -> list[str]:
    """Where a value is not what the schema says, everything within it included."""
    nullable = schema.get("nullable", False)
    schema = resolved(schema)
    if value is None:
        return [] if nullable or schema.get("nullable") else [f"{path} is null"]
    match schema.get("type"):
        case "array":
            items = [contradictions(schema["items"], one, f"{path}[]") for one in value]
            return [found for given in items for found in given]
        case "object":
            return _object_contradictions(schema, value, path)
        case kind:
            fits = FITS[kind, schema.get("format", "")](value)
            allowed = "enum" not in schema or value in schema["enum"]
            return [] if fits and allowed else [f"{path} = {value!r}"]


def _object_contradictions(schema: dict[str, Any], value: dict[str, Any], path: str) -> list[str]:
    if "additionalProperties" in schema:
        inner = dict.fromkeys(value, schema["additionalProperties"])
    else:
        inner = schema["properties"]
    wrong = [f"{path}.{name} is not declared" for name in set(value) - set(inner)]
    wrong += [f"{path}.{name} is missing" for name in set(inner) - set(value)]
    for name in set(value) & set(inner):
        wrong += contradictions(inner[name], value[name], f"{path}.{name}")
    return wrong


def is_text(value: Any) -> bool:
    return isinstance(value, str)


FITS = {
    ("string", ""): is_text,
    ("string", "uri"): lambda value: is_text(value) and (value == "" or value.startswith(("http://", "https://"))),
    ("string", "date"): lambda value: is_text(value) and dt.date.fromisoformat(value).isoformat() == value,
    ("string", "date-time"): lambda value: (
        re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z", value) is not None
    ),
    ("string", "decimal"): lambda value: is_text(value) and f"{Decimal(value).normalize():f}" == value,
    ("integer", ""): lambda value: type(value) is int,
    ("boolean", ""): lambda value: type(value) is bool,
}


def test_the_comparison_finds_what_is_missing_undeclared_null_or_of_another_type():
    schema = {"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "string", "enum": ["x"]}}}
    assert contradictions(schema, {"a": 1, "b": "x"}) == []
    assert contradictions(schema, {"a": "1", "c": 1, "b": "y"}) != []
    assert sorted(contradictions(schema, {"a": None, "c": 1})) == [".a is null", ".b is missing", ".c is not declared"]
    assert contradictions({"type": "array", "items": schema}, [{"a": True, "b": "x"}]) == ["[].a = True"]
