"""Who asks: each role, the role in a preview of somebody who sees more, and a program with a limit of its own."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import Group, Permission

from config import tokens
from tests.config import admin_pages as pages
from tests.conftest import person

from .answers import Asker
from .scene import LOGGED, PREVIEWED_BY, Scene, at

COMMANDED = ("reader", "partner", "desk officer")  # In whose name the command writes files.


def askers(scene: Scene) -> Iterator[Asker]:
    """Whoever sees what the scene shows and nothing else, its own person first."""
    yield Asker(scene.user)
    if scene.role in PREVIEWED_BY:
        yield Asker(pages.who(PREVIEWED_BY[scene.role]), previewing=Group.objects.get(name=scene.role))
    if scene.role == "reader":
        yield _program(scene.role)


def _program(role: str) -> Asker:
    """With a token up to GREEN, of somebody who sees up to AMBER+STRICT."""
    like, group = Group.objects.get(name=role), Group.objects.create(name="analysts")
    group.permissions.set(Permission.objects.filter(group=like))
    pages.clear(group, "TLP:AMBER+STRICT")
    user = person("an analyst")
    user.groups.add(group)
    with at(LOGGED):
        _, text = tokens.make(user, purpose="a program", ceiling="TLP:GREEN", days=90)
    return Asker(user, token=text)
