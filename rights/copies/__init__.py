"""Stored copies of sources: what may be stored, how it is kept, and whether it is still what it was.

A copy is evidence. It is kept under a random name in a storage of its own (`STORAGES["copies"]`),
known by its SHA-256, and never overwritten or deleted: a new copy is a new file, and the history
of the source names the one before.
"""

from .content import MEDIA, Medium, medium_of
from .keeping import Upload, accepted, copies, digest, inspect, keep
from .names import clean_name

__all__ = [
    "MEDIA",
    "Medium",
    "Upload",
    "accepted",
    "clean_name",
    "copies",
    "digest",
    "inspect",
    "keep",
    "medium_of",
]
