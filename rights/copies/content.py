"""What a file is, by its content: neither its name nor what a browser says is believed."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import IO

HEAD = 64 * 1024  # A page that has not begun by then is none.
CHUNK = 256 * 1024
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
PAGE = re.compile(r"\ufeff?(?:\s|<!--.*?-->)*<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Medium:
    """A kind of file that is accepted: its media type, the endings of its names, its first bytes.

    The first ending is the one that a copy gets. A dot in `signature` stands for any byte.
    """

    media_type: str
    label: str
    endings: tuple[str, ...]
    signature: bytes = b""

    def begins(self, head: bytes) -> bool:
        return bool(self.signature and re.match(self.signature, head, re.DOTALL))


HTML = Medium("text/html", "HTML", ("html", "htm", "xhtml"))
MEDIA = (
    Medium("application/pdf", "PDF", ("pdf",), rb"%PDF-[12]\.[0-9]"),
    Medium("image/png", "PNG", ("png",), rb"\x89PNG\r\n\x1a\n"),
    Medium("image/jpeg", "JPEG", ("jpg", "jpeg"), rb"\xff\xd8\xff"),
    Medium("image/gif", "GIF", ("gif",), rb"GIF8[79]a"),
    Medium("image/webp", "WebP", ("webp",), rb"RIFF....WEBPVP8[ LX]"),
    HTML,
)


def medium_of(file: IO[bytes]) -> Medium | None:
    """What the file is; None if it is nothing that is accepted. It is left at its beginning."""
    file.seek(0)
    head = file.read(HEAD)
    found = next((medium for medium in MEDIA if medium.begins(head)), None)
    if found is None and _is_page(file, head):
        found = HTML
    file.seek(0)
    return found


def _is_page(file: IO[bytes], head: bytes) -> bool:
    """Whether it is a page of HTML, and text to its end: whatever its alphabet, its markup is ASCII."""
    encoding = "utf-16" if head.startswith(UTF_16) else "latin-1"
    start = head.removeprefix(codecs.BOM_UTF8).decode(encoding, errors="ignore")
    return bool(PAGE.match(start)) and _is_text(file, encoding)


def _is_text(file: IO[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while chunk := file.read(CHUNK):
            if "\0" in decoder.decode(chunk):
                return False
        return "\0" not in decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
