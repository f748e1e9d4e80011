"""Lists: flat in queries, honest about what they were asked, and downloadable as they are filtered."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG, IGNORED_PARAMS, ORDER_VAR, PAGE_VAR, SEARCH_VAR, ChangeList
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst

from ..visibility import is_restricted, viewable_q, visible_q
from .downloads import Downloads
from .forms import as_key
from .mixins import AdminPages

COUNTED = 10_000  # Beyond this a list says “more than”, because counting on costs more than it tells.
OWN_PARAMETERS = {SEARCH_VAR, ORDER_VAR, PAGE_VAR, ERROR_FLAG, *IGNORED_PARAMS}


class CappedPaginator(Paginator):
    """Counts at most one row more than COUNTED."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return rows.order_by()[: COUNTED + 1].count()


class StrictList(ChangeList):
    """Refuses a page and an order that there cannot be, instead of showing another."""

    model_admin: Any

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any):
        self.user = request.user
        if not request.GET.get(PAGE_VAR, "1").isdecimal():
            raise IncorrectLookupParameters
        super().__init__(request, *args, **kwargs)

    def get_ordering(self, request: HttpRequest, queryset: Any) -> Any:
        if not all(self._sorts_by(column) for column in self.params.get(ORDER_VAR, "").split(".") if column):
            raise IncorrectLookupParameters
        return super().get_ordering(request, queryset)

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if self.page_num != 1 and not self.multi_page:
            raise IncorrectLookupParameters

    def _sorts_by(self, column: str) -> bool:
        number = column.removeprefix("-")
        inside = number.isdecimal() and int(number[:4]) < len(self.list_display)
        return inside and bool(self.get_ordering_field(self.list_display[int(number)]))


class RecordList(StrictList):
    """Loads what the columns show, each link rooted in what the reader may see, and no long texts."""

    def get_queryset(self, *args: Any, **kwargs: Any) -> Any:
        rows = super().get_queryset(*args, **kwargs)
        shown = {*self.model_admin.list_display, *self.model_admin.list_needs}
        unused = [f.name for f in self.opts.fields if isinstance(f, models.TextField) and f.name not in shown]
        return rows.defer(*unused).prefetch_related(*self.model_admin.link_prefetches(self.user, shown))

    @property
    def more_than_counted(self) -> bool:
        return self.result_count > COUNTED

    @property
    def active_filters(self) -> list[tuple[str, str]]:
        """What the list was narrowed to, in words."""
        chosen = [(str(spec.title), spec.active(self)) for spec in self.filter_specs if hasattr(spec, "active")]
        return [(title, value) for title, value in chosen if value]


def linked(column: Any, user: Any) -> Any:
    """A column that names the linked record, and is empty if it is hidden."""

    @admin.display(description=str(column.verbose_name), ordering=_order_of(column, user))
    def name(row: Any) -> str:
        try:
            target = getattr(row, column.name)
        except ObjectDoesNotExist:
            return ""
        return "" if target is None else str(target).removesuffix(f" ({target.pk})")

    name.__name__ = column.name
    return name


def _order_of(column: Any, user: Any) -> Any:
    """What a linked column is sorted by: the place of a row must not tell which hidden record it names."""
    target = column.related_model
    if not is_restricted(target) or column.name in column.model.visible_through:
        return column.name
    first = target._meta.ordering[0].removeprefix("-")
    seen = visible_q(target, user, f"{column.name}__") & viewable_q(target, user, f"{column.name}__")
    return models.Case(models.When(seen, then=models.F(f"{column.name}__{first}")), default=None)


class HonestLists(AdminPages):
    """Lists that say what they were asked in vain, and show the rest."""

    model: Any
    opts: Any

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return StrictList

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if unknown := self._unknown_parameters(request):
            names = ", ".join(f"“{name[:40]}”" for name in unknown[:5])
            messages.warning(request, f"This list has no filter {names}; it was left out.")
            kept = request.GET.copy()
            for name in unknown:
                del kept[name]
            return self._to_list(kept)
        if ERROR_FLAG in request.GET:
            messages.warning(request, "The list has no such page, order or filter value; this is its beginning.")
        title = {"title": capfirst(str(self.model._meta.verbose_name_plural))}
        return super().changelist_view(request, title | (extra_context or {}))

    def _to_list(self, asked: QueryDict) -> HttpResponse:
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return HttpResponseRedirect(f"{address}?{asked.urlencode()}" if asked else address)

    def _unknown_parameters(self, request: HttpRequest) -> list[str]:
        return sorted(set(request.GET) - self._known_parameters(request))

    def _known_parameters(self, request: HttpRequest) -> set[str]:
        filters: Any = self.get_list_filter(request)  # All of ours are classes.
        return OWN_PARAMETERS | {one.parameter_name for one in filters}

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        """No column is asked about but through the filters, which take no lookups."""
        return lookup in self._known_parameters(request)


class ListingMixin(Downloads, HonestLists):
    """What a model admin's list is: its rows, its refusals, its download."""

    list_display: Any
    list_needs: tuple[str, ...] = ()  # Columns and links that methods in list_display read.

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return RecordList

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """The columns; a linked record is called by its name, its reference being one click away."""
        links = {f.name: f for f in self.model._meta.fields if f.many_to_one}
        shown = super().get_list_display(request)
        return [linked(links[name], request.user) if name in links else name for name in shown]

    def link_prefetches(self, user: Any, names: set[str] | None = None) -> list[models.Prefetch]:
        """Prefetches of the model's links (those in `names`), with hidden targets reading as absent."""
        links = [f for f in [*self.model._meta.fields, *self.model._meta.many_to_many] if f.related_model]
        wanted = [f for f in links if names is None or f.name in names]
        return [
            models.Prefetch(
                f.name, queryset=self.picks_of(f.related_model, user).filter(viewable_q(f.related_model, user))
            )
            for f in wanted
            if hasattr(f.related_model._default_manager, "visible_to")
        ]

    def picks_of(self, target: Any, user: Any) -> Any:
        """The rows of another model that the user sees, with what their labels need."""
        return self.admin_site.get_model_admin(target).picks(user)

    def response_action(self, request: Any, queryset: Any, *args: Any, **kwargs: Any) -> Any:
        """What is ticked and can be no key is not ticked."""
        request.POST = request.POST.copy()
        ticked = request.POST.getlist(ACTION_CHECKBOX_NAME)
        request.POST.setlist(ACTION_CHECKBOX_NAME, [key for key in ticked if as_key(self.model, key)])
        return super().response_action(request, queryset, *args, **kwargs)
