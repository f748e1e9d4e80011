"""The board and the dossier: what stands on a day, what was known of it, and who sees it."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config import review
from config.models import User
from tests import factories as make
from tests.factories import superuser
from tracks.board import board
from tracks.dossier import dossier, periods
from tracks.models import Assessment, Benchmark, Condition, ConditionState

DAY = dt.date(2024, 5, 19)


def day(number: int) -> dt.date:
    return DAY + dt.timedelta(days=number)


def assessed(condition: Condition, as_of: dt.date, state: str, approved_on: dt.date | None = None, **fields):
    """An approved assessment with its evidence; `approved_on` is when the second person signed."""
    fields |= waiver(state)
    moment = dt.datetime.combine(approved_on, dt.time(12), dt.UTC) if approved_on else timezone.now()
    with time_machine.travel(moment, tick=not approved_on):
        return make.assessment(condition=condition, as_of=as_of, state=state, approved=True, **fields)


def waiver(state: str) -> dict[str, str]:
    return {"waiver_reason": "Agreed.", "waived_by": "The Council"} if state == "waived" else {}


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def put(condition: Condition, **fields):
    """A point put to the authorities at an approved meeting that they attended."""
    meeting = fields.pop("meeting", None) or make.meeting()
    if meeting.review_state != "approved":
        make.attendance(meeting=meeting, side="dfa")
        review.move(meeting, "submit", by=superuser("factory-author"))
        review.move(meeting, "approve", by=superuser("factory-second"))
    return make.point(meeting=meeting, condition=condition, **{"raised_by": "un"} | fields)


def standing_of(condition: Condition, user: User, **days):
    rows = [row for step in board(user=again(user), **days) for row in step.conditions]
    return next(row for row in rows if row.condition.pk == condition.pk)


# --- As of, and known at --------------------------------------------------------------------

judgements = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.sampled_from(["not_started", "limited", "met", "contrary"])),
    max_size=5,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(judgements)
def test_the_state_as_of_and_as_known_at_is_what_a_plain_reading_of_the_judgements_gives(db, judged):
    """Of the judgements known by a day, for days up to another, the last one for the last day stands."""
    condition = make.condition()
    known = []
    signed = sorted(
        (day(for_day + later), number, day(for_day), state) for number, (for_day, later, state) in enumerate(judged)
    )
    for approved_on, number, as_of, state in signed:
        moment = dt.datetime.combine(approved_on, dt.time(12, number), dt.UTC)
        with time_machine.travel(moment, tick=False):
            make.assessment(condition=condition, as_of=as_of, state=state, approved=True, **waiver(state))
        known.append((as_of, moment, state))
    reader = superuser("factory-second")
    for as_of, known_at in itertools.product([day(-1), day(2), day(5)], [None, day(1), day(4), day(12)]):
        fitting = [k for k in known if k[0] <= as_of and (known_at is None or k[1].date() <= known_at)]
        expected = max(fitting, key=lambda k: (k[0], k[1]))[2] if fitting else None
        row = Condition.objects.with_state(as_of=as_of, user=again(reader), known_at=known_at).get(pk=condition.pk)
        assert row.state == expected, (as_of, known_at)


def test_a_judgement_approved_later_is_not_in_what_was_known_before(desk):
    with time_machine.travel(dt.datetime(2024, 5, 1, tzinfo=dt.UTC)):
        condition = make.condition()
    assessed(condition, day(0), "limited", approved_on=day(1))
    assessed(condition, day(0), "met", approved_on=day(30))
    assert standing_of(condition, desk, as_of=day(40)).state == "met"
    assert standing_of(condition, desk, as_of=day(40), known_at=day(29)).state == "limited"
    assert standing_of(condition, desk, as_of=day(40), known_at=day(0)).state is None


def test_silence_is_not_progress(desk):
    condition = make.condition(review_interval_days=30)
    row = standing_of(condition, desk, as_of=day(0))
    assert (row.state, row.state_words, row.age_days, row.is_stale) == (None, "Never assessed", None, False)
    assessed(condition, day(0), "limited")
    assert not standing_of(condition, desk, as_of=day(30)).is_stale
    row = standing_of(condition, desk, as_of=day(31))
    assert (row.age_days, row.is_stale) == (31, True)


def test_a_reversal_keeps_the_peak(desk):
    condition = make.condition()
    for number, state in ((0, "limited"), (10, "met"), (20, "met"), (30, "contrary")):
        assessed(condition, day(number), state)
    file = dossier(condition, user=again(desk), as_of=day(40))
    assert [p.words for p in file.peaks] == [f"Met from {day(10)} to {day(30)}"]
    assert [p.state for p in file.periods] == ["limited", "met", "contrary"]
    assert file.current.state == "contrary"


@given(st.lists(st.tuples(st.integers(0, 20), st.sampled_from(ConditionState.values)), max_size=12))
def test_periods_follow_each_other_without_a_gap_and_without_repeating_a_state(rows):
    given_rows = [
        Assessment(ref=f"ASM-2024-{n}", as_of=day(number), state=state) for n, (number, state) in enumerate(rows)
    ]
    latest_first = sorted(given_rows, key=lambda a: (a.as_of, a.ref), reverse=True)
    found = periods(latest_first)
    for earlier, later in itertools.pairwise(found):
        assert earlier.until == later.since
        assert earlier.state != later.state
        assert earlier.since < later.since
    if latest_first:
        assert found[-1].until is None
        assert found[-1].state == latest_first[0].state


# --- What the dossier holds -------------------------------------------------------------------


def test_the_dossier_tells_the_whole_chain(desk):
    condition = make.condition(area_id="girls-education")
    meeting = make.meeting(date_from=day(-20))
    put(condition, meeting=meeting, text="Schools were raised.")
    make.point(meeting=meeting, condition=condition, raised_by="dfa", text="They asked.")
    commitment = make.commitment(meeting=meeting, conditions=[condition], made_on=day(-20), due_on=day(-5))
    make.commitment_update(commitment=commitment, as_of=day(-6), state="partly_kept", approved=True)
    cited = make.development(date_from=day(-3), title="Opened", approved=True)
    against = make.development(date_from=day(-2), title="Closed", reverses=cited, approved=True)
    make.development(date_from=day(-1), title="In the field", indicators=["girls-secondary-attendance"], approved=True)
    make.development(date_from=day(9), title="Not yet", indicators=["girls-secondary-attendance"], approved=True)
    assessment = make.assessment(condition=condition, as_of=day(0))
    make.evidence(assessment=assessment, development=cited, stance="supports")
    make.evidence(assessment=assessment, development=against, stance="contradicts")
    review.move(assessment, "submit", by=superuser("factory-author"))
    review.move(assessment, "approve", by=superuser("factory-second"))
    Benchmark(
        condition=condition,
        text="The area falls.",
        indicator_id="OPIUM_AREA",
        comparator="at_most",
        target="11000",
        baseline="233000",
        baseline_on=dt.date(2022, 12, 31),
    ).save()
    make.reading(period_from=dt.date(2022, 1, 1), period_to=dt.date(2022, 12, 31), value="233000")
    latest = make.reading(period_from=dt.date(2023, 1, 1), period_to=dt.date(2023, 12, 31), value="10800")

    file = dossier(condition, user=again(desk), as_of=day(1))
    assert [p.text for p in file.points] == ["Schools were raised."]
    assert [(p.commitment.pk, p.state_words) for p in file.commitments] == [(commitment.pk, "Partly kept, overdue")]
    assert [(row.development.title, row.stances) for row in file.cited] == [
        ("Opened", ["supports"]),
        ("Closed", ["contradicts"]),
    ]
    assert [row.title for row in file.others] == ["In the field"]
    assert [(test.readings, test.reached) for test in file.tests] == [([latest], True)]
    assert [a.pk for a in file.assessments] == [assessment.pk]


def test_what_the_reader_may_not_see_is_left_out_of_board_and_dossier(reader):
    condition = make.condition(area_id="girls-education")
    hidden_meeting = make.meeting(marking="TLP:AMBER", title="Hidden meeting")
    put(condition, meeting=hidden_meeting, text="Hidden point")
    make.commitment(meeting=hidden_meeting, conditions=[condition], text="Hidden promise")
    hidden = make.development(marking="TLP:RED", title="Hidden development", approved=True)
    make.development(
        marking="TLP:AMBER", title="Hidden other", indicators=["girls-secondary-attendance"], approved=True
    )
    shown = assessed(condition, DAY, "limited", marking="TLP:GREEN")
    assessed(condition, day(5), "met", marking="TLP:AMBER")
    draft = make.assessment(condition=condition, marking="TLP:GREEN", justification="Hidden draft")
    make.evidence(assessment=draft, development=hidden)

    assert standing_of(condition, reader, as_of=day(9)).state == "limited"
    assert standing_of(condition, reader, as_of=day(9)).put_times == 0
    file = dossier(condition, user=again(reader), as_of=day(9))
    assert [a.pk for a in file.assessments] == [shown.pk]
    assert (file.points, file.commitments, file.others, file.unapproved) == ([], [], [], [])


def test_board_and_dossier_pages_say_nothing_that_is_hidden(reader, browse):
    condition = make.condition()
    hidden = make.condition(marking="TLP:AMBER", text="Hidden condition")
    client = browse(reader)
    page = client.get(reverse("admin:tracks_condition_board")).content.decode()
    assert condition.text in page
    assert "Hidden" not in page
    assert hidden.pk not in page
    assert client.get(reverse("admin:tracks_condition_dossier", args=[hidden.pk])).status_code == 404
    assert client.get(reverse("admin:tracks_condition_dossier", args=[condition.pk])).status_code == 200


def test_the_pages_take_a_day_and_say_so_of_a_bad_one(desk, browse):
    condition = make.condition()
    assessed(condition, DAY, "substantial")
    client = browse(desk)
    for name, args in (("board", []), ("dossier", [condition.pk])):
        address = reverse(f"admin:tracks_condition_{name}", args=args)
        assert "Substantial" in client.get(address, {"as_of": "2024-06-01"}).content.decode()
        before = client.get(address, {"as_of": "2024-05-18"}).content.decode()
        assert "Never assessed" in before
        assert "Substantial" not in before
        bad = client.get(address, {"as_of": "03/04/25", "known_at": "0000-01-01"})
        assert bad.status_code == 200
        assert bad.content.decode().count("give a date as YYYY-MM-DD") == 2


def test_the_pages_are_for_those_who_may_view_conditions(outsider, browse):
    assert browse(outsider).get(reverse("admin:tracks_condition_board")).status_code == 403


# --- Flat -------------------------------------------------------------------------------------


def a_full_condition(number: int) -> Condition:
    condition = make.condition(text=f"Condition {number}", area_id="girls-education")
    point = put(condition)
    make.commitment(meeting=point.meeting, conditions=[condition])
    assessed(condition, DAY, "limited")
    return condition


def queries_of(what) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        what()
    return len(queries)


def test_the_board_takes_as_many_queries_for_twenty_conditions_as_for_two(desk):
    for number in range(2):
        a_full_condition(number)
    few = queries_of(lambda: board(user=again(desk), as_of=DAY))
    for number in range(18):
        a_full_condition(number + 2)
    assert queries_of(lambda: board(user=again(desk), as_of=DAY)) == few


def test_the_dossier_takes_as_many_queries_for_twenty_of_everything_as_for_two(desk):
    condition = make.condition(area_id="girls-education")

    def more(times: int) -> None:
        for _ in range(times):
            point = put(condition)
            make.commitment(meeting=point.meeting, conditions=[condition])
            make.citation(development=make.development(indicators=["girls-secondary-attendance"]))
            Benchmark(condition=condition, text="A test", indicator_id="OPIUM_AREA").save()
            assessed(condition, DAY, "limited")

    more(2)
    make.reading(period_from=dt.date(2023, 1, 1), period_to=dt.date(2023, 12, 31))
    few = queries_of(lambda: dossier(condition, user=again(desk), as_of=DAY))
    more(18)
    assert queries_of(lambda: dossier(condition, user=again(desk), as_of=DAY)) == few


@pytest.mark.parametrize("role", ["reader", "partner", "desk", "lead", "administrator"])
def test_every_role_may_open_board_and_dossier(db, role, request, browse):
    condition = make.condition(marking="TLP:CLEAR")
    client = browse(request.getfixturevalue(role))
    assert client.get(reverse("admin:tracks_condition_board")).status_code == 200
    assert client.get(reverse("admin:tracks_condition_dossier", args=[condition.pk])).status_code == 200
