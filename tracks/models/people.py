"""Organisations, people, the posts they held, and the lists they are on."""

from __future__ import annotations

from django.db import models

from config.models import Part, Record, Withdrawable
from config.models.checks import filled
from config.models.record import marking_field
from config.models.whom import by_whom
from config.refs import RefField
from config.scales import Marking, countries
from config.search import Searchable
from rights.models import Province

from .track import OrganisationLevel, Seat, Side


class Organisation(Record, Withdrawable, Searchable):
    """A body on any side. The authorities are not a monolith: seat and level matter."""

    search_from = ("name", "acronym", "name_original", "name_variants")

    ref = RefField("ORG")
    marking = marking_field(Marking.GREEN)
    name = models.CharField(max_length=200, help_text="In Latin script, as you would write it in a report.")
    acronym = models.CharField(max_length=20, blank=True, help_text="E.g. UNAMA, DAB.")
    name_original = models.CharField(
        "name in Dari or Pashto",
        max_length=200,
        blank=True,
        help_text="In its own script.",
    )
    name_variants = models.TextField(
        blank=True,
        help_text="Other spellings and former names, one a line; search finds them.",
    )
    side = models.CharField(max_length=7, choices=Side, help_text="Whose side of the table it sits on.")
    level = models.CharField(max_length=11, choices=OrganisationLevel, help_text="National or subnational.")
    seat = models.CharField(max_length=8, choices=Seat, help_text="Where it decides.")
    province = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations",
        help_text="Required if the seat is another province.",
    )
    country = models.CharField(
        max_length=2,
        choices=countries,
        blank=True,
        help_text="ISO 3166-1; required if the seat is abroad.",
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
        help_text="The body that it belongs to, e.g. the ministry of a directorate.",
    )

    class Meta:
        ordering = ["name", "ref"]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.CheckConstraint(
                condition=filled("name"),
                name="tracks_organisation_named",
                violation_error_message="Give the organisation a name.",
            ),
            models.CheckConstraint(
                condition=models.Q(seat=Seat.PROVINCE, province__isnull=False)
                | ~models.Q(seat=Seat.PROVINCE) & models.Q(province__isnull=True),
                name="tracks_organisation_seat_province",
                violation_error_message="A seat in another province needs the province; any other seat has none.",
            ),
            models.CheckConstraint(
                condition=~models.Q(seat=Seat.ABROAD) | filled("country"),
                name="tracks_organisation_seat_country",
                violation_error_message="A seat abroad needs the country.",
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("ref")),
                name="tracks_organisation_not_own_parent",
                violation_error_message="An organisation cannot belong to itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.ref})"


class Person(Record, Withdrawable, Searchable):
    """Somebody who takes part, in the name they are known by and in their own script."""

    search_from = ("name", "name_original", "name_variants")

    ref = RefField("PER")
    name = models.CharField(max_length=200, help_text="In Latin script, the spelling you prefer.")
    name_original = models.CharField(
        "name in Dari or Pashto",
        max_length=200,
        blank=True,
        help_text="In its own script.",
    )
    name_variants = models.TextField(blank=True, help_text="Other spellings, one a line; search finds them.")
    public_office = models.BooleanField(
        "holds or held public office",
        default=False,
        help_text="Only then may the name leave in exports. Leave it off for private persons.",
    )
    note = models.TextField(blank=True, help_text="What a colleague must know before meeting this person.")

    class Meta:
        verbose_name_plural = "people"
        ordering = ["name", "ref"]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.CheckConstraint(
                condition=filled("name"),
                name="tracks_person_named",
                violation_error_message="Give the person a name.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.ref})"


class Post(Part):
    """An office held by a person from one day to another."""

    visible_through = ("person", "organisation")

    ref = RefField("PST")
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="posts",
        help_text="Who holds it.",
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="posts",
        help_text="Where the post is.",
    )
    title = models.CharField(max_length=200, help_text="E.g. acting minister, deputy governor.")
    held_from = models.DateField("from", null=True, blank=True, help_text="First day; empty if not known.")
    held_to = models.DateField(
        "to",
        null=True,
        blank=True,
        help_text="Last day; empty if still held or not known.",
    )

    class Meta:
        ordering = ["person", "-held_from", "ref"]
        constraints = [
            *Part.Meta.constraints,
            models.CheckConstraint(
                condition=filled("title"),
                name="tracks_post_titled",
                violation_error_message="Give the post's title.",
            ),
            models.CheckConstraint(
                condition=models.Q(held_from__isnull=True)
                | models.Q(held_to__isnull=True)
                | models.Q(held_to__gte=models.F("held_from")),
                name="tracks_post_dates_in_order",
                violation_error_message="The post ends before it begins.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.ref})"


class ListName(models.TextChoices):
    """The sanctions lists that matter to a meeting."""

    UN_1988 = "un_1988", "UN 1988 list"
    OFAC_SDN = "ofac_sdn", "OFAC SDN list"
    EU = "eu", "EU list"
    UK = "uk", "UK list"


class MatchStatus(models.TextChoices):
    """Whether the entry is really this person; names alone are not enough."""

    CONFIRMED = "confirmed", "Confirmed"
    POSSIBLE = "possible", "Possible"
    CLEARED = "cleared", "Cleared – another person"


class Listing(Part):
    """A sanctions entry, shown as a warning wherever the person is picked."""

    visible_through = ("person",)

    ref = RefField("LST")
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="listings",
        help_text="Who is listed.",
    )
    sanctions_list = models.CharField("list", max_length=8, choices=ListName, help_text="Which list.")
    list_reference = models.CharField(max_length=40, help_text="The entry's permanent reference, e.g. TAi.144.")
    name_as_listed = models.CharField(max_length=200, blank=True, help_text="The name as the list prints it.")
    listed_on = models.DateField(null=True, blank=True, help_text="The day of the listing.")
    delisted_on = models.DateField(null=True, blank=True, help_text="The day it was lifted; empty while it stands.")
    measures = models.CharField(
        max_length=200,
        blank=True,
        help_text="E.g. asset freeze, travel ban, arms embargo.",
    )
    match_status = models.CharField(
        max_length=9,
        choices=MatchStatus,
        default=MatchStatus.POSSIBLE,
        help_text="How sure the match is.",
    )
    checked_on = models.DateField(null=True, blank=True, help_text="When somebody last compared it with the list.")
    checked_by = by_whom("Who compared it.", editable=True)
    list_version_on = models.DateField(null=True, blank=True, help_text="The date of the list that was compared.")
    note = models.TextField(blank=True, help_text="E.g. how the match was decided.")

    class Meta:
        ordering = ["person", "sanctions_list", "list_reference", "ref"]
        constraints = [
            *Part.Meta.constraints,
            models.CheckConstraint(
                condition=filled("list_reference"),
                name="tracks_listing_referenced",
                violation_error_message="Give the entry's reference on the list.",
            ),
            models.CheckConstraint(
                condition=~models.Q(sanctions_list=ListName.UN_1988)
                | models.Q(list_reference__regex=r"^TA[ie]\.[0-9]{3}\Z"),
                name="tracks_listing_un_reference",
                violation_error_message="A reference of the UN 1988 list is like TAi.144 or TAe.012.",
            ),
            models.CheckConstraint(
                condition=models.Q(listed_on__isnull=True)
                | models.Q(delisted_on__isnull=True)
                | models.Q(delisted_on__gte=models.F("listed_on")),
                name="tracks_listing_dates_in_order",
                violation_error_message="The listing was lifted before it was made.",
            ),
            models.CheckConstraint(
                condition=models.Q(checked_by__isnull=True) | models.Q(checked_on__isnull=False),
                name="tracks_listing_checked_when",
                violation_error_message="Say on which day it was compared with the list.",
            ),
            models.UniqueConstraint(
                fields=["person", "sanctions_list", "list_reference"],
                condition=models.Q(withdrawn_on__isnull=True),
                name="tracks_listing_once",
                violation_error_message="This person has this entry already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_sanctions_list_display()} {self.list_reference} ({self.ref})"
