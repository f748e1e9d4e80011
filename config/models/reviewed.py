"""Records that are relied on only after a second person's review."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models

from ..review import TRANSITIONS, State, sealed_words
from .access_changes import ACCESS_FIELDS
from .checks import filled
from .whom import by_whom


class Reviewed(models.Model):
    """A record that is relied on only after review; `config.review` moves it.

    A kind that may not be reopened is sealed once it is approved: the row, and the rows that
    its `sealed_parts` name, change no more by any path; see `config.seals`.
    """

    may_be_reopened = True
    always_needs_second_person = False
    sealed_parts: tuple[str, ...] = ()
    locked_with: tuple[str, ...] = ()  # Rows locked while it is moved, as its readiness hangs on others of them.

    review_state = models.CharField(
        "review",
        max_length=9,
        choices=State,
        default=State.DRAFT,
        editable=False,
        help_text="Draft, submitted, approved, returned or withdrawn.",
    )
    submitted_by = by_whom("Who submitted it for review.")
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="When it was submitted (UTC).")
    reviewed_by = by_whom("Who took the last step of the review.")
    reviewed_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text="When the last step of the review was taken (UTC).",
    )
    review_reason = models.TextField(
        blank=True,
        editable=False,
        help_text="Why it was returned, withdrawn or reopened.",
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(submitted_by__isnull=True, submitted_at__isnull=True)
                | models.Q(submitted_by__isnull=False, submitted_at__isnull=False),
                name="%(app_label)s_%(class)s_submitted_who_and_when",
                violation_error_message="Who submitted it and when belong together.",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_by__isnull=True, reviewed_at__isnull=True)
                | models.Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="%(app_label)s_%(class)s_reviewed_who_and_when",
                violation_error_message="Who reviewed it and when belong together.",
            ),
            models.CheckConstraint(
                condition=models.Q(review_state=State.DRAFT)
                | models.Q(
                    review_state=State.SUBMITTED,
                    submitted_by__isnull=False,
                    reviewed_by__isnull=False,
                )
                | models.Q(
                    review_state=State.APPROVED,
                    submitted_by__isnull=False,
                    reviewed_by__isnull=False,
                )
                | models.Q(
                    review_state__in=[State.RETURNED, State.WITHDRAWN],
                    reviewed_by__isnull=False,
                )
                & filled("review_reason"),
                name="%(app_label)s_%(class)s_review_state_complete",
                violation_error_message=(
                    "Submitted and approved need who submitted and reviewed; returned and withdrawn need who and why."
                ),
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert or update; PermissionDenied if the row is sealed and more than who may see it would change."""
        is_access_alone = set(kwargs.get("update_fields") or ("everything",)) <= set(ACCESS_FIELDS)
        if not (self.may_be_reopened or self._state.adding or is_access_alone):
            stored = type(self)._base_manager.filter(pk=self.pk)
            if stored.filter(review_state=State.APPROVED).exists():
                raise PermissionDenied(sealed_words(type(self)))
        super().save(*args, **kwargs)

    def was_written_by(self, user: Any) -> bool:
        """Whether the user made, submitted or changed it, or something that is sealed with it."""
        if user.pk in (self.created_by_id, self.submitted_by_id):  # type: ignore[attr-defined] # of records, which are reviewed
            return True
        return type(self)._base_manager.filter(type(self).written_q(user), pk=self.pk).exists()

    @classmethod
    def written_q(cls, user: Any) -> models.Q:
        """The same of many rows, as a condition."""
        parts: list[Any] = [cls._meta.get_field(name) for name in cls.sealed_parts]
        rows: list[tuple[Any, str]] = [(cls, cls._meta.pk.name)]
        rows += [(part.related_model, part.field.name) for part in parts if part.one_to_many]
        steps = models.Q()
        for action in TRANSITIONS:
            steps |= models.Q(history_change_reason=action) | models.Q(history_change_reason__startswith=f"{action}: ")
        written = models.Q(created_by=user.pk) | models.Q(submitted_by=user.pk)
        for model, link in rows:
            by_them = models.Q(history_user=user.pk) | models.Q(updated_by=user.pk)
            changes = model.history.filter(by_them, **{f"{link}__isnull": False}).exclude(steps)
            written |= models.Q(pk__in=changes.order_by().values(link))
        return written

    def unready_for(self, action: str, *, by: Any) -> str:
        """Why the record itself is not ready for a step, in words; empty if it is."""
        return ""
