"""Making one package: claimed, written apart, placed at once, and written down; or failed, with nothing left."""

from __future__ import annotations

import datetime as dt
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from .. import trace
from ..models import Profile, Run
from ..packages import Period, Spec, Written, measured, write_package
from ..scales import Marking
from .approval import why_no_run
from .claims import alive, alone, claim, mine
from .contents import chosen
from .due import ready_at
from .failures import Refused, fail
from .places import Damaged, Place, files_in, packages


def make(
    profile: Profile,
    period: Period,
    *,
    how: str,
    who: Any = None,
    again: bool = False,
    hxl: bool = False,
    zipped: bool = False,
    now: dt.datetime | None = None,
    progress: Callable[..., None] | None = None,
) -> Run:
    """Make the package of a period; the run is done or failed.

    Raises Refused, without a run, for what nobody approved or has not settled; Made if there is the package
    already and `again` does not ask for another; Taken if another program makes it just now.
    """
    with alone(profile, period):
        profile = _as_it_stands(profile, period, now or timezone.now())
        facts = {
            "ceiling": profile.ceiling,
            "recipient": profile.recipient,
            "who": who,
            "how": f"{how} on {socket.gethostname()}"[:200],
            "eyes": profile.approved_by,
        }
        run = claim(profile, period, again=again, **facts)
        try:
            with alive(run):
                _make(run, period, hxl=hxl, zipped=zipped, progress=progress)
        except BaseException as error:
            fail(run, error)
            if not isinstance(error, Exception):
                raise
    return run


def _as_it_stands(profile: Profile, period: Period, now: dt.datetime) -> Profile:
    """The profile as it is now, and not when it was looked for. Raises Refused if it makes no such package."""
    profile = Profile.objects.select_related("approved_by").get(pk=profile.pk)
    if not profile.active:
        raise Refused(f"The profile {profile.code} is switched off.")
    if profile.approved_at is None:
        raise Refused(why_no_run(profile))
    ready = ready_at(profile, period)
    if now < ready:
        raise Refused(f"The package of {period.label} can be made from {ready:%Y-%m-%d %H:%M} (UTC) on.")
    return profile


def _make(run: Run, period: Period, *, hxl: bool, zipped: bool, progress: Any) -> None:
    profile, place = run.profile, packages()
    if words := why_no_run(profile):
        raise Refused(words)
    workshop = place.workshop(run.pk.hex)
    known_at = run.known_at or period.over(profile.delay_days)
    try:
        spec = Spec(
            profile=profile.code,
            title=profile.title,
            recipient=profile.recipient,
            reports=chosen(profile.reports),
            ceiling=Marking(profile.ceiling),
            personal=profile.personal,
            user=profile.approved_by,
            period=period,
            as_of=period.end,
            known_at=known_at,
            hxl=profile.hxl or hxl,
        )
        written = write_package(
            spec,
            workshop / "made",
            previous=_previous(run, place, workshop),
            zipped=profile.zipped or zipped,
            progress=progress,
        )
        _finish(run, place, workshop / "made", written, known_at)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _previous(run: Run, place: Place, workshop: Path) -> Path | Period | None:
    """The package of the latest earlier period, against which this one tells its changes; None if there was none.

    Where its files are there no more, it is its period, so that it is written again from the history.
    """
    made = (Run.State.DONE, Run.State.REMOVED)
    earlier = Run.objects.filter(profile=run.profile_id, state__in=made, starts_on__lt=run.starts_on)
    one = earlier.order_by("-starts_on", "-number").first()
    if one is None:
        return None
    folder = place.fetch(f"{one.place}/{one.name}", workshop / "previous") if one.state == Run.State.DONE else None
    if folder is None:
        return Period.parse(one.period)
    verify(one, folder)
    return folder


def verify(run: Run, folder: Path) -> None:
    """Raises Damaged if a file of the package is missing or is not as it was made."""
    for kept in run.files:
        if kept.get("archive"):
            continue
        path = folder / kept["name"]
        if not path.is_file() or measured(path) != (kept["bytes"], kept["sha256"]):
            raise Damaged(f"The package {run} is not as it was made ({kept['name']}): put it back from a backup.")


def _finish(run: Run, place: Place, folder: Path, written: Written, known_at: dt.datetime) -> None:
    """Place the package and say that it is done, as one."""
    where = run.where
    facts = {
        "state": Run.State.DONE,
        "finished_at": timezone.now(),
        "rows": written.rows,
        "known_at": known_at,
        "name": written.name,
        "files": described(written),
        "withheld": list(written.withheld),
        "digest": written.digest,
        "place": where,
        "error": "",
        "lease_until": None,
    }
    with transaction.atomic():
        if not list(mine(run).select_for_update(no_key=True)):
            raise Refused("Another program took the package over, since this one did not seem to be alive.")
        try:
            place.place(folder, where)
            mine(run).update(**facts)
            run.refresh_from_db()
            _note(run)
        except BaseException:
            place.remove(where)
            raise


def described(written: Written) -> list[dict[str, Any]]:
    """Every file of the package as it lies there. Raises Damaged if one is not as its writer says."""
    said = {file.name: file for file in written.files}
    found = []
    for name in files_in(written.path):
        path, own = written.path / name, said.pop(name, None)
        size, digest = measured(path)
        if own and (own.bytes, own.sha256) != (size, digest):
            raise Damaged(f"The file {name} is not as it was written.")
        found.append({"name": name, "rows": own.rows if own else None, "bytes": size, "sha256": digest})
    if said:
        raise Damaged(f"The files {', '.join(sorted(said))} are missing.")
    if written.archive:
        size, digest = measured(written.archive)
        found.append({"name": written.archive.name, "rows": None, "bytes": size, "sha256": digest, "archive": True})
    return found


def _note(run: Run) -> None:
    words = f"Made the package {run} for {run.recipient}, up to {run.ceiling}, {run.how}."
    trace.note(trace.Kind.GIVEN_OUT, words, who=run.who, about=run, rows=run.rows)
