"""The tracks, and who sits at the table."""

from config.exports import Report, path_column
from rights.models import Province

from ..models import Listing, Organisation, Person, Post, Track
from .columns import LOGGED, REFERENCE, public_name

REPORTS = (
    Report(
        "tracks",
        Track,
        ("code", "name", "position", "description", "meeting_interval_days", "indicators", *REFERENCE),
        {"lead": "Names of staff stay in the house."},
        order=("position", "pk"),
    ),
    Report(
        "organisations",
        Organisation,
        (
            "ref",
            "name",
            "acronym",
            "name_original",
            "name_variants",
            "side",
            "level",
            "seat",
            "province",
            path_column("province_name", "province__name", "The province's name.", of=Province),
            "country",
            "parent",
            "marking",
            *LOGGED,
        ),
    ),
    Report(
        "people",
        Person,
        (
            "ref",
            public_name("name"),
            public_name("name_original"),
            public_name("name_variants"),
            "public_office",
            "marking",
            *LOGGED,
        ),
        {"note": "A word between colleagues."},
        personal=frozenset({"ref"}),
    ),
    Report(
        "posts",
        Post,
        ("ref", "person", "organisation", "title", "held_from", "held_to", *LOGGED),
        personal=frozenset({"ref"}),
    ),
    Report(
        "listings",
        Listing,
        (
            "ref",
            "person",
            "sanctions_list",
            "list_reference",
            public_name("name_as_listed", "person__"),
            "listed_on",
            "delisted_on",
            "measures",
            "match_status",
            "checked_on",
            "list_version_on",
            "note",
            *LOGGED,
        ),
        {"checked_by": "Names of staff stay in the house."},
        personal=frozenset({"ref"}),
    ),
)
