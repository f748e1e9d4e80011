"""Rows that cells name: found by reference, code or name, among those that the importer sees.

Whatever is hidden from them is found by nothing and told of by nothing: the same words are said
of a name that leads to a hidden row and of one that leads nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from ..models import Reference, Tracked
from ..search import fold
from ..visibility import viewable_q

Names = dict[str, list[Any]]

# By which fields, besides its key, a row of a model can be named; and other spellings of it.
_named_by: dict[Any, tuple[str, ...]] = {}
_spelled: dict[Any, Callable[[Any], Iterable[str]]] = {}
_loaded_with: dict[Any, tuple[str, ...]] = {}


def name_by(
    model: Any,
    *fields: str,
    spelled: Callable[[Any], Iterable[str]] | None = None,
    loaded_with: tuple[str, ...] = (),
) -> None:
    """Declare the fields whose whole text names a row, its folded spellings, and links that checks read."""
    _named_by[model], _loaded_with[model] = fields, loaded_with
    if spelled:
        _spelled[model] = spelled


def seen(model: Any, user: Any) -> Any:
    """The rows that exist for the importer: visible, and of kinds that they may view."""
    return model._default_manager.visible_to(user).filter(viewable_q(model, user))


class Targets:
    """What one importer's cells name, loaded for many rows at once."""

    def __init__(self, user: Any):
        self.user = user
        self.tables: dict[Any, Names] = {}  # Of reference rows: all of them, by folded name.
        self.rows: dict[Any, Names] = {}  # Of records: those of the batch, by key and name.
        self.retired: dict[Any, Names] = {}  # And those that only rows may name that have them already.
        self.own: dict[Any, Callable[[str], Any]] = {}  # Rows of the same file, by key.

    def load(self, wanted: dict[Any, set[str]]) -> None:
        """Load what the cells of a batch name."""
        self.rows = {}
        for model, keys in wanted.items():
            if issubclass(model, Reference):
                if model not in self.tables:
                    every = self._table(model)
                    self.tables[model] = self._named(model, [row for row in every if not row.retired_on])
                    self.retired[model] = self._named(model, [row for row in every if row.retired_on])
            else:
                self.rows[model] = self._records(model, {key for key in keys if len(key) <= 500})

    def find(self, model: Any, key: str) -> Any:
        """The row that a cell names. Raises ValueError with what would be accepted."""
        known = self.tables.get(model) or self.rows.get(model) or {}
        found = known.get(_folded(key), []) if issubclass(model, Reference) else known.get(key, [])
        if len(found) == 1:
            return found[0]
        kind = model._meta.verbose_name
        if found:
            some = ", ".join(sorted(row.pk for row in found)[:4])
            raise ValueError(f"Several {model._meta.verbose_name_plural} are called so; give the key: {some}.")
        own = self.own.get(model)
        if own and (row := own(key)) is not None:
            return row
        if issubclass(model, Reference):
            if len(gone := self.retired.get(model, {}).get(_folded(key), [])) == 1:
                return gone[0]
            raise ValueError(self.no_such(model))
        names = " or ".join(
            ["the reference", *(f"the exact {_label(model, name)}" for name in _named_by.get(model, ()))]
        )
        raise ValueError(f"You see no such {kind}. Accepted: {names} of one that you see.")

    def no_such(self, model: Any) -> str:
        """What is said of a name that no reference row in use has."""
        codes = sorted({row.pk for rows in self.tables.get(model, {}).values() for row in rows})
        more = " …" if len(codes) > 40 else ""
        return f"There is no such {model._meta.verbose_name}. Accepted: {', '.join(codes[:40])}{more}"

    def _table(self, model: Any) -> list[Any]:
        return list(seen(model, self.user).prefetch_related(*_loaded_with.get(model, ())).order_by("pk"))

    def _named(self, model: Any, rows: list[Any]) -> Names:
        names: Names = {}
        for row in rows:
            spellings = {fold(row.pk) or row.pk, fold(row.name), *(_spelled[model](row) if model in _spelled else ())}
            for name in spellings - {""}:
                names.setdefault(name, []).append(row)
        for row in names.copy().values():  # A code names its own row, whatever other rows are called.
            for one in row:
                names[fold(one.pk) or one.pk] = [one]
        return names

    def _records(self, model: Any, keys: set[str]) -> Names:
        names: Names = {}
        if not keys or not issubclass(model, Tracked):
            return names
        fields = ("pk", *_named_by.get(model, ()))
        q = models.Q()
        for name in fields:
            q |= models.Q(**{f"{name}__in": _as_keys(model, keys) if name == "pk" else keys})
        rows = seen(model, self.user).standing().filter(q).prefetch_related(*_loaded_with.get(model, ()))
        for row in rows.order_by("pk"):
            for name in {getattr(row, name) for name in fields} & keys:
                names.setdefault(name, []).append(row)
        for row in rows:
            if row.pk in keys:
                names[row.pk] = [row]
        return names


@lru_cache(maxsize=4096)
def _folded(key: str) -> str:
    return fold(key) or key


def _as_keys(model: Any, texts: set[str]) -> set[str]:
    """Those of the texts that can be keys at all."""
    found = set()
    for text in texts:
        try:
            found.add(model._meta.pk.to_python(text))
        except ValidationError:
            continue
    return found


def _label(model: Any, name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)
