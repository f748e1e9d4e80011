"""People, the posts they held, the lists they are on, and the bodies they speak for."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import F, Prefetch, Q
from django.utils import timezone

from config.admin import (
    FollowUp,
    PartAdmin,
    PartInline,
    RecordAdmin,
    StackedPartInline,
    StandingFilter,
    by_choice,
    by_code,
)
from config.visibility import viewable_q

from ..models import Listing, MatchStatus, Organisation, Person, Post
from .shared import WITHDRAW


def current_listings(user: Any) -> Any:
    """The entries that warn: not lifted, and not cleared as somebody else's."""
    today = timezone.now().date()
    lifted = Q(delisted_on__isnull=False, delisted_on__lte=today)
    seen = Listing.objects.visible_to(user).filter(viewable_q(Listing, user))
    return seen.standing().exclude(lifted).exclude(match_status=MatchStatus.CLEARED)


def entries_of(person: Person) -> str:
    """The person's entries in words, from `PersonAdmin.picks`; empty if there is none."""
    return "; ".join(
        f"{entry.get_sanctions_list_display()} {entry.list_reference}"
        + ("" if entry.match_status == MatchStatus.CONFIRMED else " (possible match)")
        for entry in person.warnings  # type: ignore[attr-defined] # loaded with the person
    )


class PostInline(PartInline):
    model = Post
    fields = ("organisation", "title", "held_from", "held_to")


class ListingInline(StackedPartInline):
    model = Listing
    verbose_name_plural = "entries on sanctions lists"
    fields = (
        ("sanctions_list", "list_reference", "match_status"),
        ("name_as_listed", "listed_on", "delisted_on"),
        ("measures", "checked_on", "list_version_on"),
        "note",
    )


@admin.register(Person)
class PersonAdmin(RecordAdmin):
    position = 40
    list_display = ("name", "name_original", "latest_post", "warning", "in_office", "tlp", "ref")
    list_filter = (by_choice("public_office"), by_choice("marking"), StandingFilter)
    list_needs = ("marking",)
    main = (
        ("The name", {"fields": ("name", "name_original", "name_variants", "public_office")}),
        ("What a colleague must know", {"fields": ("note",)}),
        WITHDRAW,
    )
    inlines = (PostInline, ListingInline)

    def picks(self, user: Any) -> Any:
        posts = Post.objects.visible_to(user).filter(viewable_q(Post, user)).standing().select_related("organisation")
        latest = posts.order_by(F("held_to").desc(nulls_first=True), F("held_from").desc(nulls_last=True), "pk")
        return (
            super()
            .picks(user)
            .prefetch_related(
                Prefetch("posts", queryset=latest, to_attr="known_posts"),
                Prefetch("listings", queryset=current_listings(user), to_attr="warnings"),
            )
        )

    def get_queryset(self, request: Any) -> Any:
        return self.picks(request.user)

    def pick_label(self, row: Person) -> str:
        """The name with its script, the latest post, and a warning if the person is listed."""
        parts = [row.name, row.name_original, self.latest_post(row)]
        warning = self.warning(row)
        return " · ".join(filter(None, [*parts, warning]))

    @admin.display(description="latest post")
    def latest_post(self, obj: Any) -> str:
        return f"{obj.known_posts[0].title}, {obj.known_posts[0].organisation.name}" if obj.known_posts else ""

    @admin.display(description="office", boolean=True, ordering="public_office")
    def in_office(self, obj: Person) -> bool:
        return obj.public_office

    @admin.display(description="listed")
    def warning(self, obj: Any) -> str:
        entries = entries_of(obj)
        return f"⚠ {entries}" if entries else ""


@admin.register(Organisation)
class OrganisationAdmin(RecordAdmin):
    position = 50
    list_display = ("name", "acronym", "side", "level", "seat", "parent", "tlp")
    list_filter = (
        by_choice("side"),
        by_choice("level"),
        by_choice("seat"),
        by_code("province"),
        by_choice("marking"),
        StandingFilter,
    )
    list_needs = ("marking",)
    radio_fields = RecordAdmin.radio_fields | {
        "side": admin.VERTICAL,
        "level": admin.HORIZONTAL,
        "seat": admin.HORIZONTAL,
    }
    keeps = ("side", "level", "seat", "country", "parent")
    main = (
        ("The name", {"fields": ("name", "acronym", "name_original", "name_variants")}),
        ("Whose side, and where it decides", {"fields": ("side", "level", "seat", "province", "country", "parent")}),
        WITHDRAW,
    )
    follow_ups = (
        FollowUp("Log a development it decided", "tracks.development", lambda body: {"issuing_body": body.pk}),
    )

    def pick_label(self, row: Organisation) -> str:
        acronym = f" ({row.acronym})" if row.acronym else ""
        return f"{row.name}{acronym} · {row.get_seat_display()}"


@admin.register(Post)
class PostAdmin(PartAdmin):
    stays_with = ("person",)
    position = 62
    list_display = ("title", "person", "organisation", "held_from", "held_to", "ref")
    search_paths = ("person__search_text", "organisation__search_text")
    search_in = ("title",)
    keeps = ("person",)
    main = (
        (None, {"fields": ("person", "organisation", "title", "held_from", "held_to")}),
        WITHDRAW,
    )

    def picks(self, user: Any) -> Any:
        return super().picks(user).select_related("person", "organisation")

    def pick_label(self, row: Post) -> str:
        held = f" ({row.held_from or '?'} – {row.held_to or 'now'})" if row.held_from or row.held_to else ""
        return f"{row.person.name}: {row.title}, {row.organisation.name}{held}"


@admin.register(Listing)
class ListingAdmin(PartAdmin):
    stays_with = ("person",)
    position = 63
    list_display = ("person", "sanctions_list", "list_reference", "match_status", "listed_on", "delisted_on", "ref")
    list_filter = (by_choice("sanctions_list"), by_choice("match_status"), StandingFilter)
    search_paths = ("person__search_text",)
    search_in = ("list_reference", "name_as_listed")
    radio_fields = {"sanctions_list": admin.HORIZONTAL, "match_status": admin.VERTICAL}
    main = (
        ("The entry", {"fields": ("person", "sanctions_list", "list_reference", "name_as_listed", "measures")}),
        ("Since when, and until when", {"fields": ("listed_on", "delisted_on")}),
        ("Is it this person?", {"fields": ("match_status", "checked_on", "checked_by", "list_version_on", "note")}),
        WITHDRAW,
    )
