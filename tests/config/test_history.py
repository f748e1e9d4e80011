"""Nobody's word is lost: every change keeps who, when, before and after; and who is shown which version."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from config.scales import Marking
from config.visibility import sees_version
from rights.models import Province
from tests import factories as make
from tests.conftest import person
from tracks.models import Meeting, Organisation

# --- Kept -----------------------------------------------------------------------------------


def test_each_save_keeps_who_when_why_before_and_after(db, desk):
    body = make.organisation(name="Before", created_by=desk)
    body.name, body._history_user, body._change_reason = "After", desk, "It was renamed."
    body.save()
    after, before = body.history.all()
    assert (before.name, before.history_type) == ("Before", "+")
    assert (after.name, after.history_type) == ("After", "~")
    assert (after.history_user, after.history_change_reason) == (desk, "It was renamed.")
    assert after.history_date >= before.history_date
    assert [change.field for change in after.diff_against(before).changes if change.field != "updated_at"] == ["name"]


def test_a_change_of_readers_is_a_version_too(db, desk):
    body = make.organisation(marking="TLP:RED", readers=[desk])
    body.readers.clear()
    cleared, named, _made = body.history.all()
    assert [reader.user for reader in named.readers.all()] == [desk]
    assert not cleared.readers.exists()


def test_versions_do_not_keep_what_is_derived_for_search(db):
    body = make.organisation(name="A body")
    assert body.search_text == "a body"
    assert not hasattr(body.history.get(), "search_text")


def test_who_acted_stays_named_when_they_leave(db, desk):
    body = make.organisation(created_by=desk)
    desk.is_active = False
    desk.save()
    assert Organisation.objects.get(pk=body.pk).created_by == desk


def test_a_reason_can_be_as_long_as_a_paragraph(db):
    body = make.organisation()
    body._change_reason = "Because of what was said. " * 100
    body.save()
    assert body.history.first().history_change_reason == body._change_reason


def test_rows_changed_in_bulk_keep_their_history_and_the_short_way_is_refused(db):
    bodies = [make.organisation(name=f"Body {n}") for n in range(3)]
    for body in bodies:
        body.acronym = "B"
        body.settle()
    with pytest.raises(TypeError, match="leaves no history"), transaction.atomic():
        bulk_update_with_history(bodies, Organisation, ["acronym"])
    bulk_update_with_history(bodies, Organisation, ["acronym"], manager=Organisation._base_manager)
    assert [body.history.first().acronym for body in bodies] == ["B"] * 3
    assert [body.history.count() for body in bodies] == [2] * 3


def test_rows_made_in_bulk_keep_their_history(db):
    rows = [
        Organisation(name="A body", side="dfa", level="national", seat="kabul", ref=f"ORG-2026-AAA{c}") for c in "23"
    ]
    for row in rows:
        row.settle()
    bulk_create_with_history(rows, Organisation)
    assert [row.history.count() for row in Organisation.objects.filter(pk__startswith="ORG-2026-AAA")] == [1, 1]


# --- Withdrawn and retired ------------------------------------------------------------------


def test_a_row_that_is_withdrawn_stays_with_the_day_and_the_reason(db):
    body = make.organisation()
    with time_machine.travel("2026-03-04 10:00", tick=False):
        body.withdrawn_reason = "It is the same as another."
        body.full_clean()
        body.save()
    kept = Organisation.objects.get(pk=body.pk)
    assert kept.withdrawn_on == dt.date(2026, 3, 4)
    assert kept not in Organisation.objects.standing()
    kept.save()
    assert kept.withdrawn_on == dt.date(2026, 3, 4)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_row_whose_reason_is_taken_back_stands_again(db, reason):
    body = make.organisation(withdrawn_reason="A mistake.")
    body.withdrawn_reason = reason
    body.save()
    assert (body.withdrawn_reason, body.withdrawn_on) == ("", None)
    assert body in Organisation.objects.standing()
    assert body.history.count() == 2


def test_neither_day_nor_reason_stands_alone_in_the_database(db):
    body = make.organisation()
    for values in ({"withdrawn_on": dt.date(2026, 3, 4)}, {"withdrawn_reason": "Why."}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Organisation._base_manager.filter(pk=body.pk).update(**values)


def test_a_part_leaves_with_its_whole_and_comes_back_with_it(db):
    meeting = make.meeting()
    commitment = make.commitment(meeting=meeting)
    update = make.commitment_update(commitment=commitment)
    assert update in type(update).objects.standing()
    make.review.move(meeting, "withdraw", by=make.superuser("x"), reason="It never took place.")
    assert not type(update).objects.standing().exists()
    assert not type(commitment).objects.standing().exists()


def test_a_retired_province_is_no_longer_offered_and_keeps_its_records(db):
    province = Province.objects.get(pk="AF32")
    meeting = make.meeting(country="AF", city="Hirat", province=province)
    province.retired_on = dt.date(2026, 3, 4)
    province.save()
    assert province not in Province.objects.standing()
    assert meeting in Meeting.objects.standing().filter(province="AF32")


# --- What cannot be stored ------------------------------------------------------------------


def test_nul_is_refused_in_every_text_with_the_field_named(db):
    with pytest.raises(ValidationError) as refused:
        make.meeting(title="A\x00title", summary="A\x00summary", city="Doha")
    assert set(refused.value.message_dict) == {"title", "summary"}
    for words in refused.value.message_dict.values():
        assert "Remove the NUL character (shown as a blank or a box) from this text." in words


def test_any_other_text_is_stored_as_it_was_typed(db):
    text = "  ‮مسؤول‬ e\u0301 =1+1 \U0001f3db \ud7ff\n\t" + "word " * 10_000
    meeting = make.meeting(summary=text)
    assert Meeting.objects.get(pk=meeting.pk).summary == text


# --- Shown ----------------------------------------------------------------------------------

# A version of a record that is now GREEN and approved: who is shown it, by its marking and state then.
#                          CLEAR GREEN AMBER RED draft
SHOWN = {
    "reader": "          yes   yes   -     -   -",
    "partner": "         yes   yes   -     -   -",
    "outsider": "        yes   yes   -     -   -",
    "desk officer": "    yes   yes   yes   -   yes",
    "administrator": "   yes   yes   yes   -   yes",
    "author": "          yes   yes   yes   yes yes",
}


@pytest.mark.parametrize("who", SHOWN)
def test_a_version_is_shown_to_those_who_would_be_shown_it_today(db, who):
    user = person(who, None if who in ("author", "outsider") else who)
    record = Meeting(marking="TLP:GREEN", review_state="approved", created_by=user if who == "author" else None)
    versions = [Meeting(marking=f"TLP:{name}", review_state="approved") for name in ("CLEAR", "GREEN", "AMBER", "RED")]
    versions.append(Meeting(marking="TLP:GREEN", review_state="draft"))
    assert ["yes" if sees_version(user, record, v) else "-" for v in versions] == SHOWN[who].split()


def test_a_version_marked_no_closer_than_the_record_is_shown_with_it(db):
    """A reader named on a RED record sees what it was before, whatever their clearance."""
    record = Meeting(marking="TLP:RED", review_state="approved")
    user = person("named", "reader")
    assert all(sees_version(user, record, Meeting(marking=m, review_state="approved")) for m in Marking.values)
