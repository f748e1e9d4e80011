"""Saved mappings, for administrators: how tables of others are read."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from ..imports.kinds import all_kinds
from ..models import SavedMapping
from .administered import AdministeredAdmin

ABOUT = (
    "One line for each of our columns, “column = what stands in it”; headings of the file stand in braces: "
    "“province = {admin1}”, “unit = {currency} per {unit}”, “publisher = WFP”. “period = month of {date}” fills both "
    "days of a period. After a bar, what is found is translated: “qualifier = {priceflag} | aggregate > about”. "
    "“only = {commodity} | Exchange rate” takes no other rows. In a wide table {cell} is what stands below a heading."
)


class MappingAdmin(AdministeredAdmin):
    """Administrators write them; whoever imports chooses one by its name."""

    list_display = ("name", "code", "kind", "layout")
    search_fields = ("code", "name")
    search_help_text = "Words of its code or name."
    fieldsets: ClassVar[Any] = ((None, {"fields": ("code", "name", "kind", "layout", "across", "lines")}),)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "kind":
            return forms.ChoiceField(
                choices=[(name, name) for name in all_kinds()],
                initial=db_field.default,
                help_text=str(db_field.help_text),
            )
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "lines" and field is not None:
            field.help_text = ABOUT
        return field


admin.site.register(SavedMapping, MappingAdmin)
