"""What axe finds on the pages of files that come in and go out: nothing, and none of them runs over its window."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from config.delivery import making
from config.delivery.making import make
from config.models import SavedMapping
from tests import factories
from tests.config.delivering import OCTOBER, approved, drafted
from tests.imports.files import DEVELOPMENT, data

from .conftest import NARROW, WIDE, Visit
from .files import IMPORT, runs_over, upload
from .test_accessibility import by_day_and_by_night

pytestmark = pytest.mark.browser
PROFILE, RUN = "/admin/config/profile/", "/admin/config/run/"
LONG = "Schools for girls above the sixth class were opened again in the districts of the centre " * 3


@pytest.fixture
def mapping(db) -> None:
    lines = "period = month of {date}\nindicator = WFP_PRICE\nvalue = {price}\nunit = {currency} per {unit}"
    SavedMapping.objects.create(code="wfp-prices", name="WFP market prices", kind="readings", lines=lines)
    SavedMapping.objects.create(code="decrees", name="Decrees of a gazette", kind="developments", lines="title = {t}")


@pytest.fixture
def packages(db, packages_folder, monkeypatch) -> dict[str, Any]:
    """A package that is there, one that failed, and a profile that nobody approved."""
    factories.meeting(title="Budget talks with the ministry of finance", marking="TLP:GREEN", approved=True)
    drafted("waiting", title="Weekly package of what was logged", reports="areas\nmeetings", ceiling="TLP:AMBER")
    done = make(approved(zipped=True), OCTOBER, how="by a test")

    def full(*args: Any, **options: Any) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as broken:
        broken.setattr(making, "write_package", full)
        failed = make(approved("other"), OCTOBER, how="by a test")
    return {"done": done.pk, "failed": failed.pk}


def imports(visit: Visit, desk, calm: dict[str, Any]) -> Iterator[tuple[str, Page]]:
    """Each page of an import, as somebody comes to it."""
    there = factories.development(title=DEVELOPMENT["title"], direction="opening", form="announced", created_by=desk)
    page = visit(desk, IMPORT, listening=False, **calm)
    yield "import", page
    upload(page, b"\xd0\xcf\x11\xe0 old", "old.xls")
    expect(page.locator(".errorlist")).to_be_visible()
    yield "import, not read", page
    wrong = [DEVELOPMENT | {"title": f"{LONG} {n}", "direction": "up", "provinces": "Hirat; Nowhere"} for n in range(2)]
    for name, rows in (
        ("problems", [*wrong, DEVELOPMENT | {"title": "Right"}]),
        ("changes", [DEVELOPMENT | {"ref": there.pk, "narrative": LONG}, DEVELOPMENT | {"title": "New"}]),
        ("safety", [DEVELOPMENT | {"title": "Asked", "narrative": "Call 0799123456 at night."}]),
        ("many", [DEVELOPMENT | {"title": f"Number {n}"} for n in range(250)]),
    ):
        page.goto(IMPORT)
        upload(page, data(*rows))
        expect(page.get_by_role("region", name="Rows")).to_be_visible()
        yield f"dry run, {name}", page
        if name == "safety":
            page.get_by_role("button", name="Save all of it").click()
            expect(page.get_by_role("alert")).to_be_visible()
            yield "dry run, asked about safety", page


def others(visit: Visit, administrator, lead, packages, calm: dict[str, Any]) -> Iterator[tuple[str, Page]]:
    """The pages of mappings, profiles and packages, as those see them who work with them."""
    mappings = "/admin/config/savedmapping/"
    by_whom = {
        administrator: {
            "mappings": mappings,
            "add mapping": f"{mappings}add/",
            "change mapping": f"{mappings}wfp-prices/change/",
            "profiles": PROFILE,
            "add profile": f"{PROFILE}add/",
            "change profile": f"{PROFILE}partner/change/",
            "history of a profile": f"{PROFILE}partner/history/",
            "make a package": f"{PROFILE}partner/run/",
            "packages that failed": "/admin/queues/packages-failed/",
            "packages": RUN,
            "package": f"{RUN}{packages['done']}/change/",
            "package that failed": f"{RUN}{packages['failed']}/change/",
        },
        lead: {
            "profiles to approve": "/admin/queues/profiles-unapproved/",
            "view profile": f"{PROFILE}waiting/change/",
            "preview": f"{PROFILE}partner/preview/",
            "approve": f"{PROFILE}waiting/approve/",
        },
    }
    for who, addresses in by_whom.items():
        page = visit(who, listening=False, **calm)
        for name, address in addresses.items():
            page.goto(address)
            yield name, page
            if name in ("add mapping", "add profile", "approve"):
                page.locator(".submit-row [name=_save]").click()
                expect(page.locator(".errorlist").first).to_be_visible()
                yield f"{name}, refused", page
                page.once("dialog", lambda dialog: dialog.accept())


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing_and_no_page_runs_over_its_window(
    visit: Visit, desk, administrator, lead, mapping, packages, size
):
    found: list[str] = []
    calm = {"viewport": size, "bypass_csp": True, "reduced_motion": "reduce"}
    for pages in (imports(visit, desk, calm), others(visit, administrator, lead, packages, calm)):
        for name, page in pages:
            if runs_over(page):
                found.append(f"{name}: wider than its window")
            found += by_day_and_by_night(name, page)
    assert not found, "\n".join(found)
