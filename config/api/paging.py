"""Pages by key: each row once, at any depth, however many rows share a date.

A page continues after the (ordering column, primary key) of the last row of the page
before, so a page costs the same at any depth and no total is counted. A total is counted
only when asked for (`count=true`), over what the reader may see.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import Q, QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

PAGE_SIZE = 100
PAGE_SIZE_CAP = 500
# Signed, so that only places that a page ended at come back, and nothing else is parsed.
SIGNER = Signer(salt="config.api.paging")


@dataclass(frozen=True)
class Ordering:
    """One column that is never empty, up or down; the primary key decides between equals."""

    column: str
    descending: bool

    @classmethod
    def parse(cls, text: str) -> Ordering:
        return cls(text.removeprefix("-"), text.startswith("-"))

    def __str__(self) -> str:
        return f"-{self.column}" if self.descending else self.column

    def apply(self, rows: QuerySet, *, backwards: bool = False) -> QuerySet:
        sign = "-" if self.descending != backwards else ""
        return rows.order_by(f"{sign}{self.column}", f"{sign}pk")

    def beyond(self, rows: QuerySet, place: Place) -> QuerySet:
        """The rows after the place, or before it if it is read backwards."""
        than = "lt" if self.descending != place.backwards else "gt"
        # The first condition follows from the second; it lets the database start at the place.
        return rows.filter(
            Q(**{f"{self.column}__{than}e": place.value}),
            Q(**{f"{self.column}__{than}": place.value}) | Q(**{f"pk__{than}": place.pk}),
        )


@dataclass(frozen=True)
class Place:
    """Between two rows: the key of the row last shown, and which way to read on from it."""

    value: Any
    pk: str
    backwards: bool = False

    def cursor(self, ordering: Ordering, model: Any) -> str:
        text = self.value.isoformat() if hasattr(self.value, "isoformat") else str(self.value)
        return SIGNER.sign_object([model._meta.label, str(ordering), self.backwards, text, self.pk])

    @classmethod
    def read(cls, cursor: str, ordering: Ordering, model: Any) -> Place:
        """Raises ValidationError if this is no cursor of a list of this model in this order."""
        try:
            *list_of, backwards, text, pk = SIGNER.unsign_object(cursor)
        except BadSignature:
            list_of = []
        if list_of != [model._meta.label, str(ordering)]:
            raise ValidationError(
                {"cursor": ["This is no cursor of this list: use an address from “next” or “previous” unchanged."]}
            )
        return cls(model._meta.get_field(ordering.column).to_python(text), pk, backwards)


def ordering_asked(params: Any, view: Any) -> Ordering:
    """The order asked for, or the view's own. Raises ValidationError naming what is accepted."""
    text = params.get("ordering", view.ordering)
    if text not in orderings_of(view):
        raise ValidationError(
            {"ordering": [f"“{text[:40]}” is not accepted. Accepted: {', '.join(orderings_of(view))}."]}
        )
    return Ordering.parse(text)


def orderings_of(view: Any) -> list[str]:
    return [f"{sign}{column}" for column in view.ordering_columns for sign in ("", "-")]


class KeyPages(BasePagination):
    """`{"next": …, "previous": …, "results": […]}`, and `"count"` if it was asked for."""

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Any]:
        params = request.query_params
        size = self._size(params.get("page_size", str(PAGE_SIZE)))
        ordering = ordering_asked(params, view)
        place = Place.read(params["cursor"], ordering, queryset.model) if "cursor" in params else None
        self.count = queryset.count() if params.get("count") == "true" else None

        backwards = bool(place and place.backwards)
        rows = ordering.beyond(queryset, place) if place else queryset
        page = list(view.loaded(ordering.apply(rows, backwards=backwards))[: size + 1])
        more = len(page) > size
        page = page[:size]
        if backwards:
            page.reverse()
        self.address = remove_query_param(request.build_absolute_uri(), "count")
        self.next = self._link(ordering, page[-1:], backwards=False) if more or backwards else None
        self.previous = self._link(ordering, page[:1], backwards=True) if (more if backwards else place) else None
        return page

    @staticmethod
    def _size(text: str) -> int:
        size = int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0
        if not 1 <= size <= PAGE_SIZE_CAP:
            raise ValidationError(
                {"page_size": [f"“{text[:20]}” is not accepted: give a number from 1 to {PAGE_SIZE_CAP}."]}
            )
        return size

    def _link(self, ordering: Ordering, edge: list[Any], *, backwards: bool) -> str | None:
        if not edge:
            return None
        place = Place(getattr(edge[0], ordering.column), edge[0].pk, backwards)
        return replace_query_param(self.address, "cursor", place.cursor(ordering, type(edge[0])))

    def get_paginated_response(self, data: Any) -> Response:
        counted = {} if self.count is None else {"count": self.count}
        return Response(counted | {"next": self.next, "previous": self.previous, "results": data})

    def get_paginated_response_schema(self, schema: Any) -> dict[str, Any]:
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "description": "All rows that you may see; only with count=true."},
                "next": link | {"description": "The address of the next page; null on the last."},
                "previous": link | {"description": "The address of the page before; null on the first."},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return [
            _parameter("count", {"type": "boolean"}, "`true` adds the number of all rows that you may see."),
            _parameter(
                "cursor", {"type": "string"}, "Where the page begins; taken from “next” or “previous”, unchanged."
            ),
            _parameter(
                "ordering",
                {"type": "string", "enum": orderings_of(view), "default": view.ordering},
                "The order; `-` for the latest or highest first. The reference or code decides between equals.",
            ),
            _parameter(
                "page_size",
                {"type": "integer", "minimum": 1, "maximum": PAGE_SIZE_CAP, "default": PAGE_SIZE},
                "Rows on a page.",
            ),
        ]


def _parameter(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": description}
