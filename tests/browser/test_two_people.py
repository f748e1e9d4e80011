"""Two people have one meeting open; the second is told, reads both versions, and saves what both did."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.conftest import person

from .conftest import NARROW, Visit
from .test_accessibility import LEVELS, findings

pytestmark = pytest.mark.browser


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def differences(page: Page, row: str) -> dict[str, list[str]]:
    """What the page says of each field of a row."""
    table = page.locator("table.differences", has=page.locator("caption", has_text=row))
    return {
        line.locator("th").inner_text(): [cell.inner_text() for cell in line.locator("td").all()]
        for line in table.locator("tbody tr").all()
    }


@pytest.mark.parametrize("options", [{}, {"viewport": NARROW, "color_scheme": "dark"}], ids=["wide", "narrow and dark"])
def test_who_saves_second_is_told_and_nothing_of_either_is_lost(visit: Visit, desk, tmp_path, options):
    meeting = factories.meeting(title="Budget talks", created_by=desk, summary="Both sides spoke.")
    factories.point(meeting=meeting, text="Banking channels.")
    address = f"/admin/tracks/meeting/{meeting.pk}/change/"
    first = visit(desk, address)
    second = visit(person("Second", "desk officer"), address, **options)

    first.locator("#id_summary").fill("Both sides spoke at length.\nNothing was promised.")
    first.locator("#id_points-0-text").fill("Banking channels, and hawalas.")
    save(first)
    expect(first.locator(".messagelist .success")).to_be_visible()

    second.locator("#id_summary").fill("هر دو طرف صحبت کردند.")
    second.locator("#id_next_steps").fill("To meet again in June.")
    save(second)
    expect(second.get_by_role("alert")).to_contain_text("Nothing of yours was saved, and nothing is lost")
    assert second.title().startswith("Error: ")
    caption = second.locator("caption", has_text="Meeting: Budget talks")
    expect(caption).to_contain_text(" UTC, desk")
    shown = differences(second, "Meeting: Budget talks")
    assert shown["What was said"] == [
        "Both sides spoke.",
        "Both sides spoke at length.\nNothing was promised.",
        "هر دو طرف صحبت کردند.",
        "Changed meanwhile, and by you: the form holds yours.",
    ]
    assert shown["What follows"][-1] == "Changed by you alone: the form holds yours."
    assert differences(second, "Point: ")["What was put"][1] == "Banking channels, and hawalas."
    expect(second.locator("#id_points-0-text")).to_have_value("Banking channels, and hawalas.")
    expect(second.locator("#id_next_steps")).to_have_value("To meet again in June.")
    assert second.evaluate("document.documentElement.scrollWidth <= innerWidth")
    second.screenshot(path=tmp_path / "two-people.png", full_page=True)

    save(second)
    expect(second.locator(".messagelist .success")).to_be_visible()
    meeting.refresh_from_db()
    assert (meeting.summary, meeting.next_steps) == ("هر دو طرف صحبت کردند.", "To meet again in June.")
    assert meeting.points.get().text == "Banking channels, and hawalas."


def test_what_a_refused_form_shows_is_read_by_everybody_by_day_and_by_night(visit: Visit, desk):
    meeting = factories.meeting(title="Budget talks", created_by=desk)
    page = visit(desk, f"/admin/tracks/meeting/{meeting.pk}/change/", listening=False, bypass_csp=True)
    meeting.title = "Talks on the budget"
    meeting.save()
    save(page)
    expect(page.get_by_role("alert")).to_be_visible()
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += findings(page, LEVELS)
    assert found == []
