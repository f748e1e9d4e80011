"""API tokens: knox's, each with a limit of its own to what it opens, and with its last use."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.utils import timezone
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

from ..models import Token, User
from ..trace import address_of
from ..visibility import access_of

SHAPE = re.compile(rb"[\x21-\x7e]{1,256}")
NOTED_EVERY = dt.timedelta(minutes=1)  # Reading must not become writing.


class ApiToken(TokenAuthentication):
    """`Authorization: Token …`; made by `manage.py api_token` or on the page of one's tokens."""

    def authenticate(self, request: Any) -> tuple[User, Token] | None:
        found = super().authenticate(request)
        if found is not None:
            _note_use(found[1], request)
        return found

    def authenticate_credentials(self, token: bytes) -> tuple[User, Token]:
        """Its user, who sees no more than the token opens. An unreadable token is refused like any wrong one."""
        if not SHAPE.fullmatch(token):
            raise AuthenticationFailed("Invalid token.")
        user, known = super().authenticate_credentials(token)
        user._access = access_of(user).limited_to(known.ceiling)
        return user, known


def _note_use(token: Token, request: Any) -> None:
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at >= NOTED_EVERY:
        Token.objects.filter(pk=token.pk).update(last_used_at=now, last_used_from=address_of(request))
