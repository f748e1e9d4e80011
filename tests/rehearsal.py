"""The container files, taken step by step without Docker: `make rehearse`, on PostgreSQL.

What is run is read from Dockerfile and docker-compose.yml, so a step that does not work
there does not work here. Only places differ: `/opt/venv`, `/app` and `/run/secrets` lie in
a temporary folder, the database is one that is made for the occasion, and the port is free.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.container import ROOT, arguments, command_of, compose, compose_commands, environment, instructions

HOST = "tracks.example.org"
PATIENCE = 60  # seconds for the server to answer


class Place:
    """A folder that stands for the file system of the container."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.app, self.venv, self.secrets = folder / "app", folder / "venv", folder / "secrets"
        self.app.mkdir()
        # The image has `python` before it has a virtual environment.
        (folder / "bin").mkdir()
        (folder / "bin" / "python").symlink_to(os.path.realpath(sys.executable))
        self.environment = {"PATH": f"{folder / 'bin'}:/usr/local/bin:/usr/bin:/bin"}

    def here(self, text: str) -> str:
        """The text with the container's places replaced by ours."""
        ours = {"/opt/venv": self.venv, "/app": self.app, "/run/secrets": self.secrets}
        return re.sub("|".join(ours), lambda theirs: str(ours[theirs[0]]), text)

    def set(self, variables: dict[str, str]) -> None:
        for name, value in variables.items():
            self.environment[name] = self.here(value).replace("$PATH", self.environment["PATH"])

    def copy(self, names: list[str]) -> None:
        for name in names:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, self.app / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / name, self.app / name)

    def run(self, command: list[str], **variables: str) -> str:
        done = subprocess.run(
            [self.here(word) for word in command],
            cwd=self.app,
            env=self.environment | variables,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout


@pytest.fixture(scope="module")
def image(tmp_path_factory) -> Place:
    """The image as the Dockerfile builds it."""
    place = Place(tmp_path_factory.mktemp("image"))
    for keyword, rest in instructions():
        if keyword in ("ENV", "ARG"):
            place.set(environment(rest))
        elif keyword == "COPY" and not rest.startswith("--from"):
            place.copy(rest.split()[:-1])
        elif keyword == "RUN":
            place.run(["sh", "-c", rest])
    return place


@pytest.fixture(scope="module")
def database():
    """The address of an empty database on the server that DATABASE_URL names."""
    server = urlsplit(os.environ.get("DATABASE_URL", ""))
    if not server.scheme.startswith("postgres"):
        pytest.fail("Give DATABASE_URL of a PostgreSQL, e.g. DATABASE_URL=postgres://postgres@127.0.0.1:5432/tracks")
    name = f"{server.path[1:]}_rehearsal"
    with psycopg.connect(urlunsplit(server._replace(path="/postgres")), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
        yield Database(urlunsplit(server._replace(path=f"/{name}")), name, connection)
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


class Database:
    def __init__(self, url: str, name: str, server: psycopg.Connection):
        self.url, self.name, self.server = url, name, server

    def let_in(self, allowed: bool) -> None:
        self.server.execute(f'ALTER DATABASE "{self.name}" WITH ALLOW_CONNECTIONS {str(allowed).lower()}')
        if not allowed:  # A worker keeps its connection for a minute.
            end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
            self.server.execute(end, [self.name])


@pytest.fixture(scope="module")
def settings(image, database) -> dict[str, str]:
    """The environment of the services, their secrets made by `make secrets`."""
    subprocess.run(["make", "--silent", "secrets", f"SECRETS={image.secrets}"], cwd=ROOT, check=True)
    (image.secrets / "database_url").write_text(f"{database.url}\n", encoding="utf-8")
    given = compose()["services"]["web"]["environment"]
    return {name: default_of(value) or image.here(value) for name, value in given.items()}


def default_of(value: str) -> str:
    """What stands for a variable of the person who starts the services: its default, or a host."""
    if not value.startswith("${"):
        return ""
    return value.removesuffix("}").partition(":-")[2] or HOST


@pytest.fixture(scope="module")
def migrated(image, settings) -> str:
    """What the one-shot service said when it ran a second time, as on an upgrade."""
    image.run(compose_commands()["migrate command"], **settings)
    return image.run(compose_commands()["migrate command"], **settings)


@pytest.fixture(scope="module")
def port(image, settings, migrated):
    """The port of the server, started by the image's command and healthy by its probe."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    before = files(image.app)
    (command,) = arguments("CMD")
    where = {"cwd": image.app, "env": image.environment | settings | {"PORT": str(number)}}
    server = subprocess.Popen(command_of(command), **where)
    begin = time.monotonic()
    while not healthy(where):
        assert server.poll() is None, "The server ended by itself; see above."
        assert time.monotonic() - begin < PATIENCE, f"The server is not healthy after {PATIENCE} s."
        time.sleep(0.5)
    yield number
    server.terminate()
    assert server.wait(timeout=PATIENCE) == 0
    assert files(image.app) == before, "The server wrote where the container's disk is read-only."


def healthy(where) -> bool:
    (probe,) = arguments("HEALTHCHECK")
    command = command_of(probe)
    # On a machine the program is found by our PATH, before the environment of the child counts.
    command[0] = shutil.which(command[0], path=where["env"]["PATH"]) or command[0]
    return subprocess.run(command, **where, check=False).returncode == 0


def files(folder: Path) -> set[tuple[Path, int]]:
    return {(path, path.stat().st_mtime_ns) for path in folder.rglob("*")}


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    text: str


def ask(port: int, path: str, **headers: str) -> Answer:
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", path, headers={"Host": HOST} | {k.replace("_", "-"): v for k, v in headers.items()})
        answer = connection.getresponse()
        return Answer(answer.status, dict(answer.getheaders()), answer.read().decode())


SECURE = {"X_Forwarded_Proto": "https"}


def test_gunicorn_accepts_its_configuration(image, settings):
    image.run([*command_of(*arguments("CMD")), "--check-config"], **settings)


def test_the_database_is_found_ready_by_its_probe(database):
    server = urlsplit(database.url)
    where = {"PGHOST": server.hostname or "", "PGPORT": str(server.port or 5432)}
    subprocess.run(compose_commands()["db healthcheck"], env=os.environ | where, check=True)


def test_migrating_and_loading_the_framework_again_changes_nothing(migrated):
    assert "No migrations to apply." in migrated
    assert "in all: 0 created, 0 updated," in migrated


def test_what_is_due_is_made_by_the_command_of_its_service(image, settings, migrated):
    loop = compose_commands()["packages command"][-1]
    once = re.fullmatch(r"while true; do (.*); sleep \d+; done", loop)[1]
    assert image.run(["sh", "-c", once], **settings) == "Nothing is due.\n"


def test_the_server_is_healthy_whatever_the_transport(port):
    answer = ask(port, "/healthz")
    assert (answer.status, answer.text) == (200, "ok")


def test_the_server_sends_the_browser_to_https_and_signs_it_in_there(port):
    assert ask(port, "/admin/").headers["Location"] == f"https://{HOST}/admin/"
    page = ask(port, "/admin/login/", **SECURE)
    assert page.status == 200
    assert page.headers["Strict-Transport-Security"]
    sheet = re.search(r'rel="stylesheet" href="(/static/[^"]+)"', page.text)[1]
    assert "immutable" in ask(port, sheet, **SECURE).headers["Cache-Control"]


def test_the_server_answers_to_its_own_names_only(port):
    assert ask(port, "/healthz", Host="elsewhere.example.org").status == 400


def test_without_the_database_the_server_says_that_it_is_not_healthy(port, database):
    database.let_in(False)
    try:
        answer = ask(port, "/healthz")
        assert (answer.status, answer.text) == (503, "unavailable")
    finally:
        database.let_in(True)
    assert ask(port, "/healthz").status == 200
