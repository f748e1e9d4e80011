"""The yardstick's endpoints: each kind with its shape, its filters and its list."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from config.api.filters import (
    After,
    Before,
    Choices,
    Codes,
    Flag,
    Marked,
    ReferenceFilters,
    Refs,
    Searched,
    Texts,
)
from config.api.serializers import Coded, Link, RecordSerializer
from config.api.views import RecordViewSet
from config.scales import Reliability

from .models import (
    Area,
    Better,
    Indicator,
    IndicatorType,
    Province,
    Provision,
    Qualifier,
    Reading,
    Source,
    SourceKind,
    Treaty,
)

REFERENCE = ["retired_on", "created_at", "updated_at"]
RECORD = ["marking", "created_at", "updated_at"]
COPY = ["copy_name", "copy_media_type", "copy_bytes", "copy_sha256", "copy_retrieved_at"]


class Provinces(Codes):
    """Some provinces, by P-code or by any known name."""

    def __init__(self, path: str | None = None, *, help_text: str):
        super().__init__(Province, path, help_text=help_text)

    def description(self, help_text: str) -> str:
        return f"{help_text} A P-code (AF01 to AF34), or a name in any known spelling, e.g. Helmand for AF23."

    def parse(self, value: list[str]) -> list[str]:
        provinces = Province.objects.all()
        try:
            return [provinces.named(name).pk for name in value]
        except Province.DoesNotExist as error:
            raise ValidationError(str(error)) from error


# --- Places and law -----------------------------------------------------------------------


class ProvinceSerializer(RecordSerializer):
    class Meta:
        model = Province
        fields = [
            "code",
            "iso_code",
            "name",
            "name_iso",
            "name_dari",
            "name_pashto",
            "aliases",
            "latitude",
            "longitude",
            *REFERENCE,
        ]


class ProvinceViewSet(RecordViewSet):
    """The 34 provinces of Afghanistan, with their codes, names and spellings."""

    serializer_class = ProvinceSerializer
    filterset_class = ReferenceFilters


class ProvisionRow(RecordSerializer):
    class Meta:
        model = Provision
        fields = ["code", "name", "article", "verified"]


class TreatySerializer(RecordSerializer):
    provisions = ProvisionRow(many=True, help_text="The articles that indicators answer to.")

    class Meta:
        model = Treaty
        fields = [
            "code",
            "name",
            "untc_chapter",
            "consented_on",
            "consent_mode",
            "signed_on",
            "source_note",
            "provisions",
            *REFERENCE,
        ]


class TreatyViewSet(RecordViewSet):
    """Human-rights treaties that bind the State of Afghanistan."""

    serializer_class = TreatySerializer
    filterset_class = ReferenceFilters
    ordering_columns = ("consented_on",)


class ProvisionSerializer(ProvisionRow):
    treaty = Coded()

    class Meta:
        model = Provision
        fields = [*ProvisionRow.Meta.fields, "treaty", *REFERENCE]


class ProvisionFilters(ReferenceFilters):
    treaty = Codes(Treaty, help_text="Articles of these treaties.")
    verified = Flag(help_text="Whether somebody read the article and confirms that it fits.")


class ProvisionViewSet(RecordViewSet):
    """Articles of treaties."""

    serializer_class = ProvisionSerializer
    filterset_class = ProvisionFilters


# --- Sources ------------------------------------------------------------------------------


class SourceSerializer(RecordSerializer):
    class Meta:
        model = Source
        fields = [
            "ref",
            "kind",
            "publisher",
            "title",
            "url",
            "address_note",
            "published_on",
            "retrieved_on",
            "reliability",
            *COPY,
            *RECORD,
        ]


class SourceFilters(Searched, Marked):
    kind = Choices(SourceKind, help_text="Kinds of source.")
    reliability = Choices(Reliability, help_text="Admiralty code of the source.")
    after = After("published_on", help_text="Published on or after this day; sources without a date are left out.")
    before = Before("published_on", help_text="Published on or before this day; sources without a date are left out.")


class SourceViewSet(RecordViewSet):
    """Who told us, and how far that source is trusted."""

    serializer_class = SourceSerializer
    filterset_class = SourceFilters


# --- Areas, indicators and readings -------------------------------------------------------


class AreaSerializer(RecordSerializer):
    indicators = Coded(many=True, help_text="The indicators of the area.")

    class Meta:
        model = Area
        fields = ["code", "name", "position", "description", "indicators", *REFERENCE]


class AreaViewSet(RecordViewSet):
    """Rights areas, with their indicators."""

    serializer_class = AreaSerializer
    filterset_class = ReferenceFilters
    ordering = "position"
    ordering_columns = ("position",)


class IndicatorSerializer(RecordSerializer):
    area = Coded(allow_null=True)
    provisions = Coded(many=True)

    class Meta:
        model = Indicator
        fields = [
            "code",
            "name",
            "area",
            "kind",
            "definition",
            "unit",
            "better",
            "publisher",
            "provisions",
            *REFERENCE,
        ]


class IndicatorFilters(ReferenceFilters):
    area = Codes(Area, help_text="Indicators of these rights areas.")
    kind = Choices(IndicatorType, help_text="OHCHR types.")
    better = Choices(Better, help_text="Which way the value improves.")
    provision = Codes(Provision, "provisions", help_text="Indicators that answer to these provisions.")


class IndicatorViewSet(RecordViewSet):
    """What is observed or measured."""

    serializer_class = IndicatorSerializer
    filterset_class = IndicatorFilters


class ReadingSerializer(RecordSerializer):
    indicator = Coded()
    province = Coded(allow_null=True)
    source = Link(  # type: ignore[assignment]  # a declared field, taken off the class by the metaclass
        "publisher", "title", allow_null=True
    )

    class Meta:
        model = Reading
        fields = [
            "ref",
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
            "source",
            "note",
            *RECORD,
        ]


class ReadingFilters(Marked):
    indicator = Codes(Indicator, help_text="Readings of these indicators.")
    area = Codes(Area, "indicator__area", help_text="Readings of indicators of these rights areas.")
    province = Provinces(help_text="Readings for these provinces.")
    qualifier = Choices(Qualifier, help_text="What kind of value the publisher gives.")
    publisher = Texts(help_text="Exactly these publishers, e.g. UNODC.")
    source = Refs(Source, help_text="Readings read in these sources.")
    after = After("period_to", help_text="Readings of which some day of the period is on or after this day.")
    before = Before("period_from", help_text="Readings of which some day of the period is on or before this day.")


class ReadingViewSet(RecordViewSet):
    """Published values of indicators; conflicting and revised values stand side by side."""

    serializer_class = ReadingSerializer
    filterset_class = ReadingFilters
    ordering = "-period_to"
    ordering_columns = ("period_to", "period_from")
