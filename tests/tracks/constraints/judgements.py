"""Constraints of steps, conditions, benchmarks, assessments and evidence."""

from tests import factories as make
from tests.constraints import BLANKS, MOMENT, Case, itself, reference, reviewed, second, someone, withdrawable
from tests.factories import DAY
from tracks.models import Assessment, Benchmark, Condition, Evidence, Step

WAIVED = {"state": "waived", "waiver_reason": "It no longer applies.", "waived_by": "A council"}
MEASURED = {"indicator_id": "OPIUM_AREA"}
APPROVED = {
    "review_state": "approved",
    "submitted_by": someone,
    "submitted_at": MOMENT,
    "reviewed_by": second,
    "reviewed_at": MOMENT,
}
TARGET = {"comparator": "at_most", "target": "1000"}

CASES = [
    *reference(Step, make.step),
    *withdrawable(Condition, make.condition),
    *withdrawable(Benchmark, make.benchmark),
    *reviewed(Assessment, make.assessment),
    *withdrawable(Evidence, make.evidence),
    Case(
        "tracks_step_decided_by_somebody",
        "Say who decides the step.",
        make.step,
        refused=[{"decided_by": BLANKS}],
        accepted=[{"decided_by": "x"}],
    ),
    Case(
        "tracks_condition_worded",
        "Give the condition's text.",
        make.condition,
        refused=[{"text": BLANKS}],
        accepted=[{"text": "x"}],
    ),
    Case(
        "tracks_condition_interval_positive",
        "The review interval is at least one day.",
        make.condition,
        refused=[{"review_interval_days": 0}],
        accepted=[{"review_interval_days": 1}],
    ),
    Case(
        "tracks_benchmark_worded",
        "Say what would show that the condition is met.",
        make.benchmark,
        refused=[{"text": BLANKS}],
        accepted=[{"text": "x"}],
    ),
    Case(
        "tracks_benchmark_target_complete",
        "A target needs its indicator and how to compare it.",
        make.benchmark,
        refused=[
            TARGET,
            {**MEASURED, "target": "1000"},
            {**MEASURED, "comparator": "at_most"},
            {**MEASURED, "target_on": DAY},
        ],
        accepted=[
            {**MEASURED, **TARGET},
            {**MEASURED, **TARGET, "target": "0"},
            {**MEASURED, **TARGET, "target_on": DAY},
            MEASURED,
        ],
    ),
    Case(
        "tracks_benchmark_baseline_dated",
        "A baseline needs its indicator and its day.",
        make.benchmark,
        refused=[
            {"baseline": "1000", "baseline_on": DAY},
            {**MEASURED, "baseline": "1000"},
            {**MEASURED, "baseline_on": DAY},
        ],
        accepted=[{**MEASURED, "baseline": "1000", "baseline_on": DAY}],
    ),
    Case(
        "tracks_assessment_justified",
        "Say why.",
        make.assessment,
        refused=[{"justification": BLANKS}],
        accepted=[{"justification": "x"}],
    ),
    Case(
        "tracks_assessment_waiver_complete",
        "“Waived” needs a reason and the authority; any other state has neither.",
        make.assessment,
        refused=[
            {"state": "waived"},
            {**WAIVED, "waiver_reason": BLANKS},
            {**WAIVED, "waived_by": BLANKS},
            {"waiver_reason": "It no longer applies."},
            {"waived_by": "A council"},
        ],
        accepted=[WAIVED],
    ),
    Case(
        "tracks_assessment_not_own_successor",
        "An assessment cannot replace itself.",
        make.assessment,
        refused=[{"supersedes": itself}],
        accepted=[{"supersedes": lambda row: make.assessment()}],
    ),
    Case(
        "tracks_assessment_approved_by_second_person",
        "Who wrote or submitted an assessment cannot approve it.",
        make.assessment,
        refused=[
            {**APPROVED, "reviewed_by": someone},
            {**APPROVED, "created_by": second},
        ],
        accepted=[
            APPROVED,
            {**APPROVED, "created_by": someone},
            {**APPROVED, "review_state": "submitted", "created_by": second},
        ],
    ),
    Case(
        "tracks_evidence_one_subject",
        "Evidence is exactly one development, reading, meeting or commitment.",
        make.evidence,
        refused=[
            {"development": None},
            {"reading": lambda row: make.reading()},
            {"meeting": lambda row: make.meeting()},
            {"commitment": lambda row: make.commitment()},
        ],
        accepted=[
            {"development": None, "reading": lambda row: make.reading()},
            {"development": None, "meeting": lambda row: make.meeting()},
            {"development": None, "commitment": lambda row: make.commitment()},
        ],
    ),
]
