"""The pages of profiles: edited by administrators, approved by a second person, looked at with one's own eyes."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group, Permission

from config.models import Clearance, Profile, Run
from config.versions import version_of
from tests import factories as make
from tests.conftest import person
from tests.tracks.queue_pages import address as queue_address

from . import admin_pages as pages
from .delivering import approved, drafted, second, somebody

pytestmark = pytest.mark.django_db
NEW = {
    "code": "partner",
    "title": "Monthly package",
    "recipient": "A ministry",
    "active": "on",
    "reports": "areas\nmeetings: ref, title",
    "ceiling": "TLP:GREEN",
    "every": "month",
    "first_period": "2026-10",
    "delay_days": "3",
}


@pytest.fixture(autouse=True)
def folder(packages_folder):
    return packages_folder


def page(name: str, code: str = "partner") -> str:
    return pages.address(Profile, name, code)


# --- Role by role --------------------------------------------------------------------------------

TABLE = """
                list  look  preview  edit  approve  run
reader          -     -     -        -     -        -
partner         -     -     -        -     -        -
desk-officer    -     -     -        -     -        -
track-lead      yes   yes   yes      -     yes      -
administrator   yes   yes   yes      yes   yes      yes
no-role         -     -     -        -     -        -
"""
HEADING, *LINES = [line.split() for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_each_role_may_do_what_the_table_says(line):
    role, *cells = line
    may = dict(zip(HEADING, [cell == "yes" for cell in cells], strict=True))
    drafted()
    approved("other")
    client = pages.signed_in(role.replace("-", " "))
    found = {
        "list": client.get(pages.address(Profile)).status_code == 200,
        "look": client.get(page("change")).status_code == 200,
        "preview": client.get(page("preview")).status_code == 200,
        "edit": client.post(page("change"), {}).status_code == 200,
        "approve": client.get(page("approve")).status_code == 200,
        "run": client.get(page("run", "other")).status_code == 200,
    }
    assert found == may
    assert client.get(page("history")).status_code == (200 if may["look"] else 403)


def test_of_a_profile_above_ones_clearance_there_is_nothing():
    approved(ceiling="TLP:AMBER")
    lead = pages.who("track lead")
    pages.clear(lead.groups.get(), "TLP:GREEN")
    client = pages.signed_in(lead)
    assert "partner" not in pages.text_of(client.get(pages.address(Profile)))
    for name in ("change", "preview", "approve", "history"):
        assert client.get(page(name)).status_code == 404, name
        assert client.get(page(name, "none")).status_code == 404, name


def test_whoever_takes_the_code_of_a_profile_above_their_clearance_is_not_told_what_has_it():
    approved(ceiling="TLP:AMBER")
    user = pages.who("administrator")
    pages.clear(user.groups.get(), "TLP:GREEN")
    answer = pages.signed_in(user).post(pages.address(Profile, "add"), NEW)
    assert pages.refusals(answer) == {"code": ["Take another code."]}


def test_the_page_of_a_profile_whose_report_has_no_such_column_any_more_says_so():
    for code in ("drafted", "approved"):
        (drafted if code == "drafted" else approved)(code)
        Profile._base_manager.filter(pk=code).update(reports="areas: gone\nno-more")
    client = pages.signed_in("track lead")
    for code in ("drafted", "approved"):
        assert client.get(page("change", code)).status_code == 200
    answer = pages.text_of(client.get(page("approve", "drafted"), follow=True))
    assert "The profile names what there is no more. Line 1: “areas” has no column “gone”" in answer


def test_the_list_takes_as_many_queries_for_many_profiles_as_for_one():
    asked = []
    for count in (1, 10):
        for number in range(count):
            approved(f"partner-{count}-{number}")
            drafted(f"draft-{count}-{number}")
        asked.append(pages.queries(pages.signed_in("administrator"), pages.address(Profile)))
    assert asked[0] == asked[1]


# --- Edited, approved, run ------------------------------------------------------------------------


def test_one_makes_it_another_approves_it_and_it_is_run(folder):
    author, lead = pages.signed_in("administrator"), pages.signed_in("track lead")
    made = author.post(pages.address(Profile, "add"), NEW)
    assert made.status_code == 302, pages.text_of(made)
    profile = Profile.objects.get()
    assert (profile.made_by, profile.updated_by) == (pages.who("administrator"), pages.who("administrator"))
    assert "a second person must approve it" in pages.text_of(author.get(page("approve"), follow=True))
    assert "a second person must approve it" in pages.text_of(author.get(page("run"), follow=True))
    asked = lead.get(page("approve"))
    assert "up to TLP:GREEN, without columns about persons" in pages.text_of(asked)
    sent = pages.filled_in(asked) | {"reason": "As agreed."}
    assert lead.post(page("approve"), sent).status_code == 302
    profile.refresh_from_db()
    assert profile.approved_by == pages.who("track lead")
    ran = author.post(page("run"), {"period": "2026-10"})
    run = Run.objects.get()
    assert (run.state, run.who) == ("done", pages.who("administrator"))
    assert ran["Location"] == pages.address(Run, "change", run.pk)
    text = pages.text_of(author.post(page("run"), {"period": "2026-10"}))
    assert "Tick this to make another beside it" in text
    assert author.post(page("run"), {"period": "2026-10", "again": "on"}).status_code == 302
    assert Run.objects.count() == 2


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"reports": "aeras"}, "There is no report “aeras”; there are:"),
        ({"first_period": "9999-01"}, "“9999-01” is too early or too late; accepted: years from 2000 to 2100"),
        ({"first_period": "2026-Q4"}, "“2026-Q4” is no month"),
        ({"alerts": "nobody"}, "“nobody” is no e-mail address"),
        ({"code": "No Code"}, "Small letters, digits and hyphens"),
        ({"ceiling": "TLP:RED"}, "Select a valid choice"),
        ({"title": "a\x00"}, "Null characters are not allowed"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(sent, words):
    answer = pages.signed_in("administrator").post(pages.address(Profile, "add"), NEW | sent)
    (name,) = sent
    assert words in " ".join(pages.refusals(answer)[name])
    assert not Profile.objects.exists()


def test_a_package_of_a_year_that_nobody_means_is_not_made():
    approved()
    text = pages.text_of(pages.signed_in("administrator").post(page("run"), {"period": "9999"}))
    assert "too early or too late" in text
    assert not Run.objects.exists()


def test_a_ceiling_above_ones_own_clearance_is_not_offered():
    user = pages.who("administrator")
    pages.clear(user.groups.get(), "TLP:GREEN")
    answer = pages.signed_in(user).post(pages.address(Profile, "add"), NEW | {"ceiling": "TLP:AMBER"})
    assert "Select a valid choice" in " ".join(pages.refusals(answer)["ceiling"])


def test_a_change_takes_the_approval_away_and_saying_nothing_new_does_not():
    approved()
    client = pages.signed_in("administrator")
    assert pages.submit(client, page("change")).status_code == 302
    assert Profile.objects.get().approved_by == second()
    answer = client.post(page("change"), pages.typed(client, page("change"), title="Other"), follow=True)
    assert "a second person must approve it anew" in pages.text_of(answer)
    assert Profile.objects.get().approved_at is None
    history = pages.text_of(client.get(page("history")))
    assert "approved: As agreed." in history
    assert "Other" in history


def test_who_saves_over_a_change_is_told_and_loses_nothing():
    profile = drafted()
    client = pages.signed_in("administrator")
    sent = pages.typed(client, page("change"), title="Mine")
    profile.recipient, profile.updated_by = "Theirs", somebody("another", "administrator")
    profile.save()
    answer = client.post(page("change"), sent)
    assert "was changed" in pages.text_of(answer)
    assert Profile.objects.get().recipient == "Theirs"
    again = client.post(page("change"), pages.filled_in(answer))
    assert again.status_code == 302
    assert (Profile.objects.get().title, Profile.objects.get().recipient) == ("Mine", "Theirs")


def test_an_approval_of_what_was_changed_since_it_was_read_is_refused():
    profile = drafted()
    lead = pages.signed_in("track lead")
    sent = pages.filled_in(lead.get(page("approve"))) | {"reason": "As agreed."}
    profile.title = "Other"
    profile.save()
    assert "changed meanwhile" in pages.text_of(lead.post(page("approve"), sent))
    assert "This field is required" in pages.text_of(lead.post(page("approve"), {"version": version_of(profile)}))
    assert Profile.objects.get().approved_at is None


# --- Preview ---------------------------------------------------------------------------------------


def previewed(user) -> str:
    answer = pages.signed_in(user).get(page("preview"))
    assert answer.status_code == 200
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", pages.text_of(answer))


def test_a_preview_shows_the_first_rows_and_counts_what_its_reader_sees():
    drafted(ceiling="TLP:AMBER", reports="meetings")
    seen = make.meeting(title="Seen", marking="TLP:AMBER", approved=True)
    assert seen.pk in previewed("track lead")
    before = previewed("track lead")
    make.meeting(title="Closer", marking="TLP:AMBER+STRICT", approved=True)
    make.meeting(title="Red", marking="TLP:RED", approved=True)
    assert previewed("track lead") == before, "what is above the marking is not told of, by rows, counts or words"


def test_what_a_reader_does_not_see_changes_nothing_of_their_preview():
    drafted(ceiling="TLP:GREEN", reports="meetings\nareas")
    lead = pages.who("track lead")
    group = lead.groups.get()
    group.permissions.remove(*group.permissions.filter(codename="view_meeting"))
    before = previewed(lead)
    assert "so they are not shown: meetings" in before
    make.meeting(marking="TLP:GREEN", approved=True)
    assert previewed(lead) == before


# --- The first page ----------------------------------------------------------------------------------


def test_what_waits_stands_on_the_first_page_of_those_whom_it_concerns():
    drafted()
    for role, shown in (("administrator", True), ("track lead", True), ("desk officer", False), ("reader", False)):
        client = pages.signed_in(role)
        assert ("Profiles to approve" in pages.text_of(client.get("/admin/"))) is shown, role
        assert client.get(queue_address("profiles-unapproved")).status_code == (200 if shown else 403)
    assert "Monthly package" in pages.text_of(pages.signed_in("track lead").get(queue_address("profiles-unapproved")))


def test_what_was_packaged_closer_is_not_told_by_the_history_of_a_profile_that_is_wider_now(db, browse):
    profile = drafted(title="Closer words", recipient="A secret partner", ceiling="TLP:AMBER")
    profile.title, profile.recipient, profile.ceiling = "Wider words", "A ministry", "TLP:GREEN"
    profile.save()
    group = Group.objects.create(name="green")
    Clearance.objects.create(group=group, ceiling="TLP:GREEN")
    group.permissions.add(Permission.objects.get(codename="view_profile"))
    green = person("green")
    green.groups.add(group)
    where = f"{pages.address(Profile, 'history', profile.pk)}"
    told = pages.text_of(browse(green).get(where))
    assert "secret partner" not in told and "Closer words" not in told
    assert "secret partner" in pages.text_of(browse(somebody("an administrator", "administrator")).get(where))


def test_no_profile_is_deleted(db):
    with pytest.raises(TypeError, match="never deleted"):
        drafted().delete()
