"""What is approved once is changed by no path: form, row of a form, shell, queryset or SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.models import Model

from config import seals
from config.review import TRANSITIONS, move
from tests import factories as make
from tests.config import admin_pages as pages
from tests.conftest import at_once
from tracks.models import Assessment, CommitmentUpdate, Evidence

UPDATE = "An approved commitment update is never changed; it is superseded by a newer one."
OR_REPLACE = "OR REPLACE" if connection.vendor == "sqlite" else ""
TABLE, EVIDENCE = Assessment._meta.db_table, Evidence._meta.db_table


@pytest.fixture
def judged(db) -> Assessment:
    assessment = make.assessment(
        approved=True, rests_on=[{}, {"stance": "contradicts", "development": make.development()}]
    )
    connection.check_constraints()  # A table that awaits checks is not emptied anyway.
    return assessment


def kept(*rows: Model) -> list[dict[str, Any]]:
    """The rows as the database has them, and the number of their parts and versions."""
    found = []
    for row in rows:
        model: Any = type(row)
        found.append(model._base_manager.filter(pk=row.pk).values().get() | {"versions": row.history.count()})  # type: ignore[attr-defined]
    return [*found, {"evidence": Evidence._base_manager.count()}]


def with_base(model: Any, **where: Any) -> Any:
    """The rows past the product's own querysets, as a careless script would take them."""
    return models.QuerySet(model).filter(**where)


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def changed(row: Any, **values: Any) -> Any:
    for name, value in values.items():
        setattr(row, name, value)
    return row


def replaced(row: Any, **values: Any) -> None:
    """The row written over by an insert, as SQLite and PostgreSQL can."""
    columns = {f.column: getattr(row, f.attname) for f in row._meta.concrete_fields} | values
    names, places = ", ".join(f'"{name}"' for name in columns), ", ".join(["%s"] * len(columns))
    key = row._meta.pk.column
    end = f" ON CONFLICT ({key}) DO UPDATE SET {next(iter(values))} = EXCLUDED.{next(iter(values))}"
    sql(
        f"INSERT {OR_REPLACE} INTO {row._meta.db_table} ({names}) VALUES ({places}){'' if OR_REPLACE else end}",
        *columns.values(),
    )


def behind_another(evidence: Any) -> None:
    sql(f"CREATE TEMPORARY TABLE {TABLE} (ref text, review_state text)")
    main = "main" if connection.vendor == "sqlite" else "public"
    sql(f"UPDATE {main}.{EVIDENCE} SET stance = 'context' WHERE ref = %s", evidence.pk)


# What somebody does to an approved assessment `a` whose evidence is `e`, with everything they may do in a shell.
PATHS: dict[str, Callable[[Any, Any], Any]] = {
    "save": lambda a, e: changed(a, state="met").save(),
    "save of one column": lambda a, e: changed(a, state="met").save(update_fields=["state"]),
    "save of a copy that says it is a draft": lambda a, e: changed(a, review_state="draft", state="met").save(),
    "save past the product's own": lambda a, e: models.Model.save(changed(a, state="met")),
    "delete": lambda a, e: a.delete(),
    "delete past the product's own": lambda a, e: models.Model.delete(a),
    "delete of its raw rows": lambda a, e: with_base(Evidence, assessment=a)._raw_delete("default"),
    "update of the manager": lambda a, e: Assessment.objects.filter(pk=a.pk).update(state="met"),
    "update of a bare queryset": lambda a, e: with_base(Assessment, pk=a.pk).update(state="met"),
    "reopening by an update": lambda a, e: with_base(Assessment, pk=a.pk).update(review_state="draft"),
    "bulk update": lambda a, e: with_base(Assessment).bulk_update([changed(a, state="met")], ["state"]),
    "an insert that overwrites": lambda a, e: with_base(Assessment).bulk_create(
        [changed(a, state="met")], update_conflicts=True, update_fields=["state"], unique_fields=["ref"]
    ),
    "delete of the manager": lambda a, e: Assessment.objects.filter(pk=a.pk).delete(),
    "delete of a bare queryset": lambda a, e: with_base(Assessment, pk=a.pk).delete(),
    "SQL that updates": lambda a, e: sql(f"UPDATE {TABLE} SET as_of = '2020-01-01' WHERE ref = %s", a.pk),
    "SQL that deletes": lambda a, e: sql(f"DELETE FROM {TABLE} WHERE ref = %s", a.pk),
    "SQL that updates all": lambda a, e: sql(f"UPDATE {TABLE} SET confidence = 'high'"),
    "SQL that replaces": lambda a, e: replaced(a, state="met"),
    "SQL that moves another row there": lambda a, e: sql(
        f"UPDATE {OR_REPLACE} {TABLE} SET ref = %s WHERE ref = %s", a.pk, make.assessment().pk
    ),
    "evidence: SQL that replaces": lambda a, e: replaced(e, assessment_id=make.assessment().pk),
    "evidence: SQL behind another table of its judgements' name": lambda a, e: behind_another(e),
    "evidence: save": lambda a, e: changed(e, stance="context").save(),
    "evidence: another": lambda a, e: make.evidence(assessment=a),
    "evidence: withdrawn": lambda a, e: changed(e, withdrawn_reason="Mistaken.").save(),
    "evidence: moved away": lambda a, e: changed(e, assessment=make.assessment()).save(),
    "evidence: moved here": lambda a, e: changed(make.evidence(), assessment=a).save(),
    "evidence: update": lambda a, e: with_base(Evidence, assessment=a).update(stance="context"),
    "evidence: delete": lambda a, e: with_base(Evidence, assessment=a).delete(),
    "evidence: SQL that updates": lambda a, e: sql(f"UPDATE {EVIDENCE} SET note = 'x' WHERE ref = %s", e.pk),
    "evidence: SQL that deletes": lambda a, e: sql(f"DELETE FROM {EVIDENCE} WHERE ref = %s", e.pk),
    # With what leads to the tables, or PostgreSQL refuses for that reason before any seal is asked.
    "all of it: flush": lambda a, e: call_command("flush", interactive=False, verbosity=0, allow_cascade=True),
}


@pytest.mark.parametrize("path", PATHS)
def test_an_approved_assessment_and_what_it_rests_on_are_changed_by_no_path(judged, path):
    evidence = judged.evidence.order_by("pk").first()
    before = kept(judged, evidence)
    refusals = (PermissionDenied, DatabaseError, TypeError, CommandError)
    with pytest.raises(refusals) as refusal, transaction.atomic():
        PATHS[path](Assessment.objects.get(pk=judged.pk), Evidence.objects.get(pk=evidence.pk))
    said = f"{refusal.value} {refusal.value.__cause__}"
    assert any(
        words in said
        for words in (
            "is never changed; it is superseded",
            "never deleted",
            "leaves no history",
            "protected foreign keys",
            "duplicate key",
        )
    )
    assert kept(judged, evidence) == before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_a_table_with_judgements_is_not_emptied(judged):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        sql(f"TRUNCATE {EVIDENCE}")
    assert judged.evidence.count() == 2


def test_nor_does_any_form_action_or_step_of_the_review_change_one(judged, lead, browse):
    before = kept(judged, *judged.evidence.all())
    client = browse(lead)
    change = pages.address(Assessment, "change", judged.pk)
    row = judged.evidence.first()
    for address, sent in (
        (change, {"state": "met", "justification": "Another."}),
        (pages.address(Evidence, "change", row.pk), {"stance": "context", "assessment": judged.pk}),
        (
            pages.address(Evidence, "add"),
            {"assessment": judged.pk, "stance": "context", "development": row.development_id},
        ),
        (pages.address(Assessment, "delete", judged.pk), {"post": "yes"}),
        (pages.address(Assessment, "changelist"), {"action": "delete_selected", "_selected_action": judged.pk}),
    ):
        client.post(address, sent)
    for step in TRANSITIONS:
        with pytest.raises(PermissionDenied):
            move(judged, step, by=lead, reason="Because.")
    assert kept(judged, *judged.evidence.all()) == before


def test_a_judgement_is_open_until_it_is_approved(db):
    draft = make.assessment(submitted=True)
    changed(draft, state="substantial").save()
    changed(make.evidence(assessment=draft), stance="context").save()
    with_base(Assessment, pk=draft.pk).update(confidence="high")
    assert Assessment.objects.get(pk=draft.pk).confidence == "high"


def test_only_the_folded_search_text_may_be_folded_again(judged):
    with_base(Assessment, pk=judged.pk).update(search_text="folded otherwise")
    with pytest.raises(DatabaseError), transaction.atomic():
        with_base(Assessment, pk=judged.pk).update(search_text="folded", state="met")


def test_an_approved_update_of_a_commitment_and_what_it_cites_stand_too(db):
    update = make.commitment_update(approved=True, developments=[make.development()])
    another = make.development(date_from=dt.date(2024, 1, 1))
    for attempt in (
        lambda: changed(CommitmentUpdate.objects.get(), state="broken").save(),
        lambda: with_base(CommitmentUpdate).update(state="broken"),
        lambda: update.developments.add(another),
        lambda: update.developments.clear(),
    ):
        with pytest.raises((PermissionDenied, DatabaseError), match=UPDATE), transaction.atomic():
            attempt()
    assert (CommitmentUpdate.objects.get().state, update.developments.count()) == ("kept", 1)


def test_the_seals_are_set_again_by_every_migration(db):
    def sealed() -> set[str]:
        column, table = ("tgname", "pg_trigger") if connection.vendor == "postgresql" else ("name", "sqlite_master")
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {column} FROM {table} WHERE {column} LIKE '%%sealed%%'")
            return {row[0] for row in cursor.fetchall()}

    before = sealed()
    assert {seal.table for seal in seals.judgements()} == {
        TABLE,
        EVIDENCE,
        CommitmentUpdate._meta.db_table,
        CommitmentUpdate.developments.through._meta.db_table,
    }
    assert all(any(name.startswith(seal.name) for name in before) for seal in seals.judgements())
    seals.lift(connection)
    assert not sealed()
    seals.fasten(connection)
    seals.fasten(connection)
    assert sealed() == before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one connection write at a time")
def test_of_fifty_who_approve_at_once_exactly_one_does(committed):
    assessment = make.assessment(submitted=True)
    people = [make.superuser(f"lead {number}") for number in range(50)]

    def approve(user: Any) -> str:
        move(Assessment.objects.get(pk=assessment.pk), "approve", by=user)
        return "approved"

    outcomes = at_once(*(lambda user=user: approve(user) for user in people))
    assert outcomes.count("approved") == 1
    told = [str(outcome) for outcome in outcomes if isinstance(outcome, PermissionDenied)]
    assert len(told) == 49
    assert all("This assessment is approved" in words for words in told)
    assert assessment.history.filter(review_state="approved").count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one connection write at a time")
def test_evidence_added_while_it_is_approved_is_either_judged_or_refused(committed):
    for _ in range(10):
        assessment = make.assessment(submitted=True)
        development = make.development()
        second = make.superuser("factory-second")
        outcomes = at_once(
            lambda a=assessment, s=second: move(Assessment.objects.get(pk=a.pk), "approve", by=s),
            lambda a=assessment, d=development: make.evidence(assessment=a, development=d),
        )
        signed = Assessment.objects.get(pk=assessment.pk).reviewed_at
        late = [row for row in assessment.evidence.all() if signed and row.created_at > signed]
        assert outcomes[0] is None
        assert isinstance(outcomes[1], Evidence | DatabaseError)
        assert assessment.evidence.count() == 1 + isinstance(outcomes[1], Evidence)
        assert len(late) <= 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one connection write at a time")
def test_of_two_judgements_for_one_day_approved_at_once_one_must_first_replace_the_other(committed):
    condition = make.condition()
    pair = [make.assessment(condition=condition, submitted=True) for _ in range(2)]
    second = make.superuser("factory-second")
    outcomes = at_once(
        *(lambda a=a: move(Assessment.objects.get(pk=a.pk), "approve", by=second) for a in pair),
    )
    assert sorted(outcome is None for outcome in outcomes) == [False, True]
    assert any("is approved for this day already" in str(outcome) for outcome in outcomes)
