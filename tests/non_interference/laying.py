"""Laying what is above somebody's clearance over the record that they see.

Each piece is a row, a link or a version that must not show. `lay` lays some of the pieces,
with texts, days, codes and markings that follow from a number; two such layings, or one and
none, must be the same to that person.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Callable, Iterable
from random import Random
from typing import Any

from config import seals
from config.refs import ALPHABET
from tests import factories as make

from .scene import HIDDEN, SEES_DRAFTS, Scene, ago, at

WORD = "Zyzzyva"  # In every text of what is hidden, and nowhere else.
Laid = dict[str, Any]
PIECES: dict[str, Callable[[Layer], Any]] = {}


def ref_of(prefix: str, name: str, length: int) -> str:
    """The reference that a hidden row of this name has in every laying."""
    number = zlib.crc32(name.encode())
    code = "".join(ALPHABET[number // 30**place % 30] for place in range(length - 1))
    return f"{prefix}-2024-Z{code}"


class Layer:
    """One laying: the scene, what is laid already, and the draws."""

    def __init__(self, scene: Scene, number: int):
        self.scene, self.random = scene, Random(number)  # noqa: S311 - no secret
        self.laid: Laid = {}
        self.word = f"{WORD} {self.random.choice(['alpha', 'beta', 'gamma', 'Mines'])}{number}"

    def __getattr__(self, name: str) -> Any:
        return self.scene.rows[name.replace("_", " ")]

    def marks(self) -> dict[str, Any]:
        """A marking that the person does not see."""
        closer = {"partner": ["TLP:GREEN", "TLP:AMBER"], "reader": ["TLP:AMBER", "TLP:AMBER+STRICT"]}
        return {"marking": self.random.choice(["TLP:RED", *closer.get(self.scene.role, [])])}

    def reviewed(self) -> dict[str, Any]:
        """The same, or for who sees no drafts a draft with an open marking."""
        if self.scene.role not in SEES_DRAFTS and self.random.random() < 0.5:
            return {"marking": "TLP:CLEAR", "submitted": self.random.random() < 0.5}
        return self.marks() | {"approved": True}

    def day(self, latest: int = 2) -> dt.date:
        return ago(self.random.randint(latest, 300))

    def pick(self, *values: Any) -> Any:
        return self.random.choice(values)

    def own(self, name: str) -> Any:
        """A hidden row that another piece lays; laid now if it was not yet."""
        if name not in self.laid:
            self.lay(name)
        return self.laid[name]

    def lay(self, name: str) -> None:
        if name not in self.laid:
            self.laid[name] = PIECES[name](self)

    def ref(self, prefix: str, name: str, length: int = 4) -> str:
        return ref_of(prefix, name, length)


@make.unsealed(seals.seals, to_be_rolled_back=True)
def lay(scene: Scene, names: Iterable[str], number: int) -> Laid:
    """Lay these pieces, and those that they need, in a transaction that is rolled back."""
    layer = Layer(scene, number)
    with at(HIDDEN, goes=True):
        for name in names:
            layer.lay(name)
    return layer.laid


def piece(make_it: Callable[[Layer], Any]) -> Callable[[Layer], Any]:
    PIECES[make_it.__name__] = make_it
    return make_it
