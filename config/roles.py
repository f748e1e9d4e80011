"""The roles, as data: what each may do, and how far it sees.

Roles are Django groups. `load_reference` makes and repairs them; people get a role by
joining its group. Permissions are named by kind of model, so that a new model is covered
the day it is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import models
from django.db.models import Model, Q

from .granting import access_words, note_granted
from .models import Clearance, Profile, Reference, Reviewed, Run, SavedMapping, Trace, Tracked, User
from .scales import Marking


@dataclass(frozen=True)
class Role:
    """A group, its clearance, and the verbs it has for each kind of model."""

    name: str
    ceiling: Marking
    sees_unapproved: bool = False
    released_only: bool = False
    verbs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


VIEW = {"reference": ("view",), "record": ("view",)}
LOG = {"reference": ("view",), "record": ("view", "add", "change")}

ROLES = (
    Role("reader", Marking.GREEN, verbs=VIEW),
    Role("partner", Marking.GREEN, released_only=True, verbs=VIEW),
    Role("desk officer", Marking.AMBER_STRICT, sees_unapproved=True, verbs=LOG),
    Role(
        "track lead",
        Marking.AMBER_STRICT,
        sees_unapproved=True,
        verbs=LOG | {"reviewed": ("review",), "profile": ("view", "review"), "run": ("view",)},
    ),
    Role(
        "administrator",
        Marking.AMBER_STRICT,
        sees_unapproved=True,
        verbs={
            "reference": ("view", "add", "change"),
            "record": ("view",),
            "people": ("view", "add", "change"),
            "profile": ("view", "add", "change", "review"),
            "run": ("view", "add"),
        },
    ),
)


def kinds_of(model: type[Model]) -> Iterator[str]:
    """The kinds a model belongs to: reference, record, reviewed, people, profile, run."""
    if issubclass(model, Reference):
        yield "reference"
    elif issubclass(model, Tracked):
        yield "record"
    if issubclass(model, Reviewed):
        yield "reviewed"
    if model in (User, Group, Clearance, SavedMapping, Trace):
        yield "people"
    if model is Profile:
        yield "profile"
    if model is Run:
        yield "run"


def permissions_of(role: Role) -> set[Permission]:
    """The permissions that the role should have on today's models."""
    wanted = Q(pk__in=())
    for model in apps.get_models():
        for kind in kinds_of(model):
            names = [f"{verb}_{model._meta.model_name}" for verb in role.verbs.get(kind, ())]
            wanted |= Q(content_type__app_label=model._meta.app_label, codename__in=names)
    return set(Permission.objects.filter(wanted).select_related("content_type"))


def offered_permissions() -> models.QuerySet[Permission]:
    """The permissions that some role could have: those on the kinds of rows that have pages."""
    known = Q(pk__in=())
    for model in apps.get_models():
        if any(kinds_of(model)):
            known |= Q(content_type__app_label=model._meta.app_label, content_type__model=model._meta.model_name)
    return Permission.objects.filter(known)


def sync_roles() -> Iterator[tuple[str, str]]:
    """Make every role as declared; yields (role, "created" | "updated" | "unchanged")."""
    for role in ROLES:
        group, created = Group.objects.get_or_create(name=role.name)
        declared = {
            "ceiling": role.ceiling.value,
            "released_only": role.released_only,
            "sees_unapproved": role.sees_unapproved,
        }
        before = Clearance.objects.filter(group=group).values(*declared).first(), set(group.permissions.all())
        after = declared, permissions_of(role)
        if before != after:
            words = access_words(group)
            Clearance.objects.update_or_create(group=group, defaults=declared)
            group.permissions.set(after[1])
            note_granted(group, {} if created else words, access_words(group))
        yield role.name, "created" if created else "unchanged" if before == after else "updated"


__all__ = ["ROLES", "Role", "offered_permissions", "sync_roles"]
