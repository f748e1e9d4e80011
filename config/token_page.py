"""The page of one's API tokens: made with a purpose and a ceiling, shown once, ended at any time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from . import tokens
from .models import Token, User


class TokenForm(forms.Form):
    """What a new token is for, what it opens, and for how long."""

    purpose = forms.CharField(
        max_length=100,
        label="What it is for",
        help_text="E.g. “Power BI of the analysts”. It stands in the trace beside each file that the token takes.",
        widget=forms.TextInput(attrs={"class": "vTextField", "dir": "auto", "autocomplete": "off"}),
    )
    ceiling = forms.ChoiceField(
        label="Opens up to",
        help_text="The lowest that is enough. Above it the token opens nothing, not even what you wrote.",
    )
    days = forms.IntegerField(
        label="Works for (days)",
        min_value=1,
        max_value=tokens.LONGEST,
        initial=tokens.DAYS,
        help_text=f"1 to {tokens.LONGEST}; then it ends by itself.",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["ceiling"].choices = [(m, m) for m in tokens.ceilings_for(user)]  # type: ignore[attr-defined] # a field of choices


def token_view(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """One's own tokens; for whoever may change accounts also everybody else's, to end them."""
    user: Any = request.user
    may_end_all = user.has_perm("config.change_user")
    if request.method == "POST" and "end" in request.POST:
        return _end(request, may_end_all)
    form = TokenForm(request.POST if request.method == "POST" else None, user=user)
    made, text = None, ""
    if form.is_bound and form.is_valid():
        made, text = tokens.make(user, by=user, **form.cleaned_data)
        form = TokenForm(user=user)
    working = Token.objects.filter(expiry__gt=timezone.now()).select_related("user")
    shown = {
        "title": "API tokens",
        "form": form,
        "made": made,
        "text": text,
        "own": working.filter(user=user),
        "others": working.exclude(user=user).order_by("user__username", "-created") if may_end_all else (),
    }
    response = TemplateResponse(request, "admin/tokens.html", context | shown)
    response["Cache-Control"] = "no-store"
    return response


def _end(request: HttpRequest, may_end_all: bool) -> HttpResponse:
    ending = Token.objects.filter(pk=request.POST["end"].replace("\x00", ""))
    if not may_end_all:
        ending = ending.filter(user=request.user.pk)
    if tokens.end(ending, by=request.user):
        messages.success(request, "The token is ended; a program that uses it is refused from now on.")
    else:
        messages.warning(request, "There is no such token any more.")
    return HttpResponseRedirect(reverse("admin:tokens"))
