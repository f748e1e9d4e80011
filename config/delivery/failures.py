"""Why a package was not made, in words that tell nothing of the record."""

from __future__ import annotations

import errno
import logging

from django.db import DatabaseError
from django.utils import timezone

from ..models import Run
from ..packages import PackageError
from .alerts import alert
from .claims import mine
from .places import Damaged

FULL = (errno.ENOSPC, errno.EDQUOT)
logger = logging.getLogger(__name__)


class Refused(Exception):
    """The package may not be made; the words say why, and what to do."""


def words_of(error: BaseException) -> str:
    """What is said of an error. Words of others may quote a record, so that only their kind is told."""
    kind = type(error).__name__
    if isinstance(error, (Refused, Damaged, PackageError)):
        return str(error)
    if isinstance(error, OSError) and error.errno in FULL:
        return "The disk is full. Make room; the next run makes the package."
    if isinstance(error, DatabaseError):
        return f"The database did not answer as it should ({kind}). The log of the machine says more."
    if isinstance(error, OSError):
        return f"A file could not be written or read ({error.strerror or kind}). The log of the machine says more."
    if isinstance(error, KeyboardInterrupt):
        return "It was stopped by hand."
    return f"The program failed ({kind}). The log of the machine says more."


def fail(run: Run, error: BaseException) -> None:
    """Say on the run why it failed, and tell those who want to know; nothing if it is no longer this attempt's."""
    words = words_of(error)
    if not isinstance(error, (Refused, Damaged, PackageError, KeyboardInterrupt)):
        logger.error("The package %s failed.", run, exc_info=error)
    fail_in_words(run, words)


def fail_in_words(run: Run, words: str) -> None:
    before = run.error
    facts = {"state": Run.State.FAILED, "finished_at": timezone.now(), "error": words, "lease_until": None}
    if mine(run).update(**facts):
        run.refresh_from_db()
        alert(run, before)
