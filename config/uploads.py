"""How much of an upload is taken in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class CutOff(FileUploadHandler):
    """Takes in no more of a file than shows that it is too large, and lets the form say so.

    It stands before Django's own handlers: what follows is read from the line and forgotten,
    whoever sends it, so that a flood fills neither memory nor disk.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= settings.COPY_MAX_BYTES else None

    def file_complete(self, file_size: int) -> Any:
        return None
