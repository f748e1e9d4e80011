"""The review: who may take which step, and what a refusal says."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction

from config.models import Reviewed
from config.review import OPEN, TRANSITIONS, State, move, why_not
from tests import factories as make
from tracks.models import Assessment, CommitmentUpdate, Meeting

from .reviewing import AUTHORS, KINDS, ROLES, refusal, somebody, standing_at

MODELS = {"meeting": Meeting, "assessment": Assessment}

# --- Who may do what ----------------------------------------------------------------------

# For each step: the state it is tried from, and who may take it. “yes”, or what stands in the way:
# “no” the role's permission, “own” that they wrote it, “never” the kind of record.
TABLE = """
            from       | author | lead who wrote it | second person | without | administrator | superuser
  meeting
    submit    draft      yes      yes                 yes             no        no              yes
    submit    returned   yes      yes                 yes             no        no              yes
    approve   submitted  no       own                 yes             no        no              yes
    return    submitted  no       yes                 yes             no        no              yes
    withdraw  draft      yes      yes                 yes             no        no              yes
    withdraw  submitted  yes      yes                 yes             no        no              yes
    withdraw  returned   yes      yes                 yes             no        no              yes
    withdraw  approved   yes      yes                 yes             no        no              yes
    reopen    approved   no       yes                 yes             no        no              yes
  assessment
    submit    draft      yes      yes                 yes             no        no              yes
    submit    returned   yes      yes                 yes             no        no              yes
    approve   submitted  no       own                 yes             no        no              yes
    return    submitted  no       yes                 yes             no        no              yes
    withdraw  draft      yes      yes                 yes             no        no              yes
    withdraw  submitted  yes      yes                 yes             no        no              yes
    withdraw  returned   yes      yes                 yes             no        no              yes
    withdraw  approved   never    never               never           never     never           never
    reopen    approved   never    never               never           never     never           never
"""


def cases():
    heading, *lines = TABLE.strip().splitlines()
    people = [name.strip() for name in heading.split("|")[1:]]
    kind = ""
    for line in lines:
        words = line.split()
        if len(words) == 1:
            kind = words[0]
            continue
        action, state, *outcomes = words
        yield kind, action, state, dict(zip(people, outcomes, strict=True))


ROWS = list(cases())


@pytest.mark.parametrize(
    ("kind", "action", "state", "outcomes"), ROWS, ids=[f"{kind}-{action}-{state}" for kind, action, state, _ in ROWS]
)
def test_each_step_is_allowed_or_refused_with_its_reason(db, kind, action, state, outcomes):
    ref = standing_at(kind, state).pk
    for who, outcome in outcomes.items():
        with transaction.atomic():
            user = somebody(who)
            with make.unsealed():
                MODELS[kind]._base_manager.filter(pk=ref).update(created_by=user if who in AUTHORS else None)
            record = MODELS[kind].objects.get(pk=ref)
            before = record.history.count()
            refused = "" if outcome == "yes" else refusal(kind, action, outcome)
            assert why_not(record, action, by=user) == refused, who
            if refused:
                with pytest.raises(PermissionDenied) as error:
                    move(record, action, by=user, reason="Because.")
                assert str(error.value) == refused, who
            else:
                move(record, action, by=user, reason="Because.")
            kept = type(record).objects.get(pk=ref)
            assert kept.review_state == (state if refused else TRANSITIONS[action].target), who
            assert kept.history.count() == before + (not refused)
            transaction.set_rollback(True)


def test_the_table_has_every_step_from_every_state_it_starts_from():
    assert {(kind, action, state) for kind, action, state, _ in ROWS} == {
        (kind, action, source) for kind in KINDS for action, step in TRANSITIONS.items() for source in step.sources
    }
    assert all(set(outcomes) == set(ROLES) for *_, outcomes in ROWS)


def test_each_step_leads_to_its_state_and_whoever_undoes_something_says_why():
    assert {action: (step.target, step.needs_reason) for action, step in TRANSITIONS.items()} == {
        "submit": ("submitted", False),
        "approve": ("approved", False),
        "return": ("returned", True),
        "withdraw": ("withdrawn", True),
        "reopen": ("draft", True),
    }


@pytest.mark.parametrize("state", State.values)
def test_from_any_other_state_a_step_is_refused_naming_the_state_and_what_it_needs(db, state):
    record = standing_at("meeting", state)
    anybody = somebody("superuser")
    for action, step in TRANSITIONS.items():
        if state not in step.sources:
            words = why_not(record, action, by=anybody)
            assert words.startswith(f"This meeting is {state}; “{step.label}” needs it to be ")
            assert all(source in words for source in step.sources)
            with pytest.raises(PermissionDenied, match=f"This meeting is {state}"):
                move(record, action, by=anybody, reason="Because.")


def test_every_reviewed_kind_is_moved_by_the_same_rules():
    reviewed = [model for model in apps.get_models() if issubclass(model, Reviewed)]
    assert {model.__name__ for model in reviewed} == {"Meeting", "Development", "CommitmentUpdate", "Assessment"}
    for model in reviewed:
        assert model.always_needs_second_person == (model is Assessment)
        assert model.may_be_reopened == (model not in (Assessment, CommitmentUpdate))


def test_what_is_approved_or_withdrawn_is_not_open_to_edits():
    assert set(State) - OPEN == {State.APPROVED, State.WITHDRAWN}


# --- Second person ------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "allowed"), [("meeting", True), ("assessment", False)])
def test_a_post_may_let_authors_approve_their_own_meetings_but_never_assessments(db, settings, kind, allowed):
    settings.REVIEW_AUTHORS_MAY_APPROVE_OWN = True
    author = somebody("lead who wrote it")
    record = standing_at(kind, "submitted", created_by=author)
    if allowed:
        move(record, "approve", by=author)
    else:
        with pytest.raises(PermissionDenied, match="a second person must approve it"):
            move(record, "approve", by=author)
    assert (type(record).objects.get(pk=record.pk).review_state == "approved") == allowed


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_submits_what_another_wrote_is_no_second_person_either(db, kind):
    lead = somebody("second person")
    record = standing_at(kind, "draft", created_by=somebody("author"))
    move(record, "submit", by=lead)
    assert why_not(record, "approve", by=lead) == refusal(kind, "approve", "own")


@pytest.mark.parametrize("kind", KINDS)
def test_a_superuser_is_no_second_person_to_themselves(db, kind):
    user = somebody("superuser")
    record = standing_at(kind, "submitted", created_by=user)
    assert why_not(record, "approve", by=user) == refusal(kind, "approve", "own")


def test_somebody_who_was_deactivated_takes_no_step(db):
    lead = somebody("second person")
    lead.is_active = False
    record = standing_at("meeting", "submitted")
    assert why_not(record, "approve", by=lead) == refusal("meeting", "approve", "no")


# --- Evidence -----------------------------------------------------------------------------

NO_EVIDENCE = "No judgement without evidence: add at least one development, reading, meeting or commitment first."


def test_an_assessment_without_evidence_is_not_submitted(db):
    user = somebody("author")
    record = make.assessment(created_by=user)
    assert why_not(record, "submit", by=user) == NO_EVIDENCE
    with pytest.raises(PermissionDenied, match="No judgement without evidence"):
        move(record, "submit", by=user)
    make.evidence(assessment=record)
    move(record, "submit", by=user)
    assert record.review_state == "submitted"


@pytest.mark.parametrize("gone", ["the evidence", "what it cites"])
def test_evidence_that_was_withdrawn_carries_no_judgement(db, gone):
    record = make.assessment()
    piece = make.evidence(assessment=record)
    lead = somebody("second person")
    assert why_not(record, "submit", by=lead) == ""
    if gone == "the evidence":
        piece.withdrawn_reason = "Not about this."
        piece.save()
    else:
        move(piece.development, "withdraw", by=lead, reason="It was a rumour.")
    assert why_not(record, "submit", by=lead) == NO_EVIDENCE


def test_a_judgement_that_lost_its_evidence_while_it_waited_is_not_approved(db):
    record = make.assessment(submitted=True)
    (piece,) = record.evidence.all()
    piece.withdrawn_reason = "Not about this."
    piece.save()
    lead = somebody("second person")
    assert why_not(record, "approve", by=lead) == NO_EVIDENCE
    assert why_not(record, "return", by=lead) == ""


def test_somebody_without_permission_is_told_so_and_not_what_is_missing(db):
    record = make.assessment()
    assert why_not(record, "submit", by=somebody("without")) == refusal("assessment", "submit", "no")
