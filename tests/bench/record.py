"""Scratch databases of two sizes, filled in bulk, and what it takes to measure on them.

A benchmark measures at both sizes by turns in one run, because the ratio of two measurements
of one run says something and a wall time says little. Nothing here judges or asserts a time.
"""

from __future__ import annotations

import datetime as dt
import itertools
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg
from django.core.management import call_command
from django.db import connection

SIZES = (2_000, 40_000)
ROUNDS = 9
FIRST_DAY = dt.date(2021, 8, 15)
DAYS = 1_500  # Many developments share a day, as in a real record.
NARRATIVE = ("What was seen, by whom, and what it rests on; the figures are in the reading. " * 7)[:490]


def for_each_database(script: str) -> None:
    """Run the script's measurements on SQLite, and on the PostgreSQL server that DATABASE_URL names."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # So that scratch databases are dropped then, too.
    urls = [""]
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        urls.append(os.environ["DATABASE_URL"])
    for url in urls:
        with _scratch_server(url) as scratch:
            run_apart(script, "measure", scratch, capture=False)


def run_apart(script: str, task: str, url: str, *, capture: bool = True) -> str:
    """The output of a task of the script in a process of its own, on the database at `url`."""
    environment = os.environ | {"DATABASE_URL": url, "DEBUG": "0", "LOG_LEVEL": "ERROR"}
    done = subprocess.run(
        [sys.executable, script, task],
        env=environment,
        check=True,
        text=True,
        stdout=subprocess.PIPE if capture else None,
    )
    return done.stdout


def start() -> None:
    """Django, on the database that DATABASE_URL names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    warnings.filterwarnings("ignore", "No directory at")  # Nothing is served here, so nothing was collected.
    for rate in ("API_RATE_USER", "API_RATE_CSV"):
        os.environ.setdefault(rate, "100000/sec")  # What is measured is the answer, not the wait for it.
    django.setup()


@contextmanager
def _scratch_server(url: str) -> Iterator[str]:
    """The address of an empty database that is gone afterwards."""
    if not url:
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/small.sqlite3"
        return
    name = f"tracks_bench_{os.getpid()}"
    with _server(url) as server:
        try:
            server.execute(f'CREATE DATABASE "{name}"')
            yield _at(url, name)
        finally:
            for made in (name, f"{name}_large"):
                server.execute(f'DROP DATABASE IF EXISTS "{made}" WITH (FORCE)')


def _server(url: str) -> psycopg.Connection:
    return psycopg.connect(_at(url, "postgres"), autocommit=True)


def _at(url: str, name: str) -> str:
    """The address of another database of the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


class Databases:
    """The same record at both sizes, in two databases of one server; `fill` makes rows from one number to another."""

    def __init__(self, sizes: tuple[int, int] = SIZES, fill: Callable[[int, int], None] | None = None) -> None:
        small, large = sizes
        fill = fill or add_developments
        self.names = {small: str(connection.settings_dict["NAME"])}
        call_command("migrate", verbosity=0)
        call_command("load_reference", verbosity=0)
        self.headers = _reader()
        fill(0, small)
        self.names[large] = self._copy(self.names[small])
        self.use(large)
        fill(small, large)

    @staticmethod
    def _copy(name: str) -> str:
        if connection.vendor == "sqlite":
            copy = name.replace("small", "large")
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [copy])
            return copy
        connection.close()
        with _server(os.environ["DATABASE_URL"]) as server:
            server.execute(f'CREATE DATABASE "{name}_large" TEMPLATE "{name}"')
        return f"{name}_large"

    def use(self, size: int) -> None:
        """From now on everything is read from the database of this size."""
        connection.close()
        connection.settings_dict["NAME"] = self.names[size]
        connection.ensure_connection()

    def url(self, size: int) -> str:
        """The address of the database of this size, for another process."""
        name = self.names[size]
        return f"sqlite:///{name}" if connection.vendor == "sqlite" else _at(os.environ["DATABASE_URL"], name)

    def by_turns(self, rounds: int = ROUNDS, **tasks: tuple[int, Callable[[], Any]]) -> dict[str, float]:
        """The median seconds of each task, which is done on the database of its size.

        Each turn does it twice and measures the second, since a new connection begins cold.
        """
        seconds: dict[str, list[float]] = {name: [] for name in tasks}
        for _ in range(rounds):
            for name, (size, task) in tasks.items():
                self.use(size)
                task()
                begin = time.perf_counter()
                task()
                seconds[name].append(time.perf_counter() - begin)
        return {name: statistics.median(taken) for name, taken in seconds.items()}


def _reader() -> dict[str, str]:
    """A desk officer's token: it opens all that is built here."""
    from django.contrib.auth.models import Group

    from config.models import Token, User

    user = User.objects.create(username="desk")
    user.groups.add(Group.objects.get(name="desk officer"))
    return {"Authorization": f"Token {Token.objects.create(user, purpose='Bench', ceiling='TLP:AMBER+STRICT')[1]}"}


def add_developments(first: int, last: int) -> None:
    """Approved developments, each with one track and two indicators; some undo or follow an earlier one."""
    from config.models import User
    from config.refs import ALPHABET
    from rights.models import Indicator
    from tracks.models import Development, Track

    user = User.objects.get(username="desk")
    now = dt.datetime(2026, 1, 31, 8, 0, 0, 123456, tzinfo=dt.UTC)
    reviewed = {"submitted_by": user, "submitted_at": now, "reviewed_by": user, "reviewed_at": now}
    refs = [f"DEV-2026-{''.join(code)}" for code in itertools.islice(itertools.product(ALPHABET, repeat=6), last)]
    rows = []
    for number in range(first, last):
        row = Development(
            ref=refs[number],
            title=f"Development number {number}",
            narrative=NARRATIVE,
            date_from=FIRST_DAY + dt.timedelta(days=number * 7 % DAYS),
            scope="national",
            direction=("opening", "mixed", "deterioration")[number % 3],
            form="announced",
            review_state="approved",
            reverses_id=refs[number - 5] if number % 11 == 10 else None,
            follows_id=refs[number - 3] if number % 11 == 5 else None,
            **reviewed,
        )
        row.settle()
        rows.append(row)
    Development.objects.bulk_create(rows, batch_size=1000)
    tracks = list(Track.objects.values_list("pk", flat=True))
    indicators = list(Indicator.objects.values_list("pk", flat=True))
    on_track, on_indicator = Development.tracks.through, Development.indicators.through
    on_track._default_manager.bulk_create(
        [on_track(development_id=row.pk, track_id=tracks[n % len(tracks)]) for n, row in enumerate(rows)],
        batch_size=1000,
    )
    on_indicator._default_manager.bulk_create(
        [
            on_indicator(development_id=row.pk, indicator_id=indicators[(n + step) % len(indicators)])
            for n, row in enumerate(rows)
            for step in (0, 1)
        ],
        batch_size=1000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def line(what: str, measured: str, goal: str) -> None:
    """One line of the result: the goal stands beside it, the reader judges."""
    print(f"  {what:<48} {measured:<40} {goal}", flush=True)
