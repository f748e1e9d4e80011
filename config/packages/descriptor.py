"""`datapackage.json`: a package described for programs, as Frictionless Data Package v2 has it.

https://datapackage.org/standard/data-package/ – what the standard has no word for is under our own names.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader

from .. import VERSION
from ..exports import Column
from ..exports.cells import CONTROL_STARTS, FORMULA_STARTS
from .spec import Spec
from .tables import Table

DESCRIPTOR = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES = {"number": "number", "boolean": "boolean", "date": "date", "moment": "datetime"}
DIALECT: dict[str, Any] = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True}
GUARD = {
    "characters": [*FORMULA_STARTS, *CONTROL_STARTS],
    "prefix": "'",
    "undo": "A cell of apostrophes and then, after any blanks, one of these: take its first apostrophe away.",
}


def resource(
    table: Table, tables: Sequence[Table], *, rows: int, size: int, sha256: str, hashtags: bool
) -> dict[str, Any]:
    """What is said of one CSV file."""
    return {
        "name": table.name,
        "title": str(table.report.model._meta.verbose_name_plural),
        "description": about(table),
        **_csv_file(table.file, rows=rows, size=size, sha256=sha256),
        "dialect": DIALECT | ({"commentRows": [2]} if hashtags else {}),
        "schema": {
            "fields": [_field(table, column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": [table.key],
            "foreignKeys": list(_foreign_keys(table, tables)),
        },
        "withheld": [{"name": name, "reason": why} for name, why in withheld(table).items()],
    }


def _csv_file(path: str, *, rows: int, size: int, sha256: str) -> dict[str, Any]:
    return {
        "type": "table",
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{sha256}",
        "rows": rows,
    }


def changes_resource(path: str, headings: Sequence[str], *, rows: int, size: int, sha256: str) -> dict[str, Any]:
    """What is said of the list of changes."""
    fields = [{"name": heading, "type": "string"} for heading in headings]
    return {
        "name": "changes",
        "title": "changes since the package before",
        "description": "Cells stand here as in the files, with the same guard against formulas.",
        **_csv_file(path, rows=rows, size=size, sha256=sha256),
        "dialect": DIALECT,
        "schema": {"fields": fields, "missingValues": [""]},
    }


def about(table: Table) -> str:
    """What the rows are, in the first words of the kind of record."""
    return (table.report.model.__doc__ or "").strip().split("\n")[0]


def withheld(table: Table) -> dict[str, str]:
    """What the kind of record holds and the file does not, and why."""
    return dict(sorted((table.report.reasons() | table.left_out).items()))


def choices(table: Table, column: Column) -> list[tuple[str, str]]:
    """The codes that the column may hold, with their labels; none if they are not listed."""
    if not column.field:
        return []
    found: Any = table.report.model._meta.get_field(column.field)
    if found.is_relation or not found.choices:
        return []
    return [(str(code), str(label)) for code, label in found.flatchoices if code not in (None, "")]


def _field(table: Table, column: Column) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": column.heading,
        "type": "integer" if _is_whole(table, column) else TYPES.get(column.kind, "string"),
        "description": column.description,
    }
    if listed := choices(table, column):
        said["categories"] = [{"value": code, "label": label} for code, label in listed]
    if column.heading == table.key:
        said["constraints"] = {"required": True, "unique": True}
    if column.kind == "text":
        said["formulaGuard"] = True
    return said


def _is_whole(table: Table, column: Column) -> bool:
    if column.kind != "number" or not column.field:
        return False
    return isinstance(table.report.model._meta.get_field(column.field), models.IntegerField)


def _foreign_keys(table: Table, tables: Sequence[Table]) -> Iterator[dict[str, Any]]:
    for heading, target in table.links(tables):
        other = "" if target.name == table.name else target.name
        yield {"fields": [heading], "reference": {"resource": other, "fields": [target.key]}}


def _for(spec: Spec) -> dict[str, Any]:
    """For whom it is, and how far they see."""
    return {"recipient": spec.recipient, "marking_up_to": spec.ceiling.value, "personal_data": spec.personal}


def is_for_the_same(said: dict[str, Any], spec: Spec) -> bool:
    """Whether a package that is described so was for the same recipient, who saw as far then."""
    return all(said.get(name) == value for name, value in _for(spec).items())


def descriptor(spec: Spec, resources: list[dict[str, Any]], left_out: dict[str, str], previous: str) -> str:
    """The whole descriptor as JSON. `previous` names the package that CHANGES.csv compares with, if any."""
    said = {
        "$schema": PROFILE,
        "name": spec.name.lower().replace("_", "-"),
        "title": f"{spec.title}, {spec.period}",
        "description": "See the data dictionary beside this file.",
        "version": str(spec.period),
        "created": f"{spec.known_at:%Y-%m-%dT%H:%M:%SZ}",
        "profile_name": spec.profile,
        **_for(spec),
        "marking": {"ceiling": spec.ceiling.value, "standard": "Traffic Light Protocol 2.0"},
        "period": {"label": str(spec.period), "from": f"{spec.period.start}", "to": f"{spec.period.end}"},
        "as_of": f"{spec.as_of}",
        "known_at": f"{spec.known_at:%Y-%m-%dT%H:%M:%SZ}",
        "filters": {
            "reviewed": "Of what is reviewed, only what is approved.",
            "withdrawn": "left out",
        },
        "formulaGuard": GUARD,
        "previous": previous or None,
        "software": {"name": "engagement-tracks", "version": VERSION, "schema": schema_version()},
        "withheld_reports": [{"name": name, "reason": why} for name, why in left_out.items()],
        "resources": resources,
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def schema_version() -> dict[str, str]:
    """The newest migration of each of our apps: how the record is built."""
    leaves = MigrationLoader(None).graph.leaf_nodes()
    rooms = {config.label for config in apps.get_app_configs() if config.label in ("config", "rights", "tracks")}
    return {app: name for app, name in sorted(leaves) if app in rooms}
