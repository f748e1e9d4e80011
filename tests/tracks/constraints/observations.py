"""Constraints of developments, citations and measures."""

from tests import factories as make
from tests.constraints import BLANKS, Case, dated, days, itself, reviewed, withdrawable
from tests.factories import DAY
from tracks.models import Citation, Development, Measure

CASES = [
    *dated(Development, make.development),
    *reviewed(Development, make.development),
    *withdrawable(Citation, make.citation),
    *withdrawable(Measure, make.measure),
    *dated(Measure, make.measure),
    Case(
        "tracks_development_titled",
        "Say in one line what happened.",
        make.development,
        refused=[{"title": BLANKS}],
        accepted=[{"title": "x"}],
    ),
    Case(
        "tracks_development_reported_after",
        "It cannot be reported before it happened.",
        make.development,
        refused=[{"reported_on": days(-1)}],
        accepted=[{"reported_on": DAY}, {"reported_on": None}],
    ),
    Case(
        "tracks_development_not_own_reversal",
        "A development cannot reverse itself.",
        make.development,
        refused=[{"reverses": itself}],
        accepted=[{"reverses": lambda row: make.development()}],
    ),
    Case(
        "tracks_development_not_own_sequel",
        "A development cannot follow itself.",
        make.development,
        refused=[{"follows": itself}],
        accepted=[{"follows": lambda row: make.development()}],
    ),
    Case(
        "tracks_citation_one_subject",
        "A citation stands on exactly one record.",
        make.citation,
        refused=[
            {"development": None},
            {"meeting": lambda row: make.meeting()},
            {"condition": lambda row: make.condition()},
            {"measure": lambda row: make.measure()},
        ],
        accepted=[
            {"development": None, "meeting": lambda row: make.meeting()},
            {"development": None, "condition": lambda row: make.condition()},
            {"development": None, "measure": lambda row: make.measure()},
        ],
    ),
    Case(
        "tracks_citation_not_from_itself",
        "A source cannot derive from itself.",
        make.citation,
        refused=[{"derives_from": lambda row: row.source}],
        accepted=[{"derives_from": lambda row: make.source(publisher="A tweet")}],
    ),
    Case(
        "tracks_measure_titled",
        "Say in one line what was done.",
        make.measure,
        refused=[{"title": BLANKS}],
        accepted=[{"title": "x"}],
    ),
]
