"""Commitments, with their state as of a day, and the updates that it rests on."""

from __future__ import annotations

from typing import Any

from django.db.models import DateField, F, Q, QuerySet, Value
from rest_framework import serializers

from config.api.filters import After, Before, Choices, Codes, Flag, Marked, Refs, RowFilters, Searched
from config.api.rows import Lens
from config.api.serializers import Link, RecordSerializer
from config.api.views import RecordViewSet
from config.known import known

from ..models import (
    Commitment,
    CommitmentState,
    CommitmentUpdate,
    Condition,
    Development,
    Meeting,
    Organisation,
    OrganisationLevel,
    Seat,
    Side,
    Track,
)
from ..querysets import approved, is_overdue, overdue_q
from .links import PART, RECORD, REVIEW_STATES, REVIEWED


class CommitmentUpdateRow(RecordSerializer):
    developments = Link("title", many=True)

    class Meta:
        model = CommitmentUpdate
        fields = ["ref", "as_of", "state", "text", "developments", "review_state"]
        order = ("-as_of", "-pk")


class DatedUpdateRow(CommitmentUpdateRow):
    """The updates up to the day asked for; as known on a day, those approved by then."""

    class Meta(CommitmentUpdateRow.Meta):
        ref_name = "CommitmentUpdateRow"

    @classmethod
    def base(cls, lens: Lens) -> QuerySet:
        rows = super().base(lens).filter(as_of__lte=lens.as_of)
        return rows if lens.known_at is None else approved(rows, as_of=lens.as_of, known_at=lens.known_at)


class CommitmentSerializer(RecordSerializer):
    meeting = Link("title")
    point = Link("text", allow_null=True)
    made_by = Link("name", allow_null=True)
    conditions = Link("text", many=True)
    state = serializers.ChoiceField(
        choices=CommitmentState.choices,
        read_only=True,
        help_text="By the latest approved update up to the day; open if there is none.",
    )
    state_as_of = serializers.DateField(
        read_only=True, allow_null=True, help_text="The day of that update; null if there is none."
    )
    overdue = serializers.SerializerMethodField(help_text="Due before the day, and open or only partly kept.")
    updates = DatedUpdateRow(many=True, help_text="Judgements up to the day, the latest first.")

    class Meta:
        model = Commitment
        fields = [
            "ref",
            "meeting",
            "point",
            "made_by",
            "text",
            "made_on",
            "due_on",
            "conditions",
            "state",
            "state_as_of",
            "overdue",
            "updates",
            *RECORD,
        ]

    @classmethod
    def base(cls, lens: Lens) -> QuerySet:
        rows: Any = super().base(lens)
        if lens.asked:
            rows = rows.filter(made_on__lte=lens.as_of)
        rows = known(rows, lens.known_at)
        days = {"as_of": lens.as_of, "known_at": lens.known_at}
        return rows.with_state(user=lens.eyes_for(CommitmentUpdate), **days).annotate(
            on_day=Value(lens.as_of, output_field=DateField())
        )

    def get_overdue(self, row: Any) -> bool:
        return is_overdue(row.due_on, row.state, on=row.on_day)


class Overdue(Flag):
    """Compares the due date with the day that the state is given for."""

    def condition(self, model: Any, value: bool) -> Q:
        overdue = overdue_q(F("on_day"))
        return overdue if value else ~overdue


class CommitmentFilters(Searched, Marked):
    meeting = Refs(Meeting, help_text="Commitments made at these meetings.")
    track = Codes(Track, "meeting__tracks", help_text="Commitments of meetings on these tracks.")
    organisation = Refs(Organisation, "made_by", help_text="Commitments of these organisations.")
    side = Choices(Side, "made_by__side", help_text="Commitments of organisations on this side.")
    seat = Choices(Seat, "made_by__seat", help_text="Commitments of organisations with this seat.")
    level = Choices(OrganisationLevel, "made_by__level", help_text="Commitments of organisations of this level.")
    condition = Refs(Condition, "conditions", help_text="Commitments that bear on these conditions.")
    state = Choices(CommitmentState, help_text="State as of the day (`as_of`).")
    overdue = Overdue(help_text="Due before the day (`as_of`), and open or only partly kept.")
    after = After("made_on", help_text="Made on or after this day.")
    before = Before("made_on", help_text="Made on or before this day.")


class CommitmentViewSet(RecordViewSet):
    """Promises by either side, with what became of them."""

    serializer_class = CommitmentSerializer
    filterset_class = CommitmentFilters
    ordering = "-made_on"
    ordering_columns = ("made_on",)
    state_as_of = "States, overdue and updates as of this day; commitments made later are left out."


class CommitmentUpdateSerializer(CommitmentUpdateRow):
    commitment = Link("text")

    class Meta(CommitmentUpdateRow.Meta):
        fields = ["ref", "commitment", *CommitmentUpdateRow.Meta.fields[1:-1], *REVIEWED, *PART]


class CommitmentUpdateFilters(RowFilters):
    commitment = Refs(Commitment, help_text="Updates of these commitments.")
    development = Refs(Development, "developments", help_text="Updates that cite these developments.")
    state = Choices(CommitmentState, help_text="What the update says.")
    after = After("as_of", help_text="Judged for this day or a later one.")
    before = Before("as_of", help_text="Judged for this day or an earlier one.")
    review_state = Choices(REVIEW_STATES, help_text="Where it stands in the review.")


class CommitmentUpdateViewSet(RecordViewSet):
    """Dated judgements of what became of commitments."""

    serializer_class = CommitmentUpdateSerializer
    filterset_class = CommitmentUpdateFilters
    ordering = "-as_of"
    ordering_columns = ("as_of",)
