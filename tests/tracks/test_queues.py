"""The queues: which rows wait for whom, as of today, and what each page says of them."""

from __future__ import annotations

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.urls import reverse

from config import review
from config.models import Clearance
from config.review import why_not
from rights.models import Source
from tests import factories as make
from tracks.models import Assessment, Condition, Development

from .cited import cite, withdraw
from .queue_pages import NOON, TODAY, ago, entries, links, refs, said
from .test_board import again, assessed

KINDS = {
    "meeting": make.meeting,
    "development": make.development,
    "commitment update": make.commitment_update,
    "assessment": make.assessment,
}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOON):
        yield


def returned(kind: str, **fields):
    record = KINDS[kind](submitted=True, **fields)
    review.move(record, "return", by=make.superuser("other"), reason="Say who was there.")
    return record


# --- Whose move it is -----------------------------------------------------------------------


def test_one_page_holds_my_drafts_of_every_kind_and_nobody_elses(desk, lead, browse):
    mine = {make_one(created_by=desk).pk for make_one in KINDS.values()}
    for make_one in KINDS.values():
        make_one(created_by=lead)
        make_one(created_by=desk, submitted=True)
        gone = make_one(created_by=desk)
        review.move(gone, "withdraw", by=make.superuser("other"), reason="Logged twice.")
    assert set(refs(browse(desk), "drafts")) == mine
    assert len(refs(browse(lead), "drafts")) == len(KINDS)


def test_what_was_returned_to_me_says_why_by_whom_and_since_when(desk, lead, browse):
    with time_machine.travel(ago(3)):
        mine = {kind: returned(kind, created_by=desk).pk for kind in KINDS}
    for kind in KINDS:
        returned(kind, created_by=lead)
    listed = entries(browse(desk), "returned")
    assert set(listed) == set(mine.values())
    assert all(said(row) == ["Say who was there.", "other", str(ago(3)), "3"] for row in listed.values())
    assert listed[mine["meeting"]].link.address == reverse("admin:tracks_meeting_change", args=[mine["meeting"]])


@pytest.mark.parametrize("kind", KINDS)
def test_what_awaits_my_review_is_what_i_may_approve_for_all_that_i_wrote(kind, desk, lead, browse):
    theirs = [KINDS[kind](created_by=desk, submitted=True) for _ in range(2)]
    mine = KINDS[kind](created_by=lead, submitted=True)
    handed_in = KINDS[kind](created_by=desk, **{"rests_on": [{}]} if kind == "assessment" else {})
    review.move(handed_in, "submit", by=lead)
    KINDS[kind](created_by=desk)
    assert set(refs(browse(lead), "review")) == {row.pk for row in theirs}
    for row in (*theirs, mine, handed_in):
        assert (why_not(row, "approve", by=again(lead)) == "") == (row in theirs)


def test_whoever_changed_a_word_of_an_assessment_is_not_offered_its_review(desk, lead, browse):
    touched, added_to, plain = [make.assessment(created_by=desk, submitted=True) for _ in range(3)]
    touched.justification, touched._history_user = "Other words.", lead
    touched.save()
    piece = make.evidence(assessment=added_to)
    piece.note, piece._history_user = "It bears on it.", lead
    piece.save()
    assert refs(browse(lead), "review") == [plain.pk]
    for row in (touched, added_to):
        assert "second person" in why_not(Assessment.objects.get(pk=row.pk), "approve", by=again(lead))


def test_where_authors_may_approve_their_own_it_awaits_them_but_never_an_assessment(lead, browse, settings):
    settings.REVIEW_AUTHORS_MAY_APPROVE_OWN = True
    own = {kind: make_one(created_by=lead, submitted=True).pk for kind, make_one in KINDS.items()}
    assert set(refs(browse(lead), "review")) == set(own.values()) - {own["assessment"]}


def test_the_longest_waiting_is_first_with_who_submitted_it_and_the_days(desk, lead, browse):
    waiting = {}
    for days in (2, 9, 5):
        with time_machine.travel(ago(days)):
            waiting[days] = make.meeting(created_by=desk, submitted=True).pk
    listed = entries(browse(lead), "review")
    assert list(listed) == [waiting[9], waiting[5], waiting[2]]
    assert said(listed[waiting[9]]) == ["9", str(ago(9)), "factory-author"]


def test_partners_are_not_told_who_submitted_what(partner, browse):
    Clearance.objects.filter(group__name="partner").update(sees_unapproved=True)
    partner.user_permissions.add(Permission.objects.get(codename="review_meeting"))
    meeting = make.meeting(submitted=True, marking="TLP:CLEAR")
    listed = entries(browse(again(partner)), "review")
    assert said(listed[meeting.pk]) == ["0", str(TODAY), ""]


# --- Overdue --------------------------------------------------------------------------------


def test_overdue_is_what_was_due_before_today_and_is_open_or_partly_kept(desk, browse):
    meeting = make.meeting(approved=True, date_from=ago(90))
    made = {"meeting": meeting, "made_on": ago(90)}
    states = ("partly_kept", "kept", "broken", "overtaken", "withdrawn")
    judged = {state: make.commitment(due_on=ago(2), **made) for state in states}
    for state, row in judged.items():
        make.commitment_update(commitment=row, state=state, as_of=ago(1), approved=True)
    unapproved = make.commitment(due_on=ago(3), **made)
    make.commitment_update(commitment=unapproved, state="kept", as_of=ago(1), submitted=True)
    yesterday = make.commitment(due_on=ago(1), **made)
    for due_on in (TODAY, ago(-1), None):
        make.commitment(due_on=due_on, **made)
    make.commitment(due_on=ago(9), withdrawn_reason="Logged twice.", **made)
    listed = entries(browse(desk), "overdue")
    assert list(listed) == [unapproved.pk, judged["partly_kept"].pk, yesterday.pk]
    assert said(listed[yesterday.pk])[:3] == ["1", str(ago(1)), "Open, overdue"]
    with time_machine.travel(NOON.replace(hour=23, minute=59)):
        assert yesterday.pk in refs(browse(desk), "overdue")
        assert len(refs(browse(desk), "overdue")) == 3
    with time_machine.travel(NOON.replace(day=2, hour=0)):
        assert len(refs(browse(desk), "overdue")) == 4


def test_a_hidden_promise_is_in_no_queue_of_those_it_is_hidden_from(desk, reader, browse):
    meeting = make.meeting(approved=True, marking="TLP:GREEN")
    seen = make.commitment(meeting=meeting, due_on=ago(1), marking="TLP:GREEN")
    make.commitment(meeting=meeting, due_on=ago(1), marking="TLP:RED", text="Hidden.")
    amber = make.commitment(meeting=meeting, due_on=ago(1), marking="TLP:AMBER")
    assert refs(browse(reader), "overdue") == [seen.pk]
    assert set(refs(browse(desk), "overdue")) == {seen.pk, amber.pk}


# --- Conditions -----------------------------------------------------------------------------


def test_without_a_judgement_is_what_nobody_judged_as_far_as_one_sees(desk, reader, browse):
    framework = set(Condition.objects.values_list("pk", flat=True))
    never = make.condition(set_on=ago(40))
    begun = make.condition(set_on=ago(50))
    draft = make.assessment(condition=begun, created_by=desk)
    assessed(make.condition(), ago(5), "limited", marking="TLP:GREEN")
    hidden = make.condition()
    assessed(hidden, ago(5), "limited", marking="TLP:AMBER")
    make.condition(set_on=ago(-1))
    make.condition(withdrawn_reason="Lifted.")
    listed = entries(browse(desk), "never-assessed")
    assert set(listed) >= framework
    assert [pk for pk in listed if pk not in framework] == [begun.pk, never.pk]
    assert said(listed[begun.pk])[:3] == [f"{draft.pk} draft", str(ago(50)), "50"]
    assert listed[never.pk].link.address == reverse("admin:tracks_condition_dossier", args=[never.pk])
    listed = entries(browse(reader), "never-assessed")
    assert [pk for pk in listed if pk not in framework] == [begun.pk, never.pk, hidden.pk]
    assert said(listed[begun.pk])[0] == ""


def test_stale_is_what_is_older_than_its_interval_by_a_day_or_more(desk, reader, browse):
    rows = {age: make.condition(review_interval_days=30) for age in (29, 30, 31, 60)}
    judged = {age: assessed(row, ago(age), "limited", marking="TLP:GREEN") for age, row in rows.items()}
    other = make.condition(review_interval_days=10)
    assessed(other, ago(11), "met", marking="TLP:GREEN")
    assessed(rows[60], ago(1), "met", marking="TLP:AMBER")
    make.condition()
    listed = entries(browse(desk), "stale")
    assert list(listed) == [rows[31].pk, other.pk]
    assert said(listed[rows[31].pk])[:4] == ["31", "30", "Limited", str(ago(31))]
    assert links(listed[rows[31].pk])[0] == reverse("admin:tracks_assessment_change", args=[judged[31].pk])
    # The newer judgement is hidden from the reader, to whom the older one stands.
    assert refs(browse(reader), "stale") == [rows[60].pk, rows[31].pk, other.pk]


# --- Evidence -------------------------------------------------------------------------------


def observed(*sources: str, approved: bool = True, **fields) -> Development:
    row = make.development(marking="TLP:GREEN", **fields)
    for publisher in sources:
        cite(row, publisher)
    if approved:
        make._review(row, submitted=True, approved=True)
    return row


def test_a_development_without_two_independent_sources_is_named_with_their_number(desk, reader, browse):
    alone, uncited = observed("A"), observed()
    echo = make.development(marking="TLP:GREEN")
    first = cite(echo, "B")
    cite(echo, "C", derives_from=first.source)
    make._review(echo, submitted=True, approved=True)
    third = observed("D", "E", approved=False)
    cite(third, "F", derives_from=third.citations.first().source)
    make._review(third, submitted=True, approved=True)
    observed("G", "H")
    observed("I", approved=False)
    hidden = observed("J", approved=False)
    cite(hidden, "K", hidden=True)
    make._review(hidden, submitted=True, approved=True)
    left = observed("L", approved=False)
    withdraw(cite(left, "M"))
    make._review(left, submitted=True, approved=True)
    listed = entries(browse(desk), "one-source")
    assert set(listed) == {alone.pk, uncited.pk, echo.pk, hidden.pk, left.pk}
    assert said(listed[echo.pk])[:2] == ["1", "2"]
    assert said(listed[uncited.pk])[:2] == ["0", "0"]
    assert set(refs(browse(reader), "one-source")) == set(listed)
    author = make.superuser("factory-author")
    Source.objects.get(publisher="K").readers.add(author)
    assert set(refs(browse(author), "one-source")) == set(listed) - {hidden.pk}


def test_a_standing_judgement_that_rests_on_no_corroborated_development_is_named(desk, browse):
    weak, firm = observed("A"), observed("B", "C")
    green = {"marking": "TLP:GREEN", "approved": True, "as_of": ago(5)}
    support, other = {"development": weak}, {"development": firm}
    judged = make.assessment(rests_on=[support], **green)
    make.assessment(rests_on=[support, other], **green)
    against = make.assessment(rests_on=[support, other | {"stance": "contradicts"}], **green)
    make.assessment(rests_on=[{"reading": make.reading()}], **green)
    make.assessment(rests_on=[support], marking="TLP:GREEN", as_of=ago(5), submitted=True)
    superseded = make.assessment(rests_on=[support], **green)
    make.assessment(condition=superseded.condition, rests_on=[other], **green | {"as_of": ago(1)})
    listed = entries(browse(desk), "one-source")
    assert set(listed) == {weak.pk, judged.pk, against.pk}
    assert said(listed[judged.pk])[0] == f"{weak.title} (1 independent of 1)"


def test_a_reversal_names_the_judgements_that_cite_what_it_reverses_the_standing_first(desk, reader, browse):
    cited, uncited, drafted = (make.development(marking="TLP:GREEN", approved=True) for _ in range(3))
    green = {"marking": "TLP:GREEN", "rests_on": [{"development": cited}]}
    old = make.assessment(as_of=ago(20), approved=True, **green)
    make.assessment(condition=old.condition, as_of=ago(2), approved=True, marking="TLP:GREEN")
    standing = make.assessment(as_of=ago(30), approved=True, **green)
    red = make.assessment(as_of=ago(3), approved=True, **green | {"marking": "TLP:AMBER"})
    make.assessment(as_of=ago(3), rests_on=[{"development": drafted}], submitted=True)
    back = make.development(reverses=cited, marking="TLP:GREEN", approved=True, date_from=ago(1))
    draft = make.development(reverses=cited, marking="TLP:GREEN", date_from=ago(2))
    gone = make.development(reverses=cited, marking="TLP:GREEN")
    review.move(gone, "withdraw", by=make.superuser("other"), reason="Not so.")
    for other in (uncited, drafted):
        make.development(reverses=other, marking="TLP:GREEN", approved=True)
    listed = entries(browse(desk), "reversals")
    assert list(listed) == [back.pk, draft.pk]
    assert said(listed[back.pk])[3] == "Approved"
    named = said(listed[back.pk])[1].split("; ASM")
    assert [words.split()[0].removeprefix("ASM").removeprefix("-") for words in named] == [
        one.pk.removeprefix("ASM-") for one in (red, standing, old)
    ]
    assert ["no longer stands" in words for words in named] == [False, False, True]
    assert reverse("admin:tracks_condition_dossier", args=[standing.condition_id]) in links(listed[back.pk])
    page = entries(browse(reader), "reversals")
    assert list(page) == [back.pk]
    assert red.pk not in said(page[back.pk])[1]
    assert standing.pk in said(page[back.pk])[1]


def test_a_reversal_whose_only_citing_judgement_is_hidden_does_not_exist_for_the_reader(reader, desk, browse):
    cited = make.development(marking="TLP:GREEN", approved=True)
    make.assessment(rests_on=[{"development": cited}], marking="TLP:AMBER", approved=True, as_of=ago(2))
    seen = make.development(marking="TLP:GREEN", approved=True)
    make.assessment(rests_on=[{"development": seen}], marking="TLP:GREEN", approved=True, as_of=ago(2))
    back = make.development(reverses=cited, marking="TLP:GREEN", approved=True)
    relied_on = make.development(reverses=seen, marking="TLP:GREEN", approved=True)
    assert refs(browse(reader), "reversals") == [relied_on.pk]
    assert set(refs(browse(desk), "reversals")) == {back.pk, relied_on.pk}
    hidden = make.development(marking="TLP:AMBER", approved=True)
    make.assessment(rests_on=[{"development": hidden}], marking="TLP:GREEN", approved=True, as_of=ago(2))
    make.development(reverses=hidden, marking="TLP:GREEN", approved=True)
    assert refs(browse(reader), "reversals") == [relied_on.pk]


def test_a_reversal_of_what_a_standing_judgement_cites_comes_first(desk, browse):
    stands, superseded = (make.development(marking="TLP:GREEN", approved=True) for _ in range(2))
    make.assessment(rests_on=[{"development": stands}], approved=True, as_of=ago(9))
    old = make.assessment(rests_on=[{"development": superseded}], approved=True, as_of=ago(9))
    make.assessment(condition=old.condition, approved=True, as_of=ago(8))
    later = make.development(reverses=superseded, date_from=ago(1), approved=True)
    earlier = make.development(reverses=stands, date_from=ago(5), approved=True)
    assert refs(browse(desk), "reversals") == [earlier.pk, later.pk]
