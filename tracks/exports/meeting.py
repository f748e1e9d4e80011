"""What is said and what is promised."""

from config.exports import Report, path_column
from rights.models import Province

from ..models import Attendance, Commitment, CommitmentUpdate, Meeting, Point
from .columns import LOGGED, REVIEW, WHEN, sources_of, state_columns, with_state

REPORTS = (
    Report(
        "meetings",
        Meeting,
        (
            "ref",
            *WHEN,
            "title",
            "status",
            "status_reason",
            "tracks",
            "format",
            "level",
            "city",
            "country",
            "province",
            path_column("province_name", "province__name", "The province's name.", of=Province),
            "tone",
            "public",
            "chatham_house",
            "routine",
            "topics",
            "summary",
            "next_steps",
            "follows",
            sources_of("meeting"),
            "marking",
            *REVIEW,
            *LOGGED,
        ),
        order=("date_from", "pk"),
    ),
    Report(
        "attendances",
        Attendance,
        ("ref", "meeting", "side", "person", "organisation", "post", "capacity", *LOGGED),
        personal=frozenset({"person", "post", "capacity"}),
        order=("meeting", "pk"),
    ),
    Report(
        "points",
        Point,
        (
            "ref",
            "meeting",
            "position",
            "raised_by",
            "speech_act",
            "text",
            "indicator",
            "condition",
            "answer",
            "answer_act",
            *LOGGED,
        ),
        order=("meeting", "position", "pk"),
    ),
    Report(
        "commitments",
        Commitment,
        (
            "ref",
            "meeting",
            "point",
            "made_by",
            "text",
            "made_on",
            "due_on",
            *state_columns(
                ("state", "code", "State as of the report's day: the latest approved update, open without one."),
                ("state_as_of", "date", "The day for which that update holds."),
            ),
            "conditions",
            "marking",
            *LOGGED,
        ),
        order=("made_on", "pk"),
        prepare=with_state,
        shows_states=True,
    ),
    Report(
        "commitment-updates",
        CommitmentUpdate,
        ("ref", "commitment", "as_of", "state", "text", "developments", *REVIEW, *LOGGED),
        order=("as_of", "pk"),
    ),
)
