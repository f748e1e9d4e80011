"""What the yardstick accepts and refuses, by validation and by the database."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from rights.models import Province
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
