"""The review workflow: its diagram and its tables, from `config.review.TRANSITIONS`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..models import Reviewed
from ..review import OPEN, TRANSITIONS, State, Transition
from ..roles import ROLES, kinds_of
from ..scales import Marking
from .registry import ROOMS, label, models_of

HEAD = """# Review and roles

Written by `make docs` from `config.review.TRANSITIONS` and `config.roles.ROLES`; do not edit it.

A reviewed record is relied on only when it is approved. Until then it is seen by its author and by those whose role
sees what is not yet approved. Who took each step, when and why, stays in the history of the record.

Two people may have one record open. Whoever saves second is refused, and shown field by field what they opened, what
is stored now and what they typed. Nothing of theirs is lost: what they typed stays in the form, and what they did not
touch becomes what is stored, so that saving again undoes nothing. A step of the review is refused in the same way if
the record is no longer as it was read. If a record was approved meanwhile, what was typed is shown to be copied.

"""

VERBS = {"view": "see", "add": "add", "change": "change", "review": "approve or return"}
KINDS = {
    "reference": "reference lists",
    "record": "records",
    "reviewed": "what is submitted",
    "people": "people",
    "profile": "profiles of packages",
    "run": "packages",
}


def review_md() -> str:
    """The workflow and the roles as Markdown, with a diagram."""
    return HEAD + "\n".join([*diagram(), *steps(), *records(), *sealed(), *roles()])


def diagram() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield "    direction LR"
    for state in State:
        yield f"    {state.value}: {state.label}"
    yield f"    [*] --> {State.DRAFT.value}"
    for step in TRANSITIONS.values():
        for source in in_order(step.sources):
            yield f"    {source.value} --> {State(step.target).value}: {step.label}"
    yield "```"
    yield ""


def in_order(states: Any) -> list[State]:
    return [state for state in State if state in states]


def listed(words: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def steps() -> Iterator[str]:
    yield "| Step | From | To | Who | Reason | Second person |"
    yield "|---|---|---|---|---|---|"
    for step in TRANSITIONS.values():
        cells = (
            step.label,
            listed([state.label.lower() for state in in_order(step.sources)]),
            State(step.target).label.lower(),
            who(step),
            "needed" if step.needs_reason else "–",
            "needed" if step.needs_second_person else "–",
        )
        yield f"| {' | '.join(cells)} |"
    yield ""
    yield (
        "“Second person”: neither the author nor whoever submitted the record; where the table below says “always”, "
        "nor anybody who changed a word of it or of its evidence. With `REVIEW_AUTHORS_MAY_APPROVE_OWN=1` this is "
        "waived for the other records."
    )
    yield ""


def who(step: Transition) -> str:
    """The roles that have the permission which the step needs, for some reviewed record."""
    reviewed = [model for room in ROOMS for model in models_of(room) if issubclass(model, Reviewed)]
    kinds = {kind for model in reviewed for kind in kinds_of(model)}
    return ", ".join(role.name for role in ROLES if any(step.permission in role.verbs.get(k, ()) for k in kinds))


def records() -> Iterator[str]:
    yield "## Which records are reviewed"
    yield ""
    yield f"A record may be edited while it is {listed([state.label.lower() for state in in_order(OPEN)])}."
    yield ""
    yield "| Record | Once approved | Second person |"
    yield "|---|---|---|"
    for room in ROOMS:
        for model in models_of(room):
            if issubclass(model, Reviewed):
                after = "may be reopened or withdrawn" if model.may_be_reopened else "stands; a newer one supersedes it"
                second = "always" if model.always_needs_second_person else "unless the setting waives it"
                yield f"| {label(model)} | {after} | {second} |"
    yield ""


SEALS = """## What stands is sealed

Once approved, a record that “stands” is changed by no path: no form, action or command, no `save`, `update` or
`delete` in a shell, no SQL. Triggers in the database refuse it, for the row and for the rows that it rests on;
`migrate` sets them again each time (`config/seals.py`). A migration that must rewrite such rows lifts the seals and
fastens them within its transaction. Fixtures (`loaddata`) cannot bring sealed rows back: restore a dump.

- PostgreSQL: also `TRUNCATE` is refused, and a row that is added while its judgement is being approved waits and is
  then refused. The owner of the tables can take triggers off, so those who administer the database are trusted.
- SQLite: the same triggers, but whoever can write the file can replace it, and while `migrate` runs they are off.
- Histories and the trace are ledgers: rows are added, and triggers refuse the rest in the same way.
- Who may see an approved judgement is no part of it: that changes on a page of its own, with a reason.
"""


def sealed() -> Iterator[str]:
    yield SEALS


def roles() -> Iterator[str]:
    yield "## Roles"
    yield ""
    yield "Roles are groups; `load_reference` makes and repairs them. A person gets a role by joining its group."
    yield ""
    yield "| Role | Sees up to | Sees what is not approved | May |"
    yield "|---|---|---|---|"
    for role in ROLES:
        ceiling = role.ceiling.label
        if role.released_only:
            ceiling = f"{Marking.CLEAR.label}, and up to {ceiling} what is released to the group by name"
        may = "; ".join(f"{', '.join(VERBS[v] for v in verbs)} {KINDS[kind]}" for kind, verbs in role.verbs.items())
        yield f"| {role.name} | {ceiling} | {'yes' if role.sees_unapproved else 'no'} | {may} |"
    yield ""
    yield "Nobody sees TLP:RED by role: its author and the readers named on it do. Superusers see as administrators do."
    yield ""
