"""Whether the instance is open, may only be read, or is closed; the latest row counts."""

from __future__ import annotations

from django.db import models

from .checks import filled
from .whom import by_whom


class Emergency(models.Model):
    """One decision about the whole instance, and who took it why; see `config.emergency`."""

    class Mode(models.TextChoices):
        OPEN = "open", "Open"
        READ_ONLY = "read-only", "Read-only"
        CLOSED = "closed", "Closed"

    mode = models.CharField(max_length=9, choices=Mode, help_text="What is possible from now on.")
    at = models.DateTimeField("since", auto_now_add=True, help_text="Since when (UTC).")
    who = by_whom("Who decided it. Empty if a command did.", editable=True)
    reason = models.TextField(help_text="Why; everybody is shown it.")

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        verbose_name = "emergency mode"
        verbose_name_plural = "emergency modes"
        constraints = [
            models.CheckConstraint(
                condition=filled("reason"),
                name="config_emergency_says_why",
                violation_error_message="Say why: everybody is shown it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_mode_display()} since {self.at:%Y-%m-%d %H:%M} UTC"
