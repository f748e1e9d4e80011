"""Links from one record to the form of the next, filled in as far as it follows from the first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse


@dataclass(frozen=True)
class FollowUp:
    """What can be logged on a record: the words of the link, the model, and what is filled in."""

    label: str
    model: str
    prefill: Callable[[Any], Mapping[str, Any]]

    def address(self, record: Any) -> str:
        return add_address(self.model, self.prefill(record))


def add_address(model: str, prefill: Mapping[str, Any]) -> str:
    """The address of the form that adds a row of `model` (`app.name`), with values filled in."""
    query = urlencode({name: _as_text(value) for name, value in prefill.items() if value not in (None, "", [])})
    address = reverse(f"admin:{model.lower().replace('.', '_')}_add")
    return f"{address}?{query}" if query else address


def _as_text(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def code(record: Any, name: str) -> str | None:
    """The key of a linked record; None if there is none, or none that the person sees."""
    try:
        target = getattr(record, name)
    except ObjectDoesNotExist:
        return None
    return target and target.pk


def codes(record: Any, name: str) -> list[str]:
    """The keys of a many-to-many link."""
    return sorted(row.pk for row in getattr(record, name).all())
