"""A record that went through the review while somebody had it open: the form, and the step, are refused in words."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.core.exceptions import ValidationError

from config import review
from config.versions import version_of
from tests import factories as make
from tests.config import admin_pages as pages
from tracks.models import Development, Meeting

from .test_stale_forms import change, save, saved


def step(record, action: str) -> str:
    return pages.address(type(record), "review", record.pk, action)


def offered(client, record, action: str) -> str:
    """The address of a step as the record's page offers it."""
    page = client.get(change(record))
    return next(one["address"] for one in page.context["review_steps"] if one["action"] == action)


def approve(record, lead) -> None:
    record.refresh_from_db()
    if record.review_state == "draft":
        review.move(record, "submit", by=make.superuser("submitter"))
    review.move(record, "approve", by=lead)


# --- Closed while it was edited ---------------------------------------------------------------


def test_what_was_typed_into_a_record_that_was_approved_meanwhile_can_be_copied(browse, desk, lead):
    meeting = make.meeting(created_by=desk, summary="As it was")
    make.point(meeting=meeting, text="A point as it was")
    client = browse(desk)
    opened = pages.filled_in(client.get(change(meeting)))
    approve(meeting, lead)
    new = pages.rows("points", {"raised_by": "us", "speech_act": "urged", "text": "A new <point>"}, initial=1)
    typed = {"summary": "Typed\r\nin two lines", "points-0-text": "A point reworded", "tracks": ["health"]}
    before = pages.counts()
    response = save(client, meeting, opened, **new, **typed)
    assert response.status_code == 403
    meeting.refresh_from_db()
    assert (meeting.summary, pages.counts()) == ("As it was", before)
    said = f"The meeting was approved meanwhile ({meeting.reviewed_at:%Y-%m-%d %H:%M} UTC, lead)."
    text = pages.text_of(response)
    assert said in text
    assert "Nothing of what you typed was saved." in text
    kept = [(one.label, one.stored, one.typed) for row in response.context["rows"] for one in row.differences]
    assert ("What was said", "As it was", "Typed\r\nin two lines") in kept
    assert "Health and nutrition" in [typed for _, _, typed in kept]
    assert "A point reworded" in [typed for _, _, typed in kept]
    assert "A new &lt;point&gt;" in text
    assert {row.what.partition(":")[0] for row in response.context["rows"]} == {"Meeting", "Point"}


def test_a_part_of_a_record_that_was_approved_meanwhile_says_which_record_closed_it(browse, desk, lead):
    point = make.point(meeting=make.meeting(created_by=desk), text="As it was")
    client = browse(desk)
    opened = pages.filled_in(client.get(change(point)))
    approve(point.meeting, lead)
    response = save(client, point, opened, text="Typed")
    assert response.status_code == 403
    assert "The meeting was approved meanwhile (" in pages.text_of(response)
    assert [one.typed for row in response.context["rows"] for one in row.differences] == ["Typed"]


def test_who_may_not_edit_at_all_is_refused_as_before(browse, reader, desk):
    meeting = make.meeting(marking="TLP:GREEN", approved=True)
    response = save(browse(reader), meeting, {}, title="Typed")
    assert response.status_code == 403
    assert "Typed" not in pages.text_of(response)


# --- A step on what was read ------------------------------------------------------------------


def test_a_step_is_taken_only_on_the_version_that_was_read(db, lead):
    record = make.development(submitted=True)
    read = version_of(record)
    changed = Development.objects.get(pk=record.pk)
    changed.title = "Changed meanwhile"
    changed.save()
    with pytest.raises(ValidationError, match="This development was changed meanwhile; read it again"):
        review.move(record, "approve", by=lead, version=read)
    assert Development.objects.get(pk=record.pk).review_state == "submitted"
    review.move(record, "approve", by=lead, version=version_of(record))


@pytest.mark.parametrize("is_read", ["on the step's page", "on the record's page"])
def test_a_step_on_a_record_that_was_changed_shows_what_is_there_now_and_keeps_the_reason(is_read, browse, desk, lead):
    record = make.development(created_by=desk, submitted=True, title="As it was")
    client, where = browse(lead), step(record, "return")
    address = offered(client, record, "return")
    if is_read == "on the step's page":
        opened = pages.filled_in(client.get(address))
        saved(browse(desk), record, title="Changed meanwhile")
        page = client.post(where, opened | {"reason": "Name the source."})
        assert pages.filled_in(page)["reason"] == ["Name the source."]
        assert "The step was not taken; what you typed is kept below." in pages.text_of(page)
    else:
        saved(browse(desk), record, title="Changed meanwhile")
        page = client.get(address)
        assert "No step is taken yet." in pages.text_of(page)
    record.refresh_from_db()
    assert record.review_state == "submitted"
    text = pages.text_of(page)
    assert "This development was changed meanwhile (" in text
    assert f"{record.updated_at:%Y-%m-%d %H:%M} UTC, desk); read it again." in text
    assert page.context["since"]["values"] == [("Title", "As it was", "Changed meanwhile")]
    again = client.post(where, pages.filled_in(page) | {"reason": "Name the source."})
    assert again.status_code == 302
    record.refresh_from_db()
    assert (record.review_state, record.title) == ("returned", "Changed meanwhile")


@pytest.mark.parametrize("version", [None, "", "\x00", "no version"])
def test_a_step_that_does_not_say_what_was_read_is_not_taken(version, browse, lead):
    record = make.meeting(submitted=True)
    sent = {"reason": "Kept."} | ({} if version is None else {"version": version})
    page = browse(lead).post(step(record, "return"), sent)
    assert page.status_code == 200
    assert ("Title", "", "A meeting in Doha") in page.context["since"]["values"]
    assert pages.filled_in(page)["reason"] == ["Kept."]
    record.refresh_from_db()
    assert record.review_state == "submitted"


def test_who_comes_second_is_told_who_took_the_step(browse, lead):
    record = make.meeting(submitted=True)
    client = browse(make.superuser("another lead"))
    opened = pages.filled_in(client.get(step(record, "approve")))
    approve(record, lead)
    response = client.post(step(record, "approve"), opened, follow=True)
    said = pages.messages_of(response)
    assert "This meeting is approved; “Approve” needs it to be submitted." in said
    assert f"Last step: {record.reviewed_at:%Y-%m-%d %H:%M} UTC, lead." in said
    assert Meeting.objects.get(pk=record.pk).reviewed_by == lead


def test_a_part_that_is_changed_on_its_own_page_is_a_new_version_of_its_record(browse, desk, lead):
    meeting = make.meeting(created_by=desk)
    point = make.point(meeting=meeting, text="As it was")
    review.move(meeting, "submit", by=make.superuser("submitter"))
    client = browse(lead)
    address = offered(client, meeting, "approve")
    saved(browse(desk), point, text="Changed meanwhile")
    assert "No step is taken yet." in pages.text_of(client.get(address))
    read = address.partition("version=")[2]
    client.post(step(meeting, "approve"), {"version": unquote(read), "reason": ""})
    meeting.refresh_from_db()
    assert (meeting.review_state, meeting.updated_by) == ("submitted", desk)
