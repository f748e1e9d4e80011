"""Finding text however it was spelt: accents, Arabic and Persian letters, transliterations.

A searchable record keeps `search_text`: its own texts, folded. A question is folded the
same way, and a word that has several common spellings is looked for in all of them
(`spellings.csv`: Mohammad, Muhammad, محمد …).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

from django.db import models

# Letters that Arabic, Dari and Pashto keyboards write differently for the same sound.
_LETTERS = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ې": "ی",
        "ۍ": "ی",
        "ئ": "ی",
        "ك": "ک",
        "ګ": "گ",
        "ة": "ه",
        "ۀ": "ه",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ؤ": "و",
        "\u200c": " ",
        "ـ": None,
        "‘": None,
        "’": None,
        "'": None,
        "`": None,
        "´": None,
        "ʿ": None,
        "ʾ": None,
        "ʻ": None,
        "ʼ": None,
    }
)


_ASCII = dict.fromkeys((*map(ord, "'`"), *range(9), *range(14, 28), 127))  # Apostrophes and controls.

MOST_WORDS = 40  # SQLite refuses a condition of a thousand parts, and nobody types that many.


def fold(text: str) -> str:
    """Lower case, without accents, vowel signs and apostrophes; one form of each letter and digit.

    Precomposed letters are mapped before decomposition, which would part آ into ا and a mark.
    Case is folded again after it, which turns ornamental letters (𝓐) into plain capitals.
    """
    if text.isascii():  # The same, in a tenth of the time.
        return " ".join(re.sub(r"[^\w]+", " ", text.lower().translate(_ASCII)).split())
    text = unicodedata.normalize("NFC", text).translate(_LETTERS)
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(c for c in text if (not unicodedata.combining(c) and c.isprintable()) or c.isspace())
    text = "".join(str(unicodedata.decimal(c, c)) for c in text.translate(_LETTERS))
    return " ".join(re.sub(r"[^\w]+", " ", text).split())


@cache
def spellings() -> dict[str, tuple[str, ...]]:
    """Each folded spelling of a common name, with all spellings of that name."""
    path = Path(__file__).with_name("spellings.csv")
    with path.open(encoding="utf-8", newline="") as file:
        groups = [tuple({fold(s): None for s in row["spellings"].split(";")}) for row in csv.DictReader(file)]
    return {spelling: group for group in groups for spelling in group}


def names_in(text: str) -> list[str]:
    """The different words of `text`, folded; a spelling of several words (Dai Kundi) is taken as one."""
    words = fold(text).split()
    found: dict[str, None] = {}
    longest = max(spelling.count(" ") for spelling in spellings()) + 1
    while words:
        sizes = range(min(longest, len(words)), 1, -1)
        size = next((n for n in sizes if " ".join(words[:n]) in spellings()), 1)
        found[" ".join(words[:size])] = None
        words = words[size:]
    return list(found)


def matching(text: str, path: str = "search_text") -> models.Q:
    """Rows whose folded text holds every word of `text`, in any of its spellings.

    Of a very long text, such as a pasted narrative, the first words are looked for.
    """
    q = models.Q()
    for word in names_in(text)[:MOST_WORDS]:
        either = models.Q()
        for spelling in spellings().get(word, (word,)):
            either |= models.Q(**{f"{path}__contains": spelling})
        q &= either
    return q


class Searchable(models.Model):
    """Keeps its own texts folded, for search in the admin and the API."""

    search_from: tuple[str, ...] = ()

    search_text = models.TextField(
        editable=False,
        default="",
        help_text="Derived: the record's own texts, folded for search.",
    )

    class Meta:
        abstract = True

    def settle_search(self) -> None:
        self.search_text = " ".join(filter(None, (fold(str(getattr(self, f) or "")) for f in self.search_from)))
