"""How headings, hashtags, dates, names and codes are read."""

from __future__ import annotations

import csv
import datetime as dt

import jdatetime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config import hxl
from config.exports import all_reports, guarded
from config.imports.cells import Choice, Day, Number, Text
from config.imports.columns import lay_out
from config.imports.files import Unreadable, read_table
from config.imports.kinds import all_kinds
from tests import factories as make
from tracks.models import Development, Meeting, Organisation

from . import files
from .files import DEVELOPMENT, MEETING, ORGANISATION, judged, problems, saved, states

PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@pytest.mark.parametrize(
    "text",
    ["2024-05-19", "2024/5/19", "19 May 2024", "19 may 2024", "19. May 2024", " 2024-05-19 00:00:00 ", "۲۰۲۴-۰۵-۱۹"],
)
def test_a_day_is_read_if_it_is_one_day_only(text):
    assert Day().clean(text) == dt.date(2024, 5, 19)


@pytest.mark.parametrize(
    "text", ["03/04/25", "3.4.2025", "20240519", "2024-5", "May 2024", "19 Ma 2024", "tomorrow", "45000"]
)
def test_any_other_day_is_refused_with_the_form_that_is_accepted(text):
    with pytest.raises(ValueError, match="2024-05-19 or 19 May 2024"):
        Day().clean(text)


@settings(max_examples=200)
@given(day=st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), digits=st.sampled_from([{}, PERSIAN, ARABIC]))
def test_a_solar_hijri_day_is_the_day_that_it_is(day, digits):
    solar = jdatetime.date.fromgregorian(date=day)
    text = f"{solar.year}-{solar.month:02}-{solar.day:02}".translate(digits)
    assert Day(solar=True).clean(text) == day


@pytest.mark.parametrize("text", ["2024-05-19", "1403-13-01", "1402-12-30", "1403-07-31"])
def test_what_is_no_solar_hijri_day_is_refused(text):
    with pytest.raises(ValueError, match="1403-02-30"):
        Day(solar=True).clean(text)


@pytest.mark.parametrize(
    "heading", ["date_from (SH)", "happened_from (SH)", "date_from_sh", "Date from [sh]", "happened_from (هجری شمسی)"]
)
def test_a_column_of_solar_hijri_days_says_so_in_its_heading(heading, desk):
    row = {heading: "۱۴۰۳/۰۲/۳۰"} | {k: v for k, v in DEVELOPMENT.items() if k != "date_from"}
    saved("developments", files.data(row), desk)
    assert Development.objects.get().date_from == dt.date(2024, 5, 19)


def test_only_dates_can_be_solar_hijri(desk):
    with pytest.raises(Unreadable, match="only columns of dates"):
        judged("developments", files.data({"title (SH)": "x"}), desk)


@pytest.mark.parametrize(
    "name", ["AF05", "AF-HER", "AF-HEL", "Helmand", "hilmand", "Hilmand", "هلمند", "هلمند ", "af30"]
)
def test_a_province_goes_by_any_of_its_names(name, desk):
    outcome = judged("meetings", files.data(MEETING | {"province": name, "country": "Afghanistan"}), desk)
    assert states(outcome) == ["new"], problems(outcome)


@pytest.mark.parametrize("code", ["QA", "qa", "Qatar"])
def test_a_country_goes_by_its_code_or_name(code, desk):
    saved("organisations", files.data(ORGANISATION | {"seat": "Abroad", "country": code}), desk)
    assert Organisation.objects.get(name=ORGANISATION["name"]).country == "QA"


@pytest.mark.parametrize(
    ("given_as", "stored"),
    [("amber", "TLP:AMBER"), ("TLP:WHITE", "TLP:CLEAR"), ("tlp:amber+strict", "TLP:AMBER+STRICT"), ("Red", "TLP:RED")],
)
def test_a_marking_goes_by_its_colour(given_as, stored, desk):
    saved("meetings", files.data(MEETING | {"marking": given_as}), desk)
    assert Meeting.objects.get().marking == stored


@pytest.mark.parametrize(
    "text", ["opening", "OPENING", "▲ Opening", "▲ Opening – something new is allowed or announced"]
)
def test_a_code_goes_by_its_label(text):
    choices = Development._meta.get_field("direction").flatchoices
    assert Choice(choices).clean(text) == "opening"


@pytest.mark.parametrize("text", ["1,234", "1.234,5", "1e5", "NaN", "inf", "", "1 000", "--1", "1.23456"])
def test_a_number_is_digits_and_a_point(text):
    with pytest.raises(ValueError):
        Number(whole=10, places=4).clean(text)


def test_digits_of_any_script_are_digits():
    assert str(Number(whole=10, places=4).clean("۱۲٫۵")) == "12.5"


@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=50))
def test_a_guarded_text_is_read_as_it_was(text):
    assert Text(None).clean(guarded(text)) == text


# --- Hashtags -------------------------------------------------------------------------------


def test_hashtags_tell_what_columns_are_whatever_the_headings_say(desk):
    content = (
        "چه وقت,عنوان,ولایت,جهت,شکل,ساحه,بخش,دیگر\r\n"
        "#date+occurred,#event+name,#adm1+name,#status+code,#event+type,#geo+scope,#sector+code,#geo+lat\r\n"
        "2024-05-19,Schools,Helmand,opening,announced,subnational,health,34.5\r\n"
    )
    outcome = saved("developments", content.encode(), desk)
    assert (outcome.facts["hashtags"], outcome.left_out) == ("HXL, in row 2", ["دیگر"])
    assert Development.objects.get().provinces.get().pk == "AF30"
    assert states(judged("developments", content.split("\r\n", 1)[1].encode(), desk)) == ["unchanged"]


def test_of_a_code_and_a_name_the_code_is_taken_and_attributes_stand_in_any_order(desk):
    content = "#event+name,#adm1+name,#code +adm1,#adm1+code\r\n"
    table = read_table(f"{content}a,b,c,AF01\r\n".encode())
    layout = lay_out(all_kinds()["developments"], table)
    assert {p.column.name: p.index for p in layout.places} == {"title": 0, "provinces": 3}
    assert hxl.same("#Event +Name+code") == hxl.same("#event+code+name")


def test_a_heading_in_solar_hijri_counts_under_hashtags_too(desk):
    table = read_table("وقت (SH),نام\r\n#date+occurred,#event+name\r\n1403-02-30,x\r\n".encode())
    assert [p.solar for p in lay_out(all_kinds()["developments"], table).places] == [True, False]


def test_hashtags_are_declared_for_columns_that_there_are():
    for name in all_reports():
        headings = {column.heading for column in all_reports()[name].resolved()}
        extra = {c.name for c in all_kinds()[name].columns} if name in all_kinds() else set()
        assert set(hxl.tags_of(name)) <= headings | extra, name


def test_rows_above_the_hashtags_are_no_headings(desk):
    content = "A table of ours\r\n\r\ntitle\r\n#event+name\r\nSchools\r\n"
    table = read_table(content.encode())
    assert (table.headings, [number for number, _ in table.rows()]) == (["title"], [5])


def test_headings_are_known_by_their_labels_too(desk):
    point = {"Meeting": make.meeting().pk, "raised by": "us", "Speech act": "raised", "What was put": "Schools."}
    assert states(judged("points", files.data(point), desk)) == ["new"]


def test_an_excel_file_gives_what_was_typed(desk):
    cells = {**DEVELOPMENT, "date_from": dt.date(2024, 5, 19), "title": 12.0, "narrative": True}
    outcome = saved("developments", files.workbook(list(cells), list(cells.values()), sheets=3), desk)
    row = Development.objects.get()
    assert (row.date_from, row.title, row.narrative) == (dt.date(2024, 5, 19), "12", "true")
    assert outcome.facts["left out"] == "2 other sheets"


def test_a_column_without_a_hashtag_is_told_by_its_heading(desk):
    head, line = ",".join(files.DEVELOPMENT), ",".join(files.DEVELOPMENT.values())
    content = f"{head},spare\r\n#date+occurred,#event+name,,,,,\r\n{line},\r\n"
    outcome = files.judged("developments", content.encode(), desk)
    assert files.states(outcome) == ["new"], files.problems(outcome)
    assert outcome.left_out == ["spare"]


def test_a_cell_is_too_long_whatever_the_limit_of_the_process_is():
    before = csv.field_size_limit(10_000_000)
    try:
        with pytest.raises(Unreadable, match="longer than 131,072"):
            list(read_table(f"title\r\n{'x' * 131_073}\r\n".encode()).rows())
    finally:
        csv.field_size_limit(before)
