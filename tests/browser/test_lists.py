"""Lists: filters that fold, words for what is shown, names in their own script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests import factories

from .conftest import NARROW, Visit

pytestmark = pytest.mark.browser
LIST = "/admin/tracks/meeting/"


def test_filters_fold_and_unfold_and_stay_as_they_were_left(visit: Visit, desk):
    page = visit(desk, LIST)
    filters, button = page.locator("#changelist-filter"), page.get_by_role("button", name="Filters")
    expect(filters).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    expect(filters).to_be_visible()
    page.reload()
    expect(filters).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    button.click()
    page.reload()
    expect(filters).to_be_hidden()


def test_what_a_list_was_narrowed_to_is_said_in_words_though_the_filters_are_folded(visit: Visit, desk):
    factories.meeting(title="Held in Doha")
    factories.meeting(title="Planned in Doha", status="planned")
    page = visit(desk, LIST)
    page.get_by_role("button", name="Filters").click()
    page.locator("#changelist-filter").get_by_role("link", name="Planned").click()
    page.get_by_role("button", name="Filters").click()
    shown = page.locator(".active-filters")
    expect(shown).to_contain_text("status: Planned")
    page.get_by_role("textbox", name="Search").fill("doha")
    page.keyboard.press("Enter")
    expect(shown).to_contain_text("status: Planned")
    expect(shown).to_contain_text("search: doha")
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    shown.get_by_role("link", name="show everything").click()
    expect(page.locator("#result_list tbody tr")).to_have_count(2)


def test_a_name_in_dari_runs_from_the_right_in_lists_forms_and_history(visit: Visit, desk):
    # The full stop comes after the last letter, at the left; where text runs from the left it would be at the right.
    factories.person(name="Muhammad Yaqub", name_original="محمد یعقوب.", created_by=desk)
    stop_is_left = """cell => {
        const text = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT).nextNode();
        const place = (at) => {
            const range = document.createRange();
            range.setStart(text, at); range.setEnd(text, at + 1);
            return range.getBoundingClientRect().left;
        };
        return place(text.data.indexOf(".")) < place(text.data.indexOf("م"));
    }"""
    page = visit(desk, "/admin/tracks/person/")
    cell = page.locator("td.field-name_original")
    assert cell.evaluate("cell => getComputedStyle(cell).unicodeBidi") == "plaintext"
    assert cell.evaluate(stop_is_left)

    page.get_by_role("link", name="Muhammad Yaqub").click()
    box = page.locator("#id_name_original")
    assert box.evaluate("box => getComputedStyle(box).direction") == "rtl"
    assert page.locator("#id_name").evaluate("box => getComputedStyle(box).direction") == "ltr"
    page.fill("#id_name_original", "محمد یعقوب مجاهد.")
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_role("link", name="History").click()
    for changed in ("del", "ins"):
        assert page.locator(f".history td:has({changed})").evaluate(stop_is_left)


@pytest.mark.parametrize("address", [LIST, f"{LIST}add/", "/admin/tracks/person/"], ids=["list", "form", "people"])
def test_on_a_telephone_only_a_marked_table_scrolls_sideways(visit: Visit, desk, address):
    factories.meeting()
    factories.person(name_original="محمد یعقوب")
    page = visit(desk, address, viewport=NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    unmarked = """[...document.querySelectorAll("#content *")].filter((one) =>
        ["auto", "scroll"].includes(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1
        && !one.matches("[tabindex='0'][role=region][aria-label], textarea") && one.clientWidth
    ).map((one) => one.outerHTML.slice(0, 120))"""
    page.wait_for_function("() => !document.querySelector('.results:not([role=region])')")
    assert page.evaluate(unmarked) == []


def test_on_a_wide_screen_no_column_is_cut_off_though_the_filters_are_open(visit: Visit, desk):
    made = [factories.meeting(), factories.development(), factories.commitment(), factories.reading()]
    page = visit(desk, LIST)
    page.get_by_role("button", name="Filters").click()
    for record in made:
        page.goto(f"/admin/{record._meta.label_lower.replace('.', '/')}/")
        expect(page.locator("#changelist-filter")).to_be_visible()
        results = page.locator("#changelist .results")
        assert results.evaluate("results => results.scrollWidth - results.clientWidth") <= 1, record
