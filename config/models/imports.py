"""What imports keep: a file between its dry run and its confirmation, and how tables of others are read."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from ..querysets import RecordManager
from ..refs import CodeField
from .administered import Administered
from .checks import filled


class HeldFile(models.Model):
    """An uploaded file that waits for its confirmation: seen by whoever uploaded it, and gone within the hour.

    It lies in the database, so that whichever server is asked next has it, and no folder keeps a copy.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False, help_text="Random, so no gap tells.")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who uploaded it; nobody else sees it.",
    )
    kind = models.CharField(max_length=40, help_text="The kind of rows in it, e.g. meetings.")
    name = models.CharField(max_length=100, help_text="What the file was called.")
    content = models.BinaryField(help_text="The file as it was uploaded.")
    mapping = models.CharField(max_length=40, blank=True, help_text="The code of the mapping that it is read with.")
    left_out = models.TextField(blank=True, help_text="Columns that are not taken, one a line.")
    uploaded_at = models.DateTimeField(auto_now_add=True, help_text="When it was uploaded (UTC).")
    expires_at = models.DateTimeField(help_text="When it is cleared, confirmed or not (UTC).")

    class Meta:
        ordering = ["-uploaded_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name} ({self.pk})"


class SavedMapping(Administered):
    """How a table of somebody else is read: which of its columns say what.

    A line of `lines` says what stands in one of our columns, in words and headings in braces, e.g.
    `unit = {currency} per {unit}`; see `config.imports.mapping`, which reads them.
    """

    class Layout(models.TextChoices):
        LONG = "long", "Long – a row for each value"
        WIDE = "wide", "Wide – a column for each value"

    code = CodeField(primary_key=True, help_text="Short and permanent, e.g. wfp-prices; named when a file is imported.")
    name = models.CharField(max_length=200, help_text="Whose table it is, e.g. WFP market prices.")
    kind = models.CharField(max_length=40, default="readings", help_text="The kind of rows that it becomes.")
    layout = models.CharField(
        max_length=4,
        choices=Layout,
        default=Layout.LONG,
        help_text="Whether its values stand below or beside each other.",
    )
    lines = models.TextField(
        help_text="A line for each of our columns: “province = {admin1}”. Headings in braces, other words as they are."
    )
    across = models.CharField(
        max_length=40,
        blank=True,
        help_text="Wide tables: which of our columns their headings give, e.g. period or province.",
    )

    objects = RecordManager()

    class Meta:
        ordering = ["code"]
        default_permissions = ("add", "change", "view")
        constraints = [
            models.CheckConstraint(
                condition=filled("code") & filled("name") & filled("lines"),
                name="config_savedmapping_complete",
                violation_error_message="Give a code, a name and at least one line.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    def clean(self) -> None:
        """Refuse lines that say nothing that can be done, and name the line."""
        from ..imports.mapping import Mapping

        super().clean()
        try:
            Mapping.of(self)
        except ValueError as error:
            raise ValidationError({"lines": str(error)}) from error
