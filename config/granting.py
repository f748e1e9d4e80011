"""What accounts and roles may do and see, in words, and the trace of every change of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Group

from . import trace
from .models import Clearance, User

Fact = str | frozenset[str]
NAMED = 12  # Permissions that are named one by one; a new role has dozens, which its page lists.


def access_words(granted: User | Group) -> dict[str, Fact]:
    """What an account or a role may do and see, as facts by name."""
    if isinstance(granted, User):
        flags = ("is_active", "is_staff", "is_superuser")
        return {
            "user name": granted.username,
            **{name.removeprefix("is_"): "yes" if getattr(granted, name) else "no" for name in flags},
            "roles": ", ".join(sorted(granted.groups.values_list("name", flat=True))),
            "permissions": _codes(granted.user_permissions),
        }
    clearance = Clearance.objects.filter(group=granted).first()
    return {
        "name": granted.name,
        "permissions": _codes(granted.permissions),
        "sees up to": clearance.ceiling if clearance else "",
        "only what is released": "yes" if clearance and clearance.released_only else "no",
        "sees drafts": "yes" if clearance and clearance.sees_unapproved else "no",
    }


def _codes(permissions: Any) -> frozenset[str]:
    named = permissions.values_list("content_type__app_label", "codename")
    return frozenset(f"{app}.{code}" for app, code in named)


def note_granted(changed: User | Group, before: dict[str, Fact], after: dict[str, Fact]) -> None:
    """Trace each fact that is another one than before; nothing if none is."""
    differences = [words for name, fact in after.items() for words in _difference(name, before.get(name), fact)]
    if differences:
        kind, name = ("Account", changed.username) if isinstance(changed, User) else ("Role", changed.name)
        made = "" if before else "made; "
        trace.note(trace.Kind.ACCESS, f"{kind} {name}: {made}{'; '.join(differences)}.", about=changed)


def _difference(name: str, before: Fact | None, after: Fact) -> Iterator[str]:
    if isinstance(after, frozenset):
        had = before if isinstance(before, frozenset) else frozenset()
        for verb, codes in (("may now", after - had), ("may no longer", had - after)):
            if codes:
                yield f"{verb}: {_listed(codes)}"
    elif (before or "") != after:
        yield f"{name}: {before or 'nothing'} → {after or 'nothing'}"


def _listed(codes: frozenset[str]) -> str:
    more = f" and {len(codes) - NAMED} more" if len(codes) > NAMED else ""
    return ", ".join(sorted(codes)[:NAMED]) + more
