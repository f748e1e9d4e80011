"""Files as a person chooses them in a browser, and the pages to which they lead."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

IMPORT = "/admin/tracks/development/import/"


def upload(page: Page, content: bytes, name: str = "rows.csv") -> None:
    """Choose the file on the page of an import, and send it."""
    page.get_by_label("File:").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Read it").click()


def downloaded(page: Page, link: str) -> tuple[str, bytes]:
    """The name and the bytes of what a link of the page gives."""
    with page.expect_download() as started:
        page.get_by_role("link", name=link, exact=True).click()
    return started.value.suggested_filename, Path(started.value.path()).read_bytes()


def runs_over(page: Page) -> bool:
    """Whether the page as a whole is wider than its window; a marked table may be."""
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
