"""Profiles: written by one, approved by another who is cleared for all of it, and void when they change."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from config.delivery.approval import approve, why_no_approval, why_no_run
from config.delivery.contents import chosen, lines
from config.exports import all_reports
from config.models import Profile, Trace, User
from config.packages import Chosen
from config.versions import version_of
from tests.conftest import person

from . import admin_pages as pages
from .delivering import approved, drafted, second, somebody


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


# --- Two people -------------------------------------------------------------------------------


def test_a_second_person_approves_and_it_is_kept_who_when_and_why(db):
    profile = approved()
    assert (profile.approved_by, profile.approval_reason) == (second(), "As agreed.")
    assert profile.history.first().history_change_reason == "approved: As agreed."
    assert Trace.objects.filter(kind="access", key="partner", who=second()).count() == 1
    assert why_no_run(profile) == ""


def test_neither_its_author_nor_whoever_changed_it_since_approves_it(db):
    profile = drafted()
    author, other = profile.made_by, somebody("another", "administrator")
    assert "a second person must approve it" in why_no_approval(profile, by=author)
    profile.title, profile.updated_by = "Changed", other
    profile.save()
    for writer in (author, other):
        with pytest.raises(PermissionDenied, match="a second person"):
            approve(profile, by=writer, reason="Mine.", version=version_of(profile))
    assert why_no_approval(profile, by=second()) == ""


def test_whoever_changed_it_before_its_last_approval_may_approve_what_another_changed(db):
    profile = approved()
    author, other = profile.made_by, somebody("another", "administrator")
    profile.title, profile.updated_by = "Changed", other
    profile.save()
    assert why_no_approval(profile, by=author) == ""


CHANGES = {
    "title": "Other",
    "recipient": "Another ministry",
    "reports": "areas",
    "ceiling": "TLP:CLEAR",
    "personal": True,
    "every": "hand",
    "delay_days": 9,
    "first_period": "2026-10",
    "hxl": True,
    "zipped": True,
    "keep_count": 3,
    "keep_days": 30,
    "alerts": "desk@example.org",
    "active": False,
}


@pytest.mark.parametrize("name", Profile.CONTENT)
def test_any_change_takes_the_approval_away(db, name):
    profile = approved()
    setattr(profile, name, CHANGES[name])
    if name == "every":
        profile.first_period = ""
    profile.save()
    profile = Profile.objects.get(pk=profile.pk)
    assert (profile.approved_by, profile.approved_at, profile.approval_reason) == (None, None, "")
    assert "not approved" in why_no_run(profile)


def test_saving_it_as_it_stands_keeps_the_approval(db):
    profile = approved()
    profile.save()
    assert Profile.objects.get(pk=profile.pk).approved_by == second()


def test_it_is_approved_as_it_was_read_and_with_a_reason(db):
    profile = drafted()
    read = version_of(profile)
    profile.title = "Changed"
    profile.save()
    with pytest.raises(ValidationError, match="changed meanwhile"):
        approve(profile, by=second(), reason="As agreed.", version=read)
    with pytest.raises(ValidationError, match="Say why"):
        approve(profile, by=second(), reason=" ", version=version_of(profile))
    assert Profile.objects.get(pk=profile.pk).approved_at is None


# --- Clearance --------------------------------------------------------------------------------


def lead_up_to(ceiling: str, name: str = "a lead", **options) -> User:
    """Somebody who may approve, cleared up to this marking."""
    group = Group.objects.create(name=name)
    group.permissions.set(Group.objects.get(name="track lead").permissions.all())
    pages.clear(group, ceiling, **options)
    user = person(name)
    user.groups.add(group)
    return again(user)


def test_nobody_approves_what_is_above_their_clearance(db):
    profile = drafted(ceiling="TLP:AMBER")
    low = lead_up_to("TLP:GREEN")
    assert why_no_approval(profile, by=low) == "It packages up to TLP:AMBER, which is above your clearance."
    with pytest.raises(PermissionDenied):
        approve(profile, by=low, reason="As agreed.", version=version_of(profile))
    limited = lead_up_to("TLP:AMBER+STRICT", "for partners", released_only=True)
    assert "above your clearance" in why_no_approval(profile, by=limited)
    assert why_no_approval(profile, by=lead_up_to("TLP:AMBER", "high")) == ""


def test_nobody_approves_reports_that_they_may_not_have(db):
    user = lead_up_to("TLP:AMBER")
    group = user.groups.get()
    group.permissions.remove(*group.permissions.filter(codename="view_meeting"))
    assert "reports: meetings" in why_no_approval(drafted(), by=again(user))


@pytest.mark.parametrize("role", ["reader", "partner", "desk officer", "no role"])
def test_other_roles_do_not_approve(db, role):
    assert why_no_approval(drafted(), by=pages.who(role)) == "Your role may not approve profiles."


def leave(user):
    user.is_active = False
    user.save()


def lose_role(user):
    user.groups.set([Group.objects.get(name="desk officer")])


def lose_clearance(user):
    pages.clear(user.groups.get(), "TLP:CLEAR")


def lose_report(user):
    user.groups.get().permissions.remove(*user.groups.get().permissions.filter(codename="view_meeting"))


@pytest.mark.parametrize(
    ("lose", "words"),
    [
        (leave, "has left"),
        (lose_role, "may no longer approve any"),
        (lose_clearance, "no longer cleared for TLP:GREEN"),
        (lose_report, "no longer have these reports: meetings"),
    ],
)
def test_what_was_right_at_approval_is_asked_again_at_each_run(db, lose, words):
    by = lead_up_to("TLP:AMBER")
    approved(by=by)
    lose(by)
    profile = Profile.objects.get(pk="partner")
    assert words in why_no_run(profile)
    assert str(by) not in why_no_run(profile)


def test_red_is_never_packaged(db):
    with pytest.raises(ValidationError, match=r"TLP:RED|RED is never packaged"):
        drafted(ceiling="TLP:RED")
    profile = drafted()
    with pytest.raises(IntegrityError, match="config_profile_ceiling_below_red"), transaction.atomic():
        Profile._base_manager.filter(pk=profile.pk).update(ceiling="TLP:RED")


# --- What is typed ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("reports", "aeras", "Line 1: There is no report “aeras”; there are: "),
        ("reports", "areas\nmeetings: ref, titel", "Line 2: “meetings” has no column “titel”; it has: ref"),
        ("reports", "areas\nareas", "Line 2: The report “areas” is named twice"),
        ("reports", "areas: code, code", "names the column “code” twice"),
        ("reports", " \n ", "at least one report"),
        ("first_period", "", "Give the first month"),
        ("first_period", "2026-Q3", "“2026-Q3” is no month; “2026-07” is one."),
        ("first_period", "next", "accepted: a month (2026-10)"),
        ("alerts", "desk@example.org\nnobody", "“nobody” is no e-mail address; one looks like"),
        ("code", "Partner A", "Small letters, digits and hyphens"),
        ("code", "../partner", "Small letters, digits and hyphens"),
        ("keep_count", 0, "greater than or equal to 1"),
        ("delay_days", 400, "less than or equal to 365"),
        ("title", "a\x00b", "NUL"),
        ("recipient", " ", "Give a code, a title, a recipient"),
    ],
)
def test_what_is_wrong_is_refused_with_what_is_accepted(db, field, typed, words):
    with pytest.raises(ValidationError) as refused:
        drafted(**{field: typed} if field != "code" else {"code": typed})
    assert words in " ".join(refused.value.messages)


def test_what_is_typed_is_brought_into_one_form(db):
    profile = drafted(reports="  meetings :ref ,title\n\n areas ", alerts="a@example.org, b@example.org;a@example.org")
    assert profile.reports == "meetings: ref, title\nareas"
    assert profile.addresses == ["a@example.org", "b@example.org"]
    assert chosen(profile.reports) == (Chosen("meetings", ("ref", "title")), Chosen("areas", ()))


def test_by_hand_only_there_is_no_first_period(db):
    with pytest.raises(ValidationError, match="leave this empty"):
        drafted(every="hand")
    assert drafted(every="hand", first_period="").first_period == ""


SOME = st.lists(st.sampled_from(sorted(all_reports())), min_size=1, max_size=4, unique=True)


@given(st.data())
def test_lines_and_what_they_mean_are_the_same_thing(data):
    reports = tuple(
        Chosen(name, tuple(data.draw(st.lists(st.sampled_from(_headings(name)), max_size=3, unique=True))))
        for name in data.draw(SOME)
    )
    assert chosen(lines(reports)) == reports


@given(st.text(max_size=200))
def test_whatever_is_typed_is_understood_or_refused_in_words(text):
    try:
        found = chosen(text)
    except ValidationError as error:
        assert all(words.startswith("Line ") for words in error.messages)
    else:
        assert chosen(lines(found)) == found


def _headings(name: str) -> list[str]:
    return [column.heading for column in all_reports()[name].resolved()]


def test_a_profile_is_never_deleted_nor_changed_without_history(db):
    profile = drafted()
    for attempt in (profile.delete, Profile.objects.all().delete):
        with pytest.raises(TypeError, match="never deleted"):
            attempt()
    with pytest.raises(TypeError, match="leaves no history"):
        Profile.objects.update(title="Other")
