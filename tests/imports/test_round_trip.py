"""Export, an empty database, import, export: the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.exports import all_reports
from config.imports.kinds import all_kinds
from config.models import User
from config.models.checks import SEEN
from tests import factories as make

from . import files

NOW = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
STARTS = st.sampled_from(
    ["", "=", "+1", "-", "@x", "'", "''=", "\t", "\r", "\n=", "＝", '"', ";", ",", "#adm1+name", "مکتب "]
)


def texts(longest: int, *, least: int = 0) -> st.SearchStrategy[str]:
    """Whatever somebody can write, that shows at least one sign."""
    written = st.builds(lambda a, b: (a + b)[:longest], STARTS, st.text(LETTERS, max_size=min(longest, 60)))
    seen = written.filter(lambda text: re.search(SEEN, text) is not None and bool(text.strip()))
    return seen if least else st.one_of(st.just(""), seen)


RECORD = st.fixed_dictionaries(
    {
        "name": texts(200, least=1),
        "original": texts(200),
        "variants": texts(400),
        "title": texts(200, least=1),
        "narrative": texts(2000),
        "place": texts(100),
        "point": texts(500, least=1),
        "answer": texts(500),
        "locator": texts(200),
        "note": texts(500),
        "unit": texts(40, least=1),
        "publisher": texts(200, least=1),
        "value": st.decimals(min_value=-(10**11) + 1, max_value=10**11 - 1, places=4, allow_nan=False),
        "day": st.dates(dt.date(1990, 1, 1), dt.date(2025, 12, 1)),
        "precision": st.sampled_from(["day", "week", "month", "quarter", "year"]),
        "marking": st.sampled_from(["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT"]),
        "truth": st.booleans(),
    }
)


def build(t: dict[str, Any], desk: User) -> None:
    """A record in which every kind stands, linked to the others."""
    by = {"created_by": desk, "updated_by": desk}
    marked = by | {"marking": t["marking"]}
    parent = make.organisation(name=t["title"][:200], **marked)
    body = make.organisation(
        name=t["name"], acronym=t["place"][:20], name_original=t["original"], name_variants=t["variants"],
        seat="province", province_id="AF05", parent=parent, **marked,
    )  # fmt: skip
    human = make.person(name=t["name"], name_original=t["original"], name_variants=t["variants"], **marked)
    source = make.source(publisher=t["publisher"], title=t["title"], url="https://example.org/a?b=c", **marked)
    other = make.source(publisher=t["publisher"] + "!" if len(t["publisher"]) < 200 else "B", **marked)
    first = make.meeting(title=t["title"], date_from=t["day"], date_precision=t["precision"], **marked)
    meeting = make.meeting(
        title=t["name"], topics=t["note"][:300], summary=t["narrative"], next_steps=t["answer"], city=t["place"],
        country="AF", province_id="AF01", tracks=("macroeconomics", "health"), follows=first, public=t["truth"],
        **marked,
    )  # fmt: skip
    make.attendance(meeting=meeting, person=human, organisation=body, capacity=t["locator"], **by)
    act = "noted" if t["answer"] else ""
    make.point(meeting=meeting, text=t["point"], answer=t["answer"], answer_act=act, position=3, **by)
    earlier = make.development(title=t["title"], date_from=t["day"], date_precision=t["precision"], **marked)
    later = make.development(
        title=t["name"], narrative=t["narrative"], place=t["place"], scope="subnational", provinces=("AF30", "AF05"),
        indicators=("media-rules",), issuing_body=body, reverses=earlier, date_from=dt.date(2025, 12, 31), **marked,
    )  # fmt: skip
    make.citation(development=later, source=source, locator=t["locator"], note=t["note"], credibility="1", **by)
    make.citation(development=later, source=other, **by)
    make.reading(
        value=t["value"], unit=t["unit"], publisher=t["publisher"], note=t["note"], disaggregation=t["place"],
        province_id="AF30", source=source, **marked,
    )  # fmt: skip


def exported(desk: User) -> dict[str, bytes]:
    found = {}
    for name in all_kinds():
        file = io.StringIO(newline="")
        all_reports()[name].write(file, user=User.objects.get(pk=desk.pk))
        found[name] = file.getvalue().encode()
    return found


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(t=RECORD)
def test_what_is_exported_can_be_imported_into_an_empty_database_and_exported_alike(t, desk):
    with time_machine.travel(NOW, tick=False), transaction.atomic():
        with transaction.atomic():
            build(t, desk)
            before = exported(desk)
            transaction.set_rollback(True)
        for name, content in before.items():
            outcome = files.of(name, content, desk, keeps_refs=True).save(keep=True)
            assert outcome.is_right, (name, files.problems(outcome))
        assert exported(desk) == before
        for name, content in before.items():
            assert set(files.states(files.judged(name, content, desk))) == {"unchanged"}
        transaction.set_rollback(True)
