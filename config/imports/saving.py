"""Saving what was judged: new rows in batches with their history, changed ones each by itself.

All of it happens in the transaction of the import, which is rolled back if any row is wrong.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models
from simple_history.utils import bulk_create_with_history

from ..admin.rules import sign
from ..models import Record, Reviewed
from ..models.base import DRAWS
from ..refs import RefField
from ..review import OPEN
from .hidden import hidden_of
from .kinds import Kind
from .rows import Read

AT_ONCE = 200  # Rows in one statement: SQLite takes no more than so many values.


class Saver:
    """Writes the rows of one import, as its importer."""

    def __init__(self, kind: Kind, *, user: Any, sha256: str, mark: str):
        self.kind, self.user, self.sha256, self.mark = kind, user, sha256, mark
        self.touched: dict[tuple[Any, str], str] = {}  # Records that rows were added to, and for which row first.

    def lock(self, batch: list[Read]) -> None:
        """Let nobody else change these rows, nor close their records, until the import is through.

        Records come before their parts, as their forms lock them.
        """
        rows = [instance for row in batch for instance in (row.draft, row.match) if instance is not None]
        for name in self.kind.owners:
            model = self.kind.model._meta.get_field(name).related_model
            found = [(row, owner) for row in rows if (owner := getattr(row, name, None)) is not None]
            states = _locked_states(model, sorted({owner.pk for _, owner in found}))
            for _, owner in found:
                owner.review_state = states.get(owner.pk, owner.review_state)
        _lock(self.kind.model, sorted({row.match.pk for row in batch if row.match is not None}))

    def save(self, batch: list[Read]) -> None:
        """Save the new and the changed rows of a batch, and what stands beside them."""
        self._add(self.kind, [row for row in batch if row.is_new])
        for row in batch:
            if not row.is_new and row.changes:
                self._change(self.kind, row, row)
        for kind in self.kind.beside.values():
            beside = [(row, own) for row in batch for other, own in row.beside if other is kind]
            for row, own in beside:
                if own.is_new:
                    setattr(own.instance, kind.beside_of, row.instance)
            self._add(kind, [own for _, own in beside if own.is_new], with_owner=True)
            self._touch(kind, [own for row, own in beside if own.is_new and not (row.is_new or row.changes)])
            for row, own in beside:
                if not own.is_new and own.changes:
                    self._change(kind, own, row)

    def finish(self) -> None:
        """With its parts a record gets a new version: who approves or saves it next must have read them."""
        for (model, key), place in sorted(self.touched.items(), key=lambda item: (item[0][0].__name__, item[0][1])):
            whole = model._base_manager.select_for_update(no_key=True).get(pk=key)
            if isinstance(whole, Reviewed) and whole.review_state not in OPEN:
                raise PermissionDenied(
                    f"The {model._meta.verbose_name} {key} was closed meanwhile; read the file again."
                )
            sign(whole, self.user)
            whole._history_user, whole._change_reason = self.user, self._reason(place)
            whole.save()

    def _reason(self, place: str) -> str:
        return f"import {self.sha256} {place} {self.mark}"

    def _add(self, kind: Kind, rows: list[Read], *, with_owner: bool = False) -> None:
        if not rows:
            return
        for row in rows:
            instance = row.instance
            sign(instance, self.user)
            instance._history_user, instance._change_reason = self.user, self._reason(row.place)
            if isinstance(instance, Record):
                instance.origin = f"sha256:{self.sha256}:{row.place}"
            vars(instance).pop("search_from", None)
            instance.settle()
        self._draw([row.instance for row in rows if not row.instance.pk])
        made = [row.instance for row in rows]
        bulk_create_with_history(made, kind.model, batch_size=AT_ONCE)
        self._link(kind.model, {row.instance.pk: row.links for row in rows})
        if not with_owner:
            self._touch(kind, rows)

    def _touch(self, kind: Kind, rows: list[Read]) -> None:
        for row in rows:
            for owner in kind.owners_of(row.instance):
                self.touched.setdefault((type(owner), owner.pk), row.place)

    def _draw(self, instances: list[Any]) -> None:
        """Give each row a reference that nobody has."""
        if not instances:
            return
        field = type(instances[0])._meta.pk
        assert isinstance(field, RefField)
        missing = list(instances)
        for _ in range(DRAWS):
            drawn: dict[str, Any] = {}
            for instance in missing:
                ref = field.draw()
                while ref in drawn:
                    ref = field.draw()
                drawn[ref] = instance
            taken = set(type(instances[0])._base_manager.filter(pk__in=drawn).values_list("pk", flat=True))
            for ref in drawn.keys() - taken:
                drawn[ref].pk = ref
            missing = [drawn[ref] for ref in taken]
            if not missing:
                return
        raise IntegrityError(f"No free references for {len(missing)} rows in {DRAWS} draws.")

    def _link(self, model: Any, links: dict[str, dict[str, list[Any]]]) -> None:
        """Set the links of new rows, and write them into the version that each row has."""
        versions: dict[str, Any] = {}
        for name in {name for own in links.values() for name, found in own.items() if found}:
            link = model._meta.get_field(name)
            through = link.remote_field.through
            source, target = (
                through._meta.get_field(n).attname for n in (link.m2m_field_name(), link.m2m_reverse_field_name())
            )
            pairs = [
                through(**{source: key, target: one.pk}) for key, own in links.items() for one in own.get(name, ())
            ]
            through._base_manager.bulk_create(pairs, batch_size=AT_ONCE)
            if not versions:
                key = model._meta.pk.attname
                versions = {getattr(v, key): v for v in model.history.filter(**{f"{key}__in": list(links)}).only(key)}
            kept = _kept(model, name)
            columns = [f.attname for f in through._meta.fields]
            stored = through._base_manager.filter(**{f"{source}__in": list(links)})
            copies = [
                kept(
                    history_id=versions[getattr(row, source)].pk, **{column: getattr(row, column) for column in columns}
                )
                for row in stored
            ]
            kept._base_manager.bulk_create(copies, batch_size=AT_ONCE)

    def _change(self, kind: Kind, row: Read, whole: Read) -> None:
        """Save one row, as its form would."""
        instance = row.instance
        sign(instance, self.user)
        instance._history_user, instance._change_reason = self.user, self._reason(whole.place)
        instance.save()
        for change in row.changes:
            if change.column in row.links:
                kept = hidden_of(instance).get(change.column, set())
                getattr(instance, change.column).set([*row.links[change.column], *kept])
        self._touch(kind, [row])


def _kept(model: Any, name: str) -> Any:
    """The model of the history of a link."""
    return getattr(model.history.model(), name).model


def _lock(model: Any, keys: list[str]) -> None:
    if keys:
        rows: models.QuerySet = model._base_manager.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
        list(rows.values_list("pk"))


def _locked_states(model: Any, keys: list[str]) -> dict[str, str]:
    """Where each record stands in its review, now that nobody can move it."""
    _lock(model, keys)
    return dict(model._base_manager.filter(pk__in=keys).values_list("pk", "review_state")) if keys else {}
