"""The state of a commitment or condition on a day: its latest approved judgement that the reader may see."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.models import User
from config.review import State
from tests import factories as make
from tests.constraints import days
from tests.factories import DAY, superuser
from tracks.models import Assessment, Commitment, CommitmentState, CommitmentUpdate, Condition, ConditionState

SPAN = st.integers(-2, 2)


@dataclass(frozen=True)
class Judgement:
    """What decides whether and when a judgement counts."""

    owner: int
    as_of: int
    approved: int  # days after DAY
    minute: int
    review: str
    state: str
    marking: str = "TLP:GREEN"
    withdrawn: bool = False

    @property
    def moment(self) -> dt.datetime:
        return dt.datetime.combine(days(self.approved), dt.time(23, self.minute), dt.UTC)


def judgements(states: list[str], **others: Any) -> st.SearchStrategy[list[Judgement]]:
    one = st.builds(
        Judgement,
        owner=st.integers(0, 1),
        as_of=st.integers(-1, 1),
        approved=SPAN,
        minute=st.sampled_from([0, 59]),
        review=st.sampled_from([*State.values, "approved", "approved"]),  # Mostly such as may count.
        state=st.sampled_from([s for s in states if s != "waived"]),
        **others,
    )
    return st.lists(one, max_size=6)


def naive(rows: list[tuple[str, Judgement]], owner: int, as_of: int, known_at: int | None, sees: Any) -> Any:
    """The rule in plain words: of what counts, the last by day, then by approval, then by reference."""
    counting = [
        (j.as_of, j.moment, ref, j)
        for ref, j in rows
        if j.owner == owner
        and j.review == "approved"
        and not j.withdrawn
        and j.as_of <= as_of
        and (known_at is None or j.approved <= known_at)
        and sees(j)
    ]
    return max(counting)[3] if counting else None


def store(model: Any, judged: list[Judgement], owner_name: str, owners: list[Any], **fields: Any) -> list[Any]:
    """The judgements as rows, straight to the database, each with its reference."""
    author, second, field = superuser("someone"), superuser("second"), model._meta.pk
    rows = []
    for number, j in enumerate(judged):
        row = model(
            ref=f"{field.prefix}-2024-{'7B3K9D'[number] * 4}",
            as_of=days(j.as_of),
            state=j.state,
            review_state=j.review,
            review_reason="A reason.",
            submitted_by=author,
            submitted_at=j.moment,
            reviewed_by=second,
            reviewed_at=j.moment,
            **{owner_name: owners[j.owner]},
            **fields,
        )
        if model is Assessment:
            row.marking = j.marking
        else:
            row.withdrawn_reason = "A mistake." if j.withdrawn else ""
        row.settle()
        rows.append(row)
    model._base_manager.bulk_create(rows)
    return [(row.pk, j) for row, j in zip(rows, judged, strict=True)]


examples = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def pair(db) -> tuple[list[Commitment], list[Condition]]:
    meeting, body = make.meeting(), make.organisation()
    return (
        [make.commitment(meeting=meeting, made_by=body, due_on=day) for day in (DAY, None)],
        [make.condition(set_by=body) for _ in range(2)],
    )


@examples
@given(judgements(CommitmentState.values, withdrawn=st.booleans()), SPAN, st.none() | SPAN)
def test_the_state_of_a_commitment_is_what_a_plain_reading_gives(pair, judged, as_of, known_at):
    commitments, _ = pair
    with transaction.atomic():
        rows = store(CommitmentUpdate, judged, "commitment", commitments, text="Seen.")
        found = {
            c.pk: (c.state, c.state_as_of)
            for c in Commitment.objects.with_state(
                as_of=days(as_of), user=None, known_at=None if known_at is None else days(known_at)
            )
        }
        overdue = set(Commitment.objects.overdue(on=days(as_of), user=None).values_list("pk", flat=True))
        transaction.set_rollback(True)
    late = set()
    for number, commitment in enumerate(commitments):
        last = naive(rows, number, as_of, known_at, lambda j: True)
        assert found[commitment.pk] == ((last.state, days(last.as_of)) if last else ("open", None))
        now = naive(rows, number, as_of, None, lambda j: True)
        unkept = now is None or now.state in ("open", "partly_kept")
        if unkept and commitment.due_on and commitment.due_on < days(as_of):
            late.add(commitment.pk)
    assert overdue == late


@examples
@given(
    judgements(ConditionState.values, marking=st.sampled_from(["TLP:GREEN", "TLP:AMBER", "TLP:RED"])),
    SPAN,
    st.none() | SPAN,
    st.sampled_from(["reader", "desk officer", None]),
)
def test_the_state_of_a_condition_is_what_a_plain_reading_gives(pair, judged, as_of, known_at, role):
    _, conditions = pair
    ceiling = {"reader": ["TLP:GREEN"], "desk officer": ["TLP:GREEN", "TLP:AMBER"]}
    with transaction.atomic():
        user = None
        if role:
            user = User.objects.create(username="one who asks")
            user.groups.add(Group.objects.get(name=role))
        rows = store(
            Assessment, judged, "condition", conditions, change="none", confidence="low", justification="Seen."
        )
        found = {
            c.pk: (c.state, c.state_as_of, c.assessment_ref)
            for c in Condition.objects.filter(pk__in=[c.pk for c in conditions]).with_state(
                as_of=days(as_of), user=user, known_at=None if known_at is None else days(known_at)
            )
        }
        transaction.set_rollback(True)
    for number, condition in enumerate(conditions):
        last = naive(rows, number, as_of, known_at, lambda j: role is None or j.marking in ceiling[role])
        refs = {j: ref for ref, j in rows if j is last}
        assert found[condition.pk] == ((last.state, days(last.as_of), refs[last]) if last else (None, None, None))


# --- What does not count --------------------------------------------------------------------


def state_of(commitment: Commitment, user: Any = None, **when: Any) -> str:
    return Commitment.objects.with_state(**{"as_of": DAY, **when}, user=user).get(pk=commitment.pk).state


def judged(condition: Condition, user: Any = None, **when: Any) -> Condition:
    return Condition.objects.with_state(**{"as_of": DAY, **when}, user=user).get(pk=condition.pk)


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"approved": True}, "kept"),
        ({}, "open"),
        ({"submitted": True}, "open"),
        ({"approved": True, "withdrawn_reason": "A mistake."}, "open"),
        ({"approved": True, "as_of": days(1)}, "open"),
    ],
    ids=["approved", "draft", "submitted", "withdrawn", "of tomorrow"],
)
def test_only_an_approved_update_up_to_the_day_counts(db, fields, state):
    assert state_of(make.commitment_update(**fields).commitment) == state


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"approved": True}, "limited"),
        ({}, None),
        ({"submitted": True}, None),
        ({"approved": True, "as_of": days(1)}, None),
    ],
    ids=["approved", "draft", "submitted", "of tomorrow"],
)
def test_only_an_approved_assessment_up_to_the_day_counts(db, fields, state):
    assert judged(make.assessment(**fields).condition).state == state


def test_a_condition_that_nobody_judged_has_no_state_at_all(db):
    row = judged(make.condition())
    assert (row.state, row.change, row.confidence, row.state_as_of, row.assessment_ref) == (None,) * 5


def test_all_that_is_told_of_a_condition_comes_from_one_assessment(db):
    condition = make.condition()
    make.assessment(condition=condition, as_of=days(-9), approved=True, state="met", change="advanced")
    last = make.assessment(
        condition=condition, approved=True, state="met", change="regressed", confidence="high", as_of=days(-1)
    )
    row = judged(condition)
    told = (row.state, row.change, row.confidence, row.state_as_of, row.assessment_ref)
    assert told == ("met", "regressed", "high", days(-1), last.pk)


def test_of_two_for_one_day_the_later_approved_stands_and_the_earlier_was_known_before(db):
    condition = make.condition()
    for ref, state, moment in (  # By their references the first would come last.
        ("ASM-2024-ZZZZ", "limited", dt.datetime(2024, 6, 1, 23, 59, 59, 999999, tzinfo=dt.UTC)),
        ("ASM-2024-2222", "met", dt.datetime(2024, 6, 2, tzinfo=dt.UTC)),
    ):
        with time_machine.travel(moment, tick=False):
            make.assessment(ref=ref, condition=condition, approved=True, state=state)
    assert judged(condition).state == "met"
    assert judged(condition, known_at=dt.date(2024, 6, 2)).state == "met"
    assert judged(condition, known_at=dt.date(2024, 6, 1)).state == "limited"
    assert judged(condition, known_at=dt.date(2024, 5, 31)).state is None


def test_a_reader_is_told_the_last_judgement_that_they_may_see(db, reader, desk):
    condition = make.condition()
    make.assessment(condition=condition, as_of=days(-2), state="limited", marking="TLP:GREEN", approved=True)
    make.assessment(condition=condition, as_of=days(-1), state="met", marking="TLP:AMBER", approved=True)
    two = [
        make.superuser("factory-author"),
        make.superuser("factory-second"),
    ]  # Nobody else could submit and approve it.
    named = make.assessment(condition=condition, state="contrary", marking="TLP:RED", readers=two, approved=True)
    assert [judged(condition, user).state for user in (reader, desk, None)] == ["limited", "met", "contrary"]
    named.readers.add(reader)
    assert judged(condition, User.objects.get(pk=reader.pk)).state == "contrary"


def test_an_update_counts_only_for_those_who_see_its_commitment(db, reader, desk):
    meeting = make.meeting(approved=True)  # AMBER: not for a reader
    commitment = make.commitment(meeting=meeting, marking="TLP:GREEN")
    make.commitment_update(commitment=commitment, approved=True)
    assert [state_of(commitment, user) for user in (reader, desk)] == ["open", "kept"]
    assert not Commitment.objects.visible_to(reader).exists()


# --- Overdue --------------------------------------------------------------------------------


def test_a_promise_is_overdue_from_the_day_after_it_was_due(db):
    commitment = make.commitment(due_on=DAY)
    make.commitment(due_on=None)
    overdue = [list(Commitment.objects.overdue(on=days(n), user=None)) for n in (-1, 0, 1)]
    assert overdue == [[], [], [commitment]]


@pytest.mark.parametrize("state", CommitmentState.values)
def test_only_what_is_open_or_partly_kept_is_overdue(db, state):
    commitment = make.commitment(due_on=DAY, made_on=DAY)
    make.commitment_update(commitment=commitment, as_of=days(5), state=state, approved=True)
    assert Commitment.objects.overdue(on=days(4), user=None).exists()  # As it stood the day before.
    assert Commitment.objects.overdue(on=days(5), user=None).exists() == (state in ("open", "partly_kept"))


def test_a_withdrawn_promise_is_not_overdue(db):
    make.commitment(due_on=DAY, withdrawn_reason="Nobody said that.")
    assert not Commitment.objects.overdue(on=days(9), user=None).exists()


def test_states_cost_one_query_however_many_there_are(db, desk):
    for _ in range(3):
        make.assessment(approved=True)
        make.commitment_update(approved=True)
    with CaptureQueriesContext(connection) as queries:
        conditions = len(Condition.objects.with_state(as_of=DAY, user=None))
        commitments = len(Commitment.objects.with_state(as_of=DAY, user=None))
    assert len(queries) == 2
    assert conditions > commitments >= 3
