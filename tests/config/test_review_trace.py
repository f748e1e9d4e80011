"""What a step of the review leaves behind, and what happens when two people act at once."""

from __future__ import annotations

import datetime as dt
import time
from threading import Event

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from config import review
from config.models import User
from config.review import TRANSITIONS, move
from tests.conftest import at_once, person
from tracks.models import Meeting

from .reviewing import KINDS, somebody, standing_at

on_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite lets one connection write at a time"
)


@pytest.mark.parametrize("action", [a for a, step in TRANSITIONS.items() if step.needs_reason])
@pytest.mark.parametrize("reason", ["", "  \n\t"])
def test_a_step_that_needs_a_reason_is_not_taken_without(db, action, reason):
    record = standing_at("meeting", "submitted" if action == "return" else "approved")
    state, before = record.review_state, record.history.count()
    with pytest.raises(ValidationError) as error:
        move(record, action, by=somebody("second person"), reason=reason)
    assert error.value.message_dict == {"reason": [f"Say why: “{TRANSITIONS[action].label}” needs a reason."]}
    kept = Meeting.objects.get(pk=record.pk)
    assert (kept.review_state, kept.history.count()) == (state, before)


def test_each_step_writes_who_when_and_why_into_the_row_and_its_history(db):
    author, lead = somebody("author"), somebody("second person")
    record = standing_at("meeting", "draft", created_by=author)
    steps = [("submit", author, ""), ("return", lead, " Say where. "), ("submit", author, ""), ("approve", lead, "")]
    steps += [("reopen", lead, "A name is wrong."), ("withdraw", author, "It never took place.")]
    for action, by, reason in steps:
        before = record.history.count()
        move(record, action, by=by, reason=reason)
        kept = Meeting.objects.get(pk=record.pk)
        assert (kept.review_state, kept.review_reason) == (TRANSITIONS[action].target, reason.strip())
        assert (kept.reviewed_by, kept.updated_by) == (by, by)
        assert kept.submitted_by == author
        assert kept.submitted_at <= kept.reviewed_at
        version = kept.history.first()
        assert kept.history.count() == before + 1
        assert (version.history_user, version.review_state) == (by, TRANSITIONS[action].target)
        assert version.history_change_reason == (f"{action}: {reason.strip()}" if reason else action)


def test_what_is_not_right_in_itself_takes_no_step(db):
    """Such as a meeting that was logged as held on a day that has not come, by whatever way it got there."""
    record = standing_at("meeting", "submitted")
    ahead = timezone.now().date() + dt.timedelta(days=2)
    Meeting._base_manager.filter(pk=record.pk).update(date_from=ahead, date_until=ahead)
    with pytest.raises(ValidationError) as error:
        move(record, "approve", by=somebody("second person"))
    assert error.value.message_dict == {"status": ["A meeting that lies ahead is planned, not held."]}
    assert Meeting.objects.get(pk=record.pk).review_state == "submitted"


def test_an_edit_that_somebody_made_meanwhile_is_not_lost_by_a_step(db):
    mine = standing_at("meeting", "submitted", title="As I read it")
    theirs = Meeting.objects.get(pk=mine.pk)
    theirs.title = "As they corrected it"
    theirs.save()
    move(mine, "return", by=somebody("second person"), reason="Say where.")
    kept = Meeting.objects.get(pk=mine.pk)
    assert (kept.title, kept.review_state) == ("As they corrected it", "returned")
    assert kept.history.first().title == "As they corrected it"


def test_a_step_that_somebody_else_took_meanwhile_is_not_taken_again(db):
    mine = standing_at("meeting", "submitted")
    move(Meeting.objects.get(pk=mine.pk), "approve", by=somebody("superuser"))
    assert mine.review_state == "submitted"
    with pytest.raises(PermissionDenied, match="This meeting is approved; “Approve” needs it to be submitted"):
        move(mine, "approve", by=somebody("second person"))


@on_postgresql
@pytest.mark.parametrize("kind", KINDS)
def test_of_two_people_who_approve_at_once_exactly_one_succeeds(committed, monkeypatch, kind):
    record = standing_at(kind, "submitted")
    leads = [person(f"lead {n}", "track lead") for n in (1, 2)]
    judged, met = review.why_not, Event()

    def judge_slowly(*args, **kwargs):
        """Hold the row until the other one waits for it, or was able not to wait."""
        until = time.monotonic() + 2
        while not met.is_set() and time.monotonic() < until and not somebody_waits():
            time.sleep(0.01)
        met.set()
        return judged(*args, **kwargs)

    monkeypatch.setattr(review, "why_not", judge_slowly)
    results = at_once(*(lambda by=by: approve(record, by) for by in leads))
    assert set(results) == {"done", f"This {kind} is approved; “Approve” needs it to be submitted."}
    kept = type(record).objects.get(pk=record.pk)
    assert kept.reviewed_by == leads[results.index("done")]
    assert kept.history.filter(review_state="approved").count() == 1


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0


def approve(record, by) -> str:
    try:
        move(type(record).objects.get(pk=record.pk), "approve", by=User.objects.get(pk=by.pk))
    except PermissionDenied as refused:
        return str(refused)
    return "done"
