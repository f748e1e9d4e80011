"""What holds for every model: it is told apart, explained, kept, and never lost."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from knox.models import AbstractAuthToken

from config.models import Part, Record, Reference, Reviewed, Tracked, Withdrawable
from config.querysets import RecordQuerySet
from config.refs import CodeField, RefField
from config.search import Searchable
from tests.tracks.golden import record

ROOMS = ("config", "rights", "tracks")
OURS = [model for model in apps.get_models() if model._meta.app_label in ROOMS]
PLAIN = [model for model in OURS if not model.__name__.startswith("Historical")]
TRACKED = [model for model in OURS if issubclass(model, Tracked)]
ACCESS = {"User", "Clearance", "Token", "Trace", "Emergency", "HeldFile", "Profile", "Run", "SavedMapping"}

each_model = pytest.mark.parametrize("model", PLAIN, ids=lambda m: m._meta.label)
each_tracked = pytest.mark.parametrize("model", TRACKED, ids=lambda m: m._meta.label)


def own_fields(model):
    """The fields that this project declares: not Django's, of a user, nor knox's, of a token."""
    fields = [*model._meta.fields, *model._meta.many_to_many]
    theirs = {
        f.name for base in (AbstractUser, AbstractAuthToken) if issubclass(model, base) for f in base._meta.fields
    }
    return [f for f in fields if f.name == "user" or f.name not in theirs]


def constraints(model):
    return {constraint.name: constraint for constraint in model._meta.constraints}


# --- Kinds ----------------------------------------------------------------------------------


def test_every_model_is_a_kept_row_of_a_known_kind_or_about_access():
    kept = {model for model in PLAIN if issubclass(model, (Reference, Record, Part))}
    assert kept == set(TRACKED)
    assert {model.__name__ for model in PLAIN if model not in kept} == ACCESS


@each_tracked
def test_a_marked_model_and_any_other_is_read_through_visible_to(model):
    assert issubclass(type(model.objects.all()), RecordQuerySet)
    assert model._default_manager is model.objects
    assert callable(model.objects.visible_to)
    assert issubclass(model, Record) == any(f.name == "marking" for f in model._meta.fields)


@each_tracked
def test_parents_that_decide_on_visibility_are_foreign_keys_to_kept_rows(model):
    for name in model.visible_through:
        parent = model._meta.get_field(name)
        assert isinstance(parent, models.ForeignKey)
        assert issubclass(parent.related_model, Tracked)
    assert model.visible_through or not issubclass(model, Part), "a part without a parent is seen by everybody"


@each_tracked
def test_a_reviewed_model_has_a_permission_to_review(model):
    assert issubclass(model, Reviewed) == ("review" in model._meta.default_permissions)


@each_tracked
def test_every_record_can_be_withdrawn_and_every_reference_row_retired(model):
    assert issubclass(model, (Reference, Withdrawable, Reviewed))


# --- Told apart -----------------------------------------------------------------------------


@pytest.fixture
def golden(db):
    """One of everything."""
    with record.frozen():
        record.build()


def test_two_rows_that_may_stand_side_by_side_have_different_names(golden):
    alike = []
    for model in TRACKED:
        row = model.objects.first()
        assert row is not None, model
        other = model(**{f.attname: getattr(row, f.attname) for f in model._meta.concrete_fields})
        other.pk = row.pk[:-1] + ("2" if row.pk[-1] != "2" else "3")
        assert str(row).strip(), model
        if str(other) == str(row):
            try:
                other.validate_unique()
            except ValidationError:
                continue
            alike.append(model._meta.label)
    assert alike == []


def test_a_name_can_be_given_again_once_its_row_is_retired_and_both_are_told_apart(db):
    model = apps.get_model("rights", "Area")
    old = model.objects.first()
    again = model(code="again", name=old.name)
    with pytest.raises(ValidationError, match="Another area in use has this name"):
        again.full_clean()
    old.retired_on = dt.date(2026, 1, 1)
    old.save()
    again.full_clean()
    again.save()
    assert str(again) == old.name
    assert str(old) == f"{old.name} ({old.code}, retired)"


@each_model
def test_the_order_of_rows_is_never_left_to_the_database(model):
    last = str(model._meta.ordering[-1]).lstrip("-")
    assert last == "pk" or model._meta.get_field(last).primary_key


# --- Explained ------------------------------------------------------------------------------


@each_model
def test_every_field_says_what_goes_into_it(model):
    assert [f.name for f in own_fields(model) if not f.help_text and not f.auto_created] == []


def test_help_is_one_line_of_prose():
    wrong = [
        f"{model._meta.label}.{f.name}"
        for model in [*TRACKED, apps.get_model("config", "Clearance")]
        for f in own_fields(model)
        if not f.auto_created
        and not str(f.help_text).rstrip("…").rstrip().endswith(tuple("abcdefghijklmnopqrstuvwxyz.?)"))
    ]
    assert wrong == []


@each_model
def test_every_constraint_is_named_after_its_app_and_refuses_in_words(model):
    for name, constraint in constraints(model).items():
        assert name.startswith(f"{model._meta.app_label}_")
        words = str(constraint.violation_error_message)
        assert words != str(models.BaseConstraint.default_violation_error_message), name
        assert words.endswith(".") and " " in words and "_" not in words, name


def test_no_two_constraints_or_indexes_share_a_name():
    named = Counter(c.name for model in OURS for c in [*model._meta.constraints, *model._meta.indexes])
    assert [name for name, times in named.items() if times > 1] == []
    assert all(len(name) <= 63 for name in named), "PostgreSQL cuts longer names"


@each_tracked
def test_a_model_keeps_the_constraints_of_the_kinds_it_is_made_of(model):
    inherited = {
        constraint.name % {"app_label": model._meta.app_label, "class": model._meta.model_name}
        for kind in model.__mro__
        if issubclass(kind, models.Model) and kind is not model and hasattr(kind, "_meta") and kind._meta.abstract
        for constraint in kind._meta.constraints
    }
    assert inherited <= set(constraints(model))


@each_tracked
def test_choices_are_enforced_by_validation_and_never_bare(model):
    for field in model._meta.fields:
        if field.choices:
            assert all(value and label for value, label in field.flatchoices)
            with pytest.raises(ValidationError):
                field.clean("no such choice", None)


@each_tracked
def test_search_folds_texts_that_exist(model):
    assert issubclass(model, Searchable) == any(f.name == "search_text" for f in model._meta.fields)
    if issubclass(model, Searchable):
        assert model.search_from
        for name in model.search_from:
            assert isinstance(model._meta.get_field(name), (models.CharField, models.TextField))


# --- Kept -----------------------------------------------------------------------------------


@each_model
def test_who_did_it_and_when_are_recorded_together(model):
    """A field that names a user who acted has its moment, and a constraint if either may be empty."""
    for who in model._meta.fields:
        if who.related_model is not get_user_model() or not who.name.endswith("_by"):
            continue
        stem = who.name.removesuffix("_by")
        when = {f.name: f for f in model._meta.fields if f.name in (f"{stem}_at", f"{stem}_on")}
        assert len(when) == 1, f"{model._meta.label}.{who.name} without its moment"
        ((name, moment),) = when.items()
        joined = [c for c in model._meta.constraints if isinstance(c, models.CheckConstraint)]
        assert not moment.null or any({who.name, name} <= columns(c.condition) for c in joined), name


def columns(condition: Q) -> set[str]:
    """The columns that a condition speaks of."""
    return {
        name
        for child in condition.children
        for name in (columns(child) if isinstance(child, Q) else {child[0].partition("__")[0]})
    }


@each_tracked
def test_every_row_keeps_its_history_under_numbers_that_count_nothing(model):
    history = model.history.model
    assert isinstance(history._meta.pk, models.UUIDField)
    assert history._meta.pk.default is uuid.uuid4
    assert isinstance(history._meta.get_field("history_change_reason"), models.TextField)
    kept = {f.name for f in history._meta.fields}
    assert {f.name for f in model._meta.fields} - kept <= {"search_text"}
    linked = {f.name for f in model._meta.many_to_many}
    assert linked == {f if isinstance(f, str) else f.name for f in getattr(model, "_history_m2m_fields", ())}


@each_tracked
def test_no_key_of_a_record_counts(model):
    key = model._meta.pk
    assert isinstance(key, CodeField if issubclass(model, Reference) else RefField)
    assert not any(isinstance(f, models.AutoField) for f in model._meta.fields)


def test_every_kind_of_record_has_a_prefix_of_its_own():
    prefixes = Counter(model._meta.pk.prefix for model in TRACKED if isinstance(model._meta.pk, RefField))
    assert [prefix for prefix, times in prefixes.items() if times > 1 or len(prefix) != 3] == []


@each_model
def test_no_link_takes_a_row_along_when_its_target_goes(model):
    for field in own_fields(model):
        if isinstance(field, models.ForeignKey):
            assert field.remote_field.on_delete is models.PROTECT, field.name


@each_tracked
def test_no_row_is_deleted_or_changed_without_history(model):
    with pytest.raises(TypeError, match=r"withdrawn or retired with a reason, never deleted\."):
        model().delete()
    with pytest.raises(TypeError, match="never deleted"):
        model.objects.all().delete()
    with pytest.raises(TypeError, match="leaves no history"):
        model.objects.all().update(created_at=None)


def test_neither_related_rows_nor_bulk_changes_go_round_the_refusal(db):
    treaty = apps.get_model("rights", "Treaty").objects.get(code="CAT")
    provision = treaty.provisions.first()
    with pytest.raises(TypeError, match="never deleted"):
        treaty.provisions.all().delete()
    with pytest.raises(TypeError, match="leaves no history"):
        treaty.provisions.update(article="1")
    with pytest.raises(TypeError, match="leaves no history"):
        type(provision).objects.bulk_update([provision], ["article"])
