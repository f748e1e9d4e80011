"""Two people take a record through its review, and a third reads it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import factories

from .conftest import Visit

pytestmark = pytest.mark.browser


def take(page: Page, step: str, reason: str = "") -> None:
    page.get_by_role("link", name=step, exact=True).click()
    if reason:
        page.get_by_label("Why").fill(reason)
    page.get_by_role("button", name=step, exact=True).click()


def test_a_meeting_is_submitted_by_its_author_approved_by_a_second_person_and_reopened_for_a_reason(
    visit: Visit, desk, lead
):
    meeting = factories.meeting(title="Budget talks", created_by=desk)
    address = f"/admin/tracks/meeting/{meeting.pk}/change/"

    page = visit(desk, address)
    state = page.locator(".steps .state")
    expect(state).to_have_text("Draft")
    expect(page.get_by_role("link", name="Approve")).to_have_count(0)
    take(page, "Submit for review")
    expect(state).to_have_text("Submitted")
    expect(page.get_by_role("link", name="Approve")).to_have_count(0)

    page = visit(lead)
    page.get_by_role("link", name="Awaiting my review: 1").click()
    page.get_by_role("link", name="Budget talks", exact=True).click()
    take(page, "Approve")
    state = page.locator(".steps .state")
    expect(state).to_have_text("Approved")
    expect(page.locator("#id_title")).to_have_count(0)

    take(page, "Reopen")
    expect(page.locator(".errorlist")).to_have_text("This field is required.")
    page.get_by_label("Why").fill("The date was wrong.")
    page.keyboard.press("Control+Enter")
    expect(state).to_have_text("Draft")
    expect(page.locator(".messagelist .success")).to_contain_text("Reopen: done.")
    expect(page.locator(".field-review .readonly")).to_contain_text("The date was wrong.")
    page.get_by_role("link", name="History").click()
    expect(page.locator(".history")).to_contain_text("reopen: The date was wrong.")


def test_what_cannot_be_filled_in_shows_neither_help_for_it_nor_a_bar_that_saves(visit: Visit, reader):
    meeting = factories.meeting(marking="TLP:GREEN", approved=True)
    page = visit(reader, f"/admin/tracks/meeting/{meeting.pk}/change/")
    expect(page.locator("form div.help:visible")).to_have_count(0)
    expect(page.get_by_role("button", name="Save")).to_have_count(0)
    assert page.locator(".submit-row").evaluate("row => getComputedStyle(row).position") == "static"
