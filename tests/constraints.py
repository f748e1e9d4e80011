"""Constraints as tables: for each one rows that it accepts, rows that it refuses, and its message."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from .factories import DAY, superuser

Fields = Mapping[str, Any]
MOMENT = dt.datetime(2024, 5, 20, 12, tzinfo=dt.UTC)
BLANKS = "\t \n\u00a0\u2003\u200b\u202e"


@dataclass(frozen=True)
class Case:
    """A constraint. `row` makes a valid row; `accepted` and `refused` are changes to it.

    A value that is callable is called with the row, for values that need the database.
    `mended` says that the refused values are derived ones, which `clean` puts right.
    """

    name: str
    message: str
    row: Callable[..., Any]
    refused: Iterable[Fields]
    accepted: Iterable[Fields] = ()
    mended: bool = False


@dataclass(frozen=True)
class Unique:
    """A unique constraint: `twin` makes a row and gives a second that may not stand beside it, `other` one that may.

    Both give rows that are not saved.
    """

    name: str
    message: str
    twin: Callable[[], Any]
    other: Callable[[], Any]


def itself(row: models.Model) -> models.Model:
    return row


def someone(row: models.Model) -> Any:
    return superuser("someone")


def second(row: models.Model) -> Any:
    return superuser("second")


def days(number: int) -> dt.date:
    """So many days after DAY."""
    return DAY + dt.timedelta(days=number)


def check(case: Case) -> None:
    """What the constraint accepts, validation and the database accept; what it refuses, both refuse."""
    row = case.row()
    assert case.name in {c.name for c in row._meta.constraints}
    row.full_clean()
    for change in case.accepted:
        changed, values = _changed(row, change)
        changed.full_clean()
        with transaction.atomic():
            _write(row, values)
            transaction.set_rollback(True)
    for change in case.refused:
        changed, values = _changed(row, change)
        with pytest.raises(ValidationError) as refusal:
            changed.validate_constraints() if case.mended else changed.full_clean()
        assert case.message in refusal.value.messages, change
        with pytest.raises(IntegrityError, match=case.name), transaction.atomic():
            _write(row, values)
        if case.mended:
            changed.full_clean()


def check_unique(case: Unique) -> None:
    """The second of two is refused by validation and by the database; another is accepted by both."""
    twin = case.twin()
    assert case.name in {c.name for c in twin._meta.constraints}
    with pytest.raises(ValidationError) as refusal:
        twin.full_clean()
    assert case.message in refusal.value.messages
    with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
        _insert(twin)
    other = case.other()
    other.full_clean()
    _insert(other)


def _insert(row: Any) -> None:
    """Past validation, straight to the database."""
    row.settle()
    type(row)._base_manager.bulk_create([row])


def _changed(row: Any, change: Fields) -> tuple[Any, dict[str, Any]]:
    values = {name: value(row) if callable(value) else value for name, value in change.items()}
    changed = copy.copy(row)
    changed._state = copy.copy(row._state)
    for name, value in values.items():
        setattr(changed, name, value)
    return changed, values


def _write(row: Any, values: Fields) -> None:
    """Past validation, straight to the database."""
    assert type(row)._base_manager.filter(pk=row.pk).update(**values) == 1


def uncovered(app: str, cases: Iterable[Case | Unique]) -> list[str]:
    """Constraints of the app's models that no table names, and names that no model has."""
    models_ = apps.get_app_config(app).get_models()
    known = {c.name for model in models_ for c in model._meta.constraints}
    return sorted(known ^ {case.name for case in cases})


def _named(row: Callable[..., Any], model: type[models.Model], ending: str) -> dict[str, Any]:
    return {"row": row, "name": f"{model._meta.app_label}_{model._meta.model_name}_{ending}"}


def reference(model: type[models.Model], row: Callable[..., Any]) -> list[Case]:
    """The constraint of every reference row."""
    return [
        Case(
            **_named(row, model, "named"),
            message="Give both a code and a name.",
            refused=[{"name": BLANKS}, {"code": BLANKS, "name": "Another name"}],
            accepted=[{"name": "ن"}],
        )
    ]


def withdrawable(model: type[models.Model], row: Callable[..., Any]) -> list[Case]:
    """The constraint of every row that can be withdrawn."""
    return [
        Case(
            **_named(row, model, "withdrawn_with_reason"),
            message="A withdrawn row needs both the day and the reason.",
            refused=[
                {"withdrawn_on": DAY},
                {"withdrawn_reason": "A mistake."},
                {"withdrawn_on": DAY, "withdrawn_reason": BLANKS},
            ],
            accepted=[{"withdrawn_on": DAY, "withdrawn_reason": "A mistake."}],
            mended=True,
        )
    ]


def dated(model: type[models.Model], row: Callable[..., Any]) -> list[Case]:
    """The constraints of every row whose date is known to a day, week, month, quarter or year."""

    def precise(precision: str, day: dt.date) -> Fields:
        return {"date_precision": precision, "date_from": day, "date_until": dt.date(2024, 12, 31)}

    return [
        Case(
            **_named(row, model, "dates_in_order"),
            message="The last day is before the first day.",
            refused=[{"date_to": days(-1)}],
            accepted=[{"date_to": DAY}, {"date_to": days(1), "date_until": days(1)}],
        ),
        Case(
            **_named(row, model, "until_covers_dates"),
            message="The latest possible day is before the dates it must cover.",
            refused=[{"date_until": days(-1)}, {"date_to": days(2), "date_until": days(1)}],
            accepted=[{"date_to": days(2), "date_until": days(2)}],
            mended=True,
        ),
        Case(
            **_named(row, model, "date_fits_precision"),
            message="With this precision the first day must begin a week (Monday), month, quarter or year.",
            refused=[
                precise("week", dt.date(2024, 5, 19)),
                precise("month", dt.date(2024, 5, 2)),
                precise("quarter", dt.date(2024, 5, 1)),
                precise("quarter", dt.date(2024, 4, 2)),
                precise("year", dt.date(2024, 4, 1)),
                precise("year", dt.date(2024, 1, 2)),
            ],
            accepted=[
                precise("week", dt.date(2024, 5, 20)),
                precise("month", dt.date(2024, 5, 1)),
                *(precise("quarter", dt.date(2024, month, 1)) for month in (1, 4, 7, 10)),
                precise("year", dt.date(2024, 1, 1)),
            ],
            mended=True,
        ),
    ]


def reviewed(model: type[models.Model], row: Callable[..., Any]) -> list[Case]:
    """The constraints of every row that goes through the review."""
    submitted = {"submitted_by": someone, "submitted_at": MOMENT}
    judged = {"reviewed_by": second, "reviewed_at": MOMENT}
    both = submitted | judged
    why = {"review_reason": "A source is missing."}
    blank = {"review_reason": BLANKS}
    return [
        Case(
            **_named(row, model, "submitted_who_and_when"),
            message="Who submitted it and when belong together.",
            refused=[{"submitted_by": someone}, {"submitted_at": MOMENT}],
            accepted=[submitted],
        ),
        Case(
            **_named(row, model, "reviewed_who_and_when"),
            message="Who reviewed it and when belong together.",
            refused=[{"reviewed_by": second}, {"reviewed_at": MOMENT}],
            accepted=[judged],
        ),
        Case(
            **_named(row, model, "review_state_complete"),
            message="Submitted and approved need who submitted and reviewed; returned and withdrawn need who and why.",
            refused=[
                *({"review_state": s} for s in ("submitted", "approved", "returned", "withdrawn")),
                *({"review_state": s, **submitted} for s in ("submitted", "approved")),
                *({"review_state": s, **judged} for s in ("submitted", "approved")),
                *({"review_state": s, **both} for s in ("returned", "withdrawn")),
                *({"review_state": s, **both, **blank} for s in ("returned", "withdrawn")),
                *({"review_state": s, **submitted, **why} for s in ("returned", "withdrawn")),
            ],
            accepted=[
                *({"review_state": s, **both} for s in ("draft", "submitted", "approved")),
                *({"review_state": s, **both, **why} for s in ("returned", "withdrawn")),
            ],
        ),
    ]
