"""What axe finds against WCAG 2.2, levels A and AA: nothing, on a wide and a narrow screen, by day and by night."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Permission
from playwright.sync_api import Page

from config import trace
from config.models import Token
from tests import factories
from tracks.models import Listing

from .conftest import NARROW, WIDE, Visit, pick

pytestmark = pytest.mark.browser

LEVELS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# The rules that can find something else when only the colours change.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
KEPT = {
    "copy_file": "ab/cd",
    "copy_name": "decree.pdf",
    "copy_media_type": "application/pdf",
    "copy_bytes": 1,
    "copy_sha256": "0" * 64,
    "copy_retrieved_at": dt.datetime(2024, 5, 19, tzinfo=dt.UTC),
}


@pytest.fixture
def addresses(db, desk) -> dict[str, str]:
    """The pages, by what they show."""
    person = factories.person(name="Amir Khan Muttaqi", name_original="امیر خان متقی", created_by=desk)
    Listing.objects.create(person=person, sanctions_list="un_1988", list_reference="TAi.026", match_status="confirmed")
    post = factories.post(person=person)
    draft = factories.meeting(title="Budget talks", created_by=desk, summary="Both sides spoke.")
    factories.attendance(meeting=draft, person=person, post=post)
    point = factories.point(meeting=draft)
    factories.commitment(meeting=draft, point=point)
    factories.citation(meeting=draft)
    draft.title = "Talks on the budget"
    draft.save()
    approved = factories.meeting(title="Talks in Kabul", city="Kabul", country="AF", approved=True)
    factories.point(meeting=approved)
    meetings = "/admin/tracks/meeting/"
    source = factories.source(publisher="Ministry of Justice", **KEPT)
    desk.user_permissions.add(Permission.objects.get(codename="view_trace"))
    Token.objects.create(desk, purpose="Nightly sheet")
    trace.note(trace.Kind.SIGNED_IN, "Signed in.", who=desk)
    return {
        "index": "/admin/",
        "queue of several kinds": "/admin/queues/drafts/",
        "queue of conditions": "/admin/queues/never-assessed/",
        "empty queue": "/admin/queues/stale/",
        "list": meetings,
        "add meeting": f"{meetings}add/",
        "change meeting": f"{meetings}{draft.pk}/change/",
        "view meeting": f"{meetings}{approved.pk}/change/",
        "history": f"{meetings}{draft.pk}/history/",
        "review step": f"{meetings}{draft.pk}/review/withdraw/",
        "add development": "/admin/tracks/development/add/",
        "change person": f"/admin/tracks/person/{person.pk}/change/",
        "change source": f"/admin/rights/source/{source.pk}/change/",
        "who may see it": f"{meetings}{approved.pk}/access/",
        "preview": "/admin/preview/",
        "tokens": "/admin/tokens/",
        "trace": "/admin/config/trace/",
        "not found": f"{meetings}MTG-2024-ABCD/change/",
        "API": "/api/v1/docs/",
        "API endpoint": "/api/v1/docs/meetings/",
    }


def findings(page: Page, rules: dict[str, Any]) -> list[str]:
    # At its end a form has its bar in its place; before, the bar lies over whatever one scrolls past.
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(options).then((answer) => answer.violations)", options)
    return [f"{rule['id']}: {node['target']} {node['html'][:120]}" for rule in found for node in rule["nodes"]]


def by_day_and_by_night(name: str, page: Page) -> list[str]:
    found: list[str] = []
    for scheme, rules in (("light", LEVELS), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme)
        found += (f"{name}, {scheme}: {finding}" for finding in findings(page, rules))
    page.emulate_media(color_scheme="light")
    return found


def shown(visit: Visit, desk, addresses: dict[str, str], size: dict[str, int]) -> Iterator[tuple[str, Page]]:
    """Each page as somebody sees it who works with it."""
    calm = {"viewport": size, "bypass_csp": True, "reduced_motion": "reduce"}
    yield "sign-in", visit(None, **calm)
    page = visit(desk, listening=False, **calm)
    for name, address in addresses.items():
        page.goto(address)
        yield name, page
        if name == "list":
            page.get_by_role("button", name="Filters").click()
            yield "list with its filters", page
        if name == "change meeting":
            pick(page, "id_follows", "Kabul")
            page.locator("#id_attendances-0-organisation-box").click()
            page.locator(".select2-results__option--highlighted").wait_for()
            yield "change meeting, picking", page
            page.keyboard.press("Escape")
            page.locator("#id_summary").fill("Call 0799 123 456.")
            page.get_by_role("button", name="Save", exact=True).click()
            page.get_by_role("heading", name="Could this hurt somebody").wait_for()
            yield "change meeting, asked about safety", page
            page.once("dialog", lambda dialog: dialog.accept())


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing_by_day_or_by_night(visit: Visit, desk, addresses, size):
    found: list[str] = []
    for name, page in shown(visit, desk, addresses, size):
        found += by_day_and_by_night(name, page)
    assert not found, "\n".join(found)
