"""References people can say on the telephone and that reveal nothing.

A reference is `PREFIX-YEAR-CODE`, e.g. `MTG-2026-7KQ4`: the year the record was made and
random characters. Nothing in it counts, so a reader cannot tell how many records they do
not see. The reference is the primary key, so no second, sequential number exists.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

# Digits and capitals without 0/O, 1/I/L and U, which are misread or misheard.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
SHAPE = re.compile(rf"[A-Z]{{3}}-[0-9]{{4}}-[{ALPHABET}]{{4,8}}")


def new_ref(prefix: str, length: int) -> str:
    """A random reference of this year. 30**length values a year: 810,000 for length 4."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(length))
    return f"{prefix}-{timezone.now().year}-{code}"


def derived_ref(prefix: str, length: int, *, year: int, key: str) -> str:
    """The reference of a row that comes with a public file: the same on every machine.

    `key` is the row's natural key. Only for rows that are public anyway, since anyone who
    knows the key can compute the reference.
    """
    number = int.from_bytes(hashlib.sha256(f"{prefix}:{key}".encode()).digest())
    code = ""
    for _ in range(length):
        number, index = divmod(number, len(ALPHABET))
        code += ALPHABET[index]
    return f"{prefix}-{year:04d}-{code}"


class ByteOrdered(models.CharField):
    """Text that both databases sort by bytes, so that exports have one order everywhere."""

    def db_parameters(self, connection: Any) -> Any:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class CodeField(ByteOrdered):
    """The natural key of a reference row: short, permanent, fit for a URL and a file."""

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("max_length", 40)
        super().__init__(*args, **kwargs)


class RefField(ByteOrdered):
    """A record's reference and primary key. `prefix` names the kind of record.

    `length` is 4 for what people log by hand and 6 for what files bring in by the thousand.
    A lost draw (the reference exists) is drawn again by `Record.save`.
    """

    def __init__(self, prefix: str = "", length: int = 4, **kwargs: Any):
        self.prefix = prefix
        self.length = length
        kwargs.update(max_length=20, editable=False, blank=True)  # blank until it is drawn
        kwargs.setdefault("primary_key", True)  # False in the copy that a history table keeps.
        kwargs.setdefault("verbose_name", "reference")
        kwargs.setdefault("help_text", "Given once, random, never changed or used again.")
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs = {k: v for k, v in kwargs.items() if k not in ("max_length", "editable", "blank")}
        kwargs |= {"prefix": self.prefix, "length": self.length, "primary_key": self.primary_key}
        return name, path, args, kwargs

    def draw(self) -> str:
        return new_ref(self.prefix, self.length)

    def to_python(self, value: Any) -> Any:
        """Refuse what cannot be a reference before a database sees it."""
        value = super().to_python(value)
        if value and not SHAPE.fullmatch(value):
            raise ValidationError(
                f"“{value[:40]}” is not a reference; one looks like {self.prefix or 'MTG'}-2026-7KQ4.",
                code="invalid",
            )
        return value
