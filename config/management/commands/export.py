"""`manage.py export`: the package of a profile and a period, or every package that is due and missing."""

from __future__ import annotations

import datetime as dt
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from config import emergency
from config.delivery.claims import Made, Taken
from config.delivery.failures import Refused, words_of
from config.delivery.giving import copy_to
from config.delivery.making import make
from config.delivery.places import Damaged
from config.delivery.retention import remove_outlived
from config.delivery.schedule import make_due, told_of
from config.imports.held import clear
from config.models import Profile, Run
from config.packages import Period


def a_period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error


def a_moment(text: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” is no moment; accepted: 2026-11-05, 2026-11-05T06:00 (UTC).") from error
    moment = moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    if moment > timezone.now():
        raise ArgumentTypeError(f"“{text}” is later than now; accepted: a moment that is past, in UTC by default.")
    return moment


class Command(BaseCommand):
    help = "Make the package of a profile and a period, or every package that is due and missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--profile", help="The code of the profile.")
        parser.add_argument("--period", type=a_period, help="2026-10, 2026-Q3, 2026 or 2026-W07; it must be over.")
        parser.add_argument("--out", type=Path, help="Put a copy into this folder too; made if it is missing.")
        parser.add_argument("--zip", action="store_true", help="Keep a ZIP beside it, whatever the profile says.")
        parser.add_argument("--hxl", action="store_true", help="Write HXL tags, whatever the profile says.")
        parser.add_argument("--again", action="store_true", help="Make it again, beside what was made.")
        parser.add_argument("--due", action="store_true", help="Make every package that is due and missing.")
        parser.add_argument("--now", type=a_moment, help="With --due: as if it were this moment (UTC).")

    def handle(self, **options: Any) -> None:
        self.check_options(options)
        emergency.refuse_commands_that(write=True)
        try:
            if options["due"]:
                self.all_due(options["now"] or timezone.now())
            else:
                self.one(options)
        except KeyboardInterrupt as error:
            raise CommandError(
                "Stopped. What was being made is not there; the next run makes it.", returncode=130
            ) from error

    def check_options(self, options: dict[str, Any]) -> None:
        alone = [f"--{name}" for name in ("profile", "period", "out", "zip", "hxl", "again") if options[name]]
        if options["due"] and alone:
            raise CommandError(f"--due makes what the profiles say; leave out {', '.join(alone)}.")
        if not options["due"] and not (options["profile"] and options["period"]):
            raise CommandError("Give --profile CODE and --period 2026-10, or --due.")
        if options["now"] and not options["due"]:
            raise CommandError("--now goes with --due.")

    def one(self, options: dict[str, Any]) -> None:
        profile, period = self.profile(options["profile"]), options["period"]
        wanted: dict[str, Any] = {name: options[name] for name in ("again", "hxl")} | {"zipped": options["zip"]}
        try:
            run = self.made(profile, period, wanted, may_be_there=bool(options["out"]))
            if options["out"]:
                self.stdout.write(f"{copy_to(run, options['out'], how='by command')}")
        except (Refused, Taken, Made, Damaged) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"--out {options['out']}: {words_of(error)}") from error
        self.clear(profile)

    def clear(self, profile: Profile) -> None:
        try:
            for gone in remove_outlived(profile, timezone.now()):
                self.stdout.write(f"{gone}: its files are removed, as its profile says how long they are kept.")
        except OSError as error:
            raise CommandError(f"Packages that are kept no longer were not removed. {words_of(error)}") from error

    def made(self, profile: Profile, period: Period, wanted: dict[str, Any], *, may_be_there: bool) -> Run:
        """The package, made now; or, to be copied, as it was made."""
        try:
            with self.progress() as begin:
                run = make(profile, period, how="by command", progress=begin(profile, period), **wanted)
        except Made as made:
            if not may_be_there:
                raise Refused(f"{made} Make it again, beside it, with --again.") from made
            if asked := [f"--{option}" for option, name in (("zip", "zipped"), ("hxl", "hxl")) if wanted[name]]:
                raise Refused(
                    f"{made} {' and '.join(asked)} cannot change it: leave that out to copy it as it was made, "
                    "or make it again, beside it, with --again."
                ) from made
            return made.run
        if run.state != Run.State.DONE:
            raise Refused(f"{run}: {run.error}")
        self.stdout.write(f"{run}: {told_of(run)}")
        return run

    def profile(self, code: str) -> Profile:
        profile = Profile.objects.filter(code=code).first()
        if profile is None:
            known = ", ".join(Profile.objects.standing().values_list("code", flat=True)) or "none yet"
            raise CommandError(f"--profile: there is no profile “{code}”; there are: {known}.")
        return profile

    def all_due(self, now: dt.datetime) -> None:
        clear()  # Files that were uploaded and never confirmed: this runs by the clock.
        failed, tried = [], 0
        with self.progress() as begin:
            for told in make_due(now, how="by schedule", progress=begin):
                tried += 1
                failed += [told] if told.failed else []
                stream = self.stderr if told.failed or told.run is None else self.stdout
                stream.write(told.words)
        if failed:
            raise CommandError(f"{len(failed)} package{'s' if len(failed) > 1 else ''} failed.")
        if not tried:
            self.stdout.write("Nothing is due.")

    @contextmanager
    def progress(self) -> Iterator[Callable[[Profile, Period], Any]]:
        """Begins a line for each package: a bar with rows and rate on a terminal, nothing elsewhere."""
        if not sys.stderr.isatty():
            yield lambda profile, period: None
            return
        columns = TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[said]}"), TimeElapsedColumn()
        with Progress(*columns, transient=True, console=Console(stderr=True)) as bar:
            yield lambda profile, period: Counted(bar, f"{profile.code} {period.label}")


class Counted:
    """Shows how many rows are written, and how many a second."""

    def __init__(self, bar: Progress, name: str):
        self.bar, self.task = bar, bar.add_task(name, total=None, said="")
        self.counts: dict[str, int] = {}

    def __call__(self, report: str, count: int) -> None:
        self.counts[report] = count
        rows = sum(self.counts.values())
        seconds = self.bar.tasks[self.task].elapsed or 0
        rate = f", {rows / seconds:,.0f} a second" if seconds > 0.5 else ""
        self.bar.update(self.task, completed=rows, said=f"{report}: {rows:,} rows{rate}")
