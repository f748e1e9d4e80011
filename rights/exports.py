"""The yardstick's reports."""

from config.exports import Report, path_column, register

from .models import Area, Indicator, Province, Provision, Reading, Source, Treaty

REFERENCE_FIELDS = ("retired_on", "created_at", "updated_at")

register(
    Report(
        "provinces",
        Province,
        (
            "code",
            "iso_code",
            "name",
            "name_iso",
            "name_dari",
            "name_pashto",
            "aliases",
            "latitude",
            "longitude",
            *REFERENCE_FIELDS,
        ),
    ),
    Report(
        "treaties",
        Treaty,
        (
            "code",
            "name",
            "untc_chapter",
            "consented_on",
            "consent_mode",
            "signed_on",
            "source_note",
            *REFERENCE_FIELDS,
        ),
    ),
    Report("provisions", Provision, ("code", "name", "treaty", "article", "verified", *REFERENCE_FIELDS)),
    Report(
        "sources",
        Source,
        (
            "ref",
            "kind",
            "publisher",
            "title",
            "url",
            "address_note",
            "published_on",
            "retrieved_on",
            "reliability",
            "copy_name",
            "copy_media_type",
            "copy_bytes",
            "copy_sha256",
            "copy_retrieved_at",
            "marking",
            "created_at",
            "updated_at",
        ),
        withheld={"copy_file": "Where a copy lies in the storage is nobody's to know."},
    ),
    Report("areas", Area, ("code", "name", "position", "description", *REFERENCE_FIELDS), order=("position", "pk")),
    Report(
        "indicators",
        Indicator,
        (
            "code",
            "name",
            "area",
            "kind",
            "definition",
            "unit",
            "better",
            "publisher",
            "provisions",
            *REFERENCE_FIELDS,
        ),
    ),
    Report(
        "readings",
        Reading,
        (
            "ref",
            "indicator",
            path_column("indicator_name", "indicator__name", "The indicator in words.", of=Indicator),
            "period_from",
            "period_to",
            "province",
            path_column(
                "province_name", "province__name", "The province's name; empty for the whole country.", of=Province
            ),
            "value",
            "unit",
            "qualifier",
            "disaggregation",
            "publisher",
            "published_on",
            "source",
            "note",
            "marking",
            "created_at",
            "updated_at",
        ),
        order=("indicator", "period_from", "period_to", "pk"),
    ),
)
