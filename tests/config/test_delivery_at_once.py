"""Two machines at once make each package once, and a program that is killed leaves nothing that looks whole.

On PostgreSQL, with programs and connections of their own. KILLS says how often one is killed.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connection, connections

from config.delivery.claims import Made, Taken
from config.delivery.making import make
from config.models import Profile, Run
from config.packages import Period
from tests.conftest import at_once

from .delivering import NOVEMBER, OCTOBER, approved, due, lying, unfinished

KILLS = int(os.environ.get("KILLS", "10"))
ROUNDS = 20
SOME = ("provinces", "areas", "indicators", "treaties", "provisions", "meetings", "readings", "steps")
ROOT = Path(configured.BASE_DIR)
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}


@pytest.fixture(autouse=True)
def folder(packages_folder, committed):
    if connection.vendor != "postgresql":
        pytest.skip("An in-memory database is one program's own.")
    return packages_folder


def whole(folder: Path) -> list[str]:
    """The packages that look whole, each of which must be."""
    found = []
    for sums in sorted(path for path in folder.rglob("SHA256SUMS") if ".package-" not in str(path)):
        for line in sums.read_text().splitlines():
            digest, name = line.split("  ", 1)
            assert hashlib.sha256((sums.parent / name).read_bytes()).hexdigest() == digest, f"{sums.parent}: {name}"
        found.append(sums.parent.parent.relative_to(folder).as_posix())
    return found


# --- Two at once --------------------------------------------------------------------------------


def test_of_two_that_make_one_package_at_once_one_does(folder):
    approved(reports="areas")
    weeks = [Period.of("week", OCTOBER.start).before()]
    while len(weeks) < ROUNDS:
        weeks.append(weeks[-1].before())
    for week in weeks:

        def made(period: Period = week) -> Any:
            return make(Profile.objects.get(pk="partner"), period, how="by a test")

        first, other = at_once(made, made)
        done = [one for one in (first, other) if isinstance(one, Run)]
        assert [run.state for run in done] == ["done"], (first, other)
        assert any(isinstance(one, Taken | Made) for one in (first, other)), (first, other)
    assert Run.objects.filter(state="done", attempts=1, number=1).count() == Run.objects.count() == ROUNDS
    assert len(whole(folder)) == ROUNDS
    assert unfinished(folder) == []


def environment(folder: Path) -> dict[str, str]:
    """Of another program on the database of the test."""
    at = connection.settings_dict
    address = f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    return {"PATH": os.environ["PATH"], "DATABASE_URL": address, "PACKAGES_URL": str(folder)}


def test_two_programs_that_make_what_is_due_make_each_package_once(folder):
    for number in range(ROUNDS):
        approved(f"partner-{number:02d}", reports="areas", first_period="2026-10")
    words = [sys.executable, "manage.py", "export", "--due", "--now", NOVEMBER.isoformat()]
    programs = [subprocess.Popen(words, cwd=ROOT, env=environment(folder), **QUIET) for _ in range(2)]
    errors = [program.communicate(timeout=120)[1] for program in programs]
    assert [program.returncode for program in programs] == [0, 0], errors
    assert Run.objects.filter(state="done", attempts=1, number=1).count() == Run.objects.count() == ROUNDS
    assert len(whole(folder)) == len(lying(folder)) == ROUNDS
    assert unfinished(folder) == []


# --- Killed ---------------------------------------------------------------------------------------


def all_due() -> None:
    """What another program does; it begins with connections of its own.

    The loop of a browser test does not run on after a fork, so Django finds the connections again that this
    thread had before it. They are the parent's: they are neither used here nor closed.
    """
    inherited = [(one, one.connection) for one in connections.all(initialized_only=True)]
    for one, _ in inherited:
        one.connection = None
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    try:
        due()
    finally:
        os._exit(0)


def killed_after(seconds: float) -> bool:
    """Whether the program was still at it when it was killed."""
    connection.close()  # Or both would speak over one line.
    program = multiprocessing.get_context("fork").Process(target=all_due)
    program.start()
    program.join(seconds)
    was_alive = program.is_alive()
    if program.pid and was_alive:
        os.kill(program.pid, signal.SIGKILL)
    program.join()
    return was_alive


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_whoever_is_killed_at_any_moment_leaves_nothing_whole_and_the_next_run_repairs(folder):
    profile = approved(reports="\n".join(SOME), first_period="2026-10")
    begin = time.monotonic()
    assert make(profile, Period.parse("2025"), how="by a test").state == "done"
    takes = time.monotonic() - begin
    random.seed(20261105)
    killed = 0
    for number in range(KILLS):
        Run.objects.filter(period="2026-10").update(period=f"{1000 + number}")  # Set aside: it is missing again.
        killed += killed_after(random.uniform(0, 1.2 * takes))
        assert whole(folder) == lying(folder)
        repaired(folder)
    assert killed >= KILLS // 3, "most were at it when they were killed"


def repaired(folder: Path) -> None:
    """The next run makes it; the database may need a moment to notice that its client is dead."""
    end = time.monotonic() + 60
    due()
    while not Run.objects.filter(period="2026-10", state="done").exists():
        due()
        assert time.monotonic() < end, list(Run.objects.values_list("period", "state", "error"))
    run = Run.objects.get(period="2026-10")
    assert run.where in whole(folder)
    # What was just being taken away is left for an hour to whoever may be at it.
    assert [name for name in unfinished(folder) if not name.startswith(".package-gone-")] == []


# --- Full -------------------------------------------------------------------------------------------


def test_a_disk_that_is_really_full_leaves_nothing_and_with_room_it_is_made(folder):
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("Nobody here may mount a small disk.")
    try:
        profile = approved(reports="\n".join(SOME), first_period="2026-10")
        filling = folder / "filling"
        filling.write_bytes(b"\0" * 120 * 1024)
        run = make(profile, OCTOBER, how="by a test")
        assert (run.state, run.error[:17]) == ("failed", "The disk is full.")
        assert [path.name for path in folder.iterdir()] == ["filling"]
        filling.unlink()
        subprocess.run(["mount", "-o", "remount,size=8m", str(folder)], check=True)
        assert make(profile, OCTOBER, how="by a test").state == "done"
        assert whole(folder) == ["partner/2026-10"]
    finally:
        subprocess.run(["umount", str(folder)], check=True)
