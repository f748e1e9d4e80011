"""What `full_clean` promises of a row, kept without a question to the database for each.

Fields and the model's `clean` are asked as always, except for links, whose targets were found
already. Check constraints are evaluated here from the models' own conditions, with the database's
logic of three values; what cannot be is asked of the database. That holds the last word when rows
are saved.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from .hidden import without_hidden

Complaints = dict[str, list[str]]
Truth = Callable[[Any], bool | None]


class Unknown(Exception):
    """A condition that is written in a way that is not known here."""


def complaints(instance: Any, *, but: set[str]) -> Complaints:
    """All that is wrong with the row, by field (`but` these, which were refused already), in words."""
    found: Complaints = {}
    skipped = but | _not_cleaned(type(instance)._meta)
    for clean in (lambda: instance.clean_fields(exclude=skipped), lambda: _clean(instance)):
        try:
            clean()
        except ValidationError as error:
            _add(found, error)
    if not found and not but:
        for constraint in type(instance)._meta.constraints:
            if isinstance(constraint, models.CheckConstraint) and not holds(constraint, instance):
                found.setdefault(_field_of(constraint, instance), []).append(str(constraint.violation_error_message))
    return found


def _clean(instance: Any) -> None:
    """What the model asks of several fields; of a hidden record its words would tell."""
    with without_hidden(instance):
        instance.clean()


@lru_cache
def _not_cleaned(own: Any) -> frozenset[str]:
    """Links, the key, and columns that nobody fills in."""
    return frozenset(f.name for f in own.fields if f.many_to_one or f.primary_key or not f.editable)


def _add(found: Complaints, error: ValidationError) -> None:
    for name, words in error.update_error_dict({}).items():
        found.setdefault("" if name == NON_FIELD_ERRORS else name, []).extend(
            text for one in words for text in one.messages
        )


def _field_of(constraint: models.CheckConstraint, instance: Any) -> str:
    """The column to which a complaint about several is put: the first that is named."""
    names = (name for name, _ in _leaves(constraint.condition))
    return next(names, "")


def _leaves(condition: Any) -> Iterator[tuple[str, Any]]:
    for child in condition.children:
        if isinstance(child, models.Q):
            yield from _leaves(child)
        else:
            yield child[0].partition("__")[0], child[1]


def holds(constraint: models.CheckConstraint, instance: Any) -> bool:
    """Whether the row keeps the constraint; unknown counts as kept, as in the database."""
    judge = _judges.get(constraint.name, ...)
    if judge is ...:
        try:
            judge = understood(constraint.condition, type(instance))
        except Unknown:
            judge = None
        _judges[constraint.name] = judge
    if judge is not None:
        return judge(instance) is not False
    try:
        constraint.validate(type(instance), instance)
    except ValidationError:
        return False
    return True


_judges: dict[str, Any] = {}  # By the names of constraints, which are unique.


def understood(condition: Any, model: Any) -> Truth:
    """The condition as a function of a row: true, false, or None for unknown. Raises Unknown if it cannot be."""
    if not isinstance(condition, models.Q) or condition.connector not in (models.Q.AND, models.Q.OR):
        raise Unknown
    parts = [
        understood(child, model) if isinstance(child, models.Q) else _leaf(child, model) for child in condition.children
    ]
    decides = condition.connector == models.Q.OR  # One true part of an “or” decides, one false part of an “and”.
    is_negated = condition.negated

    def truth(instance: Any) -> bool | None:
        value: bool | None = not decides
        for part in parts:
            found = part(instance)
            if found is decides:
                value = decides
                break
            if found is None:
                value = None
        return value if not is_negated or value is None else not value

    return truth


def _leaf(child: Any, model: Any) -> Truth:
    if not isinstance(child, tuple):
        raise Unknown
    name, *lookups = child[0].split("__")
    wanted = _wanted(child[1], model)
    attribute = model._meta.get_field(name).attname
    if not lookups or (lookups[-1] not in LOOKUPS and lookups[-1] != "isnull"):
        lookups.append("exact")
    *parts, lookup = lookups
    if any(part not in PARTS for part in parts):
        raise Unknown
    reads = [PARTS[part] for part in parts]
    if lookup == "isnull":
        return lambda instance: (getattr(instance, attribute) is None) is child[1]
    compare = LOOKUPS[lookup]

    def truth(instance: Any) -> bool | None:
        value, other = getattr(instance, attribute), wanted(instance)
        if value is None or other is None:
            return None
        for read in reads:
            value = read(value)
        return bool(compare(value, other))

    return truth


def _wanted(value: Any, model: Any) -> Callable[[Any], Any]:
    """What a field is compared with: another field of the row, or a value."""
    if isinstance(value, models.F):
        attribute = model._meta.get_field(value.name).attname  # type: ignore[attr-defined] # a column, not a link to it
        return lambda instance: getattr(instance, attribute)
    if hasattr(value, "resolve_expression"):
        raise Unknown
    return lambda _: value


@lru_cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


LOOKUPS: dict[str, Any] = {
    "exact": lambda value, wanted: value == wanted,
    "in": lambda value, wanted: value in wanted,
    "gt": lambda value, wanted: value > wanted,
    "gte": lambda value, wanted: value >= wanted,
    "lt": lambda value, wanted: value < wanted,
    "lte": lambda value, wanted: value <= wanted,
    "regex": lambda value, wanted: _compiled(wanted).search(value) is not None,
}
PARTS: dict[str, Any] = {
    "day": lambda value: value.day,
    "month": lambda value: value.month,
    "year": lambda value: value.year,
    "iso_week_day": lambda value: value.isoweekday(),
}
