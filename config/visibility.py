"""Need to know, in one place: what a user may not see does not exist for that user.

Every read path (admin, API, CSV, commands) starts from `Model.objects.visible_to(user)`;
every path from one record to another goes through `visible_to` or `visible_q`. The rule:

- a marked record is visible up to the user's clearance (`Access.ceiling`); RED, and
  anything above the clearance, only to its author and the readers named on it;
- a token of a program has a limit of its own: above it nothing is visible, not even to the
  author;
- a clearance can be limited to what is CLEAR or expressly released to its group
  (partners), and only some clearances see what is not yet approved;
- a row named in `visible_through` is a condition: a child is never more visible than its
  parent, and a row that exists to join two records is seen by those who see both.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.db.models import Q

from .scales import Marking

NOTHING = Q(pk__in=())


@dataclass(frozen=True)
class Access:
    """What a user's groups open, taken together: the widest of their clearances.

    `limit` is the highest marking that can be seen at all, whoever wrote it or is named on it.
    """

    ceiling: str | None = None
    released_only: bool = True
    sees_unapproved: bool = False
    groups: tuple[int, ...] = ()
    limit: str | None = None

    def limited_to(self, marking: str) -> Access:
        """The same access with nothing above `marking`."""
        lowest = min((m for m in (marking, self.limit) if m), key=_rank)
        ceiling = self.ceiling and min(self.ceiling, marking, key=_rank)
        return replace(self, ceiling=ceiling, limit=lowest)


def _rank(marking: str) -> int:
    return Marking(marking).rank


class StandIn:
    """Somebody with this access; without a key one who has written nothing and is named nowhere: a role as such."""

    is_authenticated = is_active = True
    is_superuser = False

    def __init__(self, access: Access, pk: Any = 0):  # No key begins so low.
        self._access, self.pk = access, pk

    def has_perm(self, perm: str) -> bool:
        """Kinds are no matter of markings."""
        return True


# What is open in the house without being named: the most that a clearance opens.
HOUSE = StandIn(Access(Marking.AMBER_STRICT.value, released_only=False, sees_unapproved=True))


def access_of(user: Any) -> Access:
    """The user's access, read once per user object, which lives as long as a request."""
    if not (user and user.is_authenticated and user.is_active):
        return Access()
    if not hasattr(user, "_access"):  # Reaches through the stand-in that a session's request has.
        user._access = _read_access(user.groups, is_superuser=user.is_superuser)
    return user._access


def _read_access(own_groups: Any, *, is_superuser: bool = False) -> Access:
    rows = list(
        own_groups.values_list(
            "pk",
            "clearance__ceiling",
            "clearance__released_only",
            "clearance__sees_unapproved",
        )
    )
    groups = tuple(sorted(row[0] for row in rows))
    cleared = [row[1:] for row in rows if row[1]]
    if is_superuser:
        cleared.append((Marking.AMBER_STRICT.value, False, True))
    if not cleared:
        return Access(groups=groups)
    # A full clearance beats a partner's, however high the partner's ceiling is.
    full = [c for c in cleared if not c[1]] or cleared
    return Access(
        ceiling=max((c[0] for c in full), key=_rank),
        released_only=all(c[1] for c in full),
        sees_unapproved=any(c[2] for c in full),
        groups=groups,
    )


@dataclass(frozen=True)
class Preview:
    """A person looks at the record as a role shows it: what they see themselves, and the role sees too."""

    own: StandIn
    role: StandIn
    permissions: frozenset[str]


def preview(user: Any, group: Any) -> None:
    """Let the user see, until the end of the request, no more than somebody of the group."""
    own, role = access_of(user), _read_access(type(group).objects.filter(pk=group.pk))
    codes = group.permissions.values_list("content_type__app_label", "codename")
    permissions = frozenset(f"{app}.{code}" for app, code in codes)
    user.previewed = Preview(StandIn(own, user.pk), StandIn(role), permissions)
    user._access = replace(
        own,
        ceiling=own.ceiling and role.ceiling and min(own.ceiling, role.ceiling, key=_rank),
        released_only=own.released_only or role.released_only,
        sees_unapproved=own.sees_unapproved and role.sees_unapproved,
        groups=role.groups,
    )


def eyes_of(user: Any) -> tuple[Any, ...]:
    """With whose eyes the user looks: what is shown, each of them must see."""
    previewed: Preview | None = getattr(user, "previewed", None)
    return (previewed.own, previewed.role) if previewed else (user,)


def identity(user: Any) -> Any:
    """As whom a user has written and is named; nobody where they preview a role."""
    return eyes_of(user)[-1].pk


def may_view(user: Any, model: Any) -> bool:
    """Whether the user's role may view this kind of record at all."""
    return user is not None and user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")


def viewable_q(model: type[models.Model], user: Any, prefix: str = "") -> Q:
    """Of a kind that the role may view, and seen through no record of another kind.

    For links and names on the pages of one kind that lead to another.
    """
    if not may_view(user, model):
        return Q(**{f"{prefix}pk__in": ()})
    q = Q()
    for name in getattr(model, "visible_through", ()):
        link: Any = model._meta.get_field(name)
        parent = viewable_q(link.related_model, user, f"{prefix}{name}__")
        if parent and link.null:
            parent |= Q(**{f"{prefix}{name}__isnull": True})
        q &= parent
    return q


def is_restricted(model: type[models.Model]) -> bool:
    """Whether some rows of the model may be hidden from somebody."""
    return _has(model, "marking") or _has(model, "review_state") or bool(getattr(model, "visible_through", ()))


def visible_q(model: type[models.Model], user: Any, prefix: str = "") -> Q:
    """The rule as a condition on `model`, reached over `prefix` (e.g. `"meeting__"`)."""
    if not (user and user.is_authenticated and user.is_active):
        return Q(**{f"{prefix}pk__in": ()})
    q = Q()
    for eye in eyes_of(user):
        q &= _seen_q(model, eye.pk, access_of(eye), prefix)
    return q


def _seen_q(model: type[models.Model], me: Any, access: Access, prefix: str) -> Q:
    q = Q()
    if _has(model, "marking"):
        q &= _marking_q(model, me, access, prefix)
    if _has(model, "review_state") and not access.sees_unapproved:
        q &= Q(**{f"{prefix}review_state": "approved"}) | Q(**{f"{prefix}created_by": me})
    for name in getattr(model, "visible_through", ()):
        field: Any = model._meta.get_field(name)
        parent = _seen_q(field.related_model, me, access, f"{prefix}{name}__")
        if parent and field.null:
            parent |= Q(**{f"{prefix}{name}__isnull": True})
        q &= parent
    return q


def _marking_q(model: type[models.Model], me: Any, access: Access, prefix: str) -> Q:
    opened = _opened_q(model, me, access, prefix)
    return opened & Q(**{f"{prefix}marking__in": Marking.up_to(access.limit)}) if access.limit else opened


def _opened_q(model: type[models.Model], me: Any, access: Access, prefix: str) -> Q:
    readers, reader_groups = model.readers.through, model.reader_groups.through  # type: ignore[attr-defined] # of records that have readers
    column = model._meta.model_name
    named = Q(**{f"{prefix}pk__in": readers.objects.filter(user=me).values(column)})
    if access.groups:
        named |= Q(**{f"{prefix}pk__in": reader_groups.objects.filter(group__in=access.groups).values(column)})
    author = Q(**{f"{prefix}created_by": me})
    if access.ceiling is None:
        return named | author
    open_to_them = Q(**{f"{prefix}marking__in": Marking.up_to(access.ceiling)})
    if access.released_only:
        return Q(**{f"{prefix}marking": Marking.CLEAR}) | (open_to_them & named) | author
    return open_to_them | named | author


def opened_to(user: Any) -> list[str]:
    """The ceilings up to which somebody may know what is packaged; none for those limited to what is released."""
    access = access_of(user)
    return [] if access.ceiling is None or access.released_only else Marking.up_to(access.ceiling)


def sees_version(user: Any, record: Any, version: Any) -> bool:
    """Whether a version of a visible record is shown to the user, as the record would be today.

    Not if it was marked closer than both the record now and the user's clearance, nor, without
    sight of what is not approved, if it was not approved. Its author sees every version.
    """
    access = access_of(user)
    if _has(type(record), "ceiling"):  # What was packaged then may have been closer than it is now.
        return version.ceiling in opened_to(user)
    is_marked = _has(type(record), "marking")
    if is_marked and access.limit and version.marking not in Marking.up_to(access.limit):
        return False
    if getattr(record, "created_by_id", None) == user.pk:
        return True
    if is_marked:
        known = {*Marking.up_to(record.marking), record.marking}
        if access.ceiling and not access.released_only:
            known |= set(Marking.up_to(access.ceiling))
        if version.marking not in known:
            return False
    return access.sees_unapproved or not _has(type(record), "review_state") or version.review_state == "approved"


def _has(model: type[models.Model], name: str) -> bool:
    return any(f.name == name for f in model._meta.fields)
