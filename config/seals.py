"""Seals: what must stand is changed by no path, whatever program holds the connection.

An approved judgement is closed with the rows that it rests on; the trace and every history are
ledgers, to which rows are only added. Triggers refuse the rest in the database. Our `migrate`
makes them from the models each time. SQLite rebuilds a table to alter it, so there it takes them
off first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from .models import Reviewed, Trace
from .models.access_changes import ACCESS_COLUMNS
from .review import State, sealed_words

# The folded text is folded again whenever the folding learns something; who may see a judgement is no part of it.
NOT_SEALED = {"search_text", *ACCESS_COLUMNS}


@dataclass(frozen=True)
class Seal:
    """A table whose rows are closed with an approved judgement: `link` is the column that names it.

    Without a link the table is the judgement's own. `key` is the column of its primary key.
    """

    judgement: type[Reviewed]
    table: str
    key: str
    link: str = ""

    @property
    def name(self) -> str:
        return f"{self.table}_sealed"

    @property
    def tables(self) -> set[str]:
        return {self.table, self.judgement._meta.db_table}

    @property
    def words(self) -> str:
        return sealed_words(self.judgement)


@dataclass(frozen=True)
class Ledger:
    """A table whose rows are only ever added; `key` is the column of its primary key."""

    table: str
    key: str

    @property
    def name(self) -> str:
        return f"{self.table}_kept"

    @property
    def tables(self) -> set[str]:
        return {self.table}

    words = "What is written here is kept: it is never changed and never deleted."


def seals() -> Iterator[Seal | Ledger]:
    """Every table that is closed, by an approval or from the first."""
    yield from judgements()
    yield from ledgers()


def ledgers() -> Iterator[Ledger]:
    """The trace, and the history of every kind of row with that of its links."""
    for model in apps.get_models(include_auto_created=True):
        own: Any = model._meta
        if model is Trace or hasattr(model, "instance_type") or hasattr(model, "m2m_history_id"):
            yield Ledger(own.db_table, own.pk.column)


def judgements() -> Iterator[Seal]:
    """Every table that an approval closes."""
    for model in apps.get_models():
        if not issubclass(model, Reviewed) or model.may_be_reopened:
            continue
        own: Any = model._meta
        yield Seal(model, own.db_table, own.pk.column)
        for name in model.sealed_parts:
            part: Any = model._meta.get_field(name)
            if part.many_to_many:
                through: Any = part.remote_field.through._meta
                yield Seal(model, through.db_table, through.pk.column, part.m2m_column_name())
            else:
                rows = part.related_model._meta
                yield Seal(model, rows.db_table, rows.pk.column, part.field.column)


def lift(connection: Any, which: Callable[[], Iterable[Seal | Ledger]] = seals) -> None:
    """Take seals off; for a migration that must rewrite what is sealed, in one transaction with `fasten`."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for seal in which():
            if seal.table in tables:
                for statement in DIALECTS[connection.vendor].lift(seal):
                    cursor.execute(statement)


def fasten(connection: Any, which: Callable[[], Iterable[Seal | Ledger]] = seals) -> None:
    """Set seals; those that are set stay."""
    with connection.cursor() as cursor:
        dialect, tables = DIALECTS[connection.vendor], set(connection.introspection.table_names(cursor))
        schema = dialect.schema(cursor)
        for seal in which():
            if seal.tables <= tables:
                unsealed = NOT_SEALED if isinstance(seal, Seal) else set()
                described = connection.introspection.get_table_description(cursor, seal.table)
                columns = ", ".join(f'"{column.name}"' for column in described if column.name not in unsealed)
                for statement in dialect.fasten(seal, columns, schema):
                    cursor.execute(statement)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


class PostgreSQL:
    """One function and two triggers a table; emptying the table is refused too.

    The function looks for tables nowhere but where they are: a temporary table of the same name
    would otherwise stand before the judgement's.
    """

    @staticmethod
    def schema(cursor: Any) -> str:
        cursor.execute("SELECT current_schema()")
        return str(cursor.fetchone()[0])

    @staticmethod
    def lift(seal: Seal | Ledger) -> Iterator[str]:
        yield "SET CONSTRAINTS ALL IMMEDIATE"  # A table that awaits checks cannot be altered.
        yield "SET CONSTRAINTS ALL DEFERRED"
        yield f'DROP TRIGGER IF EXISTS "{seal.name}" ON "{seal.table}"'
        yield f'DROP TRIGGER IF EXISTS "{seal.name}_whole" ON "{seal.table}"'

    @classmethod
    def fasten(cls, seal: Seal | Ledger, columns: str, schema: str) -> Iterator[str]:
        adding = "INSERT OR " if isinstance(seal, Seal) and seal.link else ""
        yield (
            f'CREATE OR REPLACE FUNCTION "{seal.name}"() RETURNS trigger LANGUAGE plpgsql '
            f"SET search_path = pg_catalog, pg_temp AS $body$ "
            f"DECLARE state text; BEGIN {cls._body(seal, schema)} END $body$"
        )
        for name, events, each in (
            (seal.name, f"{adding}UPDATE OF {columns} OR DELETE", "ROW"),
            (f"{seal.name}_whole", "TRUNCATE", "STATEMENT"),
        ):
            yield (
                f'CREATE OR REPLACE TRIGGER "{name}" BEFORE {events} ON "{seal.table}" '
                f'FOR EACH {each} EXECUTE FUNCTION "{seal.name}"()'
            )

    @classmethod
    def _body(cls, seal: Seal | Ledger, schema: str) -> str:
        refuse = f"RAISE EXCEPTION USING MESSAGE = {_literal(seal.words)}, ERRCODE = 'check_violation';"
        if isinstance(seal, Ledger):
            return refuse
        old = cls._state(seal, schema, "OLD") + f" IF state = '{State.APPROVED}' THEN {refuse} END IF;"
        new = (
            cls._state(seal, schema, "NEW") + f" IF state = '{State.APPROVED}' THEN {refuse} END IF;"
            if seal.link
            else ""
        )
        return (
            f"IF TG_OP = 'TRUNCATE' THEN {refuse} END IF; "
            f"IF TG_OP <> 'INSERT' THEN {old} END IF; "
            f"IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; {new} RETURN NEW;"
        )

    @staticmethod
    def _state(seal: Seal, schema: str, row: str) -> str:
        """Reads the judgement's state; of a part, under a lock, so that an approval under way is waited for."""
        owner = seal.judgement._meta
        if not seal.link:
            return f"state := {row}.review_state;"
        return (
            f'SELECT review_state INTO state FROM "{schema}"."{owner.db_table}" '  # noqa: S608 - names of tables of ours
            f'WHERE "{owner.pk.column}" = {row}."{seal.link}" FOR SHARE;'
        )


class SQLite:
    """One trigger for each event. `INSERT OR REPLACE` tells no trigger of what it deletes, so that is looked for."""

    EVENTS = ("INSERT", "UPDATE", "DELETE")

    @classmethod
    def schema(cls, cursor: Any) -> str:
        return "main"

    @classmethod
    def lift(cls, seal: Seal | Ledger) -> Iterator[str]:
        for event in cls.EVENTS:
            yield f'DROP TRIGGER IF EXISTS "{seal.name}_{event.lower()}"'

    @classmethod
    def fasten(cls, seal: Seal | Ledger, columns: str, schema: str) -> Iterator[str]:
        for event in cls.EVENTS:
            events = f"UPDATE OF {columns}" if event == "UPDATE" else event
            yield (
                f'CREATE TRIGGER IF NOT EXISTS "{seal.name}_{event.lower()}" BEFORE {events} ON "{seal.table}" '
                f"FOR EACH ROW WHEN {' OR '.join(cls._closed(seal, event))} "
                f"BEGIN SELECT RAISE(ABORT, {_literal(seal.words)}); END"
            )

    @classmethod
    def _closed(cls, seal: Seal | Ledger, event: str) -> Iterator[str]:
        if isinstance(seal, Ledger):
            yield f'NEW."{seal.key}" IN (SELECT "{seal.key}" FROM "{seal.table}")' if event == "INSERT" else "TRUE"  # noqa: S608 - likewise
            return
        owner = seal.judgement._meta
        link = seal.link or seal.key
        approved = f"""SELECT "{owner.pk.column}" FROM "{owner.db_table}" WHERE review_state = '{State.APPROVED}'"""  # noqa: S608 - likewise
        if event != "INSERT":
            yield f'OLD."{link}" IN ({approved})'
        if event != "DELETE" and seal.link:
            yield f'NEW."{link}" IN ({approved})'
        if event != "DELETE":
            moved = "" if event == "INSERT" else f'NEW."{seal.key}" <> OLD."{seal.key}" AND '
            replaced = f'SELECT "{seal.key}" FROM "{seal.table}" WHERE "{link}" IN ({approved})'  # noqa: S608 - likewise
            yield f'{moved}NEW."{seal.key}" IN ({replaced})'


DIALECTS: dict[str, Any] = {"postgresql": PostgreSQL, "sqlite": SQLite}
