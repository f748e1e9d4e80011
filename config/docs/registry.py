"""The models that the documents speak of, and their links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps

ROOMS = ("tracks", "rights", "config")


def models_of(room: str) -> list[Any]:
    """The models of a room, without the tables that keep their history."""
    return [m for m in apps.get_app_config(room).get_models() if not m.__name__.startswith("Historical")]


def links_of(model: Any) -> Iterator[Any]:
    """The foreign keys and many-to-many fields that the model declares or inherits."""
    for column in [*model._meta.fields, *model._meta.many_to_many]:
        if column.is_relation:
            yield column


def label(model: Any) -> str:
    """The model's name as a heading has it."""
    name = str(model._meta.verbose_name)
    return name[0].upper() + name[1:]
