"""How many sources stand behind a record that do not repeat one another.

Five articles that quote one tweet are one source. Counted are the citations that stand and
that the reader sees; a source that is hidden from the reader, or was withdrawn, is nobody's
origin, as in every other answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Count, Q
from django.utils.translation import ngettext

from config.scales import Credibility
from rights.models import Source

Pair = tuple[str, str | None]  # A source that is cited, and the source that it derives from.

ALONE = (
    "Credibility 1, confirmed by other sources, needs two independent sources, and only one stands behind this: "
    "cite another that does not derive from it, or choose 2, probably true."
)


def independent(pairs: Iterable[Pair]) -> int:
    """The number of groups of sources, where each is joined to the one that it derives from."""
    parent: dict[str, str] = {}

    def root(source: str) -> str:
        parent.setdefault(source, source)
        while parent[source] != source:
            parent[source] = source = parent[parent[source]]
        return source

    for source, origin in pairs:
        own = root(source)
        if origin is not None:
            parent[own] = root(origin)
    return sum(source == above for source, above in parent.items())


def seen_pairs(pairs: Iterable[Pair], user: Any) -> list[Pair]:
    """The pairs without the origins that the reader may not see, or that were withdrawn."""
    pairs = list(pairs)
    origins = {origin for _, origin in pairs if origin is not None}
    if not origins:
        return pairs
    seen = set(Source.objects.visible_to(user).standing().filter(pk__in=origins).values_list("pk", flat=True))
    return [(source, origin if origin in seen else None) for source, origin in pairs]


@dataclass(frozen=True)
class Behind:
    """What stands behind a record, as one reader sees it."""

    independent: int
    citations: int
    is_confirmed: bool  # Whether a citation says that other sources confirm it.

    @property
    def stands_alone(self) -> bool:
        """Whether a citation says more than the sources do."""
        return self.is_confirmed and self.independent < 2

    def __str__(self) -> str:
        if not self.citations:
            return "No source stands behind this yet."
        sources = ngettext("%d independent source stands", "%d independent sources stand", self.independent)
        citations = ngettext("%d citation", "%d citations", self.citations)
        return f"{sources % self.independent} behind this (of {citations % self.citations})."


def behind(record: Any, user: Any) -> Behind:
    """What stands behind a record that is cited, as the user sees it."""
    return behind_each(record._meta.model_name, [record.pk], user)[record.pk]


def behind_each(kind: str, keys: Iterable[str], user: Any) -> dict[str, Behind]:
    """The same of several records of a kind (`development`, `meeting`, …), in two questions to the database."""
    keys = list(keys)
    rows = _standing(user).filter(**{f"{kind}__in": keys}).values_list(kind, "source", "derives_from", "credibility")
    cited: dict[str, list[Any]] = {key: [] for key in keys}
    for key, *citation in rows:
        cited[key].append(citation)
    seen = iter(seen_pairs([(row[0], row[1]) for own in cited.values() for row in own], user))
    return {
        key: Behind(
            independent([next(seen) for _ in own]),
            len(own),
            any(row[2] == Credibility.CONFIRMED for row in own),
        )
        for key, own in cited.items()
    }


def corroborated(kind: str, user: Any) -> Q:
    """Of records of a kind: those behind which at least two independent sources stand, as the user sees it.

    Most follow from a count; only where a source derives from another are the groups made.
    """
    cited = _standing(user).filter(**{f"{kind}__isnull": False}).order_by().values(kind)
    several = cited.annotate(sources=Count("source", distinct=True), derived=Count("derives_from"))
    several = several.filter(sources__gte=2)
    doubtful = several.filter(derived__gt=0).values_list(kind, flat=True)
    found = [key for key, own in behind_each(kind, doubtful, user).items() if own.independent >= 2]
    return Q(pk__in=several.filter(derived=0).values(kind)) | Q(pk__in=found)


def _standing(user: Any) -> Any:
    citations: Any = apps.get_model("tracks", "Citation")
    return citations.objects.visible_to(user).standing()
