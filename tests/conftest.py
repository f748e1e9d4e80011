"""What every test stands on: the reference files, loaded once, and one person for each role."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from rest_framework.test import APIClient

from config.models import User


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The same files and command that an installation uses."""
    with django_db_blocker.unblock():
        call_command("load_reference", verbosity=0)


def person(username: str, role: str | None = None, **fields) -> User:
    """A user with a role's group, password-less (tests sign in by force)."""
    user = User.objects.create(username=username, is_staff=True, **fields)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def reader(db) -> User:
    return person("reader", "reader")


@pytest.fixture
def partner(db) -> User:
    return person("partner", "partner")


@pytest.fixture
def desk(db) -> User:
    return person("desk", "desk officer")


@pytest.fixture
def lead(db) -> User:
    return person("lead", "track lead")


@pytest.fixture
def administrator(db) -> User:
    return person("administrator", "administrator")


@pytest.fixture
def outsider(db) -> User:
    """Signs in, but has no role."""
    return person("outsider")


@pytest.fixture
def browse():
    """`browse(user)` is a test client signed in as that user."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def ask():
    """`ask(user)` is an API client that acts as that user."""

    def signed_in(user: User | None) -> APIClient:
        client = APIClient()
        if user:
            client.force_authenticate(user)
        return client

    return signed_in
