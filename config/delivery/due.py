"""Which packages are due: of every period that is over, once its days of delay are and it has settled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..models import Profile, Run
from ..packages import Period

# What was being saved when the days of delay ended is in the record by then, or never will be. A package that
# was made before would lack it, and made again have it.
SETTLED = dt.timedelta(minutes=10)


def ready_at(profile: Profile, period: Period) -> dt.datetime:
    """The moment (UTC) from which the package can be made, by schedule or by hand."""
    return period.over(profile.delay_days) + SETTLED


def due_periods(profile: Profile, now: dt.datetime) -> Iterator[Period]:
    """The periods whose packages should be there at this moment, the oldest first."""
    if not profile.active or profile.every == Profile.Every.HAND:
        return
    period = Period.parse(profile.first_period)
    while ready_at(profile, period) <= now:
        yield period
        period = period.after()


def missing(profile: Profile, now: dt.datetime) -> list[Period]:
    """The due periods without a package, the oldest first. What was made and removed since is not missing."""
    made = set(
        Run.objects.filter(profile=profile, state__in=(Run.State.DONE, Run.State.REMOVED)).values_list(
            "period", flat=True
        )
    )
    return [period for period in due_periods(profile, now) if period.label not in made]
