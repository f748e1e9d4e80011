"""Looking at the record as a role shows it, to see before one releases something what a partner would see.

A preview lasts in the session until it is ended. While it lasts nothing can be changed, and what
is shown is what both the person and the role see: it never opens anything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from .visibility import access_of, preview

KEY = "preview"  # Of the session: the group that is previewed.
STAYS_POSSIBLE = ("admin:preview", "admin:logout")


def may_preview(user: Any) -> bool:
    """Those who log and review: whoever sees drafts, without being limited to what is released."""
    access = access_of(user)
    return access.sees_unapproved and not access.released_only


class PreviewMiddleware:
    """Lets a session that previews a role see as that role, and change nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """After the gate, which judges the person and not the role."""
        group = self._previewed(request)
        if group is None or (request.resolver_match and request.resolver_match.view_name in STAYS_POSSIBLE):
            return None
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            messages.error(request, "Nothing was changed: you are previewing a role. End the preview first.")
            return HttpResponseRedirect(request.path)
        request.previewing = group  # type: ignore[attr-defined] # ours, of a request
        preview(request.user, group)
        return None

    def _previewed(self, request: HttpRequest) -> Group | None:
        key = request.session.get(KEY)
        return Group.objects.filter(pk=key, clearance__isnull=False).first() if key and request.user.is_active else None


def preview_view(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Asks as which role; begins and ends the preview, and goes back to where one was."""
    is_ending = request.method == "POST" and not request.POST.get("role")
    if not (is_ending or may_preview(request.user)):
        raise PermissionDenied
    back = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("admin:index")
    if request.method == "POST":
        chosen = request.POST.get("role", "")
        request.session.pop(KEY, None)
        if chosen:
            group = Group.objects.filter(pk=chosen).first() if chosen.isdecimal() and len(chosen) < 10 else None
            if group is None or not hasattr(group, "clearance"):
                raise Http404("There is no such role.")
            request.session[KEY] = group.pk
        return HttpResponseRedirect(back)
    roles = Group.objects.filter(clearance__isnull=False).select_related("clearance").order_by("name")
    return TemplateResponse(
        request, "admin/preview.html", context | {"title": "Preview as…", "roles": roles, "back": back}
    )
