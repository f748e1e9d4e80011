"""Passwords: what is asked of them, and those that an administrator gave, which are to be replaced."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.test import Client

from config.doors.passwords import Given
from config.models import User

from . import admin_pages as pages
from . import doors
from .test_doors_sessions import at, client

__all__ = ["client"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_hashes")]


def given(administrator, browse, user: User, password: str = "given by the office") -> Client:
    typed = {"usable_password": "true", "password1": password, "password2": password}
    where = f"/admin/config/user/{user.pk}/password/"
    assert browse(administrator).post(where, typed).status_code == 302
    client = Client()
    assert doors.typed(client, user.username, password).status_code == 302
    return client


def own(client: Client, old: str, new: str):
    sent = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post("/admin/password_change/", sent)


def test_a_password_that_an_administrator_chose_opens_nothing_until_one_has_chosen_ones_own(administrator, browse):
    user = doors.person()
    client = given(administrator, browse, user)
    for path in (doors.INSIDE, "/admin/", "/api/v1/docs/"):
        assert client.get(path)["Location"].startswith("/admin/password_change/"), path
    assert client.get("/api/v1/tracks/").status_code == 403
    assert "Somebody else chose the password" in client.get("/admin/password_change/").content.decode()
    again = Client()
    doors.typed(again, password="given by the office")
    assert again.get(doors.INSIDE).status_code == 302, "it stays given, however often it is used"
    assert own(client, "given by the office", "seven words of my own").status_code == 302
    assert client.get(doors.INSIDE).status_code == 200
    assert again.get(doors.INSIDE)["Location"].startswith(doors.LOGIN), "other sessions end"
    assert doors.told("access")[-2:] == [
        "Gave “amina” a password that is good until they choose their own, and for 3 days at most.",
        "Changed their own password.",
    ]


@pytest.mark.parametrize("shape", ["{}", "0{}"])
def test_nobody_gives_themselves_a_password_without_the_old_one(administrator, browse, shape):
    administrator.set_password(doors.PASSWORD)
    administrator.save()
    where = f"/admin/config/user/{shape.format(administrator.pk)}/password/"
    typed = {"usable_password": "true", "password1": "given to myself now", "password2": "given to myself now"}
    client = browse(administrator)
    for answer in (client.get(where), client.post(where, typed), client.post(where, {"usable_password": "false"})):
        assert answer["Location"] == "/admin/password_change/"
    assert "with the old one" in client.get("/admin/password_change/").content.decode()
    assert User.objects.get(pk=administrator.pk).check_password(doors.PASSWORD)


def test_a_password_that_was_given_ends_after_three_days_and_ones_own_does_not(administrator, browse):
    user = doors.person()
    with at(0):
        given(administrator, browse, user)
    with at(3 * 24 * 60 - 1):
        assert doors.typed(Client(), password="given by the office").status_code == 302
    with at(3 * 24 * 60):
        answer = doors.typed(Client(), password="given by the office")
        assert answer.status_code == 200
        assert "One that an administrator gave you ends after 3 days" in answer.content.decode()
    user.set_password(doors.PASSWORD)
    user.save()
    with at(30 * 24 * 60):
        assert doors.typed(Client()).status_code == 302


def test_a_given_password_of_which_nobody_knows_since_when_is_over():
    assert not check_password("given", make_password("given", salt="s" * 22, hasher=Given.algorithm))
    assert not check_password("given", make_password("given", salt="s" * 22 + ".x", hasher=Given.algorithm))
    assert check_password("given", make_password("given", hasher=Given.algorithm))
    assert len(make_password("given", hasher=Given.algorithm)) <= 128


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (doors.PASSWORD, "This is the password that you have now"),
        ("short words", "too short"),
        ("1234567890123", "entirely numeric"),
        ("aminullah-rahimi", "too similar"),
    ],
)
def test_the_rules_for_passwords_are_said_at_the_field(client, new, words):
    with at(1):
        answer = own(client, doors.PASSWORD, new)
        assert answer.status_code == 200
        assert words in answer.content.decode()
        assert User.objects.get(username="amina").check_password(doors.PASSWORD)


def test_the_page_of_ones_own_password_is_offered_to_everybody(client):
    with at(1):
        text = pages.text_of(client.get("/admin/your-sign-in/"))
    assert 'href="/admin/password_change/"' in text
