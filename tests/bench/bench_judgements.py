"""The conditions board and a dossier at two sizes, by turns in one run.

    .venv/bin/python tests/bench/bench_judgements.py

With 100 developments and 100 assessments, and with 100,000 and 2,000: the board of a page
should take the same order of time. As the other benchmarks it judges nothing.
"""

from __future__ import annotations

import datetime as dt
import itertools
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench import record  # noqa: E402 - a script is started by its path, from anywhere

SIZES = (100, 100_000)
ASSESSMENTS = {100: 100, 100_000: 2_000}
FIRST = dt.date(2021, 9, 1)


def measure() -> None:
    """Everything, on one database server."""
    record.start()
    from django.db import connection
    from django.utils import timezone

    from config.models import User
    from tracks.board import board
    from tracks.dossier import dossier
    from tracks.models import Condition

    databases = record.Databases(SIZES, fill)
    small, large = SIZES
    print(
        f"{connection.display_name}, {small:,} and {large:,} developments, {ASSESSMENTS[small]:,} and "
        f"{ASSESSMENTS[large]:,} assessments of {Condition.objects.count()} conditions"
    )
    today, then = dt.date(2026, 11, 1), timezone.now().date()

    def user() -> Any:
        return User.objects.get(username="desk")

    def see_board(**days: Any) -> Any:
        return board(user=user(), as_of=today, **days)

    def see_dossier(**days: Any) -> Any:
        return dossier(Condition.objects.order_by("pk")[0], user=user(), as_of=today, **days)

    for name, see in (("board", see_board), ("dossier of one condition", see_dossier)):
        for words, days in (("", {}), (", as known on a day", {"known_at": then})):
            took = databases.by_turns(
                small=(small, lambda see=see, days=days: see(**days)),
                large=(large, lambda see=see, days=days: see(**days)),
            )
            ratio = took["large"] / took["small"]
            figures = f"{took['small'] * 1000:.0f} ms and {took['large'] * 1000:.0f} ms: {ratio:.1f} x"
            record.line(f"{name}{words}", figures, "goal: the same order" if name == "board" else "")


def fill(first: int, last: int) -> None:
    """Developments, and approved assessments of all conditions by turns, each resting on two developments."""
    from django.db import connection

    from config import seals
    from config.models import User
    from config.refs import ALPHABET
    from tracks.models import Assessment, Condition, Development, Evidence
    from tracks.models.assessment import LEVELS

    record.add_developments(first, last)
    author = User.objects.get(username="desk")
    second, _ = User.objects.get_or_create(username="lead")
    conditions = list(Condition.objects.order_by("pk").values_list("pk", flat=True))
    developments = list(Development.objects.order_by("pk").values_list("pk", flat=True)[:5_000])
    states = list(LEVELS)
    codes = ["".join(code) for code in itertools.islice(itertools.product(ALPHABET, repeat=4), 2 * ASSESSMENTS[last])]
    judged, evidence = [], []
    for number in range(ASSESSMENTS.get(first, 0), ASSESSMENTS[last]):
        as_of = FIRST + dt.timedelta(days=number // len(conditions) * 9 % 1_500)
        moment = dt.datetime.combine(as_of, dt.time(12), dt.UTC) + dt.timedelta(days=3)
        row = Assessment(
            ref=f"ASM-2026-{codes[number]}",
            condition_id=conditions[number % len(conditions)],
            as_of=as_of,
            state=states[number % len(states)],
            change="none",
            confidence="low",
            justification="What it rests on.",
            marking="TLP:GREEN",
            review_state="approved",
            submitted_by=author,
            submitted_at=moment,
            reviewed_by=second,
            reviewed_at=moment,
        )
        row.settle()
        judged.append(row)
        for turn in (0, 1):
            place = 2 * number + turn
            evidence.append(
                Evidence(
                    ref=f"EVD-2026-AA{codes[place]}",
                    assessment=row,
                    stance=("supports", "contradicts")[turn],
                    development_id=developments[place % len(developments)],
                )
            )
    seals.lift(connection)
    Assessment.objects.bulk_create(judged, batch_size=1000)
    Evidence.objects.bulk_create(evidence, batch_size=1000)
    seals.fasten(connection)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    if "measure" in sys.argv:
        measure()
    else:
        record.for_each_database(__file__)
