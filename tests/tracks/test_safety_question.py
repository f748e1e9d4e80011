"""The question about what could hurt somebody: it asks, blocks nothing that is answered, and is traced."""

from __future__ import annotations

import pytest

from config import review
from config.models import Trace
from tests import factories as make
from tests.config import admin_pages as pages
from tracks.models import Meeting

NUMBER = "0799123456"
PLACE = "34.5553, 69.2075"
QUESTION = "Could this hurt somebody if it leaks?"


def traced() -> list[tuple[str, str]]:
    return list(Trace.objects.filter(kind="safety").values_list("words", "reason"))


@pytest.fixture
def meeting(desk):
    return make.meeting(created_by=desk, marking="TLP:AMBER", tracks=("health",))


@pytest.fixture
def client(desk):
    return pages.signed_in(desk)


def change(client, meeting, **typed):
    where = pages.address(Meeting, "change", meeting.pk)
    return client.post(where, pages.filled_in(client.get(where)) | typed)


def test_it_asks_before_it_saves_and_says_where(client, meeting):
    answer = change(client, meeting, summary=f"Call {NUMBER}.")
    assert QUESTION in pages.text_of(answer)
    assert pages.refusals(answer) == {"summary": [f"This looks like a phone number: {NUMBER}. See the question above."]}
    meeting.refresh_from_db()
    assert NUMBER not in meeting.summary
    assert traced() == []


def test_kept_it_is_saved_and_the_answer_is_traced_without_what_was_found(client, meeting):
    answer = change(
        client, meeting, summary=f"Call {NUMBER}.", safety_answer="keep", safety_reason="It is in the press."
    )
    assert answer.status_code == 302
    meeting.refresh_from_db()
    assert NUMBER in meeting.summary
    assert traced() == [("Looks like phone number in a meeting: kept as it is.", "It is in the press.")]


def test_an_answer_with_what_no_database_stores_loses_nothing(client, meeting):
    answer = change(client, meeting, summary=f"Call {NUMBER}.", safety_answer="keep", safety_reason="a\0b")
    assert answer.status_code == 302
    assert traced() == [("Looks like phone number in a meeting: kept as it is.", "ab")]


@pytest.mark.parametrize("marking", ["TLP:AMBER+STRICT", "TLP:RED"])
def test_marked_closely_it_is_saved(client, meeting, marking):
    assert change(client, meeting, summary=f"Call {NUMBER}.", marking=marking).status_code == 302
    assert traced() == [("Looks like phone number in a meeting: marked closely.", "")]


def test_taken_out_it_is_saved_and_traced_as_that(client, meeting):
    asked = change(client, meeting, summary=f"Call {NUMBER}.")
    where = pages.address(Meeting, "change", meeting.pk)
    answer = client.post(where, pages.filled_in(asked) | {"summary": "Call him."})
    assert answer.status_code == 302
    assert traced() == [("Looks like phone number in a meeting: taken out.", "")]


def test_what_was_answered_is_not_asked_again_until_it_is_changed(client, meeting):
    assert change(client, meeting, summary=f"Call {NUMBER}.", safety_answer="keep").status_code == 302
    assert change(client, meeting, title="Another title").status_code == 302
    assert len(traced()) == 1
    assert QUESTION in pages.text_of(change(client, meeting, summary=f"Do call {NUMBER}."))


def test_rows_of_the_form_are_looked_through_too_and_need_one_answer(client, meeting):
    make.point(meeting=meeting, text="A point")
    where = pages.address(Meeting, "change", meeting.pk)
    opened = pages.filled_in(client.get(where))
    (name,) = [field for field, value in opened.items() if value == ["A point"]]
    sent = opened | {name: "Write to somebody@example.org"}
    answer = client.post(where, sent)
    assert list(pages.refusals(answer)) == [name]
    assert client.post(where, sent | {"safety_answer": "keep"}).status_code == 302
    assert traced() == [("Looks like e-mail address in a meeting: kept as it is.", "")]


def test_exact_places_are_asked_about_in_what_is_written_on_detainees_alone(client, meeting):
    assert change(client, meeting, summary=f"Met at {PLACE}.").status_code == 302
    answer = change(client, meeting, summary=f"Held at {PLACE}.", tracks=["detainees"])
    assert "exact place" in str(pages.refusals(answer))
    indicator = make.indicator(area_id="political-prisoners")
    where = pages.address(make.development().__class__, "add")
    answer = client.post(where, pages.filled_in(client.get(where)) | {"narrative": PLACE, "indicators": [indicator.pk]})
    assert "exact place" in str(pages.refusals(answer).get("narrative"))


def test_the_answer_stays_given_while_something_else_is_wrong(client, meeting):
    answer = change(client, meeting, summary=f"Call {NUMBER}.", safety_answer="keep", title="")
    assert list(pages.refusals(answer)) == ["title"]
    assert pages.filled_in(answer)["safety_answer"] == ["keep"]


# --- Where more people are to see what stands there already --------------------------------------


@pytest.fixture
def close(desk):
    """A meeting that was marked closely, so that nobody asked what its words and those of a point hold."""
    meeting = make.meeting(created_by=desk, marking="TLP:AMBER+STRICT", summary=f"Call {NUMBER}.")
    make.point(meeting=meeting, text="Write to somebody@example.org")
    return meeting


def test_marked_lower_it_asks_about_all_that_it_holds(client, close):
    lower = {"marking": "TLP:AMBER", "marking_reason": "It was published."}
    answer = change(client, close, **lower)
    assert sorted(pages.refusals(answer)) == ["points-0-text", "summary"]
    assert change(client, close, **lower, safety_answer="keep").status_code == 302
    assert traced() == [("Looks like e-mail address, phone number in a meeting: kept as it is.", "")]


def test_the_page_for_closed_records_asks_too(client, close):
    review.move(close, "submit", by=close.created_by)
    review.move(close, "approve", by=make.superuser("second"))
    where = pages.address(Meeting, "access", close.pk)
    client = pages.signed_in(pages.who("track lead"))
    lower = pages.filled_in(client.get(where)) | {"marking": "TLP:GREEN", "marking_reason": "It was published."}
    answer = client.post(where, lower)
    assert QUESTION in pages.text_of(answer)
    assert NUMBER in pages.text_of(answer) and "somebody@example.org" in pages.text_of(answer)
    assert client.post(where, lower | {"safety_answer": "keep"}).status_code == 302
    assert traced() == [("Looks like e-mail address, phone number in a meeting: kept as it is.", "")]


def test_a_marking_that_is_sent_with_a_part_does_not_silence_it(client, meeting):
    point = make.point(meeting=meeting, text="A point")
    where = pages.address(type(point), "change", point.pk)
    sent = pages.filled_in(client.get(where)) | {"text": f"Call {NUMBER}.", "marking": "TLP:RED"}
    assert list(pages.refusals(client.post(where, sent))) == ["text"]


def test_exact_places_count_in_parts_of_what_is_written_on_detainees(client):
    condition = make.condition(area_id="political-prisoners", marking="TLP:AMBER")
    row = make.benchmark(condition=condition)
    where = pages.address(type(row), "change", row.pk)
    client = pages.signed_in(pages.who("track lead"))
    answer = client.post(where, pages.filled_in(client.get(where)) | {"text": f"Held at {PLACE}."})
    assert "exact place" in str(pages.refusals(answer))


# --- Reasons --------------------------------------------------------------------------------------


def test_a_reason_of_the_review_is_looked_through(client, meeting):
    review.move(meeting, "submit", by=meeting.created_by)
    where = pages.address(Meeting, "review", meeting.pk, "return")
    client = pages.signed_in(pages.who("track lead"))
    sent = pages.filled_in(client.get(where)) | {"reason": f"Ask {NUMBER} again."}
    answer = client.post(where, sent)
    assert QUESTION in pages.text_of(answer)
    meeting.refresh_from_db()
    assert meeting.review_state == "submitted"
    assert (
        client.post(where, sent | {"safety_answer": "keep", "safety_reason": f"{NUMBER} is public."}).status_code == 302
    )
    assert traced() == [("Looks like phone number in a meeting: kept as it is.", "[phone number] is public.")]


def test_the_reason_of_a_lower_marking_is_looked_through(client, meeting):
    answer = change(client, meeting, marking="TLP:GREEN", marking_reason=f"Says {NUMBER}.")
    assert list(pages.refusals(answer)) == ["marking_reason"]
