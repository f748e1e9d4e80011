"""A desk officer takes a spreadsheet in: reads what is wrong, puts it right, looks, confirms, and finds the draft."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.imports.files import DEVELOPMENT, data
from tracks.models import Development

from .conftest import NARROW, WIDE, Visit
from .files import IMPORT, downloaded, runs_over, upload

pytestmark = pytest.mark.browser
LIST = "/admin/tracks/development/"
LONG = "Schools for girls above the sixth class were opened again in the districts of the centre and the south"


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_wrong_row_is_told_and_put_right_and_the_draft_is_found(visit: Visit, desk, size):
    page = visit(desk, LIST, viewport=size)
    page.get_by_role("link", name="Import", exact=True).click()
    expect(page.get_by_role("heading", name="Import developments")).to_be_visible()
    assert not runs_over(page)
    wrong = {"title": LONG, "direction": "up", "provinces": "Herat; Nowhere"}
    upload(page, data(DEVELOPMENT, DEVELOPMENT | wrong), "schools.csv")

    rows = page.get_by_role("region", name="Rows").locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(page.get_by_role("alert")).to_contain_text("Nothing can be saved while a row is wrong.")
    expect(page.locator("#content")).to_contain_text("1 wrong, 0 changed, 1 new, 0 unchanged")
    expect(page.get_by_role("button", name="Save all of it")).to_have_count(0)
    assert not runs_over(page)
    page.get_by_role("link", name="1 wrong").click()
    expect(rows).to_have_count(1)
    expect(rows.locator("th")).to_have_text("3")
    expect(rows).to_contain_text("direction “up”: Accepted: opening, improvement")
    expect(rows).to_contain_text("provinces “Herat; Nowhere”: “Nowhere”: There is no such province. Accepted: AF01")
    expect(rows).to_contain_text("…")

    page.get_by_role("link", name="upload it again").click()
    upload(page, data(DEVELOPMENT, DEVELOPMENT | {"title": LONG}), "schools.csv")
    expect(rows).to_have_text([r"2 new Schools were opened", f"3 new {LONG[:79]}…"], use_inner_text=False)
    assert not runs_over(page)
    assert not Development.objects.exists()
    page.get_by_role("button", name="Save all of it").click()
    expect(page.locator(".messagelist .success")).to_have_text("Imported: 2 new. New rows are drafts of yours.")

    page.get_by_role("link", name="Schools were opened").click()
    expect(page.locator("#id_title")).to_have_value("Schools were opened")
    expect(page.locator(".steps .state")).to_have_text("Draft")
    assert {made.created_by for made in Development.objects.all()} == {desk}


def test_the_file_to_fill_in_and_what_its_columns_accept_are_a_link_away(visit: Visit, desk):
    page = visit(desk, IMPORT)
    name, content = downloaded(page, "Excel, with lists to choose from")
    assert name == "developments-template.xlsx"
    book = load_workbook(io.BytesIO(content))
    assert "direction" in [cell.value for cell in book.worksheets[0][1]]

    name, content = downloaded(page, "the values that its columns accept")
    assert name == "developments-accepted-values.csv"
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert {"opening", "deterioration"} <= {row["value"] for row in rows if row["column"] == "direction"}

    upload(page, data(DEVELOPMENT | {"direction": "up"}))
    assert downloaded(page, "the values that the columns accept") == (name, content)
    name, content = downloaded(page, "This list as CSV")
    assert name == "developments-dry-run.csv"
    assert b"direction,up" in content


def test_a_file_that_cannot_be_read_is_told_beside_its_field_and_kept_by_nobody(visit: Visit, desk):
    page = visit(desk, IMPORT)
    upload(page, b"\xd0\xcf\x11\xe0 old", "old.xls")
    expect(page.locator(".errorlist")).to_contain_text("This is an old Excel file (.xls). Accepted are CSV")
    expect(page.get_by_label("File:")).to_be_focused()


def test_what_could_hurt_somebody_is_saved_only_after_an_answer(visit: Visit, desk):
    page = visit(desk, IMPORT)
    upload(page, data(DEVELOPMENT | {"narrative": "Call 0799123456 at night."}))
    page.get_by_role("button", name="Save all of it").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing is saved yet. Some rows hold what looks like: phone")
    assert not Development.objects.exists()
    page.get_by_label("Or keep it as it is").check()
    page.get_by_label("Why (optional)").fill("It is a hotline.")
    page.get_by_role("button", name="Save all of it").click()
    expect(page.locator(".messagelist .success")).to_contain_text("Imported: 1 new.")
