"""The queues on the first page, in their order: what each holds, and the columns that say why a row is there."""

from . import moves, due, evidence  # isort: skip

__all__ = ["due", "evidence", "moves"]
