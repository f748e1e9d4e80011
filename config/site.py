"""The admin's front: work grouped by what people do, and what waits for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse

from .models import Tracked, User

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


class WorkSite(AdminSite):
    """Groups models by work, not by Python package, and begins with what there is to do."""

    site_title = "Engagement Tracks"
    site_header = "Engagement Tracks"
    index_title = "What is there to do?"
    site_url = None
    empty_value_display = "–"

    def get_urls(self) -> list[Any]:
        """Without the address that leads from any key to a public page: there are none here."""
        return [one for one in super().get_urls() if getattr(one, "name", "") != "view_on_site"]

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
        context = {"quick_actions": list(self._quick(request)), "tasks": list(self._tasks(request))}
        return super().index(request, context | (extra_context or {}))

    def _quick(self, request: HttpRequest) -> Iterator[dict[str, str]]:
        offering = [a for a in self._kept() if a.quick and a.has_add_permission(request)]
        for kept in offering:
            address = reverse(f"admin:{kept.opts.app_label}_{kept.opts.model_name}_add")
            yield {"label": kept.quick, "address": address}
        for kept in self._kept():
            if kept.has_view_permission(request):
                yield from ({"label": words, "address": reverse(name)} for words, name in kept.pages)

    def _tasks(self, request: HttpRequest) -> Iterator[Any]:
        for kept in self._kept():
            if kept.has_view_permission(request):
                yield from kept.tasks(request)

    def _kept(self) -> list[Any]:
        """The admins of records, in the order of the work."""
        kept: list[Any] = [a for a in self._registry.values() if hasattr(a, "tasks")]
        return sorted(kept, key=lambda a: a.position)
