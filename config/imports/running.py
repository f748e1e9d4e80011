"""An import from its file to its end: judged whole, and saved whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, connection, transaction

from .. import trace
from ..refs import SHAPE
from .columns import Layout, lay_out
from .files import Table, Unreadable, read_table
from .judging import BATCH, Judge, report_of
from .kinds import Kind
from .rows import Judged, Outcome, Problem, Read, State
from .saving import Saver

Progress = Callable[[int], None]


class NotAnswered(Exception):
    """Rows hold what could hurt somebody if it leaks, and nobody has said that it must stay."""


class Otherwise(Exception):
    """What would be saved is no longer what was shown."""


@dataclass
class Import:
    """One file of one kind, read for one importer.

    `leave_out` are headings that are not taken. `keeps_refs` gives new rows the references of the
    file: for moving a record to another database, by whoever holds both. Raises Unreadable.
    """

    kind: Kind
    data: bytes
    user: Any
    leave_out: tuple[str, ...] = ()
    mapping: Any = None
    keeps_refs: bool = False
    most_rows: int | None = None
    most_bytes: int | None = None
    table: Table = field(init=False)
    layout: Layout = field(init=False)

    def __post_init__(self) -> None:
        if not self.kind.is_open_to(self.user):
            raise PermissionDenied(f"Your role may not import {self.kind.name}.")
        self.table = read_table(self.data, most_bytes=self.most_bytes)
        if self.mapping is not None:
            self.table = self.mapping.apply(self.table)
        self.layout = lay_out(self.kind, self.table, leave_out=self.leave_out)

    @property
    def sha256(self) -> str:
        return self.table.sha256

    @property
    def mark(self) -> str:
        """The same for the same columns and mapping: only then is a row the same row of the same file."""
        how = [f"{p.column.name}{'*' if p.solar else ''}" for p in self.layout.places]
        words = "\n".join([*sorted(how), self.mapping.words if self.mapping is not None else ""])
        return hashlib.sha256(words.encode()).hexdigest()[:8]

    def digest(self, outcome: Outcome) -> str:
        """Tells one outcome from another, and one reading of the file from another."""
        return outcome.digest(self.mapping.words if self.mapping is not None else "")

    def judged(self, *, progress: Progress | None = None) -> Outcome:
        """A dry run: what each row would be. Nothing is saved."""
        outcome = self._outcome()
        for batch in self._judge().judge(self._rows()):
            self._note(outcome, batch, progress)
        self._finish(outcome)
        return outcome

    def save(
        self,
        *,
        keep: bool = False,
        reason: str = "",
        shown: str | None = None,
        request: Any = None,
        progress: Progress | None = None,
    ) -> Outcome:
        """Judge every row anew, and save all of them, or none if any is wrong.

        `keep` says that what could hurt somebody must stand as it is, for a `reason`; without it
        NotAnswered is raised if there is any. Otherwise is raised if it is not what was `shown`, as its digest says.
        """
        outcome = self._outcome()
        saver = Saver(self.kind, user=self.user, sha256=self.sha256, mark=self.mark)
        asked: list[tuple[Any, tuple[str, ...]]] = []
        try:
            with transaction.atomic():
                self._wait()
                for batch in self._judge().judge(self._rows(), lock=saver.lock):
                    self._note(outcome, batch, progress)
                    if outcome.is_right:
                        saver.save(batch)
                        asked += [(row.instance, row.asks) for row in batch if row.asks and (row.is_new or row.changes)]
                self._finish(outcome)
                if outcome.is_right and shown is not None and shown != self.digest(outcome):
                    raise Otherwise
                if outcome.is_right and outcome.asks and not keep:
                    raise NotAnswered
                if outcome.is_right and outcome.would_save:
                    saver.finish()
                    self._trace(asked, reason, request)
                    outcome.saved = True
                else:
                    transaction.set_rollback(True)
        except (ValidationError, PermissionDenied, Error) as error:
            raise Unreadable(f"Nothing was saved: {_why(error)} Perhaps the record was changed meanwhile.") from error
        return outcome

    def begin(self) -> None:
        """Raises Unreadable if there is no row at all."""
        if next(iter(self.table.rows()), None) is None:
            raise Unreadable("The file has headings and no rows.")

    # --- Parts of both ----------------------------------------------------------------------

    def _wait(self) -> None:
        """Of one kind one import is saved at a time, so that the next one finds its rows there.

        SQLite has one writer at a time anyway.
        """
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"import {self.kind.name}"])

    def _outcome(self) -> Outcome:
        taken = [(p.heading, f"{p.column.name}{' (Solar Hijri)' if p.solar else ''}") for p in self.layout.places]
        return Outcome(self.kind.name, self.table.facts, taken, self.layout.left_out)

    def _judge(self) -> Judge:
        judge = Judge(
            self.kind,
            user=self.user,
            sha256=self.sha256,
            names=self.layout.names,
            mark=self.mark,
            keeps_refs=self.keeps_refs,
        )
        solar = {place.column.name for place in self.layout.places if place.solar}
        for part in (judge.main, *judge.parts):
            part.solar(solar)
        if self.keeps_refs:
            judge.targets.own[self.kind.model] = self._own(judge)
        self._running = judge
        return judge

    def _own(self, judge: Judge) -> Callable[[str], Any]:
        """Rows of the same file that others of its rows name, which are there once all are saved."""
        place = next((p.index for p in self.layout.places if p.column.name == "ref"), None)
        cells = self.table.rows() if place is not None else iter(())
        refs = {row[place].strip() for _, row in cells if place is not None and place < len(row)}

        def own(key: str) -> Any:
            if key not in refs or not SHAPE.fullmatch(key):
                return None
            row = self.kind.model(pk=key)
            row.is_yet_to_come = True  # type: ignore[attr-defined] # ours, of a row to come
            return row

        return own

    def _rows(self) -> Iterator[Read]:
        width = len(self.table.headings)
        places = [(place.column.name, place.index) for place in self.layout.places]
        last, again = 0, 0
        for count, (number, cells) in enumerate(self.table.rows(), start=1):
            last, again = number, again + 1 if number == last else 0
            if self.most_rows is not None and count > self.most_rows:
                raise Unreadable(
                    f"The file has more than {self.most_rows:,} rows. Part it, or ask for it to be imported by command."
                )
            place = f"{number}.{again}" if again else str(number)  # A wide table has several in one row.
            row = Read(number, place, {name: cells[i] for name, i in places if i < len(cells)})
            if len(cells) < width or any(cells[width:]):
                has = f"The row has {len(cells)} cells, and the heading has {width}."
                row.refuse("", f"{has} Is a separator or a quotation mark missing?", "")
            yield row

    def _note(self, outcome: Outcome, batch: list[Read], progress: Progress | None) -> None:
        outcome.rows += [report_of(row) for row in batch]
        if progress:
            progress(len(outcome.rows))

    def _finish(self, outcome: Outcome) -> None:
        """What can be said only of all rows together."""
        if not outcome.rows:
            raise Unreadable("The file has headings and no rows.")
        found: dict[int, list[Problem]] = {}
        for number, column, value, words in self.kind.finish(self._running):
            found.setdefault(number, []).append(Problem(column, value, words))
        for row in outcome.rows:
            if row.number in found:
                row.state, row.problems = State.WRONG, (*row.problems, *found[row.number])

    def _trace(self, asked: Iterable[tuple[Any, tuple[str, ...]]], reason: str, request: Any) -> None:
        words = f"Imported a file of {self.kind.name} (SHA-256 {self.sha256})."
        trace.note(trace.Kind.IMPORTED, words, request=request, who=self.user)
        for record, kinds in asked:
            name = record._meta.verbose_name
            words = f"Looks like {', '.join(kinds)} of a {name}, in an import: kept as it is."
            trace.note(trace.Kind.SAFETY, words, request=request, who=self.user, about=record, reason=reason)


def _why(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(error.messages)
    return str(error) if isinstance(error, PermissionDenied) else "the database refused a row."


__all__ = ["BATCH", "Import", "Judged", "NotAnswered", "Otherwise"]
