"""Columns: what a report says of a record, as database expressions for one reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Case, F, Value, When

from ..querysets import standing_q
from ..refs import ByteOrdered
from ..visibility import may_view, viewable_q, visible_q
from .links import Joined, order_of


@dataclass(frozen=True)
class View:
    """With whose eyes, as of which day, and as known on which day, a report is written.

    `with_retired` keeps reference rows that are no longer offered, since what uses them names them.
    """

    user: Any
    as_of: dt.date
    known_at: dt.date | None = None
    with_retired: bool = False


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
    if column.many_to_one and hasattr(column.related_model._default_manager, "visible_to"):
        return Column(name, "code", lambda view: _open_key(column, view.user), about, name)
    return Column(name, _kind(column), lambda _: F(column.attname), about, name)


def _open_key(column: Any, user: Any) -> Any:
    """The key of a foreign key's target, if the reader sees it."""
    seen = _open_q(column.related_model, user, f"{column.name}__")
    return Case(When(seen, then=F(column.attname)), default=None) if seen else F(column.attname)


def path_column(heading: str, path: str, description: str, *, of: type[models.Model]) -> Column:
    """A text of a row that is seen with the record, e.g. a province's name; empty if the role may not view its kind."""
    nothing = Value(None, output_field=models.TextField())
    return Column(heading, "text", lambda view: F(path) if may_view(view.user, of) else nothing, description)


def joined_column(
    heading: str, rows: Callable[[Any], models.QuerySet], owner: str, item: str, description: str, kind: str = "text"
) -> Column:
    """One value of each visible row that belongs to the record, joined by “; ”.

    `rows(user)` gives the visible rows, `owner` is their foreign key to the record.
    """
    return Column(heading, kind, lambda view: Joined(rows(view.user), owner, item, ("pk",)), description)


def _joined_keys(model: type[models.Model], column: Any, user: Any) -> Joined:
    through = column.remote_field.through
    source, target = column.m2m_field_name(), column.m2m_reverse_field_name()
    rows = through._base_manager.all()
    if hasattr(column.related_model._default_manager, "visible_to"):
        rows = rows.filter(_open_q(column.related_model, user, f"{target}__"))
    return Joined(rows, source, f"{target}_id", order_of(column.related_model, f"{target}__"))


def _open_q(model: type[models.Model], user: Any, prefix: str) -> models.Q:
    """A record that a link may name: the reader sees it and may view its kind, and it has not been withdrawn."""
    return visible_q(model, user, prefix) & viewable_q(model, user, prefix) & standing_q(model, prefix)


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
