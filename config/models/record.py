"""Marked records: who may see them is on the row itself, and every change of it is traced."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models, transaction

from ..scales import Marking
from .access_changes import history_reason, note_marking, refuse_lowering, stored_marking
from .base import Referenced


def marking_field(default: Marking) -> models.CharField:
    """The marking of a record, with the default of its kind."""
    return models.CharField(
        max_length=16,
        choices=Marking,
        default=default,
        help_text="Traffic Light Protocol 2.0: who may see this. RED: only you and the readers named here.",
    )


class Record(Referenced):
    """A marked record: who may see it is on the row itself."""

    marking = marking_field(Marking.AMBER)
    readers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        help_text="People who may see this whatever its marking; needed for RED. Partners: up to their clearance.",
    )
    reader_groups = models.ManyToManyField(
        "auth.Group",
        blank=True,
        related_name="+",
        help_text="Groups who may see this whatever its marking; of partners' groups, what is up to their clearance.",
    )
    origin = models.CharField(
        max_length=200,
        blank=True,
        editable=False,
        help_text="Where a row that nobody typed came from: the file and its row.",
    )

    marking_reason = ""  # Why it is marked lower than it was; for the next save alone.

    class Meta:
        abstract = True

    _history_m2m_fields: list[Any] = ["readers", "reader_groups"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert or update. Raises ValidationError if the marking is lowered and `marking_reason` does not say why.

        A changed marking is in the trace, with its reason.
        """
        was = None if self._state.adding else stored_marking(self)
        if was in (None, self.marking) or "marking" not in (kwargs.get("update_fields") or ("marking",)):
            super().save(*args, **kwargs)
            return
        refuse_lowering(self, was)
        is_told = hasattr(self, "_change_reason")
        if not is_told:
            self._change_reason = history_reason(self)
        try:
            with transaction.atomic():
                super().save(*args, **kwargs)
                note_marking(self, was)
        finally:
            if not is_told:
                del self._change_reason
        self.marking_reason = ""
