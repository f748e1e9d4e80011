"""What the importer may not see is neither matched, nor changed, nor told of; what is closed stays closed."""

from __future__ import annotations

import datetime as dt

import pytest

from rights.models import Source
from tests import factories as make
from tests.config import admin_pages as pages
from tracks.models import Attendance, Development, Meeting, Organisation, Person

from . import files
from .files import DEVELOPMENT, MEETING, ORGANISATION, PERSON, PLAIN, judged, only, problems, saved, states

MAKERS = {
    "developments": lambda **f: make.development(**f),
    "organisations": lambda **f: make.organisation(**f),
    "people": lambda **f: make.person(**f),
    "meetings": lambda **f: make.meeting(**f),
    "sources": lambda **f: make.source(**f),
    "readings": lambda **f: make.reading(**f),
}
SAME = {
    "developments": {"title": DEVELOPMENT["title"]},
    "organisations": ORGANISATION,
    "people": {"name": PERSON["name"]},
    "meetings": {"title": MEETING["title"]},
    "sources": PLAIN["sources"],
    "readings": {"publisher": "UNODC", "period_from": "2023-01-01", "period_to": "2023-12-31", "value": "10800"},
}


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("with_ref", [False, True])
def test_a_hidden_row_leaves_the_judgement_as_it_is_without_it(kind, with_ref, desk):
    row = dict(PLAIN[kind])
    prefix = MAKERS[kind](marking="TLP:CLEAR", **{k: v for k, v in SAME[kind].items() if k == "name"}).pk[:4]
    absent = f"{prefix}1999-{'Z' * (6 if prefix in ('DEV-', 'SRC-', 'RDG-') else 4)}"
    without = judged(kind, files.data(row | ({"ref": absent} if with_ref else {"ref": ""})), desk)
    hidden = MAKERS[kind](marking="TLP:RED", **SAME[kind])
    with_it = judged(kind, files.data(row | ({"ref": hidden.pk} if with_ref else {"ref": ""})), desk)
    assert states(with_it) == states(without)
    assert [words for *_, words in problems(with_it)] == [words for *_, words in problems(without)]
    assert only(with_it).hint == only(without).hint
    assert only(with_it).key == only(without).key


def test_a_hidden_row_is_not_in_the_way_of_a_new_one(desk):
    hidden = make.organisation(marking="TLP:RED", **ORGANISATION)
    saved("organisations", files.data(ORGANISATION), desk)
    assert Organisation.objects.filter(name=ORGANISATION["name"]).exclude(pk=hidden.pk).count() == 1


@pytest.mark.parametrize(
    ("column", "hidden"),
    [
        ("issuing_body", lambda: make.organisation(name="A hidden body", marking="TLP:RED")),
        ("follows", lambda: make.development(marking="TLP:RED")),
        ("source", lambda: make.source(url="https://example.org/hidden", marking="TLP:RED")),
    ],
)
def test_a_link_to_a_hidden_row_is_refused_as_one_that_leads_nowhere(column, hidden, desk):
    row = hidden()
    for name in {row.pk, getattr(row, "name", ""), getattr(row, "url", "")} - {""}:
        ((_, _, value, words),) = problems(judged("developments", files.data(DEVELOPMENT | {column: name}), desk))
        assert value == name
        assert words.startswith("You see no such")
        nowhere = files.data(DEVELOPMENT | {column: "nowhere"})
        assert problems(judged("developments", nowhere, desk))[0][3] == words


def test_a_link_that_the_importer_cannot_see_is_kept(desk):
    body = make.organisation(marking="TLP:RED")
    there = make.development(issuing_body=body)
    row = DEVELOPMENT | {"ref": there.pk, "issuing_body": ""}
    saved("developments", files.data(row), desk)
    there.refresh_from_db()
    assert (there.title, there.issuing_body) == (DEVELOPMENT["title"], body)


@pytest.mark.parametrize("column", ["issuing_body", "follows", "reverses"])
def test_a_link_that_the_importer_cannot_see_is_told_of_by_nothing(column, desk):
    maker = make.organisation if column == "issuing_body" else make.development
    hidden, seen = maker(marking="TLP:RED"), maker()
    there = make.development(date_from=dt.date(2024, 5, 19), **{column: hidden})
    outcome = saved("developments", files.data({"ref": there.pk, column: seen.pk}), desk)
    assert [(c.column, c.before, c.after) for c in only(outcome).changes] == [(column, "", seen.pk)]
    there.refresh_from_db()
    assert getattr(there, column) == seen


def test_links_of_parts_that_the_importer_cannot_see_are_told_of_by_nothing(desk):
    hidden, seen = make.source(url="https://example.org/hidden", marking="TLP:RED"), make.source()
    there = make.citation(source=make.source(), derives_from=hidden)
    outcome = saved("citations", files.data({"ref": there.pk, "derives_from": seen.pk}), desk)
    assert [(c.before, c.after) for c in only(outcome).changes] == [("", seen.pk)]


@pytest.mark.parametrize("column", ["follows", "reverses"])
def test_what_is_asked_of_a_hidden_record_is_not_asked(column, desk):
    hidden = make.development(date_from=dt.date(2023, 8, 14), marking="TLP:RED")
    there = make.development(date_from=dt.date(2024, 5, 19), **{column: hidden})
    row = {"ref": there.pk, "date_from": "2020-01-01", "date_to": "2020-01-01"}
    saved("developments", files.data(row), desk)
    there.refresh_from_db()
    assert (there.date_from, getattr(there, column)) == (dt.date(2020, 1, 1), hidden)


def test_a_hidden_post_goes_with_its_person(desk):
    held = make.post(organisation=make.organisation(marking="TLP:RED"))
    there, other = make.attendance(person=held.person, post=held), make.person(name="Another")
    saved("attendances", files.data({"ref": there.pk, "capacity": "an adviser"}), desk)
    there.refresh_from_db()
    assert there.post == held
    saved("attendances", files.data({"ref": there.pk, "person": other.pk}), desk)
    there.refresh_from_db()
    assert (there.person, there.post) == (other, None)


def test_two_rows_of_one_name_are_told_apart_by_reference_only_if_both_are_seen(desk):
    seen = make.person(name="A. Name")
    make.person(name="A. Name", marking="TLP:RED")
    meeting = make.meeting()
    row = {"meeting": meeting.pk, "side": "dfa", "person": "A. Name"}
    saved("attendances", files.data(row), desk)
    assert Attendance.objects.get().person == seen
    other = make.person(name="A. Name")
    ((_, column, _, words),) = problems(judged("attendances", files.data(row | {"side": "us"}), desk))
    assert column == "person"
    assert seen.pk in words and other.pk in words


@pytest.mark.parametrize("kind", ["meetings", "developments"])
def test_an_approved_record_is_never_changed(kind, desk):
    there = MAKERS[kind](approved=True)
    row = PLAIN[kind] | {"ref": there.pk, "title": "Otherwise"}
    outcome = files.of(kind, files.data(row), desk).save()
    assert "is approved, and the file would change it. Reopen it first." in problems(outcome)[0][3]
    there.refresh_from_db()
    assert there.title != "Otherwise"


def test_nothing_is_added_to_an_approved_meeting(desk):
    meeting = make.meeting(approved=True)
    for kind, row in (
        ("points", {"raised_by": "us", "speech_act": "raised", "text": "Schools."}),
        ("attendances", {"side": "dfa", "capacity": "officials"}),
    ):
        words = problems(judged(kind, files.data(row | {"meeting": meeting.pk}), desk))[0][3]
        assert words == f"The meeting {meeting.pk} is approved: it is reopened before rows are added or changed."


def test_a_meeting_gets_a_new_version_with_its_points(desk):
    meeting = make.meeting(title="The meeting")
    before = meeting.updated_at
    rows = [{"meeting": "The meeting", "raised_by": "us", "speech_act": "raised", "text": text} for text in "AB"]
    saved("points", files.data(*rows), desk)
    meeting.refresh_from_db()
    assert meeting.updated_at > before
    assert [(p.text, p.position) for p in meeting.points.order_by("position")] == [("A", 1), ("B", 2)]
    assert states(judged("points", files.data(*rows), desk)) == ["unchanged", "unchanged"]


def test_no_marking_is_lowered(desk):
    body = make.organisation(marking="TLP:AMBER", name=ORGANISATION["name"])
    lower = judged("organisations", files.data(ORGANISATION | {"ref": body.pk, "marking": "GREEN"}), desk)
    ((_, column, _, words),) = problems(lower)
    assert (column, "lowers no marking" in words) == ("marking", True)
    saved("organisations", files.data(ORGANISATION | {"ref": body.pk, "marking": "AMBER+STRICT"}), desk)
    body.refresh_from_db()
    assert body.marking == "TLP:AMBER+STRICT"


def test_a_marking_is_that_of_the_forms_unless_the_file_says_more(desk):
    saved("meetings", files.data(MEETING), desk)
    saved("developments", files.data(DEVELOPMENT, DEVELOPMENT | {"title": "B", "marking": "RED"}), desk)
    assert Meeting.objects.get().marking == "TLP:AMBER"
    assert sorted(Development.objects.values_list("marking", flat=True)) == ["TLP:GREEN", "TLP:RED"]


def test_a_row_never_moves_to_another_record(desk):
    point = make.point()
    other = make.meeting(title="Another")
    row = {"ref": point.pk, "meeting": other.pk, "raised_by": "us", "speech_act": "raised", "text": "Banking channels."}
    assert "stays with its meeting" in problems(judged("points", files.data(row), desk))[0][3]


def test_what_only_may_be_added_is_not_changed(db, desk):
    from django.contrib.auth.models import Group, Permission

    group = Group.objects.create(name="adders")
    group.permissions.set(Permission.objects.filter(codename__in=["view_person", "add_person"]))
    pages.clear(group, "TLP:AMBER+STRICT", sees_unapproved=True)
    desk.groups.set([group])
    there = make.person(name="A", note="")
    outcome = judged("people", files.data({"name": "B"}, {"ref": there.pk, "note": "Changed"}), desk)
    assert states(outcome) == ["new", "wrong"]
    assert "your role may not change a person" in problems(outcome)[0][3]


def test_a_record_that_may_not_be_changed_gets_no_rows(desk):
    from django.contrib.auth.models import Group, Permission

    group = Group.objects.create(name="pointers")
    codes = ["view_meeting", "view_point", "add_point", "change_point"]
    group.permissions.set(Permission.objects.filter(codename__in=codes))
    pages.clear(group, "TLP:AMBER+STRICT", sees_unapproved=True)
    desk.groups.set([group])
    point = make.point()
    row = {"meeting": point.meeting_id, "raised_by": "us", "speech_act": "raised", "text": "Schools."}
    for told in (row, {"ref": point.pk, "text": "Otherwise"}):
        words = [words for *_, words in problems(judged("points", files.data(told), desk))]
        assert words == ["This row would change its meeting, and your role may not change one."]


@pytest.mark.parametrize(
    ("name", "row", "hinted"),
    [
        ("people", {"name": "Abdul  Kabír"}, lambda: make.person(name="Abdul Kabir")),
        ("organisations", ORGANISATION | {"name": "MINISTRY OF MINES"}, lambda: make.organisation(**ORGANISATION)),
        (
            "developments",
            DEVELOPMENT | {"title": "schools were opened!"},
            lambda: make.development(**SAME["developments"]),
        ),
        ("readings", PLAIN["readings"] | {"value": "11000"}, lambda: make.reading(**SAME["readings"])),
    ],
)
def test_a_double_is_hinted_at(name, row, hinted, desk):
    there = hinted()
    outcome = judged(name, files.data(row), desk)
    assert states(outcome) == ["new"]
    assert there.pk in only(outcome).hint


def test_a_withdrawn_row_is_not_changed_and_not_in_the_way(desk):
    body = make.organisation(**ORGANISATION, withdrawn_reason="A double.")
    assert states(judged("organisations", files.data(ORGANISATION), desk)) == ["new"]
    outcome = judged("organisations", files.data(ORGANISATION | {"ref": body.pk, "acronym": "X"}), desk)
    assert "was withdrawn" in problems(outcome)[0][3]


def test_confirmed_by_others_needs_another_source(desk):
    one, two = make.source(url="https://a.example"), make.source(url="https://b.example", publisher="B")
    there = make.development()
    row = {"development": there.pk, "source": one.url, "credibility": "1"}
    assert "needs two independent sources" in problems(judged("citations", files.data(row), desk))[0][3]
    other = {"development": there.pk, "source": two.url, "credibility": "2"}
    assert states(judged("citations", files.data(row, other), desk)) == ["new", "new"]
    make.citation(development=there, source=two)
    assert states(judged("citations", files.data(row), desk)) == ["new"]
    alone = DEVELOPMENT | {"source": one.url, "credibility": "1"}
    assert "needs two independent" in problems(judged("developments", files.data(alone), desk))[0][3]


def test_what_was_imported_before_stays_as_it_was_edited_since(desk):
    content = files.data(PERSON)
    saved("people", content, desk)
    row = Person.objects.get(name=PERSON["name"])
    row.name = "Another spelling"
    row.save()
    assert states(judged("people", content, desk)) == ["unchanged"]
    assert Source.objects.count() == Source.objects.count()
