"""List filters with fixed choices and plain names, the same as the API's where both exist.

A value that is not among the choices is refused, so that no filter can be used to ask
about columns or records that the list does not show.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.db import models
from django.utils import timezone

from ..dates import overlaps
from ..review import waiting
from ..visibility import viewable_q, visible_q

FIRST_YEAR = 2021  # The authorities have ruled since August 2021; earlier is one choice.


class FixedFilter(SimpleListFilter):
    """A filter whose choices are fixed; `find` narrows the rows to one of them."""

    def queryset(self, request: Any, queryset: Any) -> Any:
        value = self.value()
        if value is None:
            return queryset
        if value not in {str(code) for code, _ in self.lookup_choices}:
            raise IncorrectLookupParameters
        return self.find(request, queryset, value)

    def find(self, request: Any, queryset: Any, value: str) -> Any:
        raise NotImplementedError

    def active(self, changelist: Any) -> str:
        """The chosen value in words; empty if nothing is chosen."""
        words = {str(code): str(label) for code, label in self.lookup_choices}
        return words.get(self.value() or "", "")


def by_choice(path: str, *, title: str = "", parameter: str = "") -> type[FixedFilter]:
    """A filter on a column with choices, or on a yes/no column."""

    class ChoiceFilter(FixedFilter):
        parameter_name = parameter or path

        def __init__(self, request: Any, params: Any, model: Any, model_admin: Any):
            self.column = model._meta.get_field(path)
            self.title = title or str(self.column.verbose_name)
            super().__init__(request, params, model, model_admin)

        def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
            if isinstance(self.column, models.BooleanField):
                return [("true", "Yes"), ("false", "No")]
            return [(code, str(label).partition(" – ")[0]) for code, label in self.column.flatchoices if code]

        def find(self, request: Any, queryset: Any, value: str) -> Any:
            is_flag = isinstance(self.column, models.BooleanField)
            return queryset.filter(**{path: value == "true" if is_flag else value})

    return ChoiceFilter


def by_code(path: str, *, title: str = "", parameter: str = "") -> type[FixedFilter]:
    """A filter on a link to a reference list, which everybody who may view it sees whole.

    It goes through a subquery, so that a row with two links is one row, and through no
    record on the way that the person does not see.
    """

    class CodeFilter(FixedFilter):
        parameter_name = parameter or path

        def __init__(self, request: Any, params: Any, model: Any, model_admin: Any):
            self.target = _end_of(model, path)
            self.title = title or str(self.target._meta.verbose_name)
            super().__init__(request, params, model, model_admin)

        def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
            rows = self.target._default_manager
            if hasattr(rows, "visible_to"):
                rows = rows.visible_to(request.user).filter(viewable_q(self.target, request.user))
            return list(rows.values_list("pk", "name"))

        def find(self, request: Any, queryset: Any, value: str) -> Any:
            wanted = models.Q(**{path: value}) & _seen_on_the_way(queryset.model, path, request.user)
            return queryset.filter(pk__in=queryset.model._base_manager.filter(wanted).values("pk"))

    return CodeFilter


def _end_of(model: Any, path: str) -> Any:
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model
    return model


def _seen_on_the_way(model: Any, path: str, user: Any) -> models.Q:
    q, prefix = models.Q(), ""
    for name in path.split("__")[:-1]:
        model, prefix = model._meta.get_field(name).related_model, f"{prefix}{name}__"
        q &= visible_q(model, user, prefix)
    return q


class YearFilter(FixedFilter):
    """Rows of which some day may lie in the year (see `config.dates`); fixed choices, no scan."""

    title = "year"
    parameter_name = "year"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        years = range(timezone.now().year + 1, FIRST_YEAR - 1, -1)
        return [*((str(year), str(year)) for year in years), ("earlier", f"Before {FIRST_YEAR}")]

    def find(self, request: Any, queryset: Any, value: str) -> Any:
        if value == "earlier":
            return queryset.filter(self.window(before=dt.date(FIRST_YEAR - 1, 12, 31)))
        return queryset.filter(self.window(after=dt.date(int(value), 1, 1), before=dt.date(int(value), 12, 31)))

    def window(self, **edges: dt.date) -> models.Q:
        return overlaps(**edges)


def year_of(column: str, end: str = "") -> type[YearFilter]:
    """A year filter for rows with one date, or with a period from `column` to `end`."""

    class ColumnYearFilter(YearFilter):
        def window(self, **edges: dt.date) -> models.Q:
            lookups = {"after": f"{end or column}__gte", "before": f"{column}__lte"}
            return models.Q(**{lookups[edge]: day for edge, day in edges.items()})

    return ColumnYearFilter


class StandingFilter(FixedFilter):
    """Lists leave out what was withdrawn or retired unless it is asked for."""

    title = "withdrawn and retired"
    parameter_name = "standing"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "Only these"), ("all", "Also these")]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        yield first | {"display": "Left out"}
        yield from others

    def queryset(self, request: Any, queryset: Any) -> Any:
        if self.value() is None:
            return queryset.standing()
        return super().queryset(request, queryset)

    def find(self, request: Any, queryset: Any, value: str) -> Any:
        if value == "all":
            return queryset
        return queryset.exclude(pk__in=queryset.model._default_manager.standing().values("pk"))


class MoveFilter(FixedFilter):
    """Whose move it is: what waits for the person who asks."""

    title = "whose move"
    parameter_name = "move"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [("draft", "My drafts"), ("returned", "Returned to me"), ("review", "Awaiting my review")]

    def find(self, request: Any, queryset: Any, value: str) -> Any:
        return waiting(queryset, value, request.user)
