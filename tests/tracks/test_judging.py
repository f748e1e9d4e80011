"""What an assessment must bear before it is submitted or approved, and who may approve it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from config.models import User
from config.review import move, why_not
from tests import factories as make
from tests.config import admin_pages as pages
from tests.conftest import person
from tracks.models import Assessment, Change, Condition, ConditionState
from tracks.models.assessment import LEVELS, proposed_change

ADD = pages.address(Assessment, "add")
JUDGED = {"confidence": "low", "justification": "Little was seen.", "marking": "TLP:GREEN"}


def day(number: int) -> dt.date:
    return make.DAY + dt.timedelta(days=number)


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def judge(client, condition: Condition, **sent):
    """What the form answers to a judgement with one piece of evidence."""
    evidence = {"evidence-0-stance": "supports", "evidence-0-development": make.development().pk}
    form = pages.typed(client, f"{ADD}?condition={condition.pk}&as_of={day(1)}")
    return client.post(ADD, form | {"condition": condition.pk, "as_of": str(day(1))} | JUDGED | evidence | sent)


# --- The change follows from the states, or is overruled with a reason ------------------------


@given(st.sampled_from(ConditionState.values), st.sampled_from(ConditionState.values))
def test_the_change_that_follows_from_two_states(before, now):
    proposed = proposed_change(before, now)
    if "waived" in (before, now):
        assert proposed is None
    else:
        assert proposed == ("none" if now == before else "advanced" if LEVELS[now] > LEVELS[before] else "regressed")
        opposite = {"advanced": "regressed", "regressed": "advanced", "none": "none"}
        assert proposed_change(now, before) == opposite[proposed]


def test_nothing_follows_from_no_judgement():
    assert proposed_change(None, "met") is None


@pytest.mark.parametrize(("state", "change"), [("met", "advanced"), ("limited", "none"), ("contrary", "regressed")])
def test_a_change_that_is_left_open_is_what_follows_from_the_last_approved_judgement(browse, desk, state, change):
    condition = make.condition()
    make.assessment(condition=condition, state="limited", marking="TLP:GREEN", approved=True)
    assert judge(browse(desk), condition, state=state, change="").status_code == 302
    assert Assessment.objects.latest("created_at").change == change


def test_the_form_says_what_the_last_judgement_was(browse, desk):
    condition = make.condition()
    last = make.assessment(condition=condition, state="limited", marking="TLP:GREEN", approved=True)
    page = pages.text_of(browse(desk).get(f"{ADD}?condition={condition.pk}&as_of={day(1)}"))
    assert f"The last approved one: Limited as of {make.DAY} ({last.pk})." in page


def test_another_change_needs_a_reason(browse, desk):
    condition = make.condition()
    last = make.assessment(condition=condition, state="limited", marking="TLP:GREEN", approved=True)
    refused = pages.refusals(judge(browse(desk), condition, state="limited", change="regressed"))
    assert refused == {
        "change_note": [
            f"From “Limited” ({last.pk}) to “Limited” the change is “No change”: choose that, or say here why not."
        ]
    }
    sliding = judge(browse(desk), condition, state="limited", change="regressed", change_note="Met, but sliding.")
    assert sliding.status_code == 302


def test_of_a_first_judgement_somebody_must_choose_the_change(browse, desk):
    refused = pages.refusals(judge(browse(desk), make.condition(), state="limited", change=""))
    assert list(refused) == ["change"]
    assert judge(browse(desk), make.condition(), state="limited", change="none").status_code == 302


def test_a_hidden_judgement_proposes_nothing_and_is_not_named(browse, desk):
    condition = make.condition()
    hidden = make.assessment(condition=condition, state="met", marking="TLP:RED", approved=True)
    client = browse(desk)
    assert hidden.pk not in pages.text_of(client.get(f"{ADD}?condition={condition.pk}&as_of={day(1)}"))
    assert judge(client, condition, state="limited", change="advanced").status_code == 302


# --- One judgement a day ----------------------------------------------------------------------


def test_a_day_that_is_judged_is_judged_again_only_by_replacing(browse, desk):
    condition = make.condition()
    first = make.assessment(condition=condition, as_of=day(1), marking="TLP:GREEN", approved=True)
    client = browse(desk)
    refused = pages.refusals(judge(client, condition, state="met", change="advanced"))
    assert refused == {
        "supersedes": [
            f"{first.pk} is approved for this day already: choose it here to replace it, or judge another day."
        ]
    }
    assert judge(client, condition, state="met", change="advanced", supersedes=first.pk).status_code == 302


@pytest.mark.parametrize("other", [{"as_of": day(0)}, {"approved": False}, {"condition": None}])
def test_only_what_stands_for_the_same_day_can_be_replaced(browse, desk, other):
    condition = make.condition()
    fields = {"condition": condition, "as_of": day(1), "approved": True} | other
    fields["condition"] = fields["condition"] or make.condition()
    first = make.assessment(marking="TLP:GREEN", **fields)
    answer = judge(browse(desk), condition, state="limited", change="none", supersedes=first.pk)
    assert pages.refusals(answer) == {
        "supersedes": ["Only an approved judgement of the same condition for the same day can be replaced."]
    }


def test_what_was_approved_meanwhile_must_be_replaced_before_the_next_is_approved(desk, lead):
    condition = make.condition()
    waiting = make.assessment(condition=condition, submitted=True, marking="TLP:GREEN")
    first = make.assessment(condition=condition, approved=True, marking="TLP:GREEN")
    assert why_not(waiting, "approve", by=lead).startswith(f"{first.pk} is approved for this day already")
    waiting.supersedes = first
    waiting.save()
    assert why_not(waiting, "approve", by=lead) == ""


# --- Two people -------------------------------------------------------------------------------


def test_whoever_changed_a_word_of_it_or_of_its_evidence_does_not_approve_it(desk, lead):
    refusal = "You wrote or submitted this assessment; a second person must approve it."
    for touched in ("the assessment", "its evidence"):
        assessment = make.assessment(submitted=True, marking="TLP:GREEN")
        assert why_not(assessment, "approve", by=lead) == ""
        row = assessment if touched == "the assessment" else assessment.evidence.get()
        row._history_user = lead
        row.save()
        assert why_not(assessment, "approve", by=lead) == refusal, touched


def test_whoever_returned_it_may_approve_it_later(desk, lead):
    assessment = make.assessment(submitted=True, marking="TLP:GREEN")
    move(assessment, "return", by=lead, reason="Say more.")
    move(assessment, "submit", by=make.superuser("factory-author"))
    assert why_not(assessment, "approve", by=lead) == ""


def test_it_is_not_submitted_where_nobody_else_could_approve_it(desk):
    User.objects.filter(is_superuser=True).update(is_active=False)
    assessment = make.assessment(rests_on=[{}], marking="TLP:GREEN", created_by=desk)
    User.objects.filter(is_superuser=True).update(is_active=False)
    with pytest.raises(PermissionDenied, match="Nobody who may approve it sees it"):
        move(assessment, "submit", by=again(desk))
    person("a lead", "track lead")
    move(assessment, "submit", by=again(desk))
    assert assessment.review_state == "submitted"


def test_the_states_changes_are_the_three_of_the_scale():
    assert {proposed_change(a, b) for a in LEVELS for b in LEVELS} == set(Change)


@pytest.mark.parametrize("condition", ["NOPE", "CND-2024-ZZZZ", "%25", ""])
def test_a_form_that_is_filled_in_with_no_condition_is_an_empty_form(browse, desk, condition):
    assert browse(desk).get(f"{ADD}?condition={condition}").status_code == 200


def test_the_form_names_each_piece_of_evidence_in_full(browse, desk):
    long = "Secondary schools for girls reopened in all districts of the province for the spring term"
    shown = make.development(title=long, marking="TLP:GREEN")
    hidden = make.development(title="Hidden thing", marking="TLP:RED")
    assessment = make.assessment(created_by=desk, rests_on=[{"development": shown}, {"development": hidden}])
    page = pages.text_of(browse(desk).get(pages.address(Assessment, "change", assessment.pk)))
    assert f"{long} ({shown.pk})</a>" in page
    assert "Hidden thing" not in page


def test_whoever_is_named_as_the_one_who_changed_it_last_does_not_approve_it(lead):
    assessment = make.assessment(submitted=True, marking="TLP:GREEN")
    assessment.updated_by = lead
    assessment.save()
    assert why_not(assessment, "approve", by=lead).startswith("You wrote or submitted this assessment")


def test_a_judgements_page_leads_to_the_dossier_of_its_condition(browse, lead):
    assessment = make.assessment(submitted=True, marking="TLP:GREEN")
    page = browse(lead).get(pages.address(Assessment, "change", assessment.pk))
    assert f'href="/admin/tracks/condition/{assessment.condition_id}/dossier/"' in pages.text_of(page)
