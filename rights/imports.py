"""Sources and readings from files."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from config.imports.columns import Column
from config.imports.kinds import Kind, register
from config.imports.targets import name_by
from config.search import fold

from .models import Province, Reading, Source

name_by(Province, spelled=lambda province: province.spellings)
name_by(Source, "url")

NATURE_OF_A_READING = (
    "indicator",
    "period_from",
    "period_to",
    "province",
    "value",
    "unit",
    "qualifier",
    "disaggregation",
    "publisher",
    "published_on",
)


def _same_place_and_time(reading: Any) -> list[tuple[Any, ...]]:
    """Another value for the same thing may be a second vintage, or a correction."""
    names = ("indicator_id", "period_from", "period_to", "province_id", "disaggregation")
    return [(*(getattr(reading, name) for name in names), fold(reading.publisher))]


def _readings_like(rows: Any, readings: list[Any]) -> Any:
    return rows.filter(
        indicator__in={reading.indicator_id for reading in readings},
        period_to__in={reading.period_to for reading in readings},
    )


def _same_text(source: Any) -> list[tuple[Any, ...]]:
    keys: list[tuple[Any, ...]] = [("url", source.url.rstrip("/").casefold())] if source.url else []
    return [*keys, ("title", fold(source.publisher), fold(source.title))] if source.title else keys


def _sources_like(rows: Any, sources: list[Any]) -> Any:
    publishers, addresses = {s.publisher for s in sources}, {s.url for s in sources if s.url}
    return rows.filter(Q(publisher__in=publishers) | Q(url__in=addresses))


register(
    Kind(
        "sources",
        Source,
        (
            Column("ref", also=("reference", "source_id")),
            Column("kind"),
            Column("publisher", also=("source_name",)),
            Column("title"),
            Column("url", also=("address", "link", "source_url")),
            Column("address_note"),
            Column("published_on", also=("published",)),
            Column("retrieved_on", also=("retrieved",)),
            Column("reliability"),
            Column("marking", also=("tlp",)),
        ),
        natural=("publisher", "title", "url", "address_note", "published_on"),
        found_by=("publisher",),
        derived=frozenset(
            {
                "copy_name",
                "copy_media_type",
                "copy_bytes",
                "copy_sha256",
                "copy_retrieved_at",
                "created_at",
                "updated_at",
            }
        ),
        hint=_same_text,
        hinted=_sources_like,
    ),
    Kind(
        "readings",
        Reading,
        (
            Column("ref", also=("reference",)),
            Column("indicator", also=("indicator_code",)),
            Column("period_from", also=("period_start",)),
            Column("period_to", also=("period_end",)),
            Column("province", also=("admin1", "admin1_pcode", "p_code", "pcode")),
            Column("value"),
            Column("unit"),
            Column("qualifier"),
            Column("disaggregation"),
            Column("publisher"),
            Column("published_on", also=("published",)),
            Column("source", also=("source_url",)),
            Column("note"),
            Column("marking", also=("tlp",)),
        ),
        natural=NATURE_OF_A_READING,
        found_by=("indicator", "period_from", "period_to"),
        derived=frozenset({"indicator_name", "province_name", "created_at", "updated_at"}),
        hint=_same_place_and_time,
        hinted=_readings_like,
    ),
)
