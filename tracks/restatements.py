"""Restatements: where the judgement of a day is not what it was on an earlier day.

“What changed in our judgement of June since June”: of each condition the assessment that stands
for the day, as it was known on one day and as it is known on another.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from config.api.rows import shown
from config.known import known

from .board import linked
from .models import Assessment, Condition


@dataclass(frozen=True)
class Restated:
    """A condition whose judgement of the day is another than it was; None: there was none."""

    condition: Condition
    then: Assessment | None
    now: Assessment | None

    @property
    def is_only_confirmed(self) -> bool:
        """Whether the state is the same in a newer judgement."""
        return self.then is not None and self.now is not None and self.then.state == self.now.state


@dataclass(frozen=True)
class Restatements:
    as_of: dt.date
    since: dt.date
    known_at: dt.date | None
    restated: list[Restated]


def restatements(*, user: Any, as_of: dt.date, since: dt.date, known_at: dt.date | None = None) -> Restatements:
    """The conditions whose judgement of `as_of` changed after the end of `since`, up to the end of `known_at`."""
    rows = known(shown(Condition, user), known_at)
    earlier = _judged(rows, user, as_of, since)
    later = _judged(rows, user, as_of, known_at)
    changed = [pk for pk in later if earlier[pk] != later[pk]]
    refs = {ref for pk in changed for ref in (earlier[pk], later[pk]) if ref}
    found = {row.pk: row for row in shown(Assessment, user).filter(pk__in=refs)}
    conditions = linked(rows.filter(pk__in=changed), user, "set_by")
    restated = [Restated(row, found.get(earlier[row.pk]), found.get(later[row.pk])) for row in conditions]
    return Restatements(as_of, since, known_at, restated)


def _judged(rows: Any, user: Any, as_of: dt.date, known_at: dt.date | None) -> dict[str, str | None]:
    judged = rows.with_state(as_of=as_of, user=user, known_at=known_at)
    return dict(judged.values_list("pk", "assessment_ref"))
