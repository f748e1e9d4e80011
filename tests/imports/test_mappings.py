"""Tables of others, long and wide, read by a mapping that was saved once."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from config.imports.files import Unreadable
from config.imports.mapping import Mapping
from config.models import SavedMapping
from rights.models import Indicator, Reading
from tests import factories as make
from tests.config import admin_pages as pages

from . import files
from .files import judged, problems, saved, states

WFP = """period = month of {date}
province = {admin1}
indicator = WFP_PRICE
value = {price}
unit = {currency} per {unit}
disaggregation = {commodity}, {pricetype}, {market}
qualifier = {priceflag} | aggregate > about; actual > exact
publisher = WFP
"""
HEADINGS = (
    "date,admin1,admin2,market,latitude,longitude,category,commodity,unit,priceflag,pricetype,currency,price,usdprice"
)
TAGS = (
    "#date,#adm1+name,#adm2+name,#loc+market+name,#geo+lat,#geo+lon,#item+type,#item+name,#item+unit,#item+price+flag"
)
SOME = """2021-01-15,Badakhshan,Argo,Badakhshan,37.0,70.4,cereals,Wheat flour,KG,aggregate,Retail,AFN,38.25,0.4967
2021-01-15,Hilmand,Lashkargah,Helmand,31.5,64.3,cereals,Wheat flour,KG,actual,Retail,AFN,40,0.5
2021-02-15,Badakhshan,Argo,Badakhshan,37.0,70.4,non-food,Exchange rate,USD/LCU,aggregate,Retail,AFN,77.0,0.9
"""
PRICES = Path(__file__).with_name("data") / "wfp_prices_afg_2021.csv"


def mapping(**fields) -> Mapping:
    row = SavedMapping(**{"code": "wfp", "name": "WFP", "kind": "readings", "lines": WFP} | fields)
    row.full_clean(validate_unique=False)
    return Mapping.of(row)


@pytest.fixture
def price(db) -> Indicator:
    return make.indicator(code="WFP_PRICE", name="Market price", unit="AFN")


def table(tags: bool = False) -> bytes:
    tagged = f"{TAGS},#item+price+type,#currency,#value,#value+usd\n" if tags else ""
    return f"{HEADINGS}\n{tagged}{SOME}".encode()


@pytest.mark.parametrize("tags", [False, True])
def test_a_long_table_becomes_readings_by_province_and_month(tags, desk, price):
    outcome = saved("readings", table(tags), desk, mapping=mapping())
    assert states(outcome) == ["new"] * 3
    row = Reading.objects.get(province="AF30", indicator=price)
    assert (str(row.period_from), str(row.period_to), row.value) == ("2021-01-01", "2021-01-31", Decimal(40))
    assert (row.unit, row.qualifier, row.publisher) == ("AFN per KG", "exact", "WFP")
    assert row.disaggregation == "Wheat flour, Retail, Helmand"
    again = saved("readings", table(tags), desk, mapping=mapping())
    assert (states(again), again.saved) == (["unchanged"] * 3, False)


def test_the_whole_file_of_prices_goes_in_and_is_unchanged_the_next_time(desk, price):
    outcome = saved("readings", PRICES.read_bytes(), desk, mapping=mapping())
    assert outcome.counts == {"new": 1632, "changed": 0, "unchanged": 0, "wrong": 0}
    assert Reading.objects.filter(indicator=price).values("province").distinct().count() == 34
    again = saved("readings", PRICES.read_bytes() + b"\n", desk, mapping=mapping())
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 1632, "wrong": 0}


def test_rows_can_be_chosen(desk, price):
    chosen = mapping(lines=WFP + "only = {commodity} | exchange rate; another")
    assert len(judged("readings", table(), desk, mapping=chosen).rows) == 1


@pytest.mark.parametrize(
    ("across", "headings", "line"),
    [
        ("period", ["2021", "2021-02", "1 March"], ""),
        ("province", ["Kabul", "هرات", "Nowhere"], "period = year of {year}\n"),
        ("indicator", ["OPIUM_AREA", "IPC_P4", "NOTHING"], "period = year of {year}\n"),
    ],
)
def test_a_wide_table_has_a_value_below_each_heading(across, headings, line, desk, price):
    lines = f"value = {{cell}}\nunit = {{unit}}\npublisher = UN\nqualifier = exact\n{line}"
    lines += "" if across == "indicator" else "indicator = WFP_PRICE\n"
    wide = mapping(lines=lines, layout="wide", across=across)
    given = {"unit": "AFN", "year": "2021"} if line else {"unit": "AFN"}
    content = files.data(given | dict(zip(headings, ("1", "2", ""), strict=True)))
    outcome = saved("readings", content, desk, mapping=wide)
    assert states(outcome) == ["new", "new"]
    assert sorted(Reading.objects.filter(publisher="UN").values_list("value", flat=True)) == [1, 2]
    assert {row.origin.rpartition(":")[2] for row in Reading.objects.filter(publisher="UN")} == {"2", "2.1"}
    assert states(saved("readings", content, desk, mapping=wide)) == ["unchanged", "unchanged"]
    bad = files.data(given | dict(zip(headings, ("1", "2", "3"), strict=True)))
    if across != "period":
        assert problems(judged("readings", bad, desk, mapping=wide))[0][1] == across
    else:
        assert {p[1] for p in problems(judged("readings", bad, desk, mapping=wide))} == {"period_from", "period_to"}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "dogs"}, "There is no kind “dogs”"),
        ({"lines": "value"}, "Line 1: write “column = …”"),
        ({"lines": "value = {a}\ncolour = {b}"}, "Line 2: there is no column “colour”"),
        ({"lines": "value = {a}\nvalue = {b}"}, "Line 2: value is there twice"),
        ({"lines": "value = {a"}, "headings in braces"),
        ({"lines": "value ="}, "say after ="),
        ({"lines": "period = {date}"}, "month of {date}"),
        ({"lines": "value = {a} | b"}, "theirs > ours"),
        ({"lines": "only = {a}"}, "which values are taken"),
        ({"layout": "wide"}, "A wide table needs “across”"),
        ({"layout": "wide", "across": "period"}, "line with {cell}"),
        ({"lines": " "}, "blank|at least one line|Give a code"),
    ],
)
def test_lines_that_say_nothing_are_refused_with_their_number(fields, words, db):
    row = SavedMapping(**{"code": "m", "name": "M", "kind": "readings", "lines": "value = {a}"} | fields)
    with pytest.raises(ValidationError, match=words.replace("{", r"\{")):
        row.full_clean()


def test_a_file_without_a_heading_that_is_named_is_refused(desk, price):
    with pytest.raises(Unreadable, match=r"reads the column “admin1”, and the file has none. It has: date"):
        judged("readings", b"date\n2021-01-01\n", desk, mapping=mapping(lines="province = {admin1}\nvalue = 1"))


def test_administrators_write_mappings_and_others_choose_them(administrator, desk, browse):
    where = "/admin/config/savedmapping/add/"
    assert browse(desk).get(where).status_code == 403
    client = browse(administrator)
    fields = {"code": "wfp", "name": "WFP", "kind": "readings", "layout": "long", "across": "", "lines": "nothing"}
    assert "Line 1" in pages.text_of(client.post(where, fields))
    assert client.post(where, fields | {"lines": WFP}).status_code == 302
    assert SavedMapping.objects.get().lines.splitlines() == WFP.splitlines()
    saved = SavedMapping.objects.get()
    assert (saved.made_by, saved.updated_by, saved.history.get().history_user) == (administrator,) * 3
    assert "WFP (wfp)" in pages.text_of(browse(desk).get("/admin/rights/reading/import/"))


def test_a_file_goes_in_by_a_mapping_in_the_browser(desk, price, browse):
    from django.core.files.uploadedfile import SimpleUploadedFile

    SavedMapping.objects.create(code="wfp", name="WFP", kind="readings", lines=WFP)
    client = browse(desk)
    file = SimpleUploadedFile("prices.csv", table())
    where = client.post("/admin/rights/reading/import/", {"file": file, "mapping": "wfp", "left_out": ""}).url
    assert "3 new" in pages.text_of(client.get(where))
    shown = client.get(where).context["shown"]
    saved = SavedMapping.objects.get()
    saved.lines += "\nnote = Read otherwise"
    saved.save()
    assert "the mapping was changed since" in pages.text_of(client.post(where, {"shown": shown}))
    assert not Reading.objects.filter(indicator=price).exists()
    client.post(where, {"shown": client.get(where).context["shown"]})
    assert Reading.objects.filter(indicator=price).count() == 3


def test_formulas_and_errors_in_cells_that_are_read_are_refused(desk, price):
    rows = list(csv.reader(io.StringIO(table().decode())))
    rows[1][12] = "=1+1"
    assert "formula" in problems(judged("readings", files.workbook(*rows), desk, mapping=mapping()))[0][3]
