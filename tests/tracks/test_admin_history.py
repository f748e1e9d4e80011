"""The history page: who changed what, when, from which value to which, as far as the reader may know."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager

import time_machine
from django.contrib.auth.models import Group

from config import review
from tests import factories as make
from tests.config import admin_pages as pages
from tests.conftest import person as user_with_role
from tracks.models import Development, Meeting, Organisation

START = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)


@contextmanager
def later(minutes: int):
    with time_machine.travel(START + dt.timedelta(minutes=minutes)):
        yield


def told(client, record) -> list:
    """The changes on the record's history page, the newest first, as (who, what, reason, values)."""
    response = client.get(pages.address(type(record), "history", record.pk))
    assert response.status_code == 200, response.status_code
    return [(str(c.who), c.what, c.reason, c.values) for c in response.context["changes"]]


def text_of_history(client, record) -> str:
    return pages.text_of(client.get(pages.address(type(record), "history", record.pk)))


# --- What is told -------------------------------------------------------------------------


def test_one_save_is_one_entry_with_who_when_and_the_values_by_their_labels(browse, desk):
    body = make.organisation(name="Ministry of Mines")
    client = browse(desk)
    with later(0):
        record = make.development(created_by=desk, provinces=["AF30"], scope="subnational")
    where = pages.address(Development, "change", record.pk)
    with later(10):
        response = pages.submit(
            client,
            where,
            title="Another title",
            direction="deterioration",
            tracks=["health", "humanitarian"],
            provinces=["AF30", "AF32"],
            issuing_body=body.pk,
            narrative="First line\nSecond line",
        )
        assert response.status_code == 302, pages.refusals(response)
    newest, first = told(browse(desk), record)
    assert newest[:3] == ("desk", "", "")
    assert newest[3] == [
        ("Title", "Something was decreed", "Another title"),
        ("Narrative", "", "First line\nSecond line"),
        ("Direction", "– No change", "▼ Deterioration"),
        ("Issuing body", "", f"Ministry of Mines ({body.pk})"),
        ("Provinces", "Hilmand", "Hilmand; Hirat"),
        (
            "Tracks",
            "Macroeconomic management and the international financial system",
            "Health and nutrition; Humanitarian response",
        ),
    ]
    assert first[3] == []
    text = text_of_history(browse(desk), record)
    assert "2026-03-02 09:40 UTC</time> · desk" in text
    assert "Logged" in text


def test_the_parts_of_a_record_are_in_its_history(browse, desk):
    client = browse(desk)
    with later(0):
        meeting = make.meeting(created_by=desk)
        point = make.point(meeting=meeting)
    where = pages.address(Meeting, "change", meeting.pk)
    with later(10):
        new = pages.rows("attendances", {"side": "un", "capacity": "two members of staff"})
        response = pages.submit(client, where, **{"points-0-text": "Banks and hawalas."}, **new)
        assert response.status_code == 302, pages.refusals(response)
    entries = told(browse(desk), meeting)
    assert (
        "desk",
        f"Point: Banks and hawalas. ({point.pk})",
        "",
        [("Text", "Banking channels.", "Banks and hawalas.")],
    ) in [
        (who, what, reason, [(name.capitalize() if name != "What was put" else "Text", a, b) for name, a, b in values])
        for who, what, reason, values in entries
    ]
    assert any(what.startswith("Attendance: United Nations") and not values for _, what, _, values in entries)
    assert len(entries) == 4


def test_a_save_that_changes_nothing_is_no_entry(browse, desk):
    client = browse(desk)
    with later(0):
        record = make.development(created_by=desk)
    with later(10):
        assert pages.submit(client, pages.address(Development, "change", record.pk)).status_code == 302
    assert len(told(browse(desk), record)) == 1


def test_the_steps_of_the_review_are_told_with_who_and_why(browse, desk, lead):
    with later(0):
        record = make.development(created_by=desk)
    with later(10):
        review.move(record, "submit", by=desk)
    with later(20):
        review.move(record, "return", by=lead, reason="Name the source.")
    returned, submitted, _ = told(browse(desk), record)
    assert returned[0] == "lead"
    assert returned[2] == "return: Name the source."
    assert ("Review", "Submitted", "Returned") in returned[3]
    assert submitted[0] == "desk"


# --- What is not told ---------------------------------------------------------------------


def test_what_was_closer_marked_before_is_not_told_to_those_it_was_closed_to(browse, desk, reader):
    author = user_with_role("author", "desk officer")
    with later(0):
        record = make.organisation(name="Secret name", marking="TLP:RED", created_by=author)
    with later(10):
        record.name, record.marking = "Name for colleagues", "TLP:AMBER"
        record.marking_reason = "Colleagues may know."
        record.save()
    with later(20):
        record.name, record.marking = "Plain name", "TLP:GREEN"
        record.marking_reason = "It was published."
        record.save()
    with later(30):
        record.acronym = "PN"
        record.save()
    assert "Secret name" not in text_of_history(browse(desk), record)
    assert "Name for colleagues" in text_of_history(browse(desk), record)
    assert "Name for colleagues" not in text_of_history(browse(reader), record)
    assert [values for *_, values in told(browse(reader), record)] == [[("Acronym", "", "PN")]]
    assert "Secret name" in text_of_history(browse(author), record)


def test_a_reader_is_not_told_of_the_drafts_of_an_approved_record(browse, desk, lead, reader):
    with later(0):
        record = make.development(title="First words", marking="TLP:GREEN", created_by=desk)
    with later(10):
        record.title = "Second words"
        record.save()
    with later(20):
        review.move(record, "submit", by=desk)
        review.move(record, "approve", by=lead, reason="Said by two.")
    text = text_of_history(browse(reader), record)
    assert "First words" not in text
    assert "Submitted" not in text
    assert [(reason, values) for _, _, reason, values in told(browse(reader), record)] == [("approve", [])]
    assert "Said by two." not in text
    assert "Said by two." in text_of_history(browse(desk), record)


def test_a_partner_is_told_what_changed_since_the_release_and_by_no_name(browse, partner):
    keeper = user_with_role("Keeper-of-the-record", "desk officer")
    group = Group.objects.get(name="partner")
    with later(0):
        record = make.organisation(name="Unreleased name", marking="TLP:GREEN", created_by=keeper)
    with later(10):
        record.name = "Released name"
        record.save()
        record.reader_groups.add(group)
    with later(20):
        record.acronym = "RN"
        record._history_user = keeper
        record.save()
    client = browse(partner)
    text = text_of_history(client, record)
    assert "Unreleased name" not in text
    assert "Keeper" not in text
    assert [values for *_, values in told(client, record)] == [[("Acronym", "", "RN")]]
    assert "Keeper" not in pages.text_of(client.get(pages.address(Organisation, "change", record.pk)))


def test_who_is_named_on_a_record_is_told_what_happened_since(browse, reader):
    with later(0):
        record = make.organisation(name="Before they were named", marking="TLP:RED")
    with later(10):
        record.name = "Since they were named"
        record.save()
        record.readers.add(reader)
    with later(20):
        record.acronym = "AC"
        record.save()
    text = text_of_history(browse(reader), record)
    assert "Before they were named" not in text
    assert "AC" in text


def test_a_part_is_told_as_its_record_stood_then_also_on_its_own_page(browse, desk, reader):
    """The meeting was RED while its point was worded; a point was worded in another, RED meeting."""
    with later(0):
        meeting = make.meeting(marking="TLP:RED")
        closed = make.meeting(marking="TLP:RED")
        point = make.point(meeting=meeting, text="Secret words")
        moved = make.point(meeting=closed, text="Words from the other meeting")
    with later(10):
        meeting.marking, meeting.marking_reason = "TLP:GREEN", "It was published."
        meeting.save()
    with later(20):
        for row in (point, moved):
            row.text, row.meeting = "Plain words", meeting
            row.save()
    with later(30):
        point.answer, point.answer_act = "An answer.", "noted"
        point.save()
    client = browse(desk)
    for record in (meeting, point, moved):
        text = text_of_history(client, record)
        assert "Secret words" not in text
        assert "Words from the other meeting" not in text
        assert closed.pk not in text
    assert "An answer." in text_of_history(client, point)
    assert "An answer." in text_of_history(client, meeting)
    with later(40):
        review.move(meeting, "submit", by=desk)
        review.move(meeting, "approve", by=make.superuser("second"))
    for record in (meeting, point):
        assert "An answer." not in text_of_history(browse(reader), record), (
            "It was written while the meeting was a draft."
        )


def test_a_link_that_once_led_to_a_hidden_record_names_nothing(browse, desk):
    hidden = make.organisation(name="Hidden body", marking="TLP:RED")
    shown = make.organisation(name="Shown body")
    with later(0):
        record = make.measure(applied_by=hidden)
        seen = make.development(title="Hidden development", marking="TLP:RED")
        record.developments.set([seen])
    with later(10):
        record.applied_by = shown
        record.save()
        record.developments.clear()
    entries = told(browse(desk), record)
    assert entries[0][3] == [("Applied by", "", f"Shown body ({shown.pk})")]
    text = text_of_history(browse(desk), record)
    for word in ("Hidden", hidden.pk, seen.pk):
        assert word not in text


def test_who_may_see_a_record_is_told_only_to_those_who_may_change_it(browse, desk, administrator, reader):
    with later(0):
        record = make.organisation()
    with later(10):
        record.readers.add(user_with_role("Named-reader"))
    assert "Named-reader" in text_of_history(browse(desk), record)
    for user in (administrator, reader):
        assert "Named-reader" not in text_of_history(browse(user), record)
        assert "Named-reader" not in pages.text_of(browse(user).get(pages.address(Organisation, "change", record.pk)))


def test_a_long_history_is_as_many_questions_as_a_short_one(browse, desk):
    with later(0):
        meeting = make.meeting()
    client = browse(desk)
    asked = []
    for first, last in ((1, 2), (3, 20)):
        for n in range(first, last + 1):
            with later(10 * n):
                make.attendance(meeting=meeting, person=make.person(), organisation=make.organisation())
                meeting.follows = make.meeting()
                meeting.save()
        assert len(told(client, meeting)) == 1 + 2 * last
        asked.append(pages.queries(client, pages.address(Meeting, "history", meeting.pk)))
    assert asked[0] == asked[1]
