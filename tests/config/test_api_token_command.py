"""`manage.py api_token`: a token that works, ends, and can be ended."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client

from config.models import Token, Trace, User


def run(*arguments: str) -> tuple[str, str]:
    """What the command writes to its output and to its errors."""
    out, err = io.StringIO(), io.StringIO()
    call_command("api_token", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def status(token: str) -> int:
    return Client(headers={"Authorization": f"Token {token}"}).get("/api/v1/meetings/").status_code


def test_it_makes_a_token_that_works_and_prints_it_alone_and_once(reader):
    out, err = run("reader")
    token = out.strip()
    assert out == f"{token}\n"
    assert status(token) == 200
    assert token not in err
    assert "It is not shown again." in err
    kept = Token.objects.get()
    assert kept.user == reader
    assert token not in (kept.digest, kept.token_key)


@pytest.mark.parametrize(("arguments", "days"), [([], 90), (["--days", "1"], 1), (["--days", "365"], 365)])
def test_a_token_ends_after_the_days_asked_for(arguments, days, reader):
    token = run("reader", *arguments)[0].strip()
    now = dt.datetime.now(dt.UTC)
    with time_machine.travel(now + dt.timedelta(days=days, minutes=-5)):
        assert status(token) == 200
    with time_machine.travel(now + dt.timedelta(days=days, minutes=5)):
        assert status(token) == 401


def test_revoking_ends_every_token_of_the_user_and_of_nobody_else(reader, lead):
    mine = [run("reader")[0].strip() for _ in range(2)]
    theirs = run("lead")[0].strip()
    assert run("reader", "--revoke") == ("2 token(s) of reader ended.\n", "")
    assert [status(token) for token in (*mine, theirs)] == [401, 401, 200]
    assert run("reader", "--revoke") == ("0 token(s) of reader ended.\n", "")


@pytest.mark.parametrize("days", ["0", "-1", "366", "1000000000"])
def test_days_beyond_what_is_allowed_are_refused_and_nothing_is_made(days, reader):
    with pytest.raises(CommandError, match=f"--days {days} days: give a number from 1 to 365"):
        run("reader", "--days", days)
    assert not Token.objects.exists()


def test_days_that_are_no_number_are_refused(reader):
    with pytest.raises(CommandError, match="--days: invalid int value: 'soon'"):
        run("reader", "--days", "soon")


def test_nobody_and_inactive_people_get_no_token(reader):
    with pytest.raises(CommandError, match="There is no user “nobody”"):
        run("nobody")
    User.objects.filter(pk=reader.pk).update(is_active=False)
    with pytest.raises(CommandError, match="reader is not active, so a token would not work"):
        run("reader")
    assert not Token.objects.exists()


def test_a_ceiling_above_the_users_is_refused_and_what_would_be_accepted_is_named(reader):
    with pytest.raises(CommandError, match=r"--ceiling reader cannot have .* give TLP:CLEAR or TLP:GREEN"):
        run("reader", "--ceiling", "TLP:AMBER")
    assert not Token.objects.exists()


def test_tokens_are_listed_with_their_purpose_ceiling_and_last_use_and_without_their_text(desk):
    text = run("desk", "--purpose", "Power BI", "--ceiling", "TLP:AMBER")[0].strip()
    assert "last used never" in run("desk", "--list")[0]
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(hours=1), tick=False):
        assert status(text) == 200
        used = f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC"
    listed = run("desk", "--list")[0]
    assert "Power BI" in listed
    assert "up to TLP:AMBER," in listed
    assert f"last used {used}" in listed
    assert text not in listed


def test_making_and_ending_a_token_is_in_the_trace_without_its_text(desk):
    text = run("desk", "--purpose", "Power BI")[0].strip()
    run("desk", "--revoke")
    words = list(Trace.objects.filter(kind="token").order_by("at").values_list("words", flat=True))
    assert [word.partition(" token")[0] for word in words] == ["Made a", "Ended a"]
    assert all("Power BI" in word and text not in word for word in words)
