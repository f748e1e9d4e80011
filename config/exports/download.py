"""A report as a download."""

from __future__ import annotations

import datetime as dt
import io
import os
import tempfile
from typing import Any

from django.http import FileResponse
from django.utils import timezone

from .report import Report


def csv_response(
    report: Report,
    *,
    user: Any,
    queryset: Any,
    bom: bool,
    as_of: dt.date | None = None,
    known_at: dt.date | None = None,
) -> FileResponse:
    """The report as a download.

    It is written to an unnamed temporary file first: an error gives an error page, and a
    download that breaks off is shorter than its Content-Length says.
    """
    spool = tempfile.TemporaryFile("w+b")  # noqa: SIM115 - the response closes it
    try:
        text = io.TextIOWrapper(spool, encoding="utf-8", newline="")
        report.write(text, user=user, queryset=queryset, bom=bom, as_of=as_of, known_at=known_at)
        text.detach()  # It writes what it holds, and leaves the file open.
    except BaseException:
        spool.close()
        raise
    size = spool.seek(0, os.SEEK_END)
    spool.seek(0)
    response = FileResponse(
        spool,
        as_attachment=True,
        filename=report.file_name(as_of or timezone.now().date(), known_at),
        content_type="text/csv; charset=utf-8",
    )
    response["Content-Length"] = str(size)
    response["Cache-Control"] = "no-store"
    return response
