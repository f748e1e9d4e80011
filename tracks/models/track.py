"""Tracks, and the words that describe every side of the table."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from config.models import Reference
from rights.models import Indicator


class Side(models.TextChoices):
    """Whose side of the table somebody sits on."""

    DFA = "dfa", "De facto authorities"
    US = "us", "United States"
    UN = "un", "United Nations"
    PARTNER = "partner", "Partner state or organisation"
    NGO = "ngo", "NGO or civil society"
    PRIVATE = "private", "Private sector"


class OrganisationLevel(models.TextChoices):
    """Whether an organisation acts for the whole country or a part of it."""

    NATIONAL = "national", "National"
    SUBNATIONAL = "subnational", "Subnational"


class Seat(models.TextChoices):
    """Where an organisation decides. Kabul, Kandahar and the provinces decide differently."""

    KABUL = "kabul", "Kabul"
    KANDAHAR = "kandahar", "Kandahar"
    PROVINCE = "province", "Another province"
    ABROAD = "abroad", "Abroad"


class Track(Reference):
    """A line of technical-level meetings that can show measurable progress."""

    search_from = ("code", "name", "description")

    position = models.PositiveSmallIntegerField(default=0, help_text="Order in lists and reports.")
    description = models.TextField(blank=True, help_text="What the track is about.")
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who answers for the track and reviews what is logged on it.",
    )
    meeting_interval_days = models.PositiveSmallIntegerField(
        "expected meeting interval (days)",
        null=True,
        blank=True,
        help_text="After so many days without a meeting the track counts as silent. Empty: no expectation.",
    )
    indicators = models.ManyToManyField(
        Indicator,
        blank=True,
        related_name="tracks",
        help_text="The indicators that the track watches.",
    )

    _history_m2m_fields = ["indicators"]

    class Meta(Reference.Meta):
        ordering = ["position", "code"]
        constraints = [
            *Reference.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(meeting_interval_days__isnull=True) | models.Q(meeting_interval_days__gte=1),
                name="tracks_track_interval_positive",
                violation_error_message="The expected interval is at least one day; leave it empty for none.",
            ),
        ]
