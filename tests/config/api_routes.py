"""What the API's tests know of every endpoint: its rows, its parameters, and how to hide or copy a row.

All of it is read from the register of routes, so an endpoint made tomorrow is tested tomorrow.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

import config.urls  # noqa: F401 - registers every room's endpoints
from config.api import filters
from config.api.routes import ROUTES
from config.models import User
from config.refs import ALPHABET, RefField
from config.visibility import is_restricted
from rights.api import Provinces
from tests.factories import unsealed
from tests.tracks.golden import record

ROOT = "/api/v1/"
NAMES = sorted(ROUTES)
REFERENCE = [name for name in NAMES if issubclass(ROUTES[name].filterset_class, filters.ReferenceFilters)]
RESTRICTED = [name for name in NAMES if is_restricted(ROUTES[name].model)]
PAGING = {"count", "cursor", "ordering", "page_size"}

each_route = pytest.mark.parametrize("route", NAMES)


def golden_reader() -> User:
    """Makes the golden record; a desk officer who reads it."""
    with record.frozen():
        record.build()
    return record.reader()


def address(route: str, key: str = "") -> str:
    return f"{ROOT}{route}/{key}/" if key else f"{ROOT}{route}/"


def model_of(route: str) -> Any:
    return ROUTES[route].model


def key_name(route: str) -> str:
    return model_of(route)._meta.pk.name


def unknown_key(route: str) -> str:
    """A key of the right shape that no row has."""
    field = model_of(route)._meta.pk
    return f"{field.prefix}-1999-{'Z' * field.length}" if isinstance(field, RefField) else "no-such-code"


def listed(client: APIClient, route: str, **parameters: Any) -> dict[str, Any]:
    """The JSON of a list, on one page."""
    response = client.get(address(route), {"page_size": 500} | parameters)
    assert response.status_code == 200, f"{route} {parameters}: {response.content.decode()[:300]}"
    return response.json()


def keys(client: APIClient, route: str, **parameters: Any) -> list[str]:
    return [row[key_name(route)] for row in listed(client, route, **parameters)["results"]]


def fullest(client: APIClient, route: str) -> Any:
    """The row that the list says most about."""
    rows = listed(client, route)["results"]
    assert rows, f"The golden record has no {route}."
    key = max(rows, key=lambda row: (len(json.dumps(row)), row[key_name(route)]))[key_name(route)]
    return model_of(route)._base_manager.get(pk=key)


# --- Parameters ---------------------------------------------------------------------------


def parameters_of(route: str) -> dict[str, filters.Parameter]:
    return ROUTES[route].filterset_class.base_filters


def accepted_names(route: str) -> set[str]:
    """Every parameter that the list accepts."""
    extra = {"as_of", "known_at"} if ROUTES[route].state_as_of else set()
    return {*parameters_of(route), *PAGING, "format", "bom", *extra}


def good_value(parameter: filters.Parameter) -> str:
    match parameter:
        case Provinces():
            return "Helmand"
        case filters.Codes():
            return parameter.target.objects.values_list("pk", flat=True).first()
        case filters.Choices():
            return next(iter(parameter.labels))
        case filters.Countries():
            return "QA"
        case filters.Refs():
            return f"{parameter.prefix}-1999-ZZZZ"
        case filters.Flag():
            return "true"
        case filters.Since():
            return "2024-01-31T08:00:00Z"
        case filters.Edge():
            return "2024-01-31"
    return "word"


def bad_value(parameter: filters.Parameter) -> str | None:
    """A value that must be refused; None if every text is a value."""
    match parameter:
        case filters.Texts():
            return None
        case filters.Search():
            return "…"
    return "nonsense"


# --- Rows ---------------------------------------------------------------------------------


@unsealed()
def hide(row: Any) -> None:
    """Mark the record that the row is or belongs to for named readers only."""
    while not hasattr(row, "marking"):
        row = next(parent for name in row.visible_through if (parent := getattr(row, name)))
    type(row)._base_manager.filter(pk=row.pk).update(marking="TLP:RED", created_by=None)


@unsealed()
def copies(row: Any, number: int) -> list[Any]:
    """More rows like this one, the last by key."""
    return [_copy(row, "Z", **_own_parent(row)) for _ in range(number)]


@unsealed()
def clones(row: Any, number: int, route: str) -> None:
    """Copies with the same links, and with parts of their own."""
    for copy in copies(row, number):
        for name, field in ROUTES[route].serializer_class._declared_fields.items():
            link = _link(type(row), field.source or name)
            if link is not None and link.many_to_many:
                _link_alike(row, copy, link)
            elif link is not None and link.one_to_many:
                for part in getattr(row, link.get_accessor_name()).all():
                    own = _copy(part, "Y", **{link.field.attname: copy.pk})
                    for several in part._meta.many_to_many:
                        _link_alike(part, own, several)


def _copy(row: Any, letter: str, **changes: Any) -> Any:
    model = type(row)
    copy = model(**{f.attname: getattr(row, f.attname) for f in model._meta.concrete_fields} | changes)
    key, number = model._meta.pk, model._base_manager.count()
    tail = ALPHABET[number // 30 % 30] + ALPHABET[number % 30]
    copy.pk = f"{key.prefix}-2024-{tail.rjust(key.length, letter)}" if isinstance(key, RefField) else f"{letter}-{tail}"
    model._base_manager.bulk_create([copy])
    return copy


def _link_alike(row: Any, copy: Any, link: Any) -> None:
    forward = link if link.concrete else link.field
    through, mine = forward.remote_field.through, forward.m2m_field_name()
    other = forward.m2m_reverse_field_name()
    if not link.concrete:
        mine, other = other, mine
    joined = through._base_manager.filter(**{mine: row.pk}).values_list(f"{other}_id", flat=True)
    through._base_manager.bulk_create([through(**{f"{mine}_id": copy.pk, f"{other}_id": key}) for key in joined])


def _own_parent(row: Any) -> dict[str, Any]:
    """A copy of the record within which the row must be the only one of its kind."""
    model = type(row)
    for constraint in model._meta.constraints:
        for name in getattr(constraint, "fields", ()):
            if (link := _link(model, name)) is not None:
                return {link.attname: _copy(getattr(row, name), "X").pk}
    return {}


def _link(model: Any, name: str) -> Any:
    found = next((f for f in model._meta.get_fields() if f.name == name), None)
    return found if found is not None and found.is_relation else None


def body(response: Any) -> bytes:
    """The bytes of an answer, read to the end: an unread download would keep its file open."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def queries(client: APIClient, route: str, **parameters: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address(route), parameters)
        content = body(response)
    assert response.status_code == 200, content
    return len(captured)


def csv_of(client: APIClient, route: str, **parameters: Any) -> bytes:
    response = client.get(address(route), {"format": "csv"} | parameters)
    content = body(response)
    assert response.status_code == 200, f"{route} {parameters}: {content.decode()[:300]}"
    return content
