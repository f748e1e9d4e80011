"""The kernel's models: people and their access, and the abstract kinds of record."""

from .access import Clearance, Token, User
from .base import Part, Reference, Tracked, Withdrawable
from .emergency import Emergency
from .imports import HeldFile, SavedMapping
from .profile import Profile
from .record import Record
from .reviewed import Reviewed
from .run import Run
from .trace import Trace

__all__ = [
    "Clearance",
    "Emergency",
    "HeldFile",
    "Part",
    "Profile",
    "Record",
    "Reference",
    "Reviewed",
    "Run",
    "SavedMapping",
    "Token",
    "Trace",
    "Tracked",
    "User",
    "Withdrawable",
]
