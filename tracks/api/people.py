"""Organisations, people, their posts and listings.

A name leaves the record only for people who hold or held public office; of others the
endpoints give the reference alone.
"""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from rest_framework import serializers

from config.api.filters import After, Before, Choices, Countries, Flag, Marked, Refs, RowFilters, Search, Searched
from config.api.rows import Lens
from config.api.serializers import Coded, Link, RecordSerializer
from config.api.views import RecordViewSet
from rights.api import Provinces

from ..models import (
    Listing,
    ListName,
    MatchStatus,
    Organisation,
    OrganisationLevel,
    Person,
    Post,
    Seat,
    Side,
)
from .links import PART, RECORD, PersonLink


class OrganisationSerializer(RecordSerializer):
    province = Coded(allow_null=True)
    country = serializers.CharField(read_only=True, help_text="ISO 3166-1 alpha-2 code; empty if not given.")
    parent = Link("name", allow_null=True)

    class Meta:
        model = Organisation
        fields = [
            "ref",
            "name",
            "acronym",
            "name_original",
            "name_variants",
            "side",
            "level",
            "seat",
            "province",
            "country",
            "parent",
            *RECORD,
        ]


class OrganisationFilters(Searched, Marked):
    side = Choices(Side, help_text="Whose side of the table it sits on.")
    level = Choices(OrganisationLevel, help_text="National or subnational.")
    seat = Choices(Seat, help_text="Where it decides.")
    province = Provinces(help_text="Seats in these provinces.")
    country = Countries(help_text="Seats in these countries.")
    parent = Refs(Organisation, help_text="Units of these organisations.")


class OrganisationViewSet(RecordViewSet):
    """Bodies on any side of the table."""

    serializer_class = OrganisationSerializer
    filterset_class = OrganisationFilters


class PostRow(RecordSerializer):
    organisation = Link("name")

    class Meta:
        model = Post
        fields = ["ref", "organisation", "title", "held_from", "held_to"]
        order = (F("held_from").desc(nulls_last=True), "pk")


class ListingRow(RecordSerializer):
    name_as_listed = serializers.SerializerMethodField(
        help_text="The name as the list prints it; null unless in public office."
    )

    class Meta:
        model = Listing
        fields = [
            "ref",
            "sanctions_list",
            "list_reference",
            "name_as_listed",
            "listed_on",
            "delisted_on",
            "measures",
            "match_status",
            "checked_on",
            "list_version_on",
            "note",
        ]

    @classmethod
    def base(cls, lens: Lens) -> QuerySet:
        return super().base(lens).annotate(in_office=F("person__public_office"))

    def get_name_as_listed(self, row: Any) -> str | None:
        return row.name_as_listed if row.in_office else None


class PersonSerializer(RecordSerializer):
    name = serializers.SerializerMethodField(help_text="In Latin script; null unless in public office.")
    name_original = serializers.SerializerMethodField(help_text="In its own script; null unless in public office.")
    name_variants = serializers.SerializerMethodField(help_text="Other spellings; null unless in public office.")
    posts = PostRow(many=True, help_text="Posts held, the latest first.")
    listings = ListingRow(many=True, help_text="Sanctions entries.")

    class Meta:
        model = Person
        fields = ["ref", "name", "name_original", "name_variants", "public_office", "posts", "listings", *RECORD]

    def get_name(self, row: Person) -> str | None:
        return row.name if row.public_office else None

    def get_name_original(self, row: Person) -> str | None:
        return row.name_original if row.public_office else None

    def get_name_variants(self, row: Person) -> str | None:
        return row.name_variants if row.public_office else None


class PublicNames(Search):
    """Finds only the names that an answer may show."""

    def filter(self, qs: Any, value: Any) -> Any:
        return qs if value is None else super().filter(qs, value).filter(public_office=True)


class PersonFilters(Searched, Marked):
    search = PublicNames(help_text="All these words in the names of people in public office, in any script.")
    organisation = Refs(Organisation, "posts__organisation", help_text="People who hold or held a post there.")
    side = Choices(Side, "posts__organisation__side", help_text="People who hold or held a post on this side.")
    sanctions_list = Choices(ListName, "listings__sanctions_list", help_text="People with an entry on these lists.")
    public_office = Flag(help_text="Whether they hold or held public office.")


class PersonViewSet(RecordViewSet):
    """People who take part, with the posts they held and the lists they are on."""

    serializer_class = PersonSerializer
    filterset_class = PersonFilters


class PostSerializer(PostRow):
    person = PersonLink()

    class Meta(PostRow.Meta):
        fields = ["ref", "person", *PostRow.Meta.fields[1:], *PART]


class PostFilters(RowFilters):
    person = Refs(Person, help_text="Posts of these people.")
    organisation = Refs(Organisation, help_text="Posts at these organisations.")
    after = After("held_to", open_ended=True, help_text="Posts that may have been held on or after this day.")
    before = Before("held_from", open_ended=True, help_text="Posts that may have been held on or before this day.")


class PostViewSet(RecordViewSet):
    """Offices held by people, from one day to another."""

    serializer_class = PostSerializer
    filterset_class = PostFilters


class ListingSerializer(ListingRow):
    person = PersonLink()

    class Meta(ListingRow.Meta):
        fields = ["ref", "person", *ListingRow.Meta.fields[1:], *PART]


class ListingFilters(RowFilters):
    person = Refs(Person, help_text="Entries of these people.")
    sanctions_list = Choices(ListName, help_text="Which list.")
    match_status = Choices(MatchStatus, help_text="Whether the entry is really this person.")


class ListingViewSet(RecordViewSet):
    """Sanctions entries."""

    serializer_class = ListingSerializer
    filterset_class = ListingFilters
