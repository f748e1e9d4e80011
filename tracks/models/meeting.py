"""Meetings, and who attended them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from config.dates import Dated
from config.models import Part, Record, Reviewed
from config.models.checks import filled
from config.refs import RefField
from config.scales import countries
from config.search import Searchable
from rights.models import Province

from .checks import lies_ahead, linked
from .cited import Cited
from .people import Organisation, Person, Post
from .track import Side, Track


class MeetingStatus(models.TextChoices):
    """A meeting that did not happen is information too."""

    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"
    REFUSED = "refused", "Refused"


class Format(models.TextChoices):
    IN_PERSON = "in_person", "In person"
    VIDEO = "video", "Video"
    TELEPHONE = "telephone", "Telephone"
    WRITTEN = "written", "In writing"


class MeetingLevel(models.TextChoices):
    TECHNICAL = "technical", "Technical"
    SENIOR = "senior", "Senior"


class Tone(models.TextChoices):
    """The reporter's impression; ordered from open to closed, never averaged."""

    OPEN = "open", "Open"
    BUSINESSLIKE = "businesslike", "Businesslike"
    RESERVED = "reserved", "Reserved"
    TENSE = "tense", "Tense"


class Meeting(Record, Cited, Dated, Searchable):
    """A meeting on one or several tracks: planned, held, cancelled or refused."""

    search_from = (
        "ref",
        "title",
        "topics",
        "city",
        "summary",
        "next_steps",
        "status_reason",
    )

    ref = RefField("MTG")
    title = models.CharField(max_length=200, help_text="Who met about what, in one line.")
    status = models.CharField(max_length=9, choices=MeetingStatus, help_text="Also log what did not happen.")
    status_reason = models.TextField(
        blank=True,
        help_text="Why it was cancelled or refused, and by whom. Required for both.",
    )
    tracks = models.ManyToManyField(Track, related_name="meetings", help_text="Every track that it touched.")
    format = models.CharField(
        max_length=9,
        choices=Format,
        help_text="In person, video, telephone or in writing.",
    )
    level = models.CharField(max_length=9, choices=MeetingLevel, help_text="Technical or senior.")
    city = models.CharField(max_length=100, blank=True, help_text="The town, e.g. Doha.")
    country = models.CharField(
        max_length=2,
        choices=countries,
        blank=True,
        help_text="ISO 3166-1; empty if not known.",
    )
    province = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        help_text="Within Afghanistan: the province.",
    )
    tone = models.CharField(
        max_length=12,
        choices=Tone,
        blank=True,
        help_text="Your impression, if you were there.",
    )
    public = models.BooleanField(
        "publicly known",
        default=False,
        help_text="Whether it was announced or reported. Off: undisclosed.",
    )
    chatham_house = models.BooleanField(
        "Chatham House Rule",
        default=False,
        help_text="What was said may be used, who said it may not be told.",
    )
    routine = models.BooleanField(
        default=False,
        help_text="A courtesy or routine contact; lists can leave these out.",
    )
    topics = models.CharField(max_length=300, blank=True, help_text="The agenda in a few words.")
    summary = models.TextField("what was said", blank=True, help_text="In your own words; points go below.")
    next_steps = models.TextField("what follows", blank=True, help_text="Agreed next steps and who takes them.")
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name="follow-up of",
        help_text="The earlier meeting that this one continues.",
    )

    _history_m2m_fields = [*Record._history_m2m_fields, "tracks"]

    class Meta:
        ordering = ["-date_from", "-ref"]
        default_permissions = ("add", "change", "delete", "view", "review")
        indexes = [models.Index(fields=["-date_from", "-ref"], name="tracks_meeting_by_date")]
        constraints = [
            *Dated.Meta.constraints,
            *Reviewed.Meta.constraints,
            models.CheckConstraint(
                condition=filled("title"),
                name="tracks_meeting_titled",
                violation_error_message="Give the meeting a title.",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=[MeetingStatus.CANCELLED, MeetingStatus.REFUSED])
                | filled("status_reason"),
                name="tracks_meeting_reason_not_held",
                violation_error_message="Say why the meeting was cancelled or refused.",
            ),
            models.CheckConstraint(
                condition=models.Q(province__isnull=True) | models.Q(country="AF"),
                name="tracks_meeting_province_in_country",
                violation_error_message="A province is in Afghanistan: set the country, or clear the province.",
            ),
            models.CheckConstraint(
                condition=models.Q(follows__isnull=True) | ~models.Q(follows=models.F("ref")),
                name="tracks_meeting_not_own_follow_up",
                violation_error_message="A meeting cannot follow itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.ref})"

    def clean(self) -> None:
        super().clean()
        if self.status == MeetingStatus.HELD and lies_ahead(self.date_from):
            raise ValidationError({"status": "A meeting that lies ahead is planned, not held."})


LISTED_ALREADY = "This person is listed at this meeting already."


class Attendance(Part):
    """Somebody at a meeting: on which side, in which post on that day."""

    visible_through = ("meeting", "person", "organisation")

    ref = RefField("ATT", length=6)
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        related_name="attendances",
        help_text="The meeting.",
    )
    side = models.CharField(max_length=7, choices=Side, help_text="Whose side of the table.")
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attendances",
        help_text="If named.",
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attendances",
        help_text="Whom they spoke for.",
    )
    post = models.ForeignKey(
        Post,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attendances",
        help_text="The post held on that day; found by itself if only one fits.",
    )
    capacity = models.CharField(
        max_length=200,
        blank=True,
        help_text="The role at the table, or a description of people who are not named.",
    )

    class Meta:
        ordering = ["meeting", "side", "ref"]
        constraints = [
            *Part.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | models.Q(organisation__isnull=False) | filled("capacity"),
                name="tracks_attendance_somebody",
                violation_error_message="Name a person, an organisation, or describe who attended.",
            ),
            models.CheckConstraint(
                condition=models.Q(post__isnull=True) | models.Q(person__isnull=False),
                name="tracks_attendance_post_of_person",
                violation_error_message="A post needs the person who holds it.",
            ),
            # Only rows that are seen by the same people can be in each other's way, or the refusal would tell of a
            # hidden one; that a person is seen only once is asked by the form.
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=models.Q(withdrawn_on__isnull=True, organisation__isnull=True),
                name="tracks_attendance_person_once",
                violation_error_message=LISTED_ALREADY,
            ),
            models.UniqueConstraint(
                fields=["meeting", "person", "organisation"],
                condition=models.Q(withdrawn_on__isnull=True),
                name="tracks_attendance_person_once_for_body",
                violation_error_message="This person is listed at this meeting for this body already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} ({self.ref})"

    def clean(self) -> None:
        super().clean()
        post = linked(self, "post")
        if self.person_id and post and post.person_id != self.person_id:
            raise ValidationError({"post": "This post is another person's."})
