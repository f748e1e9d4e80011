"""Credibility 1, confirmed by other sources, needs a second source that does not repeat the first."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from config import review
from tests import factories as make
from tests.config import admin_pages as pages
from tracks import actions
from tracks.independence import ALONE, Behind, behind
from tracks.models import Citation, Development, Measure

from .cited import cite, withdraw
from .test_admin_logging import WHAT


@pytest.fixture
def development(db):
    return make.development(marking="TLP:CLEAR")


# --- On one form ----------------------------------------------------


@pytest.fixture
def client(desk, browse):
    return browse(desk)


@pytest.fixture
def papers(db):
    return [make.source(publisher=name) for name in ("Amu", "Tolo", "Khaama")]


def logged(client, *citations: dict):
    return pages.submit(client, pages.address(Development, "add"), **WHAT, **pages.rows("citations", *citations))


def test_two_sources_typed_at_once_confirm_each_other(client, papers):
    response = logged(
        client, {"source": papers[0].pk, "credibility": "1"}, {"source": papers[1].pk, "credibility": "1"}
    )
    assert response.status_code == 302, pages.refusals(response)
    assert list(Citation.objects.filter(development__isnull=False).values_list("credibility", flat=True)) == ["1", "1"]


def test_a_single_source_or_one_that_repeats_another_confirms_nothing(client, papers):
    amu, tolo, khaama = (paper.pk for paper in papers)
    before = pages.counts()
    for citations, rows in (
        ([{"source": amu, "credibility": "1"}], [0]),
        ([{"source": amu, "credibility": "1"}, {"source": amu, "credibility": "2"}], [0]),
        ([{"source": amu, "credibility": "2"}, {"source": tolo, "credibility": "1", "derives_from": amu}], [1]),
        (
            [
                {"source": amu, "credibility": "1", "derives_from": khaama},
                {"source": tolo, "credibility": "1", "derives_from": khaama},
            ],
            [0, 1],
        ),
    ):
        said = pages.refusals(logged(client, *citations))
        assert said == {f"citations-{row}-credibility": [ALONE] for row in rows}
    assert pages.counts() == before


def test_a_row_that_is_wrong_in_another_way_is_told_that_alone(client, papers):
    said = pages.refusals(logged(client, {"credibility": "1"}))
    assert list(said) == ["citations-0-source"]


def test_to_withdraw_one_of_two_on_the_form_needs_the_other_to_claim_less(client, development):
    cite(development, "Amu", "1"), cite(development, "Tolo", "2")
    where = pages.address(Development, "change", development.pk)
    sent = pages.typed(client, where)
    (row,) = [n for n in (0, 1) if sent[f"citations-{n}-credibility"] == ["1"]]
    gone = {f"citations-{1 - row}-withdrawn_reason": "A mistake."}
    said = pages.refusals(pages.submit(client, where, **gone))
    assert said == {f"citations-{row}-credibility": [ALONE]}
    response = pages.submit(client, where, **gone, **{f"citations-{row}-credibility": "2"})
    assert response.status_code == 302, pages.refusals(response)


def test_a_grade_that_rests_on_a_hidden_source_does_not_keep_others_from_editing(client, development):
    seen = cite(development, "Amu", "1")
    cite(development, "A diplomat", "2", hidden=True)
    where = pages.address(Development, "change", development.pk)
    assert pages.submit(client, where, title="Reworded").status_code == 302
    assert pages.submit(client, where, **{"citations-0-locator": "p. 2"}).status_code == 302
    added = {"source": make.source(publisher="Tolo").pk, "credibility": "3", "derives_from": seen.source_id}
    assert pages.submit(client, where, **pages.rows("citations", added, initial=1)).status_code == 302
    response = pages.submit(client, where, **{"citations-0-credibility": "2"})
    assert response.status_code == 302, pages.refusals(response)
    rows = [n for n in (0, 1) if pages.typed(client, where)[f"citations-{n}-credibility"] == ["2"]]
    said = pages.refusals(pages.submit(client, where, **{f"citations-{rows[0]}-credibility": "1"}))
    assert said == {f"citations-{rows[0]}-credibility": [ALONE]}


# --- On its own page, and in actions ----------------------------------------------------------


def test_a_citation_on_its_own_page_needs_the_second_source_too(client, development, papers):
    where = pages.address(Citation, "add")
    sent = {"development": development.pk, "source": papers[0].pk, "credibility": "1"}
    assert pages.refusals(pages.submit(client, where, **sent)) == {"credibility": [ALONE]}
    make.citation(development=development, source=papers[1])
    response = pages.submit(client, where, **sent)
    assert response.status_code == 302, pages.refusals(response)
    own = pages.address(Citation, "change", development.citations.get(credibility="1").pk)
    assert pages.refusals(pages.submit(client, own, derives_from=papers[1].pk)) == {"credibility": [ALONE]}
    assert pages.submit(client, own, locator="p. 3").status_code == 302
    assert pages.submit(client, own, withdrawn_reason="A mistake.").status_code == 302


@pytest.mark.parametrize("log", ["development", "measure", "meeting"])
def test_what_is_logged_by_a_command_is_weighed_alike(log, desk, papers):
    amu, tolo = papers[:2]
    given = {
        "development": WHAT | {"reported_on": None},
        "measure": {"title": "A licence", "instrument": "licence", "effect": "eased", "steps": ["recognition"]},
        "meeting": {
            "title": "A meeting",
            "status": "held",
            "format": "in_person",
            "level": "technical",
            "tracks": ["health"],
        },
    }[log] | {"date_from": make.DAY}
    act = getattr(actions, f"log_{log}")
    alone = [{"source": amu, "credibility": "1"}]
    with pytest.raises(ValidationError) as refusal:
        act(by=desk, citations=alone, **given)
    assert refusal.value.messages == [f"citations: {ALONE}"]
    assert not Measure.objects.exists() and not Development.objects.exists()
    record = act(by=desk, citations=[*alone, {"source": tolo}], **given)
    assert behind(record, desk) == Behind(2, 2, True)


# --- At the review ----------------------------------------------------------------------------


@pytest.fixture(params=["development", "meeting"])
def record(request, db):
    return getattr(make, request.param)(marking="TLP:GREEN")


def test_what_claims_more_than_its_sources_give_is_neither_submitted_nor_approved(record, desk, lead):
    one = cite(record, "Amu", "1")
    assert review.why_not(record, "submit", by=desk) == ALONE
    two = cite(record, "Tolo", "2")
    review.move(record, "submit", by=desk)
    withdraw(two)
    assert review.why_not(record, "approve", by=lead) == ALONE
    with pytest.raises(PermissionDenied, match="needs two independent sources"):
        review.move(record, "approve", by=lead)
    assert review.why_not(record, "return", by=lead) == ""
    one.credibility = "2"
    one.save()
    review.move(record, "approve", by=lead)


def test_who_may_not_see_the_second_source_is_told_the_same_words(record, desk, lead):
    cite(record, "Amu", "1")
    hidden = cite(record, "A diplomat", hidden=True)
    assert review.why_not(record, "submit", by=desk) == ALONE
    hidden.source.readers.add(desk)
    review.move(record, "submit", by=desk)
    assert review.why_not(record, "approve", by=lead) == ALONE


def test_a_claim_that_is_hidden_keeps_nobody(record, desk):
    cite(record, "A diplomat", "1", hidden=True)
    cite(record, "Amu", "2")
    assert review.why_not(record, "submit", by=desk) == ""


def test_the_step_is_not_offered_and_its_address_says_why(record, client):
    cite(record, "Amu", "1")
    change = pages.address(type(record), "change", record.pk)
    assert "step-submit" not in client.get(change).content.decode()
    response = client.get(pages.address(type(record), "review", record.pk, "submit"), follow=True)
    assert ALONE in pages.messages_of(response)


def test_nothing_that_comes_with_the_house_claims_more_than_its_sources_give(db):
    assert not Citation.objects.filter(credibility="1").exists()
