"""Giving packages out: a file to a browser, or a whole package to a folder; verified before, and traced."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path
from typing import Any, BinaryIO

from .. import trace
from ..exports import all_reports
from ..models import Run
from .failures import Refused
from .making import verify
from .places import Damaged, Folder, packages


def path_of(run: Run, file: dict[str, Any]) -> str:
    """Where a file of a package lies in the storage."""
    return f"{run.place}/{file['name']}" if file.get("archive") else f"{run.place}/{run.name}/{file['name']}"


def may_have(run: Run, file: dict[str, Any], user: Any) -> bool:
    """Whether the person's role may have the file: a table by its report, whatever tells of all by every report."""
    tables = {one["name"]: one["name"].partition("_") for one in run.files}
    reports = {name: report for name, (report, mark, _) in tables.items() if mark and name.endswith(".csv")}
    asked = [reports[file["name"]]] if file["name"] in reports else list(reports.values())
    known = all_reports()
    return all(name in known and known[name].may(user) for name in asked)


def opened(run: Run, file: dict[str, Any]) -> BinaryIO:
    """The file at its beginning, as it was made. Raises Damaged if it is not, or is not there."""
    try:
        found = packages().open(path_of(run, file))
    except Exception as error:  # Each kind of storage has errors of its own.
        raise Damaged(f"{file['name']} of the package {run} cannot be read: put it back from a backup.") from error
    if hashlib.file_digest(found, "sha256").hexdigest() != file["sha256"]:  # type: ignore[arg-type] # it reads blocks
        found.close()
        raise Damaged(f"{file['name']} of the package {run} is not as it was made: put it back from a backup.")
    found.seek(0)
    return found


def note(run: Run, what: str, *, request: Any = None, how: str = "by browser", rows: int | None = None) -> None:
    """Trace that something of a package was given out."""
    words = f"Gave out {what} of the package {run} for {run.recipient}, up to {run.ceiling}, {how}."
    trace.note(trace.Kind.GIVEN_OUT, words, request=request, about=run, rows=rows)


def copy_to(run: Run, out: Path, *, how: str) -> Path:
    """Put a copy of the package, and of its ZIP if it has one, into a folder; each appears at once.

    Raises Refused if something of its name is there, Damaged if the package is not as it was made.
    """
    if run.state != Run.State.DONE:
        raise Refused(f"The files of the package {run} were removed; make it again with --again.")
    out.mkdir(parents=True, exist_ok=True)
    archives = [file for file in run.files if file.get("archive")]
    for name in (run.name, *(file["name"] for file in archives)):
        if (out / name).exists():
            raise Refused(f"{out / name} is there already: take it away, or give another folder.")
    staging = Path(tempfile.mkdtemp(dir=out, prefix=".package-copy-"))
    try:
        for file in run.files:
            target = staging / (file["name"] if file.get("archive") else f"{run.name}/{file['name']}")
            target.parent.mkdir(parents=True, exist_ok=True)
            with opened(run, file) as found, target.open("wb") as copy:
                shutil.copyfileobj(found, copy)
        verify(run, staging / run.name)
        place = Folder(out)
        for name in (*(file["name"] for file in archives), run.name):
            if (staging / name).is_dir():
                place.place(staging / name, name)
            else:
                (staging / name).replace(out / name)
        note(run, "a copy", how=how, rows=run.rows)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return out / run.name
