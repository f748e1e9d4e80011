"""What a copy is called: the name it came with, made harmless wherever it is saved or shown."""

from __future__ import annotations

import re
import unicodedata

from .content import MEDIA, Medium

LONGEST = 100
UNTITLED = "copy"
KNOWN = {ending for medium in MEDIA for ending in medium.endings}
JOINERS = "\u200c\u200d"  # Dari and Pashto are spelt with them; every other invisible character goes.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
NOT_IN_NAMES = re.compile(r'[<>:"|?*]')  # Windows takes none of them.
EDGES = " ." + JOINERS


def clean_name(name: str, medium: Medium) -> str:
    """The name without path, control and direction characters, of at most 100 characters, ended as the content asks."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(c for c in last if c in JOINERS or unicodedata.category(c) not in UNSEEN)
    stem = NOT_IN_NAMES.sub("_", " ".join(seen.split())).strip(EDGES)
    before, _, ending = stem.rpartition(".")
    if ending.lower() in KNOWN:
        stem = before.rstrip(EDGES)
    ending = f".{medium.endings[0]}"
    return f"{stem[: LONGEST - len(ending)].rstrip(EDGES) or UNTITLED}{ending}"
