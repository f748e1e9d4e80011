"""What no handler should have to think about."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from .doors.gate import STAYS_POSSIBLE, TOKENS
from .emergency import Standing, standing
from .health import PATH


class RefuseUnstorableText:
    """Answer 400 to an address that carries NUL, which no database of ours stores as text.

    Forms refuse NUL by themselves and name the field; addresses have no form to do so.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest(
                "The address contains a NUL character (%00). Remove it and try again.",
                content_type="text/plain; charset=utf-8",
            )
        return self.get_response(request)


class EmergencyMode:
    """Answer 503 to what an emergency closes: every change, or everything.

    While the instance may only be read, people still sign in and out, and do what one does about
    an account or a phone in the wrong hands: that is often why it may only be read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == PATH:
            return self.get_response(request)
        now = standing()
        if now.may_write or (
            now.may_read and (request.method in ("GET", "HEAD", "OPTIONS") or self._protects(request))
        ):
            return self.get_response(request)
        return self._closed(request, now)

    def _protects(self, request: HttpRequest) -> bool:
        """Whether it shuts out who should not be in; a token is ended then, and none is made."""
        try:
            name = resolve(request.path_info).view_name
        except Resolver404:
            return False
        return name in STAYS_POSSIBLE or (name == TOKENS and request.method == "POST" and "end" in request.POST)

    def _closed(self, request: HttpRequest, now: Standing) -> HttpResponse:
        response: HttpResponse
        words = "nothing can be changed" if now.may_read else "nothing can be read or changed"
        if request.path.startswith("/api/"):
            detail = f"In an emergency {words} for now: {now.reason}"
            response = JsonResponse({"detail": detail}, status=503)
        else:
            response = render(request, "503.html", {"standing": now}, status=503)
        response["Cache-Control"] = "no-store"
        response["Retry-After"] = "600"
        return response
