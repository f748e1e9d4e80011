"""Where the code asks the rule, and what happens if one of these places is answered “everything”.

The places are found in the source. Each is known by where its call ends, which is also told by
the frame that makes the call.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any
from unittest import mock

from django.conf import settings
from django.db.models import Q

from config import visibility
from config.admin import forms
from config.models.profile import ProfileQuerySet
from config.models.run import RunQuerySet
from config.models.trace import TraceQuerySet
from config.querysets import RecordQuerySet
from config.scales import Marking
from tests.config import admin_pages as pages

ROOT = Path(settings.BASE_DIR)
EVERYTHING = visibility.Access(Marking.AMBER_STRICT.value, released_only=False, sees_unapproved=True)


def _all(model: Any, *_: Any, prefix: str = "") -> Q:
    return Q(**{f"{_[-1] if _ and isinstance(_[-1], str) else prefix}pk__isnull": False})


def _no_condition(*_: Any) -> Q:
    return Q()


# What a function says if it says that everything is open; None: what it says if all that it asks says so.
FUNCTIONS: dict[str, tuple[Any, Callable[..., Any] | None]] = {
    "visible_q": (visibility, _all),
    "_seen_q": (visibility, _no_condition),
    "_marking_q": (visibility, _no_condition),
    "_opened_q": (visibility, _no_condition),
    "sees_version": (visibility, lambda *_: True),
    "access_of": (visibility, lambda _: EVERYTHING),
    "identity": (visibility, lambda user: user.pk),
    "preview": (visibility, lambda *_: None),
    "offered": (forms, None),
}
METHODS: dict[str, Callable[..., Any] | None] = {
    "visible_to": None,
    "picks": None,
    "picks_of": None,
    "limited_to": lambda access, _: access,
}


@dataclass(frozen=True)
class Site:
    """A call of the rule: the name, and the line and column where it ends."""

    path: str
    line: int
    end: tuple[int, int]
    name: str
    text: str

    @property
    def place(self) -> str:
        """What stays the same if lines are added above it."""
        return f"{self.path}: {self.text}"

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.text}"


def call_sites() -> list[Site]:
    """Every call of the rule in the product, in the order of the files."""
    found = []
    for room in ("config", "rights", "tracks"):
        for path in sorted((ROOT / room).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Call) and (name := _called(node)) in {*FUNCTIONS, *METHODS}:
                    end = (node.end_lineno or 0, node.end_col_offset or 0)
                    call = " ".join((ast.get_source_segment(text, node) or "").split())
                    found.append(Site(str(path.relative_to(ROOT)), node.lineno, end, name, call))
    return sorted(found, key=lambda site: (site.path, site.end))


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", "") or getattr(node.func, "id", "")


@dataclass
class Watch:
    """Records which places are passed, and answers “everything” at one of them."""

    sites: dict[tuple[str, str, tuple[int, int]], Site]
    mutated: Site | None = None
    passed: set[Site] = field(default_factory=set)
    depth: int = 0
    places: dict[tuple[Any, int], tuple[int, int]] = field(default_factory=dict)

    def at(self, name: str) -> Site | None:
        """The place in the product from which the rule is being called."""
        frame: Any = sys._getframe(2)
        while frame.f_code.co_filename == __file__ or frame.f_code.co_filename.endswith("/django/db/models/manager.py"):
            frame = frame.f_back
        place = (frame.f_code, frame.f_lasti)
        if place not in self.places:
            _, line, _, column = list(frame.f_code.co_positions())[frame.f_lasti // 2]
            self.places[place] = (line or 0, column or 0)
        return self.sites.get((frame.f_code.co_filename.removeprefix(f"{ROOT}/"), name, self.places[place]))

    def around(self, name: str, original: Callable[..., Any], everything: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(original)
        def asked(*args: Any, **kwargs: Any) -> Any:
            site = self.at(name)
            if site is not None:
                self.passed.add(site)
            is_mutated = site is not None and site == self.mutated
            self.depth += is_mutated
            try:
                return everything(*args, **kwargs) if self.depth else original(*args, **kwargs)
            finally:
                self.depth -= is_mutated

        return asked


@contextmanager
def watched(sites: list[Site]) -> Iterator[Watch]:
    """The rule's functions, watched wherever they were imported, and its methods.

    What is asked within a call that is answered “everything” is answered so too.
    """
    watch = Watch({(site.path, site.name, site.end): site for site in sites})
    rooms = [m for name, m in list(sys.modules.items()) if name.split(".")[0] in ("config", "rights", "tracks")]
    owners: list[Any] = [RecordQuerySet, ProfileQuerySet, RunQuerySet, TraceQuerySet, visibility.Access]
    owners += {base for kept in pages.ADMINS.values() for base in type(kept).__mro__}
    with ExitStack() as stack:
        for name, (home, says) in FUNCTIONS.items():
            original = getattr(home, name)
            instead = watch.around(name, original, says or original)
            for module in rooms:
                if vars(module).get(name) is original:
                    stack.enter_context(mock.patch.object(module, name, instead))
        for owner in owners:
            for name, says in METHODS.items():
                if original := vars(owner).get(name):
                    instead = watch.around(name, original, says or original)
                    stack.enter_context(mock.patch.object(owner, name, instead))
        yield watch
