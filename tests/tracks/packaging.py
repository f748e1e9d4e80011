"""What the tests of packages share: a clock, a profile of everything, and how to read what was written."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import time_machine

from config.exports import all_reports
from config.models import User
from config.packages import Chosen, Period, Spec, Written, write_package
from config.scales import Marking

PERIOD = Period.parse("2030-06")
ALL = tuple(Chosen(name) for name in all_reports())
JUNE, JULY, DECEMBER = (dt.datetime(2030, month, 12, 9, 30, tzinfo=dt.UTC) for month in (6, 7, 12))


def at(moment: dt.datetime) -> Any:
    """The clock runs from that moment on: two versions of one row never have the same."""
    return time_machine.travel(moment, tick=True)


def spec(user: User, **over: Any) -> Spec:
    """Everything up to AMBER, as it was known when June 2030 was over."""
    given: dict[str, Any] = {
        "profile": "partner",
        "title": "Engagement with the de facto authorities",
        "recipient": "A partner",
        "reports": ALL,
        "ceiling": Marking.AMBER,
        "personal": True,
        "user": User.objects.get(pk=user.pk),
        "period": PERIOD,
        "as_of": PERIOD.end,
        "known_at": PERIOD.over(),
    }
    return Spec(**given | over)


def written(user: User, folder: Path, *, previous: Any = None, zipped: bool = False, **over: Any) -> Written:
    return write_package(spec(user, **over), folder, previous=previous, zipped=zipped)


def bytes_of(package: Written) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in package.path.iterdir()}


def descriptor(package: Written) -> dict[str, Any]:
    return json.loads((package.path / "datapackage.json").read_text(encoding="utf-8"))


def rows(package: Written, report: str) -> list[dict[str, str]]:
    path = next(resource["path"] for resource in descriptor(package)["resources"] if resource["name"] == report)
    text = (package.path / path).read_bytes().decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def refs(package: Written, report: str) -> set[str]:
    return {row["ref"] for row in rows(package, report)}
