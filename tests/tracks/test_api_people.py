"""Names of private persons: in no answer, and not to be found out by asking."""

from __future__ import annotations

import pytest

from tests import factories as make
from tests.config import api_routes as api
from tracks.models import Listing

NAMES = {"name": "Xenia Privatname", "name_original": "زینب خصوصی", "name_variants": "Zhenya\nXenja"}


@pytest.fixture
def private(db):
    """A private person with a post, a listing and an attendance."""
    person = make.person(public_office=False, note="Wortzuviel", **NAMES)
    make.post(person=person)
    make.attendance(person=person)
    Listing.objects.create(
        person=person, sanctions_list="un_1988", list_reference="TAi.999", name_as_listed="Privatname, Xenia"
    )
    return person


def publish(person) -> None:
    person.public_office = True
    person.save()


def test_a_private_name_is_in_no_answer_and_a_public_one_is(private, ask, desk):
    words = ("Privatname", "خصوصی", "Zhenya")
    for route in api.NAMES:
        text = ask(desk).get(api.address(route)).content.decode()
        assert not any(word in text for word in words), route
    publish(private)
    shown = {
        route: any(word in ask(desk).get(api.address(route)).content.decode() for word in words) for route in api.NAMES
    }
    assert {route for route, found in shown.items() if found} == {
        "people",
        "posts",
        "listings",
        "attendances",
        "meetings",
    }


def test_what_colleagues_note_on_a_person_is_in_no_answer(private, ask, desk):
    publish(private)
    for route in api.NAMES:
        assert "Wortzuviel" not in ask(desk).get(api.address(route)).content.decode()


def test_a_private_persons_row_is_the_reference_without_a_name(private, ask, desk):
    (row,) = api.listed(ask(desk), "people")["results"]
    assert row["ref"] == private.pk
    assert [row[name] for name in ("name", "name_original", "name_variants")] == [None, None, None]
    assert [listing["name_as_listed"] for listing in row["listings"]] == [None]
    (listing,) = api.listed(ask(desk), "listings")["results"]
    assert (listing["person"], listing["name_as_listed"]) == ({"ref": private.pk, "label": None}, None)


@pytest.mark.parametrize("words", ["Xenia", "privatname", "x", "خصوصی", "Zhenya"])
def test_a_private_person_is_not_found_by_name(words, private, ask, desk):
    assert api.keys(ask(desk), "people", search=words) == []
    assert private.pk not in api.csv_of(ask(desk), "people", search=words).decode()
    publish(private)
    assert api.keys(ask(desk), "people", search=words) == [private.pk]


def test_the_order_of_people_does_not_follow_their_names(ask, desk):
    columns = {column.lstrip("-") for column in api.ROUTES["people"].ordering_columns}
    assert columns == {"ref", "created_at", "updated_at"}
