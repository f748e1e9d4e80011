"""How often the API answers: one person, one address that only fails, and downloads."""

from __future__ import annotations

import math
from typing import Any, NoReturn

from django.conf import settings
from rest_framework.exceptions import AuthenticationFailed, ErrorDetail, NotAuthenticated, Throttled
from rest_framework.throttling import SimpleRateThrottle

from .addresses import counted_address


class SlowDown(Throttled):
    """429, in our words."""

    def __init__(self, wait: float | None):
        seconds = max(1, math.ceil(wait or 1))
        super().__init__()
        self.wait = seconds
        self.detail = ErrorDetail(
            f"You ask more often than the API answers. Wait {seconds} second{'' if seconds == 1 else 's'}, then "
            "ask for larger pages (page_size) or for one file (format=csv)."
        )


class _Throttle(SimpleRateThrottle):
    """Reads its rate when it is asked, so that the setting decides."""

    def get_rate(self) -> str | None:
        return settings.API_RATES.get(str(self.scope)) or None

    def get_ident(self, request: Any) -> str:
        return str(counted_address(request))


class PerUser(_Throttle):
    """All that one person asks, by whichever token or session."""

    scope = "user"

    def get_cache_key(self, request: Any, view: Any) -> str | None:
        return f"throttle-{self.scope}-{request.user.pk}" if request.user.is_authenticated else None


class PerUserCsv(PerUser):
    """Whole lists as files."""

    scope = "csv"

    def get_cache_key(self, request: Any, view: Any) -> str | None:
        return super().get_cache_key(request, view) if request.query_params.get("format") == "csv" else None


class PerAddress(_Throttle):
    """What is answered 401: requests with nothing or with a wrong token, by address."""

    scope = "address"

    def get_cache_key(self, request: Any, view: Any) -> str:
        return f"throttle-{self.scope}-{self.get_ident(request)}"


class Throttles:
    """For views of the API: tells both kinds of caller to slow down, in the same words.

    Whoever has a right token is answered, whatever others at the same address do.
    """

    def throttled(self, request: Any, wait: float | None) -> NoReturn:
        raise SlowDown(wait)

    def handle_exception(self, exc: Exception) -> Any:
        if isinstance(exc, (NotAuthenticated, AuthenticationFailed)):
            throttle, request = PerAddress(), self.request  # type: ignore[attr-defined] # ours, of a request
            if not throttle.allow_request(request, self):  # type: ignore[arg-type] # of the view that it stands before
                exc = SlowDown(throttle.wait())
        return super().handle_exception(exc)  # type: ignore[misc] # of the class that it stands before


__all__ = ["PerAddress", "PerUser", "PerUserCsv", "Throttles"]
