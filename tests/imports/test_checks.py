"""Checks without questions to the database say what the database says."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from config import safety, search
from config.imports import checks
from config.imports.kinds import all_kinds
from config.models import Tracked
from config.scales import Precision

DAYS = [dt.date(2024, 1, 1), dt.date(2024, 4, 1), dt.date(2024, 5, 19), dt.date(2023, 12, 31), dt.date(2024, 7, 1)]
TEXTS = ["", " ", "\u200f", "x", "AF", "US", "held", "refused", "\u00a0", "ا"]


def values(field: Any) -> list[Any]:
    empty: list[Any] = [None] if field.null else []
    if isinstance(field, models.DateTimeField):
        return [None]
    if isinstance(field, models.DateField):
        return [*empty, *DAYS]
    if field.choices and len(field.flatchoices) < 20:
        return [*empty, *(code for code, _ in field.flatchoices), *([""] if field.blank else [])]
    if field.many_to_one:
        return [*empty, "ORG-2024-ABCD", "ORG-2024-ABCE"]
    if isinstance(field, models.BooleanField):
        return [True, False]
    if isinstance(field, (models.CharField, models.TextField)):
        return TEXTS
    return [*empty, 0, 1]


@pytest.mark.parametrize("kind", list(all_kinds()))
def test_every_constraint_of_the_kinds_is_understood(kind):
    model = all_kinds()[kind].model
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            checks.understood(constraint.condition, model)


@pytest.mark.parametrize("kind", list(all_kinds()))
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(data=st.data())
def test_a_constraint_is_judged_as_the_database_judges_it(kind, data, db):
    model = all_kinds()[kind].model
    fields = [f for f in model._meta.fields if not f.primary_key]
    row = model(pk="ORG-2024-ABCD", **{f.attname: data.draw(st.sampled_from(values(f)), f.name) for f in fields})
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            try:
                constraint.validate(model, row)
                kept = True
            except ValidationError:
                kept = False
            shown = {name: value for name, value in vars(row).items() if value not in (None, "")}
            assert checks.holds(constraint, row) is kept, (constraint.name, shown)


def test_what_is_not_understood_is_asked_of_the_database(db, monkeypatch):
    model = all_kinds()["people"].model
    constraint = models.CheckConstraint(condition=models.Q(name__icontains="x"), name="tracks_person_has_an_x")
    assert checks.holds(constraint, model(name="xy"))
    assert not checks.holds(constraint, model(name="y"))


def test_every_kind_is_of_kept_rows():
    assert all(issubclass(kind.model, Tracked) for kind in all_kinds().values())
    assert Precision.values


# --- Made faster, and the same -----------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(text=st.text(st.characters(max_codepoint=127)))
def test_plain_text_is_folded_as_any_other(text):
    with_accent = search.fold(f"{text} é")
    assert f"{search.fold(text)} e".strip() == with_accent


FOUND = ["0799 123 456", "+93 799 123456", "a@b.org", "a [at] b [dot] org", "1400-1234-12345", "passport P123456",
         "تذکره 12345678", "34.5, 69.1", "34° 12'", "42S WD 123 456", "8J5X+2V"]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    parts=st.lists(st.one_of(st.sampled_from(FOUND), st.text(max_size=12), st.text("0123456789 +()-.@", max_size=12)))
)
def test_looking_first_whether_it_is_worth_looking_misses_nothing(parts):
    text = safety.folded(" ".join(parts))
    patterns = [safety._MAIL, *safety._IDENTITIES, *safety._PHONES, *safety._PLACES]
    everything = {m.group().strip() for pattern in patterns for m in pattern.finditer(text)}
    everything |= {m.group().strip() for m in safety._DEGREES.finditer(text) if safety._is_within(m)}
    assert {one.words for one in safety.findings(text, with_places=True)} == everything
    assert not everything or re.search(r"[\d@\[(+]", text)
