"""References: what they look like, that they reveal nothing, and that two people never get the same."""

from __future__ import annotations

import re
from collections import Counter
from threading import Barrier

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from config import refs
from config.models import base
from config.refs import ALPHABET, RefField, derived_ref, new_ref
from rights.models import Area, Source
from tests import factories as make
from tests.conftest import at_once
from tracks.models import Organisation

on_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite lets one connection write at a time"
)


# --- Shape ----------------------------------------------------------------------------------


def test_the_alphabet_has_no_letters_that_are_misread_or_misheard():
    assert not set("01OILU") & set(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET) == 30
    assert list(ALPHABET) == sorted(ALPHABET), "references would sort differently from their letters"


@pytest.mark.parametrize(("prefix", "length"), [("MTG", 4), ("DEV", 6)])
def test_a_reference_is_prefix_year_and_random_letters(prefix, length):
    with time_machine.travel("2026-03-04", tick=False):
        ref = new_ref(prefix, length)
    assert re.fullmatch(rf"{prefix}-2026-[{ALPHABET}]{{{length}}}", ref)
    assert refs.SHAPE.fullmatch(ref)


def test_references_do_not_count_and_use_the_whole_alphabet_everywhere():
    drawn = [new_ref("MTG", 4)[-4:] for _ in range(2000)]
    assert drawn != sorted(drawn)
    assert len(set(drawn)) > 1950  # Two equal ones in 810,000 are expected about twice.
    for place in range(4):
        used = Counter(code[place] for code in drawn)
        assert set(used) == set(ALPHABET)
        assert max(used.values()) < 3 * min(used.values())


def test_saving_rows_one_after_the_other_does_not_number_them(db):
    made = [make.organisation(name=f"Body {n}").pk for n in range(8)]
    assert made != sorted(made)
    assert len(set(made)) == 8


@pytest.mark.parametrize(
    "text",
    ["MTG-2026-7KQ0", "mtg-2026-7KQ4", "MTG-26-7KQ4", "MTG-2026-7KQ", "7KQ4", "MTG-2026-7KQ4\n", "MTG-٢٠٢٦-7KQ4", "'"],
)
def test_what_cannot_be_a_reference_is_refused_before_the_database_sees_it(text):
    with pytest.raises(ValidationError, match="is not a reference; one looks like MTG-2026-7KQ4"):
        RefField("MTG").to_python(text)


def test_a_long_text_is_not_repeated_in_the_refusal():
    with pytest.raises(ValidationError) as refusal:
        RefField("MTG").to_python("x" * 5000)
    assert len(refusal.value.messages[0]) < 120


# --- Derived from public files --------------------------------------------------------------


def test_a_derived_reference_is_the_same_on_every_machine_and_forever():
    """Written down once: if one of these changes, links and exports out there break."""
    assert derived_ref("CND", 4, year=2021, key="conditions.csv:eu-1") == "CND-2021-6MHW"
    assert derived_ref("SRC", 6, year=2021, key="sources.csv:eu-1") == "SRC-2021-PMQJVA"


def test_a_derived_reference_depends_on_its_prefix_and_key_and_has_the_shape_of_any():
    derived = {derived_ref(p, 6, year=2021, key=k)[4:] for p in ("DEV", "MTG") for k in ("a", "b", "a:b")}
    assert len(derived) == 6
    assert all(refs.SHAPE.fullmatch(f"DEV-{code}") for code in derived)


# --- Collisions -----------------------------------------------------------------------------


@pytest.fixture
def draws(monkeypatch):
    """`draws(…)` decides what is drawn next."""

    def decided(*codes):
        queue = iter(codes)
        monkeypatch.setattr(RefField, "draw", lambda self: f"{self.prefix}-2026-{next(queue)}")

    return decided


def test_a_reference_that_is_taken_is_drawn_again(db, draws):
    draws("AAAA", "AAAA", "AAAA", "BBBB")
    first, second = make.organisation(name="First"), make.organisation(name="Second")
    assert (first.pk, second.pk) == ("ORG-2026-AAAA", "ORG-2026-BBBB")
    assert Organisation.objects.get(pk=first.pk).name == "First"
    assert second.history.count() == 1


def test_after_too_many_lost_draws_it_says_so_and_overwrites_nothing(db, draws):
    draws(*["AAAA"] * (base.DRAWS + 1))
    make.organisation(name="First")
    with (
        pytest.raises(IntegrityError, match="No free reference for this organisation in 20 draws"),
        transaction.atomic(),
    ):
        make.organisation(name="Second")
    assert Organisation.objects.get(pk="ORG-2026-AAAA").name == "First"


def test_any_other_conflict_is_not_taken_for_a_lost_draw(db, draws):
    draws("AAAA", "BBBB")
    refused = Organisation(name="Nowhere", side="dfa", level="national", seat="abroad")
    with pytest.raises(IntegrityError), transaction.atomic():
        refused.save()
    assert refused.pk == ""
    assert refused._state.adding


def test_a_new_row_never_overwrites_one_that_has_its_key(db):
    make.organisation(ref="ORG-2026-AAAA", name="First")
    Area.objects.create(code="first", name="First")
    seat = {"side": "un", "level": "national", "seat": "kabul"}
    for second in (Organisation(ref="ORG-2026-AAAA", name="Second", **seat), Area(code="first", name="Second")):
        second.created_at = timezone.now()  # Without it an update would fail for want of it.
        with pytest.raises(IntegrityError), transaction.atomic():
            second.save()
        kept = type(second).objects.get(pk=second.pk)
        assert (kept.name, kept.history.count()) == ("First", 1)


def test_saving_again_updates_the_row_and_keeps_its_reference(db):
    body = make.organisation(name="First")
    ref = body.pk
    body.name = "Second"
    body.save()
    assert body.pk == ref
    assert list(Organisation.objects.filter(pk=ref).values_list("name", flat=True)) == ["Second"]
    assert body.history.count() == 2


@on_postgresql
def test_two_people_who_draw_the_same_reference_at_once_both_succeed(committed, monkeypatch):
    """The second waits for the first, loses the draw, and draws again."""
    drawn = Barrier(2)
    first_draw = set()

    def draw(self):
        if (me := connection.connection) not in first_draw:
            first_draw.add(me)
            drawn.wait(timeout=20)
            return "SRC-2026-AAAAAA"
        return "SRC-2026-BBBBBB"

    monkeypatch.setattr(RefField, "draw", draw)

    def save(name):
        with transaction.atomic():
            make.source(publisher=name)
        return name

    assert at_once(lambda: save("First"), lambda: save("Second")) == ["First", "Second"]
    kept = Source.objects.filter(pk__startswith="SRC-2026-")
    assert set(kept.values_list("pk", flat=True)) == {"SRC-2026-AAAAAA", "SRC-2026-BBBBBB"}
    assert set(kept.values_list("publisher", flat=True)) == {"First", "Second"}
