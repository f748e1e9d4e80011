"""API tokens: knox's, but an unreadable one is refused like any other wrong one."""

from __future__ import annotations

import re
from typing import Any

from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

SHAPE = re.compile(rb"[\x21-\x7e]{1,256}")


class ApiToken(TokenAuthentication):
    """`Authorization: Token …`; make one with `manage.py api_token`."""

    def authenticate_credentials(self, token: bytes) -> Any:
        if not SHAPE.fullmatch(token):
            raise AuthenticationFailed("Invalid token.")
        return super().authenticate_credentials(token)
