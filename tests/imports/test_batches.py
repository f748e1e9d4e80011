"""Many rows are asked about at once, and a batch leaves no trace if another one fails."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.imports import judging
from config.models import Trace
from tests import factories as make
from tests.conftest import at_once, person
from tracks.models import Development

from . import files
from .files import DEVELOPMENT, judged, problems, saved, states


def many(number: int, **cells: Any) -> bytes:
    return files.data(*(DEVELOPMENT | {"title": f"Title {n}"} | cells for n in range(number)))


def asked(content: bytes, user: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert judged("developments", content, user).is_right
    return len(captured)


def test_a_dry_run_asks_as_often_for_many_rows_as_for_few(desk):
    cells = {"scope": "subnational", "provinces": "Kabul; Herat", "issuing_body": make.organisation().pk}
    assert asked(many(3, **cells), desk) == asked(many(120, **cells), desk)


def test_rows_of_several_batches_are_judged_alike_whether_they_are_saved_or_not(desk, monkeypatch):
    monkeypatch.setattr(judging, "BATCH", 3)
    content = many(8) + files.data(DEVELOPMENT | {"title": "Title 0"}).split(b"\r\n", 1)[1]
    dry = judged("developments", content, desk)
    done = files.of("developments", content, desk).save()
    assert states(dry) == states(done) == ["new"] * 8 + ["wrong"]
    assert problems(dry) == problems(done) == [(10, "", "", "Row 2 says the same. Keep one of them.")]
    assert not Development.objects.exists()
    assert not Development.history.exists()
    assert not Trace.objects.filter(kind="imported").exists()


def test_batches_are_saved_with_their_links_and_versions(desk, monkeypatch):
    monkeypatch.setattr(judging, "BATCH", 3)
    saved("developments", many(8, indicators="media-rules"), desk)
    assert Development.objects.filter(indicators="media-rules", tracks="macroeconomics").count() == 8
    assert all(row.history.get().tracks.count() == 1 for row in Development.objects.all())


def test_a_file_that_is_imported_twice_at_once_is_there_once(committed, monkeypatch):
    desk = person("importer", "desk officer")
    monkeypatch.setattr(judging, "BATCH", 10)
    make.development()
    tasks = [files.of("developments", many(40), desk).save for _ in range(2)]
    outcomes = [task() for task in tasks] if connection.vendor == "sqlite" else at_once(*tasks)
    assert sorted(outcome.saved for outcome in outcomes) == [False, True]
    assert Development.objects.filter(title__startswith="Title").count() == 40


def test_of_two_who_confirm_one_file_at_once_one_finds_it_done_or_both_are_told(committed):
    """Rows that are there already are changed by one after the other, and nobody's change is lost."""
    desk = person("importer", "desk officer")
    there = make.development(title="Old")
    contents = [
        files.data(DEVELOPMENT | {"ref": there.pk, "title": title, "place": place})
        for title, place in (("A", ""), ("B", "P"))
    ]
    if connection.vendor == "sqlite":
        outcomes = [files.of("developments", content, desk).save() for content in contents]
    else:
        outcomes = at_once(
            *(lambda content=content: files.of("developments", content, desk).save() for content in contents)
        )
    assert all(outcome.saved for outcome in outcomes), outcomes
    there.refresh_from_db()
    assert there.place == "P"
    titles = list(there.history.order_by("history_date").values_list("title", flat=True))
    assert titles[0] == "Old"
    assert {"A", "B"} <= set(titles)
