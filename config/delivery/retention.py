"""What becomes of packages: old ones are removed as their profile says, broken-off ones are cleared away."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator

from django.db import DatabaseError, transaction

from .. import trace
from ..models import Profile, Run
from ..packages import Period
from .claims import Taken, alone, is_dead
from .failures import fail, fail_in_words
from .places import Place, packages

LENGTH = 32  # Of the mark of a run.
REMOVING = dt.timedelta(hours=1)  # Another machine may just be at the removal of what is younger.


def outlived(profile: Profile, now: dt.datetime) -> list[Run]:
    """The packages of the profile that are kept no longer. The newest stays: the next tells its changes against it."""
    kept = list(profile.runs.filter(state=Run.State.DONE).order_by("-starts_on", "-number"))
    too_many = kept[profile.keep_count :] if profile.keep_count else []
    before = now - dt.timedelta(days=profile.keep_days) if profile.keep_days else None
    too_old = [run for run in kept[1:] if before and run.finished_at and run.finished_at < before]
    return list(dict.fromkeys([*too_many, *too_old]))


def remove_outlived(profile: Profile, now: dt.datetime) -> Iterator[Run]:
    """Remove the files of what is kept no longer, one package at a time; the runs stay and say so."""
    for run in outlived(profile, now):
        with transaction.atomic():
            still = Run.objects.select_for_update(no_key=True).filter(pk=run.pk, state=Run.State.DONE).first()
            if still is None:
                continue
            packages().remove(still.place)
            Run.objects.filter(pk=run.pk).update(state=Run.State.REMOVED, removed_at=now)
            still.refresh_from_db()
            words = f"Removed the files of the package {still}, as its profile says how long they are kept."
            trace.note(trace.Kind.GIVEN_OUT, words, about=still)
        yield still


def repair(now: dt.datetime) -> list[tuple[Run, bool]]:
    """Say of runs whose makers died that they failed, and clear away what they left.

    Gives those runs, and of each whether all could be cleared away; one that could not stops no other.
    """
    repaired = []
    for run in Run.objects.filter(state=Run.State.RUNNING).select_related("profile"):
        try:
            with alone(run.profile, Period.parse(run.period)):
                if clear_if_dead(run, packages(), now):
                    repaired.append((run, True))
        except (Taken, DatabaseError):  # It may be alive: the next run looks again.
            continue
        except Exception as error:  # Each kind of storage has errors of its own.
            fail(run, error)
            repaired.append((run, False))
    packages().clear("gone", unless_since=now - REMOVING)
    clear_behind_ended(packages())
    return repaired


def clear_behind_ended(place: Place) -> None:
    """Clear away the workshops of runs that are done or failed: their makers were killed at their last step.

    Folders are listed before the runs are asked for, outside of a transaction: a run is there as running
    before its folder is, and whoever begins it anew writes in another.
    """
    left = {folder: mark for folder, mark in place.left().items() if len(mark) == LENGTH}
    ended = Run.objects.exclude(state=Run.State.RUNNING).filter(pk__in=set(left.values()))
    marks = {key.hex for key in ended.values_list("pk", flat=True)} if left else set()
    for folder, mark in left.items():
        if mark in marks:
            shutil.rmtree(folder, ignore_errors=True)


def clear_if_dead(run: Run, place: Place, now: dt.datetime) -> bool:
    """Clear away what a dead maker left, and say that its run failed."""
    with transaction.atomic():
        still = Run.objects.select_for_update(no_key=True).filter(pk=run.pk, state=Run.State.RUNNING).first()
        if still is None or not is_dead(still, now):
            return False
        place.clear(still.pk.hex)
        place.remove(still.where)
    fail_in_words(still, "It was broken off: the program that made it ended without a word.")
    run.refresh_from_db()
    return True
