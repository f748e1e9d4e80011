"""A stage: somebody who asks, over a record with something hidden, and what they ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.config import admin_pages as pages

from .answers import Ask, Asker
from .hidden import PIECES, Laid, lay
from .scene import Scene, build

Probe = Callable[[], Any]


@dataclass
class Stage:
    """Who asks, and what they ask: what each question is called, and what asks it."""

    asker: Asker
    probes: list[tuple[str, Probe]]

    def ask(self, *asked: Ask) -> None:
        self.probes += [(str(one), lambda one=one: self.asker.ask(one)) for one in asked]


def page(row: Any, name: str = "change") -> str:
    return pages.address(type(row), name, row.pk)


def over_a_scene(role: str) -> tuple[Scene, Laid, Stage]:
    scene = build(role)
    laid = lay(scene, PIECES, 1)
    return scene, laid, Stage(Asker(scene.user), [])
