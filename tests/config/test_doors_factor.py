"""The second factor: of whom it is asked, what is open without it, and that each code is good once."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from config.models import Token
from config.scales import Marking

from . import doors

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_hashes")]


@pytest.fixture(autouse=True)
def asked(settings):
    settings.SECOND_FACTOR = "roles"


@pytest.mark.parametrize(
    ("role", "superuser", "setting", "due"),
    [
        ("reader", False, "roles", False),
        ("partner", False, "roles", False),
        ("desk officer", False, "roles", True),
        ("track lead", False, "roles", True),
        ("administrator", False, "roles", True),
        (None, False, "roles", False),
        (None, True, "roles", True),
        ("reader", False, "all", True),
        (None, False, "all", True),
        ("administrator", False, "off", False),
        (None, True, "off", False),
    ],
)
def test_the_second_factor_is_asked_of_whoever_sees_amber_or_of_all(settings, client, role, superuser, setting, due):
    settings.SECOND_FACTOR = setting
    doors.person(role=role, is_superuser=superuser)
    assert doors.typed(client)["Location"] == (doors.CODE if due else "/admin/")
    assert (client.get("/admin/").status_code == 302) == due


def test_whoever_has_set_one_is_asked_for_it_whatever_their_role(client):
    doors.phone(doors.person(role="reader"))
    assert doors.typed(client)["Location"] == doors.CODE
    assert client.get("/admin/")["Location"].startswith(doors.CODE)


def test_somebody_who_is_given_a_role_that_needs_one_is_asked_in_the_session_that_runs(client, desk):
    reader = doors.person(role="reader")
    doors.typed(client)
    assert client.get(doors.INSIDE).status_code == 200
    reader.groups.set(desk.groups.all())
    assert client.get(doors.INSIDE)["Location"].startswith(doors.CODE)


# --- What a password alone opens ---------------------------------------------------------------


def addresses(patterns=None, prefix: str = "", space: str = "") -> list[tuple[str, str]]:
    """Every address of the site with something in the place of its keys, and the route's name."""
    found = []
    for one in get_resolver().url_patterns if patterns is None else patterns:
        where = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            path = re.sub(r"<(?:[^:>]+:)?[^>]+>", "1", where)
            path = re.sub(r"\(\?P1[^)]*\)|\(\?P<\w+>\(?[^)]*\)?\)", "tracks", path).replace("^", "").replace("$", "")
            found.append((f"/{path}".replace("\\Z", "").replace("\\.", "."), f"{space}{one.name or ''}"))
        else:
            found += addresses(one.url_patterns, where, f"{one.namespace}:" if one.namespace else space)
    return found


def test_with_the_password_alone_nothing_opens_but_the_second_factor_and_the_way_out():
    """Every address there is, read from the site itself, so that one made tomorrow is tried tomorrow."""
    client = doors.with_password(doors.person())
    free = {"admin:second-factor", "admin:second-factor-setup", "admin:login", "admin:logout", "healthz"}
    wrong, tried = [], 0
    for path, name in addresses():
        if name in free:
            continue
        tried += 1
        answer = client.get(path)
        if answer.status_code == 302 and answer["Location"].startswith(doors.CODE):
            continue
        if answer.status_code == 403 and "second factor" in answer.json()["detail"]:
            assert path.startswith("/api/v1/"), path
            continue
        if answer.status_code == 404 and "(?" in path:
            continue
        wrong.append(f"{path} {name}: {answer.status_code}")
    assert tried > 200
    assert wrong == []


def test_pages_are_led_to_the_second_factor_and_back_to_where_one_wanted_to_go():
    user = doors.person()
    client = doors.with_password(user)
    answer = client.get(f"{doors.INSIDE}?q=water")
    assert answer["Location"] == f"{doors.CODE}?next=%2Fadmin%2Ftracks%2Fmeeting%2F%3Fq%3Dwater"
    device = doors.phone(user)
    page = client.get(answer["Location"])
    assert 'name="next" value="/admin/tracks/meeting/?q=water"' in page.content.decode()
    answer = client.post(doors.CODE, {"code": doors.code_of(device.key), "next": f"{doors.INSIDE}?q=water"})
    assert answer["Location"] == f"{doors.INSIDE}?q=water"
    assert client.get(doors.INSIDE).status_code == 200


@pytest.mark.parametrize(
    "bad", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "evil", "/\\evil.example"]
)
def test_no_step_leads_to_another_site(bad, client):
    user = doors.person(role="reader")
    assert doors.typed(client, next=bad)["Location"] == "/admin/"
    client = Client()
    device = doors.phone(user)
    assert doors.typed(client, next=bad)["Location"] == doors.CODE
    assert client.post(doors.CODE, {"code": doors.code_of(device.key), "next": bad})["Location"] == "/admin/"


def test_a_token_needs_no_second_factor_but_is_no_way_around_it_for_a_session():
    user = doors.person()
    _, token = Token.objects.create(user, purpose="Test", ceiling=Marking.AMBER)
    assert Client().get("/api/v1/tracks/", HTTP_AUTHORIZATION=f"Token {token}").status_code == 200
    half = doors.with_password(user)
    for header in ({}, {"HTTP_AUTHORIZATION": "Basic x"}, {"HTTP_AUTHORIZATION": "Token wrong"}):
        assert half.get("/api/v1/tracks/", **header).status_code == 403


# --- Setting it up ---------------------------------------------------------------------------


def test_setting_it_up_gives_ten_codes_once_and_lets_in_under_a_new_session_key():
    user = doors.person()
    client = doors.with_password(user)
    page = client.get(client.get(doors.CODE)["Location"])
    text, key = page.content.decode(), doors.shown_key(client)
    assert "<svg" in text
    assert not re.search(r"style=|data:image|<script(?![^>]*src)", text)
    assert key not in text, "the secret is offered as base 32, as apps take it"
    before = client.session.session_key
    wrong = client.post(doors.SETUP, {"code": "000000" if doors.code_of(key) != "000000" else "000001"})
    assert "not right" in wrong.content.decode()
    assert not TOTPDevice.objects.exists()
    answer = client.post(doors.SETUP, {"code": doors.code_of(key), "next": doors.INSIDE})
    codes = re.findall(r"<code>(\w{4}-\w{4})</code>", answer.content.decode())
    assert len(set(codes)) == 10
    assert f'href="{doors.INSIDE}"' in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert client.session.session_key != before
    assert client.get(doors.INSIDE).status_code == 200
    assert codes[0] not in client.get("/admin/your-sign-in/").content.decode()


def test_the_code_of_the_set_up_is_not_good_for_the_next_sign_in():
    user = doors.person()
    client = doors.with_password(user)
    client.get(doors.SETUP)
    code = doors.code_of(doors.shown_key(client))
    assert client.post(doors.SETUP, {"code": code}).status_code == 200
    again = doors.with_password(user)
    assert "was used before" in again.post(doors.CODE, {"code": code}).content.decode()


def test_each_session_is_offered_another_secret_so_one_who_only_knows_the_password_cannot_prepare_it():
    user = doors.person()
    first, second = doors.with_password(user), doors.with_password(user)
    for client in (first, second):
        client.get(doors.SETUP)
    assert doors.shown_key(first) != doors.shown_key(second)


def test_with_a_phone_set_the_password_alone_does_not_set_up_another():
    user = doors.person()
    doors.phone(user)
    client = doors.with_password(user)
    for answer in (client.get(doors.SETUP), client.post(doors.SETUP, {"code": "123456"})):
        assert answer["Location"] == doors.CODE
    assert TOTPDevice.objects.filter(user=user).count() == 1


# --- Codes -------------------------------------------------------------------------------------


def test_a_code_is_good_once():
    user = doors.person()
    code = doors.code_of(doors.phone(user).key)
    assert doors.with_password(user).post(doors.CODE, {"code": f"{code[:3]} {code[3:]}"}).status_code == 302
    again = doors.with_password(user)
    assert "was used before" in again.post(doors.CODE, {"code": code}).content.decode()
    assert again.get(doors.INSIDE).status_code == 302


def test_a_recovery_code_is_good_once_however_it_is_typed():
    user = doors.person()
    doors.phone(user, "abcd2345", "wxyz6723")
    client = doors.with_password(user)
    assert client.post(doors.CODE, {"recovery": " ABCD-2345 "}).status_code == 302
    assert client.get(doors.INSIDE).status_code == 200
    assert "1 left" in doors.told("signed-in")[-1]
    again = doors.with_password(user)
    assert "each is good once" in again.post(doors.CODE, {"recovery": "abcd2345"}).content.decode()
    assert again.get(doors.INSIDE).status_code == 302


def test_a_code_of_somebody_else_opens_nothing():
    other, user = doors.person("other"), doors.person()
    device = doors.phone(other, "abcd2345")
    doors.phone(user)
    client = doors.with_password(user)
    client.post(doors.CODE, {"code": doors.code_of(device.key)})
    client.post(doors.CODE, {"recovery": "abcd2345"})
    assert client.get(doors.INSIDE).status_code == 302
    assert StaticToken.objects.filter(device__user=other).exists()


def test_wrong_codes_make_one_wait_and_the_page_says_how_long():
    user = doors.person()
    device = doors.phone(user)
    client = doors.with_password(user)
    right = doors.code_of(device.key)
    wrong = "000000" if right != "000000" else "000001"
    assert "Wait 1 second" in client.post(doors.CODE, {"code": wrong}).content.decode()
    TOTPDevice.objects.update(throttling_failure_count=9)
    answer = client.post(doors.CODE, {"code": right}).content.decode()
    assert re.search(r"Too many wrong codes. Wait \d+ (seconds|minutes)", answer)
    assert "Wait" in client.get(doors.CODE).content.decode()
    assert client.get(doors.INSIDE).status_code == 302


@pytest.mark.parametrize("field", ["code", "recovery"])
def test_however_many_codes_were_wrong_the_wait_ends_within_five_minutes_and_the_right_one_opens(field):
    user = doors.person()
    device = doors.phone(user, "abcd2345")
    client = doors.with_password(user)
    start = timezone.now()
    for model in (TOTPDevice, StaticDevice):
        model.objects.update(throttling_failure_count=16, throttling_failure_timestamp=start)
    with time_machine.travel(start + dt.timedelta(minutes=1), tick=False):
        assert "Too many wrong codes. Wait 4 minutes" in client.post(doors.CODE, right(device, field)).content.decode()
    with time_machine.travel(start + dt.timedelta(minutes=5), tick=False):
        assert client.post(doors.CODE, right(device, field)).status_code == 302


def right(device: TOTPDevice, field: str) -> dict[str, str]:
    return {field: "abcd2345" if field == "recovery" else doors.code_of(device.key)}


@pytest.mark.parametrize("field", ["code", "recovery"])
def test_unlocking_an_account_ends_its_waits_after_wrong_codes(field):
    user = doors.person()
    device = doors.phone(user, "abcd2345")
    client = doors.with_password(user)
    for model in (TOTPDevice, StaticDevice):
        model.objects.update(throttling_failure_count=9, throttling_failure_timestamp=timezone.now())
    call_command("unlock", "amina")
    assert client.post(doors.CODE, right(device, field)).status_code == 302
    assert "Waits after wrong codes of “amina” ended by a command." in doors.told("second-factor")


@pytest.mark.parametrize("field", ["code", "recovery"])
@pytest.mark.parametrize("garbage", ["", " ", "12345", "x" * 5000, "١٢٣٤٥٦", "\x00", "‮", "-12345"])
def test_garbage_is_answered_with_what_a_code_looks_like_and_costs_no_wait(field, garbage):
    user = doors.person()
    device = doors.phone(user, "abcd2345")
    answer = doors.with_password(user).post(doors.CODE, {field: garbage})
    assert answer.status_code == 200
    assert re.search("has six digits|eight letters", answer.content.decode())
    device.refresh_from_db()
    assert device.throttling_failure_count == 0
