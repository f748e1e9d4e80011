"""Fiction, marked as fiction: so that every page and every state has something to show.

Nothing here happened. Each title or text begins with “[Fictional]”.
"""

from .. import Builder
from .assessments import build_assessments
from .judgements import build_benchmark, build_drafts, build_updates
from .mark import MARK
from .meetings import build_held_meeting, build_other_meetings

__all__ = ["MARK", "build_fiction"]


def build_fiction(build: Builder) -> None:
    """All of it, in the order in which it refers to itself."""
    held = build_held_meeting(build)
    build_other_meetings(build, held)
    build_drafts(build)
    build_updates(build)
    build_benchmark(build)
    build_assessments(build, held)
