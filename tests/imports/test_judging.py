"""Rows are new, changed, unchanged or wrong; all of them are saved, or none."""

from __future__ import annotations

import datetime as dt

import pytest

from config.imports.files import Unreadable
from config.models import Trace
from rights.models import Reading, Source
from tests import factories as make
from tracks.models import Citation, Development, Meeting, Organisation, Person, Track

from . import files
from .files import DEVELOPMENT, ORGANISATION, judged, only, problems, saved, states

MODELS = {
    "developments": Development,
    "organisations": Organisation,
    "people": Person,
    "meetings": Meeting,
    "readings": Reading,
    "sources": Source,
}


def test_values_that_are_hashed_alike_are_two(desk):
    rows = [files.READING | {"value": value} for value in ("-1", "-2")]
    assert states(judged("readings", files.data(*rows), desk)) == ["new", "new"]


@pytest.mark.parametrize("kind", files.PLAIN)
def test_a_new_row_becomes_a_draft_that_says_where_it_came_from(kind, desk):
    content = files.data(files.PLAIN[kind])
    assert states(judged(kind, content, desk)) == ["new"]
    assert MODELS[kind].objects.filter(origin__startswith="sha256:").count() == 0
    run = files.of(kind, content, desk)
    outcome = run.save()
    assert (states(outcome), outcome.saved) == (["new"], True)
    row = MODELS[kind].objects.get(origin__startswith="sha256:")
    assert row.origin == f"sha256:{run.sha256}:2"
    assert (row.created_by, row.updated_by) == (desk, desk)
    assert getattr(row, "review_state", "draft") == "draft"
    (version,) = row.history.all()
    assert version.history_user == desk
    assert version.history_change_reason.startswith(f"import {run.sha256} 2 ")
    assert row.full_clean() is None
    assert Trace.objects.filter(kind="imported", words__contains=run.sha256, who=desk).count() == 1


@pytest.mark.parametrize("kind", files.PLAIN)
def test_the_same_file_twice_changes_nothing(kind, desk):
    content = files.data(files.PLAIN[kind])
    saved(kind, content, desk)
    before = MODELS[kind].history.count()
    again = saved(kind, content, desk)
    assert (states(again), again.saved) == (["unchanged"], False)
    assert MODELS[kind].history.count() == before


@pytest.mark.parametrize("kind", files.PLAIN)
def test_the_same_rows_in_another_file_are_found_by_what_tells_them_apart(kind, desk):
    saved(kind, files.data(files.PLAIN[kind]), desk)
    other = files.data(files.PLAIN[kind], separator=";")
    assert states(judged(kind, other, desk)) == ["unchanged"]


def test_links_are_set_and_stand_in_the_first_version(desk):
    row = DEVELOPMENT | {"scope": "subnational", "provinces": "Helmand; هرات", "tracks": "macroeconomics; health"}
    saved("developments", files.data(row), desk)
    record = Development.objects.get()
    assert sorted(record.provinces.values_list("name", flat=True)) == ["Hilmand", "Hirat"]
    assert {track.pk for track in record.tracks.all()} == {"macroeconomics", "health"}
    version = record.history.get()
    assert {row.track_id for row in version.tracks.all()} == {"macroeconomics", "health"}
    assert version.provinces.count() == 2


def test_a_reference_finds_its_row_and_what_differs_is_changed(desk):
    there = make.development(title="Old", created_by=desk)
    row = DEVELOPMENT | {"ref": there.pk, "title": "New", "tracks": "health"}
    outcome = judged("developments", files.data(row), desk)
    changes = {c.column: (c.before, c.after) for c in only(outcome).changes}
    assert changes["title"] == ("Old", "New")
    assert changes["tracks"] == ("macroeconomics", "health")
    saved("developments", files.data(row), desk)
    there.refresh_from_db()
    assert there.title == "New"
    assert [track.pk for track in there.tracks.all()] == ["health"]
    assert there.updated_by == desk


def test_an_empty_cell_takes_nothing_away(desk):
    body = make.organisation(acronym="MoM", name="Ministry of Mines")
    outcome = judged(
        "organisations", files.data(ORGANISATION | {"ref": body.pk, "acronym": "", "name_variants": ""}), desk
    )
    assert states(outcome) == ["unchanged"]


def test_one_wrong_row_keeps_all_of_them_out(desk):
    content = files.data(DEVELOPMENT, DEVELOPMENT | {"title": "Other", "direction": "sideways"})
    outcome = files.of("developments", content, desk).save()
    assert states(outcome) == ["new", "wrong"]
    assert not outcome.saved
    assert not Development.objects.exists()
    ((number, column, value, words),) = problems(outcome)
    assert (number, column, value) == (3, "direction", "sideways")
    assert "opening, improvement, no_change" in words


def test_all_that_is_wrong_in_a_row_is_said_at_once(desk):
    row = DEVELOPMENT | {"date_from": "03/04/25", "direction": "up", "provinces": "Atlantis", "scope": ""}
    found = {column for _, column, _, _ in problems(judged("developments", files.data(row), desk))}
    assert found == {"date_from", "direction", "provinces", "scope"}


@pytest.mark.parametrize(
    ("changes", "column", "words"),
    [
        ({"date_from": "03/04/25"}, "date_from", "one way only"),
        ({"date_from": "2024-02-30"}, "date_from", "no such day"),
        ({"date_from": "1403-02-30"}, "date_from", "looks like Solar Hijri"),
        ({"date_from": "2999-01-01"}, "date_from", "lies ahead"),
        ({"date_to": "2024-05-01"}, "date_to", "before the first day"),
        ({"reported_on": "2024-05-01"}, "reported_on", "before it happened"),
        ({"tracks": ""}, "tracks", "Name a track or an indicator"),
        ({"tracks": "no-such-track"}, "tracks", "Accepted: "),
        ({"provinces": "Kabul"}, "provinces", "national development has no provinces"),
        ({"title": "x" * 301}, "title", "at most 300"),
        ({"title": " "}, "title", "missing"),
        ({"title": "a\x00b"}, "title", "NUL"),
        ({"ref": "DEV-1999-ZZZZZZ"}, "ref", "You see no development"),
        ({"ref": "MTG-1999-ZZZZ"}, "ref", "no reference of a development"),
        ({"issuing_body": "Nobody"}, "issuing_body", "You see no such organisation"),
        ({"marking": "SECRET"}, "marking", "TLP:AMBER+STRICT"),
        ({"source": "https://example.org/none"}, "source", "You see no such source"),
    ],
)
def test_what_is_wrong_is_named_with_what_would_be_accepted(changes, column, words, desk):
    found = problems(judged("developments", files.data(DEVELOPMENT | changes), desk))
    assert [one for one in found if one[1] == column and words in one[3]], found


def test_rows_that_say_the_same_are_told_of(desk):
    outcome = judged("developments", files.data(DEVELOPMENT, DEVELOPMENT), desk)
    assert states(outcome) == ["new", "wrong"]
    assert problems(outcome) == [(3, "", "", "Row 2 says the same. Keep one of them.")]


def test_a_development_can_bring_its_citation(desk):
    source = make.source(url="https://example.org/1")
    row = DEVELOPMENT | {"source": source.url, "credibility": "2", "locator": "p. 3"}
    saved("developments", files.data(row), desk)
    citation = Citation.objects.get(development__isnull=False)
    assert (citation.development.title, citation.source, citation.credibility) == (row["title"], source, "2")
    assert states(judged("developments", files.data(row), desk)) == ["unchanged"]
    assert states(judged("developments", files.data(row | {"locator": "p. 4"}), desk)) == ["changed"]
    saved("developments", files.data(row | {"locator": "p. 4"}), desk)
    assert Citation.objects.filter(development__isnull=False).count() == 2


def test_an_unknown_column_is_refused_since_it_would_be_lost(desk):
    with pytest.raises(Unreadable, match=r"“titel” is none of the columns of developments.*Is it title"):
        judged("developments", files.data({"titel": "x"} | DEVELOPMENT), desk)
    outcome = judged("developments", files.data({"extra": "x"} | DEVELOPMENT), desk, leave_out=("Extra",))
    assert (states(outcome), outcome.left_out) == (["new"], ["extra"])


def test_columns_of_our_own_exports_that_nobody_fills_in_are_left_out(desk):
    outcome = judged("developments", files.data(DEVELOPMENT | {"created_at": "x", "review_state": "approved"}), desk)
    assert (states(outcome), outcome.left_out) == (["new"], ["created_at", "review_state"])


def test_a_retired_track_stays_where_it_is_and_comes_to_no_other_row(desk):
    there = make.development(tracks=("macroeconomics", "health"), issuing_body=make.organisation())
    other = make.development(title="Another")
    Track._base_manager.filter(pk="health").update(retired_on=dt.date(2024, 1, 1))
    both = {"tracks": "macroeconomics; health", "place": "Kabul"}
    saved("developments", files.data({"ref": there.pk} | both), desk)
    there.refresh_from_db()
    assert (there.place, there.tracks.count()) == ("Kabul", 2)
    nowhere = problems(judged("developments", files.data(DEVELOPMENT | {"tracks": "nowhere"}), desk))[0][3]
    for row in ({"ref": other.pk} | both, DEVELOPMENT | both):
        ((_, column, value, words),) = problems(judged("developments", files.data(row), desk))
        assert (column, value, words) == ("tracks", both["tracks"], nowhere)


def test_a_number_with_more_digits_than_are_kept_exactly_is_refused(desk):
    row = {"indicator": "OPIUM_AREA", "value": "999999999999.9999", "unit": "hectares", "publisher": "UNODC"}
    row |= {"qualifier": "estimate"}
    days = {"period_from": "2024-01-01", "period_to": "2024-12-31"}
    told = problems(judged("readings", files.data(row | days), desk))
    assert [(column, "at most 15 are kept exactly" in words) for _, column, _, words in told] == [("value", True)]
