"""Taking in a copy: judged, hashed, and written before its row is saved."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import Storage, storages
from django.utils import timezone
from django.utils.text import get_text_list

from .content import CHUNK, MEDIA, Medium, medium_of
from .names import clean_name

if TYPE_CHECKING:
    from ..models import Source


@dataclass(frozen=True)
class Upload:
    """A file that may be stored, with what was found out about it."""

    file: File
    medium: Medium
    name: str
    size: int
    sha256: str


def copies() -> Storage:
    """Where the copies lie."""
    return storages["copies"]


def accepted() -> str:
    """What may be stored, in words."""
    kinds = get_text_list([medium.label for medium in MEDIA], "or")
    return f"{kinds}, up to {settings.COPY_MAX_BYTES / 1024**2:g} MB"


def digest(file: IO[bytes]) -> tuple[str, int]:
    """The SHA-256 (64 hex digits) and the number of bytes from here to the end, a piece at a time."""
    found, size = hashlib.sha256(), 0
    while chunk := file.read(CHUNK):
        found.update(chunk)
        size += len(chunk)
    return found.hexdigest(), size


def inspect(file: File) -> Upload:
    """What a file is that somebody sends. Raises ValidationError that says what is accepted."""
    if not file.size:
        raise ValidationError(f"This file is empty. Accepted: {accepted()}.")
    if file.size > settings.COPY_MAX_BYTES:
        raise ValidationError(f"This file is too large. Accepted: {accepted()}.")
    medium = medium_of(file)
    if medium is None:
        raise ValidationError(f"By its content this is no file of a kind that is stored. Accepted: {accepted()}.")
    sha256, size = digest(file)
    file.seek(0)
    return Upload(file, medium, clean_name(file.name or "", medium), size, sha256)


def keep(source: Source, upload: Upload, *, retrieved_at: dt.datetime | None = None) -> None:
    """Write the file, and name it on the source, which the caller then saves.

    If that fails, a file is left that no row names, which harms nobody; the other way round a
    row would promise what is not there. Raises OSError if the file cannot be written.
    """
    token = secrets.token_hex(20)
    source.copy_file = copies().save(f"{token[:2]}/{token[2:]}", upload.file)
    source.copy_name = upload.name
    source.copy_media_type = upload.medium.media_type
    source.copy_bytes = upload.size
    source.copy_sha256 = upload.sha256
    source.copy_retrieved_at = retrieved_at or timezone.now().replace(microsecond=0)
    source._change_reason = f"Copy stored: {upload.name}, SHA-256 {upload.sha256}"
