"""Records that link to hidden ones: the link looks like none, and is still there after somebody saved."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from config import review
from tests import factories as make
from tests.config import admin_pages as pages

from . import hidden_record
from .hidden_record import WORD


@pytest.fixture
def beside(db):
    return hidden_record.build()


@pytest.fixture
def client(desk, browse):
    return browse(desk)


def masked(response) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", pages.text_of(response))


# --- Asking for what is hidden ------------------------------------------------------------


def one_of_each(rows: dict) -> dict:
    return {type(row): row for row in rows.values()}


def test_the_pages_of_a_hidden_record_answer_like_those_of_a_reference_that_does_not_exist(beside, client):
    wrong = []
    for model, row in one_of_each(beside.hidden).items():
        asked = [("change",), ("history",), ("delete",)]
        asked += [("review", action) for action in review.TRANSITIONS if hasattr(row, "review_state")]
        for page, *action in asked:
            hidden, missing = (pages.address(model, page, k, *action) for k in (row.pk, pages.unknown_key(model)))
            for ask in (client.get, client.post):
                answer = ask(hidden)
                if (answer.status_code, answer.content) != (404, ask(missing).content):
                    wrong.append(f"{page} {action} of {model.__name__}: {answer.status_code}")
    assert wrong == []


def keys_for_links(model, beside) -> tuple[dict, dict]:
    """For every link that could name something hidden: the key of it, and a key that no row has."""
    hidden = one_of_each(beside.hidden)
    links = [f for f in [*model._meta.fields, *model._meta.many_to_many] if f.related_model in hidden]
    return (
        {f.name: hidden[f.related_model].pk for f in links},
        {f.name: pages.unknown_key(f.related_model) for f in links},
    )


def test_a_form_filled_in_with_hidden_references_is_the_form_filled_in_with_some_that_do_not_exist(beside, client):
    wrong = []
    for model in one_of_each(beside.shown):
        forms = [masked(client.get(pages.address(model, "add"), keys)) for keys in keys_for_links(model, beside)]
        if forms[0] != forms[1]:
            wrong.append(model.__name__)
    assert wrong == []


def test_a_posted_hidden_key_is_refused_in_the_words_for_a_key_that_does_not_exist(beside, client):
    before = pages.counts()
    tried = 0
    for model in one_of_each(beside.shown):
        hidden, missing = keys_for_links(model, beside)
        if hidden:
            said = [pages.refusals(client.post(pages.address(model, "add"), keys)) for keys in (hidden, missing)]
            for name in set(hidden) & set(said[1]):
                words = [
                    str(one[name]).replace(keys[name], "…") for one, keys in zip(said, (hidden, missing), strict=True)
                ]
                assert words[0] == words[1], (model, name)
                assert "not one of the available choices" in words[0], (model, name)
                tried += 1
            assert set(said[0]) == set(said[1]), model
    assert tried > 20
    assert pages.counts() == before


def test_a_hidden_row_that_is_posted_as_a_row_of_a_form_is_refused_and_stays_as_it_was(beside, client):
    meeting = make.meeting(title="Another meeting")
    row = beside.hidden["delegation"]
    given = {"ref": row.pk, "meeting": meeting.pk, "side": "us", "capacity": "Taken over"}
    missing = given | {"ref": pages.unknown_key(type(row))}
    where = pages.address(type(meeting), "change", meeting.pk)
    said = []
    for one in (given, missing):
        rows = pages.rows("attendances", one) | {"attendances-INITIAL_FORMS": "1"}
        said.append(str(pages.refusals(pages.submit(client, where, **rows))).replace(one["ref"], ""))
    assert said[0] == said[1]
    row.refresh_from_db()
    assert (row.side, row.capacity) == ("dfa", f"{WORD} staff")


def test_an_action_on_a_hidden_row_downloads_nothing_of_it(beside, client):
    for row in beside.hidden.values():
        where = pages.address(type(row))
        shown = [one for one in beside.shown.values() if type(one) is type(row)]
        ticked = [row.pk, *(one.pk for one in shown)]
        if shown:
            text = pages.text_of(client.post(where, {"action": "download_csv", "_selected_action": ticked}))
            assert WORD not in text
            assert row.pk not in text
            assert all(one.pk in text for one in shown), type(row).__name__


def test_a_picker_offers_nothing_hidden_whatever_is_typed(beside, client):
    for model in one_of_each(beside.shown):
        for name, key in keys_for_links(model, beside)[0].items():
            query = {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": name}
            for term in (WORD, key):
                response = client.get(reverse("admin:autocomplete"), query | {"term": term})
                assert response.json() == {"results": [], "pagination": {"more": False}}, (model, name)


# --- Saving what one cannot see -----------------------------------------------------------


def stored(row) -> dict:
    """The row as the database has it, with the keys of its links."""
    row = type(row)._base_manager.get(pk=row.pk)
    columns = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    links = {f.name: sorted(getattr(row, f.name).values_list("pk", flat=True)) for f in row._meta.many_to_many}
    return {k: v for k, v in (columns | links).items() if k not in ("updated_at", "updated_by_id")}


def reopened(row) -> None:
    """Back to a draft, that it can be edited."""
    if getattr(row, "review_state", "") == "approved":
        with make.unsealed():
            type(row)._base_manager.filter(pk=row.pk).update(review_state="draft")


def test_who_saves_a_form_changes_nothing_of_the_links_and_rows_that_they_cannot_see(beside, client):
    for row in beside.shown.values():
        reopened(row)
    everything = [*beside.shown.values(), *beside.hidden.values()]
    before = {row.pk: stored(row) for row in everything}
    count = pages.counts()
    saved = []
    for name, row in beside.shown.items():
        response = pages.submit(client, pages.address(type(row), "change", row.pk))
        assert response.status_code == 302, f"{name}: {pages.refusals(response)}"
        saved.append(name)
    assert [row.pk for row in everything if stored(row) != before[row.pk]] == []
    assert pages.counts() == count
    assert len(saved) == len(beside.shown)


def test_a_link_that_looks_empty_can_be_replaced_by_one_that_is_seen(beside, client):
    promise, condition = beside.shown["commitment"], beside.shown["second condition"]
    body = beside.shown["body"]
    where = pages.address(type(promise), "change", promise.pk)
    response = pages.submit(client, where, made_by=body.pk, conditions=[condition.pk])
    assert response.status_code == 302, pages.refusals(response)
    promise.refresh_from_db()
    assert promise.made_by == body
    assert set(promise.conditions.all()) == {condition, beside.hidden["condition"]}


def test_a_form_that_is_refused_shows_the_hidden_link_as_empty_again(beside, client):
    promise = beside.shown["commitment"]
    response = pages.submit(client, pages.address(type(promise), "change", promise.pk), text="")
    assert list(pages.refusals(response)) == ["text"]
    for row in beside.hidden.values():
        assert row.pk not in pages.text_of(response)
    assert WORD not in pages.text_of(response)


# --- What is no longer offered ------------------------------------------------------------


def test_what_was_retired_withdrawn_or_deactivated_since_stays_chosen(client, desk, administrator, browse):
    source = make.source()
    meeting = make.meeting(tracks=("health", "humanitarian"), readers=[desk, administrator])
    citation = make.citation(meeting=meeting, source=source)
    track = meeting.tracks.get(pk="health")
    track.lead, track.retired_on = administrator, make.DAY
    track.save()
    source.withdrawn_reason = "A forgery."
    source.save()
    administrator.is_active = False
    administrator.save()
    rows = [meeting, citation]
    before = [stored(row) for row in rows]
    for row in rows:
        response = pages.submit(client, pages.address(type(row), "change", row.pk))
        assert response.status_code == 302, pages.refusals(response)
    assert [stored(row) for row in rows] == before
    keeper = pages.signed_in("administrator")
    response = pages.submit(keeper, pages.address(type(track), "change", "health"), description="Reworded.")
    assert response.status_code == 302, pages.refusals(response)
    track.refresh_from_db()
    assert track.lead == administrator
    new = pages.typed(client, pages.address(type(meeting), "add"), tracks=["health"])
    assert "tracks" in pages.refusals(client.post(pages.address(type(meeting), "add"), new))
