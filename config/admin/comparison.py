"""What somebody typed, beside the row as they opened it and as it is stored now, field by field.

What they did not touch becomes what is stored, so that saving again undoes nothing of what
another person did; what they did touch stays as they typed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst

from .forms import as_key
from .history import Teller
from .rules import when_and_who

TAKEN = "Changed meanwhile, untouched by you: the form now holds what is stored."
BOTH = "Changed meanwhile, and by you: the form holds yours."
MINE = "Changed by you alone: the form holds yours."
UNKNOWN = "The form holds yours."


@dataclass
class Difference:
    """One field: how it was opened, is stored and was typed, in words, and what the form holds now."""

    name: str
    label: str
    opened: str
    stored: str
    typed: str
    outcome: str


@dataclass
class Compared:
    """One row: what it is, when and by whom it was changed, and the fields that differ."""

    what: str
    changed: str
    knows_opened: bool
    differences: list[Difference]


class Comparison:
    """Compares filled-in forms with their rows for one reader, who sees these rows and fills in their forms."""

    def __init__(self, user: Any):
        self.user = user
        self.teller = Teller(user, may_change=True)

    def of(self, filled: Iterable[Any]) -> list[Compared]:
        """What differs, of each form."""
        forms_of: dict[Any, list[Any]] = {}
        for form in filled:
            forms_of.setdefault(form._meta.model, []).append(form)
        return [compared for model, own in forms_of.items() for compared in self._of_kind(model, own)]

    def _of_kind(self, model: Any, filled: list[Any]) -> Iterator[Compared]:
        """The rows are read anew: a form that was checked has written into its own what was typed."""
        old = {form.instance.pk: form["version"].data for form in filled if not form.instance._state.adding}
        seen = model._default_manager.visible_to(self.user)
        rows = {row.pk: row for row in seen.filter(pk__in=old).select_related("updated_by")}
        versions = self.teller.opened(model, rows, old)
        self.teller.learn([opened for opened, _ in versions.values() if opened])
        for form in filled:
            self._learn(form)
        for form in filled:
            row = rows.get(form.instance.pk)
            opened = versions[row.pk][0] if row else None
            yield Compared(
                f"{capfirst(model._meta.verbose_name)}: {row or 'new'}",
                when_and_who(row.updated_at, row.updated_by, self.user) if row else "",
                opened is not None,
                [found for name, column in columns_of(form) if (found := self._difference(form, name, column, opened))],
            )

    def _difference(self, form: Any, name: str, column: Any, opened: Any) -> Difference | None:
        field, stored, typed = form.fields[name], keys(form.initial.get(name)), form[name].data
        if is_omitted(form, name) or not differs(field, stored, typed):
            return None
        before = None if opened is None else self._value(column, opened)
        touched = opened is None or differs(field, before, typed)
        changed = opened is None or differs(field, before, as_sent(field, stored))
        outcome = UNKNOWN if opened is None else BOTH if touched and changed else MINE if touched else TAKEN
        told = [self.teller.words.of(column, value) for value in (before, stored, typed_value(column, typed))]
        return Difference(name, str(field.label), told[0], told[1], told[2], outcome)

    def _value(self, column: Any, version: Any) -> Any:
        """A version's value as the reader's form had it: what is hidden from them is not there."""
        words = self.teller.words
        if column.many_to_many:
            return [key for key in version.linked.get(column.name, ()) if words.label(column.related_model, key)]
        value = getattr(version, column.attname)
        hidden = column.many_to_one and not words.label(column.related_model, value)
        return None if hidden else value

    def _learn(self, form: Any) -> None:
        """Ask what is called that is stored and typed."""
        for name, column in columns_of(form):
            if column.related_model:
                known = [keys(form.initial.get(name)), typed_value(column, form[name].data)]
                linked = {key for one in known for key in (one if isinstance(one, list) else [one])}
                self.teller.words.learn({column.related_model: linked})


def take_over(form: Any, compared: Compared) -> None:
    """Let a form hold what is stored where it was not touched, and be a form of the version that is stored."""
    form.data = form.data.copy()
    taken = {difference.name for difference in compared.differences if difference.outcome == TAKEN}
    for name, _ in columns_of(form):
        if name in taken or is_omitted(form, name):
            put(form, name, as_sent(form.fields[name], form.initial.get(name)))
    put(form, "version", form.initial["version"])


def columns_of(form: Any) -> Iterator[tuple[str, Any]]:
    """The fields that somebody fills in and the columns that they stand for."""
    for name, field in form.fields.items():
        if not field.widget.is_hidden and not isinstance(field, forms.models.InlineForeignKeyField):
            try:
                yield name, form._meta.model._meta.get_field(name)
            except FieldDoesNotExist:
                continue


def is_omitted(form: Any, name: str) -> bool:
    """Whether the field was not sent at all, which no browser does."""
    return form.fields[name].widget.value_omitted_from_data(form.data, form.files, form.add_prefix(name))


def typed_value(column: Any, sent: Any) -> Any:
    """What was sent for a column; for links the keys, None for what can be no key."""
    if not column.related_model:
        return sent
    model = column.related_model
    found = [as_key(model, one) for one in (sent if isinstance(sent, list) else [sent])]
    cleaned = [model._meta.pk.to_python(key) if key else None for key in found]
    return cleaned if column.many_to_many else cleaned[0]


def keys(value: Any) -> Any:
    """Linked records by their keys."""
    return [getattr(one, "pk", one) for one in value] if isinstance(value, list) else value


def as_sent(field: Any, value: Any) -> Any:
    """What a browser sends for a value that it was shown."""
    widget = getattr(field.widget, "widget", field.widget)
    if isinstance(widget, forms.CheckboxInput):
        return bool(value)
    sent = widget.format_value(field.prepare_value(value))
    if isinstance(sent, list) and not widget.allow_multiple_selected:
        return sent[0] if sent else ""
    return "" if sent is None else sent


def differs(field: Any, value: Any, sent: Any) -> bool:
    """Whether what was sent is another value; a browser sends the end of a line in its own way."""
    return field.has_changed(*(one.replace("\r\n", "\n") if isinstance(one, str) else one for one in (value, sent)))


def put(form: Any, name: str, sent: Any) -> None:
    """Change what was sent with a form."""
    if isinstance(sent, bool):
        sent = ["on"] if sent else []
    form.data.setlist(form.add_prefix(name), sent if isinstance(sent, list) else [sent])
