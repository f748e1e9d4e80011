"""Conditions on columns that many constraints are made of."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models

EXACT_DIGITS = 15  # A number of SQLite has eight bytes, which keep so many; PostgreSQL would keep more.

# A character that is no blank, control or direction mark, one by one: what \s means differs between databases
# and, on PostgreSQL, between locales and collations.
SEEN = r"[^\u0001-\u0020\u007f-\u00a0\u00ad\u061c\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]"


def filled(name: str) -> models.Q:
    """The text holds something that can be seen."""
    return models.Q(**{f"{name}__regex": SEEN})


def exactly_one(*names: str) -> models.Q:
    """Exactly one of the columns is filled."""
    q = models.Q()
    for name in names:
        q |= models.Q(**{f"{other}__isnull": other != name for other in names})
    return q


def kept_exactly(number: Decimal) -> None:
    """A validator: each database keeps the number as it is given. Raises ValidationError."""
    digits = len(Decimal(number).normalize().as_tuple().digits)
    if digits > EXACT_DIGITS:
        raise ValidationError(
            f"It has {digits} digits before and after the point; at most {EXACT_DIGITS} are kept exactly. Round it."
        )
