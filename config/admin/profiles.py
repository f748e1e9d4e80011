"""Profiles of packages: edited by one, approved by another, looked at before, and run."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..delivery.approval import approve, why_no_approval, why_no_run
from ..exports import all_reports
from ..models import Profile
from ..versions import version_of
from ..visibility import opened_to
from .administered import AdministeredAdmin, AdministeredForm
from .filters import by_choice
from .lists import StrictList
from .package_pages import preview_view, run_view
from .review import ReasonForm
from .rules import when_and_who


class ProfileForm(AdministeredForm):
    """What is packaged."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if reports := self.fields.get("reports"):
            reports.help_text = f"{reports.help_text} There are: {', '.join(all_reports())}."
        if code := self.fields.get("code"):  # Not what has it: they may not know of that profile.
            code.error_messages["unique"] = "Take another code."
        if ceiling := self.fields.get("ceiling"):
            ceiling.choices = [(m, m) for m in opened_to(self.user)]  # type: ignore[attr-defined] # a field of choices


class ProfileList(StrictList):
    """Asks once of each approver what they may, however many profiles they approved."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        people: dict[Any, Any] = {}
        for profile in self.result_list:
            if profile.approved_by_id:
                profile.approved_by = people.setdefault(profile.approved_by_id, profile.approved_by)


class ProfileAdmin(AdministeredAdmin):
    """What is given to whom: shown to those who are cleared for it, switched off instead of deleted."""

    position = 40
    form = ProfileForm
    change_form_template = "admin/config/profile/change_form.html"
    list_display = ("title", "recipient", "ceiling", "every", "active", "may_run")
    list_filter: ClassVar[Any] = (by_choice("active"), by_choice("every"))
    list_select_related = ("approved_by",)
    search_fields = ("code", "title", "recipient")
    search_help_text = "Words of its code, title or recipient."
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("code", "title", "recipient", "active")}),
        ("What is in it", {"fields": ("reports", ("ceiling", "personal"), ("hxl", "zipped"))}),
        ("When", {"fields": (("every", "first_period", "delay_days"),)}),
        ("What becomes of it", {"fields": (("keep_count", "keep_days"), "alerts")}),
    )
    facts = ("may_run", "approval", "made", "changed")

    # --- What exists for the person, and what may be done ---------------------------------

    def get_queryset(self, request: HttpRequest) -> Any:
        return Profile.objects.visible_to(request.user)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ProfileList]:
        return ProfileList

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if obj.approved_at is not None and form.has_changed():
            obj.approved_by, obj.approved_at, obj.approval_reason = None, None, ""
            messages.warning(request, "It was approved as it stood before: a second person must approve it anew.")
        super().save_model(request, obj, form, change)
        if not change and obj.active:
            messages.info(request, "It makes nothing before a second person approves it: it waits in their queue.")

    # --- Pages of its own ----------------------------------------------------------------------

    def get_urls(self) -> list[Any]:
        def page(name: str, view: Any) -> Any:
            return path(f"<path:object_id>/{name}/", self.admin_site.admin_view(view), name=f"config_profile_{name}")

        return [
            page("preview", self.preview_view),
            page("approve", self.approve_view),
            page("run", self.run_view),
            *super().get_urls(),
        ]

    def address(self, page: str, profile: Profile) -> str:
        return reverse(f"admin:config_profile_{page}", args=[quote(profile.pk)])

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        profile = kwargs.get("obj")
        if profile is not None:
            context["profile_pages"] = [("Preview", self.address("preview", profile)), *self.steps(request, profile)]
        return super().render_change_form(request, context, *args, **kwargs)

    def steps(self, request: HttpRequest, profile: Profile) -> list[tuple[str, str]]:
        """What the person may do with it next, and where."""
        found = []
        if profile.approved_at is None and not why_no_approval(profile, by=request.user):
            found.append(("Approve", self.address("approve", profile)))
        if request.user.has_perm("config.add_run") and profile.active and not why_no_run(profile):
            found.append(("Make a package now", self.address("run", profile)))
        return found

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return preview_view(self, request, self.get_object(request, unquote(object_id)))

    def run_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not request.user.has_perm("config.add_run"):
            raise PermissionDenied
        return run_view(self, request, self.get_object(request, unquote(object_id)))

    def approve_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Says what is approved, asks why, and approves it."""
        profile = self.get_object(request, unquote(object_id))
        change = self.address("change", profile)
        refusal = why_no_approval(profile, by=request.user)
        if profile.approved_at is not None:
            refusal = "The profile is approved as it stands."
        if refusal:
            messages.error(request, refusal)
            return HttpResponseRedirect(change)
        form = ReasonForm(request.POST if request.method == "POST" else None)
        form.fields["reason"].required = True
        form.fields["reason"].help_text = "Kept in the profile's history."
        if form.is_bound and form.is_valid():
            try:
                reason, version = form.cleaned_data["reason"], form["version"].data or ""
                approve(profile, by=request.user, reason=reason, version=version)
            except (PermissionDenied, ValidationError) as error:
                form.add_error(None if "reason" not in getattr(error, "error_dict", {}) else "reason", _words(error))
            else:
                messages.success(request, f"Approved: {profile}")
                return HttpResponseRedirect(change)
        context = {
            **self.admin_site.each_context(request),
            "title": "Approve",
            "subtitle": str(profile),
            "opts": self.opts,
            "record": profile,
            "version": version_of(profile),
            "step": {"label": "Approve"},
            "form": form,
            "back": change,
            "behind": self.said(profile),
        }
        return TemplateResponse(request, "admin/review_step.html", context)

    def said(self, profile: Profile) -> SafeString:
        """What one approves, in words, and where to look at it."""
        when = "by hand only" if profile.every == Profile.Every.HAND else f"every {profile.every}"
        persons = "with" if profile.personal else "without"
        reports = "; ".join(profile.reports.splitlines())
        words = (
            f"For {profile.recipient}, {when}, up to {profile.ceiling}, {persons} "
            f"columns about persons. Reports: {reports}. It will hold what you may see, up to that marking."
        )
        return format_html('{} <a href="{}">Look at the preview</a>', words, self.address("preview", profile))

    # --- Columns and facts ------------------------------------------------------------------------

    @admin.display(description="runs")
    def may_run(self, obj: Profile) -> str:
        if not obj.active:
            return "No: it is switched off."
        return f"No. {why}" if (why := why_no_run(obj)) else "Yes"

    @admin.display(description="approved")
    def approval(self, obj: Any) -> str:
        if obj.approved_at is None:
            return "Not as it stands."
        return f"{when_and_who(obj.approved_at, obj.approved_by, obj.viewer)}: {obj.approval_reason}"


def _words(error: Any) -> Any:
    return error.messages if isinstance(error, ValidationError) else str(error)


admin.site.register(Profile, ProfileAdmin)
