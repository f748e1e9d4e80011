"""Two people who save one record at the same moment: exactly one is saved, and the other is told."""

from __future__ import annotations

from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from tests import factories as make
from tests.config import admin_pages as pages
from tests.conftest import at_once, person
from tracks.models import Meeting, Point

from .test_stale_forms import change, told

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="the test database of SQLite lets one connection write at a time"
)
PAIRS = 50


def race(where: str, *sent: tuple[Any, dict[str, Any]]) -> list[Any]:
    """The answers to forms that are sent at the same moment, each by its client."""
    start = Barrier(len(sent))

    def post(client: Any, form: dict[str, Any]) -> Any:
        start.wait(timeout=20)
        return client.post(where, form | {"_save": "1"})

    return at_once(*(lambda client=client, form=form: post(client, form) for client, form in sent))


@pytest.fixture
def clients(committed, browse) -> list[Any]:
    return [browse(person(name, "desk officer")) for name in ("first", "second")]


@on_postgresql
def test_of_fifty_pairs_of_edits_of_one_record_none_is_lost_and_each_loser_is_told(clients):
    meeting = make.meeting(title="Before", summary="")
    where, winners = change(meeting), [0, 0]
    versions = meeting.history.count()
    for pair in range(PAIRS):
        opened = pages.filled_in(clients[0].get(where))
        typed = [f"Pair {pair}, by the {name}" for name in ("first", "second")]
        answers = race(where, *((c, opened | {"summary": text}) for c, text in zip(clients, typed, strict=True)))
        assert sorted(answer.status_code for answer in answers) == [200, 302], answers
        won = [answer.status_code for answer in answers].index(302)
        winners[won] += 1
        stored = Meeting.objects.get(pk=meeting.pk)
        assert (stored.summary, stored.updated_by.username) == (typed[won], ("first", "second")[won])
        shown = told(answers[1 - won])["Meeting"]["summary"]
        assert shown == (
            opened["summary"][0],
            typed[won],
            typed[1 - won],
            "Changed meanwhile, and by you: the form holds yours.",
        )
        assert pages.filled_in(answers[1 - won])["summary"] == [typed[1 - won]]
    assert sum(winners) == PAIRS
    kept = meeting.history.exclude(summary="").values_list("summary", flat=True)
    assert (meeting.history.count(), len(set(kept))) == (versions + PAIRS, PAIRS)


@on_postgresql
def test_of_two_who_change_one_row_at_once_on_two_pages_one_is_told(clients):
    """One on the form of the meeting, the other on the point's own page."""
    meeting = make.meeting()
    point = make.point(meeting=meeting, text="Before")
    for pair in range(10):
        forms = [pages.filled_in(clients[0].get(change(row))) for row in (meeting, point)]
        typed = [f"Pair {pair}, on the {page}" for page in ("meeting", "point")]
        forms[0]["points-0-text"], forms[1]["text"] = [typed[0]], [typed[1]]
        start = Barrier(2)

        def post(n: int, row: Any, forms: Any = forms, start: Any = start) -> Any:
            start.wait(timeout=20)
            return clients[n].post(change(row), forms[n] | {"_save": "1"})

        answers = at_once(lambda post=post: post(0, meeting), lambda post=post: post(1, point))
        assert sorted(answer.status_code for answer in answers) == [200, 302], answers
        won = [answer.status_code for answer in answers].index(302)
        assert Point.objects.get(pk=point.pk).text == typed[won]
        assert told(answers[1 - won])["Point"]["text"][1:3] == (typed[won], typed[1 - won])


@on_postgresql
def test_of_an_edit_and_an_approval_at_once_the_later_is_told(clients, browse):
    reviewer = browse(person("a lead", "track lead"))
    for pair in range(10):
        meeting = make.meeting(summary="Before", submitted=True)
        step = pages.address(Meeting, "review", meeting.pk, "approve")
        edit = pages.filled_in(clients[0].get(change(meeting))) | {"summary": f"Pair {pair}", "_save": "1"}
        approval = pages.filled_in(reviewer.get(step))
        start = Barrier(2)

        def post(client: Any, where: str, form: Any, start: Any = start) -> Any:
            start.wait(timeout=20)
            return client.post(where, form)

        answers = at_once(
            lambda post=post, edit=edit, meeting=meeting: post(clients[0], change(meeting), edit),
            lambda post=post, step=step, approval=approval: post(reviewer, step, approval),
        )
        stored = Meeting.objects.get(pk=meeting.pk)
        outcome = [answer.status_code for answer in answers], stored.review_state, stored.summary
        assert outcome in (
            ([302, 200], "submitted", f"Pair {pair}"),
            ([403, 302], "approved", "Before"),
        )
