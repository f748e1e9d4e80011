"""Need to know in the API: what a reader may not see does not exist, at any endpoint."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.urls import get_resolver

from config.api import filters
from config.api.routes import ROUTES
from config.exports import report_for
from config.models import Clearance, User
from tests.conftest import person

from . import api_routes as api


@pytest.fixture
def desk_client(db, ask):
    return ask(api.golden_reader())


def test_the_golden_record_has_a_row_at_every_endpoint(desk_client):
    assert [route for route in api.NAMES if not api.keys(desk_client, route)] == []


def test_what_the_golden_record_hides_is_in_no_answer(desk_client):
    for route in api.NAMES:
        text = desk_client.get(api.address(route), {"page_size": 500}).content.decode()
        for word in ("RRRR", "SSSSSS", "Hidden", "Withdrawn and gone", "DEV-2024-CCCCCC", "Private name", "نام"):
            assert word not in text, f"{word} is in {route}"


def test_a_hidden_record_is_gone_from_lists_counts_filters_nested_rows_and_links(desk_client):
    before = {route: api.listed(desk_client, route, count="true") for route in api.NAMES}
    texts = {route: str(answer) for route, answer in before.items()}
    for route in api.RESTRICTED:
        row = api.fullest(desk_client, route)
        showing = [other for other in api.NAMES if row.pk in texts[other]]
        asking = [
            (other, name)
            for other in api.NAMES
            for name, parameter in api.parameters_of(other).items()
            if isinstance(parameter, filters.Refs) and row.pk.startswith(f"{parameter.prefix}-")
        ]
        assert route in showing
        with transaction.atomic():
            api.hide(row)
            after = {other: api.listed(desk_client, other, count="true") for other in showing}
            found = {
                (other, name): api.listed(desk_client, other, count="true", **{name: row.pk}) for other, name in asking
            }
            transaction.set_rollback(True)
        assert after[route]["count"] < before[route]["count"]
        for other, answer in after.items():
            assert row.pk not in str(answer), f"{row.pk} is still in {other}"
            assert answer["count"] == len(answer["results"]), other
        for asked, answer in found.items():
            assert (answer["count"], answer["results"]) == (0, []), f"{row.pk} is found by {asked}"


def test_search_does_not_find_a_hidden_record(desk_client):
    for route in api.RESTRICTED:
        if "search" not in api.parameters_of(route):
            continue
        row = api.fullest(desk_client, route)
        words = row.search_text[:150]
        assert row.pk in api.keys(desk_client, route, search=words)
        with transaction.atomic():
            api.hide(row)
            assert api.keys(desk_client, route, search=words) == []
            transaction.set_rollback(True)


def test_a_hidden_record_and_none_are_the_same_404_byte_for_byte(desk_client):
    for route in api.RESTRICTED:
        row = api.fullest(desk_client, route)
        assert desk_client.get(api.address(route, row.pk)).status_code == 200
        with transaction.atomic():
            api.hide(row)
            hidden = desk_client.get(api.address(route, row.pk))
            transaction.set_rollback(True)
        for key in (api.unknown_key(route), "no-reference-at-all", "‮نام", "x" * 5000):
            missing = desk_client.get(api.address(route, key))
            assert (hidden.status_code, hidden.content) == (missing.status_code, missing.content)
            assert dict(hidden.headers) == dict(missing.headers)
            assert hidden.status_code == 404


def test_search_reads_no_text_that_the_endpoint_does_not_show():
    for route, viewset in ROUTES.items():
        if "search" in api.parameters_of(route):
            unseen = set(viewset.model.search_from) - set(viewset.serializer_class.Meta.fields)
            assert unseen == set(), route


def test_what_the_csv_withholds_is_a_field_of_no_endpoint():
    for route, viewset in ROUTES.items():
        withheld = set(report_for(viewset.model).reasons())
        assert {"created_by", "updated_by"} <= withheld
        assert not withheld & set(viewset.serializer_class.Meta.fields), route


# --- Kinds of record ----------------------------------------------------------------------


@api.each_route
def test_who_has_no_role_is_told_403_at_lists_and_details(route, ask, outsider):
    client = ask(outsider)
    for key in ("", api.unknown_key(route)):
        response = client.get(api.address(route, key))
        assert response.status_code == 403
        assert response.json() == {"detail": "Your role may not view this kind of record. Ask an administrator."}


def allowed_only(*models) -> User:
    """Somebody with full clearance whose role may view these kinds of record and no other."""
    group = Group.objects.create(name="a narrow role")
    Clearance.objects.create(group=group, ceiling="TLP:AMBER+STRICT", sees_unapproved=True)
    for model in models:
        group.permissions.add(
            Permission.objects.get(
                codename=f"view_{model._meta.model_name}", content_type__app_label=model._meta.app_label
            )
        )
    user = person("narrow")
    user.groups.add(group)
    return user


def test_a_role_for_one_kind_of_record_sees_nothing_of_others_through_it(desk_client, ask):
    texts = {route: api.listed(desk_client, route) for route in api.NAMES}
    every = {route: {row[api.key_name(route)] for row in answer["results"]} for route, answer in texts.items()}
    for route in api.RESTRICTED:
        with transaction.atomic():
            client = ask(allowed_only(api.model_of(route)))
            text = client.get(api.address(route), {"page_size": 500}).content.decode()
            opened = [other for other in api.NAMES if client.get(api.address(other)).status_code == 200]
            transaction.set_rollback(True)
        assert opened == [route]
        for other in set(api.RESTRICTED) - {route}:
            shown = [key for key in every[other] if key in text]
            assert shown == [], f"{route} shows {other}"


def test_a_part_is_not_shown_to_a_role_that_may_not_view_the_whole(desk_client, ask):
    models = {route: api.model_of(route) for route in ("meetings", "citations", "sources")}
    some = ask(allowed_only(models["citations"], models["meetings"]))
    assert api.keys(some, "citations") == []
    assert all(row["citations"] == [] for row in api.listed(some, "meetings")["results"])


def test_the_first_page_lists_the_endpoints_that_the_reader_may_view(ask, reader, outsider, db):
    mine = ask(reader).get(api.ROOT).json()
    assert set(mine) == {*api.NAMES, "docs", "schema"}
    assert set(ask(outsider).get(api.ROOT).json()) == {"docs", "schema"}
    for link in mine.values():
        assert get_resolver().resolve(link.removeprefix("http://testserver"))
