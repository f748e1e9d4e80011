"""The pages on which conditions are judged: the board of all, and the dossier of one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from config.admin.mixins import AdminPages

from ..board import board
from ..consequences import consequences
from ..dossier import dossier
from ..restatements import restatements

LOOK_BACK = dt.timedelta(days=30)  # Of a later day little can have been judged anew.


class DaysForm(forms.Form):
    """For which day, and as known on which day."""

    as_of = forms.DateField(required=False, label="As of", help_text="The day for which states are given.")
    known_at = forms.DateField(required=False, label="As known on", help_text="Leaves out what came later.")


class SinceForm(DaysForm):
    """Also: since which day."""

    since = forms.DateField(required=False, label="Since", help_text="Compares with what was known at its end.")
    field_order = ("as_of", "since", "known_at")


@dataclass(frozen=True)
class Days:
    """The days that a page was asked for: today, unless the address says otherwise."""

    as_of: dt.date
    known_at: dt.date | None
    form: Any

    @classmethod
    def asked(cls, request: HttpRequest, form_class: type[DaysForm] = DaysForm) -> Days:
        """Reads the address; a bad date is said and left out."""
        form = form_class(request.GET)
        form.is_valid()
        for name in form.errors:
            messages.warning(request, f"{form.fields[name].label}: give a date as YYYY-MM-DD; it was left out.")
        days = form.cleaned_data
        return cls(days.get("as_of") or timezone.now().date(), days.get("known_at"), form)


class Judged(AdminPages):
    """Pages that are given for a day; `record_pages` are those of one record: (words, name of the address)."""

    admin_site: Any
    opts: Any
    record_pages: tuple[tuple[str, str], ...] = ()

    def page_key(self, record: Any) -> str:
        """Whose pages they are: the record's own."""
        return str(record.pk)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if record := kwargs.get("obj"):
            key = quote(self.page_key(record))
            context["record_pages"] = [(words, reverse(name, args=[key])) for words, name in self.record_pages]
        return super().render_change_form(request, context, *args, **kwargs)

    def _page(self, request: HttpRequest, template: str, title: str, days: Days, **shown: Any) -> HttpResponse:
        common = {"title": title, "opts": self.opts, "as_of": days.as_of, "known_at": days.known_at, "form": days.form}
        return TemplateResponse(request, template, self.admin_site.each_context(request) | common | shown)

    def _record(self, request: HttpRequest, object_id: str) -> Any:
        record = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        return record


class JudgementMixin(Judged):
    """Adds the board, its restatements and the dossier to the admin of conditions."""

    record_pages = (("Dossier: all that bears on it", "admin:tracks_condition_dossier"),)

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        own = [
            path("board/", wrap(self.board_view), name="tracks_condition_board"),
            path("restatements/", wrap(self.restatements_view), name="tracks_condition_restatements"),
            path("<path:object_id>/dossier/", wrap(self.dossier_view), name="tracks_condition_dossier"),
        ]
        return own + super().get_urls()

    def board_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        days = Days.asked(request)
        rows = board(user=request.user, as_of=days.as_of, known_at=days.known_at)
        looked_back = min(days.as_of, timezone.now().date() - LOOK_BACK)
        shown = {"steps": rows, "looked_back": looked_back}
        return self._page(request, "tracks/board.html", "Conditions board", days, **shown)

    def restatements_view(self, request: HttpRequest) -> HttpResponse:
        """What changed in the judgement of a day since a day, which is the day itself if none is named."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        days = Days.asked(request, SinceForm)
        since = days.form.cleaned_data.get("since") or days.as_of
        found = restatements(user=request.user, as_of=days.as_of, since=since, known_at=days.known_at)
        return self._page(request, "tracks/restatements.html", "Restatements", days, found=found, since=since)

    def dossier_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        condition = self._record(request, object_id)
        days = Days.asked(request)
        file = dossier(condition, user=request.user, as_of=days.as_of, known_at=days.known_at)
        may_assess = request.user.has_perm("tracks.add_assessment")
        shown = {"dossier": file, "record": condition, "may_assess": may_assess}
        return self._page(request, "tracks/dossier.html", "Dossier", days, **shown)


class ConsequencesMixin(Judged):
    """Adds what became of a meeting to the admin of meetings."""

    record_pages = (("Consequences: what became of it", "admin:tracks_meeting_consequences"),)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.consequences_view)
        own = [path("<path:object_id>/consequences/", view, name="tracks_meeting_consequences")]
        return own + super().get_urls()

    def consequences_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        meeting = self._record(request, object_id)
        days = Days.asked(request)
        found = consequences(meeting, user=request.user, as_of=days.as_of, known_at=days.known_at)
        may_update = request.user.has_perm("tracks.add_commitmentupdate")
        shown = {"found": found, "record": meeting, "may_update": may_update}
        return self._page(request, "tracks/consequences.html", "Consequences", days, **shown)
