"""Need to know: who sees which record, by role, marking and review."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import IntegrityError, transaction
from django.utils import timezone

from config.models import Clearance, User
from config.refs import ALPHABET
from config.scales import Marking
from config.visibility import Access, access_of, is_restricted
from rights.models import Province
from tests import factories as make
from tests.conftest import person
from tracks.models import Citation, Commitment, Meeting, Organisation, Point

MARKINGS = Marking.values

# What each person sees of an approved record (or of one that needs no approval), and of a draft.
# “wrote it”, “named” and “group named”: the person is the author, among the readers, or in a group among them.
TABLE = """
                                    CLEAR GREEN AMBER AMBER+STRICT RED
  approved  nobody                  -     -     -     -            -
  approved  deactivated             -     -     -     -            -
  approved  outsider                -     -     -     -            -
  approved  reader                  yes   yes   -     -            -
  approved  partner                 yes   -     -     -            -
  approved  desk-officer            yes   yes   yes   yes          -
  approved  track-lead              yes   yes   yes   yes          -
  approved  administrator           yes   yes   yes   yes          -
  approved  superuser               yes   yes   yes   yes          -
  approved  reader/wrote            yes   yes   yes   yes          yes
  approved  partner/wrote           yes   yes   yes   yes          yes
  approved  outsider/wrote          yes   yes   yes   yes          yes
  approved  outsider/named          yes   yes   yes   yes          yes
  approved  reader/named            yes   yes   yes   yes          yes
  approved  reader/group            yes   yes   yes   yes          yes
  approved  desk-officer/named      yes   yes   yes   yes          yes
  approved  partner/named           yes   yes   -     -            -
  approved  partner/group           yes   yes   -     -            -
  approved  deactivated/wrote       -     -     -     -            -
  approved  deactivated/named       -     -     -     -            -
  draft     nobody                  -     -     -     -            -
  draft     outsider                -     -     -     -            -
  draft     reader                  -     -     -     -            -
  draft     partner                 -     -     -     -            -
  draft     desk-officer            yes   yes   yes   yes          -
  draft     track-lead              yes   yes   yes   yes          -
  draft     administrator           yes   yes   yes   yes          -
  draft     superuser               yes   yes   yes   yes          -
  draft     reader/wrote            yes   yes   yes   yes          yes
  draft     partner/wrote           yes   yes   yes   yes          yes
  draft     outsider/named          -     -     -     -            -
  draft     reader/named            -     -     -     -            -
  draft     partner/group           -     -     -     -            -
  draft     desk-officer/named      yes   yes   yes   yes          yes
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()[1:]]


def somebody(name: str) -> User | AnonymousUser:
    role = name.replace("-", " ")
    if name == "nobody":
        return AnonymousUser()
    plain = name in ("outsider", "superuser", "deactivated")
    user, _ = User.objects.get_or_create(username=name, is_superuser=name == "superuser")
    user.groups.set(Group.objects.filter(name="desk officer" if name == "deactivated" else "" if plain else role))
    user.is_active = name != "deactivated"
    user.save()
    return user


def references(model: Any) -> Iterator[str]:
    """References of which none is taken: rows made at once are not drawn for again, as saved ones are."""
    key = model._meta.pk
    taken = set(model._base_manager.values_list("pk", flat=True))
    codes = ("".join(code) for code in itertools.product(ALPHABET, repeat=key.length))
    return (ref for ref in (f"{key.prefix}-2024-{code}" for code in codes) if ref not in taken)


def five(model: Any, tie: str, user: Any, **fields: Any) -> list[str]:
    """The references of a record of each marking, tied to the user."""
    author = user if tie == "wrote" else None
    refs = references(model)
    rows = [model(ref=next(refs), marking=m, created_by=author, **fields) for m in MARKINGS]
    for row in rows:
        row.settle()
    model._base_manager.bulk_create(rows)
    for row in rows:
        if tie == "named":
            row.readers.set([user])
        elif tie == "group":
            row.reader_groups.set(user.groups.all())
    return [row.pk for row in rows]


def cells_of(model: Any, state: str, **fields: Any) -> list[list[str]]:
    """The table's rows of this state, as the database answers them."""
    found = []
    for row in ROWS:
        if row[0] != state:
            continue
        name, _, tie = row[1].partition("/")
        user = somebody(name)
        refs = five(model, tie, user, **fields)
        seen = set(model.objects.visible_to(user).filter(pk__in=refs).values_list("pk", flat=True))
        found.append([state, row[1], *("yes" if ref in seen else "-" for ref in refs)])
    return found


@pytest.mark.parametrize("state", ["approved", "draft"])
def test_a_reviewed_record_is_seen_as_the_table_says(db, state):
    meeting = {"title": "A meeting", "status": "held", "format": "video", "level": "technical", "date_from": make.DAY}
    if state == "approved":
        by, at = make.superuser("second"), timezone.now()
        meeting |= {"submitted_by": by, "submitted_at": at, "reviewed_by": by, "reviewed_at": at}
    assert cells_of(Meeting, state, review_state=state, **meeting) == [row for row in ROWS if row[0] == state]


def test_a_record_that_needs_no_approval_is_seen_as_an_approved_one(db):
    body = {"name": "A body", "side": "dfa", "level": "national", "seat": "kabul"}
    assert cells_of(Organisation, "approved", **body) == [row for row in ROWS if row[0] == "approved"]


@pytest.mark.parametrize("state", ["submitted", "returned", "withdrawn"])
def test_whatever_is_not_approved_is_hidden_like_a_draft(db, state):
    meeting = make.meeting(marking="TLP:CLEAR", submitted=True)
    if state != "submitted":
        make.review.move(meeting, {"returned": "return"}.get(state, "withdraw"), by=make.superuser("x"), reason="Why.")
    assert meeting.review_state == state
    assert not Meeting.objects.visible_to(somebody("reader")).exists()
    assert Meeting.objects.visible_to(somebody("desk-officer")).exists()


def test_the_yardstick_is_open_to_whoever_signs_in(db):
    assert not is_restricted(Province)
    assert Province.objects.visible_to(somebody("outsider")).count() == 34
    assert not Province.objects.visible_to(AnonymousUser()).exists()
    assert not Province.objects.visible_to(None).exists()


# --- Clearances -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("roles", "access"),
    [
        ((), (None, True, False)),
        (("reader",), ("TLP:GREEN", False, False)),
        (("partner",), ("TLP:GREEN", True, False)),
        (("desk officer",), ("TLP:AMBER+STRICT", False, True)),
        (("partner", "reader"), ("TLP:GREEN", False, False)),
        (("reader", "desk officer"), ("TLP:AMBER+STRICT", False, True)),
        (("partner", "desk officer"), ("TLP:AMBER+STRICT", False, True)),
    ],
)
def test_access_is_the_widest_of_the_clearances(db, roles, access):
    user = person("somebody")
    user.groups.set(Group.objects.filter(name__in=roles))
    found = access_of(user)
    assert (found.ceiling, found.released_only, found.sees_unapproved) == access
    assert found.groups == tuple(sorted(user.groups.values_list("pk", flat=True)))


def test_a_partners_higher_ceiling_does_not_widen_a_full_clearance(db):
    group = Group.objects.create(name="close partner")
    Clearance.objects.create(group=group, ceiling="TLP:AMBER+STRICT", released_only=True)
    user = person("both", "reader")
    user.groups.add(group)
    assert access_of(user).ceiling == "TLP:GREEN"


def test_a_group_without_a_clearance_opens_only_what_names_it(db):
    group = Group.objects.create(name="a visitor's group")
    user = person("visitor")
    user.groups.add(group)
    make.organisation(marking="TLP:CLEAR")
    named = make.organisation(marking="TLP:RED", reader_groups=[group])
    assert list(Organisation.objects.visible_to(user)) == [named]


def test_red_is_no_clearance_in_the_database_either(db):
    group = Group.objects.create(name="too far")
    with pytest.raises(IntegrityError), transaction.atomic():
        Clearance.objects.create(group=group, ceiling="TLP:RED")
    assert "TLP:RED" not in Marking.up_to("TLP:RED")


def test_nobody_and_the_deactivated_have_no_access(db):
    assert access_of(None) == access_of(AnonymousUser()) == access_of(somebody("deactivated")) == Access()


def test_access_is_read_once_for_each_user_of_a_request(db, django_assert_num_queries):
    user = User.objects.get(pk=somebody("reader").pk)
    with django_assert_num_queries(1):
        access_of(user)
        access_of(user)


# --- Parents and links ----------------------------------------------------------------------


@pytest.mark.parametrize("marking", MARKINGS)
def test_a_child_is_never_more_visible_than_its_parent(db, marking):
    meeting = make.meeting(marking=marking, approved=True)
    point, attendance = make.point(meeting=meeting), make.attendance(meeting=meeting)
    commitment = make.commitment(meeting=meeting, marking="TLP:CLEAR")
    update = make.commitment_update(commitment=commitment, approved=True)
    for name in ("outsider", "reader", "partner", "desk-officer", "superuser"):
        user = somebody(name)
        for child in (point, attendance, commitment, update):
            seen = type(child).objects.visible_to(user).filter(pk=child.pk).exists()
            assert seen == Meeting.objects.visible_to(user).exists(), (name, child)


def test_a_child_can_be_closer_than_its_parent(db):
    meeting = make.meeting(marking="TLP:CLEAR", approved=True)
    make.commitment(meeting=meeting, marking="TLP:AMBER")
    assert not Commitment.objects.visible_to(somebody("reader")).exists()


def test_a_child_in_ones_own_name_does_not_open_its_hidden_parent(db):
    reader = somebody("reader")
    meeting = make.meeting(marking="TLP:RED", approved=True)
    make.commitment(meeting=meeting, created_by=reader, readers=[reader])
    make.point(meeting=meeting, created_by=reader)
    assert not Commitment.objects.visible_to(reader).exists()
    assert not Point.objects.visible_to(reader).exists()


def test_a_row_that_joins_two_records_is_seen_by_those_who_see_both(db):
    meeting = make.meeting(marking="TLP:GREEN", approved=True)
    hidden = make.source(marking="TLP:AMBER", kind="confidential")
    shown, both_closed = make.citation(meeting=meeting), make.citation(meeting=meeting, source=hidden)
    ours = Citation.objects.filter(meeting=meeting)
    assert list(ours.visible_to(somebody("reader"))) == [shown]
    assert set(ours.visible_to(somebody("desk-officer"))) == {shown, both_closed}
