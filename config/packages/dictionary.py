"""The data dictionary of a package, in words: for whoever opens the files without a program that reads descriptors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..exports import Column
from .descriptor import about, choices, withheld
from .spec import Spec
from .tables import Table

KINDS = {
    "text": "text",
    "code": "code or reference",
    "number": "number",
    "boolean": "true or false",
    "date": "date",
    "moment": "date and time (UTC)",
}
HOW = """## How the files are written

- CSV (RFC 4180): UTF-8, lines end with CR LF, the first line holds the headings. Dates are `2022-03-17`, moments
  `2022-03-17T08:00:00Z` (UTC). Numbers have a decimal point. An empty cell is not known, or not shown.
- Several values in one cell are joined by `; `.
- A text that a spreadsheet would run as a formula has an apostrophe before it; `datapackage.json` says which and how to
  take it away.
- `SHA256SUMS` proves that each file is as it was made (`sha256sum -c SHA256SUMS`). `CHANGES.csv` lists what was added,
  changed or withdrawn since the package before; the column `updated_at` is not compared.
"""


def dictionary_md(spec: Spec, tables: Sequence[Table], left_out: Mapping[str, str], previous: str) -> str:
    """The dictionary as Markdown."""
    parts = [*_head(spec, previous), HOW]
    for table in tables:
        parts += _file(table, tables)
    if left_out:
        parts += ["## Reports left out\n", *(f"- {name}: {why}" for name, why in left_out.items()), ""]
    return "\n".join(parts)


def _head(spec: Spec, previous: str) -> Iterator[str]:
    yield f"# {spec.title}, {spec.period}\n"
    yield f"**{spec.ceiling.value}** (Traffic Light Protocol 2.0): nothing here is marked closer.\n"
    yield f"- For: {spec.recipient}."
    yield f"- Period: {spec.period.start} to {spec.period.end}. States are those of {spec.as_of}."
    yield f"- The record as it was known just before {spec.known_at:%Y-%m-%d %H:%M} UTC."
    yield "- Of what is reviewed only what was approved; what was withdrawn is left out."
    yield f"- Columns about persons: {'with' if spec.personal else 'without'}. Texts may name people in either case."
    yield f"- Compared with: {previous or 'nothing, as it is the first'}.\n"


def _file(table: Table, tables: Sequence[Table]) -> Iterator[str]:
    links = dict(table.links(tables))
    yield f"## {table.file}\n"
    yield f"{about(table)}\n"
    yield "| column | holds | meaning |"
    yield "|---|---|---|"
    for column in table.columns:
        kind = "key" if column.heading == table.key else KINDS[column.kind]
        if column.heading in links:
            kind = f"key of {links[column.heading].file}"
        yield f"| `{column.heading}` | {kind} | {_in_a_row(_meaning(table, column))} |"
    yield ""
    if kept := withheld(table):
        yield "Not in this file:\n"
        yield from (f"- `{name}`: {why}" for name, why in kept.items())
        yield ""


def _meaning(table: Table, column: Column) -> str:
    listed = "; ".join(f"`{code}` {label}" for code, label in choices(table, column))
    return f"{column.description} {listed}".strip()


def _in_a_row(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
