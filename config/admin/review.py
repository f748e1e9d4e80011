"""The steps of the review on a record's page, and what waits for whom."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from ..review import TRANSITIONS, Transition, move, why_not
from ..safety import findings
from ..versions import version_of
from ..visibility import access_of
from .forms import VersionField
from .mixins import AdminPages
from .rules import when_and_who
from .safety import Warned, asked_of, is_asked, note_answers, words_of


class ReasonForm(forms.Form):
    """Why a step is taken."""

    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField", "dir": "auto"}),
        required=False,
        help_text="Kept in the record's history, and shown to its author.",
    )
    version = VersionField(required=False)


class ReviewMixin(AdminPages):
    """Offers the steps that the person may take, and takes them through `config.review`."""

    opts: Any
    admin_site: Any

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_review"
        view = self.admin_site.admin_view(self.review_view)
        return [path("<path:object_id>/review/<slug:action>/", view, name=name), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        record = kwargs.get("obj")
        context["review_steps"] = [] if record is None else self._steps(request, record)
        context["record"] = record
        return super().render_change_form(request, context, *args, **kwargs)

    def _steps(self, request: HttpRequest, record: Any) -> list[dict[str, str]]:
        read = urlencode({"version": version_of(record)})
        return [
            {"label": step.label, "address": f"{self._address('review', record.pk, action)}?{read}", "action": action}
            for action, step in TRANSITIONS.items()
            if not why_not(record, action, by=request.user)
        ]

    def _address(self, page: str, *args: Any) -> str:
        keys = [quote(str(arg)) for arg in args]
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=keys)

    def review_view(self, request: HttpRequest, object_id: str, action: str) -> HttpResponse:
        """Asks for the reason, or for a word of confirmation, and takes the step."""
        if action not in TRANSITIONS:
            raise Http404("There is no such step.")
        record: Any = self.get_object(request, unquote(object_id))
        step = TRANSITIONS[action]
        change = self._address("change", record.pk)
        if refusal := why_not(record, action, by=request.user):
            return self._refused(request, record, step, refusal)
        form = ReasonForm(request.POST if request.method == "POST" else None)
        form.fields["reason"].required = step.needs_reason
        read = form["version"].data if form.is_bound else request.GET.get("version", version_of(record))
        if form.is_bound and form.is_valid() and not self._asks(request, record, form):
            try:
                move(record, action, by=request.user, reason=form.cleaned_data["reason"], version=read or "")
            except PermissionDenied as error:  # Somebody else was faster.
                return self._refused(request, record, step, str(error))
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                note_answers(request, record, [form])
                messages.success(request, f"{step.label}: done. {record}")
                return HttpResponseRedirect(change)
        context = {
            **self.admin_site.each_context(request),
            "title": step.label,
            "subtitle": str(record),
            "opts": self.opts,
            "record": record,
            "version": version_of(record),
            "step": step,
            "form": form,
            "back": change,
            "safety": (asked := asked_of(request, [form])) and asked | {"has_no_marking": True},
            "since": None if read == version_of(record) else self._since(request, record, read),
        }
        return TemplateResponse(request, "admin/review_step.html", context)

    def _asks(self, request: HttpRequest, record: Any, form: Any) -> bool:
        """Whether the reason holds what could hurt somebody, and nobody said that it must stay."""
        form.warnings = [Warned("reason", found) for found in findings(form.cleaned_data["reason"])]
        form.asks = bool(form.warnings) and is_asked(request, record)
        for warning in form.warnings if form.asks else ():
            form.add_error("reason", words_of(warning.found))
        return form.asks

    def _refused(self, request: HttpRequest, record: Any, step: Transition, refusal: str) -> HttpResponse:
        """Back to the record; who comes second is told who took the step that is no longer to be taken."""
        if record.reviewed_at and record.review_state not in step.sources:
            refusal += f" Last step: {when_and_who(record.reviewed_at, record.reviewed_by, request.user)}."
        messages.error(request, refusal)
        return HttpResponseRedirect(self._address("change", record.pk))

    def _since(self, request: HttpRequest, record: Any, read: Any) -> dict[str, Any]:
        """What became of the record since it was read; all that is filled in, if what was read cannot be told."""
        teller = self.teller(request)  # type: ignore[attr-defined] # of HistoryMixin
        opened, last = teller.opened(self.model, {record.pk: record}, {record.pk: read})[record.pk]
        teller.learn([version for version in (opened, last) if version])
        values = list(teller.differences(opened, last)) if last else []
        return {
            "changed": when_and_who(record.updated_at, record.updated_by, request.user),
            "knows_opened": opened is not None,
            "values": values,
        }

    def review(self, obj: Any) -> str:
        """Where the record stands, since when, and why."""
        words = obj.get_review_state_display()
        if obj.reviewed_at:
            words += f" on {obj.reviewed_at:%Y-%m-%d %H:%M} UTC"
            if not access_of(obj.viewer).released_only:
                words += f" by {obj.reviewed_by}"
        if obj.review_reason and obj.viewer.has_perm(f"{self.opts.app_label}.change_{self.opts.model_name}"):
            words += f": {obj.review_reason}"
        return words
