"""Every place that asks the rule matters: answered “everything” there, somebody is answered otherwise.

Of each place it is told which request tells, by the stages of `directed`, in which something is
hidden. A place that is not reached, or where no request tells, fails the test; so does an
exception below that is caught after all.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction

from .directed import STAGES, Stage
from .giving import giver
from .packaged import narrow_lead
from .packing import packager
from .sites import Site, Watch, call_sites, watched
from .two_records import quiet

# Places where the rule is asked once more: what each is asked about has passed another already.
ASKED_TWICE = {
    "config/admin/comparison.py: model._default_manager.visible_to(self.user)": (
        "the forms that are compared are of rows that their page, and its tables of parts, found among the visible"
    ),
    "config/admin/filters.py: rows.visible_to(request.user)": (
        "every filter by code leads to a reference list, and those have no marking"
    ),
    "config/models/trace.py: run.objects.visible_to(user)": (
        "the trace opens only to whoever is cleared for all that is packaged"
    ),
    "tracks/admin/meeting.py: self.picks_of(Person, request.user)": (
        "only people of visible attendances are warned of, and an attendance is visible with its person"
    ),
    "tracks/admin/people.py: Listing.objects.visible_to(user)": (
        "entries are loaded with people who are visible, and an entry is visible whenever its person is"
    ),
}

pytestmark = pytest.mark.usefixtures("copies_folder")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the places are the same on each database; one is asked")
def test_each_call_of_the_rule_is_caught_if_it_answers_everything(db, capsys):
    sites = call_sites()
    left, reached = set(sites), set()
    with watched(sites) as watch, quiet():
        for stage in (*STAGES.values(), narrow_lead, packager, giver):
            with transaction.atomic():
                reached |= look(stage(), watch, left)
                transaction.set_rollback(True)
    excepted = {site for site in sites if site.place in ASKED_TWICE}
    with capsys.disabled():
        caught, due = len(sites) - len(left), len(sites) - len(excepted)
        print(f"\nmutation score: {caught} of {due} call sites caught")  # noqa: T201
        for site in sorted(left, key=str):
            why = ASKED_TWICE.get(site.place, "SURVIVED" if site in reached else "NEVER REACHED")
            print(f"  {site}: {why}")  # noqa: T201
    assert left == excepted
    assert len(excepted) == len(ASKED_TWICE)
    assert excepted <= reached


def look(stage: Stage, watch: Watch, left: set[Site]) -> set[Site]:
    """Ask everything of a stage as it is, and again with each place mutated; places that are caught leave `left`."""
    through: dict[Site, list[int]] = {}
    plain: list[Any] = []
    breadth: list[int] = []
    for number, (name, probe) in enumerate(stage.probes):
        watch.passed = set()
        plain.append(probe())
        assert not is_failure(plain[-1]), name
        breadth.append(len(watch.passed))
        for site in watch.passed:
            through.setdefault(site, []).append(number)
    for site in left & set(through):
        watch.mutated = site
        own = sorted(through[site], key=lambda number: breadth[number])  # What asks little else is quick, and tells.
        for number in spread(own) if site.place in ASKED_TWICE else own:
            answer = stage.probes[number][1]()
            if answer != plain[number] and not is_failure(answer):
                watch.mutated = None
                assert stage.probes[number][1]() == plain[number], "It tells nothing: it is never answered alike."
                left.discard(site)
                break
    watch.mutated = None
    return set(through)


def spread(numbers: list[int]) -> list[int]:
    """Some of them, of the whole breadth: where nothing is found, all would take long."""
    return numbers[:: max(1, len(numbers) // 8)]


def is_failure(answer: Any) -> bool:
    return isinstance(answer, tuple) and any(getattr(one, "status", 200) >= 500 for one in answer)
