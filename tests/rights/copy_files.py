"""Small files of every kind, and sources that keep one."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

from rights.copies import copies, inspect, keep
from rights.models import Source

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00"
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 "
PAGE = b"<!DOCTYPE html>\n<html><body><script>alert(1)</script></body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def file(content: bytes, name: str = "a file") -> ContentFile:
    return ContentFile(content, name)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def store(source: Source, content: bytes = PDF, name: str = "statement.pdf", **options: Any) -> Source:
    """The source, saved with this copy."""
    keep(source, inspect(file(content, name)), **options)
    source.full_clean()
    source.save()
    return source


def source_with_copy(content: bytes = PDF, name: str = "statement.pdf", **fields: Any) -> Source:
    return store(Source(**{"kind": "press", "publisher": "A newspaper"} | fields), content, name)


def lies_at(source: Source) -> Path:
    """Where on the disk the source's copy lies."""
    return Path(copies().path(source.copy_file.name))
