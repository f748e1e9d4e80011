"""Sources: who told us, and how far that source is trusted."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from config.models import Record, Withdrawable
from config.models.checks import filled
from config.models.record import marking_field
from config.refs import RefField
from config.scales import Marking, Reliability
from config.search import Searchable

from ..copies import MEDIA, copies


class SourceKind(models.TextChoices):
    """What kind of source it is; confidential and partner sources need a closer marking."""

    OFFICIAL = "official", "Official text"
    UN_REPORT = "un_report", "UN report"
    PRESS = "press", "Press"
    RESEARCH = "research", "Research or civil society"
    PARTNER = "partner", "Partner"
    OWN = "own", "Own meeting or observation"
    CONFIDENTIAL = "confidential", "Confidential"


class Source(Record, Withdrawable, Searchable):
    """A text or a person that told something. Its reliability is the source's, not the statement's."""

    search_from = ("publisher", "title", "url", "address_note")

    ref = RefField("SRC", length=6)
    marking = marking_field(Marking.GREEN)
    kind = models.CharField(max_length=12, choices=SourceKind, help_text="What kind of source it is.")
    publisher = models.CharField(
        max_length=200,
        help_text="Who published it; for a person, a role instead of a name.",
    )
    title = models.CharField(max_length=300, blank=True, help_text="The title as printed, if it has one.")
    url = models.URLField(
        "address",
        max_length=500,
        blank=True,
        help_text="The full web address, if there is one.",
    )
    address_note = models.CharField(
        max_length=300,
        blank=True,
        help_text="Where to find it without a full address: a symbol, a site, an article number.",
    )
    published_on = models.DateField(null=True, blank=True, help_text="The day it was published, if known.")
    retrieved_on = models.DateField(null=True, blank=True, help_text="The day you read it.")
    reliability = models.CharField(
        max_length=1,
        choices=Reliability,
        default=Reliability.F,
        help_text="Admiralty code. F, cannot be judged, means unknown, not worst.",
    )
    copy_file = models.FileField(
        storage=copies,
        blank=True,
        editable=False,
        help_text="Where the stored copy lies; random, so that it tells nothing.",
    )
    copy_name = models.CharField(
        max_length=100,
        blank=True,
        editable=False,
        help_text="What the stored copy was called, made harmless.",
    )
    copy_media_type = models.CharField(
        max_length=15, blank=True, editable=False, help_text="What the stored copy is, by its content."
    )
    copy_bytes = models.PositiveBigIntegerField(
        null=True, blank=True, editable=False, help_text="The size of the stored copy in bytes."
    )
    copy_sha256 = models.CharField(
        "copy SHA-256",
        max_length=64,
        blank=True,
        editable=False,
        help_text="SHA-256 of the stored copy: whoever has the same file gets the same 64 digits.",
    )
    copy_retrieved_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When the stored copy was retrieved (UTC)."
    )

    class Meta:
        ordering = ["publisher", "title", "ref"]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.CheckConstraint(
                condition=filled("publisher"),
                name="rights_source_publisher_named",
                violation_error_message="Name the publisher, or for a person the role.",
            ),
            models.CheckConstraint(
                condition=models.Q(retrieved_on__isnull=True)
                | models.Q(published_on__isnull=True)
                | models.Q(retrieved_on__gte=models.F("published_on")),
                name="rights_source_read_after_publication",
                violation_error_message="A source cannot be read before it is published.",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=SourceKind.CONFIDENTIAL)
                | models.Q(marking__in=[Marking.AMBER, Marking.AMBER_STRICT, Marking.RED]),
                name="rights_source_confidential_is_amber",
                violation_error_message="A confidential source is marked TLP:AMBER or closer.",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    copy_file="",
                    copy_name="",
                    copy_media_type="",
                    copy_bytes__isnull=True,
                    copy_sha256="",
                    copy_retrieved_at__isnull=True,
                )
                | ~models.Q(copy_file="")
                & filled("copy_name")
                & models.Q(copy_media_type__in=[medium.media_type for medium in MEDIA])
                & models.Q(copy_bytes__isnull=False)
                & ~models.Q(copy_sha256="")
                & models.Q(copy_retrieved_at__isnull=False),
                name="rights_source_copy_complete",
                violation_error_message="A copy has its file, name, known type, size, hash and moment: all or none.",
            ),
            models.CheckConstraint(
                condition=models.Q(copy_sha256__regex=r"^([0-9a-f]{64})?\Z"),
                name="rights_source_copy_hash_shaped",
                violation_error_message="A SHA-256 has 64 digits from 0 to 9 and a to f.",
            ),
            models.CheckConstraint(
                condition=models.Q(copy_bytes__isnull=True) | models.Q(copy_bytes__gt=0),
                name="rights_source_copy_not_empty",
                violation_error_message="A stored copy has at least one byte.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publisher}{f', {self.title}' if self.title else ''} ({self.ref})"

    def clean(self) -> None:
        super().clean()
        if self.copy_retrieved_at and self.copy_retrieved_at > timezone.now():
            raise ValidationError("A copy cannot be retrieved in the future.")
