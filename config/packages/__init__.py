"""Packages: the record as a folder of CSV files that proves itself, for a recipient and a period.

A package speaks as of the last day of its period, and of the record as it was known at one moment
(see `then`). The same record, profile and period give the same bytes on any machine and on either
database. It is complete, or it does not exist.
"""

from .periods import Period
from .previews import Shown, preview
from .spec import Chosen, PackageError, Recipient, Spec, eyes
from .write import File, Written, clear_leavings, measured, write_package

__all__ = [
    "Chosen",
    "File",
    "PackageError",
    "Period",
    "Recipient",
    "Shown",
    "Spec",
    "Written",
    "clear_leavings",
    "eyes",
    "measured",
    "preview",
    "write_package",
]
