"""What became of a meeting, and what changed in a judgement since a day: as pages and in the API."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from config.models import User
from tests import factories as make
from tests.config import admin_pages as pages
from tests.config import api_routes as api
from tracks.consequences import consequences
from tracks.models import Condition, Meeting
from tracks.restatements import restatements

from .test_board import again, assessed, day


def promised(meeting: Meeting, state: str = "", **fields):
    commitment = make.commitment(meeting=meeting, marking="TLP:GREEN", **fields)
    if state:
        make.commitment_update(commitment=commitment, state=state, as_of=day(3), approved=True)
    return commitment


@pytest.fixture
def meeting(db) -> Meeting:
    return make.meeting(title="Talks on schools", marking="TLP:GREEN", approved=True)


def followed(meeting: Meeting) -> None:
    """Points, promises in several states, a later meeting, and a judgement that rests on it."""
    point = make.point(meeting=meeting, text="Reopen the schools.")
    kept = promised(meeting, "kept", text="To print the books.", point=point)
    promised(meeting, text="To reopen the schools.", due_on=day(5))
    make.meeting(title="More talks", follows=meeting, date_from=day(9), marking="TLP:GREEN", approved=True)
    make.assessment(rests_on=[{"meeting": meeting}, {"commitment": kept, "stance": "contradicts"}], approved=True)


def test_a_meetings_page_says_what_was_promised_and_what_became_of_it(meeting, desk, browse):
    followed(meeting)
    page = browse(desk).get(reverse("admin:tracks_meeting_consequences", args=[meeting.pk]), {"as_of": str(day(10))})
    text = page.content.decode()
    for words in ("To print the books.", "Kept", "Open, overdue", "1 overdue", "Reopen the schools.", "More talks"):
        assert words in text, words
    assert "Contradicts" in text
    assert (
        reverse("admin:tracks_meeting_consequences", args=[meeting.pk])
        in browse(desk).get(reverse("admin:tracks_meeting_change", args=[meeting.pk])).content.decode()
    )


def test_it_is_given_for_a_day(meeting, desk):
    followed(meeting)
    found = consequences(meeting, user=again(desk), as_of=day(2))
    assert [o.promise.commitment.state for o in found.outcomes] == ["open", "open"]
    assert (found.overdue, found.followed_by) == (0, [])
    found = consequences(meeting, user=again(desk), as_of=day(10))
    assert {o.promise.commitment.state: len(o.updates) for o in found.outcomes} == {"kept": 1, "open": 0}
    assert consequences(meeting, user=again(desk), as_of=day(10), known_at=day(0)) is None  # It was logged today.


def test_the_api_gives_the_same(meeting, desk, ask):
    followed(meeting)
    answer = ask(desk).get(f"{api.address('meetings')}{meeting.pk}/consequences/", {"as_of": str(day(10))}).json()
    assert answer["meeting"] == {"ref": meeting.pk, "label": "Talks on schools"}
    assert answer["overdue"] == 1
    assert [(o["promise"]["state"], o["promise"]["overdue"]) for o in answer["outcomes"]] == [
        ("open", True),
        ("kept", False),
    ]
    assert sorted(row["stance"] for row in answer["relied_on"]) == ["contradicts", "supports"]
    assert [row["label"] for row in answer["followed_by"]] == ["More talks"]


def test_what_the_reader_may_not_see_is_in_no_byte_of_it(meeting, reader, browse, ask):
    def said() -> list[str]:
        page = pages.text_of(browse(reader).get(reverse("admin:tracks_meeting_consequences", args=[meeting.pk])))
        answer = ask(reader).get(f"{api.address('meetings')}{meeting.pk}/consequences/").content.decode()
        return [re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page), answer]

    before = said()
    make.commitment(meeting=meeting, text="Hidden promise", marking="TLP:RED")
    hidden = make.condition(text="Hidden condition", marking="TLP:RED")
    make.assessment(condition=hidden, rests_on=[{"meeting": meeting}], marking="TLP:RED", approved=True)
    make.meeting(follows=meeting, title="Hidden talks", marking="TLP:RED", approved=True)
    assert said() == before
    hidden_meeting = make.meeting(marking="TLP:RED", approved=True)
    for ref in (hidden_meeting.pk, "MTG-2024-ZZZZ"):
        assert ask(reader).get(f"{api.address('meetings')}{ref}/consequences/").status_code == 404
        assert browse(reader).get(f"/admin/tracks/meeting/{ref}/consequences/").status_code == 404


def test_it_takes_as_many_queries_for_twenty_promises_as_for_two(meeting, desk):
    counts = []
    for more in (2, 18):
        for number in range(more):
            promised(meeting, "kept", text=f"Promise {more} {number}")
        with CaptureQueriesContext(connection) as queries:
            assert len(consequences(meeting, user=again(desk), as_of=day(9)).outcomes) in (2, 20)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14


# --- What changed in our judgement of a day since a day ---------------------------------------


@pytest.fixture
def restated(db) -> Condition:
    with time_machine.travel(dt.datetime(2024, 5, 1, tzinfo=dt.UTC)):
        condition = make.condition(text="Schools are open.")
        make.condition(text="Nothing changes here.")
    assessed(condition, day(0), "limited", approved_on=day(1))
    assessed(condition, day(0), "met", approved_on=day(30))
    assessed(condition, day(60), "contrary", approved_on=day(61))
    return condition


def changed(user: User, **days) -> list[tuple[str | None, str | None]]:
    found = restatements(user=again(user), **days).restated
    return [(row.then and row.then.state, row.now and row.now.state) for row in found]


def test_a_restated_day_shows_both_judgements_and_a_later_day_changes_nothing_of_it(restated, desk):
    assert changed(desk, as_of=day(5), since=day(5)) == [("limited", "met")]
    assert changed(desk, as_of=day(5), since=day(0)) == [(None, "met")]
    assert changed(desk, as_of=day(5), since=day(30)) == []
    assert changed(desk, as_of=day(70), since=day(60)) == [("met", "contrary")]
    assert changed(desk, as_of=day(5), since=day(0), known_at=day(2)) == [(None, "limited")]


def test_page_and_api_say_it_alike(restated, desk, browse, ask):
    page = browse(desk).get(
        reverse("admin:tracks_condition_restatements"), {"as_of": str(day(5)), "since": str(day(5))}
    )
    text = page.content.decode()
    assert "Schools are open." in text
    assert "Nothing changes here." not in text
    answer = (
        ask(desk).get(f"{api.address('conditions')}restatements/", {"as_of": str(day(5)), "since": str(day(5))}).json()
    )
    (row,) = answer["restated"]
    assert (row["condition"]["ref"], row["then"]["state"], row["now"]["state"]) == (restated.pk, "limited", "met")
    refused = ask(desk).get(f"{api.address('conditions')}restatements/")
    assert (refused.status_code, list(refused.json())) == (400, ["since"])


def test_a_judgement_that_the_reader_may_not_see_restates_nothing(restated, reader):
    assert changed(reader, as_of=day(5), since=day(5)) == []


# --- The dossier in the API -------------------------------------------------------------------


def test_the_dossier_in_the_api_is_the_page(restated, desk, ask):
    address = f"{api.address('conditions')}{restated.pk}/dossier/"
    now = ask(desk).get(address, {"as_of": str(day(70))}).json()
    assert [(p["state"], p["since"], p["until"]) for p in now["periods"]] == [
        ("met", str(day(0)), str(day(60))),
        ("contrary", str(day(60)), None),
    ]
    assert (now["state"], len(now["assessments"])) == ("contrary", 3)
    assert [row["kind"] for row in now["assessments"][0]["evidence"]] == ["development"]
    then = ask(desk).get(address, {"as_of": str(day(70)), "known_at": str(day(2))}).json()
    assert (then["state"], then["known_at"], len(then["assessments"])) == ("limited", str(day(2)), 1)
    nothing = ask(desk).get(address, {"as_of": str(day(-9))}).json()
    assert (nothing["state"], nothing["assessment"]) == (None, None)


def test_lists_and_files_say_what_was_known_on_a_day(restated, desk, ask):
    def state(**days) -> list[str | None]:
        rows = ask(desk).get(api.address("conditions"), {name: str(value) for name, value in days.items()}).json()
        return [row["state"] for row in rows["results"] if row["ref"] == restated.pk]

    assert state(as_of=day(5)) == ["met"]
    assert state(as_of=day(5), known_at=day(5)) == ["limited"]
    assert state(as_of=day(5), known_at=dt.date(2024, 4, 30)) == []
    answer = ask(desk).get(api.address("conditions"), {"as_of": str(day(5)), "known_at": str(day(5)), "format": "csv"})
    assert f"conditions_{day(5)}_known-{day(5)}.csv" in answer["Content-Disposition"]
    lines = [line for line in b"".join(answer.streaming_content).decode().splitlines() if restated.pk in line]
    assert ",limited," in lines[0]
    refused = ask(desk).get(api.address("meetings"), {"known_at": str(day(5))})
    assert refused.status_code == 400
