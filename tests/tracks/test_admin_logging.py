"""Logging what was observed, promised, applied and judged: who did it, what is needed, and where it leads next."""

from __future__ import annotations

import datetime as dt

import pytest

from rights.models import Reading, Source
from tests import factories as make
from tests.config import admin_pages as pages
from tracks.models import (
    Assessment,
    Attendance,
    Commitment,
    Condition,
    Development,
    Evidence,
    Listing,
    Measure,
    Organisation,
    Person,
    Post,
)

ADD = pages.address(Development, "add")
WHAT = {
    "title": "Schools were announced open",
    "date_from": "2022-03-17",
    "date_precision": "day",
    "reported_on": "2022-03-18",
    "scope": "national",
    "direction": "opening",
    "form": "announced",
    "tracks": ["rights-governance"],
    "indicators": ["girls-schools-operation"],
    "marking": "TLP:GREEN",
}


@pytest.fixture
def client(desk, browse):
    return browse(desk)


def saved(response) -> None:
    assert response.status_code == 302, pages.refusals(response)


# --- Developments -------------------------------------------------------------------------


def test_one_form_logs_a_development_with_its_graded_sources(client, desk):
    paper, agency = make.source(), make.source(publisher="An agency")
    cited = pages.rows(
        "citations",
        {"source": paper.pk, "credibility": "3", "derives_from": agency.pk},
        {"source": agency.pk, "credibility": "2", "locator": "paragraph 4"},
    )
    saved(pages.submit(client, ADD, **WHAT, **cited))
    made = Development.objects.get()
    assert (made.created_by, made.review_state, made.reported_on) == (desk, "draft", dt.date(2022, 3, 18))
    assert [track.pk for track in made.tracks.all()] == ["rights-governance"]
    assert sorted((c.credibility, c.locator, c.derives_from_id) for c in made.citations.all()) == [
        ("2", "paragraph 4", None),
        ("3", "", agency.pk),
    ]
    assert {c.created_by for c in made.citations.all()} == {desk}


def test_a_development_that_does_not_fit_together_is_refused_where_it_does_not(client):
    later = make.development(date_from=dt.date(2022, 3, 24))
    source = make.source()
    before = pages.counts()
    for changes, field, words in (
        ({"tracks": [], "indicators": []}, "tracks", "Name a track or an indicator that it bears on."),
        ({"provinces": ["AF30"]}, "provinces", "A national development has no provinces"),
        ({"reported_on": "2022-03-16"}, "__all__", "It cannot be reported before it happened."),
        ({"date_to": "2022-03-16"}, "__all__", "The last day is before the first day."),
        ({"reverses": later.pk}, "reverses", "a development can only reverse an earlier one"),
        ({"direction": ""}, "direction", "required"),
        (pages.rows("citations", {"credibility": "2"}), "citations-0-source", "required"),
        (pages.rows("citations", {"source": source.pk, "credibility": ""}), "citations-0-credibility", "required"),
    ):
        said = pages.refusals(pages.submit(client, ADD, **WHAT | changes))
        assert list(said) == [field], (changes, said)
        assert words in said[field][0]
    assert pages.counts() == before


def test_one_of_track_and_indicator_is_enough(client):
    saved(pages.submit(client, ADD, **WHAT | {"tracks": []}))
    saved(pages.submit(client, ADD, **WHAT | {"indicators": []}))


def test_required_choices_are_empty_until_somebody_chooses(client):
    """But for the date's precision and the scales' “cannot be judged”, which say nothing yet."""
    form = pages.filled_in(client.get(ADD))
    assert not set(form) & {"scope", "direction", "form"}
    assert (form["date_precision"], form["marking"], form["citations-0-credibility"]) == (["day"], ["TLP:GREEN"], ["6"])
    meeting = pages.filled_in(client.get(pages.address(make.Meeting, "add")))
    assert not set(meeting) & {"status", "format", "level"}
    assert meeting["tone"] == [""]
    assert meeting["marking"] == ["TLP:AMBER"]
    assert not any(meeting.get(f"points-0-{name}", [""])[0] for name in ("raised_by", "speech_act"))
    judgement = pages.filled_in(client.get(pages.address(Assessment, "add")))
    assert not set(judgement) & {"state", "confidence"}
    assert judgement["change"] == [""]  # It follows from the states.


def test_save_and_add_another_keeps_what_comes_again(client):
    sent = pages.typed(client, ADD, **WHAT) | {"scope": "subnational", "provinces": ["AF30"], "place": "A bazaar"}
    response = client.post(ADD, sent | {"_addanother": "1"})
    form = pages.filled_in(client.get(response["Location"]))
    kept = {
        "date_from": ["2022-03-17"],
        "tracks": ["rights-governance"],
        "scope": ["subnational"],
        "place": ["A bazaar"],
    }
    assert {name: form[name] for name in kept} == kept
    assert form["provinces"] == ["AF30"]
    assert form["title"] == [""]


def links_of(client, record) -> dict[str, str]:
    page = client.get(pages.address(type(record), "change", record.pk))
    return {link["label"]: link["address"] for link in page.context["follow_ups"]}


def test_the_reversal_of_a_development_is_logged_from_its_page(client):
    opened = make.development(
        title="Open", date_from=dt.date(2022, 3, 17), indicators=["girls-schools-operation"], marking="TLP:CLEAR"
    )
    link = links_of(client, opened)["Log what reverses it"]
    form = pages.filled_in(client.get(link))
    assert (form["reverses"], form["indicators"], form["marking"]) == (
        [opened.pk],
        ["girls-schools-operation"],
        ["TLP:CLEAR"],
    )
    saved(pages.submit(client, link, title="Closed", date_from="2022-03-24", direction="deterioration", form="decreed"))
    assert Development.objects.get(title="Closed").reverses == opened


# --- Everything else that is logged -------------------------------------------------------


def test_each_kind_of_record_is_logged_with_its_author(client, desk):
    body, person = make.organisation(), make.person()
    condition = make.condition()
    common = {"marking": "TLP:GREEN"}
    for model, data in (
        (Source, {"kind": "press", "publisher": "A paper", "reliability": "B", **common}),
        (
            Reading,
            {
                "indicator": "OPIUM_AREA",
                "period_from": "2024-01-01",
                "period_to": "2024-12-31",
                "value": "12800.5",
                "unit": "hectares",
                "qualifier": "estimate",
                "publisher": "UNODC",
                **common,
            },
        ),
        (Organisation, {"name": "A body", "side": "dfa", "level": "national", "seat": "kandahar", **common}),
        (Person, {"name": "A person", **common}),
        (Post, {"person": person.pk, "organisation": body.pk, "title": "Deputy"}),
        (
            Listing,
            {"person": person.pk, "sanctions_list": "un_1988", "list_reference": "TAi.144", "match_status": "possible"},
        ),
        (
            Condition,
            {"text": "Schools open.", "kind": "continuous", "set_by": body.pk, "steps": ["recognition"], **common},
        ),
        (
            Measure,
            {
                "title": "A licence",
                "date_from": "2024-05-19",
                "date_precision": "day",
                "instrument": "licence",
                "effect": "eased",
                "steps": ["recognition"],
                **common,
            },
        ),
        (
            Assessment,
            {
                "condition": condition.pk,
                "as_of": "2024-05-19",
                "state": "limited",
                "change": "none",
                "confidence": "low",
                "justification": "Little was seen.",
                **common,
            },
        ),
    ):
        known = set(model.objects.values_list("pk", flat=True))
        saved(pages.submit(client, pages.address(model, "add"), **data))
        (made,) = set(model.objects.exclude(pk__in=known))
        assert (made.created_by, made.updated_by) == (desk, desk), model
        assert made.history.first().history_user == desk, model


def test_who_changed_a_record_last_is_said_beside_who_made_it(client, desk, lead):
    record = make.organisation(created_by=lead)
    saved(pages.submit(client, pages.address(Organisation, "change", record.pk), acronym="MF"))
    record.refresh_from_db()
    assert (record.created_by, record.updated_by) == (lead, desk)
    shown = pages.text_of(client.get(pages.address(Organisation, "change", record.pk)))
    assert f"{record.created_at:%Y-%m-%d %H:%M} UTC, lead" in shown
    assert f"{record.updated_at:%Y-%m-%d %H:%M} UTC, desk" in shown


def test_a_person_is_picked_with_their_script_their_post_and_a_warning(client):
    body = make.organisation(name="Ministry of Mines")
    person = make.person(name="Mirwais", name_original="میرویس")
    make.post(person=person, organisation=body, title="Deputy minister")
    Listing.objects.create(person=person, sanctions_list="un_1988", list_reference="TAi.144", match_status="confirmed")
    query = {"app_label": "tracks", "model_name": "attendance", "field_name": "person", "term": "mirwais"}
    (found,) = client.get("/admin/autocomplete/", query).json()["results"]
    words = "Mirwais · میرویس · Deputy minister, Ministry of Mines · ⚠ UN 1988 list TAi.144"
    assert found == {"id": person.pk, "text": words}
    assert words in pages.text_of(client.get(pages.address(Attendance, "add"), {"person": person.pk}))
    refused = client.post(pages.address(Attendance, "add"), {"person": person.pk, "side": "dfa"})
    assert words in pages.text_of(refused)


def test_evidence_is_exactly_one_record(client):
    assessment, development, meeting = make.assessment(), make.development(), make.meeting()
    where = pages.address(Assessment, "change", assessment.pk)
    for given in ({}, {"development": development.pk, "meeting": meeting.pk}):
        rows = pages.rows("evidence", {"stance": "supports", **given})
        said = pages.refusals(pages.submit(client, where, **rows))
        assert "Evidence is exactly one development, reading, meeting or commitment." in str(said)
    saved(pages.submit(client, where, **pages.rows("evidence", {"stance": "contradicts", "meeting": meeting.pk})))
    assert Evidence.objects.get().meeting == meeting


def test_a_withdrawn_row_keeps_its_reason_and_its_day(client):
    record = make.organisation()
    saved(pages.submit(client, pages.address(Organisation, "change", record.pk), withdrawn_reason="A double."))
    record.refresh_from_db()
    assert record.withdrawn_on == dt.datetime.now(dt.UTC).date()
    assert record.pk not in pages.shown(client.get(pages.address(Organisation)))
    point = make.point()
    rows = {"points-0-withdrawn_reason": "Nobody said that."}
    saved(pages.submit(client, pages.address(type(point.meeting), "change", point.meeting_id), **rows))
    point.refresh_from_db()
    assert (point.withdrawn_reason, point.withdrawn_on) == ("Nobody said that.", record.withdrawn_on)


def test_follow_up_links_lead_on_from_commitments_conditions_and_organisations(client):
    promise, condition = make.commitment(marking="TLP:GREEN"), make.condition()
    update = pages.filled_in(client.get(links_of(client, promise)["Log an update"]))
    assert update["commitment"] == [promise.pk]
    seen = pages.filled_in(client.get(links_of(client, promise)["Log a development on it"]))
    assert (seen["issuing_body"], seen["marking"]) == ([promise.made_by_id], ["TLP:GREEN"])
    judged = pages.filled_in(client.get(links_of(client, condition)["Assess this condition"]))
    assert (judged["condition"], judged["as_of"]) == ([condition.pk], [dt.datetime.now(dt.UTC).date().isoformat()])
    decided = pages.filled_in(client.get(links_of(client, promise.made_by)["Log a development it decided"]))
    assert decided["issuing_body"] == [promise.made_by_id]


def test_a_commitment_of_its_own_page_has_a_point_of_the_same_meeting(client):
    promise, point = make.commitment(), make.point()
    where = pages.address(Commitment, "change", promise.pk)
    said = pages.refusals(pages.submit(client, where, point=point.pk))
    assert said == {"point": ["This point belongs to another meeting."]}
    saved(pages.submit(client, where, point=make.point(meeting=promise.meeting).pk))
