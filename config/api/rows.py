"""Which rows the API shows, and how to reach other records without touching hidden ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q, QuerySet

from ..models import Reference
from ..visibility import is_restricted
from .permissions import may_view


@dataclass(frozen=True)
class Lens:
    """For whom rows are read, and for which day their state is given."""

    user: Any
    as_of: dt.date
    asked: bool = False  # whether the reader named the day; otherwise it is today (UTC)


def shown(model: Any, user: Any) -> QuerySet:
    """The rows of `model` that the API shows to `user`: the root of every answer.

    Nothing of a kind that the role may not view, nothing hidden, and nothing withdrawn or
    belonging to a withdrawn record. Retired reference rows stay: what uses them keeps them.
    """
    rows = model.objects.visible_to(user)
    if not may_view(user, model):
        return rows.none()
    return rows if issubclass(model, Reference) else rows.filter(standing_q(model))


def standing_q(model: Any, prefix: str = "") -> Q:
    """Not withdrawn, and seen through no record that is: a part leaves with its whole."""
    q = Q()
    names = {f.name for f in model._meta.fields}
    if "withdrawn_on" in names:
        q &= Q(**{f"{prefix}withdrawn_on__isnull": True})
    if "review_state" in names:
        q &= ~Q(**{f"{prefix}review_state": "withdrawn"})
    for name in model.visible_through:
        q &= standing_q(model._meta.get_field(name).related_model, f"{prefix}{name}__")
    return q


def among(model: Any, path: str, values: Iterable[Any], user: Any) -> Q:
    """Rows of `model` whose column or link at the end of `path` is one of `values`.

    A value that names a hidden record finds nothing, like one that names none.
    """
    *hops, name = path.split("__")
    return reach(model, hops, lambda end: _one_of(end, name, list(values), user), user)


def reach(model: Any, hops: list[str], condition: Callable[[Any], Q], user: Any) -> Q:
    """`condition` on the model where the hops end, each record on the way being shown to `user`."""
    if not hops:
        return condition(model)
    link = model._meta.get_field(hops[0])
    target = link.related_model
    return _linked_to(link, shown(target, user).filter(reach(target, hops[1:], condition, user)))


def _one_of(model: Any, name: str, values: list[Any], user: Any) -> Q:
    try:
        link = model._meta.get_field(name)
    except FieldDoesNotExist:  # "pk", or a column that the queryset derives
        return Q(**{f"{name}__in": values})
    if not link.is_relation:
        return Q(**{f"{name}__in": values})
    if is_restricted(link.related_model):
        return _linked_to(link, shown(link.related_model, user).filter(pk__in=values))
    return _linked_to(link, values)


def _linked_to(link: Any, wanted: Any) -> Q:
    """Rows whose link leads to one of `wanted`; never a row twice."""
    if link.many_to_many:
        joined = link.remote_field.through._default_manager.filter(**{f"{link.m2m_reverse_field_name()}__in": wanted})
        return Q(pk__in=joined.values(link.m2m_field_name()))
    if link.one_to_many:
        return Q(pk__in=wanted.values(link.field.name))
    return Q(**{f"{link.name}__in": wanted})
