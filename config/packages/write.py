"""Writing a package: everything into a folder that has no name yet, which gets its name once it is whole."""

from __future__ import annotations

import csv
import hashlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..exports import one_snapshot
from ..hxl import tags_of
from .changes import CHANGES, HEADINGS, Files, changes
from .descriptor import DESCRIPTOR, changes_resource, descriptor, is_for_the_same, resource
from .dictionary import dictionary_md
from .periods import Period
from .spec import PackageError, Recipient, Spec, eyes
from .tables import Table, tables_of
from .then import as_known

SUMS = "SHA256SUMS"
Progress = Callable[[str, int], None]  # Told the name of a report and how many of its rows are written.


@dataclass(frozen=True)
class File:
    """A file of a package: its name, its rows if it is a table, its size in bytes, and what proves it."""

    name: str
    rows: int | None
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Written:
    """A package as it was written. `digest` is the SHA-256 of its SHA256SUMS, which covers all else.

    `withheld` tells the house, in words without a name, what the record knew at that moment and does
    not show again, since it was withdrawn or closed: how this differs from a package made then.
    """

    path: Path
    archive: Path | None
    files: tuple[File, ...]
    digest: str
    withheld: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def rows(self) -> int:
        """Of all reports; the list of changes is not counted."""
        return sum(file.rows or 0 for file in self.files if file.name != CHANGES)


def write_package(
    spec: Spec,
    destination: Path,
    *,
    previous: Path | Period | None = None,
    zipped: bool = False,
    progress: Progress | None = None,
) -> Written:
    """Write the package as a folder of `destination`, and as a ZIP beside it if wanted.

    `previous` is the package to compare with: its folder, or the period for which it is made again
    from the history. Whoever calls sees to it that nobody else writes the same package meanwhile.

    Raises PackageError if it cannot be made so, or is there already; OSError if it cannot be
    written. A failure or an interruption of any kind leaves nothing of it behind; what a killed
    run left is cleared by the next.
    """
    who = eyes(spec.user, spec.ceiling)
    tables, left_out = tables_of(spec)
    path, archive = destination / spec.name, destination / f"{spec.name}.zip"
    if path.exists():
        raise PackageError(f"There is a package {spec.name} in {destination} already; it is never written over.")
    destination.mkdir(parents=True, exist_ok=True)
    clear_leavings(destination, spec.name)
    with _staging(destination, spec.name) as staging:
        whole, scratch = staging / spec.name, staging / "scratch"
        whole.mkdir()
        scratch.mkdir()
        with one_snapshot():
            resources, withheld = _write_tables(spec, who, tables, whole, scratch, progress)
            before = _previous(spec, who, previous, scratch)
        resources.append(_write_changes(before, Files.told(whole, resources), whole))
        name_before = before.folder.name if before else ""
        _write_text(
            whole / f"dictionary_{spec.period}_{spec.tlp}.md", dictionary_md(spec, tables, left_out, name_before)
        )
        _write_text(whole / DESCRIPTOR, descriptor(spec, resources, left_out, name_before))
        files = tuple(_files(whole, {r["path"]: r["rows"] for r in resources}))
        sums = "".join(f"{file.sha256}  {file.name}\n" for file in files)
        _write_text(whole / SUMS, sums)
        if zipped:
            _zip(whole, staging / archive.name, spec)
        _publish(whole, path, staging / archive.name if zipped else None, archive)
    digest = hashlib.sha256(sums.encode()).hexdigest()
    return Written(path, archive if zipped else None, files, digest, tuple(withheld))


def clear_leavings(destination: Path, name: str) -> None:
    """Take away what runs that were killed left of a package: the archive gets its name before the folder."""
    for leaving in destination.glob(f".{name}.*.part"):
        shutil.rmtree(leaving, ignore_errors=True)
    (destination / f"{name}.zip").unlink(missing_ok=True)


@contextmanager
def _staging(destination: Path, name: str) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(dir=destination, prefix=f".{name}.", suffix=".part"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write_tables(
    spec: Spec, who: Recipient, tables: Sequence[Table], whole: Path, scratch: Path, progress: Progress | None
) -> tuple[list[dict[str, Any]], list[str]]:
    """The CSV files with what is said of each; and what they leave out that the record knew then."""
    with as_known(spec.known_at, who.today) as past:
        resources = list(_csv_files(spec, who, tables, whole, progress))
    if not past.is_narrowed:
        return resources, []
    then = scratch / "then"
    then.mkdir()
    with as_known(spec.known_at, who.today, with_closed=True):
        all_then = list(_csv_files(spec, who, tables, then))
    return resources, list(_differences(Files.told(then, all_then), Files.told(whole, resources)))


def _csv_files(
    spec: Spec, who: Recipient, tables: Sequence[Table], folder: Path, progress: Progress | None = None
) -> Iterator[dict[str, Any]]:
    for table in tables:
        path, hashtags = folder / table.file, _hashtags(table) if spec.hxl else None
        tell = None if progress is None else lambda count, name=table.name: progress(name, count)
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = table.report.write(
                file,
                user=who,
                as_of=spec.as_of,
                columns=table.headings,
                second_row=hashtags,
                with_retired=True,
                progress=tell,
            )
            _settle(file)
        size, sha256 = measured(path)
        yield resource(table, tables, rows=rows, size=size, sha256=sha256, hashtags=hashtags is not None)


def _hashtags(table: Table) -> list[str] | None:
    """The row of tags; None if no column has one."""
    tags = tags_of(table.name)
    row = [tags.get(heading, ("",))[0] for heading in table.headings]
    return row if any(row) else None


def _previous(spec: Spec, who: Recipient, previous: Path | Period | None, scratch: Path) -> Files | None:
    """The package to compare with; one that is made again knows what was closed since, to say that it is gone.

    One that was for others, or held what is marked closer, would tell its words here: it is made again as well.
    """
    if previous is None:
        return None
    if isinstance(previous, Path):
        kept = Files.of(previous)
        if is_for_the_same(kept.said, spec):
            return kept
        previous = Period.parse(str(kept.said["version"]))
    delay = spec.known_at - spec.period.over()
    earlier = spec.of(previous, previous.over() + delay)
    folder = scratch / earlier.name
    folder.mkdir()
    with as_known(earlier.known_at, who.today, with_closed=True):
        return Files.told(folder, _csv_files(earlier, who, tables_of(earlier)[0], folder))


def _differences(known: Files, shown: Files) -> Iterator[str]:
    """In counts alone, which name no record."""
    gone: dict[str, int] = {}
    emptied: dict[tuple[str, str], int] = {}
    for name, _, change, column, _, _ in changes(known, shown):
        if change == "withdrawn":
            gone[name] = gone.get(name, 0) + 1
        elif change == "changed":
            emptied[name, column] = emptied.get((name, column), 0) + 1
    for name, count in gone.items():
        yield f"{name}: rows known then and left out, as they were withdrawn or closed to this profile since: {count}."
    for (name, column), count in emptied.items():
        yield f"{name}.{column}: cells that no longer name what was withdrawn or closed to this profile since: {count}."


def _write_changes(before: Files | None, after: Files, folder: Path) -> dict[str, Any]:
    path, rows = folder / CHANGES, 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(HEADINGS)
        for line in changes(before, after):
            writer.writerow(line)
            rows += 1
        _settle(file)
    size, sha256 = measured(path)
    return changes_resource(CHANGES, HEADINGS, rows=rows, size=size, sha256=sha256)


def _files(folder: Path, rows: dict[str, int]) -> Iterator[File]:
    for path in sorted(folder.iterdir()):
        yield File(path.name, rows.get(path.name), *measured(path))


def _write_text(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        _settle(file)


def _settle(file: Any) -> None:
    """Have it on the disk, not only on its way there."""
    file.flush()
    os.fsync(file.fileno())


def measured(path: Path) -> tuple[int, str]:
    """Of a file its bytes, and their SHA-256."""
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


def _zip(folder: Path, archive: Path, spec: Spec) -> None:
    """The same files always give the same archive: fixed order, moment and rights."""
    moment = spec.known_at.timetuple()[:6]
    with archive.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as into:
            for path in sorted(folder.iterdir()):
                entry = zipfile.ZipInfo(f"{folder.name}/{path.name}", moment)
                entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o640 << 16, 3
                with path.open("rb") as source, into.open(entry, "w", force_zip64=True) as target:
                    shutil.copyfileobj(source, target, 1 << 20)
        _settle(file)


def _publish(whole: Path, path: Path, zipped: Path | None, archive: Path) -> None:
    """Give it its name, the folder last: whoever finds the folder finds all of it."""
    for file in whole.iterdir():
        file.chmod(0o640)
    whole.chmod(0o750)
    if zipped:
        zipped.chmod(0o640)
        zipped.rename(archive)
    try:
        whole.rename(path)
    except BaseException:
        archive.unlink(missing_ok=True)
        raise
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
