"""What the admin's site has of the doors: their addresses, and its sign-in, sign-out and password pages."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from .. import trace
from . import pages
from .signin import OwnPassword, SignIn

PAGES = (
    ("second-factor/", pages.second_factor, "second-factor"),
    ("second-factor/set-up/", pages.set_up, "second-factor-setup"),
    ("your-sign-in/", pages.own, "own-sign-in"),
    ("your-sign-in/phone/", pages.own_phone, "own-phone"),
    ("your-sign-in/recovery-codes/", pages.own_codes, "own-codes"),
    ("your-sign-in/everywhere/", pages.own_end, "own-end"),
    ("session/", pages.session, "session"),
)


class Doors(AdminSite):
    """An admin site with our doors."""

    def get_urls(self) -> list[Any]:
        doors = [
            path(where, self.admin_view(sensitive_post_parameters()(partial(view, self))), name=name)
            for where, view, name in PAGES
        ]
        return [*doors, *super().get_urls()]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return super().each_context(request) | {"idle_seconds": settings.SESSION_IDLE_MINUTES * 60}

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request: HttpRequest, extra_context: Any = None) -> Any:
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        context = {
            "site_title": self.site_title,
            "site_header": self.site_header,
            "title": "Sign in",
            "has_permission": False,
        }
        return SignIn.as_view(extra_context=context | (extra_context or {}))(request)

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        if request.method == "POST":
            trace.note(trace.Kind.SIGNED_OUT, "Signed out.", request=request)
        return pages.forgotten(super().logout(request, extra_context))

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        context = self.each_context(request) | (extra_context or {})
        done = reverse("admin:password_change_done")
        return OwnPassword.as_view(success_url=done, extra_context=context)(request)


__all__ = ["Doors"]
