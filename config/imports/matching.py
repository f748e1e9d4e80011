"""Which row of the record a row of a file is: by its reference, else by its natural key, else perhaps a double.

Only rows that the importer sees are looked at: a hidden one is neither matched nor told of.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from ..refs import RefField
from .kinds import Kind
from .rows import Read
from .targets import seen

MOST_HINTED = 5000  # Rows that are looked through for doubles of one batch.


class Matcher:
    """Finds the rows that are there, for many rows of a file at once, and rows of the file that are alike."""

    def __init__(self, kind: Kind, *, user: Any, sha256: str, mark: str, keeps_refs: bool = False):
        self.kind, self.model, self.user = kind, kind.model, user
        self.keeps_refs = keeps_refs
        self.known = self._imported_before(sha256, mark) if sha256 else {}
        self.taken: dict[Any, tuple[str, int]] = {}  # Rows and natural keys that a row of the file has, and where.

    def _imported_before(self, sha256: str, mark: str) -> dict[str, str]:
        """The rows that this very file made or changed, read in the same way, by their place in it."""
        begin, end = f"import {sha256} ", f" {mark}"
        rows = self.model.history.filter(history_change_reason__startswith=begin, history_change_reason__endswith=end)  # type: ignore[attr-defined] # of our managers
        found = rows.values_list("history_change_reason", self.model._meta.pk.name)
        return {reason.removeprefix(begin).removesuffix(end): key for reason, key in found}

    def match(self, batch: list[Read]) -> None:
        """Say of each row which one it is (`match`), or that it is new or wrong."""
        self._refuse_references(batch)
        keys = {ref for row in batch if (ref := _ref(row)) and "ref" not in row.refused} | {
            key for row in batch if (key := self.known.get(row.place))
        }
        by_key = {row.pk: row for row in self._rows().filter(pk__in=keys)} if keys else {}
        taken_elsewhere = self._taken(keys - by_key.keys())
        by_nature = self._by_nature([row for row in batch if not _ref(row) and row.place not in self.known])
        for row in batch:
            ref = _ref(row)
            if ref:
                self._by_reference(row, ref, by_key.get(ref), ref in taken_elsewhere)
            elif (before := by_key.get(self.known.get(row.place, ""))) is not None:
                row.match, row.is_known = before, True
            else:
                self._naturally(row, by_nature)
            if row.match is not None and not row.problems:
                self._refuse_second(row, row.match.pk, "is the same row of the record")

    def again(self, batch: list[Read]) -> None:
        """Read what was matched once more, now that nobody else can change it."""
        keys = {row.match.pk for row in batch if row.match is not None}
        there = {row.pk: row for row in self._rows().filter(pk__in=keys)} if keys else {}
        for row in batch:
            if row.match is not None and (fresh := there.get(row.match.pk)) is not None:
                row.match = fresh
            elif row.match is not None:
                row.refuse("ref", f"You see no {self.model._meta.verbose_name} of this reference.")

    def _rows(self) -> Any:
        names = (*self.kind.links, *self.kind.prefetch)
        return seen(self.model, self.user).select_related(*self.kind.owners).prefetch_related(*names)

    def _refuse_references(self, batch: list[Read]) -> None:
        key: Any = self.model._meta.pk
        for row in batch:
            text = _ref(row)
            if not text:
                continue
            try:
                fits = key.to_python(text).startswith(f"{key.prefix}-")
            except ValidationError:
                fits = False
            if not fits:
                example = f"{key.prefix}-2026-{'7KQ4MN'[: key.length]}" if isinstance(key, RefField) else "a code"
                row.refuse(
                    "ref", f"This is no reference of a {self.model._meta.verbose_name}; one looks like {example}."
                )

    def _taken(self, refs: set[str]) -> set[str]:
        """Only where references are kept, which is for whoever holds the database."""
        if not (self.keeps_refs and refs):
            return set()
        return set(self.model._base_manager.filter(pk__in=refs).values_list("pk", flat=True))

    def _by_reference(self, row: Read, ref: str, match: Any, is_taken: bool) -> None:
        if match is not None:
            row.match = match
        elif row.problems:
            return
        elif not self.keeps_refs or is_taken:
            name = self.model._meta.verbose_name
            row.refuse("ref", f"You see no {name} of this reference. Leave it empty for a new one.")
        else:
            row.draft.pk = ref
            self._refuse_second(row, ref, "has this reference")

    def _by_nature(self, rows: list[Read]) -> dict[Any, list[Any]]:
        wanted = [row for row in rows if self._is_whole(row)]
        if not wanted or not self.kind.found_by:
            return {}
        q = models.Q()
        for name in self.kind.found_by:
            attribute = _column(self.model, name).attname
            values = {getattr(row.draft, attribute) for row in wanted}
            either = models.Q(**{f"{attribute}__in": values - {None}}) if values - {None} else models.Q()
            q &= (either | models.Q(**{f"{attribute}__isnull": True})) if None in values else either
        found: dict[Any, list[Any]] = {}
        for there in self._rows().standing().filter(q):
            found.setdefault(self._nature(there), []).append(there)
        return found

    def _is_whole(self, row: Read) -> bool:
        """Whether what tells the row apart could be read."""
        return not any(name in row.refused for name in self.kind.natural) and all(
            getattr(row.draft, _column(self.model, name).attname) not in (None, "")
            for name in self.kind.found_by
            if not _column(self.model, name).null
        )

    def _nature(self, instance: Any) -> tuple[Any, ...]:
        return tuple(getattr(instance, _column(self.model, name).attname) for name in self.kind.natural)

    def _naturally(self, row: Read, known: dict[Any, list[Any]]) -> None:
        if not self._is_whole(row):
            return
        nature = self._nature(row.draft)
        there = known.get(nature, [])
        if len(there) > 1:
            some = ", ".join(sorted(one.pk for one in there)[:4])
            row.refuse(
                "ref", f"Several rows of the record are like this one: {some}. Give the reference of the one you mean."
            )
            return
        row.match = there[0] if there else None
        self._refuse_second(row, nature, "says the same")

    def _refuse_second(self, row: Read, key: Any, words: str) -> None:
        place, before = self.taken.setdefault(key, (row.place, row.number))
        if place != row.place:
            row.refuse("", f"Row {before} {words}. Keep one of them.")

    def hint(self, rows: list[Read]) -> None:
        """Tell of each new row which one of the record it may be."""
        if not rows:
            return
        there: dict[Any, str] = {}
        for one in list(
            self.kind.hinted(seen(self.model, self.user).standing(), [row.instance for row in rows])[: MOST_HINTED + 1]
        )[:MOST_HINTED]:
            for key in self.kind.hint(one):
                there.setdefault(key, one.pk)
        for row in rows:
            found = sorted({there[key] for key in self.kind.hint(row.instance) if key in there})
            if found:
                row.hint = f"Perhaps it is there already: {', '.join(found[:3])}."


def _ref(row: Read) -> str:
    return row.texts.get("ref", "").strip()


def _column(model: Any, name: str) -> Any:
    return model._meta.get_field(name)
