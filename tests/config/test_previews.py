"""Preview as a role: what both the person and the role see, changing nothing, until it is ended."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.urls import reverse

from config.models import Clearance, User
from tests import factories as make
from tracks.models import Meeting

from . import admin_pages as pages

PREVIEW = "/admin/preview/"
MARKINGS = ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:RED"]


@pytest.fixture
def meetings(desk):
    """Of each marking an approved one that the desk officer wrote; a released one; and a draft of theirs."""
    made = {m: make.meeting(title=f"As {m}", marking=m, created_by=desk, approved=True) for m in MARKINGS}
    partners = Group.objects.get(name="partner")
    released = make.meeting(title="Released", marking="TLP:GREEN", reader_groups=[partners], approved=True)
    draft = make.meeting(title="Draft", marking="TLP:CLEAR", created_by=desk)
    return [*made.values(), released, draft]


def begin(client, role: str, back: str = "/admin/"):
    return client.post(PREVIEW, {"role": Group.objects.get(name=role).pk, "next": back})


def titles(client) -> set[str]:
    keys = pages.shown(client.get(pages.address(Meeting)))
    return set(Meeting.objects.filter(pk__in=keys).values_list("title", flat=True))


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("partner", {"As TLP:CLEAR", "Released"}),
        ("reader", {"As TLP:CLEAR", "As TLP:GREEN", "Released"}),
        ("track lead", {"As TLP:CLEAR", "As TLP:GREEN", "As TLP:AMBER", "Released", "Draft"}),
    ],
)
def test_it_shows_what_the_role_sees_and_not_what_the_person_wrote(desk, meetings, role, seen):
    client = pages.signed_in(desk)
    assert len(titles(client)) == len(meetings)
    begin(client, role)
    assert titles(client) == seen
    assert {row["title"] for row in client.get("/api/v1/meetings/").json()["results"]} == seen
    for meeting in meetings:
        status = client.get(pages.address(Meeting, "change", meeting.pk)).status_code
        assert status == (200 if meeting.title in seen else 404), meeting.title
    client.post(PREVIEW, {"role": ""})
    assert len(titles(client)) == len(meetings)


def test_it_shows_the_same_rows_as_somebody_of_the_role_sees(desk, partner, meetings):
    client = pages.signed_in(desk)
    begin(client, "partner")
    assert titles(client) == titles(pages.signed_in(partner))


def test_it_opens_nothing_that_the_person_does_not_see(desk, meetings, administrator):
    make.meeting(
        title="Named", marking="TLP:RED", reader_groups=[Group.objects.get(name="administrator")], approved=True
    )
    client = pages.signed_in(desk)
    begin(client, "administrator")
    assert "Named" not in titles(client)
    assert client.get(pages.address(User)).status_code == 403, "the role may list accounts, the desk officer may not"


def test_nothing_is_changed_while_it_lasts_and_every_page_says_so(desk, meetings):
    client = pages.signed_in(desk)
    meeting = meetings[-1]
    form = pages.address(Meeting, "change", meeting.pk)
    sent = pages.filled_in(client.get(form)) | {"title": "Changed"}
    begin(client, "desk officer", back=form)
    assert "You see what a <strong>desk officer</strong> sees" in pages.text_of(client.get(form))
    response = client.post(form, sent)
    assert response.status_code == 302
    assert "Nothing was changed: you are previewing a role." in pages.text_of(client.get(form))
    meeting.refresh_from_db()
    assert meeting.title == "Draft"


def test_it_begins_where_one_was_and_leads_to_no_other_site(desk):
    client = pages.signed_in(desk)
    here = pages.address(Meeting)
    assert begin(client, "partner", back=here).url == here
    assert begin(client, "partner", back="https://evil.example/").url == reverse("admin:index")
    assert client.post(PREVIEW, {"role": "99999999999999999999"}).status_code == 404


@pytest.mark.parametrize(("role", "status"), [("reader", 403), ("partner", 403), ("desk officer", 200)])
def test_it_is_for_those_who_log_and_review(role, status, db):
    client = pages.signed_in(role)
    assert client.get(PREVIEW).status_code == status
    assert ("Preview as…" in pages.text_of(client.get("/admin/"))) == (status == 200)


def test_its_history_shows_no_version_that_the_person_is_not_shown_themselves(desk, lead):
    group = Group.objects.create(name="cell")
    Clearance.objects.create(group=group, ceiling="TLP:AMBER+STRICT", sees_unapproved=True)
    group.permissions.set(Group.objects.get(name="desk officer").permissions.all())
    with time_machine.travel(dt.datetime(2026, 1, 1, tzinfo=dt.UTC)):
        meeting = make.meeting(title="Old secret", marking="TLP:RED", created_by=lead, reader_groups=[group])
    with time_machine.travel(dt.datetime(2026, 1, 2, tzinfo=dt.UTC)):
        meeting.title = "New title"
        meeting.save()
        meeting.readers.add(desk)
    client = pages.signed_in(desk)
    where = pages.address(Meeting, "history", meeting.pk)
    assert "Old secret" not in pages.text_of(client.get(where))
    begin(client, "cell")
    shown = client.get(where)
    assert "Old secret" not in pages.text_of(shown)


def test_it_can_be_ended_by_whoever_may_begin_none_any_more(desk):
    client = pages.signed_in(desk)
    begin(client, "partner")
    desk.groups.set(Group.objects.filter(name="reader"))
    assert client.post(PREVIEW, {"role": "", "next": "/admin/"}).status_code == 302
    assert "End the preview" not in pages.text_of(client.get("/admin/"))
