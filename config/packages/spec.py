"""What a package is made from: which reports, for whom, how far they see, and as of when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from ..scales import Marking
from ..visibility import Access, StandIn, access_of
from .periods import Period


class PackageError(Exception):
    """A package cannot be made so; the words say why, and what would be accepted."""


@dataclass(frozen=True)
class Chosen:
    """A report by its name and the headings of the columns wanted of it; without any, all of them."""

    report: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spec:
    """Everything that the bytes of a package depend on, beside the record itself.

    `user` approved that the package is given out: nothing in it is beyond what they see, or
    marked above `ceiling`. States are those `as_of` a day; the record is taken as it was known
    at the moment `known_at`.
    """

    profile: str
    title: str
    recipient: str
    reports: tuple[Chosen, ...]
    ceiling: Marking
    personal: bool
    user: Any
    period: Period
    as_of: dt.date
    known_at: dt.datetime
    hxl: bool = False

    @property
    def name(self) -> str:
        """Of the folder: profile, period and marking."""
        return f"{self.profile}_{self.period}_{self.tlp}"

    @property
    def tlp(self) -> str:
        """The ceiling as it stands in file names."""
        return self.ceiling.value.replace(":", "-").replace("+", "-")

    def of(self, period: Period, known_at: dt.datetime) -> Spec:
        """The same for another period."""
        return replace(self, period=period, as_of=period.end, known_at=known_at)


class Recipient(StandIn):
    """Sees what a package may hold: what the approver sees up to the ceiling, approved, and never by name."""

    def __init__(self, approver: Any, access: Access) -> None:
        super().__init__(access)
        self._approver = approver

    def has_perm(self, perm: str) -> bool:
        """Whether the approver's role allows it."""
        return bool(self._approver.has_perm(perm))

    @property
    def today(self) -> Recipient:
        """The same with sight of drafts: what was approved then and is being mended now was still given out then."""
        return Recipient(self._approver, replace(self._access, sees_unapproved=True))


def eyes(user: Any, ceiling: Marking) -> Recipient:
    """With whose eyes a package is written that the user approved.

    Raises PackageError if the user may no longer see as far as the ceiling.
    """
    ceiling = Marking(ceiling)
    access = access_of(user)
    if ceiling is Marking.RED:
        raise PackageError("RED is for readers by name and never leaves in a package; accepted: up to AMBER+STRICT.")
    if access.ceiling is None or ceiling.rank > Marking(access.ceiling).rank:
        own = access.ceiling or "nothing"
        raise PackageError(f"The ceiling {ceiling} is above what the approver may see now ({own}).")
    return Recipient(user, replace(access.limited_to(ceiling), sees_unapproved=False))
