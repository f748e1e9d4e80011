"""What `export --due` does: repair what was broken off, make what is missing, remove what is kept no longer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..models import Profile, Run
from ..packages import Period
from .alerts import alert_without_run
from .claims import Made, Taken
from .due import missing
from .failures import Refused, logger, words_of
from .making import make
from .retention import remove_outlived, repair


@dataclass(frozen=True)
class Told:
    """One thing that came of it: a run, or the words why there is none; whether it is a failure."""

    words: str
    run: Run | None = None
    failed: bool = False


def wanted(now: dt.datetime) -> list[tuple[Profile, Period]]:
    """Every package that is due and missing, the oldest first."""
    found = [(profile, period) for profile in Profile.objects.standing() for period in missing(profile, now)]
    return sorted(found, key=lambda one: (one[1].start, one[1].end, one[0].code))


def make_due(
    now: dt.datetime, *, how: str, progress: Callable[[Profile, Period], Any] = lambda profile, period: None
) -> Iterator[Told]:
    """Make what is due and missing, and tell of each as it comes.

    Where one is not made, later ones of that profile wait, since each tells its changes against the one before.
    What fails for one profile is told to those whom it names, and stops no other.
    """
    waiting: set[str] = set()
    for run, cleared in repair(now):
        if not cleared:
            waiting.add(run.profile_id)
        yield Told(f"{run}: {run.error} It is tried again.", run, failed=not cleared)
    for profile, period in wanted(now):
        if profile.code not in waiting:
            told = _make(profile, period, how=how, now=now, progress=progress(profile, period))
            if told.run is None or told.failed:
                waiting.add(profile.code)
            if told.words:
                yield told
    for profile in Profile.objects.all():
        yield from _removed(profile, now)


def _removed(profile: Profile, now: dt.datetime) -> Iterator[Told]:
    try:
        for run in remove_outlived(profile, now):
            yield Told(f"{run}: its files are removed, as its profile says how long they are kept.", run)
    except Exception as error:  # Each kind of storage has errors of its own.
        logger.error("Old packages of the profile %s were not removed.", profile.code, exc_info=error)
        words = f"{profile.code}: packages that are kept no longer were not removed. {words_of(error)}"
        alert_without_run(profile, words)
        yield Told(words, failed=True)


def _make(profile: Profile, period: Period, **options: Any) -> Told:
    name = f"{profile.code} {period.label}"
    try:
        run = make(profile, period, **options)
    except Made as made:  # By another program, since it was looked for.
        return Told("", made.run)
    except Taken as error:
        return Told(f"{name}: {error}")
    except Refused as error:
        return _refused(profile, f"{name}: {error}")
    if run.state != Run.State.DONE:
        return Told(f"{name}: {run.error}", run, failed=True)
    return Told(f"{name}: {told_of(run)}", run)


def _refused(profile: Profile, words: str) -> Told:
    """A failure, unless somebody switched the profile off since it was looked for."""
    if not Profile.objects.standing().filter(pk=profile.pk).exists():
        return Told(words)
    alert_without_run(profile, words)
    return Told(words, failed=True)


def told_of(run: Run) -> str:
    """What a run made, and how fast."""
    seconds = run.duration.total_seconds() if run.duration else 0
    rate = f", {(run.rows or 0) / seconds:,.0f} rows a second" if seconds >= 0.1 else ""
    return f"{run.rows:,} rows in {seconds:.1f} s{rate}; {run.place}/{run.name}"
