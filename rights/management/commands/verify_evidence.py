"""`manage.py verify_evidence`: whether every stored copy is still what it was when it was stored."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand, CommandError
from rich.progress import Progress

from rights.copies import copies, digest
from rights.models import Source

OUTCOMES = ("as stored", "changed", "missing", "unreadable")
STEP = 100  # Copies between two lines of progress, where there is no terminal.
INTERRUPTED = 130  # As a shell reports Ctrl-C.


class Copy(NamedTuple):
    """A copy that a source names, or that its history does."""

    ref: str
    file: str
    name: str
    sha256: str


class Command(BaseCommand):
    help = (
        "Compare every stored copy, those that the history names included, with the SHA-256 it had when it was "
        "stored. Exits with 1 if one is missing, changed or unreadable."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--source", metavar="REF", help="Only the copies of this source, e.g. SRC-2024-K7MPRT.")

    def handle(self, **options: Any) -> None:
        ref = options["source"]
        if ref and not Source._base_manager.filter(pk=ref).exists():
            raise CommandError(f"There is no source “{ref}”.")
        # Before the rows: what is stored while this runs is not taken for a file that nobody names.
        try:
            lying = set() if ref else set(files(""))
        except OSError as error:
            raise CommandError(f"The storage of copies cannot be read: {error}.") from error
        named = sorted(named_copies(ref))
        counts = self.verify(named, quiet=options["verbosity"] == 0)
        if orphans := sorted(lying - {copy.file for copy in named}):
            self.stdout.write("Files that no source names, left by uploads that were not saved (harmless):")
            self.stdout.write("".join(f"  {name}\n" for name in orphans), ending="")
        summary = f"{told(counts)}; {len(orphans)} without a source."
        if bad := counts.total() - counts["as stored"]:
            raise CommandError(f"{summary} {bad} cannot be relied on: see docs/deployment.md.")
        self.stdout.write(summary)

    def verify(self, named: list[Copy], *, quiet: bool) -> Counter[str]:
        counts: Counter[str] = Counter()
        found: list[str] = []  # Told at the end, since a bar has its line to itself.
        try:
            with self.progress(len(named), quiet) as advance:
                for copy in named:
                    outcome, words = verified(copy)
                    counts[outcome] += 1
                    if words:
                        found.append(f"{copy.ref}: {outcome}: “{copy.name}”, {words}")
                    advance()
        except KeyboardInterrupt as error:
            so_far = f"Stopped after {counts.total()} of {len(named)}: {told(counts)}."
            raise CommandError(so_far, returncode=INTERRUPTED) from error
        finally:
            self.stdout.write("".join(f"{line}\n" for line in found), ending="")
        return counts

    @contextmanager
    def progress(self, total: int, quiet: bool) -> Iterator[Any]:
        """Called once for each copy: a bar on a terminal, else a line now and then."""
        if self.stdout.isatty() and not quiet:
            with Progress(transient=True) as bar:
                task = bar.add_task("Verifying copies", total=total)
                yield lambda: bar.advance(task)
            return
        done = 0

        def count() -> None:
            nonlocal done
            done += 1
            if done % STEP == 0 and not quiet:
                self.stdout.write(f"verified {done} of {total} copies")

        yield count


def named_copies(ref: str | None) -> set[Copy]:
    """Every copy that a source or its history names; all of them, since this acts for nobody."""
    found: set[Copy] = set()
    for rows in (Source._base_manager.all(), Source.history.all()):
        chosen = rows.exclude(copy_file="").filter(**({"ref": ref} if ref else {}))
        values = chosen.order_by().values_list("ref", "copy_file", "copy_name", "copy_sha256").distinct()
        found.update(Copy(*row) for row in values.iterator())
    return found


def verified(copy: Copy) -> tuple[str, str]:
    """What became of a copy, and what there is to say of it; nothing if it is as it was stored."""
    try:
        with copies().open(copy.file) as file:
            sha256, size = digest(file)
    except FileNotFoundError:
        return "missing", f"SHA-256 {copy.sha256}, is not in the storage as {copy.file}"
    except OSError as error:
        return "unreadable", f"stored as {copy.file}: {error.strerror or error}"
    if sha256 != copy.sha256:
        return "changed", f"stored as {copy.file}: SHA-256 was {copy.sha256}, is {sha256} ({size} bytes)"
    return "as stored", ""


def files(folder: str) -> Iterator[str]:
    """The names of all files in the storage, below `folder`."""
    try:
        folders, names = copies().listdir(folder)
    except FileNotFoundError:  # Nothing was ever stored.
        return
    prefix = f"{folder}/" if folder else ""
    yield from (f"{prefix}{name}" for name in names)
    for inner in folders:
        yield from files(f"{prefix}{inner}")


def told(counts: Counter[str]) -> str:
    return f"{counts.total()} copies: " + ", ".join(f"{counts[outcome]} {outcome}" for outcome in OUTCOMES)
