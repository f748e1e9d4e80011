"""Need to know holds for every kind of record alike, and for every link that a row is seen through."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.apps import apps

from config import review
from config.models import Record, Reviewed, Tracked, User
from config.scales import Marking
from tests import factories as make
from tests.conftest import person

KEPT = [model for model in apps.get_models() if issubclass(model, Tracked)]
MARKED = [model for model in KEPT if issubclass(model, Record)]
REVIEWED = [model for model in KEPT if issubclass(model, Reviewed)]
LINKS = [(model, name) for model in KEPT for name in model.visible_through]

# How many of the markings, from CLEAR on, each person sees: of approved records, and of drafts.
SEEN = {
    "outsider": (0, 0),
    "partner": (1, 0),
    "reader": (2, 0),
    "desk officer": (4, 4),
    "track lead": (4, 4),
    "administrator": (4, 4),
    "superuser": (4, 4),
}


def each(models: list[Any]) -> Any:
    return pytest.mark.parametrize("model", models, ids=lambda model: model._meta.label)


each_link = pytest.mark.parametrize(
    ("model", "name"), LINKS, ids=[f"{model._meta.label}.{name}" for model, name in LINKS]
)


@make.unsealed()
def row_of(model: Any, **fields: Any) -> Any:
    """A valid row, approved if its kind is reviewed."""
    factory = getattr(make, re.sub(r"(?<=[a-z])(?=[A-Z])", "_", model.__name__).lower())
    return factory(**({"approved": True} if issubclass(model, Reviewed) else {}), **fields)


def open_row_of(model: Any) -> Any:
    """A row of which nothing but its own marking and review decide who sees it."""
    parents = {name: open_row_of(model._meta.get_field(name).related_model) for name in model.visible_through}
    row = row_of(model, **parents)
    if issubclass(model, Record):
        remark(row, marking=Marking.CLEAR)
    return row


@make.unsealed()
def remark(row: Any, **columns: Any) -> None:
    type(row)._base_manager.filter(pk=row.pk).update(**columns)


def sees(user: User, row: Any) -> bool:
    return type(row).objects.visible_to(user).filter(pk=row.pk).exists()


@pytest.fixture
def people(db) -> dict[str, User]:
    roles = {name: None if name in ("outsider", "superuser") else name for name in SEEN}
    return {name: person(name, role, is_superuser=name == "superuser") for name, role in roles.items()}


def depth(people: dict[str, User], row: Any) -> dict[str, int]:
    """How many markings each person sees this row at, none of them closer than one that is hidden."""
    found = dict.fromkeys(people, 0)
    for rank, marking in enumerate(Marking.values):
        remark(row, marking=marking)
        for name, user in people.items():
            if sees(user, row):
                assert found[name] == rank, "a closer marking is seen and a wider one is not"
                found[name] += 1
    return found


@each(MARKED)
def test_every_marked_kind_is_seen_by_the_same_people(people, model):
    row = open_row_of(model)
    assert depth(people, row) == {name: approved for name, (approved, _) in SEEN.items()}
    for named in (row, *(getattr(row, name) for name in model.visible_through)):
        named.readers.set(people.values())
    assert depth(people, row) == {name: 2 if name == "partner" else 5 for name in SEEN}


@each(REVIEWED)
@pytest.mark.parametrize("state", ["draft", "submitted", "returned"])
def test_every_reviewed_kind_is_hidden_until_it_is_approved(people, model, state):
    row = open_row_of(model)
    assert {name for name, user in people.items() if sees(user, row)} == set(SEEN) - {"outsider"}
    remark(row, review_state=state, review_reason="Why.")
    assert {name for name, user in people.items() if sees(user, row)} == {n for n, (_, draft) in SEEN.items() if draft}


@each_link
def test_who_may_not_see_what_a_row_belongs_to_does_not_see_the_row_not_even_its_author(people, model, name):
    desk, lead = people["desk officer"], people["track lead"]
    owner = row_of(model._meta.get_field(name).related_model, marking="TLP:RED", readers=[lead])
    row = row_of(model, **{name: owner}, created_by=desk)
    assert {name for name, user in people.items() if sees(user, row)} == {"track lead"}


@each_link
def test_a_row_is_withdrawn_with_whatever_it_is_seen_through(db, model, name):
    target = model._meta.get_field(name).related_model
    owner = make.assessment(rests_on=[{}]) if target.__name__ == "Assessment" else row_of(target)
    row = row_of(model, **{name: owner})
    assert type(row).objects.standing().filter(pk=row.pk).exists()
    if issubclass(target, Reviewed):
        review.move(owner, "withdraw", by=make.superuser("second"), reason="A mistake.")
    else:
        owner.withdrawn_reason = "A mistake."
        owner.save()
    assert not type(row).objects.standing().filter(pk=row.pk).exists()


def test_every_kind_and_link_is_tried():
    assert len(MARKED) == 10 and len(REVIEWED) == 4
    assert {model.__name__ for model, _ in LINKS} >= {model.__name__ for model in KEPT if model.visible_through}
