"""A desk officer logs a meeting, and finds it wherever it should be."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tracks.models import Listing, Meeting

from .conftest import Visit, pick, reference

pytestmark = pytest.mark.browser
ADD = "/admin/tracks/meeting/add/"


@pytest.fixture
def delegates(db) -> None:
    """Who sat at the table: one of them is on a list, one is known by a name in his own script."""
    finance = factories.organisation()
    envoy = factories.person(name="Roza Envoy")
    factories.person(name="Mohammad Yaqoob", name_original="محمد یعقوب")
    listed = factories.person(name="Amir Khan Muttaqi")
    factories.post(person=listed, organisation=finance, title="Acting minister")
    Listing.objects.create(person=listed, sanctions_list="un_1988", list_reference="TAi.026", match_status="confirmed")
    factories.post(person=envoy, organisation=factories.organisation(name="UNAMA", side="un", seat="kabul"))


def fill_in_the_meeting(page: Page, title: str) -> None:
    page.fill("#id_title", title)
    pick(page, "id_tracks", "macro")
    page.fill("#id_date_from", "2024-05-19")
    for name, label in (("status", "Held"), ("format", "Video"), ("level", "Technical")):
        page.locator(f"#id_{name}").get_by_label(label).check()


def fill_in_the_rows(page: Page) -> None:
    for row, (side, typed, found) in enumerate(
        (("un", "Envoy", "Roza"), ("dfa", "محمد", "Mohammad"), ("dfa", "muttaqi", "⚠ UN 1988 list TAi.026"))
    ):
        if row:
            page.get_by_role("button", name="Add another Attendance").click()
        page.select_option(f"#id_attendances-{row}-side", side)
        pick(page, f"id_attendances-{row}-person", typed, expect=found)
    for row, text in enumerate(("Banking channels.", "Publication of the budget.")):
        if row:
            page.get_by_role("button", name="Add another Point").click()
        page.select_option(f"#id_points-{row}-raised_by", "un")
        page.select_option(f"#id_points-{row}-speech_act", "urged")
        page.fill(f"#id_points-{row}-text", text)
    pick(page, "id_commitments-0-made_by", "Finance")
    page.fill("#id_commitments-0-text", "To publish the budget.")
    page.fill("#id_commitments-0-due_on", "2024-12-31")
    page.fill("#id_commitments-0-point_number", "2")


def test_an_officer_signs_in_logs_a_meeting_and_finds_it_in_list_history_api_and_file(visit: Visit, desk, delegates):
    desk.set_password("a-long-enough-password")
    desk.save()
    page = visit(None)
    page.get_by_label("User name").fill("desk")
    page.get_by_label("Password").fill("a-long-enough-password")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Log a meeting").click()
    fill_in_the_meeting(page, "Budget talks")
    fill_in_the_rows(page)
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".messagelist .warning")).to_have_text(
        "Amir Khan Muttaqi is on a sanctions list: UN 1988 list TAi.026."
    )
    meeting = Meeting.objects.get()
    assert meeting.created_by == desk
    assert {a.person.name for a in meeting.attendances.all()} == {"Roza Envoy", "Mohammad Yaqoob", "Amir Khan Muttaqi"}
    assert meeting.attendances.get(person__name="Amir Khan Muttaqi").post.title == "Acting minister"
    assert meeting.commitments.get().point.text == "Publication of the budget."

    page.get_by_role("link", name="Budget talks", exact=True).click()
    page.fill("#id_title", "Talks on the budget")
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_role("link", name="History").click()
    change = page.get_by_role("row", name="Title")
    expect(change.locator("del")).to_have_text("Budget talks")
    expect(change.locator("ins")).to_have_text("Talks on the budget")
    expect(page.locator(".history")).to_contain_text("Logged this meeting")

    answer = page.evaluate("ref => fetch(`/api/v1/meetings/${ref}/`).then(response => response.json())", meeting.pk)
    assert answer["title"] == "Talks on the budget"
    assert [point["text"] for point in answer["points"]] == ["Banking channels.", "Publication of the budget."]

    page.get_by_role("link", name="Meetings").first.click()
    with page.expect_download() as started:
        page.get_by_role("link", name="CSV of this list").click()
    assert started.value.suggested_filename.endswith(".csv")
    raw = Path(started.value.path()).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n") == 2
    row = next(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert (row["ref"], row["title"]) == (meeting.pk, "Talks on the budget")


def test_an_untouched_form_shows_an_error_at_each_required_choice_and_records_nothing(visit: Visit, desk):
    page = visit(desk, ADD)
    required = ("title", "tracks", "date_from", "status", "format", "level")
    for name in ("status", "format", "level"):
        expect(page.locator(f"input[name={name}]:checked")).to_have_count(0)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".errornote")).to_be_visible()
    for name in required:
        expect(page.locator(f".form-row.field-{name} .errorlist")).to_be_visible()
    assert page.locator(".errorlist").count() == len(required)
    assert not Meeting.objects.exists()


def test_after_a_refusal_the_first_field_in_error_has_the_focus(visit: Visit, desk):
    page = visit(desk, ADD)
    fill_in_the_meeting(page, "Budget talks")
    page.fill("#id_commitments-0-text", "To publish the budget.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#id_commitments-0-made_by-box")).to_be_focused()


def test_leaving_a_half_filled_form_warns_even_if_only_a_picker_was_used(visit: Visit, desk):
    page = visit(desk, ADD)
    warnings: list[str] = []

    def stay(dialog) -> None:
        warnings.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    pick(page, "id_tracks", "macro")
    page.get_by_role("link", name="Home").click()
    page.wait_for_function("document.readyState === 'complete'")
    assert warnings == ["beforeunload"]
    expect(page.locator("#id_tracks option:checked")).to_have_count(1)


def test_leaving_an_untouched_form_does_not_warn(visit: Visit, desk):
    page = visit(desk, ADD)
    page.get_by_role("link", name="Home").click()
    expect(page.get_by_role("heading", name="What is there to do?")).to_be_visible()


def test_a_follow_up_is_filled_in_from_the_meeting_it_continues(visit: Visit, desk):
    first = factories.meeting(tracks=("health", "humanitarian"), approved=True)
    page = visit(desk, f"/admin/tracks/meeting/{first.pk}/change/")
    page.get_by_role("link", name="Log a follow-up meeting").click()
    expect(page.locator("#id_follows-box")).to_contain_text("A meeting in Doha")
    expect(page.locator("#id_city")).to_have_value("Doha")
    expect(page.locator("#id_country")).to_have_value("QA")
    page.fill("#id_title", "The second round")
    page.fill("#id_date_from", "2024-06-01")
    for name, label in (("status", "Planned"), ("format", "In person"), ("level", "Technical")):
        page.locator(f"#id_{name}").get_by_label(label).check()
    page.get_by_role("button", name="Save and continue editing").click()
    second = Meeting.objects.get(pk=reference(page))
    assert second.follows == first
    assert {track.pk for track in second.tracks.all()} == {"health", "humanitarian"}


def test_save_and_add_another_keeps_date_track_and_place(visit: Visit, desk):
    page = visit(desk, ADD)
    fill_in_the_meeting(page, "Morning")
    page.fill("#id_city", "Doha")
    page.select_option("#id_country", "QA")
    page.get_by_role("button", name="Save and add another").click()
    expect(page.locator("#id_title")).to_have_value("")
    expect(page.locator("#id_date_from")).to_have_value("2024-05-19")
    expect(page.locator("#id_tracks option:checked")).to_contain_text("Macroeconomic")
    expect(page.locator("#id_city")).to_have_value("Doha")
    expect(page.locator("#id_country")).to_have_value("QA")
    expect(page.locator("input[name=status]:checked")).to_have_count(0)


def test_a_second_click_on_save_logs_no_second_meeting(visit: Visit, desk):
    page = visit(desk, ADD)
    fill_in_the_meeting(page, "Once")
    page.get_by_role("button", name="Save", exact=True).dblclick()
    page.wait_for_url("**/admin/tracks/meeting/")
    assert Meeting.objects.count() == 1
