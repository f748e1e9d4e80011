"""Packages of a record in which something is closed: to the approver, above the ceiling, or since."""

from __future__ import annotations

import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from unittest import mock

from config.models import User
from config.packages import Chosen, Period, Spec, write_package
from config.scales import Marking
from tests import factories as make
from tests.config import admin_pages as pages

from .answers import Asker
from .scene import HIDDEN, LOGGED, NOW, at
from .staging import Probe, Stage

MAY = Period.parse("2024-05")


def packager() -> Stage:
    """What a partner approved holds nothing that was not released to them; what a lead approved, nothing closer."""
    partner, lead = pages.who("partner"), pages.who("track lead")
    with at(LOGGED, goes=True):
        make.meeting(title="Not released", marking="TLP:GREEN", approved=True)
        make.meeting(title="Closer", marking="TLP:AMBER", approved=True)
        closed = make.meeting(title="Closed since", marking="TLP:GREEN", approved=True)
    before = HIDDEN.replace(hour=0)
    with at(HIDDEN):
        closed.marking = "TLP:RED"
        closed.save()
    return Stage(
        Asker(lead),
        [
            ("a package that a partner approved", _packed(partner, NOW)),
            ("a package that a lead approved", _packed(lead, NOW)),
            ("a package of the day before", _packed(lead, before)),
        ],
    )


def _packed(approver: User, known_at: Any) -> Probe:
    def packed() -> Any:
        spec = Spec(
            profile="packed",
            title="Packed",
            recipient="A partner",
            reports=(Chosen("meetings", ("title",)),),
            ceiling=Marking.GREEN,
            personal=False,
            user=User.objects.get(pk=approver.pk),
            period=MAY,
            as_of=MAY.end,
            known_at=known_at,
        )
        # A transaction of the test stands around it.
        with (
            at(NOW),
            tempfile.TemporaryDirectory() as folder,
            mock.patch("config.packages.write.one_snapshot", nullcontext),
        ):
            return {path.name: path.read_bytes() for path in write_package(spec, Path(folder)).path.iterdir()}

    return packed
