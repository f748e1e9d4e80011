"""`manage.py import_csv`: a file of rows into the record, as one user, whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from config import emergency
from config.imports.files import Unreadable
from config.imports.held import clear
from config.imports.kinds import Kind, all_kinds
from config.imports.mapping import Mapping
from config.imports.report import write_report
from config.imports.rows import Judged, Outcome, State
from config.imports.running import Import, NotAnswered
from config.models import SavedMapping, User

MOST_BYTES = 500 * 1024 * 1024
SHOWN = 20  # Wrong rows on the terminal; the report has all.


class Command(BaseCommand):
    help = "Import a CSV or Excel file: every row is judged, and all of them are saved or none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "kind", help="The kind of rows, e.g. developments; see --help of the pages, or docs/imports.md."
        )
        parser.add_argument("file", type=Path, help="The file: CSV (UTF-8 or Windows-1256) or .xlsx.")
        parser.add_argument("--user", help="As whom: only what this user may see and change is matched and changed.")
        parser.add_argument("--dry-run", action="store_true", help="Say what each row would be, and save nothing.")
        parser.add_argument("--mapping", help="The code of a saved mapping, for tables of others.")
        parser.add_argument("--report", type=Path, help="Write what became of each row to this CSV file.")
        parser.add_argument(
            "--leave-out", action="append", default=[], help="A heading whose column is not taken; repeat it."
        )
        parser.add_argument(
            "--keep",
            metavar="REASON",
            help="What looks as if it could hurt somebody stays as it is, and why; it is traced.",
        )
        parser.add_argument(
            "--keep-references",
            action="store_true",
            help="New rows keep the references of the file: for moving a record to another database.",
        )

    def handle(self, **options: Any) -> None:
        emergency.refuse_commands_that(write=not options["dry_run"])
        clear()
        with self.report(options["report"]) as write:
            self.run(options, write)

    def run(self, options: dict[str, Any], write: Callable[[Outcome], None]) -> None:
        kind, user = self.kind(options["kind"]), self.user(options["user"])
        try:
            data = self.data(options["file"])
            run = Import(
                kind,
                data,
                user,
                leave_out=tuple(options["leave_out"]),
                mapping=self.mapping(options["mapping"], kind),
                keeps_refs=options["keep_references"],
                most_bytes=MOST_BYTES,
            )
            self.tell_file(run)
            with self.progress() as progress:
                if options["dry_run"]:
                    outcome = run.judged(progress=progress)
                else:
                    keep = (options["keep"] or "").strip()
                    outcome = run.save(keep=bool(keep), reason=keep, progress=progress)
        except NotAnswered:
            raise CommandError(
                "Nothing was saved: some rows hold what could hurt somebody if it leaks. See them with --dry-run; "
                "take it out, mark them TLP:AMBER+STRICT, or say why it must stay: --keep REASON."
            ) from None
        except (Unreadable, PermissionDenied) as error:
            raise CommandError(str(error)) from error
        write(outcome)
        self.tell(outcome, options)

    def kind(self, name: str) -> Kind:
        if name not in all_kinds():
            raise CommandError(f"There is no kind “{name}”; accepted: {', '.join(all_kinds())}.")
        return all_kinds()[name]

    def user(self, name: str | None) -> User:
        if not name:
            raise CommandError("Say as whom: --user USERNAME.")
        user = User.objects.filter(username=name, is_active=True).first()
        if user is None:
            raise CommandError(f"There is no active user “{name}”.")
        return user

    def data(self, path: Path) -> bytes:
        try:
            if path.stat().st_size > MOST_BYTES:
                raise CommandError(f"{path} is larger than {MOST_BYTES // 1024 // 1024} MB. Part it.")
            return path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.") from error

    def mapping(self, code: str | None, kind: Kind) -> Mapping | None:
        if not code:
            return None
        saved = SavedMapping.objects.filter(code=code, kind=kind.name).first()
        if saved is None:
            known = ", ".join(SavedMapping.objects.filter(kind=kind.name).values_list("code", flat=True)) or "none"
            raise CommandError(f"There is no mapping “{code}” for {kind.name}; there are: {known}.")
        return Mapping.of(saved)

    @contextmanager
    def progress(self) -> Iterator[Callable[[int], None] | None]:
        """A count that moves on a terminal; nothing elsewhere."""
        if not self.stdout.isatty():
            yield None
            return
        columns = TextColumn("{task.completed:,} rows"), BarColumn(), TimeElapsedColumn()
        with Progress(*columns, transient=True) as bar:
            task = bar.add_task("rows", total=None)
            yield lambda count: bar.update(task, completed=count)

    def tell_file(self, run: Import) -> None:
        facts = ", ".join(f"{name}: {value}" for name, value in run.table.facts.items())
        self.stdout.write(f"{facts}; SHA-256 {run.sha256}")
        if run.layout.left_out:
            self.stdout.write(f"Left out: {', '.join(run.layout.left_out)}")

    def tell(self, outcome: Outcome, options: dict[str, Any]) -> None:
        wrong = [row for row in outcome.rows if row.state is State.WRONG]
        for row in wrong[:SHOWN]:
            for line in lines_of(row):
                self.stdout.write(line)
        if len(wrong) > SHOWN:
            self.stdout.write(f"… and {len(wrong) - SHOWN} more wrong rows; --report FILE has all.")
        for row in [row for row in outcome.rows if row.hint][:SHOWN]:
            self.stdout.write(f"Row {row.number}: {row.hint}")
        if options["dry_run"]:
            for row in outcome.asks[:SHOWN]:
                self.stdout.write(f"Row {row.number}: looks like {', '.join(row.asks)}.")
        counts = ", ".join(f"{count} {state}" for state, count in outcome.counts.items())
        self.stdout.write(f"{outcome.kind}: {counts}")
        if wrong:
            rows = "1 row is wrong" if len(wrong) == 1 else f"{len(wrong)} rows are wrong"
            raise CommandError(f"{rows}. Nothing was saved.")
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was saved.")
        elif not outcome.saved:
            self.stdout.write("All of it is there already: nothing was changed.")

    @contextmanager
    def report(self, path: Path | None) -> Iterator[Callable[[Outcome], None]]:
        """Writes the report, if one is wanted: that there is room for it is known before anything is saved."""
        if path is None:
            yield lambda outcome: None
            return
        part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
        try:
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            file = os.fdopen(
                os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640), "w", encoding="utf-8", newline=""
            )
        except OSError as error:
            raise CommandError(f"--report {path}: {error.strerror}; give a file that can be written.") from error

        def write(outcome: Outcome) -> None:
            try:
                with file:
                    write_report(outcome, file)
                part.replace(path)
            except OSError as error:
                saved = "The rows are saved, but the report is not" if outcome.saved else "Nothing was saved"
                raise CommandError(f"--report {path}: {error.strerror}. {saved}.") from error

        try:
            yield write
        finally:
            file.close()
            part.unlink(missing_ok=True)


def lines_of(row: Judged) -> Iterator[str]:
    """What is wrong with a row, a line for each cell."""
    for problem in row.problems:
        where = f"Row {row.number}" + (f", {problem.column}" if problem.column else "")
        yield f"{where}: " + (f"“{problem.value}”: " if problem.value else "") + problem.words
