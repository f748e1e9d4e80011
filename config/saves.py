"""Which versions of a record a reader is shown, and what belongs to one save.

None that was marked closer than the record is now and they may see, none from before they were
named on it if it is only their name that opens it, and, without sight of drafts, none that was
not approved. A version of a part is shown with the version that its record had at that moment.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from .scales import Marking
from .visibility import Access, access_of, eyes_of, sees_version

ONE_SAVE = dt.timedelta(seconds=2)  # Links that somebody sets later, without saving the row, are a change of their own.


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


class Saves:
    """The saves of rows, for one reader."""

    def __init__(self, user: Any):
        self.user = user

    def at(self, model: Any, rows: dict[Any, Any], end: dt.datetime) -> dict[Any, Any]:
        """Of each visible row the version in force just before `end`; None if the reader is not shown it.

        Left out is a row that had no version yet. A part is judged with its records as they were then.
        """
        then = {getattr(v, model._meta.pk.attname): v for v in self._versions(model, list(rows), before=end)}
        shown = {pk: version if self._sees(rows[pk], version) else None for pk, version in then.items()}
        for name in model.visible_through:
            link = model._meta.get_field(name)
            keys = {pk: getattr(version, link.attname) for pk, version in then.items()}
            owners = self._visible(link.related_model, keys.values())
            were = self.at(link.related_model, owners, end)
            for pk, key in keys.items():
                if key is not None and (key not in owners or were.get(key, owners[key]) is None):
                    shown[pk] = None
        return shown

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
        return all(_sees_with(eye, record, version) for eye in eyes_of(self.user))

    def _hide_with(self, link: Any, saves: list[Save]) -> None:
        """Show a part's save only if the record that it belonged to was shown to the reader as it stood then."""
        rows = self._visible(link.related_model, [getattr(save.last, link.attname) for save in saves])
        owners = self.saves(link.related_model, rows)
        for save in saves:
            key = getattr(save.last, link.attname)
            if key is not None and not (key in rows and _stood(owners[key], save.last.history_date)):
                save.is_shown = False

    def _versions(self, model: Any, pks: list[str], before: dt.datetime | None = None) -> list[Any]:
        """The versions of these rows, the oldest first, each with the keys of its links (`linked`)."""
        rows = model.history.filter(**{f"{model._meta.pk.name}__in": pks}).select_related("history_user")
        if before is not None:
            rows = rows.filter(history_date__lt=before)
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

    def _visible(self, model: Any, keys: Any) -> dict[Any, Any]:
        wanted = {key for key in keys if key is not None}
        return {row.pk: row for row in model.objects.visible_to(self.user).filter(pk__in=wanted)}


def _sees_with(eye: Any, record: Any, version: Any) -> bool:
    """Whether a version is shown to who looks with this eye, judged by who was named on it then."""
    if not sees_version(eye, record, version):
        return False
    if not hasattr(version, "marking") or record.created_by_id == eye.pk:
        return True
    access = access_of(eye)
    named = eye.pk in version.linked["readers"]
    named = named or not set(access.groups).isdisjoint(version.linked["reader_groups"])
    return named or version.marking in _opened(access)


def _opened(access: Access) -> list[str]:
    """The markings that are seen without being named."""
    if access.ceiling is None:
        return []
    return Marking.up_to(Marking.CLEAR if access.released_only else access.ceiling)


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
