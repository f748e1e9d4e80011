"""The parts of a record, filled in on the record's own form."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from ..models import Withdrawable
from .base import Fields, KeptAdmin
from .forms import KeptForm, KeptFormSet


class PartRows(Fields):
    """Rows of a record's parts: the visible ones, closed when their record is, never deleted.

    One empty row is ready where a new record is logged. A row that is not filled in is
    ignored. `withdrawn_reason` takes the place of deletion on rows that exist.
    """

    form: Any = KeptForm
    formset: Any = KeptFormSet
    can_delete = False
    max_num: Any = 400  # More than anybody logs at one meeting; whoever claims more is not answered at length.
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = self.model._default_manager.visible_to(request.user)
        return rows.prefetch_related(*self._own_admin().link_prefetches(request.user))

    def _own_admin(self) -> KeptAdmin:
        return self.admin_site.get_model_admin(self.model)

    def _parent_is_open(self, parent: Any) -> bool:
        return parent is None or self.admin_site.get_model_admin(type(parent)).is_open(parent)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and self._parent_is_open(obj)  # type: ignore[misc] # of the class that it stands before

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._parent_is_open(obj)  # type: ignore[misc] # of the class that it stands before

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        named = super().get_fields(request, obj)  # type: ignore[misc] # of the class that it stands before
        fields = [name for name in named if name != "version"]  # It stands at the top of the page, in no column.
        withdrawable = issubclass(self.model, Withdrawable) and obj is not None
        return [*fields, "withdrawn_reason"] if withdrawable and self._parent_is_open(obj) else fields

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        kwargs.setdefault("absolute_max", type(self).max_num)  # Django sets its own to 0 where none may be added.
        formset: Any = super().get_formset(request, obj, **kwargs)  # type: ignore[misc] # of the class that it stands before
        formset.form = type(
            formset.form.__name__, (formset.form,), {"user": request.user, "at_risk": self._own_admin().at_risk}
        )
        return formset

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Every box says what it is, since a table's heading is not its label."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            widget = getattr(field.widget, "widget", field.widget)
            widget.attrs.setdefault("aria-label", str(field.label))
        return field


class PartInline(PartRows, admin.TabularInline):
    """Parts as a table, a row each."""


class StackedPartInline(PartRows, admin.StackedInline):
    """Parts one below the other, for those with long texts."""
