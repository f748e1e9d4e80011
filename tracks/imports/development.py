"""Developments and the citations that they stand on, from files."""

from __future__ import annotations

from typing import Any

from config.imports.columns import Column
from config.imports.kinds import Kind

from ..models import Citation, Development, Scope
from .shared import AT_RISK, DERIVED, WHEN, lonely, on_the_same_days, remember, same_day_and_words

SCOPED = "A national development has no provinces: clear them, or choose subnational."


def _bears_on_something(row: Any, run: Any) -> None:
    """What the form asks: a track or an indicator, and places that fit the scope."""
    linked = {
        name: row.links.get(name, [] if row.is_new else list(getattr(row.instance, name).all())) for name in LINKS
    }
    refused = row.refused
    if not (linked["tracks"] or linked["indicators"] or {"tracks", "indicators"} & refused):
        row.refuse("tracks", "Name a track or an indicator that it bears on.", "")
    if row.instance.scope == Scope.NATIONAL and linked["provinces"]:
        row.refuse("provinces", SCOPED)


LINKS = ("tracks", "indicators", "provinces")


def _remember(row: Any, run: Any) -> None:
    if not row.problems:
        remember(row.instance, row.number, "credibility", run)


CITATIONS = Kind(
    "citations",
    Citation,
    (
        Column("ref", also=("reference",)),
        Column("development"),
        Column("meeting"),
        Column("condition"),
        Column("measure"),
        Column("source", also=("source_url",)),
        Column("credibility"),
        Column("locator", also=("page",)),
        Column("derives_from"),
        Column("note"),
    ),
    natural=("development", "meeting", "condition", "measure", "source", "locator"),
    found_by=("source",),
    derived=frozenset(["publisher", "url", "reliability", "created_at", "updated_at"]),
    owners=("development", "meeting"),
    fixed=("development", "meeting", "condition", "measure"),
    at_risk=AT_RISK,
    complete=_remember,
    finish=lonely,
    beside_of="development",
)

KINDS = (
    Kind(
        "developments",
        Development,
        (
            Column("ref", also=("reference", "development_id")),
            *WHEN,
            Column("reported_on", also=("reported_date", "reported")),
            Column("title"),
            Column("narrative", also=("summary", "description")),
            Column("direction"),
            Column("form"),
            Column("scope"),
            Column("provinces", also=("province", "admin1", "admin1_pcode", "p_code", "pcode")),
            Column("place"),
            Column("tracks", also=("track", "track_code")),
            Column("indicators", also=("indicator", "indicator_code")),
            Column("issuing_body"),
            Column("reverses"),
            Column("follows"),
            Column("marking", also=("tlp",)),
            Column("source", also=("source_url",), beside="citation"),
            Column("credibility", beside="citation"),
            Column("locator", also=("page",), beside="citation"),
        ),
        natural=("date_from", "title", "date_precision", "place"),
        found_by=("date_from", "title"),
        derived=DERIVED,
        at_risk=AT_RISK,
        beside={"citation": CITATIONS},
        check=_bears_on_something,
        finish=lonely,
        hint=same_day_and_words,
        hinted=on_the_same_days,
    ),
    CITATIONS,
)
