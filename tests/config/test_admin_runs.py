"""The pages of packages: what failed is seen, and files are given out to those who are cleared, and traced."""

from __future__ import annotations

import errno

import pytest
from django.contrib.auth.models import Group

from config.delivery import making
from config.delivery.making import make
from config.models import Run, Trace
from tests.tracks.queue_pages import address as queue_address

from . import admin_pages as pages
from .delivering import OCTOBER, approved

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(packages_folder):
    return packages_folder


def ran(**fields) -> Run:
    return make(approved(**fields), OCTOBER, how="by a test")


def file_of(run: Run, number: int = 0) -> str:
    return f"/admin/config/run/{run.pk}/files/{number}/"


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("administrator", 200),
        ("track lead", 200),
        ("desk officer", 403),
        ("reader", 403),
        ("partner", 403),
        ("no role", 403),
    ],
)
def test_packages_are_for_administrators_and_leads(role, status):
    run = ran()
    client = pages.signed_in(role)
    for where in (pages.address(Run), pages.address(Run, "change", run.pk), file_of(run)):
        answer = client.get(where)
        assert answer.status_code == status, where
        assert pages.text_of(answer)  # Read to its end, or the file stays open.


def test_a_file_comes_as_it_was_made_and_it_is_traced_who_took_it(folder):
    run = ran()
    before = Trace.objects.count()
    answer = pages.signed_in("track lead").get(file_of(run))
    content = b"".join(answer.streaming_content)
    assert content == (folder / run.place / run.name / run.files[0]["name"]).read_bytes()
    assert answer["Content-Length"] == str(len(content))
    assert "no-store" in answer["Cache-Control"]
    assert run.files[0]["name"] in answer["Content-Disposition"]
    row = Trace.objects.latest("at")
    assert Trace.objects.count() == before + 1
    assert (row.who, row.key, row.rows) == (pages.who("track lead"), str(run.pk), run.files[0]["rows"])


def test_what_is_above_ones_clearance_is_not_there_whatever_its_profile_says_today():
    amber = ran(ceiling="TLP:AMBER")
    amber.profile.ceiling = "TLP:CLEAR"
    amber.profile.save()
    pages.clear(Group.objects.get(name="track lead"), "TLP:GREEN")
    client = pages.signed_in("track lead")
    assert pages.shown(client.get(pages.address(Run))) == []
    for where in (pages.address(Run, "change", amber.pk), file_of(amber)):
        assert client.get(where).status_code == 404
    pages.clear(Group.objects.get(name="track lead"), "TLP:AMBER", released_only=True)
    assert client.get(file_of(amber)).status_code == 404


def test_what_tells_of_a_kind_that_ones_role_may_not_view_is_not_given_out():
    run = ran(zipped=True)
    group = Group.objects.get(name="track lead")
    group.permissions.remove(*group.permissions.filter(codename="view_meeting"))
    client = pages.signed_in("track lead")
    page = pages.text_of(client.get(pages.address(Run, "change", run.pk)))
    for number, file in enumerate(run.files):
        may = file["name"].startswith("areas_")
        answer = client.get(file_of(run, number))
        assert answer.status_code == (200 if may else 403), file["name"]
        assert pages.text_of(answer)
        assert (file_of(run, number) in page) is may
    assert {
        row.words.partition(" of the package")[0] for row in Trace.objects.filter(words__startswith="Gave out")
    } == {"Gave out areas_2026-10_TLP-GREEN.csv"}


def test_what_there_is_not_is_a_404():
    run = ran()
    client = pages.signed_in("administrator")
    for where in (file_of(run, 99), "/admin/config/run/00000000-0000-4000-8000-000000000000/files/0/"):
        assert client.get(where).status_code == 404
    assert client.get("/admin/config/run/no-number/change/").status_code == 404


def test_a_file_that_was_changed_or_removed_is_not_given_out(folder):
    run = ran()
    client = pages.signed_in("administrator")
    file = folder / run.place / run.name / run.files[0]["name"]
    file.write_bytes(b"other")
    assert "is not as it was made" in pages.text_of(client.get(file_of(run), follow=True))
    file.unlink()
    assert "cannot be read" in pages.text_of(client.get(file_of(run), follow=True))
    Run.objects.update(state="removed", removed_at=run.finished_at)
    assert "were removed" in pages.text_of(client.get(file_of(run), follow=True))
    assert not Trace.objects.filter(words__startswith="Gave out").exists()


def test_in_an_emergency_nothing_is_given_out(settings):
    run = ran()
    settings.EMERGENCY = "closed"
    assert pages.signed_in("administrator").get(file_of(run)).status_code == 503


def test_nobody_makes_changes_or_deletes_a_run_by_hand():
    run = ran()
    client = pages.signed_in("superuser")
    assert client.get(pages.address(Run, "add")).status_code == 403
    assert client.get(pages.address(Run, "delete", run.pk)).status_code == 403
    assert client.post(pages.address(Run, "change", run.pk), {"state": "failed"}).status_code == 403
    for attempt in (run.delete, Run.objects.all().delete):
        with pytest.raises(TypeError, match="never deleted"):
            attempt()


def test_the_page_of_a_package_has_each_file_with_its_hash():
    run = ran()
    text = pages.text_of(pages.signed_in("administrator").get(pages.address(Run, "change", run.pk)))
    for number, file in enumerate(run.files):
        assert file["sha256"] in text
        assert file_of(run, number) in text


def test_a_failure_stands_on_the_first_page_until_the_package_is_made(monkeypatch):
    def full(*args, **options):
        raise OSError(errno.ENOSPC, "full")

    profile = approved()
    with monkeypatch.context() as broken:
        broken.setattr(making, "write_package", full)
        make(profile, OCTOBER, how="by a test")
    lead = pages.signed_in("track lead")
    assert "Packages that failed: <strong>1</strong>" in pages.text_of(lead.get("/admin/"))
    text = pages.text_of(lead.get(queue_address("packages-failed")))
    assert "partner 2026-10" in text
    assert "The disk is full" in text
    assert pages.signed_in("desk officer").get(queue_address("packages-failed")).status_code == 403
    make(profile, OCTOBER, how="by a test")
    assert "Packages that failed: <strong>0</strong>" in pages.text_of(lead.get("/admin/"))
