"""A package on its way: one writes its profile and looks, another approves it, and it is made and given out."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pytest
from playwright.sync_api import Page, expect

from config.delivery.making import make
from config.models import Profile, Run, Trace
from tests import factories
from tests.config.delivering import OCTOBER, approved

from .conftest import NARROW, WIDE, Visit
from .files import downloaded, runs_over

pytestmark = pytest.mark.browser
PROFILES = "/admin/config/profile/"


@pytest.fixture(autouse=True)
def folder(packages_folder):
    return packages_folder


def write_a_profile(page: Page) -> None:
    page.fill("#id_code", "partner")
    page.fill("#id_title", "Monthly package")
    page.fill("#id_recipient", "A ministry")
    page.fill("#id_reports", "areas\nmeetings: ref, title")
    page.select_option("#id_ceiling", "TLP:GREEN")
    page.fill("#id_first_period", "2026-10")
    page.get_by_label("ZIP too").check()
    page.get_by_role("button", name="Save and continue editing").click()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_one_writes_a_profile_and_another_approves_it(visit: Visit, administrator, lead, size):
    factories.meeting(title="Budget talks", marking="TLP:GREEN", approved=True)
    factories.meeting(title="For few", marking="TLP:RED", approved=True)
    page = visit(administrator, f"{PROFILES}add/", viewport=size)
    write_a_profile(page)
    expect(page.locator(".messagelist .info")).to_contain_text("nothing before a second person approves it")
    expect(page.locator(".steps .state")).to_have_text("Not approved as it stands")
    steps = page.get_by_role("group", name="Profile")
    expect(steps.get_by_role("link")).to_have_text(["Preview"])
    steps.get_by_role("link", name="Preview").click()
    meetings = page.get_by_role("region", name="meetings")
    expect(meetings).to_contain_text("Budget talks")
    expect(meetings).not_to_contain_text("For few")
    assert not runs_over(page)

    other = visit(lead, viewport=size)
    other.get_by_role("link", name="Profiles to approve").click()
    other.get_by_role("link", name="Monthly package").click()
    other.get_by_role("link", name="Approve").click()
    expect(other.locator(".behind")).to_contain_text("For A ministry, every month, up to TLP:GREEN, without columns")
    other.get_by_role("link", name="Look at the preview").click()
    expect(other.get_by_role("region", name="meetings")).to_contain_text("Budget talks")
    other.get_by_role("link", name="Approve").click()
    other.get_by_label("Why").fill("As agreed.")
    other.get_by_role("button", name="Approve").click()
    expect(other.locator(".messagelist .success")).to_contain_text("Approved: Monthly package")
    expect(other.locator(".steps .state")).to_have_text("Approved")
    assert Profile.objects.get().approved_by == lead

    page.get_by_role("link", name="Back to the profile").click()
    expect(page.locator(".steps .state")).to_have_text("Approved")
    expect(steps.get_by_role("link", name="Make a package now")).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_package_is_given_out_as_it_was_made(visit: Visit, lead, folder, size):
    run = make(approved(zipped=True), OCTOBER, how="by a test")
    page = visit(lead, "/admin/config/run/", viewport=size)
    page.get_by_role("link", name="partner 2026-10").click()
    files = page.get_by_role("region", name="Files")
    expect(files.locator("tbody tr")).to_have_count(len(run.files))
    expect(page.locator(".form-row.field-error")).to_have_count(0)
    assert not runs_over(page)
    wanted = [file for file in run.files if file["name"].startswith("areas_") or file.get("archive")]
    assert len(wanted) == 2
    for file in wanted:
        name, content = downloaded(page, file["name"])
        assert name == file["name"]
        assert hashlib.sha256(content).hexdigest() == file["sha256"]
        expect(files).to_contain_text(file["sha256"])
    inside = {name.rpartition("/")[2] for name in zipfile.ZipFile(io.BytesIO(content)).namelist()}
    assert {"SHA256SUMS", "datapackage.json", wanted[0]["name"]} <= inside
    assert Trace.objects.filter(who=lead, words__startswith="Gave out").count() == 2


def test_a_package_is_made_from_the_page_of_its_profile_and_once(visit: Visit, administrator):
    approved()
    page = visit(administrator, f"{PROFILES}partner/run/", viewport=NARROW)
    for again in (False, True):
        page.goto(f"{PROFILES}partner/run/")
        page.get_by_label("Period").fill("2026-10")
        page.get_by_role("button", name="Make it").click()
        if again:
            expect(page.locator(".errorlist")).to_contain_text("Tick this to make another beside it.")
            page.get_by_label("Again").check()
            page.get_by_role("button", name="Make it").click()
        expect(page.locator(".messagelist .success")).to_contain_text("Made: partner 2026-10")
        page.get_by_role("link", name="Monthly package (partner)").click()
        expect(page.get_by_role("heading", name="Change package profile")).to_be_visible()
    assert Run.objects.count() == 2
