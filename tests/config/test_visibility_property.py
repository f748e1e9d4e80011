"""For any small record, what a user sees is what a model in a few lines of plain Python says."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.models import User
from config.refs import ALPHABET
from config.scales import Marking
from tests import factories as make
from tests.conftest import person
from tracks.models import Attendance, Commitment, CommitmentUpdate, Development, Meeting, Organisation

DAY = dt.date(2024, 5, 19)
STATES = ("draft", "submitted", "approved", "returned", "withdrawn")
ORDER = ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"]

# Who looks: their groups, and whether they are superusers.
VIEWERS = {
    "outsider": ([], False),
    "reader": (["reader"], False),
    "other reader": (["reader"], False),
    "partner": (["partner"], False),
    "desk": (["desk officer"], False),
    "administrator": (["administrator"], False),
    "partner and reader": (["partner", "reader"], False),
    "superuser": ([], True),
    "superuser and partner": (["partner"], True),
}


# --- The naive model ------------------------------------------------------------------------


def ceiling(viewer: str) -> int:
    """How many of the markings are open to the viewer as such."""
    groups, is_superuser = VIEWERS[viewer]
    return 4 if is_superuser or {"desk officer", "administrator"} & set(groups) else 2 if groups else 0


def sees(viewer: str, row: dict[str, Any]) -> bool:
    groups, is_superuser = VIEWERS[viewer]
    wrote = row["author"] == viewer
    if "marking" in row:
        named = viewer in row["readers"] or bool(set(groups) & set(row["reader_groups"]))
        opened = ORDER.index(row["marking"]) < ceiling(viewer)
        if groups == ["partner"] and not is_superuser:
            allowed = row["marking"] == "TLP:CLEAR" or (opened and named)
        else:
            allowed = opened or named
        if not (allowed or wrote):
            return False
    if "state" in row and row["state"] != "approved" and not wrote and ceiling(viewer) < 4:
        return False
    return all(sees(viewer, parent) for parent in row["parents"] if parent is not None)


def test_the_naive_model_has_the_markings_in_their_order():
    assert Marking.values == ORDER


# --- Random small records -------------------------------------------------------------------

authors = st.none() | st.sampled_from(list(VIEWERS))
marked = {
    "marking": st.sampled_from(ORDER),
    "author": authors,
    "readers": st.sets(st.sampled_from(list(VIEWERS)), max_size=2),
    "reader_groups": st.sets(st.sampled_from(["reader", "partner", "desk officer"]), max_size=1),
}
reviewed = {"state": st.sampled_from(STATES)}


def rows(*parents: Any, **fields: Any) -> Any:
    return st.lists(st.fixed_dictionaries({**fields, "parents": st.tuples(*parents)}), min_size=1, max_size=4)


@st.composite
def records(draw: Any) -> dict[type, list[dict[str, Any]]]:
    """Marked records; parts of them; a marked child; a part of that; and rows that join two."""

    def one(model: type) -> Any:
        return st.sampled_from(made[model])

    made: dict[type, list[dict[str, Any]]] = {}
    made[Organisation] = draw(rows(**marked))
    made[Meeting] = draw(rows(**marked, **reviewed))
    made[Development] = draw(rows(**marked, **reviewed))
    made[Attendance] = draw(rows(one(Meeting), st.none() | one(Organisation), author=authors))
    made[Commitment] = draw(rows(one(Meeting), **marked))
    made[CommitmentUpdate] = draw(rows(one(Commitment), author=authors, **reviewed))
    return made


LINKS = {
    Attendance: ("meeting", "organisation"),
    Commitment: ("meeting",),
    CommitmentUpdate: ("commitment",),
}
FIXED: dict[type, dict[str, Any]] = {
    Organisation: {"name": "A body", "side": "dfa", "level": "national", "seat": "kabul"},
    Meeting: {"title": "T", "status": "held", "format": "video", "level": "technical", "date_from": DAY},
    Development: {"title": "T", "scope": "national", "direction": "mixed", "form": "decreed", "date_from": DAY},
    Attendance: {"side": "dfa", "capacity": "somebody"},
    Commitment: {"text": "T", "made_on": DAY},
    CommitmentUpdate: {"text": "T", "as_of": DAY, "state": "kept"},
}


def store(made: dict[type, list[dict[str, Any]]], people: dict[str, User], body: Organisation) -> None:
    """The records, in the database as in the drawing; each remembers its key."""
    by = make.superuser("second")
    steps = {"submitted_by": by, "submitted_at": timezone.now(), "reviewed_by": by, "reviewed_at": timezone.now()}
    for model, drawn in made.items():
        objects = []
        for number, row in enumerate(drawn):
            key = model._meta.pk
            row["pk"] = f"{key.prefix}-2001-{ALPHABET[number] * key.length}"
            fields = {"created_by": people.get(row["author"]), **FIXED[model]}
            fields |= {f"{n}_id": p and p["pk"] for n, p in zip(LINKS.get(model, ()), row["parents"], strict=True)}
            if "marking" in row:
                fields["marking"] = row["marking"]
            if "state" in row and row["state"] != "draft":
                fields |= {"review_state": row["state"], "review_reason": "Why.", **steps}
            if model is Commitment:
                fields["made_by"] = body
            objects.append(model(pk=row["pk"], **fields))
            objects[-1].settle()
        model._base_manager.bulk_create(objects)
        for row, record in zip(drawn, objects, strict=True):
            if row.get("readers"):
                record.readers.set([people[name] for name in row["readers"]])
            if row.get("reader_groups"):
                record.reader_groups.set(Group.objects.filter(name__in=row["reader_groups"]))


@pytest.fixture
def people(db) -> dict[str, User]:
    users = {}
    for name, (groups, is_superuser) in VIEWERS.items():
        users[name] = person(name, is_superuser=is_superuser)
        users[name].groups.set(Group.objects.filter(name__in=groups))
    return users


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=records())
def test_a_user_sees_exactly_what_the_naive_model_says(people, made):
    with transaction.atomic():
        store(made, people, make.organisation())
        for viewer, user in people.items():
            for model, drawn in made.items():
                ours = model.objects.filter(pk__in=[row["pk"] for row in drawn])
                seen = set(ours.visible_to(user).values_list("pk", flat=True))
                assert seen == {row["pk"] for row in drawn if sees(viewer, row)}, (viewer, model)
        transaction.set_rollback(True)
