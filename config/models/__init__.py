"""The kernel's models: people and their access, and the abstract kinds of record."""

from .access import Clearance, User
from .base import Part, Record, Reference, Tracked, Withdrawable
from .reviewed import Reviewed

__all__ = [
    "Clearance",
    "Part",
    "Record",
    "Reference",
    "Reviewed",
    "Tracked",
    "User",
    "Withdrawable",
]
