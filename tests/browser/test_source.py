"""A desk officer keeps a copy of a source, and gets it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from rights.models import Source
from tests import factories

from .conftest import Visit

pytestmark = pytest.mark.browser

PAGE = b"<!doctype html><html><script>document.title = 'It ran'</script></html>"


def test_a_copy_is_sent_with_its_source_and_comes_back_as_it_was(visit: Visit, desk, copies_folder):
    page = visit(desk, "/admin/rights/source/add/")
    page.locator("#id_kind").get_by_label("Official text").check()
    page.fill("#id_publisher", "Ministry of Justice")
    page.set_input_files("#id_copy", {"name": "decree.pdf", "mimeType": "application/pdf", "buffer": PAGE})
    page.get_by_role("button", name="Save and continue editing").click()
    kept = page.get_by_role("link", name="decree.html")
    kept.wait_for()
    source = Source.objects.get(publisher="Ministry of Justice")
    expect(page.locator(".field-stored_copy")).to_contain_text(source.copy_sha256)
    with page.expect_download() as download:
        kept.click()
    assert Path(download.value.path()).read_bytes() == PAGE
    assert download.value.suggested_filename == "decree.html"
    assert "It ran" not in page.title()


def test_what_is_not_kept_is_told_beside_its_box(visit: Visit, desk, copies_folder):
    source = factories.source()
    page = visit(desk, f"/admin/rights/source/{source.pk}/change/")
    page.set_input_files("#id_copy", {"name": "map.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"})
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".field-copy .errorlist")).to_contain_text("Accepted: PDF, PNG, JPEG, GIF, WebP or HTML")
    assert not copies_folder.exists()
