"""What becomes of packages: kept as long as their profile says, and copied whole."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import CommandError

from config.delivery import places, retention
from config.models import Profile, Run, Trace

from .delivering import NOVEMBER, approved, due, export, lying, states, unfinished

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(packages_folder):
    return packages_folder


# --- Retention ---------------------------------------------------------------------------------------------


def test_old_packages_are_removed_as_the_profile_says_and_their_runs_say_so(folder):
    approved(first_period="2026-06", keep_count=2)
    said = due()
    assert said.count("its files are removed") == 3
    assert states() == {
        "partner 2026-06": "removed",
        "partner 2026-07": "removed",
        "partner 2026-08": "removed",
        "partner 2026-09": "done",
        "partner 2026-10": "done",
    }
    assert lying(folder) == ["partner/2026-09", "partner/2026-10"]
    gone = Run.objects.get(period="2026-06")
    assert (gone.removed_at, bool(gone.files), len(gone.digest)) == (NOVEMBER, True, 64)
    assert Trace.objects.filter(words__startswith="Removed the files", key=str(gone.pk)).count() == 1
    assert due() == "Nothing is due.\n", "what was removed is not missing"
    assert unfinished(folder) == []


def test_the_newest_package_stays_however_old_it_is(folder, time_machine):
    time_machine.move_to(NOVEMBER, tick=False)
    approved(keep_days=30)
    due()
    time_machine.move_to(NOVEMBER + dt.timedelta(days=20), tick=False)
    assert "removed" not in due(NOVEMBER + dt.timedelta(days=20))
    Profile._base_manager.update(active=False)
    time_machine.move_to(NOVEMBER + dt.timedelta(days=400), tick=False)
    due(NOVEMBER + dt.timedelta(days=400))
    assert states() == {"partner 2026-09": "removed", "partner 2026-10": "done"}
    assert lying(folder) == ["partner/2026-10"]


def test_what_a_program_left_that_was_killed_after_its_package_was_made_is_cleared_away(folder):
    approved()
    due()
    done = Run.objects.get(period="2026-10").pk.hex
    for mark in (done, "0" * 32):
        (folder / f".package-{mark}-abcdefgh" / "previous").mkdir(parents=True)
    Run.objects.filter(period="2026-09").update(state="running")
    (folder / f".package-{Run.objects.get(period='2026-09').pk.hex}-abcdefgh").mkdir()
    retention.clear_behind_ended(places.packages())
    assert len(unfinished(folder)) == 2, "one that is at work, and one that this record does not know"
    assert f".package-{done}-abcdefgh" not in unfinished(folder)


# --- Copies ---------------------------------------------------------------------------------------------------


def test_a_copy_goes_into_a_folder_whole_verified_and_traced(folder, tmp_path):
    approved()
    export("--profile", "partner", "--period", "2026-10", "--out", str(tmp_path / "out"))
    run = Run.objects.get()
    kept, copied = folder / run.place / run.name, tmp_path / "out" / run.name
    assert {p.name: p.read_bytes() for p in kept.iterdir()} == {p.name: p.read_bytes() for p in copied.iterdir()}
    assert [p.name for p in (tmp_path / "out").iterdir()] == [run.name]
    assert Trace.objects.filter(words__contains="Gave out a copy").count() == 1
    with pytest.raises(CommandError, match="is there already"):
        export("--profile", "partner", "--period", "2026-10", "--out", str(tmp_path / "out"))
    export("--profile", "partner", "--period", "2026-10", "--out", str(tmp_path / "other"))
    assert Run.objects.count() == 1, "it is copied as it was made, and not made again"
    (kept / "areas_2026-10_TLP-GREEN.csv").write_bytes(b"other")
    with pytest.raises(CommandError, match=r"areas_2026-10_TLP-GREEN\.csv .* is not as it was made"):
        export("--profile", "partner", "--period", "2026-10", "--out", str(tmp_path / "third"))
    assert list((tmp_path / "third").iterdir()) == []


@pytest.mark.parametrize("option", ["--zip", "--hxl"])
def test_a_copy_of_what_was_made_is_not_made_otherwise(tmp_path, option):
    approved()
    export("--profile", "partner", "--period", "2026-10")
    words = ["--profile", "partner", "--period", "2026-10", "--out", str(tmp_path / "out")]
    with pytest.raises(CommandError, match=f"{option} cannot change it: leave that out"):
        export(*words, option)
    assert not (tmp_path / "out").exists()
    export(*words, option, "--again")
    assert Run.objects.count() == 2


def test_a_folder_that_cannot_be_written_is_refused(tmp_path):
    approved()
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(CommandError, match="--out"):
        export("--profile", "partner", "--period", "2026-10", "--out", str(tmp_path / "taken"))
