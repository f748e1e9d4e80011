"""Judging: every row of a file becomes new, changed, unchanged or wrong, with the reason beside it.

Rows are read in batches, so that what they name and what they match is asked for once in each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import Truncator

from ..models import Reviewed, Withdrawable
from ..models.access_changes import is_lower
from ..review import OPEN
from ..review import State as Review
from .cells import Link, Reads
from .columns import Column, field_of, is_needed, reader
from .hidden import find_hidden
from .kinds import Kind
from .matching import Matcher
from .resource import RowResource
from .retired import refuse_retired
from .rows import Judged, Read, Refused, State
from .safety import asks_of
from .targets import Targets

BATCH = 500


class Judge:
    """Judges rows of a kind for one importer. `keeps_refs`: new rows keep the references of the file."""

    def __init__(
        self, kind: Kind, *, user: Any, sha256: str, names: Iterable[str], mark: str, keeps_refs: bool = False
    ):
        self.kind, self.user, self.sha256, self.mark = kind, user, sha256, mark
        self.keeps_refs = keeps_refs
        self.names = set(names)
        self.targets = Targets(user)
        columns = [column for column in kind.columns if column.name in self.names]
        self.main = Part(kind, [c for c in columns if not c.beside and c.name != "ref"], self.targets)
        self.parts = [
            Part(other, [c for c in columns if c.beside == name], self.targets, name=name)
            for name, other in kind.beside.items()
            if any(c.beside == name for c in columns)
        ]
        self.matcher = Matcher(kind, user=user, sha256=sha256, mark=mark, keeps_refs=keeps_refs)
        self.may = {verb: kind.may(user, verb) for verb in ("add", "change")}
        self.state: dict[str, Any] = {}  # What the kind's own checks remember from row to row.

    def judge(self, rows: Iterable[Read], *, lock: Callable[[list[Read]], None] | None = None) -> Iterator[list[Read]]:
        """The rows in batches, judged. `lock` is given each batch as soon as it is known what it is about."""
        rows = iter(rows)
        while batch := list(islice(rows, BATCH)):
            self._read(batch)
            for row in batch:
                self.main.resource.draft(row)
            self.matcher.match(batch)
            if lock:
                lock(batch)
                self.matcher.again(batch)
            find_hidden(self.kind, batch, self.user)
            refuse_retired(self.main, batch)
            for row in batch:
                self._judge(self.kind, self.main, row)
            self._beside(batch)
            self.matcher.hint([row for row in batch if row.is_new and not row.problems])
            yield batch

    def _read(self, batch: list[Read]) -> None:
        wanted: dict[Any, set[str]] = {}
        for part in (self.main, *self.parts):
            for name, cell in part.links.items():
                keys = wanted.setdefault(cell.model, set())
                for row in batch:
                    if text := row.texts.get(name):
                        keys.update(cell.keys(text))
        self.targets.load(wanted)
        for row in batch:
            self.main.read(row, row.texts, row)

    # --- One row --------------------------------------------------------------------------

    def _judge(self, kind: Kind, part: Part, row: Read) -> None:
        if {"", "ref"} & row.refused:  # It is not certain which row it is.
            return
        self._refuse_missing(kind, part, row)
        result = part.resource.import_row(row, None)
        if result.errors:
            raise result.errors[0].error
        kind.complete(row, self)
        if result.validation_error is not None:
            _refuse_each(row, result.validation_error)
        if row.is_known:
            row.changes, row.problems = [], []
            return
        if row.is_new or row.changes:
            kind.check(row, self)
            self._refuse_closed(kind, row)
            row.asks = asks_of(kind, row)

    def _refuse_missing(self, kind: Kind, part: Part, row: Read) -> None:
        missing = []
        if row.match is None:
            missing = [n for n in part.needed if n not in row and n not in row.refused]
            for name in missing:
                where = "is missing" if name in self.names else "is missing, and the file has no such column"
                row.refuse(name, f"This {where}. Accepted: {part.shape(name)}.", "")
        instance = row.match if row.match is not None else row.draft
        instance.import_refused = set(missing)

    def _refuse_closed(self, kind: Kind, row: Read) -> None:
        """What the person may not do, and what the review has closed."""
        instance, name = row.instance, kind.model._meta.verbose_name
        if row.is_new:
            if not kind.may(self.user, "add"):
                row.refuse("", f"Your role may not add a {name}.")
        elif not kind.may(self.user, "change"):
            row.refuse("", f"This row would change, and your role may not change a {name}.")
        if not row.is_new and isinstance(instance, Reviewed) and instance.review_state not in OPEN:
            state = Review(instance.review_state).label.lower()
            row.refuse("", f"This {name} is {state}, and the file would change it. {_reopening(instance)}")
        if not row.is_new and isinstance(instance, Withdrawable) and instance.withdrawn_on:
            row.refuse("", f"This {name} was withdrawn, and an import changes nothing of it.")
        for change in row.changes:
            if change.column == "marking" and is_lower(instance.marking, change.before):
                row.refuse(
                    "marking", f"It is {change.before}. An import lowers no marking: its own page does, and asks why."
                )
            if change.column in kind.owners or change.column in kind.fixed:
                row.refuse(change.column, f"A {name} stays with its {change.column}: {change.before or 'none'}.")
        for owner in kind.owners_of(instance):
            own = owner._meta
            if not owner._state.adding and not self.user.has_perm(f"{own.app_label}.change_{own.model_name}"):
                row.refuse("", f"This row would change its {own.verbose_name}, and your role may not change one.")
            if isinstance(owner, Reviewed) and owner.review_state not in OPEN:
                whole, state = owner._meta.verbose_name, Review(owner.review_state).label.lower()
                row.refuse("", f"The {whole} {owner.pk} is {state}: it is reopened before rows are added or changed.")

    # --- Parts beside the row ---------------------------------------------------------------

    def _beside(self, batch: list[Read]) -> None:
        for part in self.parts:
            kind, owner = part.kind, part.kind.beside_of
            rows = []
            for row in batch:
                texts = {c.field: row.texts[c.name] for c in part.columns if row.texts.get(c.name)}
                if not texts or row.problems or row.instance is None:
                    continue
                own = Read(row.number, row.place, texts)
                own[owner] = row.instance
                part.read(own, {c.name: row.texts.get(c.name, "") for c in part.columns}, row)
                own.problems = [p for p in row.problems if p.column in {c.name for c in part.columns}]
                if not own.problems:
                    part.resource.draft(own)
                    row.beside.append((kind, own))
                    rows.append((row, own))
            there = [own for row, own in rows if not row.is_new]
            Matcher(kind, user=self.user, sha256="", mark="").match(there)
            find_hidden(kind, there, self.user)
            refuse_retired(part, [own for _, own in rows])
            for row, own in rows:
                self._judge(kind, part, own)
                names = {c.field: c.name for c in part.columns}
                for problem in own.problems:
                    row.refuse(names.get(problem.column, problem.column), problem.words, problem.value)
                row.asks = tuple(sorted({*row.asks, *own.asks}))


class Part:
    """The columns of one kind in a file, what reads their cells, and the machinery over them."""

    def __init__(self, kind: Kind, columns: list[Column], targets: Targets, name: str = ""):
        self.kind, self.columns, self.name = kind, columns, name
        self.cells: dict[str, Reads] = {c.name: reader(kind.model, c.field, targets) for c in columns}
        self.links = {n: cell for n, cell in self.cells.items() if isinstance(cell, Link)}
        owner = [kind.beside_of] if name else []
        self.resource = RowResource(kind, [*owner, *(c.field for c in columns)])
        others = {f.name for f in kind.model._meta.get_fields() if f.concrete}
        own = [c.field for c in kind.columns if c.field in others and c.name != "ref" and not c.beside]
        self.needed = [n for n in own if is_needed(field_of(kind.model, n)) and n not in owner]

    def solar(self, names: Iterable[str]) -> None:
        """These columns hold Solar Hijri dates."""
        for column in self.columns:
            if column.name in names:
                self.cells[column.name] = reader(self.kind.model, column.field, solar=True)

    def shape(self, name: str) -> str:
        """What a cell of the field accepts, in a few words."""
        return self.cells[name].shape if name in self.cells else reader(self.kind.model, name).shape

    def read(self, row: Read, texts: dict[str, str], told: Read) -> None:
        """Read the cells that hold something; what is refused is told of the row `told`."""
        for column in self.columns:
            text = texts.get(column.name, "")
            if not text or text.isspace():
                continue
            try:
                row[column.field] = self.cells[column.name].clean(text)
            except ValueError as error:
                row[column.field] = Refused(text, str(error))
                told.refuse(column.name, str(error), text)


def _refuse_each(row: Read, error: ValidationError) -> None:
    for name, words in error.message_dict.items():
        column = "" if name == "__all__" else name
        for text in words:
            if column not in row.refused or column == "":
                row.refuse(column, text)


def _reopening(record: Any) -> str:
    if record.review_state == Review.WITHDRAWN:
        return "Log it anew."
    return "Reopen it first." if record.may_be_reopened else "It is superseded by a newer one."


def report_of(row: Read) -> Judged:
    """What is said of a row."""
    added = any(own.is_new or own.changes for _, own in row.beside)
    if row.problems:
        state = State.WRONG
    elif row.is_new:
        state = State.NEW
    else:
        state = State.CHANGED if row.changes or added else State.UNCHANGED
    key = str(row.instance.pk or "") if row.instance is not None and not (row.problems and row.is_new) else ""
    changes = [*row.changes, *(change for _, own in row.beside for change in own.changes)]
    return Judged(
        row.number,
        state,
        key,
        label_of(row),
        tuple(row.problems),
        tuple(changes),
        row.hint if state is State.NEW else "",
        row.asks if state in (State.NEW, State.CHANGED) else (),
    )


def label_of(row: Read) -> str:
    """The first words of the row, by which somebody finds it."""
    for name in ("title", "name", "text", "publisher", "capacity"):
        if row.texts.get(name):
            return Truncator(str(row.texts[name])).chars(80)
    return Truncator("; ".join(str(text) for text in row.texts.values() if text)).chars(80)
