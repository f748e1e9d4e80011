"""Need to know, in one place: what a user may not see does not exist for that user.

Every read path (admin, API, CSV, commands) starts from `Model.objects.visible_to(user)`;
every path from one record to another goes through `visible_q` or `visible_links`. The rule:

- a marked record is visible up to the user's clearance (`Access.ceiling`); RED, and
  anything above the clearance, only to its author and the readers named on it;
- a clearance can be limited to what is CLEAR or expressly released to its group
  (partners), and only some clearances see what is not yet approved;
- a row named in `visible_through` is a condition: a child is never more visible than its
  parent, and a row that exists to join two records is seen by those who see both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Prefetch, Q

from .scales import Marking

NOTHING = Q(pk__in=())


@dataclass(frozen=True)
class Access:
    """What a user's groups open, taken together: the widest of their clearances."""

    ceiling: str | None = None
    released_only: bool = True
    sees_unapproved: bool = False
    groups: tuple[int, ...] = ()


def access_of(user: Any) -> Access:
    """The user's access, read once per user object, which lives as long as a request."""
    if not (user and user.is_authenticated and user.is_active):
        return Access()
    if not hasattr(user, "_access"):  # Reaches through the stand-in that a session's request has.
        user._access = _read_access(user)
    return user._access


def _read_access(user: Any) -> Access:
    rows = list(
        user.groups.values_list(
            "pk",
            "clearance__ceiling",
            "clearance__released_only",
            "clearance__sees_unapproved",
        )
    )
    groups = tuple(sorted(row[0] for row in rows))
    cleared = [row[1:] for row in rows if row[1]]
    if user.is_superuser:
        cleared.append((Marking.AMBER_STRICT.value, False, True))
    if not cleared:
        return Access(groups=groups)
    # A full clearance beats a partner's, however high the partner's ceiling is.
    full = [c for c in cleared if not c[1]] or cleared
    return Access(
        ceiling=max((c[0] for c in full), key=lambda m: Marking(m).rank),
        released_only=all(c[1] for c in full),
        sees_unapproved=any(c[2] for c in full),
        groups=groups,
    )


def is_restricted(model: type[models.Model]) -> bool:
    """Whether some rows of the model may be hidden from somebody."""
    return _has(model, "marking") or _has(model, "review_state") or bool(getattr(model, "visible_through", ()))


def visible_q(model: type[models.Model], user: Any, prefix: str = "") -> Q:
    """The rule as a condition on `model`, reached over `prefix` (e.g. `"meeting__"`)."""
    access = access_of(user)
    if not (user and user.is_authenticated and user.is_active):
        return Q(**{f"{prefix}pk__in": ()})
    q = Q()
    if _has(model, "marking"):
        q &= _marking_q(model, user, access, prefix)
    if _has(model, "review_state") and not access.sees_unapproved:
        q &= Q(**{f"{prefix}review_state": "approved"}) | Q(**{f"{prefix}created_by": user.pk})
    for name in getattr(model, "visible_through", ()):
        field: Any = model._meta.get_field(name)
        parent = visible_q(field.related_model, user, f"{prefix}{name}__")
        if parent and field.null:
            parent |= Q(**{f"{prefix}{name}__isnull": True})
        q &= parent
    return q


def _marking_q(model: type[models.Model], user: Any, access: Access, prefix: str) -> Q:
    readers, reader_groups = model.readers.through, model.reader_groups.through  # type: ignore[attr-defined]
    column = model._meta.model_name
    named = Q(**{f"{prefix}pk__in": readers.objects.filter(user=user.pk).values(column)})
    if access.groups:
        named |= Q(**{f"{prefix}pk__in": reader_groups.objects.filter(group__in=access.groups).values(column)})
    author = Q(**{f"{prefix}created_by": user.pk})
    if access.ceiling is None:
        return named | author
    open_to_them = Q(**{f"{prefix}marking__in": Marking.up_to(access.ceiling)})
    if access.released_only:
        return Q(**{f"{prefix}marking": Marking.CLEAR}) | (open_to_them & named) | author
    return open_to_them | named | author


def sees_version(user: Any, record: Any, version: Any) -> bool:
    """Whether a version of a visible record is shown to the user, as the record would be today.

    Not if it was marked closer than both the record now and the user's clearance, nor, without
    sight of what is not approved, if it was not approved. Its author sees every version.
    """
    access = access_of(user)
    if getattr(record, "created_by_id", None) == user.pk:
        return True
    if _has(type(record), "marking"):
        known = {*Marking.up_to(record.marking), record.marking}
        if access.ceiling and not access.released_only:
            known |= set(Marking.up_to(access.ceiling))
        if version.marking not in known:
            return False
    return access.sees_unapproved or not _has(type(record), "review_state") or version.review_state == "approved"


def visible_links(model: type[models.Model], user: Any, *names: str) -> list[Prefetch]:
    """Prefetches of links to other records in which what is hidden is left out.

    A hidden target of a foreign key reads as None, of a many-to-many as absent. Without
    `names`: every foreign key to a restricted model.
    """
    fields = names or tuple(f.name for f in restricted_links(model))
    targets: dict[str, Any] = {name: model._meta.get_field(name).related_model for name in fields}
    return [Prefetch(name, queryset=target._default_manager.visible_to(user)) for name, target in targets.items()]


def restricted_links(model: type[models.Model]) -> list[Any]:
    """The model's foreign keys whose targets may be hidden."""
    return [
        f
        for f in model._meta.fields
        if f.many_to_one and f.related_model is not None and is_restricted(f.related_model)  # type: ignore[arg-type]
    ]


def _has(model: type[models.Model], name: str) -> bool:
    return any(f.name == name for f in model._meta.fields)
