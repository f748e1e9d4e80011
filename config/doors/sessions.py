"""How long a session lasts: so many hours in all, and so many minutes without a request."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore as Stored
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from .. import trace

BEGAN, SEEN = "began", "seen"
EVERY = 60  # Seconds: a session is written at most that often because somebody is there.


class SessionStore(Stored):
    """A session in the database that knows since when somebody is signed in with it."""

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, value)
        if key == SESSION_KEY:
            self[BEGAN] = self[SEEN] = int(time.time())


class Limits:
    """Ends a session that is too old or was idle; `request.ended` then says which, in one word."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.ended = ""  # type: ignore[attr-defined] # ours, of a request
        session = request.session
        if session.session_key and SESSION_KEY in session and request.user.is_authenticated:
            now = int(time.time())
            if ended := over(session, now):
                _end(request, ended)
            elif abs(now - session[SEEN]) >= EVERY:
                session[SEEN] = now
        elif session.session_key and SESSION_KEY in session:  # Of an account that was closed meanwhile.
            session.flush()
        return self.get_response(request)


def over(session: Any, now: int) -> str:
    """“age” or “idle” if the session is over, else nothing."""
    if now - session.get(BEGAN, 0) >= settings.SESSION_HOURS * 3600:
        return "age"
    return "idle" if now - session.get(SEEN, 0) >= settings.SESSION_IDLE_MINUTES * 60 else ""


def ended_words(ended: str) -> str:
    """What is said of a session that is over; empty if the word is none of ours."""
    return {
        "idle": f"after {settings.SESSION_IDLE_MINUTES} minutes without a request",
        "age": f"because a sign-in is good for {settings.SESSION_HOURS} hours",
    }.get(ended, "")


def _end(request: HttpRequest, ended: str) -> None:
    trace.note(trace.Kind.SIGNED_OUT, f"Signed out {ended_words(ended)}.", request=request, who=request.user)
    request.session.flush()
    request.user = AnonymousUser()
    request.ended = ended  # type: ignore[attr-defined] # ours, of a request


def end_all(user: Any, *, but: str | None = None) -> int:
    """End the user's sessions, all or all but the one with this key; how many there were.

    Whose a session is stands inside it, so each one that is still good is opened once.
    """
    standing = Session.objects.filter(expire_date__gt=timezone.now()).exclude(session_key=but)
    own = [one.pk for one in standing.iterator() if one.get_decoded().get(SESSION_KEY) == str(user.pk)]
    return Session.objects.filter(pk__in=own).delete()[0]


__all__ = ["Limits", "SessionStore", "end_all", "ended_words"]
