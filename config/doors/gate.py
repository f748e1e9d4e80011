"""The gate: what a session may open that has shown the password only, or a password that was given to it.

It stands before every view, so that a page made tomorrow is behind it too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from .factor import is_due
from .passwords import was_given
from .refusals import has_secret, kept

SIGN_IN, SIGN_OUT, HEALTH = "admin:login", "admin:logout", "healthz"
FACTOR = "admin:second-factor"
OWN_PASSWORD = "admin:password_change"  # noqa: S105 - a route
FREE = {SIGN_IN, SIGN_OUT, HEALTH}
BEFORE_FACTOR = FREE | {FACTOR, "admin:second-factor-setup"}
BEFORE_PASSWORD = BEFORE_FACTOR | {OWN_PASSWORD, "admin:own-sign-in"}
ACCOUNTS = {  # Pages on which an administrator changes how somebody signs in.
    "admin:config_user_add",
    "admin:config_user_change",
    "admin:auth_user_password_change",
    "admin:config_user_second_factor",
}
OWN = {OWN_PASSWORD, "admin:own-sign-in", "admin:own-phone", "admin:own-codes", "admin:own-end"}
# What is typed there is never sent back: a late form would show passwords and codes to whoever looks.
NOT_KEPT = BEFORE_FACTOR | OWN | ACCOUNTS
TOKENS = "admin:tokens"
# While the instance may only be read: signing in and out, and what one does about a stolen account.
STAYS_POSSIBLE = (NOT_KEPT | {"admin:preview"}) - {"admin:config_user_add"}
API_SAYS = {
    FACTOR: "Your second factor is asked for. Open the sign-in page in this browser and give the code, or use a token.",
    OWN_PASSWORD: "Your password was chosen by an administrator. Choose your own in this browser first.",
}


class Gate:
    """Leads a session that is not complete to what it lacks, and somebody whose session has ended to the sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        for_api = hasattr(view, "cls")  # Only the views of Django REST framework carry their class by this name.
        if not request.user.is_authenticated:
            return None if for_api or name in FREE else self._back_to_sign_in(request)
        if name not in BEFORE_FACTOR and is_due(request):
            return self._led(request, FACTOR, for_api)
        if name not in BEFORE_PASSWORD and was_given(request.user):
            return self._led(request, OWN_PASSWORD, for_api)
        return None

    def _led(self, request: HttpRequest, to: str, for_api: bool) -> HttpResponse:
        if for_api:
            return JsonResponse({"detail": API_SAYS[to]}, status=403)
        if request.method == "POST":
            return self._late(request, to)
        return HttpResponseRedirect(f"{reverse(to)}?{urlencode({'next': request.get_full_path()})}")

    def _late(self, request: HttpRequest, to: str) -> HttpResponse:
        """The answer to a form that arrives too late: it is kept if it holds nothing by which one signs in."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        return (
            HttpResponseRedirect(reverse(to)) if name in NOT_KEPT or has_secret(request) else kept(request, reverse(to))
        )

    def _back_to_sign_in(self, request: HttpRequest) -> HttpResponse | None:
        if request.method == "POST" and settings.CSRF_COOKIE_NAME in request.COOKIES:
            return self._late(request, SIGN_IN)
        if request.ended and request.method == "GET":  # type: ignore[attr-defined] # ours, of a request
            said = {"ended": request.ended, "next": request.get_full_path()}  # type: ignore[attr-defined] # ours, of a request
            return HttpResponseRedirect(f"{reverse(SIGN_IN)}?{urlencode(said)}")
        return None


__all__ = ["Gate"]
