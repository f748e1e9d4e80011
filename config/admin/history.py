"""What became of a record: who changed what, when, from which value to which, its parts included.

A reader of a record sees the versions that would be shown to them today: none that was
marked closer than the record is now and they may see, none from before they were named on
it if it is only their name that opens it, and, without sight of drafts, none that was not
approved. A version of a part is shown with the version that its record had at that moment.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.utils import unquote
from django.db.models import FileField
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst

from ..models import Tracked
from ..scales import Marking
from ..versions import moment_of
from ..visibility import access_of, sees_version
from .words import Words

ONE_SAVE = dt.timedelta(seconds=2)  # Links that somebody sets later, without saving the row, are a change of their own.
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


class HistoryMixin:
    """The page that tells a record's history."""

    model: Any
    opts: Any
    admin_site: Any

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
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

    def teller(self, request: HttpRequest) -> Teller:
        return Teller(request.user, may_change=super().has_change_permission(request))  # type: ignore[misc]

    def _parts(self, request: HttpRequest) -> list[tuple[Any, str]]:
        """The kinds of part that the person may view: (model, foreign key to the record)."""
        kinds = [inline.model for inline in self.inlines if issubclass(inline.model, Tracked)]  # type: ignore[attr-defined]
        viewable = [kind for kind in kinds if self.admin_site.get_model_admin(kind).has_view_permission(request)]
        return [(kind, next(f.name for f in kind._meta.fields if f.related_model is self.model)) for kind in viewable]


@dataclass
class Save:
    """The versions that one save wrote; the last of them is how the row stood after it."""

    versions: list[Any]
    is_shown: bool = False

    @property
    def moment(self) -> dt.datetime:
        return self.versions[0].history_date

    @property
    def last(self) -> Any:
        return self.versions[-1]


class Teller:
    """Tells changes to one reader."""

    def __init__(self, user: Any, *, may_change: bool):
        self.user = user
        self.access = access_of(user)
        self.may_change = may_change
        self.words = Words(user)

    def changes(self, record: Any, parts: list[tuple[Any, str]]) -> Iterator[Change]:
        """The changes of the record, and of its visible parts: (model, foreign key to the record)."""
        yield from self._told(type(record), {record.pk: record}, "")
        for model, link in parts:
            rows = {row.pk: row for row in model.objects.visible_to(self.user).filter(**{link: record.pk})}
            yield from self._told(model, rows, f"{capfirst(model._meta.verbose_name)}: ")

    # --- What is shown --------------------------------------------------------------------

    def saves(self, model: Any, rows: dict[Any, Any]) -> dict[Any, list[Save]]:
        """The saves of each of these visible rows, the oldest first, and whether each is shown."""
        saves: dict[Any, list[Save]] = {pk: [] for pk in rows}
        for version in self._versions(model, list(rows)):
            own = saves[getattr(version, model._meta.pk.attname)]
            if own and _together(own[-1].last, version):
                own[-1].versions.append(version)
            else:
                own.append(Save([version]))
        for pk, own in saves.items():
            for save in own:
                save.is_shown = self._sees(rows[pk], save.last)
        for name in model.visible_through:
            self._hide_with(model._meta.get_field(name), [save for own in saves.values() for save in own])
        return saves

    def _sees(self, record: Any, version: Any) -> bool:
        if not sees_version(self.user, record, version):
            return False
        if not hasattr(version, "marking") or record.created_by_id == self.user.pk:
            return True
        named = self.user.pk in version.linked["readers"]
        named = named or not set(self.access.groups).isdisjoint(version.linked["reader_groups"])
        return named or version.marking in self._opened()

    def _opened(self) -> list[str]:
        """The markings that the reader sees without being named."""
        if self.access.ceiling is None:
            return []
        return Marking.up_to(Marking.CLEAR if self.access.released_only else self.access.ceiling)

    def _hide_with(self, link: Any, saves: list[Save]) -> None:
        """Show a part's save only if the record that it belonged to was shown to the reader as it stood then."""
        keys = {key for save in saves if (key := getattr(save.last, link.attname)) is not None}
        rows = {row.pk: row for row in link.related_model.objects.visible_to(self.user).filter(pk__in=keys)}
        owners = self.saves(link.related_model, rows)
        for save in saves:
            key = getattr(save.last, link.attname)
            if key is not None and not (key in rows and _stood(owners[key], save.last.history_date)):
                save.is_shown = False

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
        """Why; of a step of the review, only which step it was unless the reader may change the record."""
        reason = version.history_change_reason or ""
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


def _together(earlier: Any, later: Any) -> bool:
    """Whether one save wrote both versions of a row: links are set right after it, and leave its moment as it was."""
    return (
        later.updated_at == earlier.updated_at
        and later.history_user_id == earlier.history_user_id
        and later.history_date - earlier.history_date < ONE_SAVE
    )


def _stood(saves: list[Save], moment: dt.datetime) -> bool:
    """Whether a record was shown as it stood at a moment; before its first save, as that save made it."""
    if not saves:
        return True
    place = bisect_right(saves, moment, key=lambda save: save.moment) - 1
    return saves[max(0, place)].is_shown
