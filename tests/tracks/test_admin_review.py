"""The review in the admin: its steps, and approved records that stand as they are by every path."""

from __future__ import annotations

import pytest

from tests import factories as make
from tests.config import admin_pages as pages
from tracks.models import (
    Assessment,
    Attendance,
    Citation,
    CommitmentUpdate,
    Development,
    Evidence,
    Meeting,
    Point,
)

REVIEWED = [model for model in pages.KEPT if hasattr(model, "review_state")]
MAKE = {
    Meeting: make.meeting,
    Development: make.development,
    CommitmentUpdate: make.commitment_update,
    Assessment: make.assessment,
}


def steps(client, record) -> list[str]:
    """The steps that the record's page offers."""
    page = client.get(pages.address(type(record), "change", record.pk))
    offered = [step["action"] for step in page.context["review_steps"]]
    text = pages.text_of(page)
    assert [action for action in offered if f"/{record.pk}/review/{action}/" not in text] == []
    assert text.count("/review/") == len(offered)
    return offered


def step(client, record, action, **data):
    """Take a step as a browser does, from its page; if there is no page for the person, without."""
    where = pages.address(type(record), "review", record.pk, action)
    page = client.get(where)
    read = pages.filled_in(page) if page.status_code == 200 else {}
    return client.post(where, read | data, follow=True)


def state(record) -> str:
    return type(record)._base_manager.get(pk=record.pk).review_state


def test_every_reviewed_kind_is_tried_here():
    assert set(MAKE) == set(REVIEWED)


# --- The steps ----------------------------------------------------------------------------


@pytest.mark.parametrize("model", REVIEWED, ids=lambda m: m.__name__)
def test_the_page_offers_the_steps_that_the_person_may_take(model, browse, desk, lead, administrator, reader):
    mine = MAKE[model](created_by=desk, **({"marking": "TLP:GREEN"} if hasattr(model, "marking") else {}))
    if model is Assessment:
        assert steps(browse(desk), mine) == ["withdraw"], "No judgement without evidence."
        make.evidence(assessment=mine)
    assert steps(browse(desk), mine) == ["submit", "withdraw"]
    assert steps(browse(administrator), mine) == []
    step(browse(desk), mine, "submit")
    assert steps(browse(desk), mine) == ["withdraw"]
    assert steps(browse(lead), mine) == ["approve", "return", "withdraw"]
    assert steps(browse(administrator), mine) == []
    step(browse(lead), mine, "approve")
    assert state(mine) == "approved"
    reopening = model.may_be_reopened
    assert steps(browse(desk), mine) == (["withdraw"] if reopening else [])
    assert steps(browse(lead), mine) == (["withdraw", "reopen"] if reopening else [])
    if hasattr(model, "marking") and model is not Assessment:
        assert steps(browse(reader), mine) == []


def test_who_wrote_or_submitted_it_is_told_why_they_cannot_approve_it(browse, desk, lead):
    for record in (make.development(created_by=lead), make.meeting(created_by=desk)):
        step(browse(lead), record, "submit")
        assert "approve" not in steps(browse(lead), record)
        response = step(browse(lead), record, "approve")
        assert "a second person must approve it" in pages.messages_of(response)
        assert state(record) == "submitted"


def test_who_may_not_take_a_step_is_told_so_and_nothing_changes(browse, desk, administrator, reader):
    record = make.development(created_by=desk, submitted=True, marking="TLP:CLEAR")
    for user in (desk, administrator):
        for action in ("approve", "return"):
            response = step(browse(user), record, action, reason="No.")
            assert "is not yours to do" in pages.messages_of(response)
    assert state(record) == "submitted"
    approved = make.development(approved=True, marking="TLP:CLEAR")
    assert "is not yours to do" in pages.messages_of(step(browse(reader), approved, "withdraw", reason="No."))
    assert state(approved) == "approved"
    assert browse(desk).get(pages.address(Development, "review", record.pk, "burn")).status_code == 404


@pytest.mark.parametrize("action", ["return", "withdraw", "reopen"])
def test_a_reason_is_asked_for_and_kept_with_who_and_when(action, browse, desk, lead):
    record = make.development(created_by=desk, **({"approved": True} if action == "reopen" else {"submitted": True}))
    client = browse(lead)
    before = state(record)
    for reason in ("", "   \n"):
        response = client.post(pages.address(Development, "review", record.pk, action), {"reason": reason})
        assert response.context["form"].errors == {"reason": ["This field is required."]}
        assert state(record) == before
    response = step(client, record, action, reason="  Name the source.  ")
    record.refresh_from_db()
    assert (record.review_state != before, record.reviewed_by, record.review_reason) == (True, lead, "Name the source.")
    told = pages.text_of(client.get(pages.address(Development, "history", record.pk)))
    assert "Name the source." in told
    shown = pages.text_of(response)
    assert f"{record.reviewed_at:%Y-%m-%d %H:%M} UTC by lead: Name the source." in shown


def test_a_reason_that_cannot_be_stored_is_refused_with_the_field_named(browse, desk):
    record = make.development(created_by=desk)
    response = browse(desk).post(pages.address(Development, "review", record.pk, "withdraw"), {"reason": "A\x00word"})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["reason"]
    assert state(record) == "draft"


def test_of_two_who_are_at_it_the_second_is_told(browse, lead):
    record = make.development(submitted=True)
    first, second = browse(lead), browse(make.superuser("another lead"))
    page = second.get(pages.address(Development, "review", record.pk, "approve"))
    assert page.status_code == 200
    step(first, record, "approve")
    response = step(second, record, "approve")
    assert "This development is approved" in pages.messages_of(response)
    record.refresh_from_db()
    assert record.reviewed_by == lead


# --- Approved records stand ---------------------------------------------------------------


def approved_with_parts() -> list:
    """An approved record of each kind, and the parts of each."""
    meeting, development = make.meeting(), make.development()
    parts = [
        make.attendance(meeting=meeting),
        make.point(meeting=meeting),
        make.citation(meeting=meeting),
        make.citation(development=development),
    ]
    for record in (meeting, development):
        make.review.move(record, "submit", by=make.superuser("factory-author"))
        make.review.move(record, "approve", by=make.superuser("factory-second"))
    assessment = make.assessment(approved=True)
    update = make.commitment_update(approved=True)
    return [meeting, development, update, assessment, *parts, assessment.evidence.get()]


def test_what_is_approved_is_shown_to_all_and_saved_by_none(browse, lead):
    rows = approved_with_parts()
    clients = (browse(lead), pages.signed_in("superuser"))
    before = [stored(row) for row in rows]
    count = pages.counts()
    for client in clients:
        for row in rows:
            where = pages.address(type(row), "change", row.pk)
            text = pages.text_of(client.get(where))
            assert 'name="_save"' not in text, row
            sent = {"title": "Forged", "text": "Forged", "state": "met", "_save": "1"}
            assert client.post(where, sent).status_code == 403, row
    assert [stored(row) for row in rows] == before
    assert pages.counts() == count


def stored(row) -> dict:
    row = type(row)._base_manager.get(pk=row.pk)
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}


def test_rows_sent_with_the_form_of_an_approved_record_are_not_saved(browse, lead):
    (
        meeting,
        *_,
    ) = approved_with_parts()
    client = browse(lead)
    new = pages.rows("points", {"raised_by": "us", "speech_act": "raised", "text": "Forged."}, initial=1)
    before = pages.counts()
    response = client.post(pages.address(Meeting, "change", meeting.pk), new | {"_save": "1"})
    assert response.status_code == 403
    assert pages.counts() == before


def test_a_part_cannot_be_added_to_nor_moved_to_an_approved_record(browse, lead):
    meeting, development, _, assessment, *_ = approved_with_parts()
    client = browse(lead)
    source = make.source()
    tried = [
        (Attendance, "meeting", {"meeting": meeting.pk, "side": "us", "capacity": "Late"}),
        (Point, "meeting", {"meeting": meeting.pk, "raised_by": "us", "speech_act": "raised", "text": "Late"}),
        (Citation, "meeting", {"meeting": meeting.pk, "source": source.pk}),
        (Citation, "development", {"development": development.pk, "source": source.pk}),
        (Evidence, "assessment", {"assessment": assessment.pk, "stance": "context", "development": development.pk}),
    ]
    before = pages.counts()
    for model, field, data in tried:
        said = pages.refusals(pages.submit(client, pages.address(model, "add"), **data))
        assert list(said) == [field], (model, said)
        assert "is approved: it is reopened before rows are added." in said[field][0]
    assert pages.counts() == before
    free = make.point(text="Elsewhere")
    where = pages.address(Point, "change", free.pk)
    assert pages.submit(client, where, meeting=meeting.pk).status_code == 302, "it stays with its own"
    free.refresh_from_db()
    assert free.meeting != meeting


def test_a_reopened_record_and_its_parts_are_edited_again_and_an_assessment_never(browse, lead):
    meeting, *_ = rows = approved_with_parts()
    client = browse(lead)
    step(client, meeting, "reopen", reason="A name was wrong.")
    where = pages.address(Meeting, "change", meeting.pk)
    response = pages.submit(client, where, title="Set right", **{"points-0-text": "Set right."})
    assert response.status_code == 302, pages.refusals(response)
    meeting.refresh_from_db()
    assert (meeting.title, meeting.points.get().text, meeting.review_state) == ("Set right", "Set right.", "draft")
    assessment = rows[3]
    for action in ("reopen", "withdraw"):
        response = step(client, assessment, action, reason="Times changed.")
        assert "it is superseded by a newer one" in pages.messages_of(response)
    assert state(assessment) == "approved"


def test_a_judgement_on_a_commitment_is_added_beside_an_approved_one_which_stands(browse, lead):
    update = make.commitment_update(approved=True)
    commitment = update.commitment
    where = pages.address(type(commitment), "change", commitment.pk)
    new = {"as_of": "2024-06-01", "state": "broken", "text": "It was not kept."}
    rows = pages.rows("updates", new, initial=1) | {"updates-0-ref": update.pk, "updates-0-state": "open"}
    response = pages.submit(browse(lead), where, **rows)
    assert response.status_code == 302, pages.refusals(response)
    assert sorted(commitment.updates.values_list("state", "review_state")) == [
        ("broken", "draft"),
        ("kept", "approved"),
    ]
