"""The record as it was known at a moment, for whatever reads it while the block lasts.

Rows that have a later version are read in their version of then, with their links of then; all
others are read where they are. Temporary views stand before the tables of those kinds that changed
since, so that every report says what it would have said, through the queries that it always has.

Who could not see a row today does not see its past either, and what was withdrawn since stays out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models.functions import RowNumber

from ..models import Tracked
from ..querysets import retires


@dataclass(frozen=True)
class Past:
    """The record at `moment`; `is_narrowed` if it knew rows then that are not shown again."""

    moment: dt.datetime
    is_narrowed: bool


@contextmanager
def as_known(moment: dt.datetime, today: Any, *, with_closed: bool = False) -> Iterator[Past]:
    """Let the tables show the record as it was known just before `moment`, of rows that `today` sees today.

    `with_closed` shows rows as well that were withdrawn or hidden since: to say that
    these are gone, never what they held. Call it where the connection sees one state of the record.
    """
    kinds = [Kind(model) for model in apps.get_models() if issubclass(model, Tracked) and not model._meta.proxy]
    changed = [kind for kind in kinds if kind.changed_since(moment).exists()]
    made: list[str] = []
    with transaction.atomic():  # A failure takes the views away as well.
        for kind in changed:
            kind.set_aside(moment, today, made)
        narrowed = [kind for kind in changed if kind.has_closed()]
        if not with_closed:
            for kind in narrowed:
                kind.leave_out_closed()
        for kind in changed:
            kind.stand_before(made)
        yield Past(moment, is_narrowed=bool(narrowed))
        for thing in reversed(made):
            _run(f"DROP {thing}")


class Kind:
    """A kind of row that changed since, its table, its history and what is laid aside of it."""

    def __init__(self, model: Any) -> None:
        self.model = model
        self.history = model.history
        self.table, self.key = model._meta.db_table, model._meta.pk.column
        self.changed, self.shown, self.latest, self.then = (
            f"{what}_{self.table}"[:63] for what in ("changed", "shown", "latest", "then")
        )

    def changed_since(self, moment: dt.datetime) -> Any:
        """Keys of the rows with a version of `moment` or later."""
        return self.history.filter(history_date__gte=moment).order_by().values(self.model._meta.pk.name).distinct()

    def set_aside(self, moment: dt.datetime, today: Any, made: list[str]) -> None:
        """Temporary tables: the changed rows, those of them that are seen today, and their versions of then."""
        changed = self.changed_since(moment)
        _make_table(self.changed, changed, made)
        _make_table(self.shown, self._shown_today(today).filter(pk__in=changed).order_by().values("pk"), made)
        rank = models.Window(
            RowNumber(),
            partition_by=models.F(self.model._meta.pk.name),
            order_by=[models.F("history_date").desc(), models.F("history_id").desc()],
        )
        versions = self.history.filter(history_date__lt=moment, pk__in=self._versions_of(changed)).order_by()
        latest = versions.annotate(age=rank).filter(age=1).exclude(history_type="-")
        _make_table(self.latest, latest.values("history_id"), made)
        columns = ", ".join(self._as_kept(field) for field in self.model._meta.concrete_fields)
        kept = _from(self.history.model._meta.db_table, columns, f'"history_id" {_among(self.latest, "history_id")}')
        _make("TABLE", self.then, kept, made)

    def _versions_of(self, keys: Any) -> Any:
        return self.history.filter(**{f"{self.model._meta.pk.name}__in": keys}).order_by().values("history_id")

    def _shown_today(self, today: Any) -> Any:
        """What is seen and stands; a reference row that was retired since stood then."""
        rows = self.model.objects.visible_to(today)
        return rows if retires(self.model) else rows.standing()

    def _as_kept(self, field: Any) -> str:
        """The column in a version; the folded search text is in none, and no report shows it."""
        is_kept = any(f.column == field.column for f in self.history.model._meta.concrete_fields)
        return f'"{field.column}"' if is_kept else f"'' AS \"{field.column}\""

    @property
    def _closed(self) -> str:
        return f'"{self.key}" NOT {_among(self.shown, self.key)}'

    def has_closed(self) -> bool:
        """Whether a row was there then that is not seen today, or that was withdrawn since."""
        with connection.cursor() as cursor:
            cursor.execute(_from(self.then, "1", self._closed) + " LIMIT 1")
            return cursor.fetchone() is not None

    def leave_out_closed(self) -> None:
        _run(f'DELETE FROM "{self.then}" WHERE {self._closed}')  # noqa: S608 - names of tables of ours

    def stand_before(self, made: list[str]) -> None:
        """Views in the place of the table and of the tables of the row's links."""
        columns = ", ".join(f'"{field.column}"' for field in self.model._meta.concrete_fields)
        self._make_view(self.table, columns, self.key, _from(self.then, columns), made)
        for link in self.model._meta.many_to_many:
            if link.name in {field.name for field in self.history.model._history_m2m_fields}:
                source, target = link.m2m_column_name(), link.m2m_reverse_name()
                ledger = getattr(self.history.model, link.name).model._meta.db_table
                of_then = (
                    f'"history_id" {_among(self.latest, "history_id")} AND "{source}" {_among(self.then, self.key)}'
                )
                then = _from(ledger, f'"id", "{source}", "{target}"', of_then)
                self._make_view(link.m2m_db_table(), f'"id", "{source}", "{target}"', source, then, made)

    def _make_view(self, table: str, columns: str, key: str, then: str, made: list[str]) -> None:
        """The table without the rows that changed, and these as they were then."""
        now = _from(table, columns, f'"{key}" NOT {_among(self.changed, self.key)}', schema=f'"{_schema()}".')
        _make("VIEW", table, f"{now} UNION ALL {then}", made)


def _from(table: str, columns: str, condition: str = "", *, schema: str = "") -> str:
    where = f" WHERE {condition}" if condition else ""
    return f'SELECT {columns} FROM {schema}"{table}"{where}'  # noqa: S608 - names of tables and columns of ours


def _among(table: str, column: str) -> str:
    return f'IN (SELECT "{column}" FROM "{table}")'  # noqa: S608 - names of tables and columns of ours


def _schema() -> str:
    """Where the tables are, whatever stands before them."""
    if connection.vendor == "sqlite":
        return "main"
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return str(cursor.fetchone()[0])


def _run(statement: str, parameters: Sequence[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def _make_table(name: str, rows: models.QuerySet, made: list[str]) -> None:
    statement, parameters = rows.query.sql_with_params()
    _make("TABLE", name, statement, made, tuple(parameters))


def _make(what: str, name: str, statement: str, made: list[str], parameters: Sequence[Any] | None = None) -> None:
    temporary = "temp" if connection.vendor == "sqlite" else "pg_temp"
    _run(f'CREATE TEMPORARY {what} "{name}" AS {statement}', parameters)
    made.append(f'{what} {temporary}."{name}"')
