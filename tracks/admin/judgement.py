"""The pages on which conditions are judged: the board of all, and the dossier of one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from ..board import board
from ..dossier import dossier


class DaysForm(forms.Form):
    """For which day, and as known on which day."""

    as_of = forms.DateField(required=False, label="As of", help_text="The day for which states are given.")
    known_at = forms.DateField(required=False, label="As known on", help_text="Leaves out what came later.")


@dataclass(frozen=True)
class Days:
    """The days that a page was asked for: today, unless the address says otherwise."""

    as_of: dt.date
    known_at: dt.date | None
    form: DaysForm

    @classmethod
    def asked(cls, request: HttpRequest) -> Days:
        """Reads the address; a bad date is said and left out."""
        form = DaysForm(request.GET)
        form.is_valid()
        for name in form.errors:
            messages.warning(request, f"{form.fields[name].label}: give a date as YYYY-MM-DD; it was left out.")
        days = form.cleaned_data
        return cls(days.get("as_of") or timezone.now().date(), days.get("known_at"), form)


class JudgementMixin:
    """Adds the board and the dossier to the admin of conditions."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        own = [
            path("board/", wrap(self.board_view), name="tracks_condition_board"),
            path("<path:object_id>/dossier/", wrap(self.dossier_view), name="tracks_condition_dossier"),
        ]
        return own + super().get_urls()  # type: ignore[misc]

    def board_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        days = Days.asked(request)
        rows = board(user=request.user, as_of=days.as_of, known_at=days.known_at)
        return self._page(request, "tracks/board.html", "Conditions board", days, steps=rows)

    def dossier_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        condition = self.get_object(request, object_id)  # type: ignore[attr-defined]
        if not self.has_view_permission(request, condition):  # type: ignore[attr-defined]
            raise PermissionDenied
        days = Days.asked(request)
        file = dossier(condition, user=request.user, as_of=days.as_of, known_at=days.known_at)
        may_assess = request.user.has_perm("tracks.add_assessment")  # type: ignore[union-attr]
        shown = {"dossier": file, "record": condition, "may_assess": may_assess}
        return self._page(request, "tracks/dossier.html", "Dossier", days, **shown)

    def _page(self, request: HttpRequest, template: str, title: str, days: Days, **shown: Any) -> HttpResponse:
        common = {"title": title, "opts": self.opts, "as_of": days.as_of, "known_at": days.known_at, "form": days.form}
        return TemplateResponse(request, template, self.admin_site.each_context(request) | common | shown)
