"""A row on its way from a file to the record, and what is found out about it."""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass, field
from enum import StrEnum
from typing import Any

from django.db import models


class State(StrEnum):
    """What a row of a file would be to the record."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell, or with a row as a whole (no column)."""

    column: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    """A field that would change: what stands there, and what the file says."""

    column: str
    before: str
    after: str


@dataclass(slots=True)
class Judged:
    """What is said of one row: its number in the file, its state, and why."""

    number: int
    state: State
    key: str = ""
    label: str = ""
    problems: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()
    hint: str = ""
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """In place of a value: the cell, and why it holds none."""

    cell: str
    words: str


class Read(dict[str, Any]):
    """The values of a row by field, each read or Refused, with what it becomes."""

    def __init__(self, number: int, place: str, texts: dict[str, str]):
        super().__init__()
        self.number, self.place, self.texts = number, place, texts
        self.problems: list[Problem] = []
        self.changes: list[Change] = []
        self.links: dict[str, list[Any]] = {}
        self.draft: Any = None
        self.match: Any = None
        self.instance: Any = None
        self.is_new = self.is_drafted = False
        self.refusal: Any = None  # Of its draft.
        self.before: dict[str, Any] = {}
        self.is_known = False  # Whether this very row of this very file was imported before.
        self.hint = ""
        self.asks: tuple[str, ...] = ()
        self.beside: list[tuple[Any, Read]] = []

    def refuse(self, column: str, words: str, value: str | None = None) -> None:
        """Say that a cell, or the whole row, is wrong."""
        cell = self.texts.get(column, "") if value is None else value
        self.problems.append(Problem(column, cell[:200], words))

    @property
    def refused(self) -> set[str]:
        return {problem.column for problem in self.problems}


def shown(value: Any) -> str:
    """A value as a report shows it."""
    if value is None or value == "":
        return ""
    if isinstance(value, list | tuple | set):
        return "; ".join(sorted(shown(one) for one in value))
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


@dataclass
class Outcome:
    """What an import is, or was: every row as it was judged, and what the file was taken for."""

    kind: str
    facts: dict[str, str]
    taken: list[tuple[str, str]]
    left_out: list[str]
    rows: list[Judged] = field(default_factory=list)
    saved: bool = False

    def count(self, state: State) -> int:
        return sum(row.state is state for row in self.rows)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are in each state."""
        numbers = dict.fromkeys((state.value for state in State), 0)
        for row in self.rows:
            numbers[row.state.value] += 1
        return numbers

    @property
    def asks(self) -> list[Judged]:
        """The rows that hold what could hurt somebody if it leaks."""
        return [row for row in self.rows if row.asks]

    @property
    def is_right(self) -> bool:
        """Whether no row is wrong, and there is one."""
        return bool(self.rows) and not any(row.state is State.WRONG for row in self.rows)

    def digest(self, words: str) -> str:
        """The same for the same rows with the same changes, read by the same mapping (its `words`)."""
        told = [(row.number, row.state.value, row.key, [astuple(c) for c in row.changes]) for row in self.rows]
        return hashlib.sha256(repr((words, told)).encode()).hexdigest()

    @property
    def would_save(self) -> bool:
        return any(row.state in (State.NEW, State.CHANGED) for row in self.rows)
