"""Every list of the admin: its columns, filters and search, what it says to nonsense, and how much it asks."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from config.admin.filters import StandingFilter
from config.models import Reviewed
from tracks.models import Meeting

from . import admin_pages as pages
from .api_routes import golden_reader

NONSENSE = {
    "an unknown filter": "nonsense=1",
    "a column that is no filter": "created_by__username=desk",
    "a lookup on a filter": "marking__startswith=TLP",
    "a page far away": "p=1000000000",
    "page nought": "p=0",
    "a page that is no number": "p=two",
    "an order that is no number": "o=title",
    "an order by a column that is not there": "o=99",
    "a value that is no choice": "FILTER=no-such-choice",
    "a value far too long": "FILTER=" + "x" * 5000,
}


@pytest.fixture
def desk_client(db):
    return pages.signed_in(golden_reader())


@pytest.fixture
def superuser_client(db):
    return pages.signed_in("superuser")


def test_no_list_is_wider_than_seven_columns():
    wide = [model.__name__ for model, kept in pages.ADMINS.items() if len(kept.list_display) > 7]
    assert wide == []


def test_every_list_can_be_searched_and_says_how(db):
    assert [m.__name__ for m, kept in pages.ADMINS.items() if not kept.search_fields] == []
    assert [m.__name__ for m in pages.KEPT if not pages.ADMINS[m].search_help_text] == []


def test_withdrawn_and_retired_rows_are_left_out_unless_they_are_asked_for(desk_client):
    assert [m.__name__ for m in pages.KEPT if StandingFilter not in pages.ADMINS[m].list_filter] == []


def test_every_choice_of_every_filter_is_answered(desk_client):
    """All filters of a list are tried at once, each with its next choice."""
    user = pages.User.objects.get(username="golden-desk")
    for model in pages.KEPT:
        filters = {spec.parameter_name: spec.lookup_choices for spec in pages.changelist(user, model).filter_specs}
        for turn in range(max(map(len, filters.values()))):
            chosen = {name: choices[turn % len(choices)][0] for name, choices in filters.items()}
            listed = pages.changelist(user, model, urlencode(chosen))
            assert len(listed.active_filters) == len(chosen), (model, chosen)
        response = desk_client.get(pages.address(model), chosen)
        assert dict(response.context["cl"].active_filters) == dict(listed.active_filters)
        assert all(words in pages.text_of(response) for _, words in listed.active_filters)


def test_nonsense_is_answered_with_a_message_and_the_list(superuser_client):
    """In two steps: the address without the nonsense, and there the words."""
    for model, kept in pages.ADMINS.items():
        where = pages.address(model)
        one = kept.list_filter[0].parameter_name if kept.list_filter else None
        led_to = set()
        for what, query in NONSENSE.items():
            if one or "FILTER" not in query:
                asked = query.replace("FILTER", one or "")
                response = superuser_client.get(f"{where}?{asked}")
                assert response.status_code == 302, f"{model.__name__}: {what}"
                led_to.add(response["Location"])
                if model in pages.KEPT:
                    file = superuser_client.get(f"{pages.address(model, 'csv')}?{asked}")
                    assert file.status_code == 302, f"{model.__name__}: a file for {what}"
                    assert file["Location"].startswith(f"{where}?{asked[:10]}")
        assert led_to == {where, f"{where}?e=1"}
        for address, words in ((where, "This list has no filter"), (f"{where}?e=1", "The list has no such page")):
            response = superuser_client.get(address)
            assert words in pages.messages_of(response), model
            assert response.context["cl"].opts.model is model


def test_the_rest_of_a_question_is_kept_when_a_part_of_it_is_nonsense(superuser_client):
    response = superuser_client.get(f"{pages.address(Meeting)}?status=held&nonsense=1&q=doha", follow=True)
    assert response.redirect_chain == [(f"{pages.address(Meeting)}?status=held&q=doha", 302)]
    assert "This list has no filter “nonsense”; it was left out." in pages.messages_of(response)
    assert dict(response.context["cl"].active_filters) == {"status": "Held"}


# --- Search -------------------------------------------------------------------------------


def test_every_record_is_found_by_its_reference_however_it_is_typed(desk_client):
    user = pages.User.objects.get(username="golden-desk")
    for model in pages.KEPT:
        keys = model._default_manager.visible_to(user).standing().order_by("-pk").values_list("pk", flat=True)
        for typed in (keys[0], keys[0].lower(), f"  {keys[0]} "):
            assert keys[0] in pages.found(user, model, urlencode({"q": typed})), (model.__name__, typed)
        assert pages.found(user, model, urlencode({"q": pages.unknown_key(model)})) == [0], model.__name__


@pytest.mark.parametrize("typed", ["…", "?!", "%", "_", "\\", "'", '"', "a " * 3000, "x" * 20000, "‮", "\U0001f3db"])
def test_any_search_is_answered(typed, desk_client):
    user = pages.User.objects.get(username="golden-desk")
    for model in pages.KEPT:
        if typed.strip():
            pages.changelist(user, model, urlencode({"q": typed}))
    assert desk_client.get(pages.address(Meeting), {"q": typed}).status_code == 200


# --- Questions to the database ------------------------------------------------------------


def test_a_list_asks_as_much_when_it_is_eighteen_rows_longer(db, monkeypatch):
    """Reference lists are long already: of them what is retired is listed, which are the copies."""
    golden_reader()
    pages.open_to_all()
    roles = ("desk officer", "reader", "superuser")
    uneven = []
    for model in sorted(pages.KEPT, key=lambda m: len(pages.ADMINS[m].inlines)):
        monkeypatch.setattr(pages.ADMINS[model], "list_per_page", 500)
        row = pages.fullest(model, pages.who("reader"))
        where = f"{pages.address(model)}?standing={'all' if issubclass(model, Reviewed) else 'no'}"
        seen = []
        for more in (2, 18):
            pages.copies(row, more)
            # Signed in anew, or a slow machine writes the session in between.
            seen.append({role: pages.queries(pages.signed_in(role), where) for role in roles})
            seen[-1]["rows"] = pages.changelist(pages.who("reader"), model, where.partition("?")[2]).result_count
        if seen[1] != seen[0] | {"rows": seen[0]["rows"] + 18}:
            uneven.append((model.__name__, seen))
    assert uneven == []
