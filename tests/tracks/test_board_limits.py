"""What board and dossier must not say: more than is known, more than is relied on, more than may be seen."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from config import review
from config.models import Clearance
from tests import factories as make
from tests.conftest import person
from tests.factories import superuser
from tracks.dossier import dossier
from tracks.models import Benchmark

from .test_board import DAY, again, assessed, day, put, standing_of


def page_of(client, condition, **days) -> str:
    address = reverse("admin:tracks_condition_dossier", args=[condition.pk])
    return client.get(address, days).content.decode()


def test_evidence_that_the_approver_may_not_see_carries_no_judgement(desk, lead):
    assessment = make.assessment(marking="TLP:AMBER", created_by=desk)
    hidden = make.development(marking="TLP:RED", created_by=desk)
    make.evidence(assessment=assessment, development=hidden)
    with pytest.raises(PermissionDenied, match="Nobody who may approve it sees"):
        review.move(assessment, "submit", by=again(desk))
    hidden.readers.add(person("another lead", "track lead"))
    review.move(assessment, "submit", by=again(desk))
    unready = review.why_not(assessment, "approve", by=again(lead))
    assert unready.startswith("No judgement without evidence")
    make.evidence(assessment=assessment, development=make.development(marking="TLP:GREEN"))
    assert review.why_not(assessment, "approve", by=again(lead)) == ""


def test_a_hidden_judgement_that_was_superseded_is_not_named(reader, browse):
    condition = make.condition()
    hidden = assessed(condition, DAY, "limited", marking="TLP:AMBER")
    assessed(condition, DAY, "met", marking="TLP:GREEN", supersedes=hidden)
    assert hidden.pk not in page_of(browse(reader), condition)
    assert hidden.pk in page_of(browse(superuser("a superuser")), condition)


def test_a_role_that_may_view_only_conditions_learns_nothing_else(db, browse):
    group = Group.objects.create(name="conditions only")
    Clearance.objects.create(group=group, ceiling="TLP:AMBER")
    group.permissions.add(Permission.objects.get(codename="view_condition"))
    narrow = person("narrow")
    narrow.groups.add(group)
    condition = make.condition()
    assessed(condition, DAY, "contrary", marking="TLP:GREEN", justification="Their words")
    put(condition, text="Put to them")
    said = page_of(browse(narrow), condition)
    assert condition.text in said
    for word in ("Their words", "Put to them", "contrary", "Something was decreed"):
        assert word not in said
    listed = browse(narrow).get(reverse("admin:tracks_condition_changelist")).content.decode()
    assert "never assessed" in listed
    assert "Reversed or contrary</td>" not in listed


@pytest.mark.parametrize("known_at", ["9999-12-31", "0001-01-01"])
def test_the_edges_of_the_calendar_are_days_too(desk, browse, known_at):
    condition = make.condition()
    assert browse(desk).get(reverse("admin:tracks_condition_board"), {"known_at": known_at}).status_code == 200
    assert (
        browse(desk)
        .get(reverse("admin:tracks_condition_dossier", args=[condition.pk]), {"known_at": known_at, "as_of": known_at})
        .status_code
        == 200
    )


def test_only_what_was_really_put_to_them_counts(desk):
    condition = make.condition()
    draft = make.meeting()
    make.attendance(meeting=draft, side="dfa")
    make.point(meeting=draft, condition=condition, raised_by="un")
    without_them = make.meeting(approved=True)
    make.point(meeting=without_them, condition=condition, raised_by="un")
    put(condition, raised_by="dfa")
    put(condition, speech_act="deflected")
    assert standing_of(condition, desk, as_of=day(9)).put_times == 0
    put(condition, speech_act="urged")
    assert standing_of(condition, desk, as_of=day(9)).put_times == 1


def test_what_was_logged_later_was_not_known_before(desk):
    with time_machine.travel(dt.datetime(2024, 6, 1, 9, tzinfo=dt.UTC)):
        condition = make.condition(area_id="girls-education")
    with time_machine.travel(dt.datetime(2024, 7, 1, 9, tzinfo=dt.UTC)):
        point = put(condition)
        make.commitment(meeting=point.meeting, conditions=[condition])
        make.development(indicators=["girls-secondary-attendance"], approved=True)
        waiting = make.assessment(condition=condition)
        make.evidence(assessment=waiting, development=make.development(title="Cited by a draft"))
    before = dossier(condition, user=again(desk), as_of=day(30), known_at=dt.date(2024, 6, 15))
    assert (before.points, before.commitments, before.others, before.cited, before.unapproved) == ([], [], [], [], [])
    after = dossier(condition, user=again(desk), as_of=day(30), known_at=dt.date(2024, 7, 15))
    assert [len(rows) for rows in (after.points, after.commitments, after.cited)] == [1, 1, 0]
    assert len(after.others) == 1
    assert standing_of(condition, desk, as_of=day(30), known_at=dt.date(2024, 6, 15)).put_times == 0


def test_what_nobody_confirmed_says_so(desk, browse):
    condition = make.condition()
    assessment = assessed(condition, DAY, "limited")
    development = assessment.evidence.get().development
    assert development.review_state == "draft"
    assert page_of(browse(desk), condition).count("Draft, not relied on") == 2


def test_a_condition_set_later_does_not_stand_before(desk, browse):
    condition = make.condition(set_on=day(10))
    with pytest.raises(StopIteration):
        standing_of(condition, desk, as_of=day(9))
    assert standing_of(condition, desk, as_of=day(10)).state is None
    assert "after this day" in page_of(browse(desk), condition, as_of=str(day(9)))


def test_figures_that_differ_all_stand_and_answer_only_with_one_voice(desk):
    condition = make.condition()
    Benchmark(
        condition=condition, text="The area falls.", indicator_id="OPIUM_AREA", comparator="at_most", target="11000"
    ).save()
    unit = Benchmark.objects.get(condition=condition).indicator.unit
    year = {"period_from": dt.date(2023, 1, 1), "period_to": dt.date(2023, 12, 31), "unit": unit}

    def answered():
        (test,) = dossier(condition, user=again(desk), as_of=DAY).tests
        return len(test.readings), test.reached

    assert answered() == (0, None)
    make.reading(**year, value="10800")
    assert answered() == (1, True)
    make.reading(**year, value="20000", qualifier="projection")
    make.reading(**year, value="20000", disaggregation="a part")
    assert answered() == (3, True)
    make.reading(**year, value="12000", publisher="Another")
    assert answered() == (4, None)


def test_evidence_that_was_withdrawn_after_the_approval_is_not_silently_gone(desk, reader, ask, browse):
    condition = make.condition()
    hoax = make.development(marking="TLP:GREEN", approved=True)
    assessed(condition, DAY, "limited", marking="TLP:GREEN", rests_on=[{"development": hoax}])
    assert "withdrawn since" not in page_of(browse(desk), condition)
    review.move(hoax, "withdraw", by=superuser("factory-second"), reason="A hoax.")
    assert "1 withdrawn since" in page_of(browse(desk), condition)
    address = f"/api/v1/conditions/{condition.pk}/dossier/"
    (judgement,) = ask(desk).get(address).json()["assessments"]
    assert (judgement["evidence"], judgement["withdrawn_evidence"]) == ([], 1)
    hidden = make.development(marking="TLP:RED", approved=True)
    assessed(condition, day(1), "met", marking="TLP:GREEN", rests_on=[{"development": hidden}, {}])
    review.move(hidden, "withdraw", by=superuser("factory-second"), reason="Hidden.")
    assert ask(again(reader)).get(address).json()["assessments"][0]["withdrawn_evidence"] == 0
