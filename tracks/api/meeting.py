"""Meetings, with who attended and the points that were made."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from config.api.filters import (
    After,
    Before,
    Choices,
    Codes,
    Countries,
    Dated,
    Flag,
    Marked,
    Refs,
    RowFilters,
    Searched,
)
from config.api.serializers import Coded, Link, RecordSerializer
from config.api.views import RecordViewSet
from rights.api import Provinces
from rights.models import Area, Indicator, Source

from ..consequences import consequences
from ..models import (
    Attendance,
    Condition,
    Format,
    Meeting,
    MeetingLevel,
    MeetingStatus,
    Organisation,
    Person,
    Point,
    Seat,
    Side,
    SpeechAct,
    Tone,
    Track,
)
from .judged import ConsequencesShape
from .links import DATED, PART, RECORD, REVIEW_STATES, REVIEWED, CitationRow, PersonLink, When


class AttendanceRow(RecordSerializer):
    person = PersonLink(allow_null=True)
    organisation = Link("name", allow_null=True)
    post = Link("title", allow_null=True)

    class Meta:
        model = Attendance
        fields = ["ref", "side", "person", "organisation", "post", "capacity"]
        order = ("side", "pk")


class PointRow(RecordSerializer):
    indicator = Coded(allow_null=True)
    condition = Link("text", allow_null=True)

    class Meta:
        model = Point
        fields = [
            "ref",
            "position",
            "raised_by",
            "speech_act",
            "text",
            "indicator",
            "condition",
            "answer",
            "answer_act",
        ]
        order = ("position", "pk")


class MeetingSerializer(RecordSerializer):
    when = When()
    tracks = Coded(many=True)
    country = serializers.CharField(read_only=True, help_text="ISO 3166-1 alpha-2 code; empty if not known.")
    province = Coded(allow_null=True)
    follows = Link("title", allow_null=True)
    follow_ups = Link("title", many=True, help_text="Later meetings that continue this one.")
    attendances = AttendanceRow(many=True, help_text="Who attended, by side.")
    points = PointRow(many=True, help_text="What was put and answered, in order.")
    commitments = Link("text", many=True, help_text="What was promised there.")
    citations = CitationRow(many=True, help_text="On whose word.")

    class Meta:
        model = Meeting
        fields = [
            "ref",
            "title",
            "status",
            "status_reason",
            *DATED,
            "tracks",
            "format",
            "level",
            "city",
            "country",
            "province",
            "tone",
            "public",
            "chatham_house",
            "routine",
            "topics",
            "summary",
            "next_steps",
            "follows",
            "follow_ups",
            "attendances",
            "points",
            "commitments",
            "citations",
            *REVIEWED,
            *RECORD,
        ]


class MeetingFilters(Searched, Marked, Dated):
    track = Codes(Track, "tracks", help_text="Meetings that touched these tracks.")
    status = Choices(MeetingStatus, help_text="Planned, held, or why not.")
    meeting_format = Choices(Format, "format", help_text="How they met (`format` is the format of the answer).")
    level = Choices(MeetingLevel, help_text="Technical or senior.")
    tone = Choices(Tone, help_text="The reporter's impression.")
    province = Provinces(help_text="Meetings in these provinces.")
    country = Countries(help_text="Meetings in these countries.")
    person = Refs(Person, "attendances__person", help_text="Meetings that these people attended.")
    organisation = Refs(
        Organisation, "attendances__organisation", help_text="Meetings at which somebody spoke for these organisations."
    )
    side = Choices(Side, "attendances__side", help_text="Meetings that this side attended.")
    seat = Choices(Seat, "attendances__organisation__seat", help_text="Meetings with an organisation of this seat.")
    indicator = Codes(Indicator, "points__indicator", help_text="Meetings with a point about these indicators.")
    area = Codes(Area, "points__indicator__area", help_text="Meetings with a point about these rights areas.")
    condition = Refs(Condition, "points__condition", help_text="Meetings at which these conditions were put.")
    source = Refs(Source, "citations__source", help_text="Meetings that these sources tell of.")
    public = Flag(help_text="Whether it is publicly known.")
    routine = Flag(help_text="Whether it was a courtesy or routine contact.")
    review_state = Choices(REVIEW_STATES, help_text="Where it stands in the review.")


class MeetingViewSet(RecordViewSet):
    """Meetings, planned, held, cancelled or refused, with attendance, points and citations."""

    serializer_class = MeetingSerializer
    filterset_class = MeetingFilters
    ordering = "-date_from"
    ordering_columns = ("date_from", "date_until")
    answers: ClassVar[Any] = {"consequences": ConsequencesShape}

    @action(detail=True)
    def consequences(self, request: Any, **key: str) -> Response:
        """What was put and promised at a meeting, and what became of it."""
        self.check_parameters()
        meeting = self.found(self.lens.shown(Meeting), key)
        found = consequences(meeting, user=request.user, as_of=self.lens.as_of, known_at=self.lens.known_at)
        return Response(ConsequencesShape(self.there(found)).data)


class OfMeetings(RowFilters):
    """For rows of a meeting."""

    meeting = Refs(Meeting, help_text="Rows of these meetings.")
    track = Codes(Track, "meeting__tracks", help_text="Rows of meetings on these tracks.")
    after = After(hops=["meeting"], help_text="Rows of meetings of which some day may lie on or after this one.")
    before = Before(hops=["meeting"], help_text="Rows of meetings of which some day may lie on or before this one.")
    status = Choices(MeetingStatus, "meeting__status", help_text="Rows of meetings planned, held, or not held.")


class AttendanceSerializer(AttendanceRow):
    meeting = Link("title")

    class Meta(AttendanceRow.Meta):
        fields = ["ref", "meeting", *AttendanceRow.Meta.fields[1:], *PART]


class AttendanceFilters(OfMeetings):
    person = Refs(Person, help_text="Attendance of these people.")
    organisation = Refs(Organisation, help_text="Attendance for these organisations.")
    side = Choices(Side, help_text="Whose side of the table.")
    seat = Choices(Seat, "organisation__seat", help_text="Where the organisation decides.")


class AttendanceViewSet(RecordViewSet):
    """Who was at which meeting, on which side and in which post on that day."""

    serializer_class = AttendanceSerializer
    filterset_class = AttendanceFilters


class PointSerializer(PointRow):
    meeting = Link("title")

    class Meta(PointRow.Meta):
        fields = ["ref", "meeting", *PointRow.Meta.fields[1:], *PART]


class PointFilters(Searched, OfMeetings):
    side = Choices(Side, "raised_by", help_text="Which side raised it.")
    speech_act = Choices(SpeechAct, help_text="What was done by saying it.")
    answer_act = Choices(SpeechAct, help_text="What kind of answer it was.")
    indicator = Codes(Indicator, help_text="Points about these indicators.")
    area = Codes(Area, "indicator__area", help_text="Points about indicators of these rights areas.")
    condition = Refs(Condition, help_text="Points that put these conditions.")
    level = Choices(MeetingLevel, "meeting__level", help_text="Points of technical or senior meetings.")


class PointViewSet(RecordViewSet):
    """What was raised by whom, and what was answered."""

    serializer_class = PointSerializer
    filterset_class = PointFilters
