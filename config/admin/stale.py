"""Two people, one record: who saves over a change that they have not seen is told, and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst

from ..models import Reviewed
from ..review import State
from .comparison import TAKEN, Compared, Comparison, take_over
from .forms import as_key
from .mixins import AdminPages
from .rules import is_open, when_and_who


@dataclass
class Conflict:
    """What a refused form shows: the rows that were changed or added since it was opened, and files to choose again."""

    rows: list[Compared]
    added: list[str]
    files: list[str]


class StaleMixin(AdminPages):
    """Refuses what was filled in on an old version, or on a record that was closed since, and shows both.

    Rows are locked before they are read and compared, so that of two who save at once the
    second waits, and then sees what the first has saved.
    """

    model: Any
    opts: Any
    admin_site: Any

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        view = super().changeform_view
        if request.method != "POST" or object_id is None or not self.has_change_permission(request):
            return view(request, object_id, form_url, extra_context)
        key = unquote(object_id)
        with transaction.atomic():
            self.lock(as_key(self.model, key))
            try:
                return view(request, object_id, form_url, extra_context)
            except PermissionDenied:
                record = self.get_object(request, key)
                if self.has_change_permission(request, record):
                    raise
                return self._closed(request, record)

    def lock(self, key: str) -> None:
        """Let nobody else change the row, and what it depends on, until this transaction ends."""
        lock_rows(self.model, pk=key)

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        if request.method == "POST" and obj.pk and request.POST.get(f"{prefix}-INITIAL_FORMS", "0") != "0":
            link = next(f for f in inline.model._meta.fields if f.related_model is self.model)
            lock_rows(inline.model, **{link.attname: obj.pk})
        return super().get_formset_kwargs(request, obj, inline, prefix)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        filled = [context["adminform"].form, *(form for formset in formsets for form in formset.initial_forms)]
        stale = [form for form in filled if getattr(form, "is_stale", False)]
        if stale:
            context["conflict"] = Conflict(
                self._merged(request, stale),
                list(_added(formsets)),
                [str(file.name) for _, files in request.FILES.lists() for file in files],
            )
            others = any(form.errors for form in filled if form not in stale)
            context["errors"] = context["errors"] if others else []
        for formset in formsets:
            formset.shown_as_sent()
        return super().render_change_form(request, context, *args, **kwargs)

    def _merged(self, request: HttpRequest, stale: list[Any]) -> list[Compared]:
        """Other errors of these forms are about what they held before; saving again finds those that are left."""
        compared = Comparison(request.user).of(stale)
        for form, row in zip(stale, compared, strict=True):
            take_over(form, row)
            words = form.non_field_errors()[:1]
            form.errors.clear()
            form.add_error(None, words)
        return compared

    def _closed(self, request: HttpRequest, record: Any) -> HttpResponse:
        """What was typed into a form that can be saved no longer, to be copied from."""
        fields = flatten_fieldsets(self.get_fieldsets(request, record))
        form_class = self.get_form(request, record, change=False, fields=fields)
        formsets, _ = self._create_formsets(request, record, change=True)  # type: ignore[attr-defined] # unknown to the stubs
        filled = [form_class(request.POST, instance=record), *(form for formset in formsets for form in formset.forms)]
        rows = Comparison(request.user).of(filled)
        for row in rows:
            row.differences = [one for one in row.differences if one.typed and one.outcome != TAKEN]
        context = {
            **self.admin_site.each_context(request),
            "title": f"Not saved: {record}",
            "opts": self.opts,
            "record": record,
            "closed": self._closed_words(request, record),
            "rows": [row for row in rows if row.differences],
        }
        return TemplateResponse(request, "admin/record_closed.html", context, status=403)

    def _closed_words(self, request: HttpRequest, record: Any) -> str:
        """What closed it, when and by whom."""
        closing = next(one for one in self.concerned(record) if not is_open(one))  # type: ignore[attr-defined] # of KeptAdmin
        assert isinstance(closing, Reviewed)
        since = when_and_who(closing.reviewed_at, closing.reviewed_by, request.user)
        return f"The {closing._meta.verbose_name} was {State(closing.review_state).label.lower()} meanwhile ({since})."


def lock_rows(model: Any, **which: Any) -> None:
    """Let nobody else change these rows until this transaction ends; what links to them may still be added."""
    list(model._base_manager.select_for_update(no_key=True).filter(**which).order_by("pk").values_list("pk"))


def _added(formsets: list[Any]) -> Iterator[str]:
    """The rows that have come since the page was opened."""
    for formset in formsets:
        known = {form.instance.pk for form in formset.initial_forms}
        for row in formset.get_queryset():
            if row.pk not in known:
                yield f"{capfirst(row._meta.verbose_name)}: {row}"
