"""The read-only API's kernel: who may ask, what is shown, filters, pages, the document.

Each room declares its own endpoints on it (`rights.api`, `tracks.api`) and registers them
in its `urls`.
"""

from .permissions import MayView
from .tokens import ApiToken

__all__ = ["ApiToken", "MayView"]
