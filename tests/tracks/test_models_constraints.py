"""What is logged and judged: validation and the database accept and refuse the same rows."""

from __future__ import annotations

import pytest

from tests.constraints import check, check_unique, uncovered

from .constraints import CASES, UNIQUE


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_validation_and_the_database_accept_and_refuse_the_same(db, case):
    check(case)


@pytest.mark.parametrize("case", UNIQUE, ids=lambda case: case.name)
def test_what_must_be_unique_is_refused_a_second_time(db, case):
    check_unique(case)


def test_no_constraint_is_without_a_row_in_the_tables():
    assert uncovered("tracks", [*CASES, *UNIQUE]) == []
