"""A Chromium that drives the pages as a person would, under the Content-Security-Policy.

Whatever its console says, every error of a script and every request to another host is
collected from each page, the popups included; a test ends by finding none.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from config.models import User

# Playwright keeps a loop running in the thread of the tests, and Django takes that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = shutil.which("chromium")
ABSENT = "There is no Chromium on this machine: install the packages chromium, fonts-dejavu-core and fonts-noto-core."
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
# A person is not so fast that the scripts have not yet made their boxes.
UNDRESSED = "select.admin-autocomplete:not([name*=__prefix__]):not(.select2-hidden-accessible)"
PATIENCE = 30_000  # Milliseconds; a machine that does much else at once is slow, not wrong.
expect.set_options(timeout=PATIENCE)
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}

Visit = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a Chromium these tests are skipped, unless the environment says that they must run."""
    if CHROMIUM or os.environ.get("REQUIRE_BROWSER"):
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=ABSENT))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    if not CHROMIUM:
        pytest.fail(f"REQUIRE_BROWSER is set. {ABSENT}")
    return {"executable_path": CHROMIUM, "args": QUIET.split()}


@pytest.fixture(scope="session")
def server(django_db_setup, playwright) -> Iterator[LiveServer]:
    """The site itself, on a port of its own.

    While Playwright's loop runs, this thread has other connections than before and after: they are
    the ones to share with the server, and have to be closed before the loop stops.
    """
    running = LiveServer("localhost")
    yield running
    running.stop()
    connections.close_all()


@pytest.fixture(scope="session")
def base_url(server) -> str:
    return server.url


@pytest.fixture
def db(server, committed) -> None:
    """Rows that the server's threads see too; the people of `tests.conftest` are made upon these."""


@pytest.fixture
def visit(db, server, new_context) -> Iterator[Visit]:
    """`visit(user, address)` is a page of the site, opened by somebody who is signed in; nobody with None.

    Other options are those of a browser's context, such as its `viewport`. Where complaints are
    expected, nobody is `listening`.
    """
    heard: list[str] = []

    def opened(user: User | None, address: str = "/admin/", *, listening: bool = True, **options: Any) -> Page:
        context = new_context(**{"viewport": WIDE} | options)
        if listening:
            listen(context, server.url, heard)
        if user:
            client = Client()
            client.force_login(user)
            key = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": server.url}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(address)
        page.wait_for_function(f"() => !document.querySelector('{UNDRESSED}')")
        return page

    yield opened
    assert not heard, "\n".join(heard)


def listen(context: BrowserContext, home: str, heard: list[str]) -> None:
    """Note what a browser complains about, and where else than home it asks."""

    def asked(request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != urlsplit(home).netloc:
            heard.append(f"asked another host: {request.url}")

    def said(message: Any) -> None:
        if (
            message.type != "info"
        ):  # With these a browser tells what it did as it was told, such as forgetting its cache.
            heard.append(f"console, {message.type}: {message.text}")

    context.on("console", said)
    context.on("weberror", lambda error: heard.append(f"error of a script: {error.error}"))
    context.on("request", asked)


def pick(page: Page, field: str, text: str, *, expect: str | None = None) -> None:
    """Choose what an autocomplete finds for `text`; `expect` is what the choice must say."""
    page.locator(f"#{field}-box").click()
    page.keyboard.type(text)
    found = page.locator(".select2-results__option--highlighted", has_text=expect or text)
    found.wait_for()
    page.keyboard.press("Enter")


def reference(page: Page) -> str:
    """The reference of the record whose page is open."""
    return urlsplit(page.url).path.split("/")[-3]
