"""The pages on which engagement is logged and judged."""

from . import commitment, condition, development, meeting, people, track

__all__ = ["commitment", "condition", "development", "meeting", "people", "track"]
