"""What `clean` methods ask of a row whose fields may hold anything: it runs even if a field is wrong."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils import timezone


def lies_ahead(day: Any) -> bool:
    """Whether it is a day after today (UTC); what is no date is left to the field."""
    return isinstance(day, dt.date) and day > timezone.now().date()


def linked(row: models.Model, name: str) -> Any:
    """What a foreign key points at; None if it is empty or nothing is there, which the field tells."""
    try:
        return getattr(row, name)
    except ObjectDoesNotExist:
        return None
