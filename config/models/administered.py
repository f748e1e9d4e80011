"""What administrators write for the house, not the record: kept with who and when, and with its history."""

from __future__ import annotations

from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.db import models

from .base import History
from .whom import by_whom


class Administered(models.Model):
    """A row that is changed one by one, each change with its history, and never deleted."""

    made_at = models.DateTimeField(auto_now_add=True, help_text="When it was made (UTC).")
    made_by = by_whom("Who made it. Empty if a command did.")
    updated_at = models.DateTimeField("changed at", auto_now=True, help_text="When it last changed (UTC).")
    updated_by = by_whom("Who changed it last. Empty if a command did.", "changed by")
    history = History(inherit=True, history_change_reason_field=models.TextField(null=True))

    visible_through: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Any = None) -> None:
        """Also refuse NUL in any text, which PostgreSQL cannot store."""
        super().clean_fields(exclude=exclude)
        for column in self._meta.fields:
            if isinstance(value := getattr(self, column.attname), str) and "\x00" in value:
                raise ValidationError({column.name: "Remove the NUL character (shown as a blank or a box)."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:  # A code that is taken is refused, and never written over.
            kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"A {self._meta.verbose_name} is never deleted: what was made with it names it.")

    delete.alters_data = True  # type: ignore[attr-defined] # a mark of Django's
