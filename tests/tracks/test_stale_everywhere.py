"""A form that is older than its row is refused for every kind of row that can be edited."""

from __future__ import annotations

import pytest

from tests import factories as make
from tests.config import admin_pages as pages

from .test_stale_forms import change, save, saved

EDITED = pages.KEPT


@pytest.fixture
def everything(db):
    """A row of every kind that can be edited."""
    meeting, condition = make.meeting(), make.condition()
    make.attendance(meeting=meeting)
    make.commitment_update(commitment=make.commitment(meeting=meeting, point=make.point(meeting=meeting)))
    make.citation(meeting=meeting)
    make.listing(person=make.post().person)
    make.benchmark(condition=condition)
    make.evidence(assessment=make.assessment(condition=condition))
    make.reading()
    make.measure()


ODD = (None, "", "\x00", "no version", "2024-05-19", "9" * 400)


def test_a_form_of_an_old_version_is_refused_for_every_kind_of_row(everything):
    client = pages.signed_in("superuser")
    wrong = []
    for number, model in enumerate(EDITED):
        row = model._default_manager.order_by("pk").first()
        opened = pages.filled_in(client.get(change(row)))
        saved(client, row)
        before = model.history.count()
        for version in (opened["version"], *(ODD if number == 0 else ODD[:1])):
            sent = {name: value for name, value in opened.items() if name != "version"}
            response = save(client, row, sent if version is None else sent | {"version": version})
            text = pages.text_of(response)
            if response.status_code != 200 or "Nothing of yours was saved" not in text:
                wrong.append(f"{model.__name__} with {version!r:.40}: {response.status_code}")
        if model.history.count() != before:
            wrong.append(f"{model.__name__}: something was saved")
        saved(client, row, pages.filled_in(response))
    assert wrong == []


def test_rows_cannot_be_edited_in_a_list_where_they_have_no_version():
    assert [model.__name__ for model, kept in pages.ADMINS.items() if kept.list_editable] == []
