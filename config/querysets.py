"""What every queryset of records can be asked, in the words of the domain."""

from __future__ import annotations

from typing import Any, NoReturn, Self

from django.db import models

from . import dates, search
from .visibility import visible_q


def standing_q(model: Any, prefix: str = "") -> models.Q:
    """Not withdrawn, and seen through no record that is: a part leaves with its whole.

    A condition on `model`, reached over `prefix`. Retired reference rows stand: what uses
    them keeps them.
    """
    q = models.Q()
    names = {f.name for f in model._meta.fields}
    if "withdrawn_on" in names:
        q &= models.Q(**{f"{prefix}withdrawn_on__isnull": True})
    if "review_state" in names:
        q &= ~models.Q(**{f"{prefix}review_state": "withdrawn"})
    for name in getattr(model, "visible_through", ()):
        q &= standing_q(model._meta.get_field(name).related_model, f"{prefix}{name}__")
    return q


def retires(model: Any) -> bool:
    """Whether rows of the model are retired, which leaves them with what uses them, rather than withdrawn."""
    return any(f.name == "retired_on" for f in model._meta.fields)


class RecordQuerySet(models.QuerySet):
    """Records of any kind. Changing rows without history, and deleting rows, is refused."""

    def visible_to(self, user: Any) -> Self:
        """The rows that exist for this user; the root of every read path."""
        return self.filter(visible_q(self.model, user))

    def standing(self) -> Self:
        """Rows that have not been withdrawn, alone or with the record they belong to, or retired."""
        if retires(self.model):
            return self.filter(retired_on__isnull=True)
        return self.filter(standing_q(self.model))

    def overlapping(self, *, after: Any = None, before: Any = None) -> Self:
        """Dated rows of which some day may lie in the window; see `config.dates`."""
        return self.filter(dates.overlaps(after=after, before=before))

    def matching(self, text: str) -> Self:
        """Rows found by a search for `text`, however it is spelt; see `config.search`."""
        return self.filter(search.matching(text))

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError(
            f"{self.model.__name__}.objects.update() leaves no history: save each record, "
            "or use simple_history.utils.bulk_update_with_history with the base manager."
        )

    update.alters_data = True  # type: ignore[attr-defined] # a mark of Django's

    def delete(self) -> NoReturn:
        raise TypeError(f"{self.model.__name__} rows are withdrawn or retired with a reason, never deleted.")

    delete.alters_data = True  # type: ignore[attr-defined] # a mark of Django's
    delete.queryset_only = True  # type: ignore[attr-defined] # a mark of Django's

    def get_by_natural_key(self, key: str) -> Any:
        return self.get(pk=key)


RecordManager = models.Manager.from_queryset(RecordQuerySet)
