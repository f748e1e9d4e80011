"""Where each model stands in the picture of the domain, and which links are drawn as arrows.

Places are declared; what is drawn there is read from the models. A model without a place
and an arrow that is no link are refused, so the picture cannot say what is not so.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A model's place on the grid of its room, what it is in a few words, and how many columns it spans."""

    model: str
    column: int
    row: int
    words: str
    columns: int = 1


@dataclass(frozen=True)
class Room:
    """An app: its name, what it answers, and its first and last column and row."""

    app: str
    words: str
    columns: tuple[int, int]
    rows: tuple[int, int]


@dataclass(frozen=True)
class Arrow:
    """A link drawn from the model that has it: out of `start`, into `end` (side, share of that side).

    Without a share the end lies straight opposite the start. `spine` marks the links that
    hold the chain from meeting to major step together.
    """

    model: str
    link: str
    start: tuple[str, float]
    end: tuple[str, float | None]
    spine: bool = False


ROOMS = (
    Room("tracks", "what is said, what is done, what we judge", (0, 5), (0, 3)),
    Room("rights", "against what we measure", (0, 3), (4, 5)),
    Room("config", "how any record is kept", (4, 5), (4, 8)),
)

SPINE = (
    "tracks.Meeting",
    "tracks.Point",
    "tracks.Commitment",
    "tracks.Development",
    "tracks.Condition",
    "tracks.Step",
)

BOXES = (
    Box("tracks.Track", 0, 0, "a line of technical-level meetings that can show measurable progress", columns=5),
    Box("tracks.Meeting", 0, 1, "what is said"),
    Box("tracks.Point", 1, 1, "what is raised and answered"),
    Box("tracks.Commitment", 2, 1, "what is promised"),
    Box("tracks.Development", 3, 1, "what is done"),
    Box("tracks.Condition", 4, 1, "what must be true"),
    Box("tracks.Step", 5, 1, "the major step that would follow"),
    Box("tracks.Attendance", 0, 2, "who was there, on which side"),
    Box("tracks.Post", 1, 2, "the office held on that day"),
    Box("tracks.CommitmentUpdate", 2, 2, "what became of it"),
    Box("tracks.Evidence", 3, 2, "supports, contradicts or gives context"),
    Box("tracks.Assessment", 4, 2, "what we judge, as of a day, by two people"),
    Box("tracks.Measure", 5, 2, "pressure or incentive applied"),
    Box("tracks.Person", 0, 3, "names in both scripts"),
    Box("tracks.Listing", 1, 3, "an entry on a sanctions list"),
    Box("tracks.Organisation", 2, 3, "side, level and seat"),
    Box("tracks.Citation", 3, 3, "on whose word, how credible"),
    Box("tracks.Benchmark", 4, 3, "a measurable test of a condition"),
    Box("rights.Area", 0, 4, "a rights area"),
    Box("rights.Indicator", 1, 4, "structural, process or outcome"),
    Box("rights.Reading", 2, 4, "a published value"),
    Box("rights.Source", 3, 4, "who says so, how reliable"),
    Box("rights.Treaty", 0, 5, "binds the State"),
    Box("rights.Provision", 1, 5, "an article of a treaty"),
    Box("rights.Province", 2, 5, "one of the 34, by P-code"),
    Box("config.User", 4, 4, "who signs in"),
    Box("config.Clearance", 5, 4, "how far a group sees"),
    Box("config.Token", 4, 5, "a program's key, with a ceiling"),
    Box("config.Trace", 5, 5, "what was done at the doors"),
    Box("config.Profile", 4, 7, "what is packaged for whom, how often"),
    Box("config.Run", 5, 7, "a package that was made"),
    Box("config.SavedMapping", 4, 6, "how a table of others is read"),
    Box("config.HeldFile", 4, 8, "a file that waits for its confirmation"),
    Box("config.Emergency", 5, 6, "open, read-only or closed"),
)

TOP, BOTTOM, LEFT, RIGHT = ("top", 0.5), ("bottom", 0.5), ("left", 0.5), ("right", 0.5)
ABOVE = ("bottom", None)
ARROWS = (
    Arrow("tracks.Meeting", "tracks", TOP, ABOVE),
    Arrow("tracks.Development", "tracks", TOP, ABOVE),
    Arrow("tracks.Condition", "track", TOP, ABOVE),
    Arrow("tracks.CommitmentUpdate", "commitment", TOP, BOTTOM, spine=True),
    Arrow("tracks.CommitmentUpdate", "developments", ("top", 0.84), ("bottom", 0.16), spine=True),
    Arrow("tracks.Evidence", "development", TOP, BOTTOM, spine=True),
    Arrow("tracks.Evidence", "assessment", RIGHT, LEFT, spine=True),
    Arrow("tracks.Assessment", "condition", TOP, BOTTOM, spine=True),
    Arrow("tracks.Attendance", "meeting", TOP, BOTTOM),
    Arrow("tracks.Attendance", "post", RIGHT, LEFT),
    Arrow("tracks.Attendance", "person", BOTTOM, TOP),
    Arrow("tracks.Post", "person", ("bottom", 0.2), ("top", 0.84)),
    Arrow("tracks.Post", "organisation", ("bottom", 0.8), ("top", 0.16)),
    Arrow("tracks.Listing", "person", LEFT, RIGHT),
    Arrow("tracks.Measure", "steps", TOP, BOTTOM),
    Arrow("tracks.Benchmark", "condition", RIGHT, ("bottom", 0.84)),
    Arrow("tracks.Citation", "source", BOTTOM, TOP),
    Arrow("rights.Indicator", "area", LEFT, RIGHT),
    Arrow("rights.Indicator", "provisions", BOTTOM, TOP),
    Arrow("rights.Reading", "indicator", LEFT, RIGHT),
    Arrow("rights.Reading", "source", RIGHT, LEFT),
    Arrow("rights.Reading", "province", BOTTOM, TOP),
    Arrow("rights.Provision", "treaty", LEFT, RIGHT),
    Arrow("config.Token", "user", TOP, BOTTOM),
    Arrow("config.Run", "profile", LEFT, RIGHT),
)

# Said once in words, since (nearly) every row has them; permissions come with a user's groups.
NOT_DRAWN = {
    "created_by",
    "updated_by",
    "submitted_by",
    "reviewed_by",
    "readers",
    "reader_groups",
    "user_permissions",
    "who",
    "made_by",
    "approved_by",
}
EVERY_ROW = (
    "Every row also names who wrote and who changed it, a reviewed one who submitted and who reviewed it, "
    "a marked one who may read it (User, Group). Every change is kept."
)
