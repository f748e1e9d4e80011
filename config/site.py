"""The admin's front: work grouped by what people do, and what waits for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from .doors.site import Doors
from .models import Tracked, User
from .previews import may_preview, preview_view
from .queues import Asked, queue_of, queues_for
from .token_page import token_view

GROUPS = (("log", "Log"), ("review", "Review"), ("yardstick", "Yardstick"), ("administration", "Administration"))


class Picks(AutocompleteJsonView):
    """Autocomplete over what the person sees and may still choose, named as the picker names it.

    Colleagues and groups can be named as readers by whoever logs the record.
    """

    def get_queryset(self) -> Any:
        kept: Any = self.model_admin
        rows: Any = kept.picks(self.request.user) if hasattr(kept, "picks") else kept.get_queryset(self.request)
        if issubclass(kept.model, Tracked):
            rows = rows.standing()
        rows, _ = kept.get_search_results(self.request, rows, self.term)
        return rows.order_by(*(kept.get_ordering(self.request) or kept.model._meta.ordering))

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        label = getattr(self.model_admin, "pick_label", str)
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}

    def has_perm(self, request: HttpRequest, obj: Any = None) -> bool:
        if self.model_admin.model in (User, Group):
            source = self.source_field.model
            return issubclass(source, Tracked) and admin.site.get_model_admin(source).has_add_permission(request)
        return super().has_perm(request, obj)


class WorkSite(Doors):
    """Groups models by work, not by Python package, and begins with what there is to do."""

    site_title = "Engagement Tracks"
    site_header = "Engagement Tracks"
    index_title = "What is there to do?"
    site_url = None
    empty_value_display = "–"

    def get_urls(self) -> list[Any]:
        """Without the address that leads from any key to a public page: there are none here."""
        known = [one for one in super().get_urls() if getattr(one, "name", "") != "view_on_site"]
        own = [
            path("queues/<slug:slug>/", self.admin_view(self.queue_view), name="queue"),
            path("preview/", self.admin_view(self.preview_view), name="preview"),
            path("tokens/", self.admin_view(self.token_view), name="tokens"),
        ]
        return [*own, *known]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return super().each_context(request) | {"may_preview": may_preview(request.user)}

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """As which role one wants to look at the record."""
        return preview_view(request, self.each_context(request))

    def token_view(self, request: HttpRequest) -> HttpResponse:
        """One's API tokens."""
        return token_view(request, self.each_context(request))

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return Picks.as_view(admin_site=self)(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        if app_label:
            return super().get_app_list(request, app_label)
        rows = [row for app in self._build_app_dict(request).values() for row in app["models"]]
        groups = []
        for key, name in GROUPS:
            own = sorted((r for r in rows if self._work(r["model"]) == key), key=self._place)
            if own:
                address = f"{reverse('admin:index')}#{key}"
                groups.append({"name": name, "app_label": key, "app_url": address, "models": own})
        return groups

    def _work(self, model: Any) -> str:
        return getattr(self._registry[model], "work", "administration")

    def _place(self, row: dict[str, Any]) -> tuple[int, str]:
        return getattr(self._registry[row["model"]], "position", 99), row["name"]

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        """The start: quick actions, what waits, and everything by kind of work."""
        asked = Asked(request.user, timezone.now().date())
        waiting = [{"queue": queue, "count": queue.count(asked)} for queue in queues_for(asked)]
        context = {"quick_actions": list(self._quick(request)), "queues": waiting}
        return super().index(request, context | (extra_context or {}))

    def queue_view(self, request: HttpRequest, slug: str) -> HttpResponse:
        """A queue as of today; it is read, and its rows are worked off on their own pages."""
        queue, asked = queue_of(slug), Asked(request.user, timezone.now().date())
        if queue is None:
            raise Http404("There is no such queue.")
        if not queue.sections_for(asked):
            raise PermissionDenied
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        wanted = request.GET.get("p", "1")
        number = int(wanted[:6]) if wanted.isascii() and wanted.isdecimal() else 0
        sections, pages = queue.listed(asked, number) if number else ([], 0)
        if not 1 <= number <= pages:
            messages.warning(request, "The queue has no such page; this is its beginning.")
            return HttpResponseRedirect(queue.address)
        shown = {"title": queue.title, "queue": queue, "day": asked.day, "sections": sections}
        paging = {"number": number, "pages": pages, "several": range(1, pages + 1) if pages > 1 else ()}
        return TemplateResponse(request, "admin/queue.html", self.each_context(request) | shown | paging)

    def _quick(self, request: HttpRequest) -> Iterator[dict[str, str]]:
        offering = [a for a in self._kept() if a.quick and a.has_add_permission(request)]
        for kept in offering:
            address = reverse(f"admin:{kept.opts.app_label}_{kept.opts.model_name}_add")
            yield {"label": kept.quick, "address": address}
        for kept in self._kept():
            if kept.has_view_permission(request):
                yield from ({"label": words, "address": reverse(name)} for words, name in kept.pages)

    def _kept(self) -> list[Any]:
        """The admins of records, in the order of the work."""
        kept: list[Any] = [a for a in self._registry.values() if hasattr(a, "pages")]
        return sorted(kept, key=lambda a: a.position)
