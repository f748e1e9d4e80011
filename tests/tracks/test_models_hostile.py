"""Input that breaks careless programs: it is kept byte for byte, or refused by its field."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from config.exports import report_for
from config.models import Tracked
from config.refs import RefField
from tests import factories as make
from tests.factories import superuser
from tracks.models import Commitment, Development, Meeting, Organisation, Person

ROWS = (
    *(make.province, make.treaty, make.provision, make.area, make.indicator, make.source, make.reading),
    *(make.track, make.organisation, make.person, make.post, make.listing),
    *(make.meeting, make.attendance, make.point, make.commitment, make.commitment_update),
    *(make.development, make.citation, make.step, make.condition, make.benchmark, make.measure),
    *(make.assessment, make.evidence),
)
every_kind = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.__name__)

# Arabic and combining characters in an order that normalisation would change, bidirectional controls, a zero-width
# joiner, an astral character, a formula, markup, line ends of two kinds, and blanks at both edges.
NASTY = " =1+1 \u202bمحمّد\u200cها é e\u0301 \u0323\u0307ŝ\u202c <b>\"'&amp;\r\n\t🌾 \ufeff\u2028ﷺ "


def texts_of(model: type[models.Model]) -> list[models.Field]:
    """The columns that people fill with words of their own."""
    return [
        f
        for f in model._meta.concrete_fields
        if isinstance(f, models.CharField | models.TextField)
        and f.editable
        and not (f.choices or f.primary_key or isinstance(f, models.URLField | RefField))
    ]


@every_kind
def test_nul_is_refused_by_the_field_that_holds_it(db, row):
    record = row()
    columns = texts_of(type(record))
    for f in columns:
        setattr(record, f.name, "a\x00b")
    with pytest.raises(ValidationError) as refusal:
        record.full_clean()
    for f in columns:
        said = [message for message in refusal.value.message_dict[f.name] if "NUL" in message]
        assert said == ["Remove the NUL character (shown as a blank or a box) from this text."], f.name


@every_kind
def test_any_script_comes_back_byte_for_byte(db, row):
    record = row()
    fits = [f for f in texts_of(type(record)) if f.max_length is None or f.max_length >= len(NASTY)]
    for f in fits:
        if f.name not in ("withdrawn_reason", "waiver_reason", "waived_by", "answer"):
            setattr(record, f.name, NASTY)
    record.full_clean()
    record.save()
    kept = type(record)._base_manager.get(pk=record.pk)
    past = record.history.first()
    for f in fits:
        assert getattr(kept, f.name) == getattr(past, f.name) == getattr(record, f.name), f.name


@every_kind
def test_a_text_too_long_for_its_column_is_refused_with_its_length(db, row):
    record = row()
    for f in [f for f in texts_of(type(record)) if f.max_length]:
        setattr(record, f.name, "ن" * (f.max_length + 1))
        with pytest.raises(ValidationError) as refusal:
            record.clean_fields()
        assert refusal.value.message_dict[f.name] == [
            f"Ensure this value has at most {f.max_length} characters (it has {f.max_length + 1})."
        ]


def test_a_narrative_of_ten_thousand_words_is_kept_whole_and_found_by_its_last(db):
    words = [f"کلمه{number}" for number in range(10_000)]
    development = make.development(narrative=" ".join(words))
    kept = Development.objects.matching(words[-1]).get()
    assert kept == development
    assert kept.narrative.split() == words
    assert kept.history.first().narrative == kept.narrative


# --- Dates at the edges of the calendar -----------------------------------------------------

FIRST = dt.date(1, 1, 1)
PRECISIONS = ("day", "week", "month", "quarter", "year")


@pytest.mark.parametrize("precision", PRECISIONS)
def test_the_first_days_of_the_calendar_are_kept_and_shown(db, precision):
    development = make.development(date_from=FIRST, date_to=dt.date(1, 12, 31), date_precision=precision)
    kept = Development.objects.get(pk=development.pk)
    assert (kept.date_from, kept.date_until) == (FIRST, development.date_until)
    assert kept.when
    assert Development.objects.overlapping(before=FIRST).get() == kept


@pytest.mark.parametrize("precision", PRECISIONS)
def test_the_last_days_of_the_calendar_are_kept_and_shown(db, precision):
    meeting = make.meeting(date_from=dt.date.max, date_precision=precision, status="planned")
    kept = Meeting.objects.get(pk=meeting.pk)
    assert kept.date_until == dt.date.max
    assert kept.when
    assert Meeting.objects.overlapping(after=dt.date.max).get() == kept


def test_a_year_of_one_digit_is_written_with_four_in_exports(db, tmp_path):
    make.development(date_from=FIRST)
    file = tmp_path / "developments.csv"
    report_for(Development).write_file(file, user=superuser("someone"))
    assert b",0001-01-01," in file.read_bytes()


# --- Names that are none --------------------------------------------------------------------

NOTHING = ["\t", "\n \r", "\u00a0", "\u2003", "\u3000", "\u202f", "\u0085", "\u200b\u2060", "\ufeff", "\u202e\u061c"]


@pytest.mark.parametrize("blank", NOTHING, ids=[f"{ord(b[0]):04x}" for b in NOTHING])
def test_a_name_of_blanks_is_no_name(db, blank):
    for record, name in (
        (Person(name=blank), "Give the person a name."),
        (Organisation(name=blank, side="un", level="national", seat="kabul"), "Give the organisation a name."),
        (Commitment(text=blank, meeting=make.meeting(), made_by=make.organisation()), "Say what was promised."),
    ):
        with pytest.raises(ValidationError) as refusal:
            record.full_clean()
        assert name in refusal.value.messages


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1e30", "0.00001", "12.345,6", "x", ""])
def test_a_value_that_is_no_number_of_the_column_is_refused_by_its_field(db, value):
    reading = make.reading()
    reading.value = value
    with pytest.raises(ValidationError) as refusal:
        reading.full_clean()
    assert list(refusal.value.message_dict) == ["value"]


def test_a_value_in_eastern_arabic_digits_is_that_number(db):
    assert make.reading(value="۱۲.۵").value == Decimal("12.5")


def test_every_kind_of_record_is_tried():
    known = itertools.chain.from_iterable(apps.get_app_config(app).get_models() for app in ("rights", "tracks"))
    names = {model._meta.model_name for model in known if issubclass(model, Tracked)}
    assert {row.__name__.replace("_", "") for row in ROWS} == names
