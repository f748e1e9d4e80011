"""What several kinds share: columns, and what is asked of citations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from config.imports.columns import Column
from config.imports.targets import name_by, seen
from config.scales import Credibility
from config.search import fold

from ..admin.shared import AT_RISK
from ..independence import ALONE, independent, seen_pairs
from ..models import Citation, Condition, Development, Meeting

WHEN = (
    Column("date_from", also=("happened_from", "event_date", "start_date", "date")),
    Column("date_to", also=("happened_to", "end_date")),
    Column("date_precision", also=("precision",)),
)
DERIVED = frozenset(
    {
        "date_until",
        "sources",
        "review_state",
        "submitted_at",
        "reviewed_at",
        "province_name",
        "created_at",
        "updated_at",
    }
)
CITED = ("source", "credibility", "locator")

name_by(Meeting, "title", loaded_with=("tracks",))
name_by(Development, "title", loaded_with=("tracks", "indicators"))
name_by(Condition, "text")


def same_day_and_words(row: Any) -> list[tuple[Any, ...]]:
    """Titles that differ in nothing that one hears, on one day."""
    return [(row.date_from, fold(row.title))]


def on_the_same_days(rows: Any, instances: list[Any]) -> Any:
    return rows.filter(date_from__in={row.date_from for row in instances}).defer("search_text")


def remember(citation: Any, number: int, column: str, run: Any) -> None:
    """Keep what a citation says, for `lonely`: whether it stands alone hangs on all rows of the file."""
    for name in Citation.SUBJECTS:
        if getattr(citation, f"{name}_id") is not None:
            key = getattr(citation, f"{name}_id") or number  # A record of this row has no key yet.
            own = run.state.setdefault("cited", {}).setdefault((name, key), {"pairs": {}, "claims": [], "known": set()})
            own["pairs"][number] = (citation.source_id, citation.derives_from_id)
            if citation.pk:
                own["known"].add(citation.pk)
            if citation.credibility == Credibility.CONFIRMED:
                own["claims"].append((number, column))


def lonely(run: Any) -> Iterator[tuple[int, str, str, str]]:
    """Citations that say “confirmed by other sources” where no other source stands, as the forms refuse them."""
    for (name, key), own in run.state.get("cited", {}).items():
        if not own["claims"]:
            continue
        pairs = list(own["pairs"].values())
        if isinstance(key, str):
            there = seen(Citation, run.user).standing().filter(**{name: key}).exclude(pk__in=own["known"])
            pairs += there.values_list("source", "derives_from")
        if independent(seen_pairs(pairs, run.user)) < 2:
            yield from ((number, column, Credibility.CONFIRMED.value, ALONE) for number, column in own["claims"])


__all__ = ["AT_RISK", "CITED", "DERIVED", "WHEN", "lonely", "on_the_same_days", "remember", "same_day_and_words"]
