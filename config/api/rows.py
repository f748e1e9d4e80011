"""Which rows the API shows, and how to reach other records without touching hidden ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q, QuerySet

from ..querysets import standing_q
from ..visibility import is_restricted, viewable_q
from .permissions import may_view


@dataclass(frozen=True)
class Lens:
    """For whom rows are read, for which day their state is given, and as known on which day."""

    user: Any
    as_of: dt.date
    asked: bool = False  # whether the reader named the day; otherwise it is today (UTC)
    known_at: dt.date | None = None
    _shown: dict[Any, QuerySet] = field(default_factory=dict, init=False, compare=False, repr=False)

    def shown(self, model: Any) -> QuerySet:
        """The rows of `model` shown to this reader; the rule is worked out once for each kind."""
        if model not in self._shown:
            self._shown[model] = shown(model, self.user)
        return self._shown[model].all()

    def eyes_for(self, model: Any) -> Any:
        """With whose eyes something is derived from rows of `model`: nobody's without that permission."""
        return self.user if may_view(self.user, model) else AnonymousUser()


def shown(model: Any, user: Any) -> QuerySet:
    """The rows of `model` that the API shows to `user`: the root of every answer.

    Nothing of a kind that the role may not view, nothing hidden, and nothing withdrawn; nor
    what belongs to such a record. Retired reference rows stay: what uses them keeps them.
    """
    return model.objects.visible_to(user).filter(standing_q(model), viewable_q(model, user))


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
