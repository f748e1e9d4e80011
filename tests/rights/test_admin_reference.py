"""The reference lists in the admin: administrators keep them, everybody else reads them, nothing is lost."""

from __future__ import annotations

import pytest

from config.models import Reference
from rights.models import Area, Indicator, Province, Provision, Treaty
from tests import factories as make
from tests.config import admin_pages as pages
from tracks.models import Meeting, Step, Track

LISTS = [model for model in pages.KEPT if issubclass(model, Reference)]
NEW = {
    Area: {"code": "new-area", "name": "A new area"},
    Indicator: {
        "code": "new-indicator",
        "name": "A new indicator",
        "kind": "process",
        "better": "higher",
        "definition": "What is counted.",
        "area": "girls-education",
        "provisions": ["CAT-2"],
    },
    Treaty: {"code": "NEW", "name": "A new treaty", "consented_on": "1983-01-24", "consent_mode": "accession"},
    Provision: {"code": "CAT-99", "name": "CAT article 99", "treaty": "CAT", "article": "99"},
    Track: {"code": "new-track", "name": "A new track", "meeting_interval_days": "30", "indicators": ["OPIUM_AREA"]},
    Step: {"code": "new-step", "name": "A new step", "decided_by": "Each State", "state": "considered"},
}


@pytest.fixture
def keeper(administrator, browse):
    return browse(administrator)


def test_every_reference_list_but_the_provinces_is_added_to_here():
    assert set(NEW) == set(LISTS) - {Province}


@pytest.mark.parametrize("model", NEW, ids=lambda m: m.__name__)
def test_an_administrator_adds_changes_and_retires_a_row_and_its_code_stays(model, keeper, administrator, desk, browse):
    given = NEW[model]
    response = pages.submit(keeper, pages.address(model, "add"), **given)
    assert response.status_code == 302, pages.refusals(response)
    row = model.objects.get(pk=given["code"])
    assert (row.created_by, row.name) == (administrator, given["name"])
    where = pages.address(model, "change", row.pk)
    assert "code" not in pages.filled_in(keeper.get(where))
    response = pages.submit(keeper, where, name="Another name", code="another-code", retired_on="2026-03-04")
    assert response.status_code == 302, pages.refusals(response)
    assert not model.objects.filter(pk="another-code").exists()
    row = model.objects.get(pk=given["code"])
    assert row.name == "Another name"
    assert row not in model.objects.standing()
    assert row.pk not in pages.shown(keeper.get(pages.address(model)))
    assert pages.found(desk, model, "standing=no") == [row.pk, 1]
    told = pages.text_of(browse(desk).get(pages.address(model, "history", row.pk)))
    for word in ("Another name", given["name"], "2026-03-04"):
        assert word in told


def test_a_code_that_is_there_already_is_refused_and_nothing_is_overwritten(keeper):
    for model, given in NEW.items():
        key = model.objects.order_by("pk").first().pk
        before = model.objects.filter(pk=key).values().get()
        said = pages.refusals(pages.submit(keeper, pages.address(model, "add"), **given | {"code": key}))
        assert list(said) == ["code"], model
        assert model.objects.filter(pk=key).values().get() == before


def test_what_is_wrong_with_a_row_is_said_by_its_field_or_in_its_words(keeper):
    for model, changes, field, words in (
        (Indicator, {"definition": ""}, "definition", "required"),
        (Indicator, {"kind": ""}, "kind", "required"),
        (Track, {"meeting_interval_days": "0"}, "__all__", "at least one day"),
        (Treaty, {"signed_on": "1984-01-01"}, "__all__", "signed before consent"),
        (Provision, {"article": "2"}, "__all__", "there already"),
        (Area, {"code": " "}, "code", "required"),
        (Step, {"decided_by": ""}, "decided_by", "required"),
    ):
        said = pages.refusals(pages.submit(keeper, pages.address(model, "add"), **NEW[model] | changes))
        assert words in " ".join(said.get(field, [])), (model, changes, said)
        assert not model.objects.filter(pk=NEW[model]["code"]).exists()


def test_a_province_keeps_its_code_and_takes_a_spelling_that_searches_find(keeper, desk):
    where = pages.address(Province, "change", "AF30")
    response = pages.submit(keeper, where, aliases="Helmand\nGermsir", code="AF31")
    assert response.status_code == 302, pages.refusals(response)
    assert pages.found(desk, Province, "q=germsir") == ["AF30", 1]
    assert Province.objects.filter(pk="AF31").get().name != "Hilmand"
    said = pages.refusals(
        pages.submit(keeper, pages.address(Province, "add"), **{**pages.typed(keeper, where), "code": "AF99"})
    )
    assert "OCHA P-code, AF01 to AF34" in str(said)


def test_a_retired_track_is_no_longer_offered_and_stays_on_its_records(keeper, desk, browse):
    meeting = make.meeting(tracks=["health"])
    pages.submit(keeper, pages.address(Track, "change", "health"), retired_on="2026-03-04")
    client = browse(desk)
    picker = {"app_label": "tracks", "model_name": "meeting", "field_name": "tracks", "term": "health"}
    assert "health" not in [row["id"] for row in client.get("/admin/autocomplete/", picker).json()["results"]]
    where = pages.address(Meeting, "change", meeting.pk)
    assert pages.filled_in(client.get(where))["tracks"] == ["health"]
    assert pages.submit(client, where, title="Reworded").status_code == 302
    assert [track.pk for track in meeting.tracks.all()] == ["health"]
