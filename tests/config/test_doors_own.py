"""What people change of their own sign-in, who takes away whose second factor, and what is kept of it."""

from __future__ import annotations

import re

import pytest
from django.contrib import admin
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from config.models import Trace, User

from . import doors

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_hashes")]


@pytest.fixture(autouse=True)
def asked(settings):
    settings.SECOND_FACTOR = "roles"


# --- Your sign-in --------------------------------------------------------------------------------


def test_another_phone_needs_a_code_of_the_one_before_and_ends_its_codes_and_other_sessions():
    user = doors.person()
    old = doors.phone(user, "abcd2345", "wxyz6723")
    elsewhere = doors.inside(user)
    client = doors.with_password(user)
    client.post(doors.CODE, {"recovery": "wxyz6723"})
    client.get("/admin/your-sign-in/phone/")
    new = doors.code_of(doors.shown_key(client))
    refused = client.post("/admin/your-sign-in/phone/", {"code": new, "now": "zzzz9999"})
    assert "not right" in refused.content.decode()
    assert TOTPDevice.objects.get(user=user).key == old.key
    StaticToken.objects.get(token="abcd2345").device.throttle_reset()
    answer = client.post("/admin/your-sign-in/phone/", {"code": new, "now": "abcd-2345"})
    assert len(re.findall(r"<code>\w{4}-\w{4}</code>", answer.content.decode())) == 10
    assert TOTPDevice.objects.get(user=user).key != old.key
    assert client.get(doors.INSIDE).status_code == 200
    assert elsewhere.get(doors.INSIDE).status_code == 302


def test_new_recovery_codes_need_a_code_and_end_the_earlier_ones():
    user = doors.person()
    device = doors.phone(user, "abcd2345")
    client = doors.inside(user)
    refused = client.post("/admin/your-sign-in/recovery-codes/", {"now": ""})
    assert StaticToken.objects.filter(token="abcd2345").exists(), refused
    TOTPDevice.objects.update(last_t=-1)
    client.post("/admin/your-sign-in/recovery-codes/", {"now": doors.code_of(device.key)})
    assert StaticToken.objects.filter(device__user=user).count() == 10
    assert not StaticToken.objects.filter(token="abcd2345").exists()


def test_whoever_came_in_by_a_recovery_code_stays_in_when_they_make_new_ones():
    user = doors.person()
    doors.phone(user, "abcd2345", "wxyz6723")
    client = doors.with_password(user)
    client.post(doors.CODE, {"recovery": "abcd2345"})
    answer = client.post("/admin/your-sign-in/recovery-codes/", {"now": "wxyz-6723"})
    assert len(re.findall(r"<code>\w{4}-\w{4}</code>", answer.content.decode())) == 10
    assert client.get(doors.INSIDE).status_code == 200


def test_signing_out_everywhere_ends_every_session_of_the_person_and_no_other():
    user, other = doors.person(), doors.person("other")
    doors.phone(user)
    first, theirs = doors.inside(user), doors.inside(other)
    TOTPDevice.objects.update(last_t=-1)
    second = doors.inside(user)
    assert first.get("/admin/your-sign-in/everywhere/").status_code == 405
    assert first.post("/admin/your-sign-in/everywhere/").status_code == 302
    assert [c.get(doors.INSIDE).status_code for c in (first, second, theirs)] == [302, 302, 200]


# --- Taking it away ------------------------------------------------------------------------------


def take_away(client: Client, user: User):
    return client.post(f"/admin/config/user/{user.pk}/second-factor/")


@pytest.mark.parametrize(
    ("by", "whose", "status"),
    [
        ("administrator", "desk", 302),
        ("administrator", "administrator", 403),
        ("administrator", "chief", 403),
        ("chief", "administrator", 302),
        ("chief", "chief", 403),
        ("chief", "another chief", 302),
        ("desk", "reader", 403),
        ("reader", "desk", 403),
    ],
)
def test_who_may_take_away_whose_second_factor(settings, browse, by, whose, status):
    settings.SECOND_FACTOR = "off"
    people = {
        "administrator": doors.person("administrator", "administrator"),
        "desk": doors.person("desk"),
        "reader": doors.person("reader", "reader"),
        "chief": doors.person("chief", None, is_superuser=True),
        "another chief": doors.person("another chief", None, is_superuser=True),
    }
    doors.phone(people[whose], "abcd2345")
    client = browse(people[by])
    page = client.get(f"/admin/config/user/{people[whose].pk}/second-factor/")
    assert page.status_code == (200 if status == 302 else 403)
    assert TOTPDevice.objects.exists(), "asking takes nothing away"
    assert take_away(client, people[whose]).status_code == status
    assert TOTPDevice.objects.exists() == StaticToken.objects.exists() == (status == 403)
    assert bool(doors.told("second-factor")) == (status == 302)


def test_taking_it_away_ends_the_sessions_that_it_had_opened_and_asks_for_a_new_one():
    user = doors.person()
    client = doors.inside(user)
    call_command("second_factor", user.username, "--take-away")
    assert client.get(doors.INSIDE)["Location"].startswith(doors.LOGIN)
    assert doors.with_password(user).get(doors.CODE)["Location"] == doors.SETUP


def test_the_command_tells_and_takes_away_and_says_when_there_is_nothing(capsys):
    user = doors.person()
    call_command("second_factor", "amina")
    assert "amina has none" in capsys.readouterr().out
    with pytest.raises(CommandError, match="has no second factor"):
        call_command("second_factor", "amina", "--take-away")
    with pytest.raises(CommandError, match="There is no user"):
        call_command("second_factor", "nobody")
    doors.phone(user, "abcd2345")
    call_command("second_factor", "amina")
    assert "has one, and 1 recovery code(s)" in capsys.readouterr().out


# --- What is kept of it ---------------------------------------------------------------------------


def test_the_trace_tells_each_step_and_holds_no_secret_and_no_code():
    user = doors.person()
    client = doors.with_password(user)
    client.get(doors.SETUP)
    key = doors.shown_key(client)
    code = doors.code_of(key)
    page = client.post(doors.SETUP, {"code": code}).content.decode()
    codes = re.findall(r"<code>(\w{4})-(\w{4})</code>", page)
    again = doors.with_password(user)
    again.post(doors.CODE, {"code": "000000" if code != "000000" else "000001"})
    again.post(doors.CODE, {"recovery": "-".join(codes[0])})
    again.post("/admin/logout/")
    kinds = ("signed-in", "signed-out", "sign-in-failed", "second-factor")
    assert doors.told(*kinds) == [
        "Gave the right password; the second factor is asked for.",
        "Set up their second factor.",
        "Gave the right password; the second factor is asked for.",
        "Gave a wrong code of the second factor.",
        "Signed in with a password and a recovery code; 9 left.",
        "Signed out.",
    ]
    rows = Trace.objects.filter(kind__in=kinds)
    assert set(rows.values_list("who", "address")) == {(user.pk, "127.0.0.1"), (user.pk, "192.0.2.1")}
    kept = " ".join(str(row) for row in Trace.objects.values_list())
    for secret in (key, code, *("".join(c) for c in codes)):
        assert secret not in kept


def test_nobody_reads_secrets_or_typed_names_in_the_admin():
    shown = {model._meta.app_label for model in admin.site._registry}
    assert not shown & {"otp_totp", "otp_static", "axes", "knox", "sessions"}
