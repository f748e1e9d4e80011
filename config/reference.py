"""The framework as data: reference files beside the app that owns them, loaded idempotently.

Each app declares its tables in `<app>/reference/__init__.py`, in the order in which they
depend on each other. A row is found by its natural key, its code or, for marked records,
the reference derived from its `key` and `year`. Loading:

- creates what is missing, updates what the file changed, retires what left the file, and
  deletes nothing;
- never overwrites what staff changed: a field that differs both from the file and from
  what was last loaded is kept and reported;
- is one transaction, so a bad row loads nothing.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from .models import Record, Reference
from .refs import RefField, derived_ref

REASON = "load_reference"
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
        manager = table.model._base_manager
        links = [f.name for f in table.model._meta.many_to_many]
        existing = {row.pk: row for row in manager.prefetch_related(*links)}
        loaded = {h.pk_of_record: h for h in self._last_loaded(table.model)}
        keys = self.pks.setdefault(table.model, {})
        seen = set()
        for number, row in self._rows(table):
            pk = table.pk_of(row)
            if pk in seen:
                raise BadRow(f"{table.path.name}, row {number}: “{table.key_of(row)}” is there twice.")
            seen.add(pk)
            keys[table.key_of(row)] = pk
            values, targets = self._parse(table, number, row)
            try:
                self._store(table, pk, values, targets, existing.get(pk), loaded.get(pk), outcome)
            except ValidationError as error:
                raise BadRow(f"{table.path.name}, row {number} ({table.key_of(row)}): {_words(error)}") from error
        for pk in loaded.keys() - seen:
            if pk in existing:
                self._retire(existing[pk], outcome)
        return outcome

    def _last_loaded(self, model: type[models.Model]) -> Iterator[Any]:
        """The newest history row that this command wrote, for each record."""
        rows = model.history.filter(history_change_reason=REASON).order_by("history_date")  # type: ignore[attr-defined]
        for row in rows:
            row.pk_of_record = getattr(row, model._meta.pk.attname)
            yield row

    def _rows(self, table: Table) -> Iterator[tuple[int, dict[str, str]]]:
        name = table.path.name
        known = {f.name for f in [*table.model._meta.fields, *table.model._meta.many_to_many]} | IDENTITY
        with table.path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            try:
                headings = set(reader.fieldnames or ())
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
        loaded: Any,
        outcome: Outcome,
    ) -> None:
        if record is None:
            record = table.model(pk=pk, **values)
            outcome.counts["created"] += 1
            self._save(record, targets)
            return
        wanted = values | _standing(record)
        changed = {n: v for n, v in wanted.items() if getattr(record, n) != v}
        moved = {n: t for n, t in targets.items() if {o.pk for o in getattr(record, n).all()} != t}
        for name in [*changed, *moved]:
            ours = loaded is not None and (
                getattr(record, name) == getattr(loaded, name)
                if name in changed
                else {o.pk for o in getattr(record, name).all()} == _linked(loaded, record, name)
            )
            if not ours:
                now = (
                    ", ".join(sorted(o.pk for o in getattr(record, name).all()))
                    if name in moved
                    else getattr(record, name)
                )
                file_says = ", ".join(sorted(moved[name])) if name in moved else changed[name]
                verb = "overwritten" if self.overwrite else "kept"
                outcome.kept.append(f"{verb} {table.name} {pk} {name}: “{now}” (the file says “{file_says}”)")
                if not self.overwrite:
                    changed.pop(name, None)
                    moved.pop(name, None)
        if changed or moved:
            for name, value in changed.items():
                setattr(record, name, value)
            outcome.counts["updated"] += 1
            self._save(record, moved)
        else:
            outcome.counts["unchanged"] += 1

    def _save(self, record: Any, targets: dict[str, set[str]]) -> None:
        record._change_reason = REASON
        record.full_clean()
        record.save()
        for name, pks in targets.items():
            getattr(record, name).set(pks)

    def _retire(self, record: Any, outcome: Outcome) -> None:
        if any(getattr(record, name) != value for name, value in _standing(record).items()):
            return
        if isinstance(record, Reference):
            record.retired_on = timezone.now().date()
        else:
            record.withdrawn_reason = GONE
        outcome.counts["retired"] += 1
        self._save(record, {})


def _standing(record: Any) -> dict[str, Any]:
    """The columns that say a row is in use, with the values they have while it is."""
    return {"retired_on": None} if isinstance(record, Reference) else {"withdrawn_reason": "", "withdrawn_on": None}


def _linked(loaded: Any, record: Any, name: str) -> set[str]:
    """The targets of a many-to-many field as a history row has them."""
    target = record._meta.get_field(name).related_model._meta.model_name
    return set(getattr(loaded, name).values_list(f"{target}_id", flat=True))


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
