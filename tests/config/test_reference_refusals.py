"""A framework file with a mistake loads nothing, and the message says where the mistake is and what is accepted."""

from __future__ import annotations

import pytest
from django.core.management import CommandError

from rights.models import Area
from tracks.models import Step, Track

# The file, the row's key, what somebody wrote there, and what the message must say.
MISTAKES = [
    ("areas.csv", "media-freedom", {"position": "fourth"}, ["areas.csv, row 5, position", "“fourth”", "integer"]),
    (
        "areas.csv",
        "media-freedom",
        {"name": ""},
        ["areas.csv, row 5 (media-freedom)", "name: This field cannot be blank."],
    ),
    ("areas.csv", "media-freedom", {"name": "x" * 201}, ["areas.csv, row 5 (media-freedom)", "name:", "200"]),
    ("areas.csv", "media-freedom", {"name": "A\x00b"}, ["areas.csv, row 5 (media-freedom)", "name:", "NUL"]),
    (
        "areas.csv",
        "media-freedom",
        {"name": "Girls' education"},
        ["row 5 (media-freedom)", "name: Another area in use"],
    ),
    (
        "areas.csv",
        "media-freedom",
        {"code": "girls-education"},
        ["areas.csv, row 5", "“girls-education” is there twice"],
    ),
    (
        "indicators.csv",
        "RSF_RANK",
        {"kind": "result"},
        ["indicators.csv, row ", ", kind", "“result”", "accepted: structural, process, outcome"],
    ),
    (
        "indicators.csv",
        "RSF_RANK",
        {"area": "media"},
        [", area: “media” is no area; accepted: girls-education", "media-freedom"],
    ),
    (
        "indicators.csv",
        "RSF_RANK",
        {"provisions": "ICCPR-19;ICCPR-99"},
        [", provisions: “ICCPR-99” is no provision; accepted: "],
    ),
    ("provinces.csv", "AF02", {"code": "AF35"}, ["provinces.csv, row 3 (AF35)", "its OCHA P-code, AF01 to AF34"]),
    ("provinces.csv", "AF02", {"latitude": "34°54"}, ["provinces.csv, row 3, latitude: “34°54”"]),
    (
        "provisions.csv",
        "CAT-2",
        {"verified": "yes"},
        ["provisions.csv, row 2, verified: “yes” is neither true nor false."],
    ),
    ("treaties.csv", "CAT", {"consented_on": "1987-02-30"}, [", consented_on: “1987-02-30”", "date"]),
    ("treaties.csv", "CAT", {"consented_on": "01/04/1987"}, [", consented_on: “01/04/1987”", "YYYY-MM-DD"]),
    ("treaties.csv", "CAT", {"consented_on": "1980-01-01"}, ["(CAT)", "A treaty is signed before consent is given."]),
    ("steps.csv", "sanctions", {"state": "soon"}, ["steps.csv, row 3, state: “soon”", "accepted: not_considered, "]),
    ("conditions.csv", "eu-1", {"set_by": ""}, ["conditions.csv, row 2 (eu-1)", "set_by"]),
    (
        "conditions.csv",
        "eu-1",
        {"year": "21"},
        ["conditions.csv, row 2, year: “21” is no year; accepted: four digits."],
    ),
    ("conditions.csv", "eu-1", {"steps": "recognition;peace"}, [", steps: “peace” is no step; accepted: "]),
    (
        "organisations.csv",
        "eu",
        {"seat": "moon"},
        ["organisations.csv, row 2, seat: “moon”", "accepted: kabul, kandahar, province, abroad"],
    ),
]


@pytest.mark.parametrize(
    ("name", "key", "cells", "words"), MISTAKES, ids=[f"{m[0]}-{next(iter(m[2]))}" for m in MISTAKES]
)
def test_a_bad_row_is_named_with_its_file_row_column_and_what_is_accepted(framework, name, key, cells, words):
    framework.change("areas.csv", "girls-education", description="A change that must not be half loaded.")
    framework.change(name, key, **cells)
    with pytest.raises(CommandError) as refused:
        framework.load()
    message = str(refused.value)
    assert message.endswith("Nothing was loaded.")
    for word in words:
        assert word in message, message
    assert "half loaded" not in Area.objects.get(code="girls-education").description


def test_a_row_that_names_what_comes_later_or_never_is_refused(framework):
    framework.drop("steps.csv", "sanctions")
    rows = framework.rows("conditions.csv")
    framework.write("conditions.csv", [row | {"steps": "sanctions"} for row in rows[:1]] + rows[1:])
    with pytest.raises(CommandError, match=r"conditions\.csv, row 2, steps: “sanctions” is no step; accepted: "):
        framework.load()
    assert Step.objects.get(code="sanctions").retired_on is None


# --- Files that are no tables -----------------------------------------------------------------

HEAD = "code,name,position,description\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("code,nom\na,b\n", "areas.csv: no column “nom”; accepted: "),
        ("name,position\na,1\n", "areas.csv: the column “code” is missing; rows are found by it."),
        ("code,name,name\na,b,c\n", "areas.csv: a column is there twice"),
        (HEAD + "a,b\n", "areas.csv, row 2: it has more or fewer cells than the heading."),
        (HEAD + "a,b,1,c,d\n", "areas.csv, row 2: it has more or fewer cells than the heading."),
        (HEAD + 'a,"b,1,c\n', "areas.csv, after line "),
        (HEAD.replace(",", ";") + "a;b;1;c\n", "areas.csv: no column “code;name;position;description”"),
        ("", "areas.csv: the column “code” is missing"),
        (HEAD + ",b,1,c\n", "areas.csv, row 2"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_whole(framework, text, words):
    (framework.folder / "areas.csv").write_text(text, encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        framework.load()
    assert words in str(refused.value)
    assert Area.objects.filter(retired_on__isnull=True).count() == 6


def test_a_file_in_another_encoding_is_refused_in_words(framework):
    (framework.folder / "areas.csv").write_bytes(HEAD.encode() + "a,حقوق,1,c\n".encode("cp1256"))
    with pytest.raises(CommandError, match=r"areas\.csv, after line \d+: this is no CSV in UTF-8"):
        framework.load()


def test_a_mistake_in_the_last_file_undoes_the_first(framework):
    framework.change("areas.csv", "media-freedom", description="Changed")
    framework.change("tracks.csv", "health", description="Changed")
    framework.change("citations.csv", "eu-1", credibility="9")
    with pytest.raises(CommandError, match=r"citations\.csv, row 2, credibility: “9”.*accepted: 1, 2, 3, 4, 5, 6"):
        framework.load()
    assert Area.objects.get(code="media-freedom").description != "Changed"
    assert Track.objects.get(code="health").description != "Changed"
