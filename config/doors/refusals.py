"""What is refused: noted in the trace, and answered so that what somebody wrote is not lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.csrf import csrf_failure as page_for_csrf

from .. import trace
from .addresses import counted_address

AT_MOST = 10  # Refusals of one person, or of one address with wrong tokens, that are noted in a minute.
OF_STRANGERS = 60  # Rows of each kind in a minute from people who are not signed in, over all addresses.
WORDS = {403: "Refused", 429: "Asked more often than is answered"}


class Refusals:
    """Notes what is refused to somebody who is signed in, and wrong tokens; a flood is cut.

    It names the route, never the address, in which there may be a key that tells.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in (401, 403, 429):
            _note(request, response.status_code)
        return response


def _note(request: HttpRequest, status: int) -> None:
    match = request.resolver_match
    route = match.view_name if match else "no page"
    user: Any = getattr(request, "user", None)
    if user is not None and user.is_authenticated and status in WORDS:
        why = getattr(request, "refused_because", "")
        words, whose = f"{WORDS[status]}: {request.method} {route}{why}.", f"user-{user.pk}"
    elif status == 401 and "HTTP_AUTHORIZATION" in request.META:
        words, whose = f"Wrong or expired API token: {request.method} {route}.", f"address-{counted_address(request)}"
    else:
        return
    if counted(f"refused-{status}-{whose}", 60) <= AT_MOST:
        note = trace.note if whose.startswith("user-") else noted_of_strangers
        note(trace.Kind.REFUSED, words, request=request)


def noted_of_strangers(kind: trace.Kind, words: str, *, request: Any, about: Any = None) -> None:
    """Note what somebody did who is not signed in; beyond so many a minute, of all addresses, one row for the rest."""
    number = counted(f"strangers-{kind}", 60)
    if number <= OF_STRANGERS:
        trace.note(kind, words, request=request, about=about)
    elif number == OF_STRANGERS + 1:
        trace.note(kind, f"And more: over {OF_STRANGERS} of this kind in a minute, of which the rest are not noted.")


def counted(key: str, seconds: int) -> int:
    """How often this was called for the key since the first time, at most so many seconds ago."""
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # It ended in between.
        cache.set(key, 1, seconds)
        return 1


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For `CSRF_FAILURE_VIEW`: Django's page, and a word for the trace."""
    request.refused_because = ", a form that was not opened in this sign-in"  # type: ignore[attr-defined] # ours, of a request
    return page_for_csrf(request, reason)


SECRET = ("password", "token", "recovery", "one_time")


def has_secret(request: HttpRequest) -> bool:
    """Whether a field of the form has, by its name, something that nobody may read on a page."""
    return any(word in name.lower() for name in request.POST if name != "csrfmiddlewaretoken" for word in SECRET)


def kept(request: HttpRequest, sign_in: str) -> HttpResponse:
    """The answer to a form that arrives when its session has ended: it holds what was typed, to be sent again.

    Only after the check against forgery, so the form was one of ours.
    """
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    said = {
        "fields": [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"],
        "files": [one.name for _, files in request.FILES.lists() for one in files],
        "sign_in": sign_in,
        "back": request.get_full_path(),
    }
    answer = render(request, "doors/kept.html", said, status=403)
    answer["Cache-Control"] = "no-store"
    return answer


__all__ = ["Refusals", "counted", "csrf_failure", "has_secret", "kept", "noted_of_strangers"]
