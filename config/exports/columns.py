"""Columns: what a report says of a record, as database expressions for one reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Case, F, OuterRef, Subquery, When

from ..querysets import standing_q
from ..refs import ByteOrdered
from ..visibility import is_restricted, visible_q


@dataclass(frozen=True)
class View:
    """With whose eyes, as of which day, and as known on which day, a report is written."""

    user: Any
    as_of: dt.date
    known_at: dt.date | None = None


class Joined(Subquery):
    """The values of a one-column subquery (named `item`), in its order, joined by “; ”.

    The order comes from the inner select, because SQLite before 3.44 cannot order inside
    group_concat.
    """

    template = "(SELECT GROUP_CONCAT(joined.item, '; ') FROM (%(subquery)s) joined)"
    output_field = models.TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(SELECT STRING_AGG(joined.item, '; ') FROM (%(subquery)s) joined)"
        return self.as_sql(compiler, connection, template=template, **context)


@dataclass(frozen=True)
class Column:
    """One column: its heading, what it holds, and how to get it.

    `value` makes the database expression for a view. `field` is the model field that the
    column accounts for; empty for what is derived. `kind` decides how the cell is written:
    text (guarded against formulas), code, number, boolean, date or moment.
    """

    heading: str
    kind: str
    value: Callable[[View], Any]
    description: str
    field: str = ""


def field_column(model: type[models.Model], name: str) -> Column:
    """The column of a field: its value, its visible target's key, or its visible targets' keys."""
    column: Any = model._meta.get_field(name)
    about = str(column.help_text)
    if column.many_to_many:
        return Column(name, "code", lambda view: _joined_keys(model, column, view.user), about, name)
    if column.many_to_one and is_restricted(column.related_model):
        return Column(
            name,
            "code",
            lambda view: Case(
                When(_open_q(column.related_model, view.user, f"{name}__"), then=F(column.attname)), default=None
            ),
            about,
            name,
        )
    return Column(name, _kind(column), lambda _: F(column.attname), about, name)


def path_column(heading: str, path: str, description: str) -> Column:
    """A text reached over reference rows, which everybody sees (e.g. a province's name)."""
    return Column(heading, "text", lambda _: F(path), description)


def joined_column(
    heading: str, rows: Callable[[Any], models.QuerySet], owner: str, item: str, description: str, kind: str = "text"
) -> Column:
    """One value of each visible row that belongs to the record, joined by “; ”.

    `rows(user)` gives the visible rows, `owner` is their foreign key to the record.
    """

    def value(view: View) -> Joined:
        mine = rows(view.user).filter(**{owner: OuterRef("pk")}).order_by("pk")
        return Joined(mine.annotate(item=F(item)).values("item"))

    return Column(heading, kind, value, description)


def _joined_keys(model: type[models.Model], column: Any, user: Any) -> Joined:
    through = column.remote_field.through
    source, target = column.m2m_field_name(), column.m2m_reverse_field_name()
    rows = through._base_manager.filter(**{source: OuterRef("pk")})
    if is_restricted(column.related_model):
        rows = rows.filter(_open_q(column.related_model, user, f"{target}__"))
    return Joined(rows.order_by(target).annotate(item=F(f"{target}_id")).values("item"))


def _open_q(model: type[models.Model], user: Any, prefix: str) -> models.Q:
    """A record that a link may name: the reader sees it, and it has not been withdrawn."""
    return visible_q(model, user, prefix) & standing_q(model, prefix)


def _kind(column: Any) -> str:
    if column.many_to_one or isinstance(column, ByteOrdered) or column.choices:
        return "code"
    kinds = (
        (models.BooleanField, "boolean"),
        (models.DateTimeField, "moment"),
        (models.DateField, "date"),
        (models.DecimalField, "number"),
        (models.IntegerField, "number"),
    )
    return next((kind for cls, kind in kinds if isinstance(column, cls)), "text")
