"""Need to know in the admin: what somebody may not see is in no byte of any page, and changes none."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.config import admin_pages as pages

from . import hidden_record
from .hidden_record import WORD

ACROSS = {"area", "track", "step", "state", "standing", "move"}  # Filters that ask more than a row's own columns.
SCENES = {
    "RED of somebody else": ("desk officer", {"marking": "TLP:RED"}),
    "above the clearance, and drafts": ("reader", {"marking": "TLP:AMBER", "drafts": "TLP:CLEAR"}),
    "not released": ("partner", {"marking": "TLP:GREEN"}),
}


@pytest.fixture(params=SCENES)
def scene(request, db):
    """A person signed in, and records of which they may see one half."""
    role, marks = SCENES[request.param]
    return pages.signed_in(role), hidden_record.build(**marks), role


def crawl(client, addresses) -> dict[str, str]:
    """The answers, without what differs from one request to the next."""
    texts = {}
    for where in addresses:
        response = client.get(where)
        assert response.status_code == 200, f"{where}: {response.status_code}"
        texts[where] = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", pages.text_of(response))
    return texts


def rendered(beside, role) -> list[str]:
    """The front, every list and file, and the page and history of every row; for who may pick, every picker."""
    rows = beside.shown.values()
    addresses = [reverse("admin:index")]
    addresses += [pages.address(type(row), page, row.pk) for row in rows for page in ("change", "history")]
    for model in dict.fromkeys(type(row) for row in rows):
        addresses += [pages.address(model), pages.address(model, "csv")]
        if role == "desk officer":
            addresses += pickers(model)
    return addresses


def pickers(model) -> list[str]:
    links = [f for f in [*model._meta.fields, *model._meta.many_to_many] if f.related_model in pages.ADMINS]
    query = f"{reverse('admin:autocomplete')}?app_label={model._meta.app_label}&model_name={model._meta.model_name}"
    return [f"{query}&field_name={link.name}&term=" for link in links if link.editable]


def questions(model) -> list[str]:
    """A list searched, in the order of each link, and through each filter that reaches other records."""
    kept = pages.ADMINS[model]
    links = {f.name for f in model._meta.fields if f.many_to_one}
    asked = [f"q={WORD}", "q=mines", "q=aardvark"]
    asked += [f"o={number}" for number, name in enumerate(kept.list_display, start=1) if name in links]
    for filter_class in kept.list_filter:
        if filter_class.parameter_name in ACROSS:
            spec = filter_class(None, {}, model, kept)
            asked += [f"{spec.parameter_name}={code}" for code, _ in spec.lookup_choices]
    return asked


def test_what_is_hidden_is_in_no_byte_of_any_page_and_changing_it_changes_none(scene):
    client, beside, role = scene
    addresses = rendered(beside, role)
    before = crawl(client, addresses)
    words = [WORD.lower(), *(row.pk.lower() for row in beside.hidden.values())]
    assert [(where, word) for where, text in before.items() for word in words if word in text.lower()] == []
    hidden_record.disturb(beside)
    after = crawl(client, addresses)
    assert [where for where in addresses if before[where] != after[where]] == []


@pytest.mark.parametrize("scene", ["RED of somebody else", "above the clearance, and drafts"], indirect=True)
def test_no_search_order_or_filter_tells_anything_of_what_is_hidden(scene):
    _, beside, role = scene
    models = dict.fromkeys(type(row) for row in beside.shown.values())
    asked = [(model, question) for model in models for question in questions(model)]
    asked += [(type(row), f"q={row.pk}") for row in beside.hidden.values()]
    user = pages.who(role)
    before = {pair: pages.found(user, *pair) for pair in asked}
    beyond = {WORD, *(row.pk for row in beside.hidden.values())}
    assert [pair for pair in asked if pair[1].removeprefix("q=") in beyond and before[pair] != [0]] == []
    assert sum(answer != [0] for answer in before.values()) > 40
    hidden_record.disturb(beside)
    user = pages.who(role)
    assert [pair for pair in asked if pages.found(user, *pair) != before[pair]] == []
