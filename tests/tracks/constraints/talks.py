"""Constraints of meetings, attendances, points, commitments and what became of them."""

from tests import factories as make
from tests.constraints import BLANKS, Case, Unique, dated, days, itself, reviewed, withdrawable
from tests.factories import DAY
from tracks.models import Attendance, Commitment, CommitmentUpdate, Meeting, Point


def nobody_yet(**fields) -> Attendance:
    """An attendance that is described, so that its person and organisation may be taken away."""
    return make.attendance(capacity="two officials", **fields)


def listed_again(**fields) -> Attendance:
    """A second attendance of the person at the meeting, not saved."""
    first = make.attendance(person=make.person(), **fields)
    return Attendance(ref="ATT-2024-ZZZZZZ", meeting=first.meeting, person=first.person, side="dfa")


def listed_for_body_again(**fields) -> Attendance:
    """A second attendance of the person for the same body, or for another, not saved."""
    first = make.attendance(person=make.person(), organisation=make.organisation())
    given = {"meeting": first.meeting, "person": first.person, "organisation": first.organisation} | fields
    return Attendance(ref="ATT-2024-ZZZZZZ", side="dfa", **given)


CASES = [
    *dated(Meeting, make.meeting),
    *reviewed(Meeting, make.meeting),
    *withdrawable(Attendance, make.attendance),
    *withdrawable(Point, make.point),
    *withdrawable(Commitment, make.commitment),
    *withdrawable(CommitmentUpdate, make.commitment_update),
    *reviewed(CommitmentUpdate, make.commitment_update),
    Case(
        "tracks_meeting_titled",
        "Give the meeting a title.",
        make.meeting,
        refused=[{"title": BLANKS}],
        accepted=[{"title": "x"}],
    ),
    Case(
        "tracks_meeting_reason_not_held",
        "Say why the meeting was cancelled or refused.",
        make.meeting,
        refused=[
            {"status": "cancelled"},
            {"status": "refused"},
            {"status": "refused", "status_reason": BLANKS},
        ],
        accepted=[
            {"status": "cancelled", "status_reason": "No flights."},
            {"status": "refused", "status_reason": "Kabul must decide."},
            {"status": "planned"},
            {"status": "held"},
        ],
    ),
    Case(
        "tracks_meeting_province_in_country",
        "A province is in Afghanistan: set the country, or clear the province.",
        make.meeting,
        refused=[{"province_id": "AF30", "country": "QA"}, {"province_id": "AF30", "country": ""}],
        accepted=[{"province_id": "AF30", "country": "AF"}, {"country": "AF"}, {"country": ""}],
    ),
    Case(
        "tracks_meeting_not_own_follow_up",
        "A meeting cannot follow itself.",
        make.meeting,
        refused=[{"follows": itself}],
        accepted=[{"follows": lambda row: make.meeting()}],
    ),
    Case(
        "tracks_attendance_somebody",
        "Name a person, an organisation, or describe who attended.",
        nobody_yet,
        refused=[{"capacity": ""}, {"capacity": BLANKS}],
        accepted=[
            {"capacity": "", "person": lambda row: make.person()},
            {"capacity": "", "organisation": lambda row: make.organisation()},
        ],
    ),
    Case(
        "tracks_attendance_post_of_person",
        "A post needs the person who holds it.",
        nobody_yet,
        refused=[{"post": lambda row: make.post()}],
        accepted=[{"person": lambda row: make.person()}],
    ),
    Case(
        "tracks_point_worded",
        "Say what was put.",
        make.point,
        refused=[{"text": BLANKS}],
        accepted=[{"text": "x"}],
    ),
    Case(
        "tracks_point_answer_kind",
        "Say what kind of answer it was.",
        make.point,
        refused=[{"answer": "We shall see."}],
        accepted=[{"answer": "We shall see.", "answer_act": "deflected"}, {"answer_act": "noted"}],
    ),
    Case(
        "tracks_commitment_worded",
        "Say what was promised.",
        make.commitment,
        refused=[{"text": BLANKS}],
        accepted=[{"text": "x"}],
    ),
    Case(
        "tracks_commitment_due_after_made",
        "It cannot be due before it was made.",
        make.commitment,
        refused=[{"due_on": days(-1)}],
        accepted=[{"due_on": DAY}, {"due_on": None}],
    ),
    Case(
        "tracks_update_worded",
        "Say what the judgement rests on.",
        make.commitment_update,
        refused=[{"text": BLANKS}],
        accepted=[{"text": "x"}],
    ),
]

UNIQUE = [
    Unique(
        "tracks_attendance_person_once",
        "This person is listed at this meeting already.",
        twin=listed_again,
        other=lambda: listed_again(withdrawn_reason="Listed by mistake."),
    ),
    Unique(
        "tracks_attendance_person_once_for_body",
        "This person is listed at this meeting for this body already.",
        twin=listed_for_body_again,
        other=lambda: listed_for_body_again(organisation=make.organisation(name="Another body")),
    ),
]
