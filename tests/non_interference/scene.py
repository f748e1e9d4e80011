"""The record that one person sees: every kind, its parts, links and several saves of each.

Built anew for each role, with what that role is shown and nothing else, on fixed days. What
is above the clearance is laid over it by `hidden`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import time_machine
from django.contrib.auth.models import Group

from config import review
from config.models import User
from rights.models import Indicator
from tests import factories as make
from tests.config import admin_pages as pages
from tests.rights.copy_files import source_with_copy
from tracks.models import Track

NOW = dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC)
TODAY = NOW.date()
LOGGED = NOW - dt.timedelta(days=8)
EDITED = (NOW - dt.timedelta(days=5), NOW - dt.timedelta(days=2))
HIDDEN = NOW - dt.timedelta(days=1)
ROLES = (*pages.ROLES, "no role")
SEES_DRAFTS = ("desk officer", "track lead", "administrator")
# Who previews which role: of the readers, whoever wrote the record; of the partners, somebody who wrote none of it.
PREVIEWED_BY = {"reader": "desk officer", "partner": "track lead"}
OPEN = {"reader": "TLP:GREEN", "partner": "TLP:GREEN", "no role": "TLP:CLEAR"}


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


@contextmanager
def at(moment: dt.datetime, *, goes: bool = False) -> Iterator[None]:
    """The clock stands, or goes on from there: of two saves at one moment nobody could say which was the last."""
    with time_machine.travel(moment, tick=goes):
        yield


@dataclass
class Scene:
    """Who asks, and the rows that they see, by name."""

    role: str
    user: User
    rows: dict[str, Any] = field(default_factory=dict)

    def of(self, *names: str) -> list[Any]:
        return [self.rows[name] for name in names]


def build(role: str) -> Scene:
    """The record for one role; call it within a transaction that is rolled back."""
    with at(LOGGED, goes=True):
        scene = Scene(role, pages.who(role))
        colleague = pages.who("desk officer" if role != "desk officer" else "track lead")
        group = Group.objects.filter(name="partner").get()
        widest = {"marking": OPEN.get(role, "TLP:AMBER+STRICT")}
        if role == "partner":
            widest["reader_groups"] = [group]
        rows = scene.rows
        # Hidden from everybody, in every variant: records must have a setter and a promiser.
        unseen = make.organisation(ref="ORG-2024-XXXX", name="Never named", marking="TLP:RED")
        rows |= _bodies(widest)
        rows |= _talks(rows, unseen, widest, colleague)
        rows |= _observed(rows, widest, colleague)
        rows |= _judged(rows, unseen, widest, colleague)
        if role in SEES_DRAFTS:
            rows |= _waiting(rows, scene.user, colleague)
        track = Track.objects.get(pk="health")
        track.lead = colleague
        track.save()
    _edit(rows)
    return scene


def _bodies(widest: dict[str, Any]) -> dict[str, Any]:
    clear = {"marking": "TLP:CLEAR"}
    body = make.organisation(name="Ministry of Mines", acronym="MM", name_original="وزارت", **clear)
    person = make.person(name="Mirwais Karimi", name_original="میرویس", **widest)
    zarmina, third = make.person(name="Zarmina Noori", **clear), make.person(name="Wali Jan", **clear)
    return {
        "body": body,
        "second body": make.organisation(name="Office of Mines", **widest),
        "lower body": make.organisation(name="Office of Gems", parent=None, **clear),
        "person": person,
        "second person": zarmina,
        "third person": third,
        "third post": make.post(person=third, organisation=body, title="Clerk"),
        "post": make.post(person=person, organisation=body, title="Deputy", held_from=ago(900)),
        "listing": make.listing(person=person, list_reference="TAi.001", name_as_listed="Mirwais"),
        "second listing": make.listing(person=zarmina, list_reference="TAi.002", name_as_listed="Zarmina"),
        "source": source_with_copy(publisher="Morning paper", marking="TLP:CLEAR"),
        "second source": make.source(publisher="Evening paper", **widest),
        "reading": make.reading(indicator_id="OPIUM_AREA", **clear),
        "second reading": make.reading(indicator_id="OPIUM_AREA", publisher="Another office", **widest),
    }


def _talks(rows: dict[str, Any], unseen: Any, widest: dict[str, Any], by: User) -> dict[str, Any]:
    clear = {"marking": "TLP:CLEAR", "created_by": by}
    wide = {"created_by": by} | widest
    meeting = make.meeting(title="Monday meeting", date_from=ago(80), approved=True, summary="Mines.", **clear)
    condition = make.condition(text="Mines are safe.", set_by=rows["body"], area_id="media-freedom", **clear)
    point = make.point(meeting=meeting, condition=condition, text="Safety of mines.", position=1)
    dated = {"made_on": ago(80), "due_on": ago(30)}
    promise = make.commitment(
        meeting=meeting, made_by=rows["body"], point=point, conditions=[condition], **dated, **wide
    )
    return {
        "meeting": meeting,
        "second meeting": make.meeting(title="Follow-up", date_from=ago(40), approved=True, **wide),
        "attendance": make.attendance(meeting=meeting, person=rows["person"], organisation=rows["body"]),
        "second attendance": make.attendance(meeting=meeting, side="us", capacity="two of the staff"),
        "condition": condition,
        "second condition": make.condition(text="Mines pay taxes.", set_by=rows["second body"], **wide),
        "third condition": make.condition(text="Mines report.", set_by=unseen, **clear),
        "point": point,
        "second point": make.point(meeting=meeting, text="Of taxes.", position=2),
        "commitment": promise,
        "second commitment": make.commitment(meeting=meeting, made_by=unseen, text="To report.", **clear),
        "update": make.commitment_update(commitment=promise, as_of=ago(70), state="open", approved=True),
    }


def _observed(rows: dict[str, Any], widest: dict[str, Any], by: User) -> dict[str, Any]:
    clear = {"marking": "TLP:CLEAR", "created_by": by, "approved": True}
    about = {"indicators": [Indicator.objects.filter(area="media-freedom").order_by("pk")[0]]}
    first = make.development(title="Mines were opened", date_from=ago(75), issuing_body=rows["body"], **clear, **about)
    second = make.development(
        title="Mines were closed", date_from=ago(35), reverses=first, approved=True, created_by=by, **widest
    )
    measure = make.measure(title="A licence", developments=[first], marking="TLP:CLEAR", date_from=ago(33))
    return {
        "development": first,
        "second development": second,
        "measure": measure,
        "citation": make.citation(development=first, source=rows["source"], locator="p. 3"),
        "second citation": make.citation(development=first, source=rows["second source"]),
        "third citation": make.citation(measure=measure, source=rows["second source"]),
    }


def _judged(rows: dict[str, Any], unseen: Any, widest: dict[str, Any], by: User) -> dict[str, Any]:
    condition, first, second = rows["condition"], rows["development"], rows["second development"]
    old = make.assessment(
        condition=condition,
        as_of=ago(70),
        state="met",
        marking="TLP:CLEAR",
        rests_on=[{"development": first}, {"reading": rows["reading"], "stance": "context"}],
        approved=True,
    )
    new = make.assessment(
        condition=condition, as_of=ago(34), rests_on=[{"development": second}], approved=True, **widest
    )
    stale = make.assessment(
        condition=rows["second condition"],
        as_of=ago(400),
        state="substantial",
        marking="TLP:CLEAR",
        rests_on=[{"meeting": rows["meeting"]}, {"commitment": rows["commitment"], "stance": "contradicts"}],
        approved=True,
    )
    return {
        "assessment": old,
        "second assessment": new,
        "third assessment": stale,
        "evidence": old.evidence.order_by("pk")[0],
        "benchmark": make.benchmark(condition=condition, indicator_id="OPIUM_AREA", comparator="at_most", target=1),
    }


def _waiting(rows: dict[str, Any], user: User, colleague: User) -> dict[str, Any]:
    """What the queues of those who see drafts hold."""
    mine = make.meeting(title="My draft", date_from=ago(10), created_by=user)
    returned = make.development(title="Given back", date_from=ago(11), created_by=user, submitted=True)
    review.move(returned, "return", by=make.superuser("factory-second"), reason="Say where.")
    theirs = make.development(title="Waits for a second", date_from=ago(12), created_by=colleague, submitted=True)
    draft = make.development(title="Draft of mine", date_from=ago(13), created_by=user)
    return {
        "my meeting": mine,
        "my attendance": make.attendance(meeting=mine, person=rows["person"], post=rows["post"]),
        "my point": make.point(meeting=mine, text="A point of a draft."),
        "my commitment": make.commitment(meeting=mine, made_by=rows["body"], text="A promise of a draft."),
        "my development": draft,
        "my citation": make.citation(development=draft, source=rows["source"]),
        "my bare assessment": make.assessment(condition=rows["third condition"], as_of=ago(9), created_by=user),
        "my assessment": make.assessment(
            condition=rows["condition"],
            as_of=ago(9),
            created_by=user,
            rests_on=[{"development": rows["development"]}],
        ),
        "their assessment": make.assessment(
            condition=rows["second condition"],
            as_of=ago(8),
            created_by=colleague,
            rests_on=[{"meeting": rows["meeting"]}],
            submitted=True,
        ),
        "returned": returned,
        "theirs": theirs,
    }


EDITS: dict[str, list[dict[str, Any]]] = {
    "body": [{"acronym": "MOM"}, {"name_variants": "Mines\nPetroleum"}],
    "person": [{"note": "Speaks German."}],
    "source": [{"reliability": "C"}, {"reliability": "B"}],
    "reading": [{"note": "Read again."}],
    "condition": [{"basis": "A statement."}, {"position": 3}],
    "commitment": [{"due_on": ago(28)}],
    "measure": [{"note": "With terms."}, {"effect": "tightened"}],
    "my meeting": [{"topics": "Mines"}, {"city": "Kabul", "country": "AF"}],
    "my development": [{"narrative": "More."}],
    "attendance": [{"capacity": "head"}],
    "benchmark": [{"text": "Fewer accidents."}],
}


@make.unsealed(to_be_rolled_back=True)
def _edit(rows: dict[str, Any]) -> None:
    """Several saves of a row, days apart."""
    for moment, number in zip(EDITED, (0, 1), strict=True):
        with at(moment):
            for name, edits in EDITS.items():
                if name in rows and number < len(edits):
                    row = type(rows[name])._base_manager.get(pk=rows[name].pk)
                    for column, value in edits[number].items():
                        setattr(row, column, value)
                    row.save()
                    rows[name] = row
