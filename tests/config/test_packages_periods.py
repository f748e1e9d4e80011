"""Periods: written in one way, following one another without a gap, past at one moment."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.packages import Period

DAY = dt.timedelta(days=1)
days = st.dates(dt.date(2000, 1, 3), dt.date(2090, 1, 1))
kinds = st.sampled_from(["month", "quarter", "year", "week"])


@pytest.mark.parametrize(
    ("label", "start", "end"),
    [
        ("2026-10", "2026-10-01", "2026-10-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-W01", "2025-12-29", "2026-01-04"),
        ("2026-W53", "2026-12-28", "2027-01-03"),
    ],
)
def test_a_label_names_its_days(label, start, end):
    period = Period.parse(label)
    assert (f"{period.start}", f"{period.end}", period.label) == (start, end, label)


@pytest.mark.parametrize("text", ["", "2026-13", "2026-Q5", "2025-W53", "2026-1", "October", "2026-10-01", "٢٠٢٦"])
def test_anything_else_is_refused_with_what_is_accepted(text):
    with pytest.raises(ValueError, match="accepted: a month"):
        Period.parse(text)


@pytest.mark.parametrize("text", ["0000", "1026-10", "1999", "1999-W52", "2101-Q1", "9999", "9999-12", "9999-W52"])
def test_a_year_that_nobody_means_is_refused(text):
    with pytest.raises(ValueError, match=f"“{text}” is too early or too late; accepted: years from 2000 to 2100"):
        Period.parse(text)


@pytest.mark.parametrize("text", ["2000", "2000-01", "2000-W01", "2100", "2100-12", "2100-Q4", "2100-W52"])
def test_the_first_and_the_last_year_are_accepted(text):
    assert Period.parse(text).label == text


@given(kinds, days)
def test_the_day_lies_in_its_period_and_periods_leave_no_gap(every, day):
    period = Period.of(every, day)
    assert period.start <= day <= period.end
    assert Period.parse(period.label) == period
    assert period.every == every
    assert period.before().end + DAY == period.start
    assert period.after().start == period.end + DAY
    assert period.after().before() == period


@given(kinds, days, st.integers(0, 60))
def test_it_is_past_once_its_last_day_and_the_days_of_grace_are(every, day, delay):
    period = Period.of(every, day)
    assert period.over(delay).date() - period.end == DAY * (1 + delay)
    assert period.over(delay).tzinfo is dt.UTC
