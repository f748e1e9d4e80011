"""Links and rows that several families show."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from config.api.serializers import Link, RecordSerializer
from config.review import State
from rights.models import Source

from ..models import Citation

RECORD = ["marking", "created_at", "updated_at"]
REVIEWED = ["review_state", "submitted_at", "reviewed_at"]
DATED = ["date_from", "date_to", "date_precision", "date_until", "when"]
REVIEW_STATES = [choice for choice in State.choices if choice[0] != State.WITHDRAWN]  # Those are left out.
PART = ["created_at", "updated_at"]


class When(serializers.CharField):
    """The dates of a dated record as a person writes them."""

    def __init__(self, **kwargs: Any):
        super().__init__(read_only=True, help_text="The dates as a person writes them, e.g. March 2022.", **kwargs)


class PersonLink(Link):
    """A person; the label is null unless the person holds or held public office."""

    def __init__(self, **kwargs: Any):
        super().__init__("name", "public_office", **kwargs)

    def label_of(self, row: Any) -> str | None:
        return row.name if row.public_office else None


class SourceRow(RecordSerializer):
    class Meta:
        model = Source
        fields = ["ref", "kind", "publisher", "title", "url", "published_on", "reliability"]


class CitationRow(RecordSerializer):
    source = SourceRow()  # type: ignore[assignment]  # a declared field, taken off the class by the metaclass
    grade = serializers.SerializerMethodField(
        help_text="Admiralty code: reliability of the source and credibility of the statement, e.g. B2."
    )
    derives_from = Link("publisher", "title", allow_null=True)

    class Meta:
        model = Citation
        fields = ["ref", "source", "grade", "credibility", "locator", "derives_from", "note"]

    def get_grade(self, row: Citation) -> str:
        return f"{row.source.reliability}{row.credibility}"
