"""What became of a record: who changed what, when, from which value to which, its parts included.

Which versions a reader is shown is in `config.saves`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.utils import unquote
from django.db.models import FileField
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst

from ..models import Tracked
from ..models.access_changes import ABOUT_MARKING
from ..saves import Saves
from ..versions import moment_of
from ..visibility import access_of
from .mixins import AdminPages
from .words import Words

SHOWN = 200
INSIDE = ("readers", "reader_groups", "review_reason")  # Not for those who only read.
# Said in other words beside each change, or derived from what is said.
UNSAID = {
    "created_at",
    "created_by",
    "updated_at",
    "updated_by",
    "submitted_at",
    "submitted_by",
    "reviewed_at",
    "reviewed_by",
    "date_until",
    "origin",
}


@dataclass
class Change:
    """One save of one row: its values before and after, as far as the reader may see both."""

    moment: dt.datetime
    who: Any
    what: str
    is_new: bool
    reason: str
    values: list[tuple[str, str, str]] = field(default_factory=list)


class HistoryMixin(AdminPages):
    """The page that tells a record's history."""

    model: Any
    opts: Any
    admin_site: Any

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        told = self.teller(request).changes(record, self._parts(request))
        changes = sorted(told, key=lambda change: change.moment, reverse=True)
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {record}",
            "record": record,
            "opts": self.opts,
            "changes": changes[:SHOWN],
            "older": max(0, len(changes) - SHOWN),
            "names_colleagues": not access_of(request.user).released_only,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/record_history.html", context)

    # The history says what Django's own log would, with the values.
    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def teller(self, request: HttpRequest) -> Teller:
        return Teller(request.user, may_change=super().has_change_permission(request))

    def _parts(self, request: HttpRequest) -> list[tuple[Any, str]]:
        """The kinds of part that the person may view: (model, foreign key to the record)."""
        kinds = [inline.model for inline in self.inlines if issubclass(inline.model, Tracked)]
        viewable = [kind for kind in kinds if self.admin_site.get_model_admin(kind).has_view_permission(request)]
        return [(kind, next(f.name for f in kind._meta.fields if f.related_model is self.model)) for kind in viewable]


class Teller(Saves):
    """Tells changes to one reader."""

    def __init__(self, user: Any, *, may_change: bool):
        super().__init__(user)
        self.may_change = may_change
        self.words = Words(user)

    def changes(self, record: Any, parts: list[tuple[Any, str]]) -> Iterator[Change]:
        """The changes of the record, and of its visible parts: (model, foreign key to the record)."""
        yield from self._told(type(record), {record.pk: record}, "")
        for model, link in parts:
            rows = {row.pk: row for row in model.objects.visible_to(self.user).filter(**{link: record.pk})}
            yield from self._told(model, rows, f"{capfirst(model._meta.verbose_name)}: ")

    # --- What is shown --------------------------------------------------------------------

    def opened(self, model: Any, rows: dict[Any, Any], opened: dict[Any, str]) -> dict[Any, tuple[Any, Any]]:
        """Of each visible row the version that somebody opened and the last one, None for what they are not shown."""
        found = {}
        for pk, saves in self.saves(model, rows).items():
            moment = moment_of(opened.get(pk))
            shown = [save.last for save in saves if save.is_shown and save.last.updated_at == moment]
            last = saves[-1].last if saves and saves[-1].is_shown else None
            found[pk] = (shown[-1] if shown else None, last)
        return found

    # --- Words ----------------------------------------------------------------------------

    def _told(self, model: Any, rows: dict[Any, Any], kind: str) -> Iterator[Change]:
        """The changes of rows of one kind, each with `kind` and what it is called; nothing for the record itself."""
        shown = {pk: [s for s in saves if s.is_shown] for pk, saves in self.saves(model, rows).items()}
        self.learn([save.last for saves in shown.values() for save in saves])
        for pk, saves in shown.items():
            before = None
            for save in saves:
                change = Change(
                    save.moment,
                    save.versions[0].history_user,
                    kind and f"{kind}{rows[pk]}",
                    save.versions[0].history_type == "+",
                    self._reason(save.last),
                    [] if before is None else list(self.differences(before, save.last)),
                )
                if change.is_new or change.values or change.reason:
                    yield change
                before = save.last

    def _reason(self, version: Any) -> str:
        """Why; of a step of the review, only which step it was unless the reader may change the record.

        Why more may see it now is not theirs to know either: it speaks of when they could not.
        """
        reason = version.history_change_reason or ""
        if reason.startswith(ABOUT_MARKING) and not self.may_change:
            return ""
        is_word_between_two = not self.may_change and hasattr(version, "review_state")
        return reason.partition(":")[0] if is_word_between_two else reason

    # --- Values ---------------------------------------------------------------------------

    def differences(self, old: Any | None, new: Any) -> Iterator[tuple[str, str, str]]:
        """Field by field in words, of versions of one row that are learnt: (field, before, after).

        Without an old one: every field of the new one that is filled in.
        """
        model = new.instance_type
        for column in [*model._meta.fields, *model._meta.many_to_many]:
            kept = column.name in new.linked if column.many_to_many else hasattr(new, column.attname)
            if not kept or column.primary_key or column.name in UNSAID:
                continue
            if isinstance(column, FileField):  # Where a file lies is nobody's to know.
                continue
            if column.name in INSIDE and not self.may_change:
                continue
            before, after = self._words(column, old) if old else "", self._words(column, new)
            if before != after:
                yield capfirst(str(column.verbose_name)), before, after

    def _words(self, column: Any, version: Any) -> str:
        value = version.linked.get(column.name) if column.many_to_many else getattr(version, column.attname)
        return self.words.of(column, value)

    def learn(self, versions: list[Any]) -> None:
        """Ask what everything is called that these versions link to, once for each kind."""
        wanted: dict[Any, set[Any]] = {}
        for version in versions:
            for column in version.instance_type._meta.fields:
                if column.many_to_one and hasattr(version, column.attname) and column.name not in UNSAID:
                    wanted.setdefault(column.related_model, set()).add(getattr(version, column.attname))
            for name, keys in version.linked.items():
                wanted.setdefault(version.instance_type._meta.get_field(name).related_model, set()).update(keys)
        self.words.learn(wanted)
