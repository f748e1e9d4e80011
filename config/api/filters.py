"""Filters: strict about what they accept, and unable to tell a hidden record from none.

Each reaches what it compares through `config.api.rows`, so a value that names a hidden
record finds nothing. Several values of one parameter are alternatives; several parameters
must all hold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from drf_spectacular.utils import extend_schema_field

from ..dates import overlaps
from ..refs import SHAPE
from ..scales import Marking, countries
from .parsing import LONGEST_SEARCH, parse_date, parse_flag, parse_moment, parse_search, refuse_unknown
from .rows import among, reach


class ParameterField(forms.Field):
    """A form field that hands its text, or all its texts, to the filter's `parse`."""

    def __init__(self, parse: Any, *, several: bool):
        super().__init__(required=False, widget=forms.MultipleHiddenInput if several else None)
        self.parse = parse

    def clean(self, value: Any) -> Any:
        return self.parse(value) if value else None


class Parameter(django_filters.Filter):
    """A query parameter. `several` may be repeated; subclasses say what they accept and find."""

    several = False
    schema: dict[str, Any] = {"type": "string"}

    def __init__(self, path: str | None = None, *, help_text: str):
        super().__init__(field_name=path, help_text=help_text)
        one = self.schema
        schema = {"type": "array", "items": one} if self.several else dict(one)
        extend_schema_field(schema | {"description": self.description(help_text)})(self)

    def description(self, help_text: str) -> str:
        return help_text

    @property
    def field(self) -> ParameterField:
        return ParameterField(self.parse, several=self.several)

    def parse(self, value: Any) -> Any:
        raise NotImplementedError

    def filter(self, qs: Any, value: Any) -> Any:
        return qs if value is None else qs.filter(self.condition(qs.model, value))

    def condition(self, model: Any, value: Any) -> Q:
        return among(model, self.field_name, value, self.user)

    @property
    def user(self) -> Any:
        return self.parent.request.user


class Choices(Parameter):
    """Some of a fixed set of codes."""

    several = True

    def __init__(self, choices: Any, path: str | None = None, *, help_text: str):
        self.labels = dict(getattr(choices, "choices", choices))
        self.schema = {"type": "string", "enum": list(self.labels)}
        super().__init__(path, help_text=help_text)

    def description(self, help_text: str) -> str:
        return help_text + "\n\n" + "\n".join(f"* `{code}` - {label}" for code, label in self.labels.items())

    def parse(self, value: list[str]) -> list[str]:
        refuse_unknown(value, list(self.labels), "")
        return value


class Countries(Parameter):
    """Some ISO 3166-1 alpha-2 codes."""

    several = True
    schema = {"type": "string", "pattern": "^[A-Z]{2}$", "example": "QA"}

    def parse(self, value: list[str]) -> list[str]:
        refuse_unknown(value, [code for code, _ in countries()], "an ISO 3166-1 alpha-2 code, e.g. QA")
        return value


class Codes(Parameter):
    """Some codes of a reference list, which everybody who may view it sees whole."""

    several = True

    def __init__(self, model: Any, path: str | None = None, *, help_text: str):
        self.target = model
        super().__init__(path, help_text=help_text)

    def description(self, help_text: str) -> str:
        return f"{help_text} Codes from the list of {self.target._meta.verbose_name_plural}."

    def parse(self, value: list[str]) -> list[str]:
        known = list(self.target.objects.order_by("pk").values_list("pk", flat=True))
        refuse_unknown(value, known, f"a code from the list of {self.target._meta.verbose_name_plural}")
        return value


class Refs(Parameter):
    """Some references of records of one kind; one that does not exist finds nothing."""

    several = True

    def __init__(self, model: Any, path: str | None = None, *, help_text: str):
        self.prefix = model._meta.pk.prefix
        self.schema = {"type": "string", "example": f"{self.prefix}-2026-7KQ4"}
        super().__init__(path, help_text=help_text)

    def parse(self, value: list[str]) -> list[str]:
        for text in value:
            if not (SHAPE.fullmatch(text) and text.startswith(f"{self.prefix}-")):
                raise ValidationError(
                    f"“{text[:40]}” is not accepted: a reference here is like {self.prefix}-2026-7KQ4."
                )
        return value


class Texts(Parameter):
    """Some exact values of a text column, e.g. a publisher."""

    several = True

    def parse(self, value: list[str]) -> list[str]:
        return value


class Flag(Parameter):
    """True or false. `negated` for a column that says the opposite."""

    schema = {"type": "boolean"}

    def parse(self, value: str) -> bool:
        return parse_flag(value)

    def condition(self, model: Any, value: bool) -> Q:
        return among(model, self.field_name, [value], self.user)


class Since(Parameter):
    """Changed at or after a moment."""

    schema = {"type": "string", "example": "2026-01-31T08:00:00Z"}

    def parse(self, value: str) -> dt.datetime:
        return parse_moment(value)

    def condition(self, model: Any, value: dt.datetime) -> Q:
        return Q(**{f"{self.field_name}__gte": value})


class Search(Parameter):
    """Words in the record's own texts, however they are spelt."""

    schema = {"type": "string", "maxLength": LONGEST_SEARCH}

    def parse(self, value: str) -> str:
        return parse_search(value)

    def filter(self, qs: Any, value: Any) -> Any:
        return qs if value is None else qs.matching(value)


class Edge(Parameter):
    """One edge of a window of days; `hops` lead to the record that has the date."""

    schema = {"type": "string", "format": "date"}

    def __init__(self, column: str = "", *, hops: Sequence[str] = (), open_ended: bool = False, help_text: str):
        self.column, self.hops, self.open_ended = column, list(hops), open_ended
        super().__init__(None, help_text=help_text)

    def parse(self, value: str) -> dt.date:
        return parse_date(value)

    def condition(self, model: Any, value: dt.date) -> Q:
        return reach(model, self.hops, lambda end: self.on_this_side(value), self.user)

    def on_this_side(self, day: dt.date) -> Q:
        if not self.column:
            return overlaps(**{self.word: day})
        q = Q(**{f"{self.column}__{self.lookup}": day})
        return q | Q(**{f"{self.column}__isnull": True}) if self.open_ended else q


class After(Edge):
    word, lookup = "after", "gte"


class Before(Edge):
    word, lookup = "before", "lte"


class WindowForm(forms.Form):
    """Refuses a window that ends before it begins."""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        after, before = values.get("after"), values.get("before")
        if after and before and after > before:
            self.add_error("after", f"The window is empty: “after” {after} is later than “before” {before}.")
        return values


class RowFilters(django_filters.FilterSet):
    """What every list can be asked."""

    updated_since = Since(
        "updated_at",
        help_text="Rows changed at or after this moment (UTC). Rows nested in others have lists of their own.",
    )

    class Meta:
        form = WindowForm


class Searched(RowFilters):
    search = Search(
        help_text="All these words in the row's own texts, in any script, common spellings of names included."
    )


class ReferenceFilters(Searched):
    """Of reference lists, what is retired is left out unless asked for."""

    include_retired = Flag(help_text="`true` also lists what is no longer offered; records that use it keep it.")

    def filter_queryset(self, queryset: Any) -> Any:
        with_retired = self.form.cleaned_data.pop("include_retired")
        rows = super().filter_queryset(queryset)
        return rows if with_retired else rows.standing()


class Marked(RowFilters):
    marking = Choices(Marking, help_text="Traffic Light Protocol marking; in an address the + is written %2B.")


class Dated(RowFilters):
    """For records with `config.dates.Dated`; both edges may be given alone."""

    after = After(
        help_text="Rows of which some day may lie on or after this one. Dates known to the month or year count whole: "
        "“March 2022” is found by after=2022-03-20. An unknown end counts as the end of the first period.",
    )
    before = Before(help_text="Rows of which some day may lie on or before this one; see `after`.")
