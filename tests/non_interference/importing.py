"""Somebody who imports files, over a record with something hidden."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests import factories as make
from tests.config import admin_pages as pages
from tests.imports import files

from .answers import Asker
from .scene import LOGGED, NOW, at
from .staging import Probe, Stage


def importer() -> Stage:
    """Files that name hidden rows, are like them, or say what they say."""
    user = pages.who("desk officer")
    red = {"marking": "TLP:RED", "created_by": None}
    with at(LOGGED):
        body = make.organisation(name="Ministry of Mines", **red)
        human = make.person(name="A. Minister", **red)
        source = make.source(publisher="A newspaper", url="https://example.org/1", **red)
        meeting = make.meeting(title="A meeting in Doha", **red)
        happened = make.development(title="Schools were opened", **red)
        make.reading(publisher="UNODC", period_from="2023-01-01", period_to="2023-12-31", value="10800", **red)
        hidden = {"follows": happened, "reverses": happened, "issuing_body": body}
        linked = make.development(title="Schools were closed", date_from=dt.date(2024, 5, 20), **hidden)
        another = make.development(title="Before", date_from=dt.date(2023, 1, 1))
    stage = Stage(Asker(user), [])
    rows = dict(files.PLAIN)
    named = {"meeting": meeting.pk, "side": "dfa", "person": human.name, "organisation": body.name}
    rows |= {"attendances": named, "points": {"meeting": meeting.title, "raised_by": "us", "text": "Schools."}}
    rows["citations"] = {"development": happened.title, "source": source.url}
    for kind, row in rows.items():
        stage.probes.append((f"an import of {kind}", _judged(kind, files.data(row), user)))
    links = files.DEVELOPMENT | {"issuing_body": body.pk, "follows": happened.pk, "source": source.pk}
    stage.probes.append(("an import that links", _judged("developments", files.data(links), user)))
    for column, value in {"follows": another.pk, "date_from": "2020-01-01", "title": "Schools were shut"}.items():
        changed = files.data({"ref": linked.pk, column: value})
        stage.probes.append(
            (f"an import that changes {column} of a row with hidden links", _judged("developments", changed, user))
        )
    own = files.DEVELOPMENT | {"ref": happened.pk}
    stage.probes.append(("an import by reference", _judged("developments", files.data(own), user)))
    return stage


def _judged(kind: str, content: bytes, user: Any) -> Probe:
    """What a dry run says of a file, to somebody who signs in anew."""

    def judged() -> Any:
        with at(NOW):
            return [repr(row) for row in files.judged(kind, content, user).rows]

    return judged
