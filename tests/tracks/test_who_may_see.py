"""Who may see a record changes with a reason, in a trace, and also after its review."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from config.models import Trace
from tests import factories as make
from tests.config import admin_pages as pages
from tracks.models import Assessment, Meeting, Point

LOWER = {"marking": "TLP:GREEN"}


def traced(kind: str) -> list[tuple[str, str, str]]:
    rows = Trace.objects.filter(kind=kind).order_by("at", "words").values_list("who__username", "words", "reason")
    return [tuple(row) for row in rows]


def access_page(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_access", args=[row.pk])


def post(client, row, **changes):
    page = client.get(access_page(row))
    assert page.status_code == 200
    return client.post(access_page(row), pages.filled_in(page) | changes)


def refused(response) -> dict[str, list[str]]:
    return {name: list(words) for name, words in response.context["form"].errors.items()}


# --- Everywhere -------------------------------------------------------------------------------


@pytest.mark.django_db
def test_no_save_lowers_a_marking_without_a_reason():
    meeting = make.meeting(marking="TLP:AMBER")
    meeting.marking = "TLP:CLEAR"
    with pytest.raises(ValidationError, match="It was TLP:AMBER: say why"):
        meeting.save()
    assert Meeting.objects.get(pk=meeting.pk).marking == "TLP:AMBER"
    assert traced("marking") == []


@pytest.mark.django_db
def test_raising_a_marking_needs_no_reason_and_is_traced():
    meeting = make.meeting(marking="TLP:AMBER")
    meeting.marking = "TLP:RED"
    meeting.save()
    assert [words for _, words, _ in traced("marking")] == ["Raised the marking from TLP:AMBER to TLP:RED."]


def test_naming_readers_and_naming_them_no_longer_is_traced(desk, reader):
    meeting = make.meeting()
    meeting.readers.set([desk, reader])
    meeting.readers.set([desk])
    meeting.readers.clear()
    assert [words for _, words, _ in traced("readers")] == [
        "Named as readers (people): desk, reader.",
        "No longer names as readers (people): reader.",
        "No longer names as readers (people): desk.",
    ]


# --- On the form of an open record --------------------------------------------------------------


def test_the_form_asks_why_before_it_lowers_a_marking_and_keeps_the_answer(desk):
    meeting = make.meeting(marking="TLP:AMBER", created_by=desk)
    client = pages.signed_in(desk)
    address = pages.address(Meeting, "change", meeting.pk)
    opened = pages.filled_in(client.get(address))
    answer = client.post(address, opened | LOWER)
    assert pages.refusals(answer) == {"marking_reason": ["It was TLP:AMBER: say why more people may see it now."]}
    saved = client.post(address, opened | LOWER | {"marking_reason": "The talks were announced."})
    assert saved.status_code == 302
    meeting.refresh_from_db()
    assert meeting.marking == "TLP:GREEN"
    assert traced("marking") == [
        ("desk", "Lowered the marking from TLP:AMBER to TLP:GREEN.", "The talks were announced.")
    ]
    assert meeting.history.latest().history_change_reason == "marking: The talks were announced."


def test_a_row_of_a_form_is_lowered_on_its_own_page_only(desk):
    meeting = make.meeting(created_by=desk)
    promise = make.commitment(meeting=meeting, marking="TLP:AMBER", created_by=desk)
    client = pages.signed_in(desk)
    address = pages.address(Meeting, "change", meeting.pk)
    opened = pages.filled_in(client.get(address))
    (name,) = [field for field in opened if field.endswith("0-marking") and opened[field] == ["TLP:AMBER"]]
    response = client.post(address, opened | {name: "TLP:CLEAR"})
    assert "Lower it on its own page, which asks for the reason." in pages.text_of(response)
    promise.refresh_from_db()
    assert promise.marking == "TLP:AMBER"


# --- After the review ---------------------------------------------------------------------------


@pytest.fixture
def approved(desk):
    """An approved meeting, and an approved judgement, which is sealed."""
    return make.meeting(marking="TLP:AMBER", created_by=desk, approved=True), make.assessment(
        marking="TLP:AMBER", created_by=desk, approved=True
    )


def test_an_approved_record_is_marked_closer_with_a_reason_and_nothing_else_of_it_changes(approved, desk, reader):
    client = pages.signed_in(desk)
    for row in approved:
        before = type(row).objects.filter(pk=row.pk).values().get()
        assert "Change who may see it" in pages.text_of(client.get(pages.address(type(row), "change", row.pk)))
        unsaid = post(client, row, marking="TLP:RED", readers=[desk.pk])
        assert refused(unsaid) == {"marking_reason": ["This field is required."]}
        row.readers.set([desk, reader])
        done = post(client, row, marking="TLP:RED", readers=[desk.pk], marking_reason="It names a source.")
        assert done.status_code == 302
        after = type(row).objects.filter(pk=row.pk).values().get()
        changed = {name for name in before if before[name] != after[name]}
        assert changed - {"updated_by_id"} == {"marking", "updated_at"}
        assert set(row.readers.all()) == {desk}
        assert row.history.latest().history_change_reason == "marking: It names a source."
    assert {who for who, _, reason in traced("marking")} == {"desk"}
    assert ("desk", "No longer names as readers (people): reader.", "It names a source.") in traced("readers")


def test_readers_are_not_told_why_they_may_see_it_now(desk, lead, reader):
    condition = make.condition(marking="TLP:AMBER", created_by=desk)
    condition.marking, condition.marking_reason, condition.updated_by = "TLP:GREEN", "The source has left.", desk
    condition.save()
    where = pages.address(type(condition), "history", condition.pk)
    assert "The source has left." in pages.text_of(pages.signed_in(lead).get(where))
    told = pages.text_of(pages.signed_in(reader).get(where))
    assert "The source has left." not in told
    assert "marking:" not in told


def test_only_who_may_review_opens_an_approved_record_to_more_people(approved, desk, lead):
    for row in approved:
        answer = post(pages.signed_in(desk), row, marking="TLP:GREEN", marking_reason="Published.")
        assert refused(answer) == {"marking": ["Only who may review it may open it to more people."]}
        assert post(pages.signed_in(lead), row, marking="TLP:GREEN", marking_reason="Published.").status_code == 302
        row.refresh_from_db()
        assert row.marking == "TLP:GREEN"


@pytest.mark.parametrize("link", ["readers", "reader_groups"])
def test_naming_more_readers_is_opening_it_to_more_people(approved, desk, lead, reader, link):
    more = reader.pk if link == "readers" else Group.objects.get(name="reader").pk
    for row in approved:
        answer = post(pages.signed_in(desk), row, **{link: [more]}, marking_reason="They asked.")
        assert refused(answer) == {"marking": ["Only who may review it may open it to more people."]}
        assert not getattr(row, link).exists()
        assert post(pages.signed_in(lead), row, **{link: [more]}, marking_reason="They asked.").status_code == 302
        assert getattr(row, link).exists()


def test_the_page_is_for_who_may_change_the_record_and_for_closed_records(approved, reader, desk):
    meeting, _ = approved
    meeting.marking, meeting.marking_reason = "TLP:GREEN", "Published."
    meeting.save()
    assert pages.signed_in(reader).get(access_page(meeting)).status_code == 403
    open_one = make.meeting(created_by=desk)
    response = pages.signed_in(desk).get(access_page(open_one))
    assert response.url == pages.address(Meeting, "change", open_one.pk)
    hidden = make.meeting(marking="TLP:RED", approved=True)
    assert pages.signed_in(desk).get(access_page(hidden)).status_code == 404


def test_an_old_page_does_not_undo_what_somebody_else_decided(approved, desk, lead):
    meeting, _ = approved
    client = pages.signed_in(desk)
    opened = pages.filled_in(client.get(access_page(meeting)))
    assert post(pages.signed_in(lead), meeting, marking="TLP:AMBER+STRICT", marking_reason="Closer.").status_code == 302
    stale = client.post(access_page(meeting), opened | {"marking_reason": "As it was."})
    assert "was changed since you opened it" in pages.text_of(stale)
    meeting.refresh_from_db()
    assert meeting.marking == "TLP:AMBER+STRICT"


def test_the_words_of_a_sealed_judgement_stay_closed(approved, lead):
    _, judgement = approved
    judgement.justification = "Other words."
    with pytest.raises(PermissionDenied, match="never changed"):
        judgement.save(update_fields=["marking", "justification"])
    assert Assessment.objects.get(pk=judgement.pk).justification != "Other words."


def test_a_part_is_not_moved_to_a_record_that_more_people_see(desk):
    closed = make.meeting(title="Closed", marking="TLP:RED", created_by=desk)
    open_one = make.meeting(title="Open", marking="TLP:CLEAR", created_by=desk)
    point = make.point(meeting=closed)
    client = pages.signed_in(desk)
    where = pages.address(Point, "change", point.pk)
    assert client.post(where, pages.filled_in(client.get(where)) | {"meeting": open_one.pk}).status_code == 302
    point.refresh_from_db()
    assert point.meeting == closed
