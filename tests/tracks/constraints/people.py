"""Constraints of tracks, organisations, people, posts and listings."""

from tests import factories as make
from tests.constraints import BLANKS, Case, Unique, days, itself, reference, someone, withdrawable
from tests.factories import DAY
from tracks.models import Listing, Organisation, Person, Post, Track

AN_ENTRY = {"sanctions_list": "un_1988", "list_reference": "TAi.999"}


def another_entry(**fields) -> Listing:
    """Like the first, of the same person, and not saved."""
    return Listing(ref="LST-2024-ZZZZ", person=make.listing(**fields).person, **AN_ENTRY)


CASES = [
    *reference(Track, make.track),
    *withdrawable(Organisation, make.organisation),
    *withdrawable(Person, make.person),
    *withdrawable(Post, make.post),
    *withdrawable(Listing, make.listing),
    Case(
        "tracks_track_interval_positive",
        "The expected interval is at least one day; leave it empty for none.",
        make.track,
        refused=[{"meeting_interval_days": 0}],
        accepted=[{"meeting_interval_days": 1}, {"meeting_interval_days": None}],
    ),
    Case(
        "tracks_organisation_named",
        "Give the organisation a name.",
        make.organisation,
        refused=[{"name": BLANKS}],
        accepted=[{"name": "د افغانستان بانک"}],
    ),
    Case(
        "tracks_organisation_seat_province",
        "A seat in another province needs the province; any other seat has none.",
        make.organisation,
        refused=[
            {"seat": "province"},
            {"seat": "kabul", "province_id": "AF30"},
            {"seat": "kandahar", "province_id": "AF30"},
            {"seat": "abroad", "country": "QA", "province_id": "AF30"},
        ],
        accepted=[{"seat": "province", "province_id": "AF30"}, {"seat": "kandahar"}],
    ),
    Case(
        "tracks_organisation_seat_country",
        "A seat abroad needs the country.",
        make.organisation,
        refused=[{"seat": "abroad"}],
        accepted=[{"seat": "abroad", "country": "QA"}, {"seat": "kabul", "country": "AF"}],
    ),
    Case(
        "tracks_organisation_not_own_parent",
        "An organisation cannot belong to itself.",
        make.organisation,
        refused=[{"parent": itself}],
        accepted=[{"parent": lambda row: make.organisation(name="A ministry")}],
    ),
    Case(
        "tracks_person_named",
        "Give the person a name.",
        make.person,
        refused=[{"name": BLANKS}],
        accepted=[{"name": "محمد"}],
    ),
    Case(
        "tracks_post_titled",
        "Give the post's title.",
        make.post,
        refused=[{"title": BLANKS}],
        accepted=[{"title": "x"}],
    ),
    Case(
        "tracks_post_dates_in_order",
        "The post ends before it begins.",
        make.post,
        refused=[{"held_from": DAY, "held_to": days(-1)}],
        accepted=[{"held_from": DAY}, {"held_to": DAY}, {"held_from": DAY, "held_to": DAY}],
    ),
    Case(
        "tracks_listing_referenced",
        "Give the entry's reference on the list.",
        lambda: make.listing(sanctions_list="eu"),
        refused=[{"list_reference": BLANKS}],
        accepted=[{"list_reference": "x"}],
    ),
    Case(
        "tracks_listing_un_reference",
        "A reference of the UN 1988 list is like TAi.144 or TAe.012.",
        make.listing,
        refused=[
            {"list_reference": text}
            for text in ("TAi.1", "TAi.1444", "TAx.144", "tai.144", "TAi-144", "QDi.144", "TAi.144\n", " TAi.144")
        ],
        accepted=[
            {"list_reference": "TAi.144"},
            {"list_reference": "TAe.012"},
            {"sanctions_list": "ofac_sdn", "list_reference": "SDGT 1"},
        ],
    ),
    Case(
        "tracks_listing_dates_in_order",
        "The listing was lifted before it was made.",
        make.listing,
        refused=[{"listed_on": DAY, "delisted_on": days(-1)}],
        accepted=[{"listed_on": DAY}, {"delisted_on": DAY}, {"listed_on": DAY, "delisted_on": DAY}],
    ),
    Case(
        "tracks_listing_checked_when",
        "Say on which day it was compared with the list.",
        make.listing,
        refused=[{"checked_by": someone}],
        accepted=[{"checked_by": someone, "checked_on": DAY}, {"checked_on": DAY}],
    ),
]

UNIQUE = [
    Unique(
        "tracks_listing_once",
        "This person has this entry already.",
        twin=lambda: another_entry(**AN_ENTRY),
        other=lambda: another_entry(withdrawn_reason="Another person.", **AN_ENTRY),
    ),
]
