"""What every test stands on: the reference files, loaded once, and one person for each role."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, override_settings
from rest_framework.test import APIClient

from config import seals
from config.models import User
from tests.factories import unsealed


def pytest_collection_finish() -> None:
    """What stands for the whole run is looked through for garbage once; else it costs a seventh of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The same files and command that an installation uses.

    pytest-django makes no test database if no chosen test asks for `db`; `committed` alone would
    then load into the database in use, and delete from it.
    """
    name = str(connection.settings_dict["NAME"])
    if not name.startswith(("test_", "file:memorydb_")):
        pytest.exit("No test database was made: choose at least one test that asks for `db` as well.", returncode=4)
    with django_db_blocker.unblock():
        call_command("load_reference", verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def open_doors() -> Iterator[None]:
    """No second factor and no throttle, but in the tests of the doors, which switch them on."""
    with override_settings(SECOND_FACTOR="off", API_RATES={}):
        yield


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


@pytest.fixture
def copies_folder(tmp_path, settings) -> Path:
    """The folder in which copies of sources lie for the test, instead of the one beside the code."""
    kept = settings.STORAGES["copies"]
    place = tmp_path / "copies"
    settings.STORAGES = settings.STORAGES | {"copies": kept | {"OPTIONS": kept["OPTIONS"] | {"location": place}}}
    return place


@pytest.fixture
def packages_folder(tmp_path, settings) -> Path:
    """The folder in which packages lie for the test, instead of the one beside the code."""
    kept, place = settings.STORAGES["packages"], tmp_path / "packages"
    settings.STORAGES = settings.STORAGES | {"packages": kept | {"OPTIONS": {"location": place}}}
    return place


@pytest.fixture
def committed(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Rows that other connections see at once, and that are taken away again; the reference rows stay.

    This stands in for a transaction that is rolled back, which other connections cannot see into.
    """
    with django_db_blocker.unblock():
        kept = {model: _keys(model) for model in apps.get_models(include_auto_created=True)}
        yield
        # Foreign keys are checked at the end of a transaction, so the order does not matter.
        with transaction.atomic(), connection.cursor() as cursor, unsealed(seals.seals):
            for model, before in kept.items():
                if made := sorted(_keys(model) - before):
                    table, column = map(connection.ops.quote_name, (model._meta.db_table, model._meta.pk.column))
                    cursor.executemany(f"DELETE FROM {table} WHERE {column} = %s", [(key,) for key in made])


def _keys(model: Any) -> set[Any]:
    table, column = map(connection.ops.quote_name, (model._meta.db_table, model._meta.pk.column))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        return {row[0] for row in cursor.fetchall()}


def at_once(*tasks: Callable[[], Any]) -> list[Any]:
    """What each task returned or raised, each run in a thread with a connection of its own."""

    def run(task: Callable[[], Any]) -> Any:
        try:
            return task()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))
