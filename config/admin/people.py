"""People who sign in, and the roles that say what they may do and see."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django_otp.plugins.otp_static import admin as recovery_codes
from django_otp.plugins.otp_totp import admin as phones

from ..doors import pages
from ..doors.password_forms import GivePassword, NewPerson
from ..models import Clearance, User
from ..roles import ROLES, offered_permissions
from .filters import by_choice, by_code
from .forms import KeyedChoices
from .granting import TracedGranting
from .lists import HonestLists

# An administrator could otherwise make themselves, or a friend, a superuser.
FOR_SUPERUSERS = ("is_superuser", "user_permissions")
OWN_ACCESS = ("is_active", "is_staff", "groups", *FOR_SUPERUSERS)
DECLARED = frozenset(role.name for role in ROLES)


class KeptPeople(HonestLists):
    """People and roles are deactivated or emptied, never deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        kwargs.setdefault("form_class", KeyedChoices)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class PersonnelAdmin(TracedGranting, KeptPeople, UserAdmin):
    """People are deactivated, never deleted: the history names them."""

    work = "administration"
    position = 10
    list_display = ("username", "first_name", "last_name", "email", "roles", "is_active", "last_login")
    list_filter = (by_choice("is_active"), by_code("groups", title="role", parameter="role"))
    show_facets = admin.ShowFacets.NEVER
    add_form = NewPerson
    change_password_form = GivePassword
    change_form_template = "admin/config/user/change_form.html"
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

    def get_urls(self) -> list[Any]:
        where = "<id>/second-factor/"
        name = "config_user_second_factor"
        return [path(where, self.admin_site.admin_view(self.second_factor), name=name), *super().get_urls()]

    def second_factor(self, request: HttpRequest, id: str) -> HttpResponse:
        """Takes away the second factor of somebody who has lost their telephone."""
        person = self.get_object(request, id)
        if not self.has_change_permission(request):
            raise PermissionDenied
        if person is None:
            raise Http404("There is no such person.")
        return pages.take_away(self.admin_site, request, person)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        """Gives somebody else a password; one's own is changed with the old one, or an open browser would be enough."""
        person = self.get_object(request, unquote(id))
        if person is not None and person.pk == request.user.pk:
            messages.warning(request, "Your own password you change here, with the old one.")
            return HttpResponseRedirect(reverse("admin:password_change"))
        return super().user_change_password(request, id, form_url)

    def picks(self, user: Any) -> Any:
        return User.objects.filter(is_active=True)

    @admin.display(description="roles")
    def roles(self, obj: User) -> str:
        return ", ".join(group.name for group in obj.groups.all())

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a superuser changes a superuser, or a password would be a way to become one."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or not obj.is_superuser or bool(request.user.is_superuser))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Nobody gives themselves more: one's own access is changed by another administrator."""
        fixed: tuple[str, ...] = ("last_login", "date_joined")
        if not request.user.is_superuser:
            fixed += FOR_SUPERUSERS
        if obj is not None and obj.pk == request.user.pk:
            fixed += tuple(name for name in OWN_ACCESS if name not in fixed)
        return fixed


class ClearanceInline(admin.StackedInline):
    """How far the role sees."""

    model = Clearance
    can_delete = False
    min_num = 1
    max_num = 1

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not is_declared(obj) and super().has_change_permission(request, obj)


def is_declared(group: Any) -> bool:
    """Whether `load_reference` makes the group, and would set again what somebody changes of it."""
    return group is not None and group.name in DECLARED


class RoleAdmin(TracedGranting, KeptPeople, GroupAdmin):
    """Roles: the built-in ones are as `load_reference` declares them, and can only be read; others are for partners."""

    work = "administration"
    position = 20
    inlines = (ClearanceInline,)
    list_display = ("name", "ceiling", "released_only", "sees_unapproved")
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("clearance")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not is_declared(obj) and super().has_change_permission(request, obj)

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        """Permissions of libraries, whose rows have no pages here, would only hide those that mean something."""
        if db_field.name == "permissions":
            kwargs["queryset"] = offered_permissions().select_related("content_type")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

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
# Registered by the imports above; secrets of telephones are for nobody's eyes.
admin.site.unregister([Group, phones.TOTPDevice, recovery_codes.StaticDevice])
admin.site.register(Group, RoleAdmin)
