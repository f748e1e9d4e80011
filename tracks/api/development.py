"""Developments and the citations of every kind of record."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from config.api.filters import Choices, Codes, Dated, Marked, Refs, RowFilters, Searched
from config.api.serializers import Coded, Link, RecordSerializer
from config.api.views import RecordViewSet
from config.scales import Credibility, Reliability
from rights.api import Provinces
from rights.models import Area, Indicator, Source

from ..independence import independent
from ..models import (
    Citation,
    Condition,
    Development,
    Direction,
    Form,
    Measure,
    Meeting,
    Organisation,
    Scope,
    Seat,
    Side,
    Track,
)
from .links import DATED, PART, RECORD, REVIEW_STATES, REVIEWED, CitationRow, When

ORIGIN: Any = Citation._meta.get_field("derives_from")  # Loaded as nothing where the reader may not see it.


class DevelopmentSerializer(RecordSerializer):
    when = When()
    provinces = Coded(many=True)
    tracks = Coded(many=True)
    indicators = Coded(many=True)
    issuing_body = Link("name", allow_null=True)
    reverses = Link("title", allow_null=True)
    reversed_by = Link("title", many=True, help_text="Later developments that undid this one.")
    follows = Link("title", allow_null=True)
    followed_by = Link("title", many=True, help_text="Later developments that continue this one.")
    independent_sources = serializers.SerializerMethodField(
        help_text="How many of the cited sources do not derive from one another, of those that you see."
    )
    citations = CitationRow(many=True, help_text="On whose word, and how far each is trusted.")

    class Meta:
        model = Development
        fields = [
            "ref",
            "title",
            "narrative",
            *DATED,
            "reported_on",
            "scope",
            "provinces",
            "place",
            "tracks",
            "indicators",
            "direction",
            "form",
            "issuing_body",
            "reverses",
            "reversed_by",
            "follows",
            "followed_by",
            "independent_sources",
            "citations",
            *REVIEWED,
            *RECORD,
        ]

    def get_independent_sources(self, row: Any) -> int:
        return independent((c.source_id, ORIGIN.get_cached_value(c) and c.derives_from_id) for c in row.shown_citations)


class DevelopmentFilters(Searched, Marked, Dated):
    track = Codes(Track, "tracks", help_text="Developments that bear on these tracks.")
    indicator = Codes(Indicator, "indicators", help_text="Developments that bear on these indicators.")
    area = Codes(Area, "indicators__area", help_text="Developments that bear on indicators of these rights areas.")
    province = Provinces("provinces", help_text="Developments in these provinces; national ones are left out.")
    scope = Choices(Scope, help_text="National, or in provinces.")
    direction = Choices(Direction, help_text="Which way it moves.")
    form = Choices(Form, help_text="How it showed.")
    organisation = Refs(Organisation, "issuing_body", help_text="Decided by these organisations.")
    side = Choices(Side, "issuing_body__side", help_text="Decided by organisations on this side.")
    seat = Choices(Seat, "issuing_body__seat", help_text="Decided by organisations with this seat.")
    reverses = Refs(Development, help_text="Developments that undid these.")
    follows = Refs(Development, help_text="Developments that continue these.")
    source = Refs(Source, "citations__source", help_text="Developments that these sources tell of.")
    review_state = Choices(REVIEW_STATES, help_text="Where it stands in the review.")


class DevelopmentViewSet(RecordViewSet):
    """What was observed, on whose word, and what it reverses or follows."""

    serializer_class = DevelopmentSerializer
    filterset_class = DevelopmentFilters
    ordering = "-date_from"
    ordering_columns = ("date_from", "date_until")


class CitationSerializer(CitationRow):
    development = Link("title", allow_null=True)
    meeting = Link("title", allow_null=True)
    condition = Link("text", allow_null=True)
    measure = Link("title", allow_null=True)

    class Meta(CitationRow.Meta):
        fields = ["ref", "development", "meeting", "condition", "measure", *CitationRow.Meta.fields[1:], *PART]


class CitationFilters(RowFilters):
    development = Refs(Development, help_text="Citations on these developments.")
    meeting = Refs(Meeting, help_text="Citations on these meetings.")
    condition = Refs(Condition, help_text="Citations on these conditions.")
    measure = Refs(Measure, help_text="Citations on these measures.")
    source = Refs(Source, help_text="Citations of these sources.")
    derives_from = Refs(Source, help_text="Citations that repeat these sources.")
    credibility = Choices(Credibility, help_text="Admiralty code of the statement.")
    reliability = Choices(Reliability, "source__reliability", help_text="Admiralty code of the source.")


class CitationViewSet(RecordViewSet):
    """Which source says what stands on a record, how far it is trusted, and whom it repeats."""

    serializer_class = CitationSerializer
    filterset_class = CitationFilters
