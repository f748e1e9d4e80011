"""Logging in one transaction: all of it is saved, in its author's name, with the post held that day."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.constraints import days
from tests.factories import DAY
from tracks import actions
from tracks.models import Meeting

from .fields import DEVELOPMENT, JUDGED, MEASURE, MEETING, POINT, READING, SOMEBODY, promise

# --- All of it, with its author -------------------------------------------------------------


def signed(row, user) -> bool:
    """The row and each of its versions name the user."""
    versions = list(row.history.all())
    return (
        row.created_by == row.updated_by == user
        and bool(versions)
        and all(v.history_user == v.created_by == user for v in versions)
    )


def test_a_meeting_is_logged_with_all_its_parts_in_their_author_s_name(desk):
    person, source = make.person(), make.source()
    meeting = actions.log_meeting(
        by=desk,
        **MEETING | {"tracks": ["macroeconomics", "humanitarian"]},
        attendances=[SOMEBODY, {"side": "dfa", "person": person}],
        points=[POINT, {**POINT, "text": "Salaries of teachers."}],
        commitments=[promise(point_number=2, conditions=[make.condition()]), promise(text="To answer.", due_on=DAY)],
        citations=[{"source": source, "locator": "p. 3"}],
        readers=[desk],
    )
    meeting = Meeting.objects.get(pk=meeting.pk)
    assert [t.pk for t in meeting.tracks.order_by("pk")] == ["humanitarian", "macroeconomics"]
    assert [r.pk for r in meeting.readers.all()] == [desk.pk]
    assert {a.capacity for a in meeting.attendances.all()} == {"", "two directors"}
    assert {p.text for p in meeting.points.all()} == {"Correspondent banks.", "Salaries of teachers."}
    assert {c.text: c.point and c.point.text for c in meeting.commitments.all()} == {
        "To publish the budget.": "Salaries of teachers.",
        "To answer.": None,
    }
    assert {c.made_on for c in meeting.commitments.all()} == {DAY}
    assert meeting.citations.get().locator == "p. 3"
    parts = (meeting.attendances, meeting.points, meeting.commitments, meeting.citations)
    assert all(signed(row, desk) for row in (meeting, *(row for part in parts for row in part.all())))


def test_every_action_signs_its_rows_and_keeps_their_links(desk):
    development = actions.log_development(
        by=desk,
        **DEVELOPMENT,
        indicators=["women-public-places"],
        provinces=["AF10", "AF30"],
        citations=[{"source": make.source()}],
    )
    assert [p.pk for p in development.provinces.order_by("pk")] == ["AF10", "AF30"]
    assert development.indicators.get().pk == "women-public-places"
    measure = actions.log_measure(by=desk, **MEASURE, developments=[development], citations=[{"source": make.source()}])
    assert measure.developments.get() == development
    assert measure.steps.get().pk == "recognition"
    update = actions.record_update(
        by=desk, commitment=make.commitment(), developments=[development], as_of=DAY, state="kept", text="Seen."
    )
    assert update.developments.get() == development
    judged = actions.assess(
        by=desk,
        condition=make.condition(),
        **JUDGED,
        evidence=[{"stance": "supports", "development": development}, {"stance": "context", "reading": make.reading()}],
    )
    assert {e.stance for e in judged.evidence.all()} == {"supports", "context"}
    person = actions.log_person(
        by=desk,
        name="An official",
        posts=[{"organisation": make.organisation(), "title": "Governor"}],
        listings=[{"sanctions_list": "un_1988", "list_reference": "TAi.998"}],
    )
    body = actions.log_organisation(by=desk, name="A bank", side="dfa", level="national", seat="kabul")
    source = actions.log_source(by=desk, kind="press", publisher="A newspaper")
    reading = actions.log_reading(by=desk, **READING)
    rows = [development, measure, update, judged, person, body, source, reading]
    rows += [development.citations.get(), measure.citations.get(), *judged.evidence.all()]
    rows += [person.posts.get(), person.listings.get()]
    assert [str(row) for row in rows if not signed(row, desk)] == []


def test_a_command_that_acts_for_nobody_signs_nothing(db):
    body = actions.log_organisation(by=None, name="A bank", side="dfa", level="national", seat="kabul")
    assert signed(body, None)


# --- The post held that day -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("held", "found"),
    [
        ([], None),
        ([(None, None)], 0),
        ([(days(-10), None)], 0),
        ([(DAY, DAY)], 0),
        ([(days(1), None)], None),
        ([(None, days(-1))], None),
        ([(days(-10), days(-1)), (DAY, None)], 1),
        ([(days(-10), DAY), (DAY, None)], None),  # Two fit: a guess would be wrong half the time.
    ],
)
def test_who_attends_without_a_post_is_given_the_one_held_that_day(desk, held, found):
    person = make.person()
    posts = [make.post(person=person, held_from=first, held_to=last) for first, last in held]
    meeting = actions.log_meeting(by=desk, **MEETING, attendances=[{"side": "dfa", "person": person}])
    assert meeting.attendances.get().post == (None if found is None else posts[found])


def test_a_post_that_is_named_stays_and_a_withdrawn_one_is_not_found(desk):
    person = make.person()
    former = make.post(person=person, held_to=days(-1))
    make.post(person=person, withdrawn_reason="Never held.")
    attended = [{"side": "dfa", "person": person, "post": former}]
    assert actions.log_meeting(by=desk, **MEETING, attendances=attended).attendances.get().post == former
    assert actions.post_held(person, DAY, by=None) is None


def test_each_more_row_costs_the_same(desk):
    def queries(number: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            actions.log_meeting(by=desk, **MEETING, points=[POINT] * number)
        return len(captured)

    queries(1)
    one, two, three = queries(1), queries(2), queries(3)
    assert three - two == two - one
