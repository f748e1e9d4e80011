"""What the parameters of an address accept, and what is said to anything else.

Each function gives the value or raises Django's ValidationError in words for the reader.
"""

from __future__ import annotations

import datetime as dt
import re

from django.core.exceptions import ValidationError

from ..search import fold

LONGEST_LIST = 40  # More accepted values than this are looked up, not read in a message.
LONGEST_SEARCH = 200


def parse_date(text: str) -> dt.date:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            pass
    raise ValidationError(f"“{text[:40]}” is not accepted: give a date as YYYY-MM-DD, e.g. 2022-03-17.")


def parse_moment(text: str) -> dt.datetime:
    """A date (its first moment) or a date and time; UTC unless an offset is given."""
    try:
        moment = dt.datetime.fromisoformat(text)
        return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    except (ValueError, OverflowError) as error:
        raise ValidationError(
            f"“{text[:40]}” is not accepted: give a date or a UTC time, e.g. 2026-01-31 or 2026-01-31T08:00:00Z."
        ) from error


def parse_flag(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValidationError(f"“{text[:40]}” is not accepted. Accepted: true, false.")
    return text == "true"


def parse_search(text: str) -> str:
    if not fold(text):
        raise ValidationError("Give at least one letter or digit to search for.")
    if len(text) > LONGEST_SEARCH:
        raise ValidationError(f"Search for at most {LONGEST_SEARCH} characters.")
    return text


def refuse_unknown(values: list[str], known: list[str], otherwise: str) -> None:
    """Raise ValidationError naming the first value that is not known, and what is accepted."""
    for value in values:
        if value not in known:
            accepted = ", ".join(known) if len(known) <= LONGEST_LIST else otherwise
            raise ValidationError(f"“{value[:40]}” is not accepted. Accepted: {accepted}.")
