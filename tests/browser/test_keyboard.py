"""The reference meeting (three participants, two points, one commitment) without a mouse, in few keys."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tracks.models import Meeting

from .conftest import Visit, pick

pytestmark = pytest.mark.browser
ADD = "/admin/tracks/meeting/add/"
MOST = 36  # Keys that are not text, from the empty form to the saved meeting.


class Keys:
    """A keyboard that counts the keys which are not text."""

    def __init__(self, page: Page):
        self.page, self.pressed = page, 0

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
        self.pressed += times

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def pick(self, text: str) -> None:
        self.type(text)
        self.page.locator(".select2-results__option--highlighted", has_text=text).wait_for()
        self.press("Enter")


def test_the_reference_meeting_is_logged_by_keyboard_alone(visit: Visit, desk, record_property):
    for name in ("Envoy", "Yaqoob", "Muttaqi"):
        factories.person(name=name)
    factories.organisation()
    page = visit(desk, ADD)
    keys = Keys(page)

    keys.type("Budget talks")
    keys.press("Tab")
    keys.pick("Macro")
    keys.press("Tab")
    keys.type("2024-05-19")
    keys.press("Tab", 3)  # over the last day and the precision
    keys.press("ArrowRight")  # held
    keys.press("Tab", 4)  # over the reason, and the meeting that it follows with its “+”
    keys.press("Space")  # in person
    keys.press("Tab")
    keys.press("Space")  # technical
    for side, name in (("United N", "Envoy"), ("De facto", "Yaqoob"), ("De facto", "Muttaqi")):
        keys.press("Alt+1")
        keys.type(side)
        keys.press("Tab")
        keys.pick(name)
    for text in ("Banking channels.", "Publication of the budget."):
        keys.press("Alt+2")
        keys.type("United N")
        keys.press("Tab")
        keys.type("Urged")
        keys.press("Tab")
        keys.type(text)
    keys.press("Alt+3")
    keys.pick("Ministry of Finance")
    keys.press("Tab", 2)  # over the “+”
    keys.type("To publish the budget.")
    keys.press("Tab", 2)  # over the due date
    keys.type("2")
    keys.press("Control+Enter")

    page.wait_for_url("**/admin/tracks/meeting/")
    meeting = Meeting.objects.get()
    assert (meeting.status, meeting.format, meeting.level) == ("held", "in_person", "technical")
    present = meeting.attendances.values_list("person__name", "side")
    assert set(present) == {("Envoy", "un"), ("Yaqoob", "dfa"), ("Muttaqi", "dfa")}
    assert [(p.raised_by, p.speech_act) for p in meeting.points.all()] == [("un", "urged"), ("un", "urged")]
    assert meeting.commitments.get().point.text == "Publication of the budget."
    record_property("keys", keys.pressed)
    assert keys.pressed <= MOST


def test_the_shortcut_for_a_row_goes_to_the_empty_one_before_it_makes_another(visit: Visit, desk):
    page = visit(desk, ADD)
    rows = page.locator("#points-group .inline-related:not(.empty-form)")
    page.keyboard.press("Alt+2")
    expect(page.locator("#id_points-0-raised_by")).to_be_focused()
    expect(rows).to_have_count(1)
    page.fill("#id_points-0-text", "Banking channels.")
    page.keyboard.press("Alt+2")
    expect(page.locator("#id_points-1-raised_by")).to_be_focused()
    expect(rows).to_have_count(2)


def test_shortcuts_can_be_switched_off_and_stay_off(visit: Visit, desk):
    page = visit(desk, ADD)
    page.get_by_text("Keyboard", exact=True).click()
    page.get_by_label("Use these shortcuts in this browser").uncheck()
    page.reload()
    page.locator("#id_title").focus()
    page.keyboard.press("Alt+1")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#id_title")).to_be_focused()
    expect(page.locator(".errornote")).to_have_count(0)
    page.get_by_text("Keyboard", exact=True).click()
    page.get_by_label("Use these shortcuts in this browser").check()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".errornote")).to_be_visible()


def test_what_has_the_focus_is_never_behind_the_bar_that_saves(visit: Visit, desk):
    page = visit(desk, ADD)
    hidden = """() => {
        const bar = document.querySelector(".submit-row");
        const box = document.activeElement.getBoundingClientRect();
        return !bar.contains(document.activeElement) && box.bottom > bar.getBoundingClientRect().top + 1;
    }"""
    while not page.evaluate("() => document.querySelector('.submit-row').contains(document.activeElement)"):
        assert not page.evaluate(hidden), page.evaluate("() => document.activeElement.outerHTML.slice(0, 200)")
        page.keyboard.press("Tab")


@pytest.mark.parametrize(
    "opened",
    [
        'new KeyboardEvent("keydown", { key: "M", bubbles: true })',
        'new MouseEvent("mousedown", { bubbles: true })',
    ],
    ids=["by a letter", "by the mouse"],
)
def test_no_letter_is_lost_while_a_picker_opens(visit: Visit, desk, opened):
    page = visit(desk, ADD)
    has_the_focus = page.locator("#id_attendances-0-person-box").evaluate(f"""(box) => {{
        box.focus();
        box.dispatchEvent({opened});
        return document.activeElement.className; // Asked before the browser can do anything else.
    }}""")
    assert has_the_focus == "select2-search__field"


def test_a_picker_says_its_field_its_choice_and_its_help(visit: Visit, desk):
    factories.person(name="Amir Khan Muttaqi")
    page = visit(desk, ADD)
    pick(page, "id_attendances-0-person", "muttaqi", expect="Muttaqi")
    expect(page.locator("#id_attendances-0-person-box")).to_have_accessible_name("Person Amir Khan Muttaqi")
    expect(page.locator("#id_follows-box")).to_have_accessible_description(
        "The earlier meeting that this one continues."
    )
    expect(page.get_by_role("radiogroup", name="Status")).to_be_visible()
