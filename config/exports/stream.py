"""How rows leave the database: as blocks of CSV, while the database still reads."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from typing import IO, Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, transaction

BOM = "\ufeff"
# A block is written when it has so many rows or bytes, whichever comes first.
CHUNK = 2000
BLOCK = 256 * 1024
FETCHED = 100  # Rows held as Python's texts: few, since a narrative can have 40,000 characters.
END = b"\r\n"
# How PostgreSQL plans the statement of an export. It joins a dozen tables, more than are weighed against each other by
# default: then it reads all records to give ten. It compiles for seconds what it runs once, takes every row that it
# finds by its key for a move of a disk's arm, and sorts long rows on the disk.
PLANNING = {
    "join_collapse_limit": "'20'",
    "from_collapse_limit": "'20'",
    "jit": "'off'",
    "random_page_cost": "least(current_setting('random_page_cost')::float8, 1.1)::text",
    "work_mem": "greatest(pg_size_bytes(current_setting('work_mem')) / 1024, 16384) || 'kB'",
}


class Sink:
    """A text file that also takes blocks of UTF-8, which it does not decode if it is a file of bytes beneath."""

    def __init__(self, file: IO[str]) -> None:
        self.file = file
        self.raw: Any = None
        if isinstance(file, io.TextIOWrapper) and codecs.lookup(file.encoding).name == "utf-8":
            self.raw = file.buffer

    def line(self, cells: Sequence[str]) -> None:
        csv.writer(self.file, lineterminator="\r\n").writerow(cells)

    def block(self, block: bytes) -> None:
        if self.raw is None:
            self.file.write(block.decode())
        else:
            self.file.flush()  # What was written as text stands before it.
            self.raw.write(block)


def write_rows(rows: Any, sink: Sink, progress: Callable[[int], None] | None) -> int:
    """Write the rows of a queryset of texts, and return their number; `progress` hears it after each block."""
    count = 0
    with closing(_blocks(rows)) as blocks:
        for number, block in blocks:
            sink.block(block)
            count += number
            if progress:
                progress(count)
    return count


def _blocks(rows: Any) -> Generator[tuple[int, bytes], None, None]:
    connection = connections[rows.db]
    # In a file of one column COPY quotes a cell with the two characters that once ended its data.
    if connection.vendor == "postgresql" and len(rows.query.annotation_select) + len(rows.query.values_select) > 1:
        yield from _copied(rows, connection)
    else:
        yield from _fetched(rows)


def _copied(rows: Any, connection: Any) -> Generator[tuple[int, bytes], None, None]:
    """What COPY sends: one message for each row, which ends in a line feed.

    COPY takes no parameters, so they become literals here, by the driver's own quoting.
    """
    try:
        sql, params = rows.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return
    lines: list[Any] = []
    size = 0
    with transaction.atomic(using=rows.db), connection.wrap_database_errors, connection.cursor() as cursor:
        cursor.execute(planning())
        select = cursor.mogrify(sql, params)
        with cursor.copy(f"COPY ({select}) TO STDOUT (FORMAT csv)") as copy:
            for message in copy:
                lines.append(memoryview(message)[:-1])
                size += len(message)
                if size >= BLOCK or len(lines) == CHUNK:
                    yield len(lines), END.join([*lines, b""])
                    lines, size = [], 0
    if lines:
        yield len(lines), END.join([*lines, b""])


def planning(*, for_good: bool = False) -> str:
    """The statement that has PostgreSQL plan so, until the end of the transaction or of the connection."""
    until = "false" if for_good else "true"
    calls = [f"set_config('{name}', {value}, {until})" for name, value in PLANNING.items()]
    return f"SELECT {', '.join(calls)}"


def _fetched(rows: Any) -> Generator[tuple[int, bytes], None, None]:
    found = rows.iterator(chunk_size=FETCHED)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    while some := list(islice(found, FETCHED)):
        writer.writerows(some)
        yield len(some), text.getvalue().encode()
        text.seek(0)
        text.truncate()


@contextmanager
def one_snapshot(using: str = "default") -> Iterator[None]:
    """All that is read within shows the record of one moment, however long it takes.

    For a set of reports that belong together. It is the outermost transaction, since one that
    has begun has its own way of reading; in a test that is a transaction itself, it is that one.
    Temporary tables can be made in it, and are gone after it.
    """
    connection = connections[using]
    is_outermost = not connection.in_atomic_block
    with _deferred(connection), transaction.atomic(using=using, durable=True):
        if is_outermost:
            _begin(connection)
        yield


def _begin(connection: Any) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT 1")
        else:
            cursor.execute("SELECT 1 FROM sqlite_master LIMIT 1")
            cursor.fetchall()


@contextmanager
def _deferred(connection: Any) -> Iterator[None]:
    """On SQLite: without the lock for writing, which a transaction of ours takes at once otherwise."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()  # Which sets the mode.
    mode, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        yield
    finally:
        connection.transaction_mode = mode
