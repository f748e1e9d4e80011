"""Runs: what is due is made once, in its order, and whoever breaks off leaves nothing that looks whole."""

from __future__ import annotations

import datetime as dt
import hashlib
from contextlib import contextmanager, nullcontext

import pytest
import time_machine
from django.core.management import CommandError

from config.delivery import making
from config.delivery.claims import Made
from config.delivery.due import SETTLED, due_periods
from config.delivery.failures import Refused
from config.delivery.making import make
from config.delivery.places import packages
from config.models import Profile, Run, Trace
from config.packages import Period
from tests import factories as make_rows

from .delivering import NOVEMBER, OCTOBER, approved, drafted, due, export, lying, states, unfinished

AREAS = "areas_2026-08_TLP-GREEN.csv"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(packages_folder):
    return packages_folder


# --- What is due --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "day", "labels"),
    [
        ({"delay_days": 3}, "2026-11-03", ["2026-09"]),
        ({"delay_days": 3}, "2026-11-04", ["2026-09", "2026-10"]),
        ({"delay_days": 0}, "2026-10-31", ["2026-09"]),
        ({"delay_days": 0}, "2026-11-01", ["2026-09", "2026-10"]),
        ({"every": "quarter", "first_period": "2026-Q2"}, "2026-11-05", ["2026-Q2", "2026-Q3"]),
        ({"every": "year", "first_period": "2024"}, "2026-11-05", ["2024", "2025"]),
        ({"every": "week", "first_period": "2026-W53", "delay_days": 0}, "2027-01-11", ["2026-W53", "2027-W01"]),
        ({"every": "hand", "first_period": ""}, "2030-01-01", []),
        ({"active": False}, "2030-01-01", []),
    ],
)
def test_a_package_is_due_when_its_period_and_its_days_of_delay_are_over(fields, day, labels):
    profile = drafted(**fields)
    midnight = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(), dt.UTC)
    assert [period.label for period in due_periods(profile, midnight + SETTLED)] == labels
    just_before = [period.label for period in due_periods(profile, midnight + SETTLED - dt.timedelta(seconds=1))]
    assert just_before == [period.label for period in due_periods(profile, midnight)]


def test_after_an_outage_everything_that_is_missing_is_made_once_and_the_oldest_first(folder):
    approved("b", first_period="2026-08")
    approved("a", every="quarter", first_period="2026-Q3")
    said = due()
    made = [line.partition(":")[0] for line in said.splitlines()]
    assert made == ["b 2026-08", "a 2026-Q3", "b 2026-09", "b 2026-10"] or made == [
        "a 2026-Q3",
        "b 2026-08",
        "b 2026-09",
        "b 2026-10",
    ]
    assert set(states().values()) == {"done"}
    before = {run.pk: (run.attempts, run.digest) for run in Run.objects.all()}
    assert due() == "Nothing is due.\n"
    assert {run.pk: (run.attempts, run.digest) for run in Run.objects.all()} == before
    assert lying(folder) == ["a/2026-Q3", "b/2026-08", "b/2026-09", "b/2026-10"]
    assert unfinished(folder) == []


def test_a_run_says_what_is_in_the_package(folder):
    make_rows.meeting(marking="TLP:GREEN", approved=True)
    run = make(approved(), OCTOBER, how="by a test")
    package = folder / run.place / run.name
    assert (run.state, run.number, run.attempts, run.ceiling, run.recipient) == (
        "done",
        1,
        1,
        "TLP:GREEN",
        "A ministry",
    )
    assert run.rows == sum(file["rows"] or 0 for file in run.files)
    assert {file["name"] for file in run.files} == {p.relative_to(package).as_posix() for p in package.rglob("*.*")} | {
        "SHA256SUMS"
    }
    for file in run.files:
        assert hashlib.sha256((package / file["name"]).read_bytes()).hexdigest() == file["sha256"]
    assert run.digest == hashlib.sha256((package / "SHA256SUMS").read_bytes()).hexdigest()
    assert run.duration is not None
    (row,) = Trace.objects.filter(kind="given-out")
    assert (row.key, row.rows) == (str(run.pk), run.rows)
    assert "for A ministry, up to TLP:GREEN" in row.words


def test_what_is_made_is_closed_to_others_on_the_machine(folder):
    run = make(approved(), OCTOBER, how="by a test")
    for path in (folder / run.place).rglob("*"):
        assert path.stat().st_mode & 0o007 == 0, path


def test_it_is_made_again_beside_what_was_made(folder):
    approved()
    export("--profile", "partner", "--period", "2026-10")
    with pytest.raises(CommandError, match=r"was made on .* --again"):
        export("--profile", "partner", "--period", "2026-10")
    export("--profile", "partner", "--period", "2026-10", "--again")
    assert lying(folder) == ["partner/2026-10", "partner/2026-10.2"]
    first, again = Run.objects.order_by("number")
    assert (again.number, again.known_at) == (2, first.known_at), "of the record as it was then"


def test_made_again_months_later_it_has_the_same_bytes(folder):
    with time_machine.travel(dt.datetime(2026, 10, 20, tzinfo=dt.UTC), tick=False):
        meeting = make_rows.meeting(title="As it was", marking="TLP:GREEN", approved=True)
    profile = approved(zipped=True)
    with time_machine.travel(NOVEMBER, tick=False):
        first = make(profile, OCTOBER, how="by a test")
    with time_machine.travel(dt.datetime(2027, 3, 1, tzinfo=dt.UTC), tick=False):
        make_rows.meeting(title="Later", marking="TLP:GREEN", approved=True)
        again = make(profile, OCTOBER, how="by a test", again=True)
    assert (again.number, again.digest, again.files) == (2, first.digest, first.files)
    assert again.withheld == []
    assert meeting.pk in (folder / again.place / again.name / "meetings_2026-10_TLP-GREEN.csv").read_text()
    assert first.known_at == OCTOBER.over(3), "of the record as it was known when it was due"


def test_a_zip_and_hashtags_are_the_profiles_or_asked_for(folder):
    approved(reports="developments")
    export("--profile", "partner", "--period", "2026-10", "--zip", "--hxl")
    run = Run.objects.get()
    (archive,) = [file for file in run.files if file.get("archive")]
    assert (folder / run.place / archive["name"]).is_file()
    assert "#" in (folder / run.place / run.name / "developments_2026-10_TLP-GREEN.csv").read_text().splitlines()[1]


def test_one_that_is_made_against_what_was_removed_since_is_made_against_the_history():
    profile = approved(first_period="2026-08")
    due()
    first = Run.objects.get(period="2026-10")
    for run in Run.objects.filter(period="2026-09"):
        packages().remove(run.place)
        Run.objects.filter(pk=run.pk).update(state="removed", removed_at=NOVEMBER)
    again = make(profile, OCTOBER, how="by a test", again=True)
    assert (again.digest, again.files) == (first.digest, first.files)


def test_the_profile_is_read_as_it_stands_when_it_is_made():
    profile = approved()
    changed = Profile.objects.get(pk=profile.pk)
    changed.ceiling = "TLP:CLEAR"
    changed.save()
    with pytest.raises(Refused, match="not approved"):
        make(profile, OCTOBER, how="by a test")


def test_the_profile_is_read_once_nobody_else_is_at_it(monkeypatch):
    """Whoever waits for the lock must not go by what was read before."""
    profile, real = approved(), making.alone

    @contextmanager
    def changed_meanwhile(*args):
        with real(*args):
            changed = Profile.objects.get(pk=profile.pk)
            changed.recipient = "Another ministry"
            changed.save()
            yield

    monkeypatch.setattr(making, "alone", changed_meanwhile)
    with pytest.raises(Refused, match="not approved"):
        make(profile, OCTOBER, how="by a test")
    assert not Run.objects.exists()


@pytest.mark.parametrize("active", [True, False])
def test_what_changes_while_others_are_made_counts(monkeypatch, folder, active):
    approved("a", first_period="2026-10")
    approved("b", first_period="2026-10")
    real = making.write_package

    def write(spec, destination, **options):
        Profile._base_manager.filter(pk="b").update(
            approved_by=None, approved_at=None, approval_reason="", active=active
        )
        return real(spec, destination, **options)

    monkeypatch.setattr(making, "write_package", write)
    with pytest.raises(CommandError) if active else nullcontext():
        due()
    assert states() == {"a 2026-10": "done"}
    assert lying(folder) == ["a/2026-10"]


def test_by_hand_too_it_is_made_once_the_days_of_delay_are_over_and_the_record_has_settled(time_machine):
    profile = approved(delay_days=3)
    ready = dt.datetime(2026, 11, 4, 0, 10, tzinfo=dt.UTC)
    time_machine.move_to(ready - dt.timedelta(seconds=1), tick=False)
    with pytest.raises(Refused, match=r"The package of 2026-10 can be made from 2026-11-04 00:10 \(UTC\) on"):
        make(profile, OCTOBER, how="by a test")
    assert not Run.objects.exists()
    time_machine.move_to(ready, tick=False)
    run = make(profile, OCTOBER, how="by a test")
    assert (run.state, run.known_at) == ("done", OCTOBER.over(3))


def test_another_that_failed_is_not_made_where_nobody_asks_for_another(monkeypatch):
    profile = approved()
    make(profile, OCTOBER, how="by a test")
    with monkeypatch.context() as broken:
        broken.setattr(making, "write_package", lambda *args, **options: 1 / 0)
        make(profile, OCTOBER, how="by a test", again=True)
    with pytest.raises(Made) as made:
        make(profile, OCTOBER, how="by a test")
    assert made.value.run.number == 1
    assert states() == {"partner 2026-10": "done", "partner 2026-10, made again (2)": "failed"}
    make(profile, OCTOBER, how="by a test", again=True)
    assert states() == {"partner 2026-10": "done", "partner 2026-10, made again (2)": "done"}


# --- Refused --------------------------------------------------------------------------------------


def test_what_nobody_approved_is_not_made_and_leaves_no_run(folder):
    drafted()
    with pytest.raises(CommandError, match="1 package failed"):
        due()
    with pytest.raises(CommandError, match="not approved"):
        export("--profile", "partner", "--period", "2026-10")
    assert not Run.objects.exists()
    assert lying(folder) == []


def test_what_is_not_over_or_switched_off_or_unknown_is_refused():
    approved()
    with pytest.raises(CommandError, match=r"2099 can be made from 2100-01-04 00:10 \(UTC\) on"):
        export("--profile", "partner", "--period", "2099")
    with pytest.raises(CommandError, match=r"no profile “parter”; there are: partner"):
        export("--profile", "parter", "--period", "2026-10")
    with pytest.raises(CommandError, match="“October” is no period; accepted: a month"):
        export("--profile", "partner", "--period", "October")
    approved("off", active=False)
    with pytest.raises(CommandError, match="switched off"):
        export("--profile", "off", "--period", "2026-10")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Give --profile CODE and --period"),
        (["--due", "--again"], "leave out --again"),
        (["--profile", "a", "--period", "2026-10", "--now", "2026-11-05"], "--now goes with --due"),
        (["--due", "--now", "2999-01-01"], "“2999-01-01” is later than now; accepted: a moment that is past"),
        (["--due", "--now", "soon"], "“soon” is no moment; accepted"),
    ],
)
def test_options_that_do_not_go_together_are_refused(words, said):
    with pytest.raises(CommandError, match=said):
        export(*words)


def test_a_moment_of_another_zone_is_the_same_moment(time_machine):
    time_machine.move_to(NOVEMBER, tick=False)
    approved(first_period="2026-10", delay_days=0)
    assert export("--due", "--now", "2026-11-01T03:00+04:30") == "Nothing is due.\n", "it is October in UTC"
    assert "2026-10" in export("--due", "--now", "2026-11-01T04:40+04:30")


@pytest.mark.parametrize("mode", ["read-only", "closed"])
def test_in_an_emergency_nothing_is_packaged(mode, settings, folder):
    approved()
    settings.EMERGENCY = mode
    for words in (["--due"], ["--profile", "partner", "--period", "2026-10"]):
        with pytest.raises(CommandError, match=f"The instance is {mode}"):
            export(*words)
    assert lying(folder) == []


# --- The package before ------------------------------------------------------------------------------


def test_each_is_made_against_the_one_before_and_never_against_a_damaged_one(monkeypatch, folder):
    given, real = [], making.write_package

    def write(spec, destination, *, previous=None, **options):
        given.append(previous)
        return real(spec, destination, previous=previous, **options)

    monkeypatch.setattr(making, "write_package", write)
    profile = approved(first_period="2026-07")
    due(dt.datetime(2026, 9, 10, tzinfo=dt.UTC))
    august = Run.objects.get(period="2026-08")
    assert given == [None, folder / "partner" / "2026-07" / Run.objects.get(period="2026-07").name]
    file = folder / august.place / august.name / AREAS
    content = file.read_bytes()
    file.write_bytes(content[:-1] + b"x")
    run = make(profile, Period.parse("2026-09"), how="by a test")
    assert (run.state, run.error) == (
        "failed",
        "The package partner 2026-08 is not as it was made (areas_2026-08_TLP-GREEN.csv): put it back from a backup.",
    )
    file.write_bytes(content)
    assert make(profile, Period.parse("2026-09"), how="by a test").state == "done"
