"""The pages of saved mappings answer as any other's do."""

from __future__ import annotations

import pytest

from config.models import SavedMapping
from config.versions import version_of
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


def test_two_who_change_one_mapping_lose_nothing_and_its_history_tells_of_both(administrator, browse):
    mapping = SavedMapping.objects.create(code="m", name="M", lines="value = {a}")
    client, where = browse(administrator), pages.address(SavedMapping, "change", "m")
    form = {"name": "M", "kind": "readings", "layout": "long", "across": "", "version": version_of(mapping)}
    assert client.post(where, form | {"lines": "value = {b}"}).status_code == 302
    answer = client.post(where, form | {"lines": "value = {c}"})
    assert answer.status_code == 200
    shown = pages.text_of(answer)
    assert "was changed while you had it open" in shown
    assert "value = {b}" in shown and "value = {c}" in shown
    assert SavedMapping.objects.get().lines == "value = {b}"
    again = form | {"lines": "value = {c}", "version": version_of(SavedMapping.objects.get())}
    assert client.post(where, again).status_code == 302
    told = pages.text_of(client.get(pages.address(SavedMapping, "history", "m")))
    assert all(f"value = {{{name}}}" in told for name in "abc")
    assert "administrator" in told


@pytest.mark.parametrize("text", ["value = {a}\x00", "\x00"])
def test_what_no_database_can_store_is_refused_by_its_field(text, administrator, browse):
    form = {"code": "m", "name": "M", "kind": "readings", "layout": "long", "across": "", "lines": text}
    answer = browse(administrator).post(pages.address(SavedMapping, "add"), form)
    assert answer.status_code == 200
    assert not SavedMapping.objects.exists()


def test_a_new_one_is_of_readings_unless_something_else_is_chosen(db):
    asked = pages.signed_in("administrator").get(pages.address(SavedMapping, "add"))
    assert pages.filled_in(asked)["kind"] == ["readings"]


def test_no_mapping_is_deleted(db):
    with pytest.raises(TypeError, match="never deleted"):
        SavedMapping.objects.create(code="m", name="M", lines="value = {a}").delete()
