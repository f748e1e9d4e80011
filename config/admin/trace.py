"""The trace, for administrators: read, searched, narrowed and taken as a file; never changed."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html

from ..exports import Column, Report
from ..models import Trace
from ..scales import Marking
from ..visibility import access_of
from .downloads import Downloads
from .filters import FixedFilter, by_choice
from .lists import CappedPaginator, HonestLists

REPORT = Report(
    "trace",
    Trace,
    (
        "at",
        "kind",
        Column("who", "text", lambda _: F("who__username"), "Who did it.", "who"),
        "address",
        "model",
        "key",
        "words",
        "reason",
        "rows",
    ),
    {"id": "A random number that tells nothing."},
    order=("at", "id"),
)


class SinceFilter(FixedFilter):
    """The last days."""

    title = "since"
    parameter_name = "days"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [("1", "The last day"), ("7", "The last week"), ("30", "The last 30 days"), ("365", "The last year")]

    def find(self, request: Any, queryset: Any, value: str) -> Any:
        return queryset.filter(at__gte=timezone.now() - dt.timedelta(days=int(value)))


class TraceAdmin(Downloads, HonestLists, admin.ModelAdmin):
    """What was done at the doors and to the access. Rows about records are shown to those who see these."""

    work = "administration"
    position = 30
    list_display = ("moment", "kind", "who", "words", "about", "reason", "number")
    fields = ("moment", "kind", "who", "address", "words", "about", "reason", "number")
    readonly_fields = fields
    list_filter: ClassVar[Any] = (by_choice("kind"), SinceFilter)
    list_select_related = ("who",)
    list_per_page = 100
    paginator = CappedPaginator
    search_fields = ("words", "reason", "who__username")
    search_help_text = "Words of what was done and why, or a user name."
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    ordering = ("-at", "id")
    actions = None
    report = REPORT

    def get_queryset(self, request: HttpRequest) -> Any:
        return Trace.objects.visible_to(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It tells how many rows were given out, so it is for those who see all that is no reader's name."""
        access = access_of(request.user)
        sees_all = access.ceiling == Marking.AMBER_STRICT and not access.released_only
        return sees_all and super().has_view_permission(request, obj)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """It is never changed, so that its page is its history."""
        return self.change_view(request, object_id, extra_context=extra_context)

    def _report_for(self, request: HttpRequest) -> Report:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super()._report_for(request)

    @admin.display(description="when (UTC)", ordering="at")
    def moment(self, obj: Trace) -> str:
        return f"{obj.at:%Y-%m-%d %H:%M:%S}"

    @admin.display(description="about")
    def about(self, obj: Trace) -> str:
        if not obj.model:
            return ""
        words = obj.key if not obj.key.isdecimal() else str(apps.get_model(obj.model)._meta.verbose_name)
        try:
            address = reverse(f"admin:{obj.model.replace('.', '_')}_change", args=[obj.key])
        except NoReverseMatch:
            return words
        return format_html('<a href="{}">{}</a>', address, words)

    @admin.display(description="rows", ordering="rows")
    def number(self, obj: Trace) -> int | None:
        return obj.rows


admin.site.register(Trace, TraceAdmin)
