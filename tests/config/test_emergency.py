"""Emergency mode: one command, and nothing can be changed, or nothing can be read either."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from config.models import Token, Trace
from tests import factories as make
from tracks.models import Meeting

from . import admin_pages as pages

WHY = "A laptop was lost."


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("emergency", *arguments, stdout=out)
    return out.getvalue()


def readings(desk) -> list[tuple[Client, str]]:
    meeting = make.meeting(created_by=desk)
    browser = pages.signed_in(desk)
    token = Client(headers={"Authorization": f"Token {Token.objects.create(desk, purpose='Test')[1]}"})
    return [
        (browser, "/admin/"),
        (browser, pages.address(Meeting, "change", meeting.pk)),
        (token, "/api/v1/meetings/"),
        (token, "/api/v1/meetings/?format=csv"),
        (Client(), "/admin/login/"),
    ]


def statuses(asked) -> set[int]:
    found = set()
    for client, address in asked:
        response = client.get(address)
        pages.text_of(response)
        found.add(response.status_code)
    return found


def test_closed_shows_nothing_to_anybody_but_the_probe_until_it_is_opened_again(desk):
    asked = readings(desk)
    assert statuses(asked) == {200}
    assert run("closed", "--reason", WHY) == f"The instance is closed. {WHY}\n"
    assert statuses(asked) == {503}
    text = pages.text_of(asked[0][0].get("/admin/"))
    assert WHY in text
    assert "What to do next" in text
    assert asked[2][0].get("/api/v1/meetings/").json() == {
        "detail": f"In an emergency nothing can be read or changed for now: {WHY}"
    }
    assert Client().get("/healthz").status_code == 200
    run("open", "--reason", "It was found.")
    assert statuses(asked) == {200}


def test_read_only_shows_everything_and_saves_nothing(desk):
    asked = readings(desk)
    browser = asked[0][0]
    form = pages.address(Meeting, "change", Meeting.objects.get().pk)
    sent = pages.filled_in(browser.get(form)) | {"title": "Changed"}
    run("read-only", "--reason", WHY)
    assert statuses(asked) == {200}
    refused = browser.post(form, sent)
    assert refused.status_code == 503
    assert "nothing was saved" in pages.text_of(refused)
    assert not Meeting.objects.filter(title="Changed").exists()
    assert browser.post("/admin/logout/").status_code in (200, 302)
    run("open", "--reason", WHY)
    assert pages.signed_in(desk).post(form, sent).status_code == 302


def test_read_only_leaves_what_one_does_about_a_stolen_account(administrator, desk):
    """Each is answered by its own page; what is typed here is wrong or right, as that page says."""
    browser = pages.signed_in(administrator)
    stolen, kept = Token.objects.create(desk, purpose="Stolen")[0], Token.objects.create(desk, purpose="Other")[0]
    account = f"/admin/config/user/{desk.pk}"
    form = pages.filled_in(browser.get(f"{account}/change/"))
    form.pop("is_active")
    run("read-only", "--reason", WHY)
    assert browser.post(f"{account}/change/", form).status_code == 302
    assert browser.post("/admin/tokens/", {"end": stolen.pk}).status_code == 302
    assert browser.post(f"{account}/second-factor/").status_code == 302
    for address in (
        f"{account}/password/",
        "/admin/password_change/",
        "/admin/preview/",
        "/admin/second-factor/",
        "/admin/your-sign-in/phone/",
        "/admin/your-sign-in/recovery-codes/",
        "/admin/your-sign-in/everywhere/",
        "/admin/login/",
    ):
        assert browser.post(address, {}).status_code != 503, address
    desk.refresh_from_db()
    assert not desk.is_active
    assert list(Token.objects.all()) == [kept]


def test_read_only_makes_no_token_and_no_account_and_says_what_stays_possible(administrator):
    browser = pages.signed_in(administrator)
    run("read-only", "--reason", WHY)
    made = browser.post("/admin/tokens/", {"purpose": "New", "ceiling": "TLP:CLEAR", "days": "1"})
    assert [made.status_code, browser.post("/admin/config/user/add/", {}).status_code] == [503, 503]
    assert not Token.objects.exists()
    text = pages.text_of(made)
    for words in ("stays possible", "sign out everywhere", "end API tokens", "take away a second factor"):
        assert words in text


@pytest.mark.django_db
def test_the_decision_needs_a_reason_and_is_traced():
    with pytest.raises(CommandError, match="--reason: say why"):
        run("closed")
    assert run() == "The instance is open.\n"
    run("read-only", "--reason", WHY)
    (row,) = Trace.objects.filter(kind="emergency")
    assert (row.words, row.reason) == ("The instance: read-only.", WHY)


def test_the_setting_of_one_server_counts_if_it_is_stricter(desk, settings):
    asked = readings(desk)
    settings.EMERGENCY = "closed"
    assert statuses(asked) == {503}
    settings.EMERGENCY = "open"
    run("closed", "--reason", WHY)
    assert statuses(asked) == {503}


@pytest.mark.parametrize(
    ("mode", "refused"), [("read-only", ["load_reference", "load_demo"]), ("closed", ["export_csv", "load_reference"])]
)
def test_commands_that_write_or_give_out_wait_too(mode, refused, desk, tmp_path):
    run(mode, "--reason", WHY)
    for name in refused:
        options = {"user": "desk", "out": tmp_path} if name == "export_csv" else {}
        with pytest.raises(CommandError, match=f"The instance is {mode}: {WHY}"):
            call_command(name, **options)
