"""Links of rows that are there to rows that the importer cannot see: kept, and told of by nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from ..models import Tracked
from .kinds import Kind
from .rows import Read
from .targets import seen

Keys = dict[str, set[Any]]  # By the name of the link.


def find_hidden(kind: Kind, rows: Iterable[Read], user: Any) -> None:
    """Note on each matched row which targets of its links are hidden, with one query for a kind of targets."""
    matched = [row.match for row in rows if row.match is not None]
    links: dict[Any, list[Any]] = {}
    for column in (*kind.model._meta.fields, *kind.model._meta.many_to_many):
        model: Any = column.related_model
        if (column.many_to_one or column.name in kind.links) and issubclass(model, Tracked):
            links.setdefault(model, []).append(column)
    for match in matched:
        match.import_hidden = {}
    for model, columns in links.items():
        held = {(at, c.name): keys_of(one, c) for at, one in enumerate(matched) for c in columns}
        keys = set().union(*held.values())
        hidden = keys - set(seen(model, user).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
        for (at, name), own in held.items():
            if own & hidden:
                matched[at].import_hidden[name] = own & hidden


def hidden_of(instance: Any) -> Keys:
    """The hidden targets of a row's links; none of a new row."""
    found: Keys = getattr(instance, "import_hidden", {})
    return found


@contextmanager
def without_hidden(instance: Any) -> Iterator[None]:
    """The row as the importer sees it. What is hidden is put back, unless it was replaced before."""
    kept = {}
    for name, keys in hidden_of(instance).items():
        column = instance._meta.get_field(name)
        if column.many_to_one and getattr(instance, column.attname) in keys:
            kept[column.attname] = getattr(instance, column.attname)
            setattr(instance, column.attname, None)
    try:
        yield
    finally:
        for attribute, key in kept.items():
            setattr(instance, attribute, key)


def keys_of(instance: Any, column: Any) -> set[Any]:
    """The keys of the targets of a link."""
    if column.many_to_many:
        return {one.pk for one in getattr(instance, column.name).all()}
    return {getattr(instance, column.attname)} - {None}
