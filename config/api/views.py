"""The endpoint of a kind of record: a list and a detail, for reading only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from django.core.exceptions import ValidationError as Unusable
from django.db.models import QuerySet
from django.http import FileResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.functional import cached_property
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import NotFound, PermissionDenied, ValidationError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from ..exports import csv_response, report_for
from .paging import KeyPages
from .parsing import parse_date, parse_flag
from .permissions import ReadOnly
from .rows import Lens
from .schema import RecordSchema
from .serializers import RecordSerializer

PAGING = ("count", "cursor", "ordering", "page_size")
Value = TypeVar("Value")
# A CSV file has no pages; its order and what it leaves out are the report's.
NOT_WITH_CSV = (*PAGING, "include_retired")
ONLY_WITH_CSV = ("bom",)
DAY = {"type": "string", "format": "date"}
KNOWN_AT = "As the record stood at the end of this day (UTC): what was logged or approved later is left out."


class ByAddress(BaseContentNegotiation):
    """The address names the format, so that no Accept header sent along by a program is refused."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


class FilterBackend(DjangoFilterBackend):
    """Says what a filter refused in its own words; django-filter's way trips over a % in them."""

    def filter_queryset(self, request: Any, queryset: QuerySet, view: Any) -> QuerySet:
        filters = self.get_filterset(request, queryset, view)
        if not filters.is_valid():
            errors = filters.errors.as_data().items()
            raise ValidationError(
                {name: [text for error in given for text in error.messages] for name, given in errors}
            )
        return filters.qs


class RecordViewSet(ReadOnly, GenericViewSet):
    """Reads one kind of record; subclasses name its serializer, its filters and its orders.

    Every answer begins at `serializer_class.base(lens)`, the rows shown to the reader.
    """

    content_negotiation_class = ByAddress
    filter_backends = [FilterBackend]
    serializer_class: type[RecordSerializer]
    filterset_class: Any
    pagination_class = KeyPages
    schema = RecordSchema()
    lookup_value_regex = "[^/]+"
    lookup_url_kwarg: str

    model: Any
    ordering = ""  # By reference or code, if nothing tells more.
    ordering_columns: tuple[str, ...] = ()  # Besides those of every list; only what is never empty.
    state_as_of: str = ""  # What `as_of` does to this kind of record; empty: nothing.
    answers: ClassVar[dict[str, Any]] = {}  # What other addresses than list and record answer, by action.

    def __init_subclass__(cls, **kwargs: Any):
        super().__init_subclass__(**kwargs)
        cls.model = cls.serializer_class.Meta.model
        cls.lookup_url_kwarg = cls.model._meta.pk.name
        cls.ordering = cls.ordering or cls.lookup_url_kwarg
        cls.ordering_columns = (*cls.ordering_columns, cls.lookup_url_kwarg, "created_at", "updated_at")

    # --- What is read ---------------------------------------------------------------------

    @cached_property
    def lens(self) -> Lens:
        as_of, known_at = (self.day(name) if self.shows_states else None for name in ("as_of", "known_at"))
        return Lens(self.request.user, as_of or timezone.now().date(), asked=as_of is not None, known_at=known_at)

    @property
    def shows_states(self) -> bool:
        """Whether what is asked for is given for a day."""
        return bool(self.state_as_of) or self.action in self.answers

    def day(self, name: str) -> dt.date | None:
        text = self.request.query_params.get(name, "")
        return _parsed(name, text, parse_date) if text else None

    def get_queryset(self) -> QuerySet:
        if getattr(self, "swagger_fake_view", False):
            return self.model.objects.none()
        return self.serializer_class.base(self.lens)

    def loaded(self, rows: QuerySet) -> QuerySet:
        return self.serializer_class.loaded(rows, self.lens)

    # --- The answers ----------------------------------------------------------------------

    def list(self, request: Any) -> Any:
        as_csv = self.check_parameters() == "csv"
        rows = self.filter_queryset(self.get_queryset())
        if as_csv:
            return self.csv(rows)
        page = self.paginate_queryset(rows)
        write = self.serializer_class.writer()
        return self.get_paginated_response([write(row) for row in page or ()])

    def retrieve(self, request: Any, **key: str) -> Response:
        self.check_parameters()
        row = self.found(self.loaded(self.get_queryset()), key)
        return Response(self.serializer_class.writer()(row))

    def found(self, rows: QuerySet, key: dict[str, str]) -> Any:
        """The row that the address names. Raises NotFound alike if there is none and if it is hidden."""
        try:
            row = rows.filter(pk=key[self.lookup_url_kwarg]).first()
        except Unusable:  # It has not the shape of a reference.
            row = None
        return self.there(row)

    def there(self, found: Any) -> Any:
        """What was found; raises NotFound if that is nothing."""
        if found is None:
            raise NotFound(f"There is no {self.model._meta.verbose_name} with this {self.model._meta.pk.verbose_name}.")
        return found

    def csv(self, rows: QuerySet) -> FileResponse:
        report = report_for(self.model)
        if not report.may(self.request.user):
            raise PermissionDenied("Your role may not download this report. Ask an administrator.")
        bom = self.request.query_params.get("bom") == "true"
        days = {"as_of": self.lens.as_of, "known_at": self.lens.known_at}
        return csv_response(report, request=self.request, queryset=rows, bom=bom, **days)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    # --- What is accepted -----------------------------------------------------------------

    def extra_parameters(self) -> dict[str, tuple[dict[str, Any], str]]:
        """Parameters besides filters and pages: each with its schema and its meaning."""
        formats = {"type": "string", "enum": ["json", "csv"] if self.action == "list" else ["json"], "default": "json"}
        extra: dict[str, tuple[dict[str, Any], str]] = {
            "format": (formats, "`csv` gives the whole filtered list as a file.")
        }
        if self.action == "list":
            bom = {"type": "boolean", "default": False}
            extra["bom"] = (bom, "With format=csv: `true` begins the file with a byte order mark, for Excel.")
        else:
            extra["format"] = (formats, "Only JSON.")
        if self.shows_states:
            words = self.state_as_of if self.action in ("list", "retrieve") else "For this day."
            extra["as_of"] = (DAY, f"{words} Default: today (UTC).")
            extra["known_at"] = (DAY, KNOWN_AT)
        return extra

    def check_parameters(self) -> str:
        """The format asked for. Raises ValidationError for whatever would otherwise be ignored."""
        extra = self.extra_parameters()
        filters = self.filterset_class.base_filters if self.action == "list" else {}
        paging = PAGING if self.action == "list" else ()
        accepted = {*extra, *filters, *paging}
        params = self.request.query_params
        wrong: dict[str, list[str]] = {}
        for name in params:
            values = params.getlist(name)
            if name not in accepted:
                wrong[name[:40]] = [f"This parameter is not known. Accepted: {', '.join(sorted(accepted))}."]
            elif not all(values):
                wrong[name] = ["This parameter is empty: give it a value or leave it out."]
            elif len(values) > 1 and not (name in filters and filters[name].several):
                wrong[name] = ["This parameter takes one value and was given several."]
        asked = params.get("format", "json")
        formats = extra["format"][0]["enum"]
        if "format" not in wrong and asked not in formats:
            wrong["format"] = [f"“{asked[:40]}” is not accepted. Accepted: {', '.join(formats)}."]
        for name in NOT_WITH_CSV if asked == "csv" else ONLY_WITH_CSV:
            if name in params:
                wrong.setdefault(name, [f"{'Not' if asked == 'csv' else 'Only'} with format=csv: leave this out."])
        if wrong:
            raise ValidationError(wrong)
        for name in ("count", "bom"):
            _parsed(name, params.get(name, "false"), parse_flag)
        return asked


def _parsed(name: str, text: str, parse: Callable[[str], Value]) -> Value:
    """The parameter's value; raises the API's ValidationError with the parameter's name."""
    try:
        return parse(text)
    except Unusable as error:
        raise ValidationError({name: error.messages}) from error
