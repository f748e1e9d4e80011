"""Lock-out: an account at an address after repeated failures, and an address that tries many names.

django-axes counts, in the database. It is told neither what was typed as a name, where people
type their password by mistake, nor anything else that was sent.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from axes.backends import AxesStandaloneBackend
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt, AccessFailureLog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .. import trace
from ..models import User
from .addresses import counted_address
from .factor import end_waits
from .refusals import noted_of_strangers

WINDOW = dt.timedelta(hours=1)  # In which the failures of one address over all names are counted.
TOLD = ("axes_locked_out", "axes_credentials", "axes_failures_since_start")
KNOWN = (
    *TOLD,
    "axes_attempt_time",
    "axes_ip_address",
    "axes_user_agent",
    "axes_path_info",
    "axes_http_accept",
    "axes_updated",
)


def hidden(name: str) -> str:
    """What stands for a typed name in the tables: the same for all its capitals, and nothing to read."""
    return salted_hmac("config.doors.lockout", name.casefold(), algorithm="sha256").hexdigest()


def name_of(request: Any, credentials: dict[str, Any] | None) -> str:
    """For `AXES_USERNAME_CALLABLE`."""
    return hidden(str((credentials or {}).get(User.USERNAME_FIELD) or ""))


class Locked(AxesStandaloneBackend):
    """Refuses before a password is looked at; without a request, as commands and tests call it, there is no address."""

    def authenticate(self, request: HttpRequest | None, *args: Any, **kwargs: Any) -> None:
        if request is not None:
            super().authenticate(request, *args, **kwargs)


class Attempts(AxesDatabaseHandler):
    """Axes' own counting, without what was sent, with a limit for an address, and noted in the trace."""

    def is_locked(self, request: Any, credentials: dict[str, Any] | None = None) -> bool:
        own = super().is_locked(request, credentials)
        return self._too_many(request) or own  # Both are asked, so that each answer takes the same questions.

    def user_login_failed(self, sender: Any, credentials: dict[str, Any], request: Any = None, **kwargs: Any) -> None:
        if request is None:
            return
        was_locked = request.axes_locked_out
        stripped = HttpRequest()
        for name in KNOWN:
            setattr(stripped, name, getattr(request, name, None))
        stripped.axes_user_agent = stripped.axes_http_accept = ""  # type: ignore[attr-defined] # read by django-axes
        super().user_login_failed(sender, credentials, stripped, **kwargs)
        for name in TOLD:
            setattr(request, name, getattr(stripped, name))
        if not was_locked:
            too_many = self._too_many(request)
            _note(request, str(credentials.get(User.USERNAME_FIELD) or ""), too_many)
            request.axes_locked_out = request.axes_locked_out or too_many

    def clean_expired_user_attempts(self, request: Any = None, credentials: Any = None) -> int:
        AccessFailureLog.objects.filter(attempt_time__lt=timezone.now() - WINDOW).delete()
        return super().clean_expired_user_attempts(request, credentials)

    def _too_many(self, request: Any) -> bool:
        since = timezone.now() - WINDOW
        failures = AccessFailureLog.objects.filter(ip_address=counted_address(request), attempt_time__gte=since)
        return failures.count() >= settings.SIGN_IN_FAILURES_OF_ADDRESS


def _note(request: Any, typed: str, too_many: bool) -> None:
    """One row for a failure, or for the lock-out that it brought; it names only an account that there is."""
    user = User.objects.filter(username=typed).first()
    whose = f"of “{user.username}”" if user else "of a name that no account has"
    if too_many:
        kind, words = trace.Kind.LOCKED_OUT, f"Address locked out after many failures; the last was a sign-in {whose}."
    elif request.axes_locked_out:
        kind, words = trace.Kind.LOCKED_OUT, f"Locked out after repeated failures: sign-in {whose}."
    else:
        kind, words = trace.Kind.SIGN_IN_FAILED, f"Sign-in {whose} failed."
    noted_of_strangers(kind, words, request=request, about=user)


def unlock(user: User) -> tuple[int, bool]:
    """End every lock-out of the account, and its waits after wrong codes.

    Returns how many addresses had failed for it, and whether it had to wait before another code.
    """
    had_to_wait = bool(end_waits(user))
    if had_to_wait:
        words = f"Waits after wrong codes of “{user.username}” ended by a command."
        trace.note(trace.Kind.SECOND_FACTOR, words, about=user)
    ended, _ = AccessAttempt.objects.filter(username=hidden(user.username)).delete()
    AccessFailureLog.objects.filter(username=hidden(user.username)).delete()
    return ended, had_to_wait


def refusal(request: HttpRequest, response: HttpResponse | None, credentials: Any = None) -> HttpResponse:
    """The page for somebody who is locked out."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    answer = render(request, "doors/locked.html", {"minutes": minutes}, status=429)
    answer["Retry-After"] = str(minutes * 60)
    answer["Cache-Control"] = "no-store"
    return answer


__all__ = ["Attempts", "Locked", "hidden", "name_of", "refusal", "unlock"]
