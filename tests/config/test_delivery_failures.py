"""A failed, stopped or killed run leaves nothing that looks whole, tells nothing, and is made by the next."""

from __future__ import annotations

import datetime as dt
import errno
import io
import os

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import OperationalError

from config.delivery import claims, making
from config.delivery.making import make
from config.delivery.places import Folder
from config.models import Profile, Run, Trace
from config.packages import Period

from .delivering import NOVEMBER, OCTOBER, approved, drafted, due, export, lying, states, unfinished

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(packages_folder):
    return packages_folder


# --- Failures ---------------------------------------------------------------------------------------


def failing(monkeypatch, error):
    def write(spec, destination, **options):
        (destination / "half").mkdir(parents=True)
        (destination / "half" / "SHA256SUMS").write_text("half")
        raise error

    monkeypatch.setattr(making, "write_package", write)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full."),
        (PermissionError(errno.EACCES, "Permission denied", "/srv/secret/name"), "(Permission denied)"),
        (OperationalError("row of Mullah Somebody"), "The database did not answer as it should"),
        (ValueError("Mullah Somebody"), "The program failed (ValueError)"),
    ],
)
def test_a_failure_leaves_nothing_tells_nothing_and_is_tried_again(monkeypatch, folder, error, words):
    approved(first_period="2026-10")
    with monkeypatch.context() as broken:
        failing(broken, error)
        with pytest.raises(CommandError, match="1 package failed"):
            due()
    run = Run.objects.get()
    assert run.state == "failed"
    assert words in run.error
    assert "Somebody" not in run.error
    assert "/srv" not in run.error
    assert (lying(folder), unfinished(folder)) == ([], [])
    due()
    run.refresh_from_db()
    assert (run.state, run.attempts, run.error) == ("done", 2, "")


def test_a_full_disk_while_it_is_placed_leaves_nothing(monkeypatch, folder):
    def full(path):
        raise OSError(errno.ENOSPC, "No space left on device")

    approved(first_period="2026-10")
    monkeypatch.setattr("config.delivery.places._flush", full)
    with pytest.raises(CommandError, match="1 package failed"):
        due()
    assert Run.objects.get().error.startswith("The disk is full")
    assert (lying(folder), unfinished(folder)) == ([], [])


def test_ctrl_c_leaves_nothing_half(monkeypatch, folder):
    approved()
    failing(monkeypatch, KeyboardInterrupt())
    with pytest.raises(CommandError, match="Stopped") as stopped:
        export("--profile", "partner", "--period", "2026-10")
    assert stopped.value.returncode == 130
    assert states() == {"partner 2026-10": "failed"}
    assert (lying(folder), unfinished(folder)) == ([], [])


def test_later_packages_of_a_profile_wait_for_the_one_that_failed(monkeypatch):
    approved("a")
    approved("b", first_period="2026-10")
    real = making.write_package

    def write(spec, destination, **options):
        if (spec.profile, spec.period.label) == ("a", "2026-09"):
            raise OSError(errno.EIO, "Input/output error")
        return real(spec, destination, **options)

    monkeypatch.setattr(making, "write_package", write)
    with pytest.raises(CommandError, match="1 package failed"):
        due()
    assert states() == {"a 2026-09": "failed", "b 2026-10": "done"}


def test_an_approver_who_left_makes_the_run_fail_with_the_reason():
    profile = approved(first_period="2026-10")
    profile.approved_by.is_active = False
    profile.approved_by.save()
    with pytest.raises(CommandError, match="1 package failed"):
        due()
    assert "has left" in Run.objects.get().error


def test_what_the_writer_says_and_what_lies_there_must_agree(monkeypatch, folder):
    real = making.write_package

    def write(spec, destination, **options):
        written = real(spec, destination, **options)
        (written.path / "CHANGES.csv").write_text("cut")
        return written

    monkeypatch.setattr(making, "write_package", write)
    run = make(approved(), OCTOBER, how="by a test")
    assert (run.state, run.error) == ("failed", "The file CHANGES.csv is not as it was written.")
    assert lying(folder) == []


# --- What was broken off ------------------------------------------------------------------------------


def broken_off(profile: Profile, folder) -> Run:
    """A run whose maker was killed half-way, long ago."""
    run = claims.claim(profile, OCTOBER, again=False, ceiling="TLP:GREEN", recipient="x", how="by a test")
    Run.objects.filter(pk=run.pk).update(lease_until=NOVEMBER - dt.timedelta(days=1))
    left = folder / f".package-{run.pk.hex}-left" / "made"
    left.mkdir(parents=True)
    placed = folder / run.where / "leftover"
    placed.mkdir(parents=True)
    return run


def test_what_a_killed_program_left_is_cleared_and_made(folder):
    run = broken_off(approved(first_period="2026-10"), folder)
    said = due()
    assert "ended without a word" in said
    run.refresh_from_db()
    assert (run.state, run.attempts) == ("done", 2)
    assert [path.name for path in (folder / "partner" / "2026-10").iterdir()] == [run.name]
    assert unfinished(folder) == []


def closed(monkeypatch, code):
    """Nothing of this profile can be taken away."""
    real = Folder.remove

    def remove(place, where):
        if where.startswith(f"{code}/"):
            raise PermissionError(errno.EACCES, "Permission denied", "/srv/secret/name")
        real(place, where)

    monkeypatch.setattr(Folder, "remove", remove)


def test_what_cannot_be_cleared_away_fails_for_its_profile_and_stops_no_other(monkeypatch, folder):
    broken_off(approved("aaa", first_period="2026-10", alerts="desk@example.org"), folder)
    approved("bbb", first_period="2026-10")
    closed(monkeypatch, "aaa")
    for _ in range(2):
        with pytest.raises(CommandError, match="1 package failed"):
            due()
        assert states() == {"aaa 2026-10": "failed", "bbb 2026-10": "done"}
        assert "(Permission denied)" in Run.objects.get(profile="aaa").error
    (sent,) = mail.outbox
    assert sent.to == ["desk@example.org"]
    assert "/srv" not in sent.body


def test_what_cannot_be_removed_fails_for_its_profile_and_stops_no_other(monkeypatch, folder):
    for code in ("aaa", "bbb"):
        approved(code, keep_count=1, alerts="desk@example.org")
        for period in ("2026-09", "2026-10"):
            make(Profile.objects.get(pk=code), Period.parse(period), how="by a test")
    closed(monkeypatch, "aaa")
    for _ in range(2):
        with pytest.raises(CommandError, match="1 package failed"):
            due()
    assert lying(folder) == ["aaa/2026-09", "aaa/2026-10", "bbb/2026-10"]
    (sent,) = mail.outbox
    assert sent.body.startswith("aaa: packages that are kept no longer were not removed.")


def test_what_another_machine_just_removes_is_left_to_it(folder, time_machine):
    """Between the making of its folder and the renaming into it."""
    just, old = folder / ".package-gone-just", folder / ".package-gone-old"
    for path in (just, old):
        path.mkdir(parents=True)
    os.utime(just, (NOVEMBER.timestamp() - 60,) * 2)
    os.utime(old, (NOVEMBER.timestamp() - 7200,) * 2)
    due()
    assert unfinished(folder) == [just.name]


def test_a_run_whose_maker_lives_is_left_alone(monkeypatch, folder):
    profile = approved(first_period="2026-10")
    monkeypatch.setattr(claims, "is_dead", lambda run, now: False)
    monkeypatch.setattr("config.delivery.retention.is_dead", lambda run, now: False)
    run = broken_off(profile, folder)
    assert "is being made by another program" in due()
    with pytest.raises(CommandError, match="is being made by another program"):
        export("--profile", "partner", "--period", "2026-10")
    run.refresh_from_db()
    assert (run.state, run.attempts) == ("running", 1)


def test_who_was_taken_over_neither_places_nor_says_anything(monkeypatch, folder):
    real = making.write_package

    def write(spec, destination, **options):
        Run.objects.update(attempts=2)  # Another program took it over meanwhile.
        return real(spec, destination, **options)

    monkeypatch.setattr(making, "write_package", write)
    run = make(approved(), OCTOBER, how="by a test")
    run.refresh_from_db()
    assert (run.state, run.attempts, run.error) == ("running", 2, "")
    assert lying(folder) == []


# --- Mail ----------------------------------------------------------------------------------------------


def fail_at(moment: dt.datetime) -> None:
    with pytest.raises(CommandError):
        due(moment)


def test_a_failure_is_mailed_once_a_day_and_tells_nothing_of_the_record(monkeypatch, time_machine):
    approved(first_period="2026-10", alerts="desk@example.org\nlead@example.org")
    failing(monkeypatch, ValueError("Mullah Somebody"))
    time_machine.move_to(NOVEMBER, tick=False)
    fail_at(NOVEMBER)
    fail_at(NOVEMBER)
    (sent,) = mail.outbox
    assert sent.to == ["desk@example.org", "lead@example.org"]
    assert "Package partner 2026-10 failed" in sent.subject
    assert "Somebody" not in sent.subject + sent.body
    assert Run.objects.get().alert == "Sent to 2 addresses."
    time_machine.move_to(NOVEMBER + dt.timedelta(hours=25), tick=False)
    fail_at(NOVEMBER)
    assert len(mail.outbox) == 2
    failing(monkeypatch, OSError(errno.ENOSPC, "full"))
    fail_at(NOVEMBER)
    assert len(mail.outbox) == 3, "another failure is told at once"


def test_a_profile_that_lost_its_approval_fails_aloud_and_is_told_once_a_day(time_machine):
    time_machine.move_to(NOVEMBER, tick=False)
    drafted(first_period="2026-10", alerts="desk@example.org")
    out = io.StringIO()
    for _ in range(2):
        with pytest.raises(CommandError, match="1 package failed"):
            call_command("export", "--due", stdout=out, stderr=out)
    said = "partner 2026-10: The profile is not approved as it stands: a second person must approve it."
    assert out.getvalue() == f"{said}\n" * 2
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["desk@example.org"], "Package profile partner failed")
    assert sent.body.startswith(said)
    (row,) = Trace.objects.filter(kind="refused", key="partner")
    assert row.words == f"{said} Sent to 1 address."
    time_machine.move_to(NOVEMBER + dt.timedelta(hours=25), tick=False)
    fail_at(NOVEMBER)
    assert len(mail.outbox) == 2
    assert not Run.objects.exists()


def test_that_no_mail_could_be_sent_fails_nothing_and_is_written_down(monkeypatch, settings):
    approved(first_period="2026-10", alerts="desk@example.org")
    failing(monkeypatch, ValueError())

    def refuse(*args):
        raise ConnectionRefusedError("mail.internal:25")

    with monkeypatch.context() as broken:
        broken.setattr("config.delivery.alerts.send_mail", refuse)
        fail_at(NOVEMBER)
    assert Run.objects.get().alert == "Not sent: ConnectionRefusedError."
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    failing(monkeypatch, OSError(errno.ENOSPC, "full"))
    fail_at(NOVEMBER)
    assert Run.objects.get().alert == "Not sent: this server has no EMAIL_URL."
