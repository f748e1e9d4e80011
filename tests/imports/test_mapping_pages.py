"""The pages of saved mappings answer as any other's do."""

from __future__ import annotations

import pytest

from config.models import SavedMapping
from tests.config import admin_pages as pages


@pytest.mark.parametrize("role", ["administrator", "superuser", "desk officer", "reader", "no role"])
def test_they_are_for_those_who_keep_the_lists_and_nothing_is_deleted(role, db):
    mapping = SavedMapping.objects.create(code="m", name="M", lines="value = {a}")
    client = pages.signed_in(role)
    may = role in ("administrator", "superuser")
    for page in ("changelist", "add", "change", "history", "delete"):
        answer = client.get(
            pages.address(SavedMapping, page, *([mapping.pk] if page in ("change", "history", "delete") else []))
        )
        assert answer.status_code == (200 if may and page != "delete" else 403), page
        assert "deletelink" not in pages.text_of(answer)
    if may:
        assert client.get(pages.address(SavedMapping), {"nonsense": "1"}).status_code == 302
        assert client.get(pages.address(SavedMapping), {"q": "m"}).status_code == 200
