"""The framework as data: reference files beside the app that owns them, loaded idempotently.

Each app declares its tables in `<app>/reference/__init__.py`, in the order in which they
depend on each other. A row is found by its natural key, its code or, for marked records,
the reference derived from its `key` and `year`. Loading:

- creates what is missing, updates what the file changed, retires what left the file, and
  deletes nothing;
- never overwrites what staff changed: a field that differs from the file and was last
  changed by anybody else is kept and reported;
- is one transaction, so a bad row loads nothing.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from .models import Record, Reference
from .refs import RefField, derived_ref

REASON = "load_reference"
OURS = {"history_change_reason": REASON, "history_user__isnull": True}  # Nobody signed in when the command wrote it.
GONE = "no longer in the framework files"
IDENTITY = {"key", "year"}  # Columns that make a record's reference and are no fields of it.
YEAR = re.compile(r"[0-9]{4}")


class BadRow(Exception):
    """A row that cannot be loaded: which file, row and column, and what would be accepted."""


@dataclass(frozen=True)
class Table:
    """One file and the model that its rows become. Headings are field names.

    Rows of reference models have a `code`; rows of records have a `key` and a `year`, from
    which their reference is derived. Cells of a many-to-many field hold keys, parted by “;”.
    """

    path: Path
    model: type[models.Model]

    @property
    def name(self) -> str:
        return self.model._meta.label_lower

    def key_of(self, row: dict[str, str]) -> str:
        return row["code" if issubclass(self.model, Reference) else "key"]

    def pk_of(self, row: dict[str, str]) -> str:
        """The primary key that the row has on every machine."""
        if issubclass(self.model, Reference):
            return row["code"]
        ref = self.model._meta.pk
        assert isinstance(ref, RefField)
        return derived_ref(ref.prefix, ref.length, year=int(row["year"]), key=f"{self.path.name}:{row['key']}")

    @property
    def identity(self) -> set[str]:
        """The columns that make a row's primary key."""
        return {"code"} if issubclass(self.model, Reference) else IDENTITY


@dataclass
class Outcome:
    """What loading one table did."""

    table: str
    counts: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)


class Loader:
    """Loads tables one after the other and remembers keys, so that later rows can name earlier ones."""

    def __init__(self, *, overwrite: bool = False):
        self.overwrite = overwrite
        self.pks: dict[type[models.Model], dict[str, str]] = {}

    def load(self, table: Table) -> Outcome:
        """Load one table. Raises BadRow naming file, row, column and what is accepted."""
        outcome = Outcome(table.name)
        keys = self.pks.setdefault(table.model, {})
        rows: dict[str, tuple[int, dict[str, str]]] = {}
        for number, row in self._rows(table):
            pk = table.pk_of(row)
            if pk in rows:
                raise BadRow(f"{table.path.name}, row {number}: “{table.key_of(row)}” is there twice.")
            rows[pk] = number, row
            keys[table.key_of(row)] = pk
        links = [f.name for f in table.model._meta.many_to_many]
        once = table.model.history.filter(**OURS).values_list(table.model._meta.pk.name, flat=True)  # type: ignore[attr-defined] # of our managers
        pks = rows.keys() | set(once)
        existing = table.model._base_manager.prefetch_related(*links).in_bulk(pks)
        past = self._versions(table.model, pks, links)
        # First of all, so that a row can take over the name of one that left.
        for pk in sorted(existing.keys() - rows.keys()):
            self._retire(existing[pk], past[pk], outcome)
        for pk, (number, row) in rows.items():
            values, targets = self._parse(table, number, row)
            try:
                self._store(table, pk, values, targets, existing.get(pk), past[pk], outcome)
            except ValidationError as error:
                raise BadRow(f"{table.path.name}, row {number} ({table.key_of(row)}): {_words(error)}") from error
        return outcome

    def _versions(self, model: Any, pks: Iterable[str], links: list[str]) -> dict[str, list[Any]]:
        """The versions of each row, the oldest first, each with the keys of its links (`linked`)."""
        key = model._meta.pk.attname
        versions = {v.pk: v for v in model.history.filter(**{f"{key}__in": pks}).order_by("history_date")}
        past: dict[str, list[Any]] = {pk: [] for pk in pks}
        for version in versions.values():
            version.linked = {name: set() for name in links}
            past[getattr(version, key)].append(version)
        for name in links if versions else ():
            kept = getattr(next(iter(versions.values())), name).model
            target = f"{model._meta.get_field(name).related_model._meta.model_name}_id"
            for version_id, linked in kept._base_manager.filter(history__in=versions).values_list("history_id", target):
                versions[version_id].linked[name].add(linked)
        return past

    def _rows(self, table: Table) -> Iterator[tuple[int, dict[str, str]]]:
        name = table.path.name
        known = {f.name for f in [*table.model._meta.fields, *table.model._meta.many_to_many]} | IDENTITY
        with table.path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            try:
                headings = set(reader.fieldnames or ())
                if len(headings) < len(reader.fieldnames or ()):
                    raise BadRow(f"{name}: a column is there twice; each heading is given once.")
                if unknown := headings - known:
                    raise BadRow(f"{name}: no column “{sorted(unknown)[0]}”; accepted: {', '.join(sorted(known))}.")
                if missing := table.identity - headings:
                    raise BadRow(f"{name}: the column “{sorted(missing)[0]}” is missing; rows are found by it.")
                for number, row in enumerate(reader, start=2):
                    if None in row or None in row.values():
                        raise BadRow(f"{name}, row {number}: it has more or fewer cells than the heading.")
                    if "year" in row and not YEAR.fullmatch(row["year"]):
                        raise BadRow(f"{name}, row {number}, year: “{row['year']}” is no year; accepted: four digits.")
                    yield number, row
            except (UnicodeDecodeError, csv.Error) as error:
                raise BadRow(f"{name}, after line {reader.line_num}: this is no CSV in UTF-8 ({error}).") from error

    def _parse(self, table: Table, number: int, row: dict[str, str]) -> tuple[dict[str, Any], dict[str, set[str]]]:
        values: dict[str, Any] = {}
        targets: dict[str, set[str]] = {}
        for column, cell in row.items():
            if column in IDENTITY:
                continue
            where = f"{table.path.name}, row {number}, {column}"
            column_field: Any = table.model._meta.get_field(column)
            if column_field.many_to_many:
                targets[column] = {
                    self._target(column_field, key.strip(), where) for key in cell.split(";") if key.strip()
                }
            elif column_field.many_to_one:
                values[column_field.attname] = self._target(column_field, cell, where) if cell else None
            else:
                values[column] = _value(column_field, cell, where)
        if issubclass(table.model, Record):
            values["origin"] = f"{table.path.name}:{row['key']}"
        return values, targets

    def _target(self, column: Any, key: str, where: str) -> str:
        known = self.pks.get(column.related_model, {})
        if key not in known:
            some = ", ".join(sorted(known)[:12]) or "none"
            raise BadRow(f"{where}: “{key}” is no {column.related_model._meta.verbose_name}; accepted: {some} …")
        return known[key]

    def _store(
        self,
        table: Table,
        pk: str,
        values: dict[str, Any],
        targets: dict[str, set[str]],
        record: Any,
        versions: list[Any],
        outcome: Outcome,
    ) -> None:
        if record is None:
            self._save(table.model(pk=pk, **values), targets)
            outcome.counts["created"] += 1
            return
        changes = {n: v for n, v in (values | _in_use(record) | targets).items() if _read(record, n) != _plain(v)}
        for name in _changed_by_others(record, versions, changes):
            self._report(record, name, changes[name], outcome)
            if not self.overwrite:
                del changes[name]
        for name in changes.keys() - targets.keys():
            setattr(record, name, changes[name])
        if changes:
            self._save(record, {name: changes[name] for name in changes.keys() & targets.keys()})
        outcome.counts["updated" if changes else "unchanged"] += 1

    def _retire(self, record: Any, versions: list[Any], outcome: Outcome) -> None:
        """Retire or withdraw a row that left the file, unless it is already, or somebody put it back in use."""
        in_use = _in_use(record)
        if any(_read(record, name) != value for name, value in in_use.items()):
            return
        name = next(iter(in_use))
        if _changed_by_others(record, versions, in_use):
            self._report(record, name, "not in the file", outcome)
            if not self.overwrite:
                return
        setattr(record, name, timezone.now().date() if isinstance(record, Reference) else GONE)
        outcome.counts["retired"] += 1
        self._save(record, {})

    def _report(self, record: Any, name: str, file_says: Any, outcome: Outcome) -> None:
        verb = "overwritten" if self.overwrite else "kept"
        now, then = (", ".join(sorted(v)) if isinstance(v, set) else v for v in (_read(record, name), file_says))
        outcome.kept.append(f"{verb} {outcome.table} {record.pk} {name}: “{now}” (the file says “{then}”)")

    def _save(self, record: Any, targets: dict[str, set[str]]) -> None:
        record._change_reason = record.marking_reason = REASON
        record.full_clean()
        record.save()
        for name, pks in targets.items():
            getattr(record, name).set(pks)


def _in_use(record: Any) -> dict[str, Any]:
    """The columns that say a row is in use, with the values they have while it is."""
    return {"retired_on": None} if isinstance(record, Reference) else {"withdrawn_reason": "", "withdrawn_on": None}


def _ours(version: Any) -> bool:
    """Whether a version was written by this command."""
    return version.history_change_reason == REASON and version.history_user_id is None


def _plain(value: Any) -> Any:
    """The value without what a browser does to line ends."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _read(row: Any, name: str) -> Any:
    """The value of a column, of a record or of a version of one; of a link, the keys of its targets."""
    if name in getattr(row, "linked", ()):
        return row.linked[name]
    value = getattr(row, name)
    return {target.pk for target in value.all()} if hasattr(value, "all") else _plain(value)


def _changed_by_others(record: Any, versions: list[Any], names: Iterable[str]) -> list[str]:
    """Those of the columns that this command was not the last to change."""
    last = dict.fromkeys(names, bool(versions) and _ours(versions[0]))
    for before, after in pairwise([*versions, record]):
        ours = after is not record and _ours(after)
        last |= {name: ours for name in last if _read(before, name) != _read(after, name)}
    return [name for name, ours in last.items() if not ours]


def _value(column: Any, cell: str, where: str) -> Any:
    if cell == "" and column.null:
        return None
    if isinstance(column, models.BooleanField):
        if cell not in ("true", "false"):
            raise BadRow(f"{where}: “{cell}” is neither true nor false.")
        return cell == "true"
    try:
        value = column.to_python(cell)
        if column.choices and cell:
            column.validate(value, None)
    except ValidationError as error:
        accepted = f"; accepted: {', '.join(str(c) for c, _ in column.flatchoices)}" if column.choices else ""
        raise BadRow(f"{where}: “{cell}”: {_words(error)}{accepted}") from error
    return value


def _words(error: ValidationError) -> str:
    if hasattr(error, "message_dict"):
        return " ".join(f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items())
    return " ".join(error.messages)
