"""Making and ending the tokens with which programs read the API."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError

from . import trace
from .models import Token, User
from .scales import Marking
from .visibility import access_of

DAYS = 90
LONGEST = 365  # days


def ceilings_for(user: User) -> list[str]:
    """The markings that a token of the user may have as its ceiling, the lowest first."""
    return Marking.up_to(access_of(user).ceiling or Marking.CLEAR)


def make(user: User, *, purpose: str, ceiling: str, days: int, by: Any = None) -> tuple[Token, str]:
    """A new token, and its text, which is kept nowhere.

    Raises ValidationError, by field, for what cannot be.
    """
    wrong: dict[str, str] = {}
    if not purpose.strip():
        wrong["purpose"] = "Say what the token is for, e.g. “Power BI of the analysts”."
    if ceiling not in ceilings_for(user):
        wrong["ceiling"] = (
            f"{user.username} cannot have a token up to {ceiling}; give {' or '.join(ceilings_for(user))}."
        )
    if not 1 <= days <= LONGEST:
        wrong["days"] = f"{days} days: give a number from 1 to {LONGEST}."
    if not user.is_active:
        wrong["user"] = f"{user.username} is not active, so a token would not work. Activate the user first."
    if wrong:
        raise ValidationError(wrong)
    token, text = Token.objects.create(
        user, expiry=dt.timedelta(days=days), purpose=purpose.strip()[:100], ceiling=ceiling, maker=by
    )
    words = f"Made a token of {user.username} up to {ceiling}, until {token.expiry:%Y-%m-%d}: {token.purpose}"
    trace.note(trace.Kind.TOKEN, words, who=by, about=user)
    return token, text


def end(tokens: Any, *, by: Any = None) -> int:
    """End these tokens; returns how many there were."""
    ended = list(tokens.select_related("user"))
    for token in ended:
        token.delete()
        trace.note(
            trace.Kind.TOKEN, f"Ended a token of {token.user.username}: {token.purpose}", who=by, about=token.user
        )
    return len(ended)
