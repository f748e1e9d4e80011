"""What a refused form shows is what its reader may see, and no more."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission

from config import review
from config.models import Clearance
from config.versions import version_of
from tests import factories as make
from tests.config import admin_pages as pages
from tests.conftest import person
from tracks.models import Organisation

from . import hidden_record
from .hidden_record import WORD
from .test_stale_forms import TAKEN, change, save, saved, told


@pytest.fixture
def beside(db):
    beside = hidden_record.build()
    for row in beside.shown.values():
        if getattr(row, "review_state", "") == "approved":
            with make.unsealed():
                type(row)._base_manager.filter(pk=row.pk).update(review_state="draft")
    return beside


def test_a_form_that_is_refused_names_nothing_hidden(beside, browse, desk):
    """Each row links to hidden ones, as it did when the form was opened."""
    client, other = browse(desk), browse(person("other", "desk officer"))
    for name, row in beside.shown.items():
        opened = pages.filled_in(client.get(change(row)))
        saved(other, row)
        refused = save(client, row, opened)
        text = pages.text_of(refused)
        assert told(refused).get(type(row)._meta.verbose_name.capitalize()) == {}, name
        assert WORD not in text, name
        assert [hidden.pk for hidden in beside.hidden.values() if hidden.pk in text] == [], name
        saved(client, row, pages.filled_in(refused))


def test_links_to_what_is_hidden_are_kept_through_a_refused_form(beside, browse, desk):
    promise, hidden = beside.shown["commitment"], beside.hidden
    client, other = browse(desk), browse(person("other", "desk officer"))
    opened = pages.filled_in(client.get(change(promise)))
    saved(other, promise, text="By the other")
    refused = save(client, promise, opened, due_on="2024-12-31")
    saved(client, promise, pages.filled_in(refused))
    promise.refresh_from_db()
    assert (promise.text, str(promise.due_on)) == ("By the other", "2024-12-31")
    assert promise.made_by == hidden["body"]
    assert hidden["condition"] in promise.conditions.all()


def test_a_link_that_the_other_led_to_something_hidden_is_taken_over_and_not_named(browse, desk):
    hidden = make.organisation(name=f"{WORD} ministry", marking="TLP:RED")
    row = make.measure(applied_by=make.organisation(name="Seen by all"))
    client = browse(desk)
    opened = pages.filled_in(client.get(change(row)))
    row.applied_by = hidden
    row.save()
    refused = save(client, row, opened, title="Typed")
    assert told(refused)["Measure"]["applied_by"][1:] == ("", f"Seen by all ({opened['applied_by'][0]})", TAKEN)
    assert WORD not in pages.text_of(refused)
    saved(client, row, pages.filled_in(refused))
    row.refresh_from_db()
    assert (row.title, row.applied_by) == ("Typed", hidden)


def test_a_version_that_was_closed_to_the_reader_is_not_shown_whatever_is_sent(browse, desk):
    """Neither if its moment is guessed, nor if the form says that the record is RED, as it was then."""
    row = make.organisation(name="Secret name", marking="TLP:RED", created_by=make.superuser("author"))
    closed = version_of(row)
    row.name, row.marking, row.marking_reason = "Plain name", "TLP:GREEN", "It was published."
    row.save()
    client = browse(desk)
    opened = pages.filled_in(client.get(change(row)))
    for forged in ({}, {"marking": "TLP:RED"}, {"name": "Secret name"}):
        refused = save(client, row, opened | {"version": closed}, **forged)
        assert not refused.context["conflict"].rows[0].knows_opened
        assert {outcome for *_, outcome in told(refused)["Organisation"].values()} <= {"The form holds yours."}
        if "name" not in forged:
            assert "Secret name" not in pages.text_of(refused)


def test_a_record_that_was_closed_to_the_second_person_is_a_404(browse, desk):
    row = make.organisation(name="Plain name", created_by=None)
    client = browse(desk)
    opened = pages.filled_in(client.get(change(row)))
    pages.hide(row)
    answers = [client.post(pages.address(Organisation, "change", key), opened) for key in (row.pk, "ORG-1999-ZZZZ")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


@pytest.fixture
def partner_who_writes(partner):
    group = Group.objects.create(name="partners who write")
    group.permissions.set(Permission.objects.filter(codename__in=["view_meeting", "change_meeting"]))
    Clearance.objects.create(group=group, ceiling="TLP:GREEN", released_only=True, sees_unapproved=True)
    partner.groups.set([group])
    return partner


def test_a_partner_is_told_that_somebody_changed_it_and_not_who(partner_who_writes, browse, lead):
    keeper = person("Keeper-of-the-record", "desk officer")
    row = make.meeting(marking="TLP:CLEAR", created_by=keeper)
    client = browse(partner_who_writes)
    opened = pages.filled_in(client.get(change(row)))
    saved(browse(keeper), row, summary="By the keeper")
    refused = save(client, row, opened, title="Typed")
    assert told(refused)["Meeting"]["summary"][1] == "By the keeper"
    assert "Keeper" not in pages.text_of(refused)
    review.move(row, "submit", by=keeper)
    review.move(row, "approve", by=make.superuser("Keeper too"))
    closed = save(client, row, opened, title="Typed")
    assert closed.status_code == 403
    assert "Typed" in pages.text_of(closed)
    assert "Keeper" not in pages.text_of(closed)
