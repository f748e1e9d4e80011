"""What leaves in no report, and what states it leaves with: withdrawn rows, names, days."""

from __future__ import annotations

from config.exports import all_reports, report_for
from config.models import User
from config.review import move
from tests import factories as make
from tests.factories import superuser
from tracks.models import Listing, Person

from .golden import record
from .golden.written import csv_of, lines_of, report_for_name

REPORTS = list(all_reports().values())


# --- Withdrawn ----------------------------------------------------------------------------


def withdraw(row) -> None:
    row.withdrawn_reason = "A mistake."
    row.save()


def test_a_withdrawn_record_leaves_with_all_its_parts(desk):
    meeting = make.meeting(approved=True)
    for part in (make.attendance, make.point, make.commitment):
        part(meeting=meeting)
    make.citation(meeting=meeting)
    follow_up = make.meeting(follows=meeting)
    names = ("meetings", "attendances", "points", "commitments", "citations")
    before = {name: csv_of(report_for_name(name), desk) for name in names}
    assert all(meeting.pk in text for text in before.values())
    move(meeting, "withdraw", by=superuser("second"), reason="It never took place.")
    for name in names:
        assert meeting.pk not in csv_of(report_for_name(name), desk), name
    assert [line["follows"] for line in lines_of(report_for_name("meetings"), desk)] == [""]
    assert follow_up.pk in csv_of(report_for_name("meetings"), desk)


def test_an_update_withdrawn_in_review_leaves(desk):
    update = make.commitment_update(submitted=True)
    assert update.pk in csv_of(report_for_name("commitment-updates"), desk)
    move(update, "withdraw", by=superuser("second"), reason="Mistaken.")
    assert update.pk not in csv_of(report_for_name("commitment-updates"), desk)
    assert lines_of(report_for_name("commitments"), desk)[0]["state"] == "open"


def test_links_to_what_was_withdrawn_are_empty(desk):
    development = make.development()
    measure = make.measure(developments=[development])
    condition = make.condition()
    point = make.point(condition=condition)
    move(development, "withdraw", by=superuser("second"), reason="A double.")
    withdraw(condition)
    assert lines_of(report_for_name("measures"), desk, type(measure).objects.filter(pk=measure.pk))[0][
        "developments"
    ] == ""  # fmt: skip
    assert lines_of(report_for_name("points"), desk, type(point).objects.filter(pk=point.pk))[0]["condition"] == ""


# --- Names --------------------------------------------------------------------------------


def test_names_of_staff_and_readers_never_leave(golden):
    User.objects.update(first_name="Staffname", last_name="Familyname", email="staff@example.org")
    someone = User.objects.get(username="factory-author")
    someone.username = "staffuser"
    someone.save()
    with make.unsealed():
        for model in {r.model for r in REPORTS}:
            model._base_manager.update(created_by=someone, updated_by=someone)
    Listing._base_manager.update(checked_by=someone, checked_on=make.DAY)
    for report in REPORTS:
        if any(f.name == "readers" for f in report.model._meta.many_to_many):
            for row in report.model._base_manager.filter(created_at=record.MOMENT):
                row.readers.add(someone)
    for report in REPORTS:
        text = csv_of(report, someone)
        for word in ("Staffname", "Familyname", "staffuser", "staff@example.org"):
            assert word not in text, report.name


def test_a_private_persons_name_leaves_in_no_report(desk):
    person = make.person(name="Xenia Private", name_original="خصوصی", name_variants="X. Private", public_office=False)
    Listing.objects.create(
        person=person, sanctions_list="un_1988", list_reference="TAi.999", name_as_listed="Xenia Private (as listed)"
    )
    make.post(person=person)
    make.attendance(person=person)
    for report in REPORTS:
        text = csv_of(report, desk)
        assert "Private" not in text, report.name
        assert "خصوصی" not in text, report.name
    person.public_office = True
    person.save()
    people = {line["ref"]: line for line in lines_of(report_for(Person), desk)}
    assert people[person.pk]["name"] == "Xenia Private"
    assert "Xenia Private (as listed)" in csv_of(report_for(Listing), desk)


# --- As of --------------------------------------------------------------------------------


def test_states_are_those_of_the_day_asked_for(golden):
    commitments, conditions = report_for_name("commitments"), report_for_name("conditions")

    def states(report, ref, day):
        line = next(line for line in lines_of(report, golden, as_of=day) if line["ref"] == ref)
        return line["state"], line["state_as_of"]

    before, between = record.DAY.replace(day=1), record.DAY
    assert states(commitments, "CMT-2024-AAAA", before) == ("open", "")
    assert states(commitments, "CMT-2024-AAAA", between) == ("partly_kept", "2024-05-19")
    assert states(conditions, "CND-2024-AAAA", before) == ("", "")
    assert states(conditions, "CND-2024-AAAA", between) == ("met", "2024-05-19")
    assert states(conditions, "CND-2024-AAAA", record.AS_OF) == ("limited", "2024-05-31")
    assert states(conditions, "CND-2024-BBBB", record.AS_OF) == ("", "")
