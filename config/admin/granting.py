"""Changes of accounts and roles: what they were and what they are, in the trace."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from ..granting import access_words, note_granted
from .mixins import AdminPages


class TracedGranting(AdminPages):
    """Traces what a form changed of an account or a role, its links and its clearance included."""

    model: Any

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        stored = self.model._default_manager.filter(pk=obj.pk).first() if change else None
        form.access_before = access_words(stored) if stored else {}
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        now = self.model._default_manager.get(pk=form.instance.pk)
        note_granted(now, form.access_before, access_words(now))
