"""`CHANGES.csv`: what was added, changed field by field, or withdrawn since the package before.

The rows of a file are laid into a small database on disk, so that memory does not grow with them.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from .descriptor import DESCRIPTOR
from .spec import PackageError

CHANGES = "CHANGES.csv"
HEADINGS = ("file", "key", "change", "column", "before", "after")
NOT_COMPARED = "updated_at"  # It changes with whatever else does.
LONGEST = sys.maxsize if sys.maxsize < 2**31 else 2**31 - 1  # Characters of a cell, for csv.
ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True)
class Files:
    """A package's CSV files by the name of the report, and what its descriptor says of it all."""

    folder: Path
    resources: dict[str, dict[str, Any]]
    said: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> Files:
        """Raises PackageError if the folder is no package."""
        try:
            said = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
            return replace(cls.told(folder, said["resources"]), said=said)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise PackageError(
                f"{folder.name} is no package to compare with: its {DESCRIPTOR} cannot be read."
            ) from error

    @classmethod
    def told(cls, folder: Path, resources: Iterable[dict[str, Any]]) -> Files:
        """Without the list of changes, which is no report."""
        return cls(folder, {resource["name"]: resource for resource in resources if resource["path"] != CHANGES})

    def rows(self, name: str) -> Iterator[list[str]]:
        """The heading and the rows of a report's file."""
        resource = self.resources[name]
        hashtags = resource.get("dialect", {}).get("commentRows", [])
        with (self.folder / resource["path"]).open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(_of_any_length(csv.reader(file)), start=1):
                if number not in hashtags:
                    yield row

    def key(self, name: str) -> str:
        return str(self.resources[name]["schema"]["primaryKey"][0])


def _of_any_length(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows, whatever csv's limit for the whole process is, which stays as it was for all other readers."""
    while True:
        with ONE_AT_A_TIME:
            limit = csv.field_size_limit(LONGEST)
            try:
                row = next(rows, None)
            finally:
                csv.field_size_limit(limit)
        if row is None:
            return
        yield row


def changes(before: Files | None, after: Files) -> Iterator[Sequence[str]]:
    """The lines of CHANGES.csv under its heading: file by file, in the order of the files' rows."""
    if before is None:
        return
    for name in after.resources:
        if name in before.resources:
            with closing(sqlite3.connect("")) as store:  # A file of its own on disk, gone when it is closed.
                yield from _of_file(store, name, before, after)
        else:
            yield name, "", "file added", "", "", ""
    for name in before.resources:
        if name not in after.resources:
            yield name, "", "file left out", "", "", ""


def _of_file(store: sqlite3.Connection, name: str, before: Files, after: Files) -> Iterator[Sequence[str]]:
    old_headings = _lay_down(store, before, name)
    rows = after.rows(name)
    headings = next(rows)
    at = headings.index(after.key(name))
    shared = [
        (heading, old_headings.index(heading), number)
        for number, heading in enumerate(headings)
        if heading in old_headings and heading != NOT_COMPARED
    ]
    for heading in headings:
        if heading not in old_headings:
            yield name, "", "column added", heading, "", ""
    for heading in old_headings:
        if heading not in headings:
            yield name, "", "column left out", heading, "", ""
    for row in rows:
        found = store.execute("DELETE FROM rows WHERE key = ? RETURNING cells", (row[at],)).fetchone()
        if found is None:
            yield name, row[at], "added", "", "", ""
            continue
        cells = json.loads(found[0])
        for heading, old, new in shared:
            if cells[old] != row[new]:
                yield name, row[at], "changed", heading, cells[old], row[new]
    for (key,) in store.execute("SELECT key FROM rows ORDER BY key"):
        yield name, key, "withdrawn", "", "", ""


def _lay_down(store: sqlite3.Connection, files: Files, name: str) -> list[str]:
    """The rows of the package before, by their keys; returns their headings."""
    store.execute("CREATE TABLE rows (key TEXT PRIMARY KEY, cells TEXT NOT NULL) WITHOUT ROWID")
    rows = files.rows(name)
    headings = next(rows)
    at = headings.index(files.key(name))
    store.executemany(
        "INSERT INTO rows VALUES (?, ?)", ((row[at], json.dumps(row, ensure_ascii=False)) for row in rows)
    )
    return headings
