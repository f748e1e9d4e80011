"""Files between their dry run and their confirmation: held for whoever uploaded them, for an hour."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.utils import timezone

from ..models import HeldFile

HOURS = 1


def hold(user: Any, *, kind: str, name: str, content: bytes, mapping: str, left_out: str) -> HeldFile:
    """Hold a file; one that the user left before, and all that have expired, are cleared."""
    clear()
    HeldFile.objects.filter(user=user.pk).delete()
    return HeldFile.objects.create(
        user_id=user.pk,
        kind=kind,
        name=re.sub(r"[^\w .()-]+", "_", name.replace("\x00", ""))[-100:] or "file",
        content=content,
        mapping=mapping,
        left_out=left_out.replace("\x00", ""),
        expires_at=timezone.now() + dt.timedelta(hours=HOURS),
    )


def clear() -> None:
    """Take away what has expired."""
    HeldFile.objects.filter(expires_at__lte=timezone.now()).delete()


def held_by(user: Any, key: Any, kind: str, *, lock: bool = False) -> HeldFile | None:
    """The user's own file of this kind; None if it is nobody's, somebody else's or cleared."""
    clear()
    rows = HeldFile.objects.select_for_update() if lock else HeldFile.objects.all()
    return rows.filter(pk=key, user=user.pk, kind=kind).first()
