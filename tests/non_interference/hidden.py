"""What can be hidden, all of it known once this is imported; see `laying`."""

from . import hidden_links, hidden_rows  # noqa: F401 - each tells its pieces
from .laying import PIECES, WORD, Laid, Layer, lay

__all__ = ["PIECES", "WORD", "Laid", "Layer", "lay"]
