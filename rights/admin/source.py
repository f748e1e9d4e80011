"""Sources: who told us, and the copy of it that is kept here."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from config import trace
from config.admin import KeptForm, RecordAdmin, StandingFilter, by_choice

from ..copies import MEDIA, Upload, accepted, copies, inspect, keep
from ..models import Source

logger = logging.getLogger(__name__)

# A page that somebody saved never runs here: it leaves as bytes.
NEVER_OPENED = {"text/html": "application/octet-stream"}


class SourceForm(KeptForm):
    """Also takes a copy of the source, and when it was retrieved."""

    copy = forms.FileField(
        label="New copy",
        required=False,
        allow_empty_file=True,  # It is refused with what is accepted.
        widget=forms.FileInput(attrs={"accept": ",".join(f".{e}" for medium in MEDIA for e in medium.endings)}),
    )
    retrieved_at = forms.DateTimeField(
        label="Copy retrieved at",
        required=False,
        input_formats=["%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"],
        widget=AdminTextInputWidget(),
        help_text="In UTC, e.g. 2024-05-19 14:30. Empty: now.",
        error_messages={"invalid": "This is no moment. Write it as 2024-05-19 14:30, in UTC."},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        kept = "It is kept with its SHA-256 and never changed; another copy is kept beside it."
        self.fields["copy"].help_text = f"{accepted()}. {kept}"

    def clean_copy(self) -> Upload | None:
        file = self.cleaned_data["copy"]
        return inspect(file) if file else None

    def clean_retrieved_at(self) -> dt.datetime | None:
        moment = self.cleaned_data["retrieved_at"]
        try:
            return moment and moment.astimezone(dt.UTC)
        except OverflowError as error:
            raise ValidationError("This is no moment. Write it as 2024-05-19 14:30, in UTC.") from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        moment = cleaned.get("retrieved_at")
        if moment and moment > timezone.now():
            self.add_error("retrieved_at", "A copy cannot be retrieved in the future.")
        elif moment and "copy" in cleaned and not cleaned["copy"]:
            self.add_error("copy", "Choose the file that was retrieved then, or leave the moment empty.")
        return cleaned

    def _post_clean(self) -> None:
        """The copy is written once everything else holds, so that what is refused leaves no file."""
        super()._post_clean()  # type: ignore[misc] # unknown to the stubs
        upload = self.cleaned_data.get("copy")
        if upload is None or self.errors:
            return
        try:
            keep(self.instance, upload, retrieved_at=self.cleaned_data["retrieved_at"])
        except OSError:
            logger.exception("A copy could not be written.")
            self.add_error("copy", "The copy could not be stored: nothing was saved. Tell an administrator.")


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    form = SourceForm
    work = "log"
    position = 55
    list_display = ("publisher", "title", "kind", "published_on", "reliability", "tlp", "ref")
    list_filter = (by_choice("kind"), by_choice("reliability"), by_choice("marking"), StandingFilter)
    list_needs = ("marking",)
    radio_fields = RecordAdmin.radio_fields | {"kind": admin.HORIZONTAL, "reliability": admin.VERTICAL}
    keeps = ("kind", "publisher", "retrieved_on")
    main = (
        ("Who told us", {"fields": ("kind", "publisher", "title", "url", "address_note")}),
        ("When, and how far it is trusted", {"fields": ("published_on", "retrieved_on", "reliability")}),
        ("Withdraw", {"classes": ("collapse",), "fields": ("withdrawn_reason",)}),
    )

    # --- The stored copy ------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        who, when, *others = super().get_fieldsets(request, obj)
        may_send = self.has_add_permission(request) if obj is None else self.has_change_permission(request, obj)
        fields = [*(["stored_copy"] if obj else []), *(["copy", "retrieved_at"] if may_send else [])]
        return [who, when, ("A copy of it, kept here", {"fields": fields}), *others]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*super().get_readonly_fields(request, obj), "stored_copy"]

    @admin.display(description="stored copy")
    def stored_copy(self, obj: Source) -> str | SafeString:
        if not obj.copy_file:
            return "None yet."
        return format_html(
            '<a href="{}" dir="auto">{}</a>, {}, {} bytes, retrieved {} UTC<br>SHA-256 <code>{}</code>',
            reverse("admin:rights_source_copy", args=[quote(obj.pk)]),
            obj.copy_name,
            obj.copy_media_type,
            f"{obj.copy_bytes:,}",
            f"{obj.copy_retrieved_at:%Y-%m-%d %H:%M:%S}",
            obj.copy_sha256,
        )

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.copy_view)
        return [path("<path:object_id>/copy/", view, name="rights_source_copy"), *super().get_urls()]

    @method_decorator(require_safe)
    def copy_view(self, request: HttpRequest, object_id: str) -> FileResponse | HttpResponse:
        """The stored copy, to whoever may see its source: to be saved, never to be opened in the browser."""
        source = self.get_object(request, unquote(object_id))
        if not source.copy_file:
            raise Http404("There is no copy of this source.")
        try:
            file = copies().open(source.copy_file.name)
        except OSError:
            logger.exception("The copy of %s cannot be read.", source.pk)
            messages.error(request, "The copy cannot be read from the storage. Tell an administrator.")
            return HttpResponseRedirect(reverse("admin:rights_source_change", args=[quote(source.pk)]))
        if request.method == "GET":
            trace.note(trace.Kind.GIVEN_OUT, "Gave out the stored copy of a source.", request=request, about=source)
        media_type = NEVER_OPENED.get(source.copy_media_type, source.copy_media_type)
        response = FileResponse(file, as_attachment=True, filename=source.copy_name, content_type=media_type)
        response["Cache-Control"] = "private, no-store"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["X-Content-Type-Options"] = "nosniff"
        return response
