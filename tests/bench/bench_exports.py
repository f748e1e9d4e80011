"""The CSV of developments against the best that each database can do, and against django-import-export.

    ROWS=20000 .venv/bin/python tests/bench/bench_exports.py

ROWS is the number of developments, by default 1,000,000 on PostgreSQL and 300,000 on SQLite.
As the other benchmarks it prints ratios beside goals and judges nothing. CPU is that of the
process that writes and, on PostgreSQL, of the server's for it; so no query runs in parallel.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("PGOPTIONS", "-c max_parallel_workers_per_gather=0")

from tests.bench import filling, record, statements  # noqa: E402 - a script is started by its path, from anywhere
from tests.bench.bench_api import peak  # noqa: E402

SMALL = 10_000
OTHERS = 100_000  # What django-import-export is given.
ROUNDS = 2
# What a server's process has used so far, as Linux tells it.
OWN_CPU = "SELECT pg_read_file('/proc/self/stat')"
TICK = os.sysconf("SC_CLK_TCK")

Taken = tuple[float, float]  # Seconds by the clock, and of CPU.


def measure() -> None:
    """Everything, on one database server."""
    record.start()
    from django.db import connection

    rows = int(os.environ.get("ROWS") or {"postgresql": 1_000_000, "sqlite": 300_000}[connection.vendor])
    small = min(SMALL, rows // 2)
    databases = record.Databases((small, rows), filling.fill)
    print(f"{connection.display_name}, {rows:,} developments with two indicators each, as a desk officer sees them")
    with tempfile.TemporaryDirectory() as folder:
        against_shell(databases, rows, Path(folder))
    memory(databases, small, rows)
    if connection.vendor == "postgresql":  # Elsewhere what is prefetched at once must be less.
        against_others(databases, rows)


# --- Against the database's own shell ---------------------------------------------------------


def against_shell(databases: record.Databases, rows: int, folder: Path) -> None:
    from django.db import connection

    is_pg = connection.vendor == "postgresql"
    shell = "psql" if is_pg else "sqlite3"
    databases.use(rows)
    sql = statement()
    url, ours, theirs = databases.url(rows), folder / "ours.csv", folder / "theirs.csv"
    tasks = {"ours": lambda: apart("csv", url, ours), "unguarded": lambda: apart("unguarded", url, ours)}
    if shutil.which(shell):
        tasks["shell"] = lambda: (by_psql if is_pg else by_sqlite3)(url, sql, theirs)
    connection.close()
    taken = by_turns(tasks)
    tell_guard(taken)
    if "shell" not in taken:
        record.line(f"CSV against {shell}", f"not measured: there is no {shell} here", "")
        return
    assert first_lines(ours)[1:] == first_lines(theirs)[:-1], "The shell writes something else."
    (wall, cpu), (own_wall, own_cpu) = taken["ours"], taken["shell"]
    goals = ("at most 1.6 ×", "at most 1.5 ×") if is_pg else ("at most 3.5 ×", "")
    record.line(f"Against {shell}, by the clock", f"{wall / own_wall:.2f} × ({own_wall:.1f} → {wall:.1f} s)", goals[0])
    record.line(f"Against {shell}, CPU", f"{cpu / own_cpu:.2f} × ({own_cpu:.1f} → {cpu:.1f} s)", goals[1])
    record.line("Rows a second", f"{rows / wall:,.0f}", f"{ours.stat().st_size / 1e6:,.0f} MB")


def statement() -> str:
    """The best SQL for what a desk officer sees."""
    from django.contrib.auth.models import Group
    from django.db import connection

    from config.exports import report_for
    from config.models import User
    from tracks.models import Development

    headings = [column.heading for column in report_for(Development).resolved()]
    user, group = User.objects.get(username="desk"), Group.objects.get(name="desk officer")
    return statements.visible_csv_of_developments(connection.vendor, headings, user.pk, group.pk)


def tell_guard(taken: dict[str, Taken]) -> None:
    with_it, without = taken["ours"][1], taken["unguarded"][1]
    record.line("Formula guard, CPU", f"{100 * (with_it / without - 1):+.1f} %", "at most 10 %")


def first_lines(path: Path) -> list[list[str]]:
    """Some lines of a file, whatever ends them and whatever is quoted without need."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(itertools.islice(file, 1001)))


def by_turns(tasks: dict[str, Any]) -> dict[str, Taken]:
    for task in tasks.values():
        task()
    seconds: dict[str, list[Taken]] = {name: [] for name in tasks}
    for _ in range(ROUNDS):
        for name, task in tasks.items():
            seconds[name].append(task())
    return {
        name: (statistics.median(t[0] for t in all_), statistics.median(t[1] for t in all_))
        for name, all_ in seconds.items()
    }


def apart(task: str, url: str, path: Path) -> Taken:
    """What the product takes in a process of its own, without what it takes to start Django."""
    os.environ["OUT"] = str(path)
    taken = json.loads(record.run_apart(__file__, task, url))
    return taken["wall"], taken["cpu"]


def write_csv(*, guarded: bool = True) -> None:
    """Write the report of all rows, and print what it took and the peak memory of this process in kB."""
    record.start()
    from django.db import connection

    from config.exports import cells, report_for
    from config.models import User
    from tracks.models import Development

    if not guarded:
        cells.POSTGRESQL["text"] = cells.SQLITE["text"] = "{x}"
    user = User.objects.get(username="desk")
    path = Path(os.environ.get("OUT") or os.devnull)
    begin, used = time.perf_counter(), time.process_time() + of_server(connection)
    with path.open("w", encoding="utf-8", newline="") as file:
        report_for(Development).write(file, user=user)
    wall = time.perf_counter() - begin
    used = time.process_time() + of_server(connection) - used
    print(json.dumps({"wall": wall, "cpu": used, "peak": peak()}))


def of_server(connection: Any) -> float:
    """The CPU seconds of this connection's process of the server; SQLite works in ours."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute(OWN_CPU)
        return cpu_of(cursor.fetchone()[0])


def cpu_of(stat: str) -> float:
    user, system = stat.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / TICK


def by_psql(url: str, sql: str, path: Path) -> Taken:
    from config.exports.stream import planning

    copy = f"\\copy ({sql}) TO '{path}' WITH CSV"
    words = [OWN_CPU, planning(for_good=True), copy, OWN_CPU]  # Both are planned alike.
    command = ["psql", url, "--quiet", "--no-psqlrc", "-tA", *(part for word in words for part in ("-c", word))]
    wall, cpu, out = run(command)
    before, *_, after = out.strip().splitlines()  # Between them it says how many it copied.
    return wall, cpu + cpu_of(after) - cpu_of(before)


def by_sqlite3(url: str, sql: str, path: Path) -> Taken:
    wall, cpu, _ = run(["sqlite3", "-csv", url.removeprefix("sqlite:///"), f".output {path}", sql])
    return wall, cpu


def run(command: list[str]) -> tuple[float, float, str]:
    begin, used = time.perf_counter(), os.times()
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    after = os.times()
    cpu = after.children_user + after.children_system - used.children_user - used.children_system
    return time.perf_counter() - begin, cpu, out


# --- Memory, and the usual way ----------------------------------------------------------------


def memory(databases: record.Databases, small: int, rows: int) -> None:
    os.environ.pop("OUT", None)
    few, many = (
        json.loads(record.run_apart(__file__, "csv", databases.url(size)))["peak"] / 1024 for size in (small, rows)
    )
    record.line(
        f"Peak memory, {rows:,} less {small:,}",
        f"{many - few:.1f} MB ({few:.0f} → {many:.0f} MB)",
        "at most 20 MB more, at most 100 MB in all",
    )


def against_others(databases: record.Databases, rows: int) -> None:
    """django-import-export, told to fetch all that it needs in as few queries as it can, as one block."""
    from config.exports import report_for
    from config.models import User
    from tests.bench.usual import resource
    from tracks.models import Development

    databases.use(rows)
    user = User.objects.get(username="desk")
    number = min(OTHERS, rows)
    last = Development.objects.order_by("pk")[number - 1].pk
    chosen = Development.objects.filter(pk__lte=last)

    def usual() -> str:
        return resource(user).export(resource(user).rows(chosen)).csv

    def ours() -> str:
        file = io.StringIO(newline="")
        report_for(Development).write(file, user=user, queryset=chosen)
        return file.getvalue()

    seconds: dict[str, list[float]] = {"ours": [], "usual": []}
    written = {}
    for name, task in (("ours", ours), ("usual", usual), ("ours", ours)):
        begin = time.perf_counter()
        written[name] = len(list(csv.reader(io.StringIO(task(), newline=""))))
        seconds[name].append(time.perf_counter() - begin)
    assert written["ours"] == written["usual"] == number + 1, written
    mine, others = min(seconds["ours"]), seconds["usual"][0]
    few = Development.objects.filter(pk__in=Development.objects.order_by("pk")[:10].values_list("pk", flat=True))
    begin = time.perf_counter()
    report_for(Development).write(io.StringIO(newline=""), user=user, queryset=few)
    record.line("Ten of them", f"{1000 * (time.perf_counter() - begin):.0f} ms", "")
    record.line(
        f"django-import-export, {number:,} rows",
        f"{others / mine:.1f} × ({mine:.2f} → {others:.1f} s)",
        "at least 15 ×",
    )


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["measure"]:
            measure()
        case ["csv"]:
            write_csv()
        case ["unguarded"]:
            write_csv(guarded=False)
        case _:
            record.for_each_database(__file__)
