"""Rules between rows and about today, which no constraint can state: each with its field and its words."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError

from tests import factories as make
from tests.constraints import days
from tests.factories import DAY
from tracks.models import Assessment, Attendance, Commitment, CommitmentUpdate, Development, Meeting

NOON = dt.datetime(2024, 5, 19, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def today():
    """Today is DAY."""
    with time_machine.travel(NOON, tick=False):
        yield


def refusal(row) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as error:
        row.full_clean()
    return error.value.message_dict


# --- Links that must fit ------------------------------------------------------------------


def test_a_commitment_answers_a_point_of_its_own_meeting(db):
    commitment = make.commitment()
    commitment.point = make.point(meeting=commitment.meeting)
    commitment.full_clean()
    commitment.point = make.point()
    assert refusal(commitment) == {"point": ["This point belongs to another meeting."]}


def test_the_post_at_a_meeting_is_the_attending_persons_own(db):
    person = make.person()
    attendance = make.attendance(person=person, post=make.post(person=person))
    attendance.post = make.post()
    assert refusal(attendance) == {"post": ["This post is another person's."]}
    attendance.person = None
    assert "A post needs the person who holds it." in refusal(attendance)["__all__"]


@pytest.mark.parametrize(("name", "word"), [("reverses", "reverse"), ("follows", "follow")])
@pytest.mark.parametrize(
    ("earlier", "later", "fits"),
    [
        ({"date_from": days(-1)}, {"date_from": DAY}, True),
        ({"date_from": DAY}, {"date_from": DAY}, True),
        ({"date_from": DAY}, {"date_from": days(-1)}, False),
        # In May, by the 19th: it may have come after, so it is not refused.
        ({"date_from": DAY}, {"date_from": DAY, "date_precision": "month"}, True),
        ({"date_from": DAY}, {"date_from": days(-60), "date_precision": "month"}, False),
        ({"date_from": days(-60), "date_precision": "year"}, {"date_from": days(-100)}, True),
        ({"date_from": DAY}, {"date_from": days(-9), "date_to": DAY}, True),
    ],
)
def test_a_development_reverses_or_follows_only_what_may_have_come_before(db, name, word, earlier, later, fits):
    before = make.development(**earlier)
    after = Development(
        title="It ended", scope="national", direction="mixed", form="decreed", **later, **{name: before}
    )
    if fits:
        after.full_clean()
        return
    words = f"This began later (19 May 2024): a development can only {word} an earlier one."
    assert refusal(after) == {name: [words]}


# --- Nothing is seen or judged before its day -----------------------------------------------

LATE = dt.date(2024, 5, 20)
JUDGED_AHEAD = {"as_of": ["A judgement cannot be dated in the future."]}
HELD_AHEAD = {"status": ["A meeting that lies ahead is planned, not held."]}
SEEN_AHEAD = {"date_from": ["A development that lies ahead has not been observed yet."]}


@pytest.mark.parametrize(
    ("row", "change", "words"),
    [
        (make.commitment_update, {"as_of": LATE}, JUDGED_AHEAD),
        (make.assessment, {"as_of": LATE}, JUDGED_AHEAD),
        (make.meeting, {"date_from": LATE}, HELD_AHEAD),
        (make.development, {"date_from": LATE}, SEEN_AHEAD),
        (make.development, {"date_from": dt.date(2024, 6, 9), "date_precision": "month"}, SEEN_AHEAD),
    ],
    ids=["commitment update", "assessment", "held meeting", "development", "development next month"],
)
def test_what_lies_ahead_is_neither_judged_nor_observed(db, row, change, words):
    record = row()
    for name, value in change.items():
        setattr(record, name, value)
    assert refusal(record) == words


@pytest.mark.parametrize(
    ("row", "fields"),
    [
        (make.commitment_update, {"as_of": DAY}),
        (make.assessment, {"as_of": DAY}),
        (make.meeting, {"date_from": DAY, "date_to": LATE}),
        (make.meeting, {"date_from": dt.date(2024, 5, 30), "date_precision": "month"}),
        (make.meeting, {"date_from": LATE, "status": "planned"}),
        (make.meeting, {"date_from": LATE, "status": "cancelled", "status_reason": "No flights."}),
        (make.development, {"date_from": DAY}),
        (make.development, {"date_from": dt.date(2024, 12, 1), "date_precision": "year"}),
    ],
)
def test_today_and_a_period_that_has_begun_do_not_lie_ahead(db, row, fields):
    row(**fields).full_clean()


def test_today_is_the_day_in_utc(db):
    with time_machine.travel(dt.datetime(2024, 5, 20, 0, 0, 1, tzinfo=dt.UTC)):
        make.assessment(as_of=LATE)
    with time_machine.travel(dt.datetime(2024, 5, 19, 23, 59, 59, tzinfo=dt.UTC)), pytest.raises(ValidationError):
        make.assessment(as_of=LATE)


# --- What is wrong in itself is told by its field, not by a crash -----------------------------


@pytest.mark.parametrize("value", ["", "yesterday", "2024-02-30", "0000-01-01", "٢٠٢٤", None])
@pytest.mark.parametrize(
    ("model", "name", "fields"),
    [
        (Assessment, "as_of", {}),
        (CommitmentUpdate, "as_of", {}),
        (Meeting, "date_from", {"status": "held"}),
        (Development, "date_from", {"reverses": make.development}),
    ],
    ids=["assessment", "commitment update", "meeting", "development"],
)
def test_a_date_that_is_no_date_is_told_by_its_field(db, model, name, fields, value):
    given = {key: part() if callable(part) else part for key, part in fields.items()}
    assert refusal(model(**{name: value}, **given))[name]


@pytest.mark.parametrize(
    ("model", "name", "nowhere", "fields"),
    [
        (Attendance, "post", "PST-2024-ZZZZ", {"person": make.person}),
        (Commitment, "point", "PNT-2024-ZZZZ", {"meeting": make.meeting}),
        (Development, "reverses", "DEV-2024-ZZZZZZ", {"date_from": DAY}),
        (Development, "follows", "DEV-2024-ZZZZZZ", {"date_from": DAY}),
        (Meeting, "follows", "MTG-2024-ZZZZ", {"date_from": DAY}),
        (Assessment, "condition", "CND-2024-ZZZZ", {"as_of": DAY}),
    ],
    ids=["post", "point", "reverses", "follows", "follow-up", "condition"],
)
def test_a_link_to_nothing_is_told_by_its_field(db, model, name, nowhere, fields):
    given = {key: part() if callable(part) else part for key, part in fields.items()}
    assert nowhere in refusal(model(**{f"{name}_id": nowhere}, **given))[name][0]
