"""What the admin asks of a row and says of it, whatever page it stands on."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..models import Reviewed, Tracked
from ..review import OPEN
from ..scales import Marking
from ..visibility import access_of


def is_open(row: Any) -> bool:
    """Whether the review leaves the row open for editing; what is not reviewed is."""
    return not isinstance(row, Reviewed) or row.review_state in OPEN


def sign(row: Any, user: Any) -> None:
    """Say on a row who made it and who changed it last."""
    if not isinstance(row, Tracked):
        return
    if row._state.adding:
        row.created_by = user
    row.updated_by = user


def names_colleagues(user: Any) -> bool:
    """Whether the person is told which colleague did something; partners are not."""
    return not access_of(user).released_only


def when_and_who(moment: Any, who: Any, viewer: Any) -> str:
    """When something was done, and by whom as far as the viewer is told."""
    day = f"{moment:%Y-%m-%d %H:%M} UTC"
    return f"{day}, {who}" if who and names_colleagues(viewer) else day


def kept_value(row: Any, name: str) -> Any:
    """A field's value as an address fills it in again."""
    column = row._meta.get_field(name)
    if column.many_to_many:
        return sorted(str(pk) for pk in getattr(row, name).values_list("pk", flat=True))
    return getattr(row, column.attname)


def badge(marking: str) -> SafeString:
    """A marking in its colour and its words."""
    name = Marking(marking).name.lower().replace("_", "-")
    return format_html('<span class="tlp tlp-{}">{}</span>', name, marking)
