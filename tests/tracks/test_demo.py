"""The demo record: every value of its files is in the record, once, and readers see it in all three places.

It is loaded once for this file, in a transaction that is rolled back; `db` is within it.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from config.exports import report_for
from config.models import Tracked, User
from rights.models import Reading, Source
from tracks.demo import DATA, read
from tracks.demo.fictional import MARK
from tracks.dossier import dossier
from tracks.models import (
    Assessment,
    Attendance,
    Benchmark,
    Citation,
    Commitment,
    CommitmentUpdate,
    Condition,
    Development,
    Listing,
    Measure,
    Meeting,
    Person,
    Point,
)

from . import demo_rows


def load() -> Counter[str]:
    """Loads the record; how many rows of all kinds it says were created and unchanged."""
    out = io.StringIO()
    call_command("load_demo", stdout=out)
    said = [line.split(": ")[1] for line in out.getvalue().splitlines() if " created, " in line]
    counts: Counter[str] = Counter()
    for line in said:
        for part in line.split(", "):
            number, word = part.split()
            counts[word] += int(number)
    return counts


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def db(loaded):
    """The record as it was loaded; what a test changes is taken back.

    In place of the fixture of pytest-django, which closes the connection after each test.
    """
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def user(name: str) -> User:
    return User.objects.get(username=name)


def of_file(model, name: str):
    return model.objects.filter(origin__startswith=f"{name}:")


# --- Every value of the files ---------------------------------------------------------------

# The file, how many rows it has, what they became, the key in the origin, and how a row is written again.
FILES = [
    ("engagement_meetings.csv", 21, Meeting, "engagement_meetings.csv", None, demo_rows.meeting),
    ("meetings_filed.csv", 21, Meeting, "engagement_meetings.csv", None, demo_rows.meeting_filed),
    ("developments_timeline.csv", 41, Development, "developments_timeline.csv", None, demo_rows.development),
    ("developments_filed.csv", 41, Development, "developments_timeline.csv", None, demo_rows.development_filed),
    ("indicator_series.csv", 156, Reading, "indicator_series.csv", None, demo_rows.reading),
    ("exchange_rate_monthly_derived.csv", 45, Reading, None, "month", demo_rows.exchange_rate),
    ("major_steps_timeline.csv", 18, Measure, "major_steps_timeline.csv", None, demo_rows.measure),
    ("measures_filed.csv", 18, Measure, "major_steps_timeline.csv", None, demo_rows.measure_filed),
    ("people.csv", 9, Person, None, "key", demo_rows.person),
]


@pytest.mark.parametrize(("file", "rows", "model", "origin", "key", "again"), FILES, ids=[f[0] for f in FILES])
def test_every_value_of_the_file_is_in_the_record(db, file, rows, model, origin, key, again):
    filed = {f"{origin or file}:{row[key] if key else n}": row for n, row in enumerate(read(file), start=1)}
    made = {one.origin: one for one in of_file(model, origin or file)}
    assert len(filed) == len(made) == rows
    assert {name: again(made[name], row) for name, row in filed.items()} == filed


def test_no_file_is_left_out():
    assert {path.name for path in DATA.glob("*.csv")} == {f[0] for f in FILES}


def test_every_public_row_has_its_source_and_may_be_read_by_all(db):
    subjects = {Meeting: "engagement", Development: "developments", Measure: "major_steps"}
    for model, file in subjects.items():
        rows = model.objects.filter(origin__startswith=file)
        assert rows.count() == rows.filter(citations__source__marking="TLP:CLEAR").count()
        assert {row.marking for row in rows} <= {"TLP:CLEAR", "TLP:GREEN"}
    readings = Reading.objects.exclude(origin="")
    assert readings.count() == readings.filter(source__marking="TLP:CLEAR").count() == 156 + 45
    assert not Source.objects.filter(url="", address_note="").exists()
    assert Citation.objects.filter(source__isnull=False).count() >= 21 + 41 + 18


# --- What must not be lost ------------------------------------------------------------------


def test_the_opening_of_17_march_2022_is_linked_to_its_reversal_of_the_24th(db):
    opening = Development.objects.get(date_from=dt.date(2022, 3, 17))
    reversal = Development.objects.get(date_from=dt.date(2022, 3, 24))
    assert (opening.direction, reversal.direction) == ("opening", "deterioration")
    assert reversal.reverses == opening
    assert list(opening.reversed_by.all()) == [reversal]


def test_both_requirements_of_the_humanitarian_plan_of_2023_stand(db):
    found = Reading.objects.filter(indicator="HRP_REQ", period_from__year=2023).order_by("-value")
    assert [(int(reading.value), reading.qualifier) for reading in found] == [(4600, "about"), (3200, "revised")]


def test_the_doha_meeting_of_july_2023_is_on_all_its_four_tracks(db):
    doha = Meeting.objects.get(date_from=dt.date(2023, 7, 30))
    assert set(doha.tracks.values_list("pk", flat=True)) == {
        "macroeconomics",
        "counternarcotics",
        "border-security-counterterrorism",
        "detainees",
    }


def test_a_body_at_a_meeting_does_not_repeat_who_is_named_beside_it(db):
    names = list(Person.objects.values_list("name", flat=True))
    for attendance in Attendance.objects.filter(person__isnull=True, side="dfa", meeting__public=True):
        assert not [name for name in names if name in attendance.capacity], attendance


def test_who_attended_did_so_in_the_post_held_that_day(db):
    for attendance in Attendance.objects.filter(person__isnull=False):
        assert attendance.post == attendance.person.posts.first(), attendance


def test_a_listed_person_is_listed_under_the_reference_of_the_meetings_file(db):
    refs = {ref for row in read("engagement_meetings.csv") for ref in row["un_list_refs"].split(";") if ref}
    assert set(Listing.objects.values_list("list_reference", flat=True)) == refs


# --- Fiction says so ------------------------------------------------------------------------

TEXTS = {
    Meeting: ("title", "summary", "next_steps", "status_reason", "review_reason"),
    Point: ("text", "answer"),
    Commitment: ("text",),
    CommitmentUpdate: ("text",),
    Development: ("title", "narrative"),
    Benchmark: ("text",),
    Assessment: ("justification",),
}


def test_whatever_is_from_no_public_file_says_that_it_is_fictional(db):
    fictional = 0
    for model, names in TEXTS.items():
        rows = model.objects.all()
        if "origin" in {f.name for f in model._meta.fields}:
            rows = rows.exclude(Q(origin__contains=".csv:"))
        for row in rows:
            texts = [text for name in names if (text := getattr(row, name))]
            assert texts
            assert all(text.startswith(MARK) for text in texts), (row, texts)
            fictional += 1
    assert fictional > 20
    assert MARK == "[Fictional]"


def test_nothing_from_a_public_file_is_called_fictional(db):
    for model in (Meeting, Development, Reading, Measure, Person):
        for row in model.objects.filter(origin__contains=".csv:"):
            assert MARK not in str(row)


# --- Two people, by name --------------------------------------------------------------------


def test_what_is_approved_went_through_two_people_and_the_history_names_them(db):
    desk, lead = user("desk"), user("lead")
    for model in (Meeting, Development, CommitmentUpdate, Assessment):
        approved = model.objects.filter(review_state="approved")
        assert approved.exists()
        assert not approved.exclude(created_by=desk, submitted_by=desk, reviewed_by=lead).exists()
        for row in approved:
            steps = [(v.history_change_reason, v.history_user_id) for v in row.history.all()[:2]]
            assert steps == [("approve", lead.pk), ("submit", desk.pk)], row


def test_no_version_of_a_loaded_row_is_without_its_person(db):
    people = {user("desk"), user("lead")}
    for model in apps.get_models():
        if issubclass(model, Tracked) and hasattr(model._meta.pk, "prefix"):
            rows = model._base_manager.filter(created_by__in=people)
            versions = model.history.filter(ref__in=rows.values("pk"))
            assert not versions.filter(history_user__isnull=True).exists(), model


# --- Again ----------------------------------------------------------------------------------


def contents() -> dict[str, list]:
    """Every row and version of every kind, by all their columns."""
    kinds = [model for model in apps.get_models() if issubclass(model, Tracked)]
    return {
        str(model._meta.label): list(model.objects.order_by("pk").values())
        for kind in kinds
        for model in (kind, kind.history.model)
    }


def test_loading_it_again_makes_nothing_and_changes_nothing(db):
    before = contents()
    counts = load()
    assert counts["created"] == 0
    assert counts["unchanged"] > 300
    assert contents() == before


def test_loading_it_again_leaves_alone_what_somebody_changed_or_withdrew(db):
    changed = Development.objects.get(date_from=dt.date(2022, 3, 17))
    changed.title = "As somebody worded it"
    changed.save()
    source = Source.objects.filter(citations__isnull=False).first()
    source.withdrawn_reason = "Mistaken."
    source.save()
    before = contents()
    load()
    assert contents() == before


def test_a_row_has_the_same_reference_on_every_machine(db):
    opening = Development.objects.get(date_from=dt.date(2022, 3, 17))
    first = Meeting.objects.get(origin="engagement_meetings.csv:1")
    assert (opening.pk, first.pk) == ("DEV-2022-Z6HG4Y", "MTG-2021-7A36")


# --- The three places where a reader sees it ------------------------------------------------

SHOWN = [
    (Meeting, "meetings", "engagement_meetings.csv", 21),
    (Development, "developments", "developments_timeline.csv", 41),
    (Reading, "readings", "indicator_series.csv", 156),
    (Reading, "readings", "exchange_rate_monthly_derived.csv", 45),
    (Measure, "measures", "major_steps_timeline.csv", 18),
]


@pytest.mark.parametrize(("model", "name", "file", "rows"), SHOWN, ids=[s[2] for s in SHOWN])
def test_a_reader_finds_every_public_row_in_the_api_the_csv_and_the_admin(db, ask, browse, model, name, file, rows):
    reader = user("reader")
    public = set(of_file(model, file).values_list("pk", flat=True))
    open_to_them = model.objects.filter(marking__in=["TLP:CLEAR", "TLP:GREEN"])
    if hasattr(model, "review_state"):
        open_to_them = open_to_them.filter(review_state="approved")
    everything = set(open_to_them.values_list("pk", flat=True))
    assert len(public) == rows
    assert public <= everything

    page = ask(reader).get(f"/api/v1/{name}/", {"count": "true", "page_size": 200}).json()
    in_api = {row["ref"] for row in page["results"]}
    if page["next"]:
        in_api |= {row["ref"] for row in ask(reader).get(page["next"]).json()["results"]}
    assert page["count"] == len(everything)
    assert in_api == everything

    text = io.StringIO(newline="")
    report_for(model).write(text, user=reader)
    assert {row["ref"] for row in csv.DictReader(io.StringIO(text.getvalue()))} == everything

    page = browse(reader).get(reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist"))
    assert page.context["cl"].paginator.count == len(everything)


def test_one_condition_has_its_whole_story(db):
    """Announced, reversed, judged too well and judged anew, contradicted, and met by nobody's silence."""
    call_command("load_demo", verbosity=0)
    lead = User.objects.get(username="lead")
    condition = Condition.objects.get(condition_set="EU five benchmarks, 2021-09-03", position=2)
    file = dossier(condition, user=lead, as_of=dt.date(2024, 12, 31))
    assert [(period.state, str(period.since)) for period in file.periods] == [
        ("contrary", "2021-09-30"),
        ("limited", "2022-03-20"),
        ("contrary", "2022-03-31"),
    ]
    autumn = [row for row in file.assessments if row.as_of == dt.date(2022, 9, 30)]
    assert [(row.state, row.supersedes and row.supersedes.state) for row in autumn] == [
        ("contrary", "limited"),
        ("limited", None),
    ]
    assert "contradicts" in {stance for row in file.cited for stance in row.stances}
    assert {row.state for row in file.assessments[:1]} == {"contrary"}
    assert any(row.change_note for row in file.assessments)
    (waiting,) = dossier(condition, user=lead, as_of=dt.date(2026, 11, 1)).unapproved
    assert waiting.review_state == "submitted"
