"""Asks who writes about what could hurt somebody: mark it closer, take it out, or say that it must stay.

It asks once for what was typed, blocks nothing that is answered, and the answer is traced,
without the words that were found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse

from .. import trace
from ..safety import IDENTITY, MAIL, PHONE, PLACE, Finding, findings
from ..scales import Marking
from .mixins import AdminPages

CLOSE = (Marking.AMBER_STRICT, Marking.RED)  # Closer than this it need not be marked.
ANSWER, REASON, WARNED = "safety_answer", "safety_reason", "safety_warned"
KEEP = "keep"


@dataclass(frozen=True)
class Warned:
    """A field of a form, and what was found in it."""

    field: str
    found: Finding


class SafetyChecked:
    """A form that looks through the texts that were changed in it, or all of them if more people are to see them.

    `at_risk` names links, and codes of what they lead to, where people are at risk: there exact
    places count too.
    """

    data: Any
    fields: dict[str, Any]
    instance: Any
    changed_data: list[str]
    at_risk: dict[str, frozenset[str]] = {}

    def look_through(self, cleaned: dict[str, Any]) -> None:
        """Ask about what was found, unless it was answered or is marked closely already."""
        self.instance.looked_through_by = self  # The rows on the same page ask it what is not saved yet.
        self.warnings = list(self._warnings(cleaned))
        self.asks = bool(self.warnings) and not self._is_close(cleaned) and self.data.get(ANSWER) != KEEP
        if self.asks:
            for warning in self.warnings:
                self.add_error(warning.field if warning.field in self.fields else None, words_of(warning.found))  # type: ignore[attr-defined] # of the form that it stands before

    def texts(self, cleaned: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """The names of fields, and what stands in them, that are looked through."""
        names = {name for name in self.changed_data if name in cleaned and self._is_prose(name)}
        if self.is_opened(cleaned):
            names |= {f.name for f in self.instance._meta.fields if self._is_prose(f.name)}
        for name in sorted(names):
            text = cleaned[name] if name in cleaned else getattr(self.instance, name)
            if isinstance(text, str):
                yield name, text

    def _warnings(self, cleaned: dict[str, Any]) -> Iterator[Warned]:
        for name, text in self.texts(cleaned):
            for found in findings(text, with_places=True):
                if found.kind != PLACE or self.is_at_risk(cleaned):
                    yield Warned(name, found)

    def _is_prose(self, name: str) -> bool:
        column = next((f for f in self.instance._meta.fields if f.name == name), None)
        return is_prose(column) if column is not None else name == "marking_reason"

    def is_opened(self, cleaned: dict[str, Any]) -> bool:
        """Whether it was marked closely, and this form, or that of its record, marks it lower."""
        if "marking" in cleaned:
            was = None if self.instance._state.adding else self.initial.get("marking")  # type: ignore[attr-defined] # of the form
            return was in CLOSE and cleaned["marking"] not in CLOSE
        forms = (getattr(owner, "looked_through_by", None) for owner in _owners(self.instance, loaded_only=True))
        return any(form.is_opened(form.cleaned_data) for form in forms if form)

    def is_at_risk(self, cleaned: dict[str, Any]) -> bool:
        """Whether it is about people whom an exact place can betray."""
        chosen = ((codes, cleaned.get(name)) for name, codes in self.at_risk.items())
        if any(_betrays(row, codes) for codes, rows in chosen for row in _several(rows)):
            return True
        return any(self._owner_is_at_risk(owner) for owner in _owners(self.instance))

    def _owner_is_at_risk(self, owner: Any) -> bool:
        if form := getattr(owner, "looked_through_by", None):
            return form.is_at_risk(form.cleaned_data)
        return any(_betrays(row, codes) for name, codes in self.at_risk.items() for row in _linked(owner, name))

    def _is_close(self, cleaned: dict[str, Any]) -> bool:
        """Its own marking, or for a part that of its record, as this page is about to save it."""
        return cleaned["marking"] in CLOSE if cleaned.get("marking") else is_close(self.instance)


def is_prose(column: models.Field) -> bool:
    """Whether somebody writes in this column what they like."""
    if not isinstance(column, models.CharField | models.TextField) or isinstance(column, models.URLField):
        return False
    return column.editable and not column.choices and not column.primary_key


def words_of(found: Finding) -> str:
    """What the field says under which something was found."""
    return f"This looks like a {found.kind}: {found.words}. See the question above."


def is_close(record: Any) -> bool:
    """Whether the record, or for a part the record that it belongs to, is marked closely enough to ask nothing."""
    owners = (owner.marking for owner in _owners(record) if hasattr(owner, "marking"))
    return (getattr(record, "marking", None) or next(owners, None)) in CLOSE


def _owners(instance: Any, *, loaded_only: bool = False) -> Iterator[Any]:
    """The records that the row belongs to; a new one has no key yet."""
    for name in getattr(instance, "visible_through", ()):
        column = instance._meta.get_field(name)
        is_known = column.is_cached(instance) or (getattr(instance, column.attname) and not loaded_only)
        if is_known and (owner := getattr(instance, name)) is not None:
            yield owner


def _betrays(row: Any, codes: frozenset[str]) -> bool:
    return row.pk in codes or getattr(row, "area_id", None) in codes


def _several(chosen: Any) -> Any:
    return [chosen] if isinstance(chosen, models.Model) else chosen or ()


def _linked(record: Any, name: str) -> Any:
    """What a stored record has in a link of this name; nothing if it has no such link."""
    column = next((f for f in (*record._meta.fields, *record._meta.many_to_many) if f.name == name), None)
    if column is None or not record.pk:
        return ()
    return getattr(record, name).all() if column.many_to_many else _several(getattr(record, name))


class SafetyMixin(AdminPages):
    """Shows the question on the form, and traces the answer when the form is saved."""

    opts: Any

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        shown = [context["adminform"].form, *(form for formset in formsets for form in formset.forms)]
        context["safety"] = asked_of(request, shown)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        note_answers(request, form.instance, [form, *(row for formset in formsets for row in formset.forms)])


def is_asked(request: HttpRequest, record: Any) -> bool:
    """Whether the question is still to be answered for what is written on this record."""
    return not is_close(record) and request.POST.get(ANSWER) != KEEP


def asked_of(request: HttpRequest, forms: Iterable[Any]) -> dict[str, Any] | None:
    """What a page needs to ask about what was found in its forms; None if there is nothing to ask."""
    is_kept = request.POST.get(ANSWER) == KEEP
    asking = [form for form in forms if getattr(form, "asks", False) or (is_kept and getattr(form, "warnings", ()))]
    return question(request, (w.found for form in asking for w in form.warnings)) if asking else None


def note_answers(request: HttpRequest, record: Any, forms: Iterable[Any]) -> None:
    """Trace what became of what was found in these forms, or in what was sent before them."""
    warned = request.POST.get(WARNED, "")
    left = sorted({w.found.kind for one in forms for w in getattr(one, "warnings", ())})
    if warned or left:
        unkept = "marked closely" if left else "taken out"
        answer = "kept as it is" if request.POST.get(ANSWER) == KEEP else unkept
        note_answer(request, record, left or _known(warned), answer)


def question(request: HttpRequest, found: Iterable[Finding]) -> dict[str, Any]:
    """What the page needs to ask about what was found; see `admin/includes/safety.html`."""
    kinds = sorted({one.kind for one in found})
    is_kept = request.POST.get(ANSWER) == KEEP
    return {"kinds": kinds, "is_kept": is_kept, "reason": request.POST.get(REASON, "")}


def note_answer(request: HttpRequest, record: Any, kinds: Iterable[str], answer: str) -> None:
    """Trace what was answered, without what was found."""
    words = f"Looks like {', '.join(kinds)} in a {record._meta.verbose_name}: {answer}."
    trace.note(trace.Kind.SAFETY, words, about=record, reason=request.POST.get(REASON, ""))


def _known(warned: str) -> list[str]:
    """What the form says that it warned of; a browser could send anything."""
    return [kind for kind in (PHONE, MAIL, IDENTITY, PLACE) if kind in warned] or ["something"]
