"""What is observed, and on whose word."""

from django.db.models import F

from config.exports import Column, Report, path_column
from rights.models import Source

from ..models import Citation, Development
from .columns import LOGGED, REVIEW, WHEN, sources_of

REPORTS = (
    Report(
        "developments",
        Development,
        (
            "ref",
            *WHEN,
            "reported_on",
            "title",
            "narrative",
            "direction",
            "form",
            "scope",
            "provinces",
            "place",
            "tracks",
            "indicators",
            "issuing_body",
            "reverses",
            "follows",
            sources_of("development"),
            "marking",
            *REVIEW,
            *LOGGED,
        ),
        order=("date_from", "pk"),
    ),
    Report(
        "citations",
        Citation,
        (
            "ref",
            "development",
            "meeting",
            "condition",
            "measure",
            "source",
            path_column("publisher", "source__publisher", "The source's publisher.", of=Source),
            path_column("url", "source__url", "The source's address.", of=Source),
            Column("reliability", "code", lambda _: F("source__reliability"), "Of the source, Admiralty A to F."),
            "credibility",
            "locator",
            "derives_from",
            "note",
            *LOGGED,
        ),
    ),
)
