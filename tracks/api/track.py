"""Tracks."""

from __future__ import annotations

from config.api.filters import Codes, ReferenceFilters
from config.api.serializers import Coded, RecordSerializer
from config.api.views import RecordViewSet
from rights.models import Indicator

from ..models import Track


class TrackSerializer(RecordSerializer):
    indicators = Coded(many=True)

    class Meta:
        model = Track
        fields = [
            "code",
            "name",
            "position",
            "description",
            "meeting_interval_days",
            "indicators",
            "retired_on",
            "created_at",
            "updated_at",
        ]


class TrackFilters(ReferenceFilters):
    indicator = Codes(Indicator, "indicators", help_text="Tracks that watch these indicators.")


class TrackViewSet(RecordViewSet):
    """Lines of technical-level meetings."""

    serializer_class = TrackSerializer
    filterset_class = TrackFilters
    ordering = "position"
    ordering_columns = ("position",)
