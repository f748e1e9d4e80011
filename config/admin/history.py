"""What became of a record: who changed what, when, from which value to which, its parts included.

A reader of a record sees the versions that would be shown to them today: none that was
marked closer than the record is now and they may see, and, without sight of drafts, none
that was not approved. A part's version goes with its record's version of that moment.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst

from ..models import Tracked, User
from ..visibility import access_of, sees_version

ONE_SAVE = dt.timedelta(seconds=2)  # One save of a form writes a version for the row and one for each link.
SHOWN = 200
ACCESS = ("readers", "reader_groups")
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


class HistoryMixin:
    """The page that tells a record's history."""

    model: Any
    opts: Any
    admin_site: Any

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
        if not self.has_view_or_change_permission(request, record):  # type: ignore[attr-defined]
            raise PermissionDenied
        names_access = super().has_change_permission(request)  # type: ignore[misc]
        teller = Teller(request.user, names_access=names_access)
        parts = [(i.model, i.fk_name or _link_to(i.model, self.model)) for i in self._part_inlines()]
        changes = sorted(teller.changes(record, parts), key=lambda change: change.moment, reverse=True)
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

    def _part_inlines(self) -> list[Any]:
        return [inline for inline in self.inlines if issubclass(inline.model, Tracked)]  # type: ignore[attr-defined]


def _link_to(model: Any, target: Any) -> str:
    return next(f.name for f in model._meta.fields if f.related_model is target)


class Teller:
    """Tells changes to one reader; remembers what linked records are called."""

    def __init__(self, user: Any, *, names_access: bool):
        self.user = user
        self.names_access = names_access
        self.labels: dict[tuple[type, Any], str] = {}

    def changes(self, record: Any, parts: list[tuple[Any, str]]) -> Iterator[Change]:
        """The changes of the record, and of its visible parts: (model, foreign key to the record)."""
        versions = self._versions(type(record), [record.pk])
        yield from self._told([v for v in versions if sees_version(self.user, record, v)], "")
        moments = [v.history_date for v in versions]

        def shown_at(moment: dt.datetime) -> bool:
            place = bisect_right(moments, moment) - 1
            return place < 0 or sees_version(self.user, record, versions[place])

        for model, link in parts:
            rows = {row.pk: row for row in model.objects.visible_to(self.user).filter(**{link: record.pk})}
            by_row: dict[str, list[Any]] = {}
            for version in self._versions(model, list(rows)):
                if shown_at(version.history_date) and sees_version(self.user, rows[_key(version)], version):
                    by_row.setdefault(_key(version), []).append(version)
            for pk, own in by_row.items():
                yield from self._told(own, f"{capfirst(model._meta.verbose_name)}: {rows[pk]}")

    def _versions(self, model: Any, pks: list[str]) -> list[Any]:
        """The versions of these rows, the oldest first, each with the keys of its links (`linked`)."""
        rows = model.history.filter(**{f"{model._meta.pk.name}__in": pks}).select_related("history_user")
        versions = list(rows.order_by("history_date", "history_id"))
        for version in versions:
            version.linked = {}
        for link in model.history.model._history_m2m_fields if versions else ():
            kept = getattr(versions[0], link.name).model
            target = f"{link.related_model._meta.model_name}_id"
            keys: dict[Any, list[Any]] = {}
            for version_id, key in kept._base_manager.filter(history__in=versions).values_list("history_id", target):
                keys.setdefault(version_id, []).append(key)
            for version in versions:
                version.linked[link.name] = keys.get(version.pk, [])
        return versions

    def _told(self, versions: list[Any], what: str) -> Iterator[Change]:
        before = None
        for saved in _saves(versions):
            first, last = saved[0], saved[-1]
            change = Change(
                first.history_date,
                first.history_user,
                what,
                first.history_type == "+",
                last.history_change_reason or "",
                [] if before is None else list(self._differences(before, last)),
            )
            if change.is_new or change.values or change.reason:
                yield change
            before = last

    # --- Values ---------------------------------------------------------------------------

    def _differences(self, old: Any, new: Any) -> Iterator[tuple[str, str, str]]:
        model = new.instance_type
        for column in [*model._meta.fields, *model._meta.many_to_many]:
            kept = column.name in new.linked if column.many_to_many else hasattr(new, column.attname)
            if not kept or column.primary_key or column.name in UNSAID:
                continue
            if column.name in ACCESS and not self.names_access:
                continue
            before, after = self._words(column, old), self._words(column, new)
            if before != after:
                yield capfirst(str(column.verbose_name)), before, after

    def _words(self, column: Any, version: Any) -> str:
        if column.many_to_many:
            labels = (self._label(column.related_model, key) for key in version.linked.get(column.name, ()))
            return "; ".join(sorted(filter(None, labels)))
        value = getattr(version, column.attname)
        if value in (None, ""):
            return ""
        if column.many_to_one:
            return self._label(column.related_model, value)
        if column.choices:
            return str(dict(column.flatchoices).get(value, value))
        if isinstance(column, models.BooleanField):
            return "yes" if value else "no"
        if isinstance(column, models.DecimalField):
            return f"{value.normalize():f}"
        return str(value)

    def _label(self, model: Any, pk: Any) -> str:
        """What the linked record is called; nothing if the reader may not see it."""
        if (model, pk) not in self.labels:
            manager = model._default_manager
            rows = manager.visible_to(self.user) if issubclass(model, Tracked) else manager.all()
            row = rows.filter(pk=pk).first()
            hidden = model is User and access_of(self.user).released_only
            self.labels[model, pk] = "" if row is None or hidden else str(row)
        return self.labels[model, pk]


def _key(version: Any) -> str:
    return getattr(version, version.instance_type._meta.pk.attname)


def _saves(versions: list[Any]) -> Iterator[list[Any]]:
    """The versions, grouped into what one save wrote."""
    group: list[Any] = []
    for version in versions:
        together = (
            group
            and version.history_user_id == group[-1].history_user_id
            and version.history_change_reason == group[-1].history_change_reason
            and version.history_date - group[-1].history_date < ONE_SAVE
        )
        if group and not together:
            yield group
            group = []
        group.append(version)
    if group:
        yield group
