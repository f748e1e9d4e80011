"""Logging in one transaction: if one row is wrong nothing is saved, and the refusal says which row and field."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from config.models import Tracked
from tests import factories as make
from tests.constraints import days
from tracks import actions

from .fields import DEVELOPMENT, JUDGED, MEASURE, MEETING, POINT, READING, SOMEBODY, promise


def counts() -> dict[str, tuple[int, int]]:
    """Rows and versions of every kind."""
    kinds = [model for model in apps.get_models() if issubclass(model, Tracked)]
    return {kind.__name__: (kind._base_manager.count(), kind.history.count()) for kind in kinds}


# The action, what it is given, and every word of the refusal.
WRONG = [
    ("log_meeting", lambda: {**MEETING, "tracks": []}, ["Name at least one track that the meeting touched."]),
    ("log_meeting", lambda: {**MEETING, "tracks": ["nowhere"]}, ["There is no track “nowhere”."]),
    ("log_meeting", lambda: {**MEETING, "status": "refused"}, ["Say why the meeting was cancelled or refused."]),
    ("log_meeting", lambda: {**MEETING, "ref": "M1"}, ["“M1” is not a reference; one looks like MTG-2026-7KQ4."]),
    (
        "log_meeting",
        lambda: {**MEETING, "attendances": [SOMEBODY, {"side": "dfa"}]},
        ["attendances 2: Name a person, an organisation, or describe who attended."],
    ),
    (
        "log_meeting",
        lambda: {**MEETING, "attendances": [SOMEBODY, {**SOMEBODY, "side": "mars"}]},
        ["attendances 2, side: Value 'mars' is not a valid choice."],
    ),
    (
        "log_meeting",
        lambda: {**MEETING, "points": [POINT, POINT, {**POINT, "text": "", "speech_act": ""}]},
        ["points 3, speech_act: This field cannot be blank.", "points 3, text: This field cannot be blank."],
    ),
    (
        "log_meeting",
        lambda: {**MEETING, "commitments": [promise(due_on=days(-1))]},
        ["commitments 1: It cannot be due before it was made."],
    ),
    (
        "log_meeting",
        lambda: {**MEETING, "commitments": [promise(), promise(conditions=["CND-2024-ZZZZ"])]},
        ["commitments 2, conditions: There is no condition “CND-2024-ZZZZ”."],
    ),
    ("log_meeting", lambda: {**MEETING, "citations": [{}]}, ["citations 1, source: This field cannot be null."]),
    ("log_development", lambda: {**DEVELOPMENT, "tracks": []}, ["Name a track or an indicator that it bears on."]),
    (
        "log_development",
        lambda: {**DEVELOPMENT, "provinces": ["AF10", "AF99", "Hilmand"]},
        ["There is no province “AF99”.", "There is no province “Hilmand”."],
    ),
    (
        "log_development",
        lambda: {**DEVELOPMENT, "citations": [{"source": make.source(), "credibility": "7"}]},
        ["citations 1, credibility: Value '7' is not a valid choice."],
    ),
    ("log_measure", lambda: {**MEASURE, "steps": []}, ["Name at least one step that the measure touches."]),
    ("log_measure", lambda: {**MEASURE, "steps": ["leap"]}, ["There is no step “leap”."]),
    ("log_measure", lambda: {**MEASURE, "citations": [{}]}, ["citations 1, source: This field cannot be null."]),
    (
        "assess",
        lambda: {**JUDGED, "condition": make.condition(), "evidence": []},
        ["No judgement without evidence: name at least one development, reading, meeting or commitment."],
    ),
    (
        "assess",
        lambda: {**JUDGED, "condition": make.condition(), "evidence": [{"stance": "supports"}]},
        ["evidence 1: Evidence is exactly one development, reading, meeting or commitment."],
    ),
    (
        "record_update",
        lambda: {"commitment": make.commitment(), "as_of": dt.date(9999, 1, 1), "state": "kept", "text": "Seen."},
        ["A judgement cannot be dated in the future."],
    ),
    (
        "log_person",
        lambda: {"name": "A", "posts": [{"organisation": make.organisation(), "title": ""}]},
        ["posts 1, title: This field cannot be blank."],
    ),
    (
        "log_person",
        lambda: {"name": "A", "listings": [{"sanctions_list": "un_1988", "list_reference": "1"}]},
        ["listings 1: A reference of the UN 1988 list is like TAi.144 or TAe.012."],
    ),
    (
        "log_reading",
        lambda: {**READING, "period_to": days(-1), "value": "lots"},
        ["“lots” value must be a decimal number.", "The period ends before it begins."],
    ),
    ("log_source", lambda: {"kind": "press"}, ["This field cannot be blank."]),
    (
        "log_organisation",
        lambda: {"name": "A", "side": "us", "level": "national", "seat": "abroad"},
        ["A seat abroad needs the country."],
    ),
]


@pytest.mark.parametrize(("action", "given", "said"), WRONG)
def test_a_wrong_row_is_named_and_nothing_is_saved(desk, action, given, said):
    fields = given()
    before = counts()
    with pytest.raises(ValidationError) as refusal:
        getattr(actions, action)(by=desk, **fields)
    assert refusal.value.messages == said
    assert counts() == before


@pytest.mark.parametrize(
    ("number", "points", "accepted"),
    [
        (0, 2, "1 to 2"),
        (3, 2, "1 to 2"),
        (-1, 2, "1 to 2"),
        ("one", 2, "1 to 2"),
        (1, 0, "none, since the meeting has no points"),
    ],
)
def test_a_commitment_answers_a_point_of_the_meeting_by_its_number(desk, number, points, accepted):
    fields = MEETING | {"points": [POINT] * points, "commitments": [promise(), promise(point_number=number)]}
    before = counts()
    with pytest.raises(ValidationError) as refusal:
        actions.log_meeting(by=desk, **fields)
    assert refusal.value.messages == [f"commitments 2, point_number: there is no point {number}; accepted: {accepted}."]
    assert counts() == before


def test_the_error_of_the_record_itself_names_its_field(desk):
    with pytest.raises(ValidationError) as refusal:
        actions.log_meeting(by=desk, **MEETING | {"title": "", "level": "summit"})
    assert set(refusal.value.message_dict) == {"title", "level"}
