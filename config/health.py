"""Whether the service works: the address that answers it, and the probe that asks.

`python -m config.health` asks the server in the same container or machine, and exits with 0
if it works. It needs no other program.
"""

from __future__ import annotations

import os
import sys
from contextlib import closing
from http.client import HTTPConnection, HTTPException

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

PATH = "/healthz"
PATIENCE = 5  # seconds


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """“ok” if the database answers, else 503; it tells nothing else, since anybody may ask."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("unavailable", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


def host(allowed: str) -> str:
    """A host name that a server with these ALLOWED_HOSTS answers to."""
    first = allowed.split(",")[0].strip().removeprefix(".")
    return "localhost" if first in ("", "*") else first


def probe(port: int, host_name: str) -> bool:
    """Whether the server at this port of this machine says that it works."""
    try:
        with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connected:
            connected.request("GET", PATH, headers={"Host": host_name})
            answer = connected.getresponse()
            return (answer.status, answer.read()) == (200, b"ok")
    except (OSError, HTTPException):
        return False


if __name__ == "__main__":
    works = probe(int(os.environ.get("PORT", "8000")), host(os.environ.get("ALLOWED_HOSTS", "")))
    sys.exit(0 if works else 1)
