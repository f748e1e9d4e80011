"""Columns that join the values of many rows: asked of each record, or joined once for all of them."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models import F, OuterRef, Subquery
from django.db.models.expressions import Expression
from django.db.models.sql.constants import LOUTER


def order_of(model: Any, prefix: str = "") -> tuple[str, ...]:
    """The names by which a model orders its rows, over `prefix`; an aggregate does not follow links by itself."""
    names: list[str] = []
    for name in model._meta.ordering:
        sign, field = name[: name.startswith("-")], model._meta.get_field(name.lstrip("-"))
        linked = (
            order_of(field.related_model, f"{prefix}{field.name}__") if field.is_relation else [prefix + field.name]
        )
        names += [_turned(one) if sign else one for one in linked]
    return tuple(names)


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


class Joined(Subquery):
    """The values `item` of the rows that belong to a record, in the order of the names in `by`, joined by “; ”.

    `owner` is their foreign key to the record. The order comes from the inner select, because
    SQLite before 3.44 cannot order inside group_concat.
    """

    template = "(SELECT GROUP_CONCAT(joined.item, '; ') FROM (%(subquery)s) joined)"
    output_field = models.TextField()

    def __init__(self, rows: Any, owner: str, item: str, by: tuple[str, ...]) -> None:
        self.rows, self.owner, self.item, self.by = rows, owner, item, by
        mine = rows.filter(**{owner: OuterRef("pk")}).order_by(*by)
        super().__init__(mine.annotate(item=F(item)).values("item"))

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(SELECT STRING_AGG(joined.item, '; ') FROM (%(subquery)s) joined)"
        return self.as_sql(compiler, connection, template=template, **context)

    def of_all(self, narrowed_to: Any = None) -> Any:
        """The records' keys, each with its joined values; of these records alone if some are given."""
        wanted = {f"{self.owner}__isnull": False} if narrowed_to is None else {f"{self.owner}__in": narrowed_to}
        text = StringAgg(self.item, "; ", order_by=self.by, output_field=models.TextField())
        rows = self.rows.filter(**wanted).order_by()
        return rows.values(self.owner).annotate(joined=text).values_list(self.owner, "joined")


class _Table:
    """An aggregated select as a table that a query joins to its records.

    What Django asks of an entry in a query's `alias_map`. It is put there last, when nothing is
    filtered any more.
    """

    join_type = LOUTER
    filtered_relation = None

    def __init__(self, query: Any, name: str, parent_alias: str, key: str) -> None:
        self.query, self.table_name, self.table_alias = query, name, name
        self.parent_alias, self.key = parent_alias, key

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        try:
            sql, params = self.query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:  # The reader may see none of them, whatever there is.
            sql, params = "SELECT NULL::text, NULL::text WHERE false", ()
        name, parent, key = map(connection.ops.quote_name, (self.table_name, self.parent_alias, self.key))
        return f"{self.join_type} ({sql}) {name} (owner, joined) ON ({name}.owner = {parent}.{key})", params


class _Read(Expression):
    """The joined values of such a table."""

    output_field = models.TextField()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return f"{connection.ops.quote_name(self.name)}.joined", ()


class Tables:
    """The link columns of one select, each joined once for all records, where that is the faster way.

    PostgreSQL joins by hashing or merging, and a select in every row costs it more than all the
    rest; SQLite looks up in an index either way.
    """

    def __init__(self, narrowed_to: Any = None) -> None:
        self.narrowed_to = narrowed_to
        self.made: dict[str, Any] = {}

    def read(self, value: Any) -> Any:
        """What stands in the select for a column's value."""
        if not isinstance(value, Joined):
            return value
        name = f"links_{len(self.made)}"
        self.made[name] = value.of_all(self.narrowed_to).query
        return _Read(name)

    def join_to(self, rows: Any) -> Any:
        """The select with the tables that were read."""
        rows = rows.all()
        query = rows.query
        parent = query.get_initial_alias()
        for name, links in self.made.items():
            query.alias_map[name] = _Table(links, name, parent, query.get_meta().pk.column)
            query.alias_refcount[name] = 1
        return rows
