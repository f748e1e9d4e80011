"""Who did something to a row."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models


def by_whom(help_text: str, verbose_name: str | None = None, *, editable: bool = False) -> Any:
    """A link to the account of whoever did it; empty where a command did, or nobody yet. No account is deleted."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=verbose_name,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=editable,
        related_name="+",
        help_text=help_text,
    )
