"""What administrators write for the house: forms that are not saved over a change, and a history."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from ..versions import version_of
from .base import Fields
from .forms import VersionField
from .history import HistoryMixin
from .lists import CappedPaginator, HonestLists
from .rules import when_and_who
from .stale import StaleMixin


class AdministeredForm(forms.ModelForm):
    """It is not saved if the row is no longer as it was opened."""

    user: Any = None
    version = VersionField(required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.is_stale = False
        if not self.instance._state.adding:
            self.initial["version"] = version_of(self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.instance._state.adding and self["version"].data != version_of(self.instance):
            self.is_stale = True
            self.add_error(None, f"This {self.instance._meta.verbose_name} was changed since you opened it.")
        return cleaned


class AdministeredAdmin(StaleMixin, HistoryMixin, HonestLists, admin.ModelAdmin):
    """Rows with a code that is permanent, since commands, folders and files name it. None is ever deleted."""

    work = "administration"
    form = AdministeredForm
    formfield_overrides: ClassVar[Any] = Fields.formfield_overrides
    facts: tuple[str, ...] = ("made", "changed")
    list_per_page = 50
    paginator = CappedPaginator
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    view_on_site = False
    ordering = ("code",)
    actions = None

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied  # Before it is looked for, or the answer would tell whether it exists.
        row = super().get_object(request, object_id, from_field)
        if row is None:
            raise Http404(f"There is no {self.opts.verbose_name} with this code.")
        row.viewer = request.user
        return row

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"user": request.user})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        about = [] if obj is None else [(f"About this {self.opts.verbose_name}", {"fields": self.facts})]
        return [*(self.fieldsets or ()), *about]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*self.facts, *(["code"] if obj else [])]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        context["record"] = kwargs.get("obj")
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change and not form.has_changed():
            return  # Nobody becomes its author by looking at it.
        if not change:
            obj.made_by = request.user
        obj.updated_by = request.user
        super().save_model(request, obj, form, change)

    @admin.display(description="made")
    def made(self, obj: Any) -> str:
        return when_and_who(obj.made_at, obj.made_by, obj.viewer)

    @admin.display(description="changed")
    def changed(self, obj: Any) -> str:
        return when_and_who(obj.updated_at, obj.updated_by, obj.viewer)
