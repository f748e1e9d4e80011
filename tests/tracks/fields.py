"""The fields of valid rows, as `tracks.actions` takes them."""

from __future__ import annotations

from typing import Any

from tests import factories as make
from tests.factories import DAY

MEETING = {
    "title": "Banking",
    "status": "held",
    "format": "in_person",
    "level": "technical",
    "date_from": DAY,
    "tracks": ["macroeconomics"],
}
DEVELOPMENT = {
    "title": "A decree",
    "date_from": DAY,
    "scope": "national",
    "direction": "mixed",
    "form": "decreed",
    "tracks": ["macroeconomics"],
}
MEASURE = {"title": "A licence", "instrument": "licence", "effect": "eased", "date_from": DAY, "steps": ["recognition"]}
JUDGED = {"as_of": DAY, "state": "limited", "change": "none", "confidence": "low", "justification": "Little was seen."}
READING = {
    "indicator_id": "OPIUM_AREA",
    "period_from": DAY,
    "period_to": DAY,
    "value": "1",
    "unit": "hectares",
    "qualifier": "exact",
    "publisher": "UNODC",
}
POINT = {"raised_by": "us", "speech_act": "raised", "text": "Correspondent banks."}
SOMEBODY = {"side": "dfa", "capacity": "two directors"}


def promise(**fields: Any) -> dict[str, Any]:
    """A commitment; the database gives it the organisation that promises."""
    return {"made_by": make.organisation(), "text": "To publish the budget.", **fields}
