"""A file of 100,000 developments with 500 wrong rows, judged: rows a second, memory, and what is saved.

    .venv/bin/python tests/bench/bench_imports.py

The aim is 2,000 rows a second in the dry run, and less than 500 MB. As the other benchmarks it
judges nothing.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench import record  # noqa: E402 - a script is started by its path, from anywhere

ROWS, EVERY = 100_000, 200
HEADINGS = (
    *("date_from", "title", "narrative", "direction", "form"),
    *("scope", "provinces", "tracks", "indicators", "marking"),
)
WORDS = (
    *("authorities", "announced", "that", "schools", "would", "open", "in", "the"),
    *("province", "while", "officials", "denied", "any", "change"),
)


def rows_of(number: int) -> bytes:
    """The file; every two hundredth row has a direction that is none."""
    draw = random.Random(1)  # noqa: S311 - the same file each time
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(HEADINGS)
    for n in range(number):
        day = dt.date(2021, 8, 15) + dt.timedelta(days=n % 1500)
        narrative = f"On 3 May {' '.join(draw.choices(WORDS, k=70))}, {n} people."
        places = draw.choice(["Helmand", "AF05; Herat", "کابل"])
        indicator = draw.choice(["girls-schools-operation", "media-rules"])
        direction = "sideways" if n % EVERY == 7 else "opening"
        writer.writerow(
            [day, f"Development {n}", narrative, direction, "announced", "subnational", places, "health", indicator, ""]
        )
    return file.getvalue().encode()


def measure() -> None:
    """On one database server."""
    record.start()
    from django.core.management import call_command
    from django.db import connection

    from config.imports.kinds import all_kinds
    from config.imports.rows import State
    from config.imports.running import Import
    from config.models import User
    from tracks.models import Development

    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)
    user = User.objects.create(username="importer", is_superuser=True)
    data = rows_of(ROWS)
    begun, worked = time.perf_counter(), time.process_time()
    outcome = Import(all_kinds()["developments"], data, user).judged()
    took, worked = time.perf_counter() - begun, time.process_time() - worked
    wrong = outcome.count(State.WRONG)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{connection.display_name}: {ROWS:,} rows of {len(data) / 1e6:.0f} MB, {wrong} wrong, "
        f"{Development.objects.count()} saved"
    )
    print(f"  dry run: {ROWS / took:,.0f} rows/s ({ROWS / worked:,.0f} in CPU time), peak memory {peak:,.0f} MB")
    few = rows_of(5_000).replace(b"sideways", b"opening")
    begun = time.perf_counter()
    saved = Import(all_kinds()["developments"], few, user).save()
    took = time.perf_counter() - begun
    print(f"  saved: {5_000 / took:,.0f} rows/s, {saved.counts}, with their history and links")


if __name__ == "__main__":
    if "measure" in sys.argv:
        measure()
    else:
        record.for_each_database(__file__)
