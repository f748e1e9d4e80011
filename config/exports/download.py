"""A report as a download."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import tempfile
from typing import Any
from urllib.parse import parse_qsl

from django.http import FileResponse
from django.utils import timezone

from .. import trace
from ..visibility import HOUSE
from .columns import View
from .report import Report


def note_file(report: Report, view: View, *, queryset: Any = None, how: str, request: Any = None) -> None:
    """Trace that a report was given out, and how many of its rows more than named readers see."""
    seen_by_house = report.rows(View(HOUSE, view.as_of, view.known_at), queryset)
    if queryset is None:
        seen_by_house = seen_by_house.filter(pk__in=report.rows(view).order_by().values("pk"))
    days = "".join(f", {name} {day}" for name, day in (("as of", view.as_of), ("known at", view.known_at)) if day)
    words = f"Gave out the report {report.name}{days}, {how}."
    trace.note(trace.Kind.GIVEN_OUT, words, request=request, about=view.user, rows=seen_by_house.count())


# Codes, days and markings. What else somebody types can be the words or the reference of a record
# that those who read the trace must not know.
_TELLABLE = re.compile(r"[a-z0-9_-]{1,40}(,[a-z0-9_-]{1,40})*|AF\d\d|TLP:[A-Z+]+")
_WORDS = {"q", "search", "publisher", "condition_set"}


def _how(request: Any) -> str:
    """By which way, of ticked rows or all, and narrowed to what."""
    token = getattr(request, "auth", None)
    by = f"by token ({token.purpose})" if token else "by browser"
    if request.method == "POST" and request.POST.get("select_across") != "1":
        by += ", ticked rows alone"
    asked = "; ".join(f"{name[:40]} = {_told(name, value)}" for name, value in parse_qsl(request.META["QUERY_STRING"]))
    return f"{by}, narrowed to {asked}" if asked else by


def _told(name: str, value: str) -> str:
    return value if name not in _WORDS and _TELLABLE.fullmatch(value) else "…"


def csv_response(
    report: Report,
    *,
    request: Any,
    queryset: Any,
    bom: bool,
    as_of: dt.date | None = None,
    known_at: dt.date | None = None,
) -> FileResponse:
    """The report as a download.

    It is written to an unnamed temporary file first: an error gives an error page, and a
    download that breaks off is shorter than its Content-Length says. Who took it, what it was
    narrowed to and how many rows it holds is in the trace.
    """
    day = as_of or timezone.now().date()
    spool = tempfile.TemporaryFile("w+b")  # noqa: SIM115 - the response closes it
    try:
        text = io.TextIOWrapper(spool, encoding="utf-8", newline="")
        report.write(text, user=request.user, queryset=queryset, bom=bom, as_of=as_of, known_at=known_at)
        text.detach()  # It writes what it holds, and leaves the file open.
        note_file(report, View(request.user, day, known_at), queryset=queryset, request=request, how=_how(request))
    except BaseException:
        spool.close()
        raise
    size = spool.seek(0, os.SEEK_END)
    spool.seek(0)
    response = FileResponse(
        spool,
        as_attachment=True,
        filename=report.file_name(day, known_at),
        content_type="text/csv; charset=utf-8",
    )
    response["Content-Length"] = str(size)
    response["Cache-Control"] = "no-store"
    return response
