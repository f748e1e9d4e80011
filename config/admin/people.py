"""People who sign in, and the roles that say what they may do and see."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from knox.admin import models as tokens

from ..models import Clearance, User
from .filters import by_choice, by_code
from .forms import KeyedChoices
from .lists import HonestLists

# An administrator could otherwise make themselves, or a friend, a superuser.
FOR_SUPERUSERS = ("is_superuser", "user_permissions")


class KeptPeople(HonestLists):
    """People and roles are deactivated or emptied, never deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        kwargs.setdefault("form_class", KeyedChoices)
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]


class PersonnelAdmin(KeptPeople, UserAdmin):
    """People are deactivated, never deleted: the history names them."""

    work = "administration"
    position = 10
    list_display = ("username", "first_name", "last_name", "email", "roles", "is_active", "last_login")
    list_filter = (by_choice("is_active"), by_code("groups", title="role", parameter="role"))
    show_facets = admin.ShowFacets.NEVER
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        (
            "Access",
            {
                "fields": ("is_active", "is_staff", "groups", *FOR_SUPERUSERS),
                "description": "A role gives permissions and a clearance. “Staff status” opens these pages.",
            },
        ),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"classes": ("wide",), "fields": ("username", "usable_password", "password1", "password2")}),
        ("Access", {"fields": ("is_staff", "groups")}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def picks(self, user: Any) -> Any:
        return User.objects.filter(is_active=True)

    @admin.display(description="roles")
    def roles(self, obj: User) -> str:
        return ", ".join(group.name for group in obj.groups.all())

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a superuser changes a superuser, or a password would be a way to become one."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or not obj.is_superuser or bool(request.user.is_superuser))  # type: ignore[union-attr]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = ("last_login", "date_joined")
        return fixed if request.user.is_superuser else (*fixed, *FOR_SUPERUSERS)  # type: ignore[union-attr]


class ClearanceInline(admin.StackedInline):
    """How far the role sees."""

    model = Clearance
    can_delete = False
    min_num = 1
    max_num = 1


class RoleAdmin(KeptPeople, GroupAdmin):
    """Roles: the built-in ones are kept as declared by `load_reference`; others are for partners."""

    work = "administration"
    position = 20
    inlines = (ClearanceInline,)
    list_display = ("name", "ceiling", "released_only", "sees_unapproved")
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("clearance")

    @admin.display(description="sees up to", empty_value="nothing", ordering="clearance__ceiling")
    def ceiling(self, obj: Any) -> str | None:
        return obj.clearance.ceiling if hasattr(obj, "clearance") else None

    @admin.display(description="released only", boolean=True)
    def released_only(self, obj: Any) -> bool | None:
        return obj.clearance.released_only if hasattr(obj, "clearance") else None

    @admin.display(description="sees drafts", boolean=True)
    def sees_unapproved(self, obj: Any) -> bool | None:
        return obj.clearance.sees_unapproved if hasattr(obj, "clearance") else None


admin.site.register(User, PersonnelAdmin)
admin.site.unregister([Group, tokens.AuthToken])  # Registered by the imports above; `api_token` makes tokens.
admin.site.register(Group, RoleAdmin)
