"""What collides with something hidden is answered as if there were nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories as make
from tests.config import admin_pages as pages
from tracks import actions
from tracks.models import Attendance, Meeting, Post

ALREADY = "This person is listed at this meeting already."


@pytest.fixture
def desk(db) -> Any:
    return pages.signed_in("desk officer")


@pytest.fixture
def unseen(db) -> Any:
    return make.organisation(name="Unseen", marking="TLP:RED")


def attend(client: Any, meeting: Meeting, person: Any, **changes: Any) -> Any:
    given = {"meeting": meeting.pk, "person": person.pk, "side": "dfa"} | changes
    return pages.submit(client, pages.address(Attendance, "add"), **given)


def test_somebody_who_is_at_a_meeting_for_a_hidden_body_can_be_logged_there(desk, unseen):
    person, meeting = make.person(), make.meeting()
    make.attendance(meeting=meeting, person=person, organisation=unseen)
    assert attend(desk, meeting, person).status_code == 302
    mine = Attendance.objects.visible_to(pages.who("desk officer")).get(meeting=meeting)
    assert (mine.person, mine.organisation) == (person, None)


def test_and_on_the_meetings_own_form(desk, unseen):
    person, meeting = make.person(), make.meeting()
    make.attendance(meeting=meeting, person=person, organisation=unseen)
    row = {"person": person.pk, "side": "dfa"}
    answer = pages.submit(desk, pages.address(Meeting, "change", meeting.pk), **pages.rows("attendances", row))
    assert answer.status_code == 302
    assert meeting.attendances.count() == 2


def test_somebody_who_is_seen_there_is_refused_for_whatever_body(desk):
    person, meeting = make.person(), make.meeting()
    make.attendance(meeting=meeting, person=person, organisation=make.organisation())
    for body in ("", make.organisation(name="Another body").pk):
        assert pages.refusals(attend(desk, meeting, person, organisation=body)) == {"__all__": [ALREADY]}
    assert meeting.attendances.count() == 1


def test_a_hidden_post_is_neither_found_by_itself_nor_in_the_way_of_the_one_that_is_seen(desk, unseen):
    person, user = make.person(), pages.who("desk officer")
    assert actions.post_held(person, make.DAY, by=user) is None
    hidden = make.post(person=person, organisation=unseen)
    assert actions.post_held(person, make.DAY, by=user) is None
    seen = make.post(person=person)
    assert actions.post_held(person, make.DAY, by=user) == seen
    assert actions.post_held(person, make.DAY, by=None) is None
    assert {hidden, seen} == set(Post.objects.all())


@pytest.mark.parametrize("named", [True, False])
def test_another_person_or_none_can_be_named_where_the_post_is_hidden(named, desk, unseen):
    person, body = make.person(), make.organisation()
    post = make.post(person=person, organisation=unseen)
    row = make.attendance(meeting=make.meeting(), person=person, organisation=body, post=post)
    another = make.person(name="Another").pk if named else ""
    answer = pages.submit(desk, pages.address(Attendance, "change", row.pk), person=another)
    assert answer.status_code == 302, pages.refusals(answer)
    row.refresh_from_db()
    assert (row.person_id or "", row.post) == (another, None)


def test_a_hidden_post_stays_while_its_person_does(desk, unseen):
    person = make.person()
    post = make.post(person=person, organisation=unseen)
    row = make.attendance(meeting=make.meeting(), person=person, post=post)
    assert pages.submit(desk, pages.address(Attendance, "change", row.pk), capacity="head").status_code == 302
    row.refresh_from_db()
    assert (row.capacity, row.post) == ("head", post)
