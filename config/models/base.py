"""The abstract kinds of row: reference rows, records and their parts.

Each kind keeps its history (who, when, before, after) and refuses deletion. Derived
columns of a row are brought up to date by `settle`, which `save` calls; whoever writes
rows in bulk calls it too.
"""

from __future__ import annotations

import re
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from simple_history.models import HistoricalRecords

from ..dates import Dated
from ..querysets import RecordManager
from ..refs import CodeField, RefField
from ..search import Searchable
from .access_changes import READERS, note_readers
from .checks import SEEN, filled
from .whom import by_whom

DRAWS = 20  # With half of all references taken, twenty lost draws in a row are one in a million.


class History(HistoricalRecords):
    """History of every column but the folded search text, in models that have one.

    Whom a row names as its readers is traced besides.
    """

    def get_extra_fields(self, model: Any, fields: Any) -> dict[str, Any]:
        own = {f.name for f in model._meta.fields}
        excluded = [name for name in self.excluded_fields if name in own]
        return super().get_extra_fields(model, fields) | {"_history_excluded_fields": excluded}

    def m2m_changed(self, instance: Any, action: str, attr: str, pk_set: Any, reverse: bool, **rest: Any) -> None:
        super().m2m_changed(instance, action, attr, pk_set, reverse, **rest)
        if attr in READERS:
            note_readers(instance, action, attr, pk_set)


class Tracked(models.Model):
    """A row whose every change is kept, and which is never deleted."""

    created_at = models.DateTimeField("logged at", auto_now_add=True, help_text="When the row was made (UTC).")
    created_by = by_whom("Who made the row. Empty if a command did.", "author")
    updated_at = models.DateTimeField("changed at", auto_now=True, help_text="When the row last changed (UTC).")
    updated_by = by_whom("Who changed the row last. Empty if a command did.", "changed by")
    history = History(
        inherit=True,
        excluded_fields=["search_text"],
        history_change_reason_field=models.TextField(null=True),
    )
    objects = RecordManager()

    # Names of foreign keys that must be visible for the row to be; see config.visibility.
    visible_through: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def settle(self) -> None:
        """Bring the row's derived columns up to date with the columns people fill in."""
        if isinstance(self, Dated):
            self.settle_dates()
        if isinstance(self, Searchable):
            self.settle_search()
        if isinstance(self, Withdrawable):
            self.settle_withdrawal()

    def clean(self) -> None:
        super().clean()
        self.settle()

    def clean_fields(self, exclude: Any = None) -> None:
        """Also refuse NUL in any text, which PostgreSQL cannot store."""
        super().clean_fields(exclude=exclude)
        errors = {
            f.name: "Remove the NUL character (shown as a blank or a box) from this text."
            for f in self._meta.fields
            if isinstance(value := getattr(self, f.attname), str) and "\x00" in value and f.name not in (exclude or ())
        }
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert or update; a new row never overwrites one that has its key."""
        self.settle()
        if self._state.adding:
            kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"This {self._meta.verbose_name} is withdrawn or retired with a reason, never deleted.")

    delete.alters_data = True  # type: ignore[attr-defined] # a mark of Django's


class Withdrawable(models.Model):
    """A row that can be withdrawn with a reason, and stays with that reason."""

    withdrawn_reason = models.TextField(
        blank=True,
        help_text="Fill in to withdraw this row: say why. It leaves lists and exports and stays in the history.",
    )
    withdrawn_on = models.DateField(null=True, blank=True, editable=False, help_text="The day it was withdrawn.")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_on__isnull=True, withdrawn_reason="")
                | models.Q(withdrawn_on__isnull=False) & filled("withdrawn_reason"),
                name="%(app_label)s_%(class)s_withdrawn_with_reason",
                violation_error_message="A withdrawn row needs both the day and the reason.",
            ),
        ]

    def settle_withdrawal(self) -> None:
        if not re.search(SEEN, self.withdrawn_reason):
            self.withdrawn_reason, self.withdrawn_on = "", None
        elif self.withdrawn_on is None:
            self.withdrawn_on = timezone.now().date()


class Reference(Tracked, Searchable):
    """A row of the yardstick: it has a code, comes from a file, and is retired, never deleted."""

    search_from: tuple[str, ...] = ("code", "name")

    code = CodeField(
        primary_key=True,
        help_text="Short and permanent, e.g. girls-education; used in addresses and exports.",
    )
    name = models.CharField(max_length=200, help_text="As it is shown in lists and reports.")
    retired_on = models.DateField(
        null=True,
        blank=True,
        help_text="From this day it is no longer offered; what uses it keeps it.",
    )

    class Meta:
        abstract = True
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=filled("code") & filled("name"),
                name="%(app_label)s_%(class)s_named",
                violation_error_message="Give both a code and a name.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code}, retired)" if self.retired_on else self.name

    def validate_unique(self, exclude: Any = None) -> None:
        """Also refuse the name of another row in use: lists and reports show nothing else of it."""
        super().validate_unique(exclude=exclude)
        if self.retired_on or "name" in (exclude or ()):
            return
        in_use = type(self)._base_manager.filter(name=self.name, retired_on__isnull=True)
        if in_use.exclude(pk=self.pk).exists():
            kind = self._meta.verbose_name
            raise ValidationError({"name": f"Another {kind} in use has this name; give one that tells them apart."})

    def natural_key(self) -> tuple[str]:
        return (self.pk,)


class Referenced(Tracked):
    """A row with a random reference as its primary key (`ref`, declared by each model)."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert under a reference nobody has, or update.

        The draw is repeated if the reference is taken, in a savepoint of its own, so two
        people who save at once both succeed.
        """
        if self.pk or not self._state.adding:
            return super().save(*args, **kwargs)
        field = self._meta.pk
        assert isinstance(field, RefField)
        for _ in range(DRAWS):
            self.pk = field.draw()
            try:
                with transaction.atomic():
                    return super().save(*args, **kwargs)
            except IntegrityError:
                if not type(self)._base_manager.filter(pk=self.pk).exists():
                    self.pk = ""
                    raise
        raise IntegrityError(f"No free reference for this {self._meta.verbose_name} in {DRAWS} draws.")


class Part(Referenced, Withdrawable):
    """A row of another record, marked by what it belongs to (`visible_through`)."""

    class Meta(Withdrawable.Meta):
        abstract = True
