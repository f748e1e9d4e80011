"""What no handler should have to think about."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest


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
