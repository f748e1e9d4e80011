"""Kinds of rows that can be imported: each app declares its own in a module `imports`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models

from ..admin.safety import is_prose
from ..models import Reviewed
from .columns import Column

Hint = tuple[Any, ...]  # What two rows share if they may be the same.


@dataclass(frozen=True)
class Kind:
    """One declaration of a kind: its columns, what tells its rows apart, and what its forms would ask.

    `natural` are the fields by which a row without a reference is found, `found_by` those of them
    that the database is asked for. `derived` are columns of our own exports that nobody fills in.
    `owners` lead to the records whose approval closes the row. `check` adds complaints to those of
    the model, `complete` fills in what a form would, and `finish` looks at all rows together. Rows of
    the kinds in `beside` may stand in the same row of a file, linked by their `beside_of`. What is
    `fixed` no import changes on a row that is there.
    A hidden link among those that `goes_with` names is taken off with the link that it goes with.
    `hint` tells rows that may be doubles, of those that `hinted` finds for a batch.
    """

    name: str
    model: type[models.Model]
    columns: tuple[Column, ...]
    natural: tuple[str, ...]
    found_by: tuple[str, ...]
    derived: frozenset[str] = frozenset()
    owners: tuple[str, ...] = ()
    beside: dict[str, Any] = field(default_factory=dict)
    at_risk: dict[str, frozenset[str]] = field(default_factory=dict)
    check: Callable[[Any, Any], None] = lambda row, run: None
    complete: Callable[[Any, Any], None] = lambda row, run: None
    finish: Callable[[Any], Iterable[tuple[int, str, str, str]]] = lambda run: ()
    hint: Callable[[Any], list[Hint]] = lambda instance: []
    hinted: Callable[[Any, list[Any]], Any] = lambda rows, instances: rows.none()
    prefetch: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    beside_of: str = ""
    goes_with: dict[str, str] = field(default_factory=dict)

    @cached_property
    def prose(self) -> frozenset[str]:
        """The columns in which somebody writes what they like."""
        own = {c.field for c in self.columns if not c.beside}
        return frozenset(f.name for f in self.model._meta.fields if f.name in own and is_prose(f))

    @property
    def words(self) -> str:
        return f"the columns of {self.name}"

    @property
    def links(self) -> tuple[str, ...]:
        """Many-to-many fields among the columns."""
        own = {c.field for c in self.columns if not c.beside}
        return tuple(f.name for f in self.model._meta.many_to_many if f.name in own)

    @property
    def new_rows(self) -> str:
        """What a person is told of the new rows of an import."""
        if issubclass(self.model, Reviewed):
            return "New rows are drafts of yours."
        return "New rows need no review: they stand in the record at once."

    def model_of(self, column: Column) -> type[models.Model]:
        """The model whose field the column fills in."""
        return self.beside[column.beside].model if column.beside else self.model

    def may(self, user: Any, verb: str) -> bool:
        own = self.model._meta
        return bool(user.has_perm(f"{own.app_label}.{verb}_{own.model_name}"))

    def owners_of(self, instance: Any) -> Iterator[Any]:
        """The records that a row belongs to."""
        for name in self.owners:
            if getattr(instance, f"{name}_id") is not None and (owner := getattr(instance, name)) is not None:
                yield owner

    def is_open_to(self, user: Any) -> bool:
        """Whether the user may import rows of the kind at all; what becomes of each is another matter."""
        return self.may(user, "view") and (self.may(user, "add") or self.may(user, "change"))


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Make kinds known; called by each app's `imports` module."""
    for kind in kinds:
        if kind.name in _kinds and _kinds[kind.name].model is not kind.model:
            raise ValueError(f"There is a kind “{kind.name}” already.")
        _kinds[kind.name] = kind


def all_kinds() -> dict[str, Kind]:
    """Every kind by its name, in the order in which files of one another's rows are imported."""
    return dict(_kinds)


def kind_for(model: type[models.Model]) -> Kind | None:
    """The kind whose rows are of the model, if they can be imported."""
    return next((kind for kind in _kinds.values() if kind.model is model), None)
