"""Columns that several reports share."""

from functools import partial
from typing import Any

from django.db.models import Case, F, When

from config.exports import Column, View, joined_column
from config.known import known

from ..models import Citation

REFERENCE = ("retired_on", "created_at", "updated_at")
WHEN = ("date_from", "date_to", "date_precision", "date_until")
REVIEW = ("review_state", "submitted_at", "reviewed_at")
LOGGED = ("created_at", "updated_at")


def public_name(name: str, person: str = "") -> Column:
    """A name that leaves only if the person, reached over `person`, holds or held public office."""
    about = "Empty unless the person holds or held public office."
    in_office = {f"{person}public_office": True}
    return Column(name, "text", lambda _: Case(When(**in_office, then=F(name)), default=None), about, name)


def sources_of(subject: str) -> Column:
    """The publishers that stand behind a record, as far as the reader sees them."""
    return joined_column(
        "sources",
        lambda user: Citation.objects.visible_to(user).standing(),
        subject,
        "source__publisher",
        "Publishers of the citations, joined by “; ”; the citations report has the rest.",
    )


def state_columns(*names: tuple[str, str, str]) -> tuple[Column, ...]:
    """Columns that a `prepare` annotates: (heading, kind, description)."""
    return tuple(Column(name, kind, partial(_annotated, name), about) for name, kind, about in names)


def _annotated(name: str, view: View) -> F:
    return F(name)


def with_state(queryset: Any, view: View) -> Any:
    """Commitments or conditions with their state as of the report's day, as the reader may see it.

    As known on a day: without what was logged or approved later.
    """
    rows = known(queryset, view.known_at)
    return rows.with_state(as_of=view.as_of, user=view.user, known_at=view.known_at)
