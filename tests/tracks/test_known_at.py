"""What the record said on a day: in the words, and with the review, that it had then."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config import review
from config.known import as_known
from tests import factories as make
from tests.config import api_routes as api
from tests.factories import superuser
from tracks.board import board
from tracks.consequences import consequences
from tracks.dossier import dossier
from tracks.models import Development

from .test_board import again, assessed, day


def at(number: int, hour: int = 12) -> time_machine.travel:
    """The clock of a day, from an hour (UTC) on; it goes on, since no two saves are at one moment."""
    return time_machine.travel(dt.datetime.combine(day(number), dt.time(hour), dt.UTC))


def reworded(row: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.marking_reason = "More may see it."
    row.save()


@pytest.fixture
def story(db) -> dict[str, Any]:
    """A condition that was put, promised upon, observed and judged on day 1, and reworded on day 10."""
    with at(1):
        condition = make.condition(text="Schools are open.", marking="TLP:GREEN")
        meeting = make.meeting(title="Talks on schools", marking="TLP:GREEN")
        make.attendance(meeting=meeting, side="dfa")
        point = make.point(meeting=meeting, condition=condition, text="Open the schools.", raised_by="un")
        promise = make.commitment(meeting=meeting, text="To open them.", conditions=[condition], marking="TLP:GREEN")
        opened = make.development(title="Schools opened", marking="TLP:GREEN")
        assessed(condition, day(0), "met", rests_on=[{"development": opened}], approved_on=day(1))
    with at(5):
        for step, who in (("submit", "factory-author"), ("approve", "factory-second")):
            review.move(meeting, step, by=superuser(who))
    with at(10):
        reworded(condition, text="Schools are open to girls.")
        reworded(promise, text="To open them soon.")
        reworded(opened, title="Schools opened for a morning")
        reworded(point, text="Open them to girls.")
    return {"condition": condition, "meeting": meeting, "opened": opened}


def words(story: dict[str, Any], user: Any, known_at: dt.date | None) -> list[str]:
    condition = type(story["condition"]).objects.get(pk=story["condition"].pk)
    file = dossier(condition, user=again(user), as_of=day(20), known_at=known_at)
    said = [file.condition.text, *(p.text for p in file.points), *(p.commitment.text for p in file.commitments)]
    rests_on = [row.development for a in file.assessments for row in a.shown_evidence if row.development]
    return [*said, *(row.development.title for row in file.cited), *(row.title for row in rests_on)]


def test_a_dossier_says_what_was_said_then(story, desk):
    now = ["Schools are open to girls.", "Open them to girls.", "To open them soon."]
    then = ["Schools are open.", "Open the schools.", "To open them."]
    assert words(story, desk, None) == [*now, *["Schools opened for a morning"] * 2]
    assert words(story, desk, day(10)) == [*now, *["Schools opened for a morning"] * 2]
    assert words(story, desk, day(9)) == [*then, *["Schools opened"] * 2]


def test_what_was_not_logged_by_then_was_not_in_the_record(story, ask, browse, desk):
    condition, meeting = story["condition"], story["meeting"]
    for route, record, page in (("conditions", condition, "dossier"), ("meetings", meeting, "consequences")):
        address = f"{api.address(route)}{record.pk}/{page}/"
        assert ask(desk).get(address, {"known_at": str(day(1))}).status_code == 200
        assert ask(desk).get(address, {"known_at": str(day(0))}).status_code == 404
        shown = browse(desk).get(
            f"/admin/tracks/{record._meta.model_name}/{record.pk}/{page}/", {"known_at": str(day(0))}
        )
        assert "It was not in the record on that day" in shown.content.decode()


def test_what_was_closed_then_is_told_no_earlier_than_its_history_tells_it(db, reader, partner, ask, browse):
    """Lowered, or released, later: who may see it now is not shown what it said before."""
    with at(1):
        meeting = make.meeting(title="Closed talks", marking="TLP:AMBER+STRICT", approved=True)
        point = make.point(meeting=meeting, text="A closed point", raised_by="un")
        condition = make.condition(text="A closed text", marking="TLP:GREEN")
    with at(5):
        review.move(meeting, "reopen", by=superuser("factory-second"), reason="To lower it.")
        reworded(point, text="An open point")
        reworded(meeting, marking="TLP:GREEN", title="Open talks")
        reworded(condition, text="An open text")
        for step, who in (("submit", "factory-author"), ("approve", "factory-second")):
            review.move(meeting, step, by=superuser(who))
    with at(6):
        condition.reader_groups.add(Group.objects.get(name="partner"))
    for user, route, record, page in (
        (reader, "meetings", meeting, "consequences"),
        (partner, "conditions", condition, "dossier"),
    ):
        texts = [browse(user).get(f"/admin/tracks/{record._meta.model_name}/{record.pk}/history/").content.decode()]
        for number in range(1, 9):
            days = {"known_at": str(day(number))}
            texts.append(ask(user).get(f"{api.address(route)}{record.pk}/{page}/", days).content.decode())
            address = f"/admin/tracks/{record._meta.model_name}/{record.pk}/{page}/"
            texts.append(browse(user).get(address, days).content.decode())
        assert [text for text in texts if "closed" in text.lower()] == []
        assert "pen t" in texts[-1] or "pen point" in texts[-1]


def test_a_meeting_counts_as_held_and_approved_from_when_it_was_known_to_be(story, desk):
    def put(known_at: dt.date | None) -> int:
        return next(
            row.put_times
            for step in board(user=again(desk), as_of=day(20), known_at=known_at)
            for row in step.conditions
            if row.condition.pk == story["condition"].pk
        )

    assert [put(day(number)) for number in (4, 5, 20)] == [0, 1, 1]
    assert put(None) == 1


def test_a_meetings_consequences_say_what_was_said_then(story, desk):
    def said(known_at: dt.date | None) -> list[str]:
        meeting = type(story["meeting"]).objects.get(pk=story["meeting"].pk)
        found = consequences(meeting, user=again(desk), as_of=day(20), known_at=known_at)
        return [*(p.text for p in found.points), *(o.promise.commitment.text for o in found.outcomes)]

    assert said(day(9)) == ["Open the schools.", "To open them."]
    assert said(None) == ["Open them to girls.", "To open them soon."]


def test_a_version_that_was_closed_to_the_reader_is_not_shown_to_them(story, reader, desk):
    with at(10, 13):
        hidden = make.development(title="A secret", marking="TLP:RED", approved=True)
        assessed(
            story["condition"],
            day(10),
            "limited",
            rests_on=[{"development": hidden}],
            marking="TLP:GREEN",
            approved_on=day(10),
        )
    with at(12):
        reworded(hidden, title="No secret", marking="TLP:GREEN")
    assert "No secret" in words(story, desk, None)
    told = [word for number in (10, 11) for word in words(story, desk, day(number)) if "secret" in word]
    assert told == []
    assert words(story, desk, day(12)).count("No secret") == 2


def test_what_was_closed_reads_as_absent_in_the_api_too(story, ask, desk):
    with at(10, 13):
        hidden = make.development(title="A secret", marking="TLP:RED", approved=True)
        assessed(story["condition"], day(10), "limited", rests_on=[{"development": hidden}], approved_on=day(10))
    with at(12):
        reworded(hidden, title="No secret", marking="TLP:GREEN")
    address = f"{api.address('conditions')}{story['condition'].pk}/dossier/"
    rows = ask(desk).get(address, {"known_at": str(day(11))}).json()["assessments"][0]["evidence"]
    assert [(row["kind"], row["record"]) for row in rows] == [("development", None)]


def test_a_dossier_as_known_takes_as_many_queries_for_many_as_for_few(story, desk):
    counts = []
    for more in (2, 8):
        with at(2):
            for number in range(more):
                make.point(meeting=story["meeting"], condition=story["condition"], text=f"Point {more} {number}")
                make.commitment(meeting=story["meeting"], conditions=[story["condition"]], text=f"{more} {number}")
        with CaptureQueriesContext(connection) as queries:
            words(story, desk, day(9))
        counts.append(len(queries))
    assert counts[0] == counts[1]


edits = st.lists(st.tuples(st.integers(0, 6), st.text(st.characters(categories=["L"]), min_size=1)), max_size=6)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits, st.integers(-1, 7))
def test_the_words_of_a_day_are_those_of_the_last_edit_up_to_its_end(db, edits, asked):
    with at(0, 0):
        row = make.development(title="First")
    said = {0: "First"}
    for hour, (number, title) in enumerate(sorted(edits, key=lambda edit: edit[0]), start=1):
        with at(number, hour):
            reworded(row, title=title)
        said[number] = title
    found = as_known([Development.objects.get(pk=row.pk)], day(asked), superuser("someone"))
    up_to = [number for number in said if number <= asked]
    last = said[max(said)]
    assert [one.title for one in found] == [said[max(up_to)] if up_to else last]


def test_a_withdrawn_condition_still_has_its_dossier(story, lead, browse):
    condition = story["condition"]
    reworded(condition, withdrawn_reason="A double.")
    page = browse(lead).get(f"/admin/tracks/condition/{condition.pk}/dossier/").content.decode()
    assert "It was not in the record" not in page
    assert "What was judged" in page


def test_the_board_counts_no_meeting_that_was_closed_to_the_reader_then(story, reader):
    with at(11):
        closed = make.meeting(marking="TLP:AMBER+STRICT", date_from=day(3), approved=True)
        make.attendance(meeting=closed, side="dfa")
        make.point(meeting=closed, condition=story["condition"], raised_by="un")
    with at(12):
        review.move(closed, "reopen", by=superuser("factory-second"), reason="To lower it.")
        reworded(closed, marking="TLP:GREEN")
        for step, who in (("submit", "factory-author"), ("approve", "factory-second")):
            review.move(closed, step, by=superuser(who))

    def put(known_at: dt.date | None) -> list[tuple[int, dt.date | None]]:
        steps = board(user=again(reader), as_of=day(20), known_at=known_at)
        rows = [row for step in steps for row in step.conditions if row.condition.pk == story["condition"].pk]
        return [(row.put_times, row.put_last) for row in rows][:1]

    assert put(day(11)) == [(1, day(0))]
    assert put(day(12)) == put(dt.date.max) == put(None) == [(2, day(3))]
