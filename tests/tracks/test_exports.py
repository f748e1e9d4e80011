"""Every report, byte by byte, and who sees what of it.

After a change that is meant to change bytes, write the golden files again and read the diff:

    RENEW_GOLDEN=1 .venv/bin/pytest tests/tracks/test_exports.py tests/tracks/test_demo.py
"""

from __future__ import annotations

import os
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.exports import Column, Report, View, all_reports, report_for
from config.exports.links import order_of
from config.refs import ALPHABET, RefField
from rights.models import Reading
from tests import factories as make
from tests.conftest import person as user_with_role
from tests.factories import superuser
from tracks.models import Attendance, Development

from .golden import record
from .golden.written import again, csv_of, lines_of, report_for_name

REPORTS = list(all_reports().values())
named = pytest.mark.parametrize("report", REPORTS, ids=lambda r: r.name)


# --- Golden bytes -------------------------------------------------------------------------


def test_the_bytes_of_every_report_are_the_golden_ones(golden):
    renew = os.environ.get("RENEW_GOLDEN")
    different = []
    for report in REPORTS:
        path = record.HERE / f"{report.name}.csv"
        text = csv_of(report, golden, record.rows_of(report), as_of=record.AS_OF)
        assert text.count("\r\n") > 1, f"{report.name}: the golden record has no row of it"
        if renew:
            path.write_bytes(text.encode())
        elif path.read_bytes() != text.encode():
            different.append(path.name)
    assert not renew, "The golden files were written again: read the diff, then run without RENEW_GOLDEN."
    assert different == []


def test_there_is_no_golden_file_without_a_report():
    assert {p.stem for p in record.HERE.glob("*.csv")} == {r.name for r in REPORTS}


def test_what_is_hidden_withdrawn_or_private_is_in_no_golden_file():
    for path in record.HERE.glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        for word in ("Hidden", "RRRR", "gone", "Gone", "DEV-2024-CCCCCC", "Private name", "نام", "factory-", "golden-"):
            assert word not in text, f"{word} is in {path.name}"


def test_the_same_export_twice_is_the_same_bytes(golden):
    for report in REPORTS:
        assert csv_of(report, golden, as_of=record.AS_OF) == csv_of(report, again(golden), as_of=record.AS_OF)


# --- Queries ------------------------------------------------------------------------------

UNIQUE = {"attendances": ("person_id", lambda n: None), "listings": ("list_reference", lambda n: f"TAi.{500 + n}")}
UNIQUE["provisions"] = ("article", str)


def clones(row, number: int, report: Report) -> None:
    """More rows like this one, with keys of their own."""
    rows = []
    for n in range(number):
        copy = report.model(**{f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields})
        pk = row._meta.pk
        tail = ALPHABET[n % 30] + ALPHABET[n // 30 + 3]
        copy.pk = f"{pk.prefix}-2024-{'ZZZZ'[: pk.length - 2]}{tail}" if isinstance(pk, RefField) else f"clone-{n}"
        if report.name in UNIQUE:
            name, value = UNIQUE[report.name]
            setattr(copy, name, value(n))
            if report.name == "attendances":
                copy.post_id = None
        rows.append(copy)
    with make.unsealed():
        report.model._base_manager.bulk_create(rows)


def test_every_report_takes_as_many_queries_for_twenty_rows_as_for_two(golden):
    for report in REPORTS:
        if report.name == "provinces":
            few, many = (report.model.objects.filter(pk__lte=last) for last in ("AF02", "AF20"))
        else:
            keys = [
                row.pk
                for row in report.rows(View(golden, record.AS_OF), record.rows_of(report)).values_list("pk", named=True)
            ]
            clones(report.model._base_manager.get(pk=keys[0]), 20, report)
            every = [row.pk for row in report.model.objects.visible_to(golden).standing()]
            few = report.model.objects.filter(pk__in=keys[:2])
            many = report.model.objects.filter(pk__in=[*keys[:1], *[pk for pk in every if pk not in keys][-19:]])
        counts = []
        for rows, at_least in ((few, 1), (many, 15)):
            reader = again(golden)
            assert report.may(reader)  # As everywhere, before anything is written.
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert len(lines_of(report, reader, rows)) >= at_least
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 5, report.name  # PostgreSQL takes three to plan it.


def test_the_order_of_links_is_that_of_their_kind_followed_to_its_end():
    assert order_of(Development, "development__") == ("-development__date_from", "-development__ref")
    assert order_of(Attendance) == ("-meeting__date_from", "-meeting__ref", "side", "ref")
    assert order_of(Reading)[:3] == ("indicator__code", "-period_to", "-period_from")


def test_a_long_narrative_of_the_record_is_read_back_whole(desk):
    words = ("مکتب‌های دخترانه، «باز» شد. " * 800 + "\n" + 'Closed again, “so called”, by a "decree". ' * 500).strip()
    made = make.development(narrative=words, title="-5, quoted")
    (line,) = lines_of(report_for(Development), desk)
    assert len(words) > 40_000
    assert (line["ref"], line["narrative"], line["title"]) == (made.pk, words, "'-5, quoted")


# --- Need to know -------------------------------------------------------------------------

MARKINGS = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")
ROLES = ("reader", "partner", "desk officer", "track lead", "administrator", None)


def may_see(role: str | None, marking: str, approved: bool, named: bool, author: bool) -> bool:
    """The rule as the house states it, for one record and one person."""
    level = MARKINGS.index(marking)
    if role == "reader":
        open_to_them = (level <= 1 or named) and approved
    elif role == "partner":
        open_to_them = (level == 0 or (level == 1 and named)) and approved
    elif role is None:
        open_to_them = named and approved
    else:
        open_to_them = level <= 3 or named
    if author:  # Marking and review never hide a record from its author.
        return True
    return open_to_them


def test_for_every_role_and_marking_hidden_rows_are_absent_and_links_to_them_empty(db):
    users = {role: user_with_role(f"a {role}", role) for role in ROLES}
    everybody = list(users.values())
    made = {}
    for marking, approved, named_, author in product(MARKINGS, (True, False), (True, False), (None, *ROLES)):
        if author and (named_ or approved):
            continue
        target = Development.objects.create(
            title=f"{marking} {approved} {named_} {author}",
            date_from=make.DAY,
            scope="national",
            direction="mixed",
            form="decreed",
            marking=marking,
            created_by=users[author] if author else None,
            **({"review_state": "approved"} | reviewed() if approved else {}),
        )
        if named_:
            target.readers.set(everybody)
        open_link = Development.objects.create(
            title="Open to all",
            date_from=make.DAY,
            scope="national",
            direction="mixed",
            form="decreed",
            marking="TLP:CLEAR",
            review_state="approved",
            follows=target,
            **reviewed(),
        )
        measure = make.measure(marking="TLP:CLEAR", developments=[target])
        made[target.pk] = (marking, approved, named_, author, open_link.pk, measure.pk)
    for role, user in users.items():
        lines = {line["ref"]: line for line in lines_of(report_for(Development), user)}
        measures = {line["ref"]: line for line in lines_of(report_for_name("measures"), user)}
        for pk, (marking, approved, named_, author, linked, measure) in made.items():
            expected = may_see(role, marking, approved, named_, author is not None and author == role)
            case = f"{role}: {marking}, approved {approved}, named {named_}, author {author}"
            assert (pk in lines) == expected, case
            if role is not None:  # Without a role nothing of others is open, CLEAR links included.
                assert (lines[linked]["follows"] == pk) == expected, case
                assert (measures[measure]["developments"] == pk) == expected, case


def reviewed() -> dict:
    second = superuser("second")
    return {
        "submitted_by": second,
        "submitted_at": record.MOMENT,
        "reviewed_by": second,
        "reviewed_at": record.MOMENT,
    }


def test_a_queryset_narrows_and_never_widens(reader):
    hidden = make.development(marking="TLP:RED", approved=True)
    shown = make.development(marking="TLP:CLEAR", approved=True)
    other = make.development(marking="TLP:CLEAR", approved=True)
    report = report_for(Development)
    everything = Development._base_manager.all()
    assert {line["ref"] for line in lines_of(report, reader, everything)} == {shown.pk, other.pk}
    assert [line["ref"] for line in lines_of(report, reader, everything.filter(pk__in=[hidden.pk, shown.pk]))] == [
        shown.pk
    ]


def test_an_inactive_person_and_nobody_get_headings_only(reader):
    make.development(marking="TLP:CLEAR", approved=True)
    reader.is_active = False
    assert lines_of(report_for(Development), reader) == []
    assert lines_of(report_for(Development), None) == []


# --- Every field is accounted for ---------------------------------------------------------


def unaccounted(report: Report) -> set[str]:
    """Fields of the model that are neither a column nor withheld with a reason."""
    fields = {f.name for f in [*report.model._meta.concrete_fields, *report.model._meta.many_to_many]}
    withheld = {name for name, why in report.reasons().items() if why.strip()}
    return fields - {c.field for c in report.resolved()} - withheld


@named
def test_every_field_is_a_column_or_withheld_with_a_reason(report):
    assert unaccounted(report) == set()


@named
def test_nothing_is_both_shown_and_withheld_and_nothing_withheld_is_made_up(report):
    fields = {f.name for f in [*report.model._meta.concrete_fields, *report.model._meta.many_to_many]}
    assert set(report.reasons()) <= fields
    assert not set(report.reasons()) & {c.field for c in report.resolved()}


@named
def test_headings_are_plain_and_none_comes_twice(report):
    headings = [c.heading for c in report.resolved()]
    assert len(headings) == len(set(headings))
    assert all(h.replace("_", "").isalnum() and h.islower() and h.isascii() for h in headings)
    assert headings[0] == report.model._meta.pk.name


@named
def test_every_column_says_what_it_is(report):
    assert [c.heading for c in report.resolved() if not c.description.strip()] == []


@named
def test_the_order_of_a_report_is_total(report):
    assert report.order[-1] == "pk"


def test_a_forgotten_field_is_noticed():
    whole = report_for(Attendance)
    short = Report("short", Attendance, tuple(c for c in whole.columns if c != "capacity"), whole.withheld)
    assert unaccounted(short) == {"capacity"}
    excused = Report("short", Attendance, short.columns, {"capacity": " "})
    assert unaccounted(excused) == {"capacity"}


def test_a_new_field_of_a_model_is_noticed(monkeypatch):
    from django.db import models

    added = models.CharField(max_length=5)
    added.set_attributes_from_name("added")
    added.model = Attendance
    meta = Attendance._meta
    monkeypatch.setattr(meta, "concrete_fields", (*meta.concrete_fields, added))
    assert unaccounted(report_for(Attendance)) == {"added"}


def test_text_columns_are_guarded_and_codes_numbers_and_dates_are_not():
    kinds = {c.heading: c.kind for c in report_for_name("readings").resolved()}
    assert kinds["value"] == "number"
    assert kinds["period_from"] == "date"
    assert kinds["created_at"] == "moment"
    assert kinds["indicator"] == "code"
    assert kinds["note"] == kinds["publisher"] == kinds["unit"] == "text"
    for report in REPORTS:
        for column in report.resolved():
            assert isinstance(column, Column)
            field = column.field and report.model._meta.get_field(column.field)
            typed = field and not field.is_relation and not field.choices and field.get_internal_type()
            if typed in ("CharField", "TextField", "URLField"):
                is_key = type(field).__name__ in ("RefField", "CodeField")
                assert column.kind == ("code" if is_key else "text"), f"{report.name}.{column.heading}"
