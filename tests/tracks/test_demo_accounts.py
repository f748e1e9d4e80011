"""The people of the demo record: nobody signs in as them unless a developer asked for it."""

from __future__ import annotations

import io

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from config.models import User
from tracks.demo.accounts import ACCOUNTS, PASSWORD, demo_accounts_closed
from tracks.management.commands import load_demo


@pytest.fixture(autouse=True)
def only_people(db, monkeypatch, settings):
    """The record itself is not needed here, nor are hashes that take long to compute."""
    monkeypatch.setattr(load_demo, "CHAPTERS", ())
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def load(*arguments: str) -> str:
    out = io.StringIO()
    call_command("load_demo", *arguments, stdout=out)
    return out.getvalue()


def who_can_sign_in() -> list[str]:
    return sorted(name for name in ACCOUNTS if authenticate(username=name, password=PASSWORD))


def test_without_being_asked_to_it_lets_nobody_sign_in():
    said = load()
    people = User.objects.filter(username__in=ACCOUNTS)
    assert {p.username: p.groups.get().name for p in people} == ACCOUNTS
    assert not any(p.has_usable_password() for p in people)
    assert who_can_sign_in() == []
    assert PASSWORD not in said


def test_accounts_are_refused_outside_development_and_nothing_is_made(settings):
    assert not settings.DEBUG
    with pytest.raises(CommandError, match="it needs DEBUG=1, never production"):
        load("--accounts")
    assert not User.objects.filter(username__in=ACCOUNTS).exists()


def test_in_development_the_accounts_can_sign_in_and_the_password_is_told(settings):
    settings.DEBUG = True
    said = load("--accounts")
    assert who_can_sign_in() == sorted(ACCOUNTS)
    assert f"Sign in as {', '.join(ACCOUNTS)}; the password of each is {PASSWORD}" in said


def test_people_who_are_there_already_keep_their_role_and_their_password(settings):
    load()
    desk = User.objects.get(username="desk")
    desk.set_password("of their own")
    desk.save()
    desk.groups.clear()
    load()
    desk.refresh_from_db()
    assert desk.check_password("of their own")
    assert not desk.groups.exists()
    settings.DEBUG = True
    load("--accounts")
    assert who_can_sign_in() == sorted(ACCOUNTS)


def test_production_is_told_which_demo_accounts_are_open(settings):
    settings.DEBUG = True
    load("--accounts")
    assert demo_accounts_closed(None, databases=["default"]) == []
    settings.DEBUG, settings.PRODUCTION = False, True
    (error,) = demo_accounts_closed(None, databases=["default"])
    assert (error.id, error.msg) == ("tracks.E001", f"Demo accounts can sign in: {', '.join(sorted(ACCOUNTS))}.")
    assert demo_accounts_closed(None) == []  # A check that may not ask the database.
    for user in User.objects.filter(username__in=ACCOUNTS):
        user.is_active = user.username == "reader"
        user.save()
    (error,) = demo_accounts_closed(None, databases=["default"])
    assert error.msg == "Demo accounts can sign in: reader."
    User.objects.filter(username="reader").update(is_active=False)
    assert demo_accounts_closed(None, databases=["default"]) == []
