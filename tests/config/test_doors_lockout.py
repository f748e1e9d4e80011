"""Lock-out: who guesses is stopped, whose account it is can go on elsewhere, and nothing typed is kept."""

from __future__ import annotations

import datetime as dt
import logging
import re

import pytest
import time_machine
from axes.models import AccessAttempt, AccessFailureLog
from django.apps import apps
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from config.doors.addresses import client_address, counted_address
from config.models import Trace

from . import doors

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_hashes")]
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()
    yield
    cache.clear()


def tries(number: int, username: str = "amina", address: str = HERE, password: str = "wrong-secret-{}"):
    client = Client()
    return [doors.typed(client, username, password.format(n), address) for n in range(number)]


def works(username: str = "amina", address: str = HERE) -> bool:
    answer = doors.typed(Client(), username, address=address)
    return answer.status_code == 302


def everything() -> str:
    """Every cell of every table."""
    with connection.cursor() as cursor:
        cells = []
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
            cells += cursor.fetchall()
    return repr(cells)


def test_a_hundred_failures_for_one_account_from_one_address_do_not_lock_its_owner_out_elsewhere():
    doors.person()
    answers = tries(100)
    assert [a.status_code for a in answers] == [200] * 4 + [429] * 96
    assert not works(), "not even with the right password, at the address of who guessed"
    assert works(address=ELSEWHERE)


def test_nothing_that_was_typed_is_in_a_table_or_a_log(caplog):
    """People type their password as their name, and with capitals; neither stays anywhere readable."""
    doors.person()
    with caplog.at_level(logging.DEBUG):
        tries(100)
        tries(5, username="My-Secret-As-A-Name", address=ELSEWHERE)
        Client().post(f"{doors.LOGIN}?password=secret-in-the-address", {"username": "x", "password": "secret-z"})
    said = caplog.text + repr([record.__dict__ for record in caplog.records if record.name != "django.db.backends"])
    assert "wrong-secret" not in said + everything()
    assert "My-Secret" not in said + everything()
    assert "secret" not in everything().lower().replace("secretary", "")
    assert re.fullmatch("[0-9a-f]{64}", AccessAttempt.objects.first().username)
    assert set(AccessAttempt.objects.values_list("user_agent", "post_data", "http_accept")) <= {
        ("", f"{separators}", "") for separators in ("\n---------\n" * n for n in range(6))
    }


def test_a_lock_out_ends_by_itself_and_a_right_password_begins_the_count_anew():
    doors.person()
    tries(4)
    assert works()
    tries(4)
    assert works()
    assert tries(5)[-1].status_code == 429
    with time_machine.travel(dt_in(minutes=14)):
        assert not works()
    with time_machine.travel(dt_in(minutes=16)):
        assert works()


def dt_in(minutes: int):
    return dt.datetime.now(dt.UTC) + dt.timedelta(minutes=minutes)


def test_capitals_do_not_give_more_tries():
    doors.person()
    tries(3)
    assert tries(2, username="AMINA")[-1].status_code == 429


def test_the_page_says_what_to_do_next():
    doors.person()
    answer = tries(5)[-1]
    text = answer.content.decode()
    assert "What to do next" in text
    assert "15 minutes" in text
    assert answer["Retry-After"] == "900"
    assert "amina" not in text
    assert "only whoever runs the server can end" in text, "administrators have no page for it"


def test_a_wrong_password_and_an_unknown_name_are_told_apart_by_nobody():
    doors.person()
    seen = []
    for username in ("amina", "nobody"):
        client = Client()
        client.get(doors.LOGIN)
        with CaptureQueriesContext(connection) as captured:
            answer = doors.typed(client, username, "wrong", ELSEWHERE if username == "amina" else "198.51.100.8")
        text = re.sub(r'value="(amina|nobody|\w{64})"', "", answer.content.decode())
        shapes = [re.sub(r"'[^']*'|\"s\d+_x\d+\"|\b\d+\b|\bNULL\b|%s", "?", query["sql"]) for query in captured]
        seen.append((answer.status_code, text, shapes))
    assert seen[0] == seen[1]


@pytest.mark.parametrize("lacks", ["is_staff", "is_active"])
def test_the_right_password_of_an_account_that_may_not_come_in_is_a_failure_like_any_other(lacks):
    user = doors.person()
    type(user).objects.update(**{lacks: False})
    right = [doors.typed(Client(), "amina") for _ in range(5)]
    wrong = [doors.typed(Client(), "amina", "wrong", ELSEWHERE) for _ in range(5)]
    assert [a.status_code for a in right] == [a.status_code for a in wrong] == [200] * 4 + [429]
    texts = [re.sub(r'value="\w{64}"', "", a.content.decode()) for a in (*right[:4], *wrong[:4])]
    assert len(set(texts)) == 1
    once = ["Sign-in of “amina” failed."] * 4 + ["Locked out after repeated failures: sign-in of “amina”."]
    assert doors.told("sign-in-failed", "locked-out") == once * 2


def test_whoever_loses_staff_status_is_signed_out():
    user = doors.person()
    client = Client()
    doors.typed(client)
    type(user).objects.update(is_staff=False)
    assert client.get("/api/v1/tracks/").status_code == 401
    assert client.get(doors.INSIDE).status_code == 302


def test_one_address_that_tries_many_names_waits_and_others_do_not(settings):
    settings.SIGN_IN_FAILURES_OF_ADDRESS = 12
    doors.person()
    for n in range(12):
        answer = tries(1, username=f"name-{n}")[0]
        assert answer.status_code == (429 if n == 11 else 200)
    assert not works()
    assert works(address=ELSEWHERE)
    with time_machine.travel(dt_in(minutes=61)):
        assert works()


def test_a_hundred_failures_in_an_hour_are_the_limit_of_an_address(settings):
    assert settings.SIGN_IN_FAILURES_OF_ADDRESS == 100


def test_unlocking_an_account_ends_its_lock_outs_and_no_others(capsys):
    doors.person()
    doors.person("other")
    tries(5)
    tries(5, username="other")
    call_command("unlock", "amina")
    assert "amina can try again" in capsys.readouterr().out
    assert works()
    assert not works("other")
    call_command("unlock", "amina")
    assert "was neither locked out nor waiting" in capsys.readouterr().out
    with pytest.raises(CommandError, match="There is no user"):
        call_command("unlock", "nobody")


def test_the_trace_has_each_failure_until_the_lock_out_and_that_once():
    user = doors.person()
    tries(100)
    tries(2, username="a name that is a password")
    assert doors.told("sign-in-failed", "locked-out") == [
        *["Sign-in of “amina” failed."] * 4,
        "Locked out after repeated failures: sign-in of “amina”.",
        *["Sign-in of a name that no account has failed."] * 2,
    ]
    about = set(Trace.objects.filter(kind="locked-out").values_list("who", "model", "key", "address"))
    assert about == {(None, "config.user", str(user.pk), HERE)}


def test_a_flood_from_many_addresses_leaves_sixty_rows_a_minute_and_one_for_the_rest():
    user = doors.person()
    for n in range(70):
        tries(1, username=f"name {n}", address=f"198.51.100.{n}")
    told = doors.told("sign-in-failed")
    assert len(told) == 61
    assert told[-1] == "And more: over 60 of this kind in a minute, of which the rest are not noted."
    tries(5, address=HERE)
    assert len(doors.told("sign-in-failed")) == 61
    assert doors.told("locked-out"), "what is of another kind is not hidden by it"
    assert user.is_active


def test_old_failures_are_cleaned_away():
    tries(3)
    with time_machine.travel(dt_in(minutes=61)):
        tries(1, username="other")
    assert AccessFailureLog.objects.count() == AccessAttempt.objects.count() == 1


# --- Addresses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("proxies", "direct", "forwarded", "address"),
    [
        (0, HERE, None, HERE),
        (0, HERE, "203.0.113.9", HERE),
        (1, "127.0.0.1", "203.0.113.9", "203.0.113.9"),
        (1, "127.0.0.1", "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (1, "127.0.0.1", "6.6.6.6, 7.7.7.7,203.0.113.9", "203.0.113.9"),
        (2, "127.0.0.1", "6.6.6.6, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "127.0.0.1", "203.0.113.9", "203.0.113.9"),
        (1, "127.0.0.1", None, "127.0.0.1"),
        (1, "127.0.0.1", "garbage", "127.0.0.1"),
        (1, "127.0.0.1", "203.0.113.9:50123", "203.0.113.9"),
        (1, "127.0.0.1", "[2001:db8::1]:443", "2001:db8::1"),
        (1, "127.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"),
        (0, "", None, None),
        (0, "unix:", "x", None),
    ],
)
def test_the_address_is_the_one_that_our_own_proxy_saw(settings, proxies, direct, forwarded, address):
    settings.PROXIES = proxies
    extra = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert client_address(RequestFactory().get("/", REMOTE_ADDR=direct, **extra)) == address


def test_a_forged_header_gives_no_more_tries_and_locks_nobody_else_out(settings):
    settings.PROXIES = 1
    doors.person()
    for n in range(5):
        sent = {"username": "amina", "password": "wrong"}
        answer = Client().post(doors.LOGIN, sent, HTTP_X_FORWARDED_FOR=f"203.0.113.{n}, {HERE}")
    assert answer.status_code == 429
    kinds = ["sign-in-failed", "locked-out"]
    assert set(Trace.objects.filter(kind__in=kinds).values_list("address", flat=True)) == {HERE}


def test_one_line_with_many_addresses_of_ipv6_is_counted_as_one():
    request = RequestFactory().get
    near = [counted_address(request("/", REMOTE_ADDR=a)) for a in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9")]
    assert near[0] == near[1] == "2001:db8:1:2::"
    assert counted_address(request("/", REMOTE_ADDR="2001:db8:1:3::1")) != near[0]
