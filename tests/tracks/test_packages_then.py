"""A package of June made in December is June's; what was closed since stays closed, and the house is told."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.exports import all_reports
from config.packages import Chosen
from config.packages.then import as_known
from config.scales import Marking
from config.visibility import HOUSE
from rights.models import Indicator
from tests import factories as make
from tracks.models import Development, Track

from .golden import record
from .golden.written import csv_of
from .packaging import DECEMBER, JULY, JUNE, PERIOD, at, bytes_of, refs, rows, written


def second():
    return make.superuser("factory-second")


def reopened(row):
    make.review.move(row, "reopen", by=second(), reason="A word was wrong.")
    return row


def test_made_again_after_half_a_year_of_work_it_is_the_same_bytes(lead, tmp_path):
    with record.frozen():
        record.build()
    with at(JUNE):
        changed = make.development(provinces=("AF01",), approved=True)
        meeting = make.meeting(tracks=("health",), marking="TLP:GREEN", approved=True)
        lowered = make.development(marking="TLP:AMBER+STRICT", approved=True)
        condition = make.condition(marking="TLP:GREEN")
    with at(JULY):
        then = written(lead, tmp_path / "then")
    with at(DECEMBER):
        reopened(changed)
        changed.title = "Another title"
        changed.save()
        changed.provinces.set(["AF02", "AF03"])
        changed.tracks.clear()
        make.citation(development=changed)
        make.development(title="Only now", approved=True)
        make.point(meeting=reopened(meeting), text="Remembered late.")
        lowered.marking_reason, lowered.marking = "Published since.", "TLP:GREEN"
        lowered.save()
        make.assessment(condition=condition, state="met", marking="TLP:GREEN", approved=True)
        retired = Indicator.objects.exclude(area=None).first()
        retired.retired_on, retired.definition = dt.date(2030, 10, 1), "Another definition."
        retired.save()
        Track.objects.get(pk="health").indicators.clear()
        again = written(lead, tmp_path / "again")
        today = written(lead, tmp_path / "today", known_at=DECEMBER + dt.timedelta(days=1))
    assert bytes_of(again) == bytes_of(then)
    assert again.withheld == ()
    assert len(refs(today, "developments")) == len(refs(then, "developments")) + 1
    assert lowered.ref not in refs(again, "developments")


@pytest.mark.parametrize("how", ["closer", "withdrawn"])
def test_what_was_closed_since_is_left_out_and_counted(lead, tmp_path, how):
    with at(JUNE):
        kept = make.development(marking="TLP:GREEN", approved=True)
        closed = make.development(marking="TLP:GREEN", title="Told too much", approved=True)
        follows = make.development(marking="TLP:GREEN", follows=closed, approved=True)
        citation = make.citation(development=closed)
    with at(JULY):
        then = written(lead, tmp_path / "then")
    with at(DECEMBER):
        if how == "closer":
            closed.marking = "TLP:RED"
            closed.save()
        else:
            make.review.move(closed, "withdraw", by=second(), reason="Untrue.")
        again = written(lead, tmp_path / "again")
    assert {kept.ref, closed.ref} <= refs(then, "developments")
    assert refs(again, "developments") == refs(then, "developments") - {closed.ref}
    assert refs(again, "citations") == refs(then, "citations") - {citation.ref}
    text = b"".join(bytes_of(again).values()).decode()
    assert closed.ref not in text
    assert "Told too much" not in text
    assert {row["ref"]: row["follows"] for row in rows(again, "developments")}[follows.ref] == ""
    assert again.withheld == (
        "developments: rows known then and left out, as they were withdrawn or closed to this profile since: 1.",
        "citations: rows known then and left out, as they were withdrawn or closed to this profile since: 1.",
        "developments.follows: cells that no longer name what was withdrawn or closed to this profile since: 1.",
    )


def test_a_reader_group_that_was_taken_away_since_opens_nothing(partner, tmp_path):
    group = partner.groups.get()
    with at(JUNE):
        released = make.development(marking="TLP:GREEN", approved=True)
        released.reader_groups.add(group)
    with at(JULY):
        then = written(partner, tmp_path / "then", ceiling=Marking.GREEN)
    with at(DECEMBER):
        released.reader_groups.clear()
        again = written(partner, tmp_path / "again", ceiling=Marking.GREEN)
    assert released.ref in refs(then, "developments")
    assert released.ref not in refs(again, "developments")


def test_a_release_that_came_later_was_not_in_it(partner, tmp_path):
    with at(JUNE):
        record = make.development(marking="TLP:GREEN", approved=True)
    with at(DECEMBER):
        record.reader_groups.add(partner.groups.get())
        package = written(partner, tmp_path, ceiling=Marking.GREEN)
    assert record.ref not in refs(package, "developments")


def test_the_changes_name_what_came_what_changed_and_what_went(lead, tmp_path):
    with at(JUNE):
        kept = make.development(title="=before", marking="TLP:GREEN", approved=True)
        gone = make.development(marking="TLP:GREEN", title="Gone since", approved=True)
    with at(JULY):
        then = written(lead, tmp_path / "then")
        came = make.development(marking="TLP:GREEN", approved=True)
        reopened(kept)
        kept.title = "After"
        kept.save()
        make.review.move(kept, "submit", by=make.superuser("factory-first"))
        make.review.move(kept, "approve", by=second())
        make.review.move(gone, "withdraw", by=second(), reason="Untrue.")
    with at(DECEMBER):
        july = PERIOD.after()
        now = written(lead, tmp_path / "now", previous=then.path, period=july, as_of=july.end, known_at=july.over())
    found = [tuple(row.values()) for row in rows(now, "changes") if row["file"] == "developments"]
    assert ("developments", came.ref, "added", "", "", "") in found
    assert ("developments", kept.ref, "changed", "title", "'=before", "After") in found
    assert ("developments", gone.ref, "withdrawn", "", "", "") in found
    assert not [row for row in found if row[3] == "updated_at"]
    assert "Gone since" not in (now.path / "CHANGES.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("over", [{"ceiling": Marking.AMBER}, {"recipient": "Another"}, {"personal": False}])
def test_what_a_package_for_others_held_is_not_told_as_a_change(lead, tmp_path, over):
    with at(JUNE):
        sanitised = make.development(marking="TLP:GREEN", title="The governor met an informant", approved=True)
        close = make.development(marking="TLP:AMBER", approved=True)
    with at(JULY):
        then = written(lead, tmp_path / "then", **{"ceiling": Marking.GREEN} | over)
        make.review.move(sanitised, "reopen", by=second(), reason="Too much.")
        sanitised.title = "The governor met people"
        sanitised.marking_reason, sanitised.marking = "Sanitised.", "TLP:CLEAR"
        sanitised.save()
        make.review.move(sanitised, "submit", by=make.superuser("factory-first"))
        make.review.move(sanitised, "approve", by=second())
    july = PERIOD.after()
    with at(DECEMBER):
        now = written(
            lead,
            tmp_path / "now",
            previous=then.path,
            ceiling=Marking.CLEAR,
            period=july,
            as_of=july.end,
            known_at=july.over(),
        )
    text = b"".join(bytes_of(now).values()).decode()
    assert sanitised.ref in refs(now, "developments")
    assert "informant" not in text
    assert close.ref not in text
    assert "TLP-AMBER" not in text


def test_other_columns_and_files_are_told_in_the_changes(lead, tmp_path):
    with at(JULY):
        then = written(lead, tmp_path / "then", reports=(Chosen("tracks", ("name",)), Chosen("areas")))
        now = written(
            lead, tmp_path / "now", reports=(Chosen("tracks", ("position",)), Chosen("steps")), previous=then.path
        )
    assert [tuple(row.values()) for row in rows(now, "changes")] == [
        ("tracks", "", "column added", "position", "", ""),
        ("tracks", "", "column left out", "name", "", ""),
        ("steps", "", "file added", "", "", ""),
        ("areas", "", "file left out", "", "", ""),
    ]


# --- The views that stand before the tables ----------------------------------------------------


def everything() -> dict[str, str]:
    edited = ("developments", "citations", "sources", "tracks")
    return {name: csv_of(all_reports()[name], HOUSE, as_of=dt.date(2031, 1, 1)) for name in edited}


def temporary() -> set[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_temp_master")
        else:
            cursor.execute("SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema()")
        return {row[0] for row in cursor.fetchall()}


def test_they_are_gone_after_the_block_and_after_a_failure_in_it(lead):
    with at(DECEMBER):
        make.development(approved=True)
    before = temporary()
    with as_known(JULY, HOUSE):
        assert temporary() > before
    assert temporary() == before
    with pytest.raises(ZeroDivisionError), as_known(JULY, HOUSE):
        1 / 0  # noqa: B018
    assert temporary() == before


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["title", "provinces", "marking", "readers", "new", "withdraw", "cite"]), st.integers(0, 2)
    ),
    max_size=8,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS, EDITS)
def test_whatever_was_done_since_the_record_of_then_is_what_it_was(lead, early, late):
    """Against the plain model: everything written down then. Of rows closed since, nothing is asked here."""
    with transaction.atomic():
        with at(JUNE):
            some = [make.development(marking="TLP:GREEN", provinces=("AF01",), approved=True) for _ in range(3)]
            for edit in early:
                _edit(some, *edit)
            then = everything()
        with at(DECEMBER):
            for edit in late:
                _edit(some, *edit)
            with as_known(JULY, HOUSE, with_closed=True):
                assert everything() == then
            now = everything()
            with as_known(DECEMBER + dt.timedelta(1), HOUSE):
                assert everything() == now
        transaction.set_rollback(True)


def _edit(some: list[Development], what: str, number: int) -> None:
    row = Development.objects.get(pk=some[number].pk)
    if what == "title":
        row.title = f"Title {number} {row.title}"
        row.save()
    elif what == "provinces":
        row.provinces.set(["AF02", "AF30"][: number + 1])
    elif what == "marking":
        row.marking_reason, row.marking = "So.", ["TLP:CLEAR", "TLP:AMBER", "TLP:GREEN"][number]
        row.save()
    elif what == "readers":
        row.readers.set([make.superuser("factory-second")])
    elif what == "new":
        make.development(approved=True)
    elif what == "cite":
        make.citation(development=row)
    elif row.review_state == "approved":
        make.review.move(row, "withdraw", by=second(), reason="Untrue.")
