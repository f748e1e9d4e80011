"""Signing in with the password, signing out, and one's own password: Django's views, noted in the trace."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from .. import trace
from .factor import OFF, is_due
from .password_forms import ChooseOwn
from .passwords import DAYS, was_given
from .sessions import BEGAN, ended_words


def safe_next(request: HttpRequest) -> str:
    """Where to go after the doors: an address of this site that was asked for, else nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if allowed and wanted.startswith("/") else ""


def with_next(route: str, onward: str) -> str:
    address = reverse(route)
    return f"{address}?{urlencode({'next': onward})}" if onward else address


class SignInForm(AdminAuthenticationForm):
    """User name and password; it says the same whatever of them is wrong."""

    error_messages = AdminAuthenticationForm.error_messages | {
        "invalid_login": "This user name and password do not go together. Type both again; capitals count. "
        "If you have forgotten your password, ask an administrator for a new one. "
        f"One that an administrator gave you ends after {DAYS} days if you do not choose your own."
    }


class SignIn(LoginView):
    """The first step. A session that was somebody else's, or older, ends with it."""

    template_name = "admin/login.html"
    authentication_form = SignInForm
    next_page = "admin:index"

    def get_redirect_url(self, request: HttpRequest | None = None) -> str:
        return safe_next(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ended = ended_words(self.request.GET.get("ended", ""))
        no_factor = settings.SECOND_FACTOR == OFF
        onward = safe_next(self.request)
        return super().get_context_data(ended=ended, no_second_factor=no_factor, **kwargs) | {"next": onward}

    def form_valid(self, form: Any) -> HttpResponse:
        if BEGAN in self.request.session:
            self.request.session.flush()
        super().form_valid(form)
        request, onward = self.request, self.get_redirect_url()
        request.user.otp_device, request.user.is_verified = None, lambda: False  # type: ignore[union-attr] # set by django-otp
        if is_due(request):
            trace.note(
                trace.Kind.SIGNED_IN, "Gave the right password; the second factor is asked for.", request=request
            )
            return HttpResponseRedirect(with_next("admin:second-factor", onward))
        trace.note(trace.Kind.SIGNED_IN, "Signed in with a password.", request=request)
        return HttpResponseRedirect(onward or reverse("admin:index"))


class OwnPassword(PasswordChangeView):
    """People choose their own password; their other sessions end with the old one."""

    form_class = ChooseOwn
    template_name = "registration/password_change_form.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(given=was_given(self.request.user), **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        user = self.request.user
        trace.note(trace.Kind.ACCESS, "Changed their own password.", request=self.request, about=user)  # type: ignore[arg-type] # somebody, not nobody
        return answer


__all__ = ["OwnPassword", "SignIn", "safe_next", "with_next"]
