"""Organisations and people from files."""

from __future__ import annotations

from typing import Any

from config.imports.columns import Column
from config.imports.kinds import Kind
from config.imports.targets import name_by
from config.search import fold

from ..models import Organisation, Person

name_by(Organisation, "name", "acronym")
name_by(Person, "name")


def _names(row: Any) -> list[tuple[Any, ...]]:
    """Any of the names that a row goes by, however it is spelt."""
    names = [row.name, row.name_original, getattr(row, "acronym", ""), *row.name_variants.splitlines()]
    return [(name,) for name in {fold(name) for name in names} if name]


def _all(rows: Any, instances: list[Any]) -> Any:
    """Names are compared as they are folded, which no database does."""
    return rows.order_by("pk")


KINDS = (
    Kind(
        "organisations",
        Organisation,
        (
            Column("ref", also=("reference",)),
            Column("name", also=("organisation",)),
            Column("acronym"),
            Column("name_original", also=("name_dari", "name_pashto")),
            Column("name_variants", also=("aliases",)),
            Column("side"),
            Column("level"),
            Column("seat"),
            Column("province", also=("admin1", "admin1_pcode", "p_code", "pcode")),
            Column("country"),
            Column("parent"),
            Column("marking", also=("tlp",)),
        ),
        natural=("name", "side", "level", "seat", "province", "country"),
        found_by=("name",),
        derived=frozenset(["province_name", "created_at", "updated_at"]),
        hint=_names,
        hinted=_all,
    ),
    Kind(
        "people",
        Person,
        (
            Column("ref", also=("reference",)),
            Column("name", also=("person",)),
            Column("name_original", also=("name_dari", "name_pashto")),
            Column("name_variants", also=("aliases",)),
            Column("public_office"),
            Column("note"),
            Column("marking", also=("tlp",)),
        ),
        natural=("name", "name_original"),
        found_by=("name",),
        derived=frozenset(["created_at", "updated_at"]),
        hint=_names,
        hinted=_all,
    ),
)
