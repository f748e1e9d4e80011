"""Saved mappings, for administrators: how tables of others are read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from .. import trace
from ..imports.kinds import all_kinds
from ..models import SavedMapping
from .lists import HonestLists

ABOUT = (
    "One line for each of our columns, “column = what stands in it”; headings of the file stand in braces: "
    "“province = {admin1}”, “unit = {currency} per {unit}”, “publisher = WFP”. “period = month of {date}” fills both "
    "days of a period. After a bar, what is found is translated: “qualifier = {priceflag} | aggregate > about”. "
    "“only = {commodity} | Exchange rate” takes no other rows. In a wide table {cell} is what stands below a heading."
)


class MappingAdmin(HonestLists, admin.ModelAdmin):
    """Administrators write them; whoever imports chooses one by its name."""

    work = "administration"
    list_display = ("name", "code", "kind", "layout")
    search_fields = ("code", "name")
    fields = ("code", "name", "kind", "layout", "across", "lines")
    actions = None
    show_full_result_count = False
    view_on_site = False

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "kind":
            return forms.ChoiceField(choices=[(name, name) for name in all_kinds()], help_text=str(db_field.help_text))
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "lines" and field is not None:
            field.help_text = ABOUT
        return field

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["code"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        words = f"{'Changed' if change else 'Made'} the mapping {obj.code} for imports of {obj.kind}."
        trace.note(trace.Kind.IMPORTED, words, request=request)

    # The trace says it.
    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None


admin.site.register(SavedMapping, MappingAdmin)
