"""Approximate dates: periods, what overlaps, and how a date reads, against a calendar in plain Python."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from config.dates import describe, period_end, period_start
from config.scales import Precision
from tests import factories as make
from tracks.models import Measure

ONE = dt.timedelta(days=1)
FIRST, LAST = dt.date.min, dt.date.max
EDGES = [FIRST, LAST, dt.date(1, 1, 7), dt.date(9999, 12, 26), dt.date(2024, 2, 29), dt.date(2023, 12, 31)]

days = st.one_of(st.sampled_from(EDGES), st.dates())
near = st.dates(dt.date(2023, 11, 1), dt.date(2024, 3, 31))
precisions = st.sampled_from(Precision.values)


def period_of(day: dt.date, precision: str) -> Any:
    """What two days have in common when they lie in one period."""
    return {
        "day": day,
        "week": day.isocalendar()[:2] if LAST.year > day.year > FIRST.year else (day.toordinal() - 1) // 7,
        "month": (day.year, day.month),
        "quarter": (day.year, (day.month - 1) // 3),
        "year": day.year,
    }[precision]


# --- Periods ------------------------------------------------------------------------------


@given(days, precisions)
@example(FIRST, "week")
@example(LAST, "week")
@example(LAST, "quarter")
@example(LAST, "year")
def test_a_period_holds_its_day_and_ends_where_the_next_begins(day, precision):
    start, end = period_start(day, precision), period_end(day, precision)
    assert start <= day <= end
    assert period_of(start, precision) == period_of(day, precision) == period_of(end, precision)
    if start > FIRST:
        assert period_of(start - ONE, precision) != period_of(day, precision)
    if end < LAST:
        assert period_of(end + ONE, precision) != period_of(day, precision)


@given(days, precisions)
def test_the_edges_of_a_period_are_their_own_edges(day, precision):
    start, end = period_start(day, precision), period_end(day, precision)
    assert (period_start(start, precision), period_end(start, precision)) == (start, end)
    assert (period_start(end, precision), period_end(end, precision)) == (start, end)


@pytest.mark.parametrize(
    ("day", "precision", "start", "end"),
    [
        ("2024-05-19", "day", "2024-05-19", "2024-05-19"),
        ("2024-05-19", "week", "2024-05-13", "2024-05-19"),
        ("2024-05-20", "week", "2024-05-20", "2024-05-26"),
        ("2024-01-01", "week", "2024-01-01", "2024-01-07"),
        ("2023-01-01", "week", "2022-12-26", "2023-01-01"),
        ("2024-02-10", "month", "2024-02-01", "2024-02-29"),
        ("2023-02-10", "month", "2023-02-01", "2023-02-28"),
        ("2024-05-19", "quarter", "2024-04-01", "2024-06-30"),
        ("2024-12-31", "quarter", "2024-10-01", "2024-12-31"),
        ("2024-05-19", "year", "2024-01-01", "2024-12-31"),
        ("0001-01-01", "week", "0001-01-01", "0001-01-07"),
        ("9999-12-31", "week", "9999-12-27", "9999-12-31"),
        ("9999-12-31", "year", "9999-01-01", "9999-12-31"),
    ],
)
def test_periods_that_anybody_can_check_on_a_calendar(day, precision, start, end):
    day, start, end = map(dt.date.fromisoformat, (day, start, end))
    assert (period_start(day, precision), period_end(day, precision)) == (start, end)


# --- In words -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        ("2022-03-17", None, "day", "17 March 2022"),
        ("2022-03-17", "2022-03-17", "day", "17 March 2022"),
        ("2023-07-30", "2023-07-31", "day", "30–31 July 2023"),
        ("2023-07-30", "2023-08-01", "day", "30 July–1 August 2023"),
        ("2023-12-31", "2024-01-01", "day", "31 December 2023 – 1 January 2024"),
        ("2022-03-01", None, "month", "March 2022"),
        ("2022-03-01", "2022-03-31", "month", "March 2022"),
        ("2022-03-01", "2022-05-31", "month", "March–May 2022"),
        ("2022-12-01", "2023-01-31", "month", "December 2022 – January 2023"),
        ("2024-04-01", None, "quarter", "Q2 2024"),
        ("2024-04-01", "2024-12-31", "quarter", "Q2 2024 – Q4 2024"),
        ("2024-01-01", None, "year", "2024"),
        ("2022-01-01", "2024-12-31", "year", "2022 – 2024"),
        ("2024-05-13", None, "week", "week of 13 May 2024"),
        ("2024-05-13", "2024-05-19", "week", "week of 13 May 2024"),
        ("2024-05-13", "2024-05-26", "week", "week of 13 May 2024 – week of 20 May 2024"),
        ("0001-01-01", None, "year", "0001"),
        ("0009-01-01", None, "quarter", "Q1 0009"),
        ("0009-01-01", None, "month", "January 0009"),
        ("0009-01-01", None, "day", "1 January 0009"),
        ("9999-12-27", "9999-12-31", "week", "week of 27 December 9999"),
    ],
)
def test_a_date_reads_as_a_person_writes_it(start, end, precision, words):
    end = end and dt.date.fromisoformat(end)
    assert describe(dt.date.fromisoformat(start), end, precision) == words


@given(days, days, precisions)
def test_two_dates_that_read_alike_are_the_same_period(day, other, precision):
    alike = describe(period_start(day, precision), None, precision) == describe(
        period_start(other, precision), None, precision
    )
    assert alike == (period_start(day, precision) == period_start(other, precision))


@given(near, near, precisions)
def test_a_range_names_its_first_and_its_last_period(day, other, precision):
    start, end = period_start(min(day, other), precision), period_end(max(day, other), precision)
    words = describe(start, end, precision)
    if end == period_end(start, precision):
        assert words == describe(start, None, precision)
    else:
        assert words.endswith(describe(period_start(end, precision), None, precision))
        assert words.startswith(describe(start, None, precision).split(" ")[0])


# --- On a record --------------------------------------------------------------------------


def dated(start: dt.date, end: dt.date | None, precision: str) -> Measure:
    measure = Measure(title="A licence", instrument="licence", effect="eased", origin="dates")
    measure.date_from, measure.date_to, measure.date_precision = start, end, precision
    return measure


@given(days, st.none() | days, precisions)
def test_dates_snap_to_their_periods_once_and_for_all(day, other, precision):
    end = other and max(day, other)
    record = dated(min(day, other or day), end, precision)
    asked = (record.date_from, record.date_to)
    record.settle()
    assert record.date_from == period_start(asked[0], precision)
    assert record.date_to == (asked[1] and period_end(asked[1], precision))
    assert record.date_until == period_end(asked[1] or asked[0], precision)
    settled = (record.date_from, record.date_to, record.date_until)
    record.settle()
    assert (record.date_from, record.date_to, record.date_until) == settled


def test_a_last_day_before_the_first_is_left_for_the_person_to_see(db):
    with pytest.raises(ValidationError) as refusal:
        make.measure(date_from=dt.date(2024, 5, 19), date_to=dt.date(2024, 5, 18))
    assert "The last day is before the first day." in refusal.value.messages


@pytest.mark.parametrize("precision", Precision.values)
@pytest.mark.parametrize("day", [FIRST, LAST], ids=str)
def test_the_first_and_the_last_year_of_the_calendar_are_stored(db, day, precision):
    measure = make.measure(date_from=day, date_precision=precision)
    kept = Measure.objects.get(pk=measure.pk)
    assert kept.date_from == period_start(day, precision)
    assert kept.date_until == period_end(day, precision)
    assert kept.when
    assert kept in Measure.objects.overlapping(after=kept.date_until, before=kept.date_until)


def may_touch(record: Measure, after: dt.date | None, before: dt.date | None) -> bool:
    """Whether some day of the window may belong to the record, day by day."""
    last = record.date_to or record.date_from
    known = set()
    for number in range((last - record.date_from).days + 1):
        day = record.date_from + number * ONE
        known |= {day, period_end(day, record.date_precision)}
    return any((after is None or day >= after) and (before is None or day <= before) for day in between(known))


def between(some: set[dt.date]) -> list[dt.date]:
    first = min(some)
    return [first + n * ONE for n in range((max(some) - first).days + 1)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(near, st.none() | near, precisions), min_size=1, max_size=6),
    st.lists(st.tuples(st.none() | near, st.none() | near), min_size=1, max_size=6),
)
def test_a_window_finds_what_may_lie_in_it_day_by_day(db, kept, windows):
    """An unknown end is the end of the first period, never “until today”."""
    records = [dated(min(day, end or day), end and max(day, end), precision) for day, end, precision in kept]
    for number, record in enumerate(records):
        record.pk = f"MSR-2024-{'ABCDEF'[number] * 4}"
        record.settle()
    with transaction.atomic():
        Measure._base_manager.bulk_create(records)
        ours = Measure.objects.filter(origin="dates")
        for after, before in windows:
            found = set(ours.overlapping(after=after, before=before).values_list("pk", flat=True))
            assert found == {record.pk for record in records if may_touch(record, after, before)}
        transaction.set_rollback(True)
