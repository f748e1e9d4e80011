"""What is hidden and what does not exist take the same questions to the database, so no clock tells them apart."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from config.api.routes import ROUTES
from config.review import TRANSITIONS
from tests.config import admin_pages as pages
from tests.config import api_routes as api

from . import asks
from .answers import Ask, Asker, get
from .hidden import PIECES, lay
from .scene import build
from .two_records import quiet

pytestmark = pytest.mark.usefixtures("copies_folder")
LITERALS = re.compile(r"'(?:[^']|'')*'|\bs\d+_x\d+\b|\b\d+(?:\.\d+)?\b")  # Values, and numbered savepoints.


def asked_of(asker: Asker, ask: Ask) -> list[str]:
    """The questions to the database, without the values in them."""
    with CaptureQueriesContext(connection) as captured:
        asker.ask(ask)
    return [LITERALS.sub("?", query["sql"]) for query in captured.captured_queries]


def addresses(model: Any, key: str) -> list[Ask]:
    found = [get(pages.address(model, page, key)) for page in ("change", "history")]
    if any(f.name == "review_state" for f in model._meta.fields):
        found += [get(pages.address(model, "review", key, action)) for action in TRANSITIONS]
    own = {"condition": "tracks_condition_dossier", "meeting": "tracks_meeting_consequences"}
    own["source"] = "rights_source_copy"
    if name := own.get(model._meta.model_name):
        found.append(get(reverse(f"admin:{name}", args=[admin.utils.quote(key)])))
    for route, viewset in ROUTES.items():
        if viewset.model is model:
            found.append(get(api.address(route, key)))
            found += [get(f"{api.address(route, key)}{e.url_path}/") for e in viewset.get_extra_actions() if e.detail]
    picking = ((other, f) for other in pages.KEPT for f in asks._links(other) if f.related_model is model)
    for other, field in list(picking)[:1]:
        query = {"app_label": other._meta.app_label, "model_name": other._meta.model_name, "field_name": field.name}
        found.append(get(reverse("admin:autocomplete"), query | {"term": key}))
    return found


@pytest.mark.parametrize("role", ["desk officer", "partner"])
def test_a_hidden_record_takes_the_same_questions_as_none(role, db):
    with quiet():
        scene = build(role)
        asker = Asker(scene.user)
        keys = asks.keys_of(lay(scene, PIECES, 3))
        asker.ask(get(reverse("admin:index")))  # What is read once and remembered, e.g. the kinds of content.
        told = []
        for model, own in keys.items():
            pairs = zip(addresses(model, own[0]), addresses(model, pages.unknown_key(model)), strict=True)
            for hidden, missing in pairs:
                if asked_of(asker, hidden) != asked_of(asker, missing):
                    told.append(str(hidden))
    assert len(keys) > 15
    assert told == []
