"""Values of columns in words, as far as one reader may know what is linked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import models

from ..models import Tracked, User
from ..visibility import access_of, viewable_q


class Words:
    """Puts values into words for one reader; remembers what linked records are called."""

    def __init__(self, user: Any):
        self.user = user
        self.labels: dict[tuple[type, Any], str] = {}

    def learn(self, wanted: Mapping[Any, Iterable[Any]]) -> None:
        """Ask what the rows with these keys are called, once for each model."""
        for model, keys in wanted.items():
            manager = model._default_manager
            rows = manager.all()
            if issubclass(model, Tracked):
                rows = manager.visible_to(self.user).filter(viewable_q(model, self.user))
            if model is not User or not access_of(self.user).released_only:
                unknown = [key for key in keys if key is not None and (model, key) not in self.labels]
                self.labels |= {(model, row.pk): str(row) for row in rows.filter(pk__in=unknown)}

    def label(self, model: Any, key: Any) -> str:
        """What the linked record is called; nothing if the reader may not see it."""
        return self.labels.get((model, key), "")

    def of(self, column: Any, value: Any) -> str:
        """A column's value; of links the keys are given, several for a many-to-many."""
        if column.many_to_many:
            return "; ".join(sorted(filter(None, (self.label(column.related_model, key) for key in value or ()))))
        if value in (None, ""):
            return ""
        if column.many_to_one:
            return self.label(column.related_model, value)
        if column.choices:
            return str(dict(column.flatchoices).get(value, value))
        if isinstance(column, models.BooleanField):
            return "yes" if value else "no"
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
        return str(value)
