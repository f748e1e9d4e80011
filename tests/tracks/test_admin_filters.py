"""What the lists' filters and their search find, in the words of the domain."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

import pytest

from tests import factories as make
from tests.config import admin_pages as pages
from tracks.models import (
    Assessment,
    Commitment,
    CommitmentUpdate,
    Condition,
    Development,
    Meeting,
    Organisation,
    Person,
)

DAY = dt.date(2024, 5, 19)


def names(user, model, **asked) -> list[str]:
    """What the rows of a filtered list are called, in alphabetical order."""
    rows = pages.changelist(user, model, urlencode(asked)).result_list
    return sorted(getattr(row, "title", "") or getattr(row, "name", "") or getattr(row, "text", "") for row in rows)


def test_a_year_finds_what_may_have_happened_in_it(desk):
    days = {
        "in May": {"date_from": DAY},
        "from 2023 to 2024": {"date_from": dt.date(2023, 12, 30), "date_to": dt.date(2024, 1, 2)},
        "the whole year": {"date_from": dt.date(2024, 1, 1), "date_precision": "year"},
        "the last quarter of 2023": {"date_from": dt.date(2023, 10, 1), "date_precision": "quarter"},
        "a week around New Year": {"date_from": dt.date(2024, 12, 30), "date_precision": "week"},
        "long ago": {"date_from": dt.date(2020, 12, 31)},
    }
    for title, dates in days.items():
        make.development(title=title, **dates)
    found = {year: set(names(desk, Development, year=year)) for year in ("2023", "2024", "2025", "earlier", "2022")}
    assert found["2024"] == {"in May", "from 2023 to 2024", "the whole year", "a week around New Year"}
    assert found["2023"] == {"from 2023 to 2024", "the last quarter of 2023"}
    assert found["2025"] == {"a week around New Year"}
    assert found["earlier"] == {"long ago"}
    assert found["2022"] == set()


def test_a_track_finds_records_on_several_tracks_once_and_what_belongs_to_them(desk):
    both = make.meeting(title="On two tracks", tracks=("health", "humanitarian"))
    make.meeting(title="Elsewhere", tracks=("macroeconomics",))
    make.commitment(meeting=both, text="To vaccinate.")
    assert names(desk, Meeting, track="health") == names(desk, Meeting, track="humanitarian") == ["On two tracks"]
    assert names(desk, Meeting, track="counternarcotics") == []
    assert names(desk, Commitment, track="health") == ["To vaccinate."]
    assert names(desk, Commitment, track="macroeconomics") == []


def test_a_rights_area_finds_what_bears_on_its_indicators(desk):
    for title, indicators in {"one": ["girls-schools-operation"], "none": [], "other": ["media-rules"]}.items():
        make.development(title=title, indicators=indicators)
    assert names(desk, Development, area="girls-education") == ["one"]
    assert names(desk, Development, area="media-freedom") == ["other"]


@pytest.mark.parametrize("model", [Meeting, Development, Assessment, CommitmentUpdate], ids=lambda m: m.__name__)
def test_whose_move_it_is(model, desk, lead):
    factory = {
        Meeting: make.meeting,
        Development: make.development,
        Assessment: make.assessment,
        CommitmentUpdate: make.commitment_update,
    }[model]
    mine = factory(created_by=desk)
    theirs = factory(created_by=lead)
    mine_submitted = factory(created_by=desk, submitted=True)
    returned = factory(created_by=desk, submitted=True)
    make.review.move(returned, "return", by=lead, reason="Name the source.")
    factory(created_by=desk, approved=True)

    def moves(user, move) -> set[str]:
        return set(pages.found(user, model, f"move={move}")[:-1])

    assert moves(desk, "draft") == {mine.pk}
    assert moves(lead, "draft") == {theirs.pk}
    assert moves(desk, "returned") == {returned.pk}
    assert moves(lead, "returned") == set()
    assert moves(lead, "review") == {mine_submitted.pk}
    assert moves(desk, "review") == set()


def test_what_was_withdrawn_is_left_out_alone_or_beside_the_rest(desk):
    make.organisation(name="Standing")
    make.organisation(name="Withdrawn", withdrawn_reason="A double.")
    meeting = make.meeting(title="Withdrawn meeting")
    make.commitment(meeting=meeting, text="Of it.")
    make.review.move(meeting, "withdraw", by=make.superuser("someone"), reason="It never took place.")
    for standing, expected in {"": {"Standing"}, "no": {"Withdrawn"}, "all": {"Standing", "Withdrawn"}}.items():
        asked = {"standing": standing} if standing else {}
        assert set(names(desk, Organisation, **asked)) & {"Standing", "Withdrawn"} == expected
    assert names(desk, Commitment) == names(desk, Meeting) == []
    assert names(desk, Commitment, standing="no") == ["Of it."]
    assert names(desk, Meeting, standing="no") == ["Withdrawn meeting"]


def test_the_state_of_a_commitment_is_that_of_today(desk):
    tomorrow = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    due = {"due_on": DAY}
    judged = {"kept in time": "kept", "partly kept": "partly_kept", "broken": "broken"}
    for text, state in judged.items():
        make.commitment_update(commitment=make.commitment(text=text, **due), state=state, approved=True)
    make.commitment_update(commitment=make.commitment(text="only drafted", **due), state="kept")
    make.commitment(text="open and late", **due)
    make.commitment(text="due tomorrow", due_on=tomorrow)
    make.commitment(text="without a date")
    assert names(desk, Commitment, state="overdue") == ["only drafted", "open and late", "partly kept"]
    assert names(desk, Commitment, state="open") == ["due tomorrow", "only drafted", "open and late", "without a date"]
    assert names(desk, Commitment, state="kept") == ["kept in time"]
    assert names(desk, Commitment, state="broken") == ["broken"]
    assert names(desk, Commitment, state="withdrawn") == []


def test_a_condition_that_nobody_judged_is_not_one_that_has_not_started(desk):
    judged = {"met": "met", "not started": "not_started"}
    for text, state in judged.items():
        make.assessment(condition=make.condition(text=text), state=state, approved=True)
    make.assessment(condition=make.condition(text="only drafted"), state="met")
    own = {"never": ["only drafted"], "met": ["met"], "not_started": ["not started"], "limited": []}
    loaded = set(names(desk, Condition, state="never")) - {"only drafted"}  # The published sets, judged by nobody.
    assert loaded
    for state, texts in own.items():
        assert sorted(set(names(desk, Condition, state=state)) - loaded) == texts, state


def test_names_are_found_in_any_script_and_common_spelling(desk):
    make.person(name="Mohammad Hassan", name_original="محمد حسن")
    make.person(name="Muhammad Yaqub", name_variants="Mullah Yaqoob\nYaqub Omar")
    make.person(name="Nazifa Zaki", name_original="نظیفه زکی")
    make.organisation(name="Directorate in Hilmand", name_original="ریاست هلمند")
    found = {
        "Mohammad": ["Mohammad Hassan", "Muhammad Yaqub"],
        "muhammed hasan": ["Mohammad Hassan"],
        "محمد": ["Mohammad Hassan", "Muhammad Yaqub"],
        "محمد حسن": ["Mohammad Hassan"],
        "yaqoob": ["Muhammad Yaqub"],
        "یعقوب": ["Muhammad Yaqub"],
        "زكي": ["Nazifa Zaki"],  # Arabic letters for the Persian ones
        "Nazifa Omar": [],
    }
    for typed, expected in found.items():
        assert names(desk, Person, q=typed) == expected, typed
    assert names(desk, Organisation, q="هلمند") == ["Directorate in Hilmand"]


def test_text_is_found_in_the_words_of_records_and_of_what_they_belong_to(desk):
    meeting = make.meeting(title="On banks", summary="بانک مرکزی", city="Doha")
    point = make.point(meeting=meeting, text="Frozen assets.", answer="To be studied.", answer_act="noted")
    attendance = make.attendance(meeting=meeting, person=make.person(name="Ahmad Wali"))
    citation = make.citation(meeting=meeting, source=make.source(publisher="Evening paper"), locator="p. 17")
    for typed in ("banks", "بانك", "doha", "banks doha"):
        assert names(desk, Meeting, q=typed) == ["On banks"], typed
    for row, words in {
        point: ("frozen", "studied", "banks"),
        attendance: ("ahmed", "banks"),
        citation: ("evening", "p. 17", "banks"),
    }.items():
        for typed in words:
            assert pages.found(desk, type(row), urlencode({"q": typed})) == [row.pk, 1], (row, typed)


# --- Forms --------------------------------------------------------------------------------


def test_a_meetings_page_asks_as_much_with_twenty_rows_of_each_kind_as_with_two(browse, desk):
    meeting = make.meeting(tracks=("health", "humanitarian"))
    condition, body, source = make.condition(), make.organisation(), make.source()
    client = browse(desk)
    asked = []
    for more in (2, 18):
        for _ in range(more):
            post = make.post(organisation=body)
            make.attendance(meeting=meeting, person=post.person, organisation=body, post=post)
            make.point(meeting=meeting, condition=condition, indicator_id="OPIUM_AREA")
            make.commitment(meeting=meeting, made_by=body, conditions=[condition], readers=[desk])
            make.citation(meeting=meeting, source=source)
        client.get(pages.address(Meeting, "change", meeting.pk))  # Content types are asked for once.
        asked.append(pages.queries(client, pages.address(Meeting, "change", meeting.pk)))
    assert asked[0] == asked[1]


def test_a_page_for_reading_asks_as_much_with_many_rows_as_with_few(browse, reader):
    condition = make.condition()
    client = browse(reader)
    asked = []
    for more in (2, 18):
        for _ in range(more):
            make.citation(condition=condition, source=make.source())
        client.get(pages.address(Condition, "change", condition.pk))
        asked.append(pages.queries(client, pages.address(Condition, "change", condition.pk)))
    assert asked[0] == asked[1]
