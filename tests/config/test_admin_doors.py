"""Who may open which page of the admin: every model, every role, and what is offered there."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from config import trace
from config.admin.people import DECLARED
from config.delivery.making import make
from config.models import Part, Profile, Reference, Run, SavedMapping, Trace

from . import admin_pages as pages
from .api_routes import golden_reader
from .delivering import OCTOBER, approved

EVERYTHING = {"view", "add", "change"}
LOGGING = {"desk officer", "track lead"}


def verbs(role: str, model) -> set[str]:
    """What the role may do with the pages of a kind of record, as the house states it."""
    if model is Trace:
        return {"view"} if role in ("superuser", "administrator") else set()
    if model is Run:
        return {"view"} if role in ("superuser", "administrator", "track lead") else set()
    if role == "superuser":
        return EVERYTHING
    if model is Profile:
        return EVERYTHING if role == "administrator" else {"view"} if role == "track lead" else set()
    if model in pages.PEOPLE or model is SavedMapping:
        return EVERYTHING if role == "administrator" else set()
    if role == "no role":
        return set()
    keeps = role == "administrator" if issubclass(model, Reference) else role in LOGGING
    return EVERYTHING if keeps else {"view"}


def stands_as_it_is(model, key, role: str) -> bool:
    """Whether the record is approved, or part of one that is, a built-in role, or another's superuser account."""
    row = model._base_manager.get(pk=key)
    if model is Group and row.name in DECLARED:
        return True
    if getattr(row, "is_superuser", False) and role != "superuser":
        return True
    whole = [getattr(row, name, None) for name in ("meeting", "development", "assessment")]
    concerned = [row, *whole] if issubclass(model, Part) else [row]
    return any(getattr(one, "review_state", "") == "approved" for one in concerned)


@pytest.fixture
def keys(db, packages_folder):
    """The golden record, open to everybody: a key of each kind."""
    golden_reader()
    pages.open_to_all()
    trace.note(trace.Kind.SIGNED_IN, "Signed in.")
    SavedMapping.objects.create(code="a-mapping", name="A mapping", lines="value = {value}")
    make(approved(), OCTOBER, how="by a test")
    return {model: pages.open_key(model) for model in pages.ADMINS}


def test_only_records_reference_lists_people_roles_packages_and_mappings_have_pages():
    assert set(pages.ADMINS) == {*pages.KEPT, *pages.PEOPLE, *pages.PACKAGED, SavedMapping, Trace}


def test_each_page_answers_as_the_permissions_of_the_role_say_and_offers_no_more(keys):
    wrong = []
    for role in pages.EVERYBODY:
        client = pages.signed_in(role)
        for model, key in keys.items():
            may = verbs(role, model)
            needs = {"changelist": "view", "add": "add", "change": "view", "history": "view", "delete": "nothing"}
            said = {}
            for page, verb in needs.items():
                own = [key] if page in ("change", "history", "delete") else []
                response = client.get(pages.address(model, page, *own))
                said[page] = pages.text_of(response)
                if response.status_code != (200 if verb in may else 403):
                    wrong.append(f"{role}, {page} of {model.__name__}: {response.status_code}")
                if found := re.findall(r"deletelink|delete_selected|-DELETE\b|/delete/", said[page]):
                    wrong.append(f"{role}, {page} of {model.__name__} offers {found}")
            if (pages.address(model, "add") in said["changelist"]) != ("add" in may):
                wrong.append(f"{role}: adding is offered in the list of {model.__name__}, or is not")
            if ('name="_save"' in said["change"]) != ("change" in may and not stands_as_it_is(model, key, role)):
                wrong.append(f"{role}: saving is offered at {model.__name__}, or is not")
    assert wrong == []


def test_who_is_not_signed_in_is_led_to_the_sign_in_page_whatever_exists(db, client):
    wrong = []
    for model in pages.ADMINS:
        for page in ("changelist", "add", "change", "history", "delete"):
            own = [pages.unknown_key(model)] if page in ("change", "history", "delete") else []
            response = client.get(pages.address(model, page, *own))
            if response.status_code != 302 or not response["Location"].startswith(reverse("admin:login")):
                wrong.append(f"{page} of {model.__name__}: {response.status_code}")
    assert wrong == []


def test_a_kind_that_the_role_may_not_view_is_403_whether_the_record_exists_or_not(keys):
    client = pages.signed_in("no role")
    wrong = []
    for model, key in keys.items():
        if model in pages.KEPT:
            for page in ("change", "history", "delete"):
                answers = [client.get(pages.address(model, page, k)) for k in (key, pages.unknown_key(model))]
                if [a.status_code for a in answers] != [403, 403] or answers[0].content != answers[1].content:
                    wrong.append(f"{page} of {model.__name__}")
    assert wrong == []


def test_a_form_that_the_role_may_not_save_is_refused_and_changes_nothing(keys):
    clients = {role: pages.signed_in(role) for role in pages.EVERYBODY}
    before = pages.counts()
    wrong = []
    for role, client in clients.items():
        for model, key in keys.items():
            for page, verb, own in (("add", "add", []), ("change", "change", [key]), ("delete", "nothing", [key])):
                if verb not in verbs(role, model):
                    response = client.post(pages.address(model, page, *own), {"post": "yes", "_save": "1"})
                    if response.status_code != 403:
                        wrong.append(f"{role}, {page} of {model.__name__}: {response.status_code}")
    assert wrong == []
    assert pages.counts() == before


def test_the_front_groups_by_work_what_the_role_may_do_and_nothing_else(keys):
    for role in pages.EVERYBODY:
        page = pages.signed_in(role).get(reverse("admin:index"))
        groups = {group["name"]: [row["model"] for row in group["models"]] for group in page.context["app_list"]}
        assert list(groups) == [g for g in ("Log", "Review", "Yardstick", "Administration") if g in groups], role
        shown = {model for models in groups.values() for model in models}
        assert shown == {model for model in pages.ADMINS if "view" in verbs(role, model)}, role
        text = pages.text_of(page)
        for model in pages.ADMINS:
            assert (f'href="{pages.address(model)}"' in text) == (model in shown), (role, model)
            assert (f'href="{pages.address(model, "add")}"' in text) == ("add" in verbs(role, model)), (role, model)
        assert ("Log a meeting" in text) == (role in {*LOGGING, "superuser"}), role
        assert ("has no role" in text) == (role == "no role"), role
