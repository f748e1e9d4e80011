"""The pages on which engagement is logged and judged."""

from . import assessment, commitment, condition, development, meeting, people, queues, track

__all__ = ["assessment", "commitment", "condition", "development", "meeting", "people", "queues", "track"]
