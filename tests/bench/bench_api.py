"""The read-only API at two sizes: pages, queries, CSV and memory, by turns in one run.

    .venv/bin/python tests/bench/bench_api.py

On SQLite in a temporary folder; with DATABASE_URL=postgres://… also on that server, in a
database of its own that is dropped afterwards. It prints ratios beside goals, judges nothing.
A request signs in with a token and sees what its clearance opens; the raw SQL does neither.
"""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench import record, statements  # noqa: E402 - a script is started by its path, from anywhere

SMALL, LARGE = record.SIZES
PAGE = 100
ADDRESS = "/api/v1/developments/"


def measure() -> None:
    """Everything, on one database server."""
    record.start()
    from django.db import connection
    from rest_framework.test import APIClient

    databases = record.Databases()
    client = APIClient(headers=databases.headers)
    print(f"{connection.display_name}, {SMALL:,} and {LARGE:,} developments with two indicators each")
    pages(databases, client)
    statement(databases, client)
    whole_list(databases, client)
    memory(databases)


def ask(client: Any, **parameters: Any) -> Any:
    response = client.get(ADDRESS, parameters)
    assert response.status_code == 200, response.content
    return response


def pages(databases: record.Databases, client: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    deep = {}
    queries = {}
    for size in record.SIZES:
        databases.use(size)
        deep[size] = {"page_size": PAGE, "cursor": cursor_at(size * 9 // 10)}
        for name, parameters in (("first", {"page_size": PAGE}), ("deep", deep[size])):
            with CaptureQueriesContext(connection) as captured:
                ask(client, **parameters)
            queries[name, size] = len(captured)
    seconds = databases.by_turns(
        first_small=(SMALL, lambda: ask(client, page_size=PAGE)),
        first_large=(LARGE, lambda: ask(client, page_size=PAGE)),
        deep_small=(SMALL, lambda: ask(client, **deep[SMALL])),
        deep_large=(LARGE, lambda: ask(client, **deep[LARGE])),
        one_row=(LARGE, lambda: ask(client, page_size=1)),
    )
    for name, what in (("first", "First page of 100"), ("deep", "Page of 100 behind nine tenths of the rows")):
        small, large = seconds[f"{name}_small"], seconds[f"{name}_large"]
        record.line(
            what, f"{large / small:.2f} × ({small * 1000:.1f} → {large * 1000:.1f} ms)", "large at most 1.5 × small"
        )
    record.line(
        "Deep page against first, large",
        f"{seconds['deep_large'] / seconds['first_large']:.2f} ×",
        "a page costs the same at any depth: at most 1.5 ×",
    )
    record.line("Page of one row, large", f"{seconds['one_row'] * 1000:.1f} ms", "what a request costs before its rows")
    record.line("Queries of a page", ", ".join(str(n) for n in queries.values()), "equal at both sizes and any depth")


def cursor_at(offset: int) -> str:
    """The cursor of the page that begins after so many rows."""
    from config.api.paging import Ordering, Place
    from tracks.models import Development

    ordering = Ordering.parse("-date_from")
    last = ordering.apply(Development.objects.all())[offset - 1]
    return Place(last.date_from, last.pk).cursor(ordering, Development)


def statement(databases: record.Databases, client: Any) -> None:
    from django.db import connection

    sql = statements.page_of_developments(connection.vendor, PAGE)

    def raw() -> str:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchone()[0]

    databases.use(LARGE)
    assert json.loads(raw()) == ask(client, page_size=PAGE).json()["results"], "The statement answers something else."
    seconds = databases.by_turns(api=(LARGE, lambda: ask(client, page_size=PAGE)), raw=(LARGE, raw))
    record.line(
        "Page of 100 against one SQL statement, large",
        f"{seconds['api'] / seconds['raw']:.2f} × ({seconds['raw'] * 1000:.1f} → {seconds['api'] * 1000:.1f} ms)",
        "at most 3 × one statement that makes the same JSON",
    )


def whole_list(databases: record.Databases, client: Any) -> None:
    """The CSV of all rows, against the database's own shell."""
    from django.db import connection

    from config.exports import report_for
    from tracks.models import Development

    shell = "psql" if connection.vendor == "postgresql" else "sqlite3"
    if not shutil.which(shell):
        record.line("CSV of all rows", f"not measured: there is no {shell} here", "")
        return
    headings = [column.heading for column in report_for(Development).resolved()]
    sql = statements.csv_of_developments(connection.vendor, headings)
    databases.use(LARGE)
    url = databases.url(LARGE)
    command = (
        [shell, url, "--quiet", "--no-psqlrc", "--command", f"\\copy ({sql}) TO STDOUT WITH CSV"]
        if shell == "psql"
        else [shell, "-csv", url.removeprefix("sqlite:///"), sql]
    )

    def own() -> bytes:
        return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout

    def api() -> bytes:
        return b"".join(ask(client, format="csv").streaming_content)

    assert rows_of(own()) == rows_of(api())[1:], "The shell writes something else."
    seconds = databases.by_turns(rounds=3, api=(LARGE, api), own=(LARGE, own))
    record.line(
        f"CSV of {LARGE:,} rows against {shell}",
        f"{seconds['api'] / seconds['own']:.2f} × ({seconds['own']:.2f} → {seconds['api']:.2f} s)",
        "PostgreSQL at most 1.6 ×, SQLite at most 3.5 ×",
    )


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def memory(databases: record.Databases) -> None:
    peaks = {}
    for size in record.SIZES:
        peaks[size] = int(record.run_apart(__file__, "csv", databases.url(size)))
    grown = (peaks[LARGE] - peaks[SMALL]) / 1024
    record.line(
        "Peak memory of the CSV, large less small",
        f"{grown:.1f} MB ({peaks[SMALL] / 1024:.0f} → {peaks[LARGE] / 1024:.0f} MB)",
        "at most 20 MB more, at most 100 MB in all",
    )


def write_csv() -> None:
    """Write the report of all rows, and print the peak memory of this process in kB."""
    record.start()
    from config.exports import report_for
    from config.models import User
    from tracks.models import Development

    with Path(os.devnull).open("w", encoding="utf-8", newline="") as file:
        report_for(Development).write(file, user=User.objects.get())
    print(peak())


def peak() -> int:
    """The peak memory of this process in kB.

    Where Linux tells it: what `getrusage` says there includes the process that started this one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["measure"]:
            measure()
        case ["csv"]:
            write_csv()
        case _:
            record.for_each_database(__file__)
