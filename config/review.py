"""The workflow of reviewed records, as data: one dict, one check, one setter.

A record is drafted, submitted, and approved by a second person, or returned with a
reason; it can be withdrawn with a reason, and reopened if its kind allows that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone

from .versions import version_of
from .visibility import identity


class State(models.TextChoices):
    """Where a record stands between being written and being relied on."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    APPROVED = "approved", "Approved"
    RETURNED = "returned", "Returned"
    WITHDRAWN = "withdrawn", "Withdrawn"


# While a record is in one of these it may be edited; approved and withdrawn ones stand as they are.
OPEN = frozenset({State.DRAFT, State.SUBMITTED, State.RETURNED})


@dataclass(frozen=True)
class Transition:
    """One step of the workflow: from where, to where, who, and whether a reason is due."""

    label: str
    sources: frozenset[str]
    target: str
    permission: str
    needs_reason: bool = False
    needs_second_person: bool = False


TRANSITIONS: dict[str, Transition] = {
    "submit": Transition(
        "Submit for review",
        frozenset({State.DRAFT, State.RETURNED}),
        State.SUBMITTED,
        "change",
    ),
    "approve": Transition(
        "Approve",
        frozenset({State.SUBMITTED}),
        State.APPROVED,
        "review",
        needs_second_person=True,
    ),
    "return": Transition(
        "Return to the author",
        frozenset({State.SUBMITTED}),
        State.RETURNED,
        "review",
        needs_reason=True,
    ),
    "withdraw": Transition(
        "Withdraw",
        frozenset({State.DRAFT, State.SUBMITTED, State.RETURNED, State.APPROVED}),
        State.WITHDRAWN,
        "change",
        needs_reason=True,
    ),
    "reopen": Transition("Reopen", frozenset({State.APPROVED}), State.DRAFT, "review", needs_reason=True),
}


def sealed_words(model: Any) -> str:
    """What is said when an approved judgement, or something it rests on, would be changed."""
    return f"An approved {model._meta.verbose_name} is never changed; it is superseded by a newer one."


def why_not(record: Any, action: str, *, by: Any, reason: str = "") -> str:
    """Why `by` may not do this to the record, in words; empty if they may.

    `reason` is not judged here: a button can be offered before its reason is typed.
    """
    step = TRANSITIONS[action]
    kind = record._meta.verbose_name
    if record.review_state not in step.sources:
        now = State(record.review_state).label.lower()
        return f"This {kind} is {now}; “{step.label}” needs it to be {' or '.join(sorted(step.sources))}."
    if action == "reopen" and not record.may_be_reopened:
        return f"An approved {kind} is never reopened; it is superseded by a newer one."
    if action == "withdraw" and record.review_state == State.APPROVED and not record.may_be_reopened:
        return f"An approved {kind} is never withdrawn; it is superseded by a newer one."
    if not by.has_perm(f"{record._meta.app_label}.{step.permission}_{record._meta.model_name}"):
        return f"“{step.label}” is not yours to do: your role has no “{step.permission}” permission for this {kind}."
    if step.needs_second_person and not _counts_as_second(by, record):
        return f"You wrote or submitted this {kind}; a second person must approve it."
    return record.unready_for(action, by=by)


def _counts_as_second(user: Any, record: Any) -> bool:
    """Whether the user is somebody else than those who wrote the record, or may confirm their own.

    Of a kind that always needs two, whoever changed a word of it is among those who wrote it.
    """
    if record.always_needs_second_person:
        return not record.was_written_by(user)
    return settings.REVIEW_AUTHORS_MAY_APPROVE_OWN or user.pk not in (record.created_by_id, record.submitted_by_id)


def waiting(rows: Any, what: str, user: Any) -> Any:
    """The rows that wait for `user`: their drafts, what was returned to them, what they may count as second for.

    `what` is `draft`, `returned` or `review`. Whether their role may review is not asked here.
    """
    if what != "review":
        return rows.filter(review_state=what, created_by=identity(user))
    model, submitted = rows.model, rows.filter(review_state=State.SUBMITTED)
    if model.always_needs_second_person:
        return submitted.exclude(model.written_q(user))
    if settings.REVIEW_AUTHORS_MAY_APPROVE_OWN:
        return submitted
    return submitted.exclude(created_by=user.pk).exclude(submitted_by=user.pk)


def move(record: Any, action: str, *, by: Any, reason: str = "", version: str | None = None) -> None:
    """Take the step and write who, when and why, in one transaction.

    Raises PermissionDenied with the words of `why_not`, or ValidationError if a reason is
    due and missing, or if the record is no longer the `version` that was read. The row is
    locked and read again first: of two people who approve at once one is told that it is
    done, and what a third has changed meanwhile is not lost.
    """
    step = TRANSITIONS[action]
    with transaction.atomic():
        record.refresh_from_db(from_queryset=type(record)._base_manager.select_for_update())
        for name in record.locked_with:
            model = record._meta.get_field(name).related_model
            list(model._base_manager.select_for_update(no_key=True).filter(pk=getattr(record, f"{name}_id")))
        refusal = why_not(record, action, by=by)
        if refusal:
            raise PermissionDenied(refusal)
        if version is not None and version != version_of(record):
            raise ValidationError(f"This {record._meta.verbose_name} was changed meanwhile; read it again.")
        if step.needs_reason and not reason.strip():
            raise ValidationError({"reason": f"Say why: “{step.label}” needs a reason."})
        record.review_state = step.target
        record.review_reason = reason.strip()
        record.reviewed_by, record.reviewed_at = by, timezone.now()
        if action == "submit":
            record.submitted_by, record.submitted_at = by, record.reviewed_at
        record.updated_by = by
        record._history_user = by
        record._change_reason = f"{action}: {reason.strip()}" if reason.strip() else action
        record.full_clean()
        record.save()
        del record._history_user, record._change_reason  # A later save of the same object is no step.
