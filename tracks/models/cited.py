"""Reviewed records that rest on citations."""

from __future__ import annotations

from typing import Any

from config.models import Reviewed

from ..independence import ALONE, behind


class Cited(Reviewed):
    """A record that is neither submitted nor approved while a citation claims more than its sources give."""

    class Meta(Reviewed.Meta):
        abstract = True

    def unready_for(self, action: str, *, by: Any) -> str:
        """What `by` may not see counts as nothing, in the same words, so that nobody learns of it."""
        if action in ("submit", "approve") and behind(self, by).stands_alone:
            return ALONE
        return super().unready_for(action, by=by)
