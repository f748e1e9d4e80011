"""That one package is made by one program at a time, and that a killed one does not block it for good.

On PostgreSQL a session's advisory lock says who is at it: it ends with the connection, so a run that says
“running” and whose lock is free belongs to a program that died. Elsewhere a lease says so: whoever is at it
renews it every few seconds, and once it has run out the run may be taken over.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from ..models import Profile, Run
from ..packages import Period

LEASE = dt.timedelta(seconds=60)
BEAT = 10.0  # Seconds between two renewals.


class Taken(Exception):
    """Somebody else makes this package just now."""


class Made(Exception):
    """There is this package already."""

    def __init__(self, run: Run):
        super().__init__(f"The package {run} was made on {run.finished_at:%Y-%m-%d %H:%M} UTC.")
        self.run = run


@contextmanager
def alone(profile: Profile, period: Period) -> Iterator[None]:
    """Within this block nobody else makes the package, where the database has locks. Raises Taken."""
    if connection.vendor != "postgresql":
        yield
        return
    key = _key(profile, period)
    if not _ask("SELECT pg_try_advisory_lock(%s)", key):
        raise Taken(f"The package {profile.code} {period.label} is being made by another program.")
    try:
        yield
    finally:
        try:
            _ask("SELECT pg_advisory_unlock(%s)", key)
        except DatabaseError:  # The connection is lost or its transaction broken; the lock ends with it.
            connection.close()


def _key(profile: Profile, period: Period) -> int:
    digest = hashlib.sha256(f"package:{profile.code}:{period.label}".encode()).digest()
    return int.from_bytes(digest[:8], signed=True)


def _ask(statement: str, key: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, [key])
        return bool(cursor.fetchone()[0])


def claim(profile: Profile, period: Period, *, again: bool, **facts: Any) -> Run:
    """The run that the caller makes from now on; one that failed, or whose maker died, is taken over.

    Raises Made if there is the package already and it shall not be made again, Taken if somebody is at it.
    """
    now = timezone.now()
    facts |= {"state": Run.State.RUNNING, "started_at": now, "finished_at": None, "lease_until": now + LEASE}
    try:
        with transaction.atomic():
            found = Run.objects.select_for_update().filter(profile=profile, period=period.label)
            runs = list(found.order_by("-number"))
            if not runs:
                return _begin(profile, period, 1, facts)
            run, made = runs[0], (Run.State.DONE, Run.State.REMOVED)
            if not again and (done := next((one for one in runs if one.state in made), None)):
                raise Made(done)
            if run.state in made:
                return _begin(profile, period, run.number + 1, facts | {"known_at": run.known_at})
            if run.state == Run.State.RUNNING and not is_dead(run, now):
                raise Taken(f"The package {run} is being made by another program.")
            for name, value in facts.items():
                setattr(run, name, value)
            run.attempts += 1
            run.save()
            return run
    except IntegrityError as error:  # Somebody began at the same moment.
        raise Taken(f"The package {profile.code} {period.label} is being made by another program.") from error


def _begin(profile: Profile, period: Period, number: int, facts: dict[str, Any]) -> Run:
    run = Run(profile=profile, period=period.label, starts_on=period.start, number=number, **facts)
    run.full_clean(validate_unique=False, validate_constraints=False)
    run.save(force_insert=True)
    return run


def is_dead(run: Run, now: dt.datetime) -> bool:
    """Whether a run that says “running” has no maker any more; on PostgreSQL the caller holds its lock."""
    return connection.vendor == "postgresql" or run.lease_until is None or run.lease_until <= now


def mine(run: Run) -> Any:
    """The run in the database, as long as it is still this attempt's."""
    return Run.objects.filter(pk=run.pk, attempts=run.attempts, state=Run.State.RUNNING)


@contextmanager
def alive(run: Run) -> Iterator[None]:
    """Renew the lease of the run until the block ends, where it counts."""
    if connection.vendor == "postgresql":
        yield
        return
    ended = threading.Event()
    beating = threading.Thread(target=_beat, args=(run, ended), daemon=True)
    beating.start()
    try:
        yield
    finally:
        ended.set()
        beating.join()


def _beat(run: Run, ended: threading.Event) -> None:
    while not ended.wait(BEAT):
        try:
            mine(run).update(lease_until=timezone.now() + LEASE)
        except DatabaseError:  # Somebody writes for long; nobody can take the run over meanwhile either.
            continue
        finally:
            connection.close()
