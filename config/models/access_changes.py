"""What is asked and traced when it changes who may see a record."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from .. import trace
from ..scales import Marking

READERS = {"readers": "people", "reader_groups": "groups"}
ABOUT_MARKING = "marking: "  # So that the reason is never taken for a step of the review.
ACCESS_FIELDS = ("marking", "updated_at", "updated_by")
ACCESS_COLUMNS = ("marking", "updated_at", "updated_by_id")


def stored_marking(record: Any) -> str | None:
    """The marking that the record has in the database; None if it is not there."""
    return type(record)._base_manager.filter(pk=record.pk).values_list("marking", flat=True).first()


def is_lower(marking: str, than: str) -> bool:
    return marking in Marking.values and Marking(marking).rank < Marking(than).rank


def refuse_lowering(record: Any, was: str) -> None:
    """Raises ValidationError if the marking is lower than it was and nobody says why."""
    if is_lower(record.marking, was) and not record.marking_reason.strip():
        raise ValidationError({"marking": f"It was {was}: say why more people may see it now."})


def history_reason(record: Any) -> str | None:
    """The reason as the record's history keeps it; None if there is none."""
    return f"{ABOUT_MARKING}{record.marking_reason.strip()}" if record.marking_reason.strip() else None


def note_marking(record: Any, was: str) -> None:
    """Trace that the marking changed."""
    reason = record.marking_reason.strip()
    words = f"{'Lowered' if is_lower(record.marking, was) else 'Raised'} the marking from {was} to {record.marking}."
    trace.note(trace.Kind.MARKING, words, who=record.updated_by, about=record, reason=reason)


def note_readers(record: Any, action: str, link: str, keys: Any) -> None:
    """Trace whom a record names as readers from now on, and whom no longer."""
    verbs = {"post_add": "Named", "post_remove": "No longer names", "pre_clear": "No longer names"}
    if action not in verbs:
        return
    named = getattr(record, link).all() if action == "pre_clear" else _rows(record, link, keys)
    names = sorted(str(row) for row in named)
    if names:
        words = f"{verbs[action]} as readers ({READERS[link]}): {', '.join(names)}."
        trace.note(trace.Kind.READERS, words, about=record, reason=record.marking_reason.strip())


def _rows(record: Any, link: str, keys: Any) -> Any:
    return record._meta.get_field(link).related_model._base_manager.filter(pk__in=keys or ())


def give_access(record: Any, *, by: Any, reason: str, named: dict[str, Any] | None = None) -> None:
    """Save the marking that the record now has, and whom it names (`named`, by link); nothing else of it.

    For what the review has closed. Raises ValidationError if nobody says why, PermissionDenied if
    `by` may not open it to more people: that needs whoever may review it.
    """
    if not reason.strip():
        raise ValidationError({"marking_reason": "Say why; it is kept in the record's history."})
    was = stored_marking(record) or record.marking
    named = {link: {row.pk for row in rows} for link, rows in (named or {}).items()}
    added = any(keys - set(getattr(record, link).values_list("pk", flat=True)) for link, keys in named.items())
    review = f"{record._meta.app_label}.review_{record._meta.model_name}"
    if (added or is_lower(record.marking, was)) and hasattr(record, "review_state") and not by.has_perm(review):
        raise PermissionDenied("Only who may review it may open it to more people.")
    record.updated_by, record.marking_reason = by, reason.strip()
    record._change_reason = history_reason(record)
    record.save(update_fields=ACCESS_FIELDS)
    record.marking_reason = reason.strip()
    for link, keys in named.items():
        getattr(record, link).set(keys)
