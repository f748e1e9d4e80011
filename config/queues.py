"""Queues: rows that wait for somebody, listed with why they wait and what to do.

A queue is a declaration, not a kind of record: it has no table, history, permissions or
export of its own. Its rows are records that the reader may see anyway; each leads to the
record's own page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.utils import quote
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.urls import reverse

PAGE_ROWS = 100


@dataclass(frozen=True)
class Asked:
    """For whom, and for which day, a queue is read."""

    user: Any
    day: dt.date
    _known: dict[Any, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def once(self, work: Callable[[Asked], Any]) -> Any:
        """What `work` finds, found once however many rows and columns ask for it."""
        if work not in self._known:
            self._known[work] = work(self)
        return self._known[work]

    def may(self, verb: str, model: Any) -> bool:
        return self.user.has_perm(f"{model._meta.app_label}.{verb}_{model._meta.model_name}")


@dataclass(frozen=True)
class Link:
    """Words that lead to a page; plain words without an address."""

    words: str
    address: str = ""


Line = Sequence[Link]
Cell = str | Link | Sequence[Line]


def page_of(row: Any, page: str = "change") -> str:
    """The address of a record's page in the admin."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[quote(row.pk)])


def name_of(row: Any) -> str:
    """What a record is called, without its reference, which stands beside it."""
    return str(row).removesuffix(f" ({row.pk})")


def nothing_more(rows: list[Any], asked: Asked) -> None:
    """For rows that hold all that their columns tell."""


@dataclass(frozen=True)
class Section:
    """The rows of one kind in a queue, in the order in which they should be worked off.

    `verb` is what the reader must be allowed to do with the kind, `needs` the kinds that
    they must be allowed to view besides, because the rows follow from them. `fill` loads
    what the columns tell, for the rows of one page at once.
    """

    model: Any
    rows: Callable[[Asked], QuerySet]
    columns: tuple[tuple[str, Callable[[Any, Asked], Cell]], ...]
    verb: str = "view"
    needs: tuple[Any, ...] = ()
    fill: Callable[[list[Any], Asked], None] = nothing_more
    name: Callable[[Any], str] = name_of
    page: str = "change"
    title: str = ""

    def is_for(self, asked: Asked) -> bool:
        own = asked.may(self.verb, self.model) and asked.may("view", self.model)
        return own and all(asked.may("view", model) for model in self.needs)

    @property
    def heading(self) -> str:
        words = self.title or str(self.model._meta.verbose_name_plural)
        return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class Entry:
    """A row as it is listed; each cell with the name of its column. Keys that nobody says aloud are not shown."""

    ref: str
    link: Link
    cells: list[tuple[str, Sequence[Line]]]


@dataclass(frozen=True)
class Listed:
    """The rows of a section on one page, and how many there are in all."""

    heading: str
    columns: list[str]
    total: int
    entries: list[Entry]


@dataclass(frozen=True)
class Queue:
    """What waits: what it is called, what is in it, what to do about it, and its rows by kind."""

    slug: str
    title: str
    holds: str
    to_do: str
    sections: tuple[Section, ...]

    @property
    def address(self) -> str:
        return reverse("admin:queue", args=[self.slug])

    def sections_for(self, asked: Asked) -> list[Section]:
        """The kinds that the reader may ask about; a queue without any is not theirs."""
        return [section for section in self.sections if section.is_for(asked)]

    def count(self, asked: Asked) -> int:
        """How many rows wait, in one question to the database."""
        first, *others = [s.rows(asked).order_by().values_list("pk") for s in self.sections_for(asked)]
        return first.union(*others, all=True).count() if others else first.count()

    def listed(self, asked: Asked, number: int) -> tuple[list[Listed], int]:
        """The sections that have rows, with those of page `number` (from 1), and the number of pages."""
        before, left, found, total = (number - 1) * PAGE_ROWS, PAGE_ROWS, [], 0
        for section in self.sections_for(asked):
            waiting = section.rows(asked)
            count = waiting.count()
            rows = list(waiting[before : before + left]) if before < count and left else []
            before, left, total = max(0, before - count), left - len(rows), total + count
            if rows:
                found.append(
                    Listed(section.heading, [n for n, _ in section.columns], count, _entries(section, rows, asked))
                )
        return found, max(1, -(-total // PAGE_ROWS))


def _entries(section: Section, rows: list[Any], asked: Asked) -> list[Entry]:
    section.fill(rows, asked)
    return [
        Entry(
            row.pk if isinstance(row.pk, str) else "",
            Link(section.name(row), page_of(row, section.page)),
            [(name, _lines(tell(row, asked))) for name, tell in section.columns],
        )
        for row in rows
    ]


def _lines(cell: Cell) -> Sequence[Line]:
    if isinstance(cell, str):
        cell = Link(cell)
    return [[cell]] if isinstance(cell, Link) else cell


def name_of_linked(name: str) -> Callable[[Any, Asked], str]:
    """A column that names a linked record; empty if there is none that the reader sees."""

    def tell(row: Any, asked: Asked) -> str:
        try:
            target = getattr(row, name)
        except ObjectDoesNotExist:
            return ""
        return "" if target is None else name_of(target)

    return tell


_queues: dict[str, Queue] = {}


def register(*queues: Queue) -> None:
    """Make queues known, in the order in which they are offered; each room's admin does."""
    _queues.update({queue.slug: queue for queue in queues})


def queues_for(asked: Asked) -> Iterable[Queue]:
    """The queues that the reader may open."""
    return [queue for queue in _queues.values() if queue.sections_for(asked)]


def queue_of(slug: str) -> Queue | None:
    return _queues.get(slug)
