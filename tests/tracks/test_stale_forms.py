"""Two people, one record: who saves second is told, sees both versions, and loses nothing."""

from __future__ import annotations

import pytest
from django.contrib.admin import ModelAdmin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.admin.stale import StaleMixin
from tests import factories as make
from tests.config import admin_pages as pages
from tests.conftest import person
from tracks.models import Track

TAKEN = "Changed meanwhile, untouched by you: the form now holds what is stored."
BOTH = "Changed meanwhile, and by you: the form holds yours."
MINE = "Changed by you alone: the form holds yours."


@pytest.fixture
def first(desk, browse):
    """Who saves first."""
    return browse(desk)


@pytest.fixture
def second(db, browse):
    """Who opened the form before, and saves it then."""
    return browse(person("second", "desk officer"))


def change(row) -> str:
    return pages.address(type(row), "change", row.pk)


def save(client, row, opened=None, **changes):
    """Save a form that was opened before, or is opened now."""
    sent = pages.filled_in(client.get(change(row))) if opened is None else opened
    return client.post(change(row), sent | changes | {"_save": "1"})


def saved(client, row, opened=None, **changes):
    response = save(client, row, opened, **changes)
    assert response.status_code == 302, pages.refusals(response)


def told(response) -> dict[str, dict[str, tuple[str, str, str, str]]]:
    """What a refused form shows: of each row its fields as (opened, stored, typed, what the form holds)."""
    assert response.status_code == 200, response.status_code
    return {
        row.what.partition(":")[0]: {
            one.name: (one.opened, one.stored, one.typed, one.outcome) for one in row.differences
        }
        for row in response.context["conflict"].rows
    }


# --- Both versions, field by field ----------------------------------------------------------


def test_both_versions_are_shown_and_what_was_typed_stays(first, second, desk):
    row = make.development(title="As it was", narrative="Long ago.", place="Balkh", scope="subnational")
    opened = pages.filled_in(second.get(change(row)))
    saved(first, row, title="As the first has it", narrative="Not so\r\nlong ago.", tracks=["health"])
    response = save(second, row, opened, title="As the second has it", place="Hirat")
    assert told(response) == {
        "Development": {
            "title": ("As it was", "As the first has it", "As the second has it", BOTH),
            "narrative": ("Long ago.", "Not so\r\nlong ago.", "Long ago.", TAKEN),
            "tracks": (
                str(Track.objects.get(pk="macroeconomics")),
                "Health and nutrition",
                *[str(Track.objects.get(pk="macroeconomics")), TAKEN],
            ),
            "place": ("Balkh", "Balkh", "Hirat", MINE),
        }
    }
    row.refresh_from_db()
    assert (row.title, row.place) == ("As the first has it", "Balkh")
    text = pages.text_of(response)
    assert f"changed {row.updated_at:%Y-%m-%d %H:%M} UTC, desk" in text
    assert text.count('role="alert"') == 1
    assert "<title>Error: " in text.replace("\n", "")
    assert pages.refusals(response) == {"__all__": ["This development was changed since you opened it."]}


def test_saving_again_after_reading_keeps_what_both_did(first, second):
    row = make.development(title="As it was", narrative="Long ago.", scope="subnational", place="Balkh")
    opened = pages.filled_in(second.get(change(row)))
    saved(
        first,
        row,
        narrative="Not so long ago.",
        tracks=["health", "humanitarian"],
        date_precision="month",
        date_from="2024-05-01",
        marking="TLP:CLEAR",
        marking_reason="It was published.",
    )
    refused = save(second, row, opened, title="As the second has it", provinces=["AF32"])
    saved(second, row, pages.filled_in(refused))
    row.refresh_from_db()
    assert (row.title, row.narrative, row.marking) == ("As the second has it", "Not so long ago.", "TLP:CLEAR")
    assert (row.date_precision, str(row.date_from)) == ("month", "2024-05-01")
    assert {track.pk for track in row.tracks.all()} == {"health", "humanitarian"}
    assert {province.pk for province in row.provinces.all()} == {"AF32"}


def test_who_is_refused_twice_is_shown_what_came_in_between(first, second):
    row = make.organisation(name="One")
    opened = pages.filled_in(second.get(change(row)))
    saved(first, row, name="Two")
    refused = save(second, row, opened, acronym="M")
    saved(first, row, name="Three")
    again = save(second, row, pages.filled_in(refused))
    assert told(again) == {"Organisation": {"name": ("Two", "Three", "Two", TAKEN), "acronym": ("", "", "M", MINE)}}
    saved(second, row, pages.filled_in(again))
    row.refresh_from_db()
    assert (row.name, row.acronym) == ("Three", "M")


def test_a_box_that_was_ticked_and_a_link_that_was_taken_away_are_not_undone(first, second):
    row = make.meeting(public=False, follows=make.meeting(title="The one before"), province=None)
    opened = pages.filled_in(second.get(change(row)))
    saved(first, row, public="on", follows="")
    refused = save(second, row, opened, summary="Typed.")
    assert told(refused)["Meeting"]["public"] == ("no", "yes", "no", TAKEN)
    assert told(refused)["Meeting"]["follows"][1] == ""
    saved(second, row, pages.filled_in(refused))
    row.refresh_from_db()
    assert (row.public, row.follows, row.summary) == (True, None, "Typed.")


def test_only_links_were_changed_and_the_second_is_told(first, second):
    row = make.meeting(tracks=("health",))
    opened = pages.filled_in(second.get(change(row)))
    saved(first, row, tracks=["health", "humanitarian"])
    refused = save(second, row, opened, tracks=["health", "detainees"])
    opened_then, stored, typed, outcome = told(refused)["Meeting"]["tracks"]
    assert (opened_then, outcome) == ("Health and nutrition", BOTH)
    assert "Humanitarian response" in stored
    assert "Detainees" in typed
    assert sorted(pages.filled_in(refused)["tracks"]) == ["detainees", "health"]
    assert row.tracks.count() == 2


def test_an_end_of_line_that_the_browser_writes_in_its_own_way_is_no_change_of_the_second(first, second):
    row = make.development(narrative="One\nTwo")
    opened = pages.filled_in(second.get(change(row))) | {"narrative": "One\r\nTwo"}
    saved(first, row, narrative="One\r\nTwo\r\nThree")
    assert told(save(second, row, opened))["Development"]["narrative"][-1] == TAKEN


def test_without_a_version_that_can_be_found_both_are_shown_and_what_was_typed_stays(first, second):
    row = make.organisation(name="Stored")
    opened = pages.filled_in(second.get(change(row)))
    refused = save(second, row, opened | {"version": "2001-01-01T00:00:00.000000+00:00"}, name="Typed")
    assert told(refused) == {"Organisation": {"name": ("", "Stored", "Typed", "The form holds yours.")}}
    assert "When you opened it" not in pages.text_of(refused)
    saved(second, row, pages.filled_in(refused))
    row.refresh_from_db()
    assert row.name == "Typed"


def test_what_is_not_sent_at_all_is_not_taken_for_emptied(first, second):
    row = make.development(narrative="Stays.", place="Balkh", scope="subnational")
    refused = save(second, row, {"title": "Sent alone"})
    assert pages.filled_in(refused)["narrative"] == ["Stays."]
    assert pages.filled_in(refused)["title"] == ["Sent alone"]


# --- Rows of a form ---------------------------------------------------------------------------


def test_a_row_that_somebody_changed_on_its_own_page_is_not_overwritten_by_its_records_form(first, second):
    meeting = make.meeting()
    point, other = make.point(meeting=meeting, text="As it was"), make.point(meeting=meeting, position=2)
    opened = pages.filled_in(second.get(change(meeting)))
    assert [opened[f"points-{n}-ref"][0] for n in (0, 1)] == [point.pk, other.pk]
    saved(first, point, text="As the first has it", answer="No.", answer_act="refused")
    new = pages.rows("points", {"raised_by": "us", "speech_act": "urged", "text": "New, by the second"}, initial=2)
    typed = {"title": "A title by the second", "points-0-text": "As the second has it", "points-1-text": "Reworded"}
    refused = save(second, meeting, opened, **new, **typed)
    assert told(refused) == {
        "Meeting": {"title": ("A meeting in Doha", "A meeting in Doha", "A title by the second", MINE)},
        "Point": {
            "text": ("As it was", "As the first has it", "As the second has it", BOTH),
            "answer_act": ("", "Refused", "", TAKEN),
            "answer": ("", "No.", "", TAKEN),
        },
    }
    assert pages.refusals(refused)["points-0-__all__"] == ["This point was changed since you opened it."]
    meeting.refresh_from_db()
    assert (meeting.title, meeting.points.count()) == ("A meeting in Doha", 2), "Nothing of the whole form is saved."
    saved(second, meeting, pages.filled_in(refused))
    texts = meeting.points.order_by("position", "ref").values_list("text", "answer")
    assert sorted(texts) == [("As the second has it", "No."), ("New, by the second", ""), ("Reworded", "")]
    meeting.refresh_from_db()
    assert meeting.title == "A title by the second"


def test_rows_that_somebody_added_are_told_and_come_before_those_that_the_second_adds(first, second):
    meeting = make.meeting()
    point = {"raised_by": "us", "speech_act": "raised"}
    opened = pages.filled_in(second.get(change(meeting)))
    saved(first, meeting, **pages.rows("points", point | {"text": "By the first"}))
    refused = save(second, meeting, opened, **pages.rows("points", point | {"text": "By the second"}))
    assert [row for row in refused.context["conflict"].added if "By the first" in row]
    assert "By the first" in pages.text_of(refused)
    saved(second, meeting, pages.filled_in(refused))
    assert list(meeting.points.values_list("position", "text")) == [(1, "By the first"), (2, "By the second")]


def test_rows_that_come_and_go_leave_each_row_with_its_own_form(first, second):
    meeting, elsewhere = make.meeting(), make.meeting(title="Elsewhere")
    rows = [make.point(meeting=meeting, position=n, text=f"Point {n}") for n in (1, 2, 3)]
    opened = pages.filled_in(second.get(change(meeting)))
    make.point(meeting=meeting, position=0, text="It came")
    rows[1].meeting = elsewhere  # No form moves it; other programs may.
    rows[1].save()
    refused = save(second, meeting, opened, **{"points-1-text": "Typed where it went"})
    assert "No longer one of these rows: #2. Copy what you typed there" in str(pages.refusals(refused)["points"])
    shown = next(i for i in refused.context["inline_admin_formsets"] if i.formset.prefix == "points")
    paired = [(row.original and row.original.pk, row.form["text"].value()) for row in list(shown)[:3]]
    assert paired == [(rows[0].pk, "Point 1"), (None, "Typed where it went"), (rows[2].pk, "Point 3")]
    assert "Typed where it went" in pages.text_of(refused)
    rows[1].refresh_from_db()
    assert (rows[1].text, rows[1].meeting) == ("Point 2", elsewhere)


def test_a_row_that_was_withdrawn_meanwhile_stays_so_and_keeps_what_was_typed(first, second):
    condition = make.condition()
    row = make.benchmark(condition=condition, text="As it was")
    opened = pages.filled_in(second.get(change(condition)))
    saved(first, condition, **{"benchmarks-0-withdrawn_reason": "Nobody measures it."})
    refused = save(second, condition, opened, **{"benchmarks-0-text": "Reworded"})
    assert set(told(refused)) == {"Condition", "Benchmark"}
    assert told(refused)["Benchmark"]["withdrawn_reason"] == ("", "Nobody measures it.", "", TAKEN)
    saved(second, condition, pages.filled_in(refused))
    row.refresh_from_db()
    assert (row.text, row.withdrawn_reason) == ("Reworded", "Nobody measures it.")


def test_what_else_is_wrong_is_said_with_the_next_save(first, second):
    meeting = make.meeting()
    make.point(meeting=meeting)
    opened = pages.filled_in(second.get(change(meeting)))
    saved(first, meeting, summary="By the first")
    refused = save(second, meeting, opened, title="", date_from="yesterday")
    assert set(pages.refusals(refused)) == {"__all__"}
    assert pages.filled_in(refused)["date_from"] == ["yesterday"]
    again = save(second, meeting, pages.filled_in(refused))
    assert set(pages.refusals(again)) == {"title", "date_from"}


# --- What it costs ----------------------------------------------------------------------------


def test_a_save_that_nobody_disturbs_asks_only_for_its_locks_besides(first, monkeypatch):
    meeting = make.meeting()
    for n in range(10):
        make.point(meeting=meeting, position=n)
    make.attendance(meeting=meeting)
    asked = []
    for _ in range(2):
        opened = pages.filled_in(first.get(change(meeting)))
        with CaptureQueriesContext(connection) as captured:
            saved(first, meeting, opened)
        asked.append(len(captured))
        for name in ("changeform_view", "get_formset_kwargs"):
            monkeypatch.setattr(StaleMixin, name, getattr(ModelAdmin, name))
    locks, savepoint = 3, 2  # Of the meeting, its points and its attendances.
    assert asked[0] - asked[1] <= locks + savepoint
