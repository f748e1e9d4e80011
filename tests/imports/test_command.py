"""`manage.py import_csv`: whole or not at all, with a report, and a status that says which."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, execute_from_command_line
from django.utils import timezone

from config.imports.held import hold
from config.imports.kinds import all_kinds
from config.models import HeldFile, SavedMapping, Trace
from tests.conftest import person
from tracks.models import Development, Organisation

from . import files
from .files import DEVELOPMENT, ORGANISATION


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "rows.csv"


def run(*args, **options) -> str:
    out = io.StringIO()
    call_command("import_csv", *args, stdout=out, **options)
    return out.getvalue()


def test_a_dry_run_says_what_each_row_would_be_and_saves_nothing(desk, path):
    path.write_bytes(files.data(DEVELOPMENT, separator=";"))
    out = run("developments", path, user="desk", dry_run=True)
    assert "form: CSV, encoding: UTF-8, separator: semicolon; SHA-256 " in out
    assert "developments: 1 new, 0 changed, 0 unchanged, 0 wrong" in out
    assert "Dry run: nothing was saved." in out
    assert not Development.objects.exists()


def test_it_saves_as_its_user_and_says_what_was_there(desk, path):
    path.write_bytes(files.data(DEVELOPMENT))
    run("developments", path, user="desk")
    assert Development.objects.get().created_by == desk
    assert "All of it is there already" in run("developments", path, user="desk")


def test_wrong_rows_are_named_and_the_report_has_all_of_them(desk, path, tmp_path, capsys):
    rows = [DEVELOPMENT | {"title": f"T{n}", "direction": "up"} for n in range(30)]
    path.write_bytes(files.data(DEVELOPMENT, *rows))
    report, out = tmp_path / "out.csv", io.StringIO()
    with pytest.raises(CommandError, match=r"30 rows are wrong. Nothing was saved"):
        call_command("import_csv", "developments", path, user="desk", report=report, stdout=out)
    assert "Row 3, direction: “up”: Accepted: opening" in out.getvalue()
    assert "… and 10 more wrong rows" in out.getvalue()
    with report.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [line["state"] for line in lines].count("wrong") == 30
    assert lines[1] | {"first_words": ""} == {
        "row": "3",
        "state": "wrong",
        "record": "",
        "column": "direction",
        "value": "up",
        "file_says": "",
        "why": lines[1]["why"],
        "first_words": "",
    }
    assert not Development.objects.exists()


@pytest.mark.parametrize("place", ["missing/out.csv", "."])
def test_a_report_that_cannot_be_written_is_refused_before_anything_is_saved(place, desk, path, tmp_path):
    path.write_bytes(files.data(DEVELOPMENT))
    with pytest.raises(CommandError, match="give a file that can be written"):
        run("developments", path, user="desk", report=tmp_path / place)
    assert not Development.objects.exists()


def test_a_report_is_whole_or_not_there_and_not_for_everybody(desk, path, tmp_path):
    path.write_bytes(files.data(DEVELOPMENT))
    report = tmp_path / "out.csv"
    with pytest.raises(CommandError):
        run("developments", path, user="desk", mapping="none", report=report)
    assert list(tmp_path.iterdir()) == [path]
    run("developments", path, user="desk", report=report)
    assert report.read_text(encoding="utf-8").count("new") == 1
    assert report.stat().st_mode & 0o007 == 0
    assert sorted(tmp_path.iterdir()) == [report, path]


def test_a_refusal_ends_with_a_status_that_is_not_zero(desk, path, capsys):
    path.write_bytes(files.data(DEVELOPMENT | {"direction": "up"}))
    with pytest.raises(SystemExit) as ended:
        execute_from_command_line(["manage.py", "import_csv", "developments", str(path), "--user", "desk"])
    assert ended.value.code not in (0, None)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ({"kind": "dogs"}, "There is no kind “dogs”; accepted: "),
        ({"user": None}, "--user USERNAME"),
        ({"user": "nobody"}, "no active user “nobody”"),
        ({"user": "reader"}, "Your role may not import developments"),
        ({"mapping": "none"}, "There is no mapping “none” for developments; there are: none"),
        ({"file": "missing.csv"}, "No such file"),
    ],
)
def test_what_cannot_be_done_is_said(args, words, desk, reader, path):
    path.write_bytes(files.data(DEVELOPMENT))
    given = {"kind": "developments", "file": path, "user": "desk", "mapping": None} | args
    with pytest.raises(CommandError, match=words):
        run(given["kind"], given["file"], user=given["user"], mapping=given["mapping"])


def test_what_could_hurt_must_be_answered(desk, path):
    path.write_bytes(files.data(DEVELOPMENT | {"narrative": "Write to someone@example.org."}))
    assert "looks like e-mail address in narrative" in run("developments", path, user="desk", dry_run=True)
    with pytest.raises(CommandError, match="--keep REASON"):
        run("developments", path, user="desk")
    assert not Development.objects.exists()
    run("developments", path, user="desk", keep="A public address.")
    assert Trace.objects.get(kind="safety").reason == "A public address."


def test_an_inactive_user_imports_nothing(db, path):
    person("gone", "desk officer", is_active=False)
    path.write_bytes(files.data(DEVELOPMENT))
    with pytest.raises(CommandError, match="no active user"):
        run("developments", path, user="gone")


def test_columns_are_left_out_if_that_is_said(desk, path):
    path.write_bytes(files.data(ORGANISATION | {"colour": "red"}))
    out = run("organisations", path, user="desk", leave_out=["colour"])
    assert "Left out: colour" in out
    assert Organisation.objects.filter(name=ORGANISATION["name"]).exists()


def test_references_are_kept_for_a_move_and_refused_if_they_are_taken(desk, path):
    row = DEVELOPMENT | {"ref": "DEV-2020-ABCDEF"}
    follower = DEVELOPMENT | {"ref": "DEV-2020-ABCDEG", "title": "B", "follows": row["ref"]}
    path.write_bytes(files.data(follower, row))  # The later one stands first.
    run("developments", path, user="desk", keep_references=True)
    assert Development.objects.get(pk=follower["ref"]).follows_id == row["ref"]
    Development.objects.get(pk=row["ref"])
    assert "unchanged" in run("developments", path, user="desk")


def test_a_mapping_of_another_kind_is_none(desk, path):
    SavedMapping.objects.create(code="m", name="M", kind="readings", lines="value = {x}")
    path.write_bytes(files.data(DEVELOPMENT))
    with pytest.raises(CommandError, match="no mapping “m” for developments"):
        run("developments", path, user="desk", mapping="m")


@pytest.mark.parametrize("command", ["export", "import_csv"])
def test_commands_clear_what_was_held_too_long(command, desk, path):
    for hours in (-1, 1):
        held = hold(desk, kind="developments", name="a.csv", content=b"x", mapping="", left_out="")
        HeldFile.objects.filter(pk=held.pk).update(user=desk if hours < 0 else person("another", "desk officer"))
        HeldFile.objects.filter(pk=held.pk).update(expires_at=timezone.now() + dt.timedelta(hours=hours))
    path.write_bytes(files.data(DEVELOPMENT))
    if command == "export":
        call_command("export", due=True, stdout=io.StringIO())
    else:
        run("developments", path, user="desk", dry_run=True)
    assert HeldFile.objects.get().pk == held.pk


def test_every_kind_is_named_as_its_report(db):
    from config.exports import all_reports

    for name, kind in all_kinds().items():
        report = all_reports()[name]
        assert report.model is kind.model
        known = {column.name for column in kind.columns} | kind.derived
        assert {column.heading for column in report.resolved()} <= known, name
