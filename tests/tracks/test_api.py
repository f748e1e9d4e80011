"""What the endpoints of the engagement say, beyond what every endpoint promises."""

from __future__ import annotations

import datetime as dt

import pytest

from config.review import move
from rights.models import Source
from tests import factories as make
from tests.config import api_routes as api
from tracks.models import Meeting, Point

SOURCE = "SRC-2024-AAAAAA"


@pytest.fixture
def golden(db):
    """The golden record, with a condition put at its meeting and a source for that."""
    user = api.golden_reader()
    point = Point.objects.get(pk="PNT-2024-BBBB")
    point.condition_id = "CND-2024-AAAA"
    point.save()
    meeting = Meeting.objects.get(pk="MTG-2024-AAAA")
    make.citation(ref="CIT-2024-MMMMMM", meeting=meeting, source=Source.objects.get(pk=SOURCE))
    return user


@pytest.fixture
def desk_client(golden, ask):
    return ask(golden)


def one(client, route: str, key: str, **parameters) -> dict:
    response = client.get(api.address(route, key), parameters)
    assert response.status_code == 200, response.content
    return response.json()


# --- Shapes -------------------------------------------------------------------------------


def test_a_meeting_shows_who_attended_what_was_put_and_promised_and_on_whose_word(desk_client):
    meeting = one(desk_client, "meetings", "MTG-2024-AAAA")
    assert meeting["when"] == "19–20 May 2024"
    assert [track["code"] for track in meeting["tracks"]] == ["gold-track", "humanitarian"]
    assert meeting["attendances"] == [
        {
            "ref": "ATT-2024-AAAAAA",
            "side": "dfa",
            "person": {"ref": "PER-2024-AAAA", "label": "An official"},
            "organisation": {"ref": "ORG-2024-AAAA", "label": "A ministry"},
            "post": {"ref": "PST-2024-AAAA", "label": "Deputy"},
            "capacity": "",
        },
        {
            "ref": "ATT-2024-BBBBBB",
            "side": "un",
            "person": None,
            "organisation": None,
            "post": None,
            "capacity": "+two, of “staff”",
        },
    ]
    assert [(p["ref"], p["position"], p["answer_act"]) for p in meeting["points"]] == [
        ("PNT-2024-AAAA", 1, "refused"),
        ("PNT-2024-BBBB", 2, ""),
    ]
    assert meeting["points"][0]["indicator"]["code"] == "gold-value"
    assert meeting["points"][1]["condition"]["ref"] == "CND-2024-AAAA"
    assert [link["ref"] for link in meeting["commitments"]] == ["CMT-2024-AAAA", "CMT-2024-BBBB"]
    assert [(c["source"]["ref"], c["grade"]) for c in meeting["citations"]] == [(SOURCE, "B6")]
    assert meeting["follows"] is None  # It follows a meeting that the reader may not see.
    assert meeting["follow_ups"] == [{"ref": "MTG-2024-BBBB", "label": "A refused visit"}]


def test_a_development_shows_what_it_undid_and_what_undid_it(desk_client):
    opening = one(desk_client, "developments", "DEV-2024-AAAAAA")
    reversal = one(desk_client, "developments", "DEV-2024-BBBBBB")
    assert opening["reversed_by"] == [{"ref": "DEV-2024-BBBBBB", "label": "It was forbidden again"}]
    assert reversal["reverses"] == {"ref": "DEV-2024-AAAAAA", "label": "Something was allowed"}
    assert reversal["follows"] is None  # That one was withdrawn.
    assert [c["ref"] for c in opening["citations"]] == ["CIT-2024-AAAAAA", "CIT-2024-BBBBBB"]
    assert opening["citations"][0]["grade"] == "B2"


def test_an_assessment_shows_its_evidence_and_what_replaced_it(desk_client):
    met = one(desk_client, "assessments", "ASM-2024-AAAA")
    assert [(e["stance"], e["development"] or e["reading"] or e["meeting"]) for e in met["evidence"]] == [
        ("supports", {"ref": "DEV-2024-AAAAAA", "label": "Something was allowed"}),
        ("contradicts", {"ref": "RDG-2024-AAAAAA", "label": "gold-value, 2024-12-31"}),
        ("context", {"ref": "MTG-2024-AAAA", "label": '=HYPERLINK("https://example.org","click")'}),
    ]
    assert met["superseded_by"] == [{"ref": "ASM-2024-DDDD", "label": "2024-05-19, substantial"}]


def test_a_step_a_measure_and_a_condition_point_at_each_other(desk_client):
    condition = one(desk_client, "conditions", "CND-2024-AAAA")
    assert [step["code"] for step in condition["steps"]] == ["gold-step", "recognition"]
    assert [link["ref"] for link in one(desk_client, "steps", "gold-step")["conditions"]] == [
        "CND-2024-AAAA",
        "CND-2024-BBBB",
    ]
    (benchmark,) = condition["benchmarks"]
    assert (benchmark["comparator"], benchmark["target"], benchmark["baseline"]) == ("at_most", "-0.25", "4")
    measure = one(desk_client, "measures", "MSR-2024-AAAA")
    assert [link["ref"] for link in measure["developments"]] == ["DEV-2024-AAAAAA"]


def test_a_label_is_shortened_and_a_line_is_never_cut_within_a_reference(ask, desk):
    meeting = make.meeting(title="x" * 119 + " yz" + "x" * 30)
    point = make.point(meeting=meeting)
    assert one(ask(desk), "points", point.pk)["meeting"] == {"ref": meeting.pk, "label": "x" * 119 + "…"}


# --- As of a day --------------------------------------------------------------------------


def test_a_commitments_state_updates_and_overdue_are_those_of_the_day(desk_client):
    def on(day: str, **chosen) -> list:
        rows = api.listed(desk_client, "commitments", as_of=day, **chosen)["results"]
        return [(r["ref"], r["state"], r["state_as_of"], r["overdue"], len(r["updates"])) for r in rows]

    kept = ("CMT-2024-AAAA", "partly_kept", "2024-05-19")
    other = ("CMT-2024-BBBB", "open", None, False, 0)
    assert on("2024-05-18") == []
    assert on("2024-05-19") == [other, (*kept, False, 1)]
    assert on("2024-12-31") == [other, (*kept, False, 1)]
    assert on("2025-01-01", overdue="true") == [(*kept, True, 1)]
    assert on("2025-01-01", overdue="false", state="open") == [other]
    assert one(desk_client, "commitments", "CMT-2024-AAAA", as_of="2025-01-01")["overdue"] is True
    assert desk_client.get(api.address("commitments", "CMT-2024-AAAA"), {"as_of": "2024-05-18"}).status_code == 404


def test_a_conditions_state_and_age_are_those_of_the_day(desk_client):
    def on(day: str) -> tuple:
        row = one(desk_client, "conditions", "CND-2024-AAAA", as_of=day)
        return row["state"], row["change"], row["assessment"], row["age_days"], row["stale"]

    assert on("2021-09-03") == (None, None, None, None, None)
    assert on("2024-05-30") == ("met", "advanced", "ASM-2024-AAAA", 11, False)
    assert on("2024-05-31") == ("limited", "regressed", "ASM-2024-BBBB", 0, False)
    assert on("2024-11-27") == ("limited", "regressed", "ASM-2024-BBBB", 180, False)
    assert on("2024-11-28") == ("limited", "regressed", "ASM-2024-BBBB", 181, True)
    assert desk_client.get(api.address("conditions", "CND-2024-AAAA"), {"as_of": "2021-09-02"}).status_code == 404
    assert api.keys(desk_client, "conditions", state="met", as_of="2024-05-30") == ["CND-2024-AAAA"]
    assert api.keys(desk_client, "conditions", state="met") == []


@pytest.mark.parametrize("route", ["commitments", "conditions"])
@pytest.mark.parametrize("day", ["0000-01-01", "2024-13-01", "yesterday", "2024-05-19T00:00:00Z"])
def test_a_day_that_is_none_is_refused(route, day, ask, desk):
    for key in ("", api.unknown_key(route)):
        response = ask(desk).get(api.address(route, key), {"as_of": day})
        assert (response.status_code, list(response.json())) == (400, ["as_of"])


def judged(**fields) -> None:
    """An approved assessment, which needs evidence."""
    assessment = make.assessment(**fields)
    make.evidence(assessment=assessment)
    move(assessment, "submit", by=make.superuser("factory-author"))
    move(assessment, "approve", by=make.superuser("factory-second"))


def test_a_judgement_that_the_reader_may_not_see_decides_no_state(ask, reader, desk):
    condition = make.condition()
    judged(condition=condition, state="limited", marking="TLP:GREEN")
    later = make.DAY + dt.timedelta(days=1)
    judged(condition=condition, state="met", marking="TLP:AMBER", as_of=later)
    make.assessment(condition=condition, state="contrary", marking="TLP:CLEAR", as_of=later)  # A draft.
    assert [one(ask(user), "conditions", condition.pk)["state"] for user in (reader, desk)] == ["limited", "met"]
    assert api.keys(ask(reader), "conditions", state="met") == []
    assert api.keys(ask(reader), "conditions", change="none", state="limited") == [condition.pk]


# --- Withdrawn ----------------------------------------------------------------------------


def test_a_withdrawn_record_leaves_lists_details_links_and_parts(ask, desk):
    client = ask(desk)
    meeting = make.meeting(approved=True)
    follow_up = make.meeting(follows=meeting)
    parts = {"attendances": make.attendance, "points": make.point, "commitments": make.commitment}
    made = {route: factory(meeting=meeting) for route, factory in parts.items()}
    assert one(client, "meetings", follow_up.pk)["follows"]["ref"] == meeting.pk
    move(meeting, "withdraw", by=make.superuser("factory-second"), reason="It never took place.")
    assert client.get(api.address("meetings", meeting.pk)).status_code == 404
    assert api.keys(client, "meetings") == [follow_up.pk]
    assert one(client, "meetings", follow_up.pk)["follows"] is None
    for route, part in made.items():
        assert api.keys(client, route) == []
        assert client.get(api.address(route, part.pk)).status_code == 404


def test_a_withdrawn_part_leaves_its_whole(ask, desk):
    point = make.point()
    point.withdrawn_reason = "Nobody said it."
    point.save()
    assert one(ask(desk), "meetings", point.meeting_id)["points"] == []
