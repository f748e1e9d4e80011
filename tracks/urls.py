"""Addresses of the endpoints for what is logged and judged, under /api/v1/."""

from config.api.routes import endpoints

from .api.assessment import AssessmentViewSet, EvidenceViewSet
from .api.commitment import CommitmentUpdateViewSet, CommitmentViewSet
from .api.condition import BenchmarkViewSet, ConditionViewSet, MeasureViewSet, StepViewSet
from .api.development import CitationViewSet, DevelopmentViewSet
from .api.meeting import AttendanceViewSet, MeetingViewSet, PointViewSet
from .api.people import ListingViewSet, OrganisationViewSet, PersonViewSet, PostViewSet
from .api.track import TrackViewSet

urlpatterns = endpoints(
    assessments=AssessmentViewSet,
    attendances=AttendanceViewSet,
    benchmarks=BenchmarkViewSet,
    citations=CitationViewSet,
    commitment_updates=CommitmentUpdateViewSet,
    commitments=CommitmentViewSet,
    conditions=ConditionViewSet,
    developments=DevelopmentViewSet,
    evidence=EvidenceViewSet,
    listings=ListingViewSet,
    measures=MeasureViewSet,
    meetings=MeetingViewSet,
    organisations=OrganisationViewSet,
    people=PersonViewSet,
    points=PointViewSet,
    posts=PostViewSet,
    steps=StepViewSet,
    tracks=TrackViewSet,
)
