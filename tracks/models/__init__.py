"""What is said, what is done, what we judge."""

from .assessment import Assessment, Change, ConditionState, Evidence, Stance
from .commitment import Commitment, CommitmentState, CommitmentUpdate
from .condition import (
    Benchmark,
    Comparator,
    Condition,
    ConditionKind,
    Effect,
    Instrument,
    Measure,
    Step,
    StepState,
)
from .development import Citation, Development, Direction, Form, Scope
from .meeting import Attendance, Format, Meeting, MeetingLevel, MeetingStatus, Tone
from .people import Listing, ListName, MatchStatus, Organisation, Person, Post
from .point import Point, SpeechAct
from .track import OrganisationLevel, Seat, Side, Track

__all__ = [
    "Assessment",
    "Attendance",
    "Benchmark",
    "Change",
    "Citation",
    "Commitment",
    "CommitmentState",
    "CommitmentUpdate",
    "Comparator",
    "Condition",
    "ConditionKind",
    "ConditionState",
    "Development",
    "Direction",
    "Effect",
    "Evidence",
    "Form",
    "Format",
    "Instrument",
    "ListName",
    "Listing",
    "MatchStatus",
    "Measure",
    "Meeting",
    "MeetingLevel",
    "MeetingStatus",
    "Organisation",
    "OrganisationLevel",
    "Person",
    "Point",
    "Post",
    "Scope",
    "Seat",
    "Side",
    "SpeechAct",
    "Stance",
    "Step",
    "StepState",
    "Tone",
    "Track",
]
