"""What the tests of the queues know of their pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

TODAY = dt.date(2024, 6, 1)
NOON = dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC)
SLUGS = ("drafts", "review", "returned", "overdue", "never-assessed", "stale", "one-source", "reversals")


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def address(slug: str) -> str:
    return reverse("admin:queue", args=[slug])


def entries(client: Any, slug: str) -> dict[str, Any]:
    """The rows of a queue by reference, in the order of the page."""
    page = client.get(address(slug))
    assert page.status_code == 200, page.status_code
    return {entry.ref: entry for section in page.context["sections"] for entry in section.entries}


def refs(client: Any, slug: str) -> list[str]:
    return list(entries(client, slug))


def said(entry: Any) -> list[str]:
    """The columns of a row in words."""
    return ["; ".join(" ".join(part.words for part in line) for line in lines) for _, lines in entry.cells]


def links(entry: Any) -> list[str]:
    return [part.address for _, lines in entry.cells for line in lines for part in line if part.address]
