"""People and records for the tests of the review: who takes a step, and on what."""

from __future__ import annotations

from typing import Any

from config.models import User
from config.review import TRANSITIONS, move
from tests import factories as make
from tests.conftest import person

ROLES = {
    "author": "desk officer",
    "lead who wrote it": "track lead",
    "second person": "track lead",
    "without": "reader",
    "administrator": "administrator",
    "superuser": None,
}
AUTHORS = ("author", "lead who wrote it")
KINDS = {"meeting": make.meeting, "assessment": make.assessment}


def somebody(who: str) -> User:
    return person(who, ROLES[who], is_superuser=who == "superuser")


def standing_at(kind: str, state: str, **fields: Any) -> Any:
    """A record of this kind in this state of the review, with what it needs to go on."""
    if kind == "assessment" and state == "draft":
        fields["rests_on"] = [{}]
    record = KINDS[kind](**fields, approved=state == "approved", submitted=state in ("submitted", "returned"))
    if state in ("returned", "withdrawn"):
        step = {"returned": "return", "withdrawn": "withdraw"}[state]
        move(record, step, by=make.superuser("other"), reason="Why.")
    return record


def refusal(kind: str, action: str, outcome: str) -> str:
    """The words in which a step is refused."""
    label, permission = TRANSITIONS[action].label, TRANSITIONS[action].permission
    done = "reopened" if action == "reopen" else "withdrawn"
    return {
        "no": f"“{label}” is not yours to do: your role has no “{permission}” permission for this {kind}.",
        "own": f"You wrote or submitted this {kind}; a second person must approve it.",
        "never": f"An approved {kind} is never {done}; it is superseded by a newer one.",
    }[outcome]
