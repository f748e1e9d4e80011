"""What the yardstick accepts and refuses, by validation and by the database."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rights.models import Province, Reading
from tests import factories as make
from tests.constraints import check, check_unique, uncovered

from .constraints import CASES, UNIQUE


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_validation_and_the_database_accept_and_refuse_the_same(db, case):
    check(case)


@pytest.mark.parametrize("case", UNIQUE, ids=lambda case: case.name)
def test_what_must_be_unique_is_refused_a_second_time(db, case):
    check_unique(case)


def test_no_constraint_is_without_a_row_in_the_tables():
    assert uncovered("rights", [*CASES, *UNIQUE]) == []


def test_an_iso_code_belongs_to_one_province(db):
    province = make.province()
    province.iso_code = "AF-HER"
    with pytest.raises(ValidationError) as refusal:
        province.full_clean()
    assert refusal.value.message_dict == {"iso_code": ["Province with this ISO 3166-2 code already exists."]}


def test_the_34_provinces_are_known_by_their_p_codes(db):
    assert list(Province.objects.values_list("pk", flat=True)) == [f"AF{number:02d}" for number in range(1, 35)]
    for province in Province.objects.all():
        province.full_clean()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("AF30", "AF30"),
        ("af30", "AF30"),
        ("AF-HEL", "AF30"),
        ("Hilmand", "AF30"),
        ("Helmand", "AF30"),
        ("  HELMAND ", "AF30"),
        ("هلمند", "AF30"),
        ("Herat", "AF32"),
        ("Hirat", "AF32"),
        ("Bāmyān", "AF10"),
    ],
)
def test_a_province_is_found_by_any_of_its_spellings(db, name, code):
    assert Province.objects.named(name).pk == code


@pytest.mark.parametrize("name", ["", " ", "Atlantis", "AF35", "%", "Hil"])
def test_what_is_no_province_is_refused_with_what_is_accepted(db, name):
    with pytest.raises(Province.DoesNotExist, match="AF01–AF34"):
        Province.objects.named(name)


def test_no_two_provinces_share_a_spelling(db):
    seen: dict[str, str] = {}
    for province in Province.objects.all():
        for spelling in province.spellings:
            assert seen.setdefault(spelling, province.pk) == province.pk, spelling


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.decimals(min_value=-(10**16) + 1, max_value=10**16 - 1, places=4, allow_nan=False))
@example(Decimal("99999999999.9999"))
@example(Decimal("999999999999.9999"))
@example(Decimal("1500000000000"))
def test_a_number_that_is_accepted_is_kept_as_it_is_and_another_is_refused(db, number):
    reading = make.reading()
    reading.value = number
    try:
        reading.full_clean()
    except ValidationError as error:
        assert "at most 15 are kept exactly" in str(error.message_dict["value"])
        assert len(number.normalize().as_tuple().digits) > 15
        return
    reading.save()
    assert Reading.objects.get(pk=reading.pk).value == number
