"""Who may see a record that the review has closed: a page of its own, which asks why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import AdminForm
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms.models import modelform_factory
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from ..models.access_changes import READERS, give_access
from .forms import KeptForm, as_key
from .mixins import AdminPages
from .safety import asked_of, is_prose, note_answers
from .stale import lock_rows

FIELDS = ("marking", *READERS, "marking_reason")


class AccessForm(KeptForm):
    """The marking, the readers, and why they change."""

    asks_why = True
    parts: Any = ()  # Rows that are seen whenever the record is, and stand no more on this page than its words.

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["marking_reason"] = forms.CharField(
            label="Why",
            widget=self.fields["marking_reason"].widget,
            help_text="Kept in its history, and shown to administrators.",
        )

    def texts(self, cleaned: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """What its parts say is opened with it."""
        yield from super().texts(cleaned)
        if self.is_opened(cleaned):
            columns = ((row, f) for row in self.parts for f in row._meta.fields if is_prose(f))
            yield from ((f"{row._meta.model_name}-{f.name}", getattr(row, f.name)) for row, f in columns)

    def _post_clean(self) -> None:
        """Nothing else of the record is checked: it stands as it was reviewed."""
        self.instance.marking = self.cleaned_data.get("marking", self.instance.marking)


class AccessMixin(AdminPages):
    """Offers the page where the record itself can no longer be changed."""

    model: Any
    opts: Any
    admin_site: Any

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_access"
        view = self.admin_site.admin_view(self.access_view)
        return [path("<path:object_id>/access/", view, name=name), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        record = kwargs.get("obj")
        context["access_address"] = "" if record is None else self.access_address(request, record)
        return super().render_change_form(request, context, *args, **kwargs)

    def access_address(self, request: HttpRequest, record: Any) -> str:
        """Where the person changes who may see the record; empty where its own form does, or they may not."""
        if self.is_open(record) or not super().has_change_permission(request):  # type: ignore[attr-defined] # of KeptAdmin
            return ""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_access", args=[quote(record.pk)])

    def access_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        with transaction.atomic():
            if request.method == "POST":
                lock_rows(self.model, pk=as_key(self.model, unquote(object_id)))
            record: Any = self.get_object(request, unquote(object_id))
            if not super().has_change_permission(request):
                raise PermissionDenied
            change = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[quote(record.pk)])
            if self.is_open(record):  # type: ignore[attr-defined] # of KeptAdmin
                return HttpResponseRedirect(change)
            form = self._access_form(request, record)
            if form.is_bound and form.is_valid() and self._give(request, record, form):
                note_answers(request, record, [form])
                messages.success(request, f"Who may see it: changed. {record}")
                may_see = self.get_queryset(request).filter(pk=record.pk).exists()
                return HttpResponseRedirect(change if may_see else reverse("admin:index"))
        kept, fieldsets = cast(Any, self), [(None, {"fields": list(FIELDS)})]
        context = {
            **self.admin_site.each_context(request),
            "title": "Who may see it",
            "subtitle": str(record),
            "opts": self.opts,
            "record": record,
            "form": form,
            "adminform": AdminForm(form, fieldsets, {}, (), model_admin=kept),
            "media": kept.media + form.media,
            "back": change,
            "safety": asked_of(request, [form]),
        }
        return TemplateResponse(request, "admin/access.html", context)

    def _access_form(self, request: HttpRequest, record: Any) -> Any:
        def field(column: Any, **kwargs: Any) -> Any:
            return self.formfield_for_dbfield(column, request, **kwargs)

        made = modelform_factory(self.model, form=AccessForm, fields=FIELDS, formfield_callback=field)
        own = {"user": request.user, "at_risk": self.at_risk, "parts": self._rows_of_parts(request, record)}  # type: ignore[attr-defined] # of KeptAdmin
        form_class: Any = type(made.__name__, (made,), own)
        return form_class(request.POST if request.method == "POST" else None, instance=record)

    def _rows_of_parts(self, request: HttpRequest, record: Any) -> Iterator[Any]:
        """The rows of its tables, read when they are asked for."""
        for inline in self.inlines:
            link = next(f for f in inline.model._meta.fields if f.related_model is self.model)
            yield from inline.model._default_manager.visible_to(request.user).standing().filter(**{link.name: record})

    def _give(self, request: HttpRequest, record: Any, form: Any) -> bool:
        try:
            with transaction.atomic():
                named = {name: form.cleaned_data[name] for name in READERS}
                give_access(record, by=request.user, reason=form.cleaned_data["marking_reason"], named=named)
        except PermissionDenied as error:
            form.add_error("marking", str(error))
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return True
        return False
