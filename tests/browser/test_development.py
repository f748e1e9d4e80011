"""A desk officer logs what was observed, on the word of sources."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from rights.models import Source
from tests import factories
from tracks.models import Development

from .conftest import Visit, pick

pytestmark = pytest.mark.browser


def test_a_development_is_logged_with_a_known_source_and_one_made_in_place(visit: Visit, desk):
    factories.source(publisher="Amu TV", title="Schools stay closed")
    page = visit(desk, "/admin/tracks/development/add/")
    page.fill("#id_title", "Schools stay closed")
    page.fill("#id_date_from", "2024-03-20")
    pick(page, "id_tracks", "rights")
    for name, label in (("direction", "– No change"), ("form", "Announced"), ("scope", "National")):
        page.locator(f"#id_{name}").get_by_label(label, exact=True).check()
    pick(page, "id_citations-0-source", "Amu", expect="Amu TV")
    page.select_option("#id_citations-0-credibility", "2")

    page.get_by_role("button", name="Add another Citation").click()
    with page.expect_popup() as opened:
        page.locator("#add_id_citations-1-source").click()
    popup = opened.value
    popup.locator("#id_kind").get_by_label("Press").check()
    popup.fill("#id_publisher", "TOLOnews")
    with popup.expect_event("close"):
        popup.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#id_citations-1-source-box")).to_contain_text("TOLOnews")
    page.select_option("#id_citations-1-credibility", "3")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/admin/tracks/development/")

    development = Development.objects.get()
    graded = development.citations.values_list("source__publisher", "credibility")
    assert set(graded) == {("Amu TV", "2"), ("TOLOnews", "3")}
    assert Source.objects.get(publisher="TOLOnews").created_by == desk


def test_a_source_made_in_place_counts_as_a_change_that_is_not_yet_saved(visit: Visit, desk):
    page = visit(desk, "/admin/tracks/development/add/")
    with page.expect_popup() as opened:
        page.locator("#add_id_citations-0-source").click()
    opened.value.locator("#id_kind").get_by_label("Press").check()
    opened.value.fill("#id_publisher", "TOLOnews")
    with opened.value.expect_event("close"):
        opened.value.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#id_citations-0-source-box")).to_contain_text("TOLOnews")
    with page.expect_event("dialog") as asked:
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("link", name="Home").click()
    assert asked.value.type == "beforeunload"
