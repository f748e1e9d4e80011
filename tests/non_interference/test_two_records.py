"""Two databases that differ only in rows above somebody's clearance are the same to them, in every byte.

Each example draws who asks, what is hidden in the one and in the other, and what is asked of
both; whoever is told of a failure is told the draws, which make it again.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from . import asks, posts
from .answers import Ask, Asker
from .cast import COMMANDED, askers
from .hidden import PIECES
from .scene import NOW, ROLES, SEES_DRAFTS, Scene, at, build
from .two_records import ask_all, differences, everything_hidden, failing, laid_over, quiet, telling, walks

FORMS = 3  # How many records' forms are sent.
KEYS: dict[bool, asks.Keys] = {}  # The same for every role that sees drafts, and for every other.

pytestmark = pytest.mark.usefixtures("copies_folder")


def compare(role: str, one: Any, other: Any, seed: int, read: int, sent: int, folder: Path | None = None) -> None:
    """Set the scene, hide two different things, and ask both the same."""
    with transaction.atomic(), quiet():
        scene = build(role)
        sees_drafts = role in SEES_DRAFTS
        keys = KEYS.get(sees_drafts) or KEYS.setdefault(sees_drafts, asks.keys_of(everything_hidden(scene)))
        cast = [(asker, questions(scene, asker, keys, seed, read, sent)) for asker in askers(scene)]
        answers, files = [], []
        for names, number in (one, other):
            with laid_over(scene, names, number):
                answers.append([[*ask_all(asker, asked), *walks(asker)] for asker, asked in cast])
                files.append(written(scene.user, folder / str(number)) if folder else {})
        words = asks.words_of(keys)
        transaction.set_rollback(True)
    for (_, asked), first, second in zip(cast, *answers, strict=True):
        named = asked + [asks.get(f"a walk {number}") for number in range(len(first) - len(asked))]
        assert differences(named, first, second) == []
        assert telling(named, first, words) == []
        assert failing(named, first) == []
    assert files[0] == files[1]
    assert [(name, word) for name, text in files[0].items() for word in words if word in text.lower()] == []


def questions(scene: Scene, asker: Asker, keys: asks.Keys, seed: int, read: int, sent: int) -> list[Ask]:
    """What is asked, of as many kinds as there are; forms of those alone who write."""
    asked = asks.spread((one for one in asks.reading(scene, keys) if asker.asks(one)), read, seed)
    if sent and scene.role in SEES_DRAFTS:
        asked += asks.spread(posts.writing(scene, asker, keys, rows=FORMS, seed=seed), sent, seed)
    return asked


def written(user: Any, folder: Path) -> dict[str, str]:
    """What `manage.py export_csv` writes for the user, by the files' names."""
    with at(NOW):
        call_command("export_csv", user=user.username, out=folder, stdout=io.StringIO())
    return {path.name: path.read_bytes().decode() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("role", ROLES)
def test_everything_that_can_be_hidden_and_nothing_are_the_same(role, db, tmp_path):
    compare(role, (PIECES, 1), ((), 2), seed=1, read=40, sent=12, folder=tmp_path if role in COMMANDED else None)


layings = st.tuples(st.lists(st.sampled_from(sorted(PIECES)), unique=True), st.integers(1, 999))


@settings(max_examples=3, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), print_blob=True)
@given(role=st.sampled_from(ROLES[:-1]), one=layings, other=layings, seed=st.integers(0, 999))
def test_any_two_things_that_can_be_hidden_are_the_same(db, role, one, other, seed):
    note(f"role={role!r} one={one!r} other={other!r} seed={seed}")
    compare(role, one, other, seed, read=25, sent=6)
