"""Records that everybody sees beside one hidden record of each kind, to which they link in every way there is.

`WORD` is in every text of what is hidden and nowhere else. `disturb` changes what is hidden
and adds to it; whoever may not see it must not notice.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from tests import factories as make
from tracks.models import Benchmark, Listing

WORD = "Zyzzyva"
LATER = make.DAY + dt.timedelta(days=3)


@dataclass
class Beside:
    """The rows by name, and how the hidden ones are marked and reviewed."""

    shown: dict[str, Any]
    hidden: dict[str, Any]
    marked: dict[str, Any]
    reviewed: dict[str, Any]


@make.unsealed()
def build(*, marking: str = "TLP:RED", approved: bool = True, drafts: str = "") -> Beside:
    """Hidden records with this marking; the reviewed ones have `drafts`, if given, and are not approved."""
    marked = {"marking": marking}
    reviewed = {"marking": drafts, "approved": False} if drafts else {"marking": marking, "approved": approved}
    hidden = _hidden(marked, reviewed)
    shown = _shown(hidden)
    _hidden_parts(hidden, shown, marked, reviewed)
    return Beside(shown, hidden, marked, reviewed)


def _hidden(marked: dict[str, Any], reviewed: dict[str, Any]) -> dict[str, Any]:
    body = make.organisation(name=f"{WORD} ministry", acronym=WORD, **marked)
    person = make.person(name=f"{WORD} person", name_original=WORD, **marked)
    return {
        "body": body,
        "person": person,
        "meeting": make.meeting(title=f"{WORD} meeting", summary=WORD, tracks=("health",), **reviewed),
        "development": make.development(title=f"{WORD} development", tracks=("health",), **reviewed),
        "source": make.source(publisher=f"{WORD} paper", title=WORD, **marked),
        "reading": make.reading(publisher=WORD, **marked),
        "condition": make.condition(text=f"{WORD} condition", area_id="girls-education", set_by=body, **marked),
        "measure": make.measure(title=f"{WORD} measure", **marked),
        "listing": Listing.objects.create(person=person, sanctions_list="un_1988", list_reference="TAi.999"),
    }


def _shown(hidden: dict[str, Any]) -> dict[str, Any]:
    """Of each kind one row that links to what is hidden, and one that does not."""
    marked = {"marking": "TLP:CLEAR"}
    reviewed = marked | {"approved": True}
    body = make.organisation(name="Ministry of Mines", parent=hidden["body"], **marked)
    person = make.person(name="Mirwais", **marked)
    post = make.post(person=person, organisation=body, title="Deputy")
    source = make.source(publisher="Morning paper", **marked)
    meeting = make.meeting(title="Monday meeting", follows=hidden["meeting"], **reviewed)
    development = make.development(
        title="Mines were opened",
        reverses=hidden["development"],
        issuing_body=hidden["body"],
        date_from=LATER,
        **reviewed,
    )
    condition = make.condition(text="Mines are safe.", set_by=hidden["body"], area_id="media-freedom", **marked)
    reading = make.reading(source=hidden["source"], **marked)
    point = make.point(meeting=meeting, condition=hidden["condition"], text="Mines.")
    promise = make.commitment(
        meeting=meeting, made_by=hidden["body"], point=point, conditions=[hidden["condition"], condition], **marked
    )
    hidden["replaced"] = make.assessment(
        condition=condition, justification=WORD, marking=hidden["condition"].marking, state="met", approved=True
    )
    judged = make.assessment(
        condition=condition, supersedes=hidden["replaced"], rests_on=[{"development": development}], **reviewed
    )
    hidden["post"] = make.post(person=person, organisation=hidden["body"], title=f"{WORD} post")
    return {
        "body": body,
        "second body": make.organisation(name="Office of Mines", parent=body, **marked),
        "person": person,
        "post": post,
        "source": source,
        "meeting": meeting,
        "second meeting": make.meeting(title="Follow-up meeting", follows=meeting, **reviewed),
        "development": development,
        "condition": condition,
        "second condition": make.condition(text="Mines pay taxes.", set_by=body, **marked),
        "reading": reading,
        "point": point,
        "second point": make.point(meeting=meeting, condition=condition, text="More of mines."),
        "commitment": promise,
        "second commitment": make.commitment(meeting=meeting, made_by=body, text="To report.", **marked),
        "update": make.commitment_update(
            commitment=promise, developments=[hidden["development"], development], approved=True
        ),
        "measure": make.measure(applied_by=hidden["body"], developments=[hidden["development"]], **marked),
        "second measure": make.measure(title="A second licence", applied_by=body, **marked),
        "assessment": judged,
        "evidence": judged.evidence.get(),
        "attendance": make.attendance(meeting=meeting, person=person, post=hidden["post"]),
        "citation": make.citation(development=development, source=source, derives_from=hidden["source"]),
        "benchmark": Benchmark.objects.create(condition=condition, text="No accident."),
        "listing": Listing.objects.create(person=person, sanctions_list="un_1988", list_reference="TAi.001"),
    }


def _hidden_parts(
    hidden: dict[str, Any], shown: dict[str, Any], marked: dict[str, Any], reviewed: dict[str, Any]
) -> None:
    """Rows of shown records that are hidden themselves, or with the other record that they name."""
    meeting, development = shown["meeting"], shown["development"]
    hidden["promise"] = make.commitment(
        meeting=meeting, made_by=shown["body"], text=f"{WORD} promise", due_on=LATER, **marked
    )
    hidden["attendance"] = make.attendance(meeting=meeting, person=hidden["person"], capacity=WORD)
    hidden["delegation"] = make.attendance(meeting=meeting, organisation=hidden["body"], capacity=f"{WORD} staff")
    hidden["citation"] = make.citation(development=development, source=hidden["source"], locator=WORD)
    hidden["evidence"] = make.evidence(assessment=shown["assessment"], development=hidden["development"], note=WORD)
    hidden["point"] = make.point(meeting=hidden["meeting"], text=f"{WORD} point")
    hidden["benchmark"] = Benchmark.objects.create(condition=hidden["condition"], text=f"{WORD} test")
    hidden["update"] = make.commitment_update(commitment=hidden["promise"], text=WORD, approved=True)
    hidden["assessment"] = make.assessment(
        condition=shown["condition"],
        as_of=LATER,
        state="met",
        justification=f"{WORD} judgement",
        rests_on=[{"development": hidden["development"], "note": WORD}],
        **reviewed,
    )


CHANGES: dict[str, dict[str, Any]] = {
    "body": {"name": "Aardvark", "acronym": "AAR", "search_text": "aardvark", "seat": "kandahar"},
    "person": {"name": "Aardvark", "name_original": "", "search_text": "aardvark"},
    "meeting": {"title": "Aardvark", "summary": "", "search_text": "aardvark", "level": "senior"},
    "development": {"title": "Aardvark", "search_text": "aardvark", "direction": "mixed"},
    "source": {"publisher": "Aardvark", "title": "", "search_text": "aardvark"},
    "reading": {"publisher": "Aardvark", "value": "1", "indicator": "IPC_P3PLUS"},
    "condition": {"text": "Aardvark", "search_text": "aardvark", "area": "media-freedom", "condition_set": "Aardvark"},
    "measure": {"title": "Aardvark", "search_text": "aardvark", "effect": "tightened"},
    "promise": {"text": "Aardvark", "search_text": "aardvark", "due_on": None},
    "point": {"text": "Aardvark", "raised_by": "un"},
    "post": {"title": "Aardvark", "held_from": dt.date(2001, 1, 1)},
    "assessment": {"state": "contrary", "justification": "Aardvark", "search_text": "aardvark"},
    "replaced": {"state": "not_started", "justification": "Aardvark", "search_text": "aardvark"},
    "citation": {"locator": "Aardvark", "credibility": "1"},
    "attendance": {"capacity": "Aardvark", "side": "us"},
}


@make.unsealed()
def disturb(beside: Beside) -> None:
    """Change what is hidden, and add a hidden record of each kind."""
    for name, changes in CHANGES.items():
        row = beside.hidden[name]
        columns = {f"{k}_id" if k in ("area", "indicator") else k: v for k, v in changes.items()}
        type(row)._base_manager.filter(pk=row.pk).update(**columns)
    beside.hidden["meeting"].tracks.set(["humanitarian", "agriculture-water-climate"])
    beside.hidden["condition"].steps.set(["un-seat"])
    more = _hidden(beside.marked, beside.reviewed)
    more["replaced"], more["post"] = beside.hidden["replaced"], beside.hidden["post"]
    _hidden_parts(more, beside.shown, beside.marked, beside.reviewed)
