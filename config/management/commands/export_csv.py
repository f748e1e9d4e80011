"""`manage.py export_csv`: reports as files, with the eyes of one user."""

from __future__ import annotations

import datetime as dt
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeElapsedColumn
from rich.text import Text

from config import emergency
from config.exports import Report, View, all_reports, note_file
from config.models import User


def iso_day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” is no date; accepted: YYYY-MM-DD.") from error


class Rate(ProgressColumn):
    """How many rows a second have been written lately."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f} rows/s" if task.speed else "")


class Command(BaseCommand):
    help = "Write reports as CSV files: all that the user may have, or those named."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("reports", nargs="*", help="Names of reports; all if none is named.")
        parser.add_argument("--user", help="Whose eyes: only what this user may see is written.")
        parser.add_argument("--out", type=Path, default=Path("exports"), help="The folder; made if it is missing.")
        parser.add_argument("--as-of", type=iso_day, help="The day for which states are given; today by default.")
        parser.add_argument(
            "--known-at", type=iso_day, help="Only reports that show states: as the record knew them on this day."
        )
        parser.add_argument("--bom", action="store_true", help="Begin files with a byte order mark, for Excel.")
        parser.add_argument("--list", action="store_true", help="List the reports and their columns, and stop.")

    def handle(self, **options: Any) -> None:
        if options["list"]:
            for report in all_reports().values():
                self.stdout.write(f"{report.name}: {', '.join(c.heading for c in report.resolved())}")
            return
        emergency.refuse_commands_that(write=False)
        user = self.user(options["user"])
        reports = self.reports(options["reports"], user)
        if options["known_at"]:
            reports = self.with_states(reports, options["reports"])
        folder: Path = options["out"]
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(f"--out {folder}: {error.strerror}; give a folder that can be written to.") from error
        day = timezone.now().date()
        for report in reports:
            path = folder / report.file_name(options["as_of"] or day, options["known_at"])
            count = self.write(report, path, user, options)
            view = View(user, options["as_of"] or day, options["known_at"])
            note_file(report, view, how="by command, as " + user.username)
            self.stdout.write(f"{path}: {count} rows")

    def user(self, name: str | None) -> User:
        if not name:
            raise CommandError("Say with whose eyes: --user USERNAME.")
        user = User.objects.filter(username=name, is_active=True).first()
        if user is None:
            raise CommandError(f"There is no active user “{name}”.")
        return user

    def reports(self, names: list[str], user: User) -> list[Report]:
        known = all_reports()
        for name in names:
            if name not in known:
                raise CommandError(f"There is no report “{name}”; there are: {', '.join(known)}.")
            if not known[name].may(user):
                raise CommandError(f"{user.username} may not have the report “{name}”.")
        chosen = [known[name] for name in names] or [r for r in known.values() if r.may(user)]
        if not chosen:
            raise CommandError(f"{user.username} may have none of the reports.")
        return chosen

    def with_states(self, reports: list[Report], named: list[str]) -> list[Report]:
        """Those that can say what was known; refuses if one that cannot was named."""
        able = [report for report in reports if report.shows_states]
        if unable := [report.name for report in reports if named and not report.shows_states]:
            accepted = ", ".join(report.name for report in all_reports().values() if report.shows_states)
            raise CommandError(f"--known-at: {', '.join(unable)} shows no state; accepted: {accepted}.")
        return able

    def write(self, report: Report, path: Path, user: User, options: dict[str, Any]) -> int:
        chosen = {"user": user, **{name: options[name] for name in ("as_of", "known_at", "bom")}}
        if not self.stdout.isatty():
            return report.write_file(path, **chosen)
        total = report.rows(View(user, options["as_of"] or timezone.now().date(), options["known_at"])).count()
        columns = TextColumn(report.name), BarColumn(), MofNCompleteColumn(), Rate(), TimeElapsedColumn()
        with Progress(*columns, transient=True) as bar:
            task = bar.add_task(report.name, total=total)
            return report.write_file(path, progress=lambda n: bar.update(task, completed=n), **chosen)
