"""What the yardstick's files hold: the provinces, the treaties, the rights areas and their indicators."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest

from config.search import fold
from rights.models import Area, Indicator, IndicatorType, Province, Provision, Treaty

pytestmark = pytest.mark.django_db

AREAS = [
    "political-prisoners",
    "women-private-sector",
    "girls-education",
    "media-freedom",
    "women-restrictions",
    "inclusive-governance",
]


def is_perso_arabic(text: str) -> bool:
    return all(unicodedata.name(c).startswith("ARABIC LETTER") or c in " \u200c" for c in text)


# --- Provinces ------------------------------------------------------------------------------


def test_there_are_the_34_provinces_with_p_code_iso_code_and_names_in_three_scripts():
    provinces = list(Province.objects.all())
    assert [p.code for p in provinces] == [f"AF{number:02d}" for number in range(1, 35)]
    for province in provinces:
        assert province.iso_code.startswith("AF-") and len(province.iso_code) == 6
        assert province.name.isascii() and province.name_iso
        assert is_perso_arabic(province.name_dari) and is_perso_arabic(province.name_pashto), province
    for name in ("name", "iso_code", "name_dari", "name_pashto"):
        assert len({getattr(p, name) for p in provinces}) == 34, name


@pytest.mark.parametrize(
    ("code", "iso_code", "name", "dari", "pashto"),
    [
        ("AF01", "AF-KAB", "Kabul", "کابل", "کابل"),
        ("AF27", "AF-KAN", "Kandahar", "قندهار", "کندهار"),
        ("AF30", "AF-HEL", "Hilmand", "هلمند", "هلمند"),
        ("AF32", "AF-HER", "Hirat", "هرات", "هرات"),
        ("AF19", "AF-KDZ", "Kunduz", "قندوز", "کندز"),
    ],
)
def test_provinces_that_anybody_can_check(code, iso_code, name, dari, pashto):
    province = Province.objects.get(code=code)
    found = (province.iso_code, province.name, province.name_dari, province.name_pashto)
    assert found == (iso_code, name, dari, pashto)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Helmand", "AF30"),
        ("Herat", "AF32"),
        ("Panjshir", "AF08"),
        ("Wardak", "AF04"),
        ("Bamiyan", "AF10"),
        ("Paktia", "AF13"),
        ("Jowzjan", "AF28"),
        ("Daikundi", "AF24"),
        ("Sar-e Pul", "AF22"),
        ("Qunduz", "AF19"),
        ("Nimruz", "AF34"),
        ("Qandahar", "AF27"),
    ],
)
def test_common_spellings_name_the_province(typed, code):
    assert Province.objects.named(typed).code == code


def test_no_spelling_names_two_provinces():
    spelt = Counter(spelling for province in Province.objects.all() for spelling in province.spellings)
    assert [spelling for spelling, times in spelt.items() if times > 1] == []
    for province in Province.objects.all():
        own = [fold(alias) for alias in province.aliases.splitlines()]
        assert all(own)


def test_every_province_lies_within_afghanistan():
    for province in Province.objects.all():
        assert 29.3 < province.latitude < 38.6, province
        assert 60.4 < province.longitude < 75.0, province


# --- Areas and indicators -------------------------------------------------------------------


def test_the_rights_areas_are_those_of_the_policy_each_described():
    assert list(Area.objects.values_list("code", flat=True)) == AREAS
    assert all(area.description.endswith(".") for area in Area.objects.all())


@pytest.mark.parametrize("code", AREAS)
def test_every_area_has_at_least_four_indicators_and_each_of_the_three_types(code):
    kinds = Counter(Indicator.objects.filter(area=code).values_list("kind", flat=True))
    assert kinds.total() >= 4
    assert set(kinds) == set(IndicatorType.values)


def test_a_measured_indicator_has_a_unit_and_a_publisher_and_an_observed_one_neither():
    for indicator in Indicator.objects.all():
        measured = indicator.code == indicator.code.upper()
        assert bool(indicator.unit) == measured, indicator.code
        assert indicator.definition.endswith("."), indicator.code
        if not measured:
            assert indicator.area_id and not indicator.publisher, indicator.code


def test_what_is_counted_in_people_harmed_is_better_lower_and_a_rank_too():
    better = dict(Indicator.objects.values_list("code", "better"))
    assert {better[code] for code in ("UNAMA_FO_KILL", "UNAMA_MEDIA_VIOL", "GIRLS_SEC_DENIED", "RSF_RANK")} == {"lower"}
    assert {better[code] for code in ("RSF_SCORE", "PRIMARY_PUPILS", "MEDIA_WORKERS")} == {"higher"}


# --- Treaties -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "consented_on", "mode", "signed_on"),
    [
        ("ICERD", "1983-07-06", "accession", None),
        ("ICCPR", "1983-01-24", "accession", None),
        ("ICESCR", "1983-01-24", "accession", None),
        ("CEDAW", "2003-03-05", "ratification", "1980-08-14"),
        ("CAT", "1987-04-01", "ratification", "1985-02-04"),
        ("CRC", "1994-03-28", "ratification", "1990-09-27"),
        ("CRPD", "2012-09-18", "accession", None),
        ("ROME", "2003-02-10", "accession", None),
    ],
)
def test_the_dates_of_consent_are_those_of_the_treaty_collection(code, consented_on, mode, signed_on):
    treaty = Treaty.objects.get(code=code)
    signed = treaty.signed_on and str(treaty.signed_on)
    assert (str(treaty.consented_on), treaty.consent_mode, signed) == (consented_on, mode, signed_on)


def test_every_treaty_says_where_its_dates_were_read():
    assert Treaty.objects.count() == 21
    assert not Treaty.objects.filter(source_note="").exists()
    assert not Treaty.objects.filter(untc_chapter="").exists()


def test_a_provision_is_called_after_its_treaty_and_article():
    for provision in Provision.objects.all():
        assert provision.code == f"{provision.treaty_id}-{provision.article}"
        assert provision.name == f"{provision.treaty_id} article {provision.article}"
