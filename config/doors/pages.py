"""The pages of the second factor, and the page on which people see and change how they sign in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import reverse

from .. import trace
from ..models import User
from . import factor
from .sessions import end_all
from .signin import safe_next, with_next

NEW_WRONG = (
    "The code of the new phone is not right. Scan the picture again, and type the six digits that the app shows now; "
    "the phone’s clock must be right."
)


def second_factor(site: Any, request: HttpRequest) -> HttpResponse:
    """Asks for a code; leads to the set-up if none can be given."""
    onward = safe_next(request)
    if not factor.is_due(request):
        return HttpResponseRedirect(onward or reverse("admin:index"))
    if factor.phone_of(request.user) is None:
        return HttpResponseRedirect(with_next("admin:second-factor-setup", onward))
    said: dict[str, Any] = {"title": "Your second factor", "next": onward, "recovery": False}
    if request.method == "POST":
        recovery = "recovery" in request.POST
        typed = request.POST.get("recovery" if recovery else "code", "")
        wrong = factor.refusal_of(request, typed, recovery=recovery)
        if not wrong:
            return _entered(request, onward, recovery)
        said |= {"wrong": wrong, "recovery": recovery}
    else:
        phone = factor.phone_of(request.user)
        said["wait"] = factor.wait_words(wait) if (wait := factor.seconds_to_wait(phone)) else ""
    return _page(site, request, "doors/code.html", said)


def _entered(request: HttpRequest, onward: str, recovery: bool) -> HttpResponse:
    device = factor.list_of(request.user) if recovery else factor.phone_of(request.user)
    factor.enter(request, device)
    words = "Signed in with a password and a code."
    if recovery:
        left = factor.codes_left(request.user)
        words = f"Signed in with a password and a recovery code; {left} left."
        said = (
            f"You used a recovery code; {left} left. Under “Your sign-in” you can make new ones or set up a new phone."
        )
        messages.warning(request, said)
    trace.note(trace.Kind.SIGNED_IN, words, request=request)
    return HttpResponseRedirect(onward or reverse("admin:index"))


def set_up(site: Any, request: HttpRequest) -> HttpResponse:
    """The first telephone, for somebody of whom it is asked; the answer to the right code are the recovery codes."""
    onward = safe_next(request)
    if factor.phone_of(request.user) is not None:
        return HttpResponseRedirect(with_next("admin:second-factor", onward))
    secret = factor.pending(request)
    said: dict[str, Any] = {"title": "Set up your second factor", "next": onward, "secret": secret}
    if request.method == "POST":
        step = secret.accepts(request.POST.get("code", ""))
        if step is not None:
            codes = factor.confirm(request, step)
            return _codes(site, request, codes, onward or reverse("admin:index"))
        said["wrong"] = NEW_WRONG
    return _page(site, request, "doors/setup.html", said)


def own(site: Any, request: HttpRequest) -> HttpResponse:
    """What the person signs in with."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    phone = factor.phone_of(request.user)
    said = {"phone": phone, "left": factor.codes_left(request.user), "required": factor.required(request.user)}
    return _inner(site, request, "doors/own.html", said | {"title": "Your sign-in"})


def own_phone(site: Any, request: HttpRequest) -> HttpResponse:
    """Sets up a telephone, or another in place of the one before, for which a code of that one is asked."""
    has_one = factor.phone_of(request.user) is not None
    secret = factor.pending(request)
    title = "Another telephone" if has_one else "Set up your second factor"
    said: dict[str, Any] = {"title": title, "has_one": has_one, "secret": secret}
    if request.method == "POST":
        step = secret.accepts(request.POST.get("code", ""))
        said["wrong"] = NEW_WRONG if step is None else _wrong_now(request) if has_one else ""
        if step is not None and not said["wrong"]:
            codes = factor.confirm(request, step)
            end_all(request.user, but=request.session.session_key)
            return _codes(site, request, codes, reverse("admin:own-sign-in"))
    return _inner(site, request, "doors/phone.html", said)


def own_codes(site: Any, request: HttpRequest) -> HttpResponse:
    """New recovery codes, for a code of the telephone."""
    if factor.phone_of(request.user) is None:
        return HttpResponseRedirect(reverse("admin:own-phone"))
    said: dict[str, Any] = {"title": "New recovery codes", "left": factor.codes_left(request.user)}
    if request.method == "POST":
        said["wrong"] = _wrong_now(request)
        if not said["wrong"]:
            return _codes(site, request, factor.renew_codes(request), reverse("admin:own-sign-in"))
    return _inner(site, request, "doors/new_codes.html", said)


def _wrong_now(request: HttpRequest) -> str:
    """What is wrong with the code, or recovery code, of what the person has now."""
    typed = request.POST.get("now", "")
    return factor.refusal_of(request, typed, recovery=not factor.digits_of(typed) and bool(factor.recovery_of(typed)))


def own_end(site: Any, request: HttpRequest) -> HttpResponse:
    """Sign out everywhere, here included."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    trace.note(trace.Kind.SIGNED_OUT, "Signed out everywhere.", request=request)
    end_all(request.user)
    request.session.flush()
    return forgotten(HttpResponseRedirect(reverse("admin:login")))


def forgotten(answer: HttpResponse) -> HttpResponse:
    """An answer after which the browser keeps nothing of this site that it has stored to be faster."""
    answer["Clear-Site-Data"] = '"cache"'
    return answer


def session(site: Any, request: HttpRequest) -> HttpResponse:
    """“Stay signed in”: that somebody asks is enough; forms that were open before get the proof they need now."""
    return JsonResponse({"token": get_token(request)})


def take_away(site: Any, request: HttpRequest, person: User) -> HttpResponse:
    """The question whether to take away somebody's second factor, and doing it."""
    mine = person.pk == request.user.pk
    if mine or (person.is_superuser and not request.user.is_superuser):
        raise PermissionDenied(
            "Nobody takes away their own second factor: replace the phone under “Your sign-in”."
            if mine
            else "Only a superuser takes away a superuser’s second factor."
        )
    back = reverse("admin:config_user_change", args=[person.pk])
    if request.method == "POST":
        if factor.take_away(person, by=request.user, request=request):
            messages.success(request, f"{person} has no second factor now, and is signed out everywhere.")
        else:
            messages.warning(request, f"{person} had no second factor.")
        return HttpResponseRedirect(back)
    said = {"title": "Take away a second factor", "person": person, "back": back}
    return _inner(site, request, "doors/take_away.html", said)


def _codes(site: Any, request: HttpRequest, codes: list[str], onward: str) -> HttpResponse:
    return _page(site, request, "doors/codes.html", {"title": "Your recovery codes", "codes": codes, "onward": onward})


def _page(site: Any, request: HttpRequest, template: str, said: dict[str, Any]) -> HttpResponse:
    """A page of the doors, which shows nothing of what is behind them."""
    base = {"site_title": site.site_title, "site_header": site.site_header, "has_permission": False}
    return TemplateResponse(request, template, base | said)


def _inner(site: Any, request: HttpRequest, template: str, said: dict[str, Any]) -> HttpResponse:
    return TemplateResponse(request, template, site.each_context(request) | said)
