"""Logging a meeting in one form: attendance, points, commitments and citations, all of it or nothing."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest

from tests import factories as make
from tests.config import admin_pages as pages
from tracks.models import Attendance, Commitment, Listing, Meeting, Point

ADD = pages.address(Meeting, "add")
WHAT = {
    "title": "A technical meeting on banking",
    "tracks": ["macroeconomics", "humanitarian"],
    "date_from": "2024-05-19",
    "date_precision": "day",
    "status": "held",
    "format": "in_person",
    "level": "technical",
    "city": "Doha",
    "country": "QA",
    "marking": "TLP:AMBER",
}
POINT = {"raised_by": "us", "speech_act": "raised", "text": "Banking channels."}


@pytest.fixture
def table(desk):
    """Whom a meeting can name: a body, an official who held a post that day, a source."""
    ministry = make.organisation()
    official = make.person(name="An official")
    post = make.post(person=official, organisation=ministry, held_from=dt.date(2023, 1, 1))
    make.post(person=official, organisation=ministry, title="Governor", held_to=dt.date(2022, 12, 31))
    return {"ministry": ministry, "official": official, "post": post, "source": make.source()}


def whole(table) -> dict:
    """Everything that the form takes."""
    return {
        **WHAT,
        **pages.rows(
            "attendances",
            {"side": "dfa", "person": table["official"].pk},
            {"side": "un", "capacity": "two members of staff"},
        ),
        **pages.rows("points", POINT, {"raised_by": "dfa", "speech_act": "requested", "text": "Frozen assets."}),
        **pages.rows(
            "commitments",
            {
                "made_by": table["ministry"].pk,
                "text": "To publish the budget.",
                "due_on": "2024-12-31",
                "point_number": "2",
                "marking": "TLP:GREEN",
            },
        ),
        **pages.rows("citations", {"source": table["source"].pk, "credibility": "2", "locator": "p. 3"}),
    }


def test_one_form_logs_a_meeting_with_all_that_was_said_and_promised(browse, desk, table):
    response = pages.submit(browse(desk), ADD, **whole(table))
    assert response.status_code == 302, pages.refusals(response)
    meeting = Meeting.objects.get()
    assert (meeting.created_by, meeting.updated_by, meeting.review_state) == (desk, desk, "draft")
    assert sorted(meeting.tracks.values_list("pk", flat=True)) == ["humanitarian", "macroeconomics"]
    named, described = sorted(meeting.attendances.all(), key=lambda row: row.side)
    assert (named.person, named.post, named.created_by) == (table["official"], table["post"], desk)
    assert (described.capacity, described.post) == ("two members of staff", None)
    points = list(meeting.points.order_by("position"))
    assert [(p.position, p.text) for p in points] == [(1, "Banking channels."), (2, "Frozen assets.")]
    promise = meeting.commitments.get()
    assert (promise.made_on, promise.point, promise.created_by) == (dt.date(2024, 5, 19), points[1], desk)
    assert (promise.marking, promise.due_on) == ("TLP:GREEN", dt.date(2024, 12, 31))
    citation = meeting.citations.get()
    assert (citation.source, citation.credibility, citation.created_by) == (table["source"], "2", desk)


def test_points_added_later_come_after_those_that_were_there_and_can_be_answered(browse, desk, table):
    client = browse(desk)
    pages.submit(client, ADD, **whole(table))
    meeting = Meeting.objects.get()
    promise = {"made_by": table["ministry"].pk, "text": "To reply.", "marking": "TLP:AMBER"}
    change = pages.address(Meeting, "change", meeting.pk)
    new = {
        **pages.rows("points", POINT | {"text": "A third point."}, initial=2),
        **pages.rows("commitments", promise | {"point_number": "3"}, promise | {"point_number": "1"}, initial=1),
    }
    response = pages.submit(client, change, **new)
    assert response.status_code == 302, pages.refusals(response)
    assert list(meeting.points.order_by("position").values_list("position", flat=True)) == [1, 2, 3]
    answered = Commitment.objects.filter(text="To reply.").values_list("point__text", flat=True)
    assert sorted(answered) == ["A third point.", "Banking channels."]
    assert Commitment.objects.get(text="To publish the budget.").point.text == "Frozen assets."


def test_a_listed_person_at_the_table_is_warned_of_and_one_who_was_cleared_or_delisted_is_not(browse, desk, table):
    others = {name: make.person(name=name) for name in ("Cleared", "Delisted", "Possible")}
    for number, (person, state) in enumerate(
        [
            (table["official"], {"match_status": "confirmed"}),
            (others["Cleared"], {"match_status": "cleared"}),
            (others["Delisted"], {"match_status": "confirmed", "delisted_on": dt.date(2020, 1, 1)}),
            (others["Possible"], {}),
        ],
        start=1,
    ):
        Listing.objects.create(person=person, sanctions_list="un_1988", list_reference=f"TAi.00{number}", **state)
    people = [table["official"], *others.values()]
    attended = pages.rows("attendances", *({"side": "dfa", "person": p.pk} for p in people))
    response = browse(desk).post(ADD, pages.typed(browse(desk), ADD, **WHAT, **attended), follow=True)
    said = pages.messages_of(response)
    assert "An official is on a sanctions list: UN 1988 list TAi.001." in said
    assert "Possible is on a sanctions list: UN 1988 list TAi.004 (possible match)." in said
    assert "Cleared" not in said
    assert "Delisted" not in said


# --- Refused ------------------------------------------------------------------------------


def refused(client, where, **changes) -> dict:
    """What the form says; nothing may be saved."""
    before = pages.counts()
    response = pages.submit(client, where, **changes)
    assert pages.counts() == before
    return pages.refusals(response)


CHOICE = "not one of the available choices"
WRONG = [  # Forms with some wrong fields: what is typed in each, and what must be said of it.
    {
        "title": ("", "required"),
        "tracks": ([], "required"),
        "status": ("", "required"),
        "marking": ("SECRET", CHOICE),
        "date_from": ("03/04/25", "Write it as 2024-05-19 or 19 May 2024"),
        "points-1-text": ("", "required"),
        "commitments-0-made_by": ("", "required"),
        "citations-0-source": ("SRC-1999-ZZZZZZ", CHOICE),
    },
    {
        "tracks": (["no-such-track"], CHOICE),
        "points-0-raised_by": ("nobody", CHOICE),
        "commitments-0-due_on": ("2024-05-18", "due before it was made (2024-05-19)"),
        "commitments-0-point_number": ("3", "There is no point #3"),
        "citations-0-credibility": ("7", CHOICE),
    },
    {"commitments-0-point_number": ("0", "greater than or equal to 1")},
]
WRONG_TOGETHER = [  # Fields that do not fit each other, and where and how that is said.
    ({"status": "refused"}, "__all__", "Say why the meeting was cancelled or refused."),
    ({"date_to": "2024-05-18"}, "__all__", "The last day is before the first day."),
    ({"province": "AF01"}, "__all__", "A province is in Afghanistan"),
    ({"points-0-answer": "No."}, "points-0-__all__", "Say what kind of answer it was."),
    ({"attendances-1-capacity": ""}, "attendances-1-__all__", "Name a person, an organisation, or describe"),
    ({"citations-0-derives_from": "SOURCE"}, "citations-0-__all__", "cannot derive from itself"),
    ({"points-7-text": "Smuggled", "commitments-0-point_number": "8"}, "commitments-0-point_number", "no point #8"),
]


def test_wrong_fields_are_named_and_nothing_is_half_saved(browse, desk, table):
    client = browse(desk)
    form = pages.typed(client, ADD, **whole(table), _save="1")
    before = pages.counts()
    given = [
        ({n: typed for n, (typed, _) in fields.items()}, {n: w for n, (_, w) in fields.items()}) for fields in WRONG
    ]
    given += [(changes, {field: words}) for changes, field, words in WRONG_TOGETHER]
    for changes, expected in given:
        own = {name: table["source"].pk if value == "SOURCE" else value for name, value in changes.items()}
        said = pages.refusals(client.post(ADD, form | own))
        assert set(said) == set(expected)
        assert [name for name, words in expected.items() if words not in " ".join(said[name])] == []
        assert pages.counts() == before, f"something was saved of {changes}"


def test_a_person_is_at_a_meeting_once_on_a_new_form_and_on_an_old_one(browse, desk, table):
    client = browse(desk)
    there = {"side": "dfa", "person": table["official"].pk}
    twice = pages.rows("attendances", there, there | {"side": "un"})
    said = refused(client, ADD, **WHAT, **twice)
    assert said == {"attendances": ["Row 2: This person is listed at this meeting already."]}
    meeting = make.meeting(created_by=desk)
    row = make.attendance(meeting=meeting, person=table["official"])
    change = pages.address(Meeting, "change", meeting.pk)
    said = refused(client, change, **pages.rows("attendances", there, initial=1))
    assert "This person is listed at this meeting already." in str(said)
    said = refused(client, pages.address(Attendance, "add"), meeting=meeting.pk, **there)
    assert "This person is listed at this meeting already." in str(said)
    row.withdrawn_reason = "It was somebody else."
    row.save()
    response = pages.submit(client, change, **pages.rows("attendances", there, initial=1))
    assert response.status_code == 302, pages.refusals(response)
    assert meeting.attendances.standing().get().person == table["official"]


def test_a_wrong_row_on_an_old_form_leaves_the_meeting_as_it_was(browse, desk, table):
    meeting = make.meeting(created_by=desk)
    point = make.point(meeting=meeting)
    change = pages.address(Meeting, "change", meeting.pk)
    refused(browse(desk), change, title="Another title", **{"points-0-text": ""})
    meeting.refresh_from_db()
    point.refresh_from_db()
    assert (meeting.title, point.text) == ("A meeting in Doha", "Banking channels.")
    assert Meeting.history.filter(ref=meeting.pk).count() == 2  # the row and its tracks


# --- One after the other ------------------------------------------------------------------


def test_save_and_add_another_keeps_date_tracks_and_place(browse, desk, table):
    client = browse(desk)
    response = client.post(ADD, pages.typed(client, ADD, **WHAT) | {"_addanother": "1"})
    next_form = pages.filled_in(client.get(response["Location"]))
    for name in ("date_from", "city", "country", "format", "level", "date_precision"):
        assert next_form[name] == [WHAT[name]], name
    assert sorted(next_form["tracks"]) == sorted(WHAT["tracks"])
    assert next_form["title"] == [""]
    assert "status" not in next_form


def links_of(client, meeting) -> dict[str, str]:
    page = client.get(pages.address(Meeting, "change", meeting.pk))
    return {link["label"]: link["address"] for link in page.context["follow_ups"]}


def test_follow_up_links_open_forms_that_are_filled_in_as_far_as_it_follows(browse, desk):
    client = browse(desk)
    meeting = make.meeting(
        tracks=("health", "humanitarian"), city="Hirat", country="AF", province_id="AF32", marking="TLP:GREEN"
    )
    links = links_of(client, meeting)
    following = pages.filled_in(client.get(links["Log a follow-up meeting"]))
    assert following["follows"] == [meeting.pk]
    assert sorted(following["tracks"]) == ["health", "humanitarian"]
    assert [following[name] for name in ("city", "country", "province", "marking")] == [
        ["Hirat"],
        ["AF"],
        ["AF32"],
        ["TLP:GREEN"],
    ]
    promise = pages.filled_in(client.get(links["Log a commitment"]))
    assert (promise["meeting"], promise["made_on"], promise["marking"]) == (
        [meeting.pk],
        ["2024-05-19"],
        ["TLP:GREEN"],
    )
    seen = pages.filled_in(client.get(links["Log a development on these tracks"]))
    assert (sorted(seen["tracks"]), seen["provinces"]) == (["health", "humanitarian"], ["AF32"])
    ministry = make.organisation()
    response = pages.submit(client, links["Log a commitment"], made_by=ministry.pk, text="To open a clinic.")
    assert response.status_code == 302, pages.refusals(response)
    assert Commitment.objects.get().meeting == meeting


def test_follow_ups_are_offered_to_those_who_may_log_them(browse, desk, reader):
    meeting = make.meeting(marking="TLP:GREEN", approved=True)
    assert len(links_of(browse(desk), meeting)) == 3
    assert links_of(browse(reader), meeting) == {}


def test_what_is_filled_in_by_an_address_is_never_a_field_that_the_form_does_not_have(browse, desk):
    query = parse_qs(urlsplit(f"{ADD}?review_state=approved&created_by=1&ref=MTG-2024-ZZZZ&nonsense=1&title=T").query)
    client = browse(desk)
    response = pages.submit(client, ADD, **WHAT)
    assert response.status_code == 302
    page = client.get(ADD, {name: values[0] for name, values in query.items()})
    form = pages.filled_in(page)
    assert form["title"] == ["T"]
    assert not set(form) & {"review_state", "created_by", "ref", "nonsense"}
    assert Point.objects.count() == 0
