"""What a profile would package, with the eyes of who looks; and a package made now."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from ..delivery.approval import why_no_run
from ..delivery.claims import Made, Taken
from ..delivery.contents import chosen
from ..delivery.failures import Refused
from ..delivery.making import make
from ..delivery.schedule import told_of
from ..exports import all_reports
from ..models import Profile, Run
from ..packages import Chosen, PackageError, Period, Spec
from ..packages import preview as first_rows
from ..scales import Marking

ROWS = 5


def last_period(profile: Profile) -> Period:
    """The latest period that is over; of what is made by hand only, the latest month."""
    every = "month" if profile.every == Profile.Every.HAND else profile.every
    return Period.of(every, timezone.now().date()).before()


def preview_view(page: Any, request: HttpRequest, profile: Profile) -> HttpResponse:
    """The first rows of each report as the reader of this page would get them, and what is withheld and why.

    Nobody is told of rows that they do not see themselves: it counts what the reader sees.
    """
    period = last_period(profile)
    try:
        reports = chosen(profile.reports)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(page.address("change", profile))
    allowed, closed = _split(reports, request.user)
    spec = Spec(
        profile=profile.code,
        title=profile.title,
        recipient=profile.recipient,
        reports=allowed,
        ceiling=Marking(profile.ceiling),
        personal=profile.personal,
        user=request.user,
        period=period,
        as_of=period.end,
        known_at=timezone.now(),
        hxl=profile.hxl,
    )
    try:
        shown, left_out = first_rows(spec, rows=ROWS) if allowed else ([], {})
    except PackageError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(page.address("change", profile))
    context = {
        **page.admin_site.each_context(request),
        "title": f"Preview of {profile.title}",
        "opts": page.opts,
        "record": profile,
        "back": page.address("change", profile),
        "period": period,
        "shown": shown,
        "left_out": left_out,
        "closed": closed,
        "steps": page.steps(request, profile),
        "rows": ROWS,
    }
    response = TemplateResponse(request, "admin/config/profile/preview.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _split(reports: tuple[Chosen, ...], user: Any) -> tuple[tuple[Chosen, ...], list[str]]:
    """The reports that the person may have, and the names of the others."""
    may = tuple(one for one in reports if all_reports()[one.report].may(user))
    return may, [one.report for one in reports if one not in may]


class RunForm(forms.Form):
    """Of which period a package is made now."""

    period = forms.CharField(
        max_length=8,
        label="Period",
        help_text="2026-10, 2026-Q3, 2026 or 2026-W07; it must be over.",
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
    )
    again = forms.BooleanField(
        required=False,
        label="Again",
        help_text="If there is one: make another beside it, of the record as it was.",
    )

    def clean_period(self) -> Period:
        try:
            return Period.parse(self.cleaned_data["period"].strip())
        except ValueError as error:
            raise ValidationError(str(error)) from error


def run_view(page: Any, request: HttpRequest, profile: Profile) -> HttpResponse:
    """Asks of which period, makes the package, and leads to its run."""
    change = page.address("change", profile)
    if refusal := why_no_run(profile):
        messages.error(request, refusal)
        return HttpResponseRedirect(change)
    form = RunForm(request.POST if request.method == "POST" else None, initial={"period": last_period(profile).label})
    if form.is_bound and form.is_valid():
        try:
            run = make(profile, who=request.user, how="by browser", **form.cleaned_data)
        except (Refused, Taken) as error:
            form.add_error("period", str(error))
        except Made as error:
            form.add_error("again", f"{error} Tick this to make another beside it.")
        else:
            return _made(request, run)
    context = {
        **page.admin_site.each_context(request),
        "title": "Make a package now",
        "subtitle": str(profile),
        "opts": page.opts,
        "record": profile,
        "form": form,
        "back": change,
    }
    return TemplateResponse(request, "admin/config/profile/run.html", context)


def _made(request: HttpRequest, run: Run) -> HttpResponse:
    if run.state == Run.State.DONE:
        messages.success(request, f"Made: {run}, {told_of(run)}.")
    else:
        messages.error(request, f"{run} was not made. {run.error}")
    return HttpResponseRedirect(reverse("admin:config_run_change", args=[run.pk]))
