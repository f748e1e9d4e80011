"""What a mixin of the admin stands before: to a type checker it is an admin itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    AdminPages = ModelAdmin[Any]
else:
    AdminPages = object
