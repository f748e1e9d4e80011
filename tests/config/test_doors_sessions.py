"""Sessions end on the server, leave nothing behind, and what was typed is not lost."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config.models import User

from . import doors

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_hashes")]
NOW = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)


def at(minutes: float):
    return time_machine.travel(NOW + dt.timedelta(minutes=minutes), tick=False)


@pytest.fixture
def client() -> Client:
    """Signed in at the start of the morning."""
    doors.person(last_name="Aminullah Rahimi")
    client = Client()
    with at(0):
        assert doors.typed(client).status_code == 302
    return client


def test_half_an_hour_without_a_request_ends_the_session_and_the_sign_in_leads_back(client):
    with at(29.9):
        assert client.get(doors.INSIDE).status_code == 200
    with at(59.9):
        answer = client.get(f"{doors.INSIDE}?q=water")
        assert answer["Location"] == "/admin/login/?ended=idle&next=%2Fadmin%2Ftracks%2Fmeeting%2F%3Fq%3Dwater"
        page = client.get(answer["Location"]).content.decode()
        assert "You were signed out after 30 minutes without a request." in page
        assert doors.typed(client, next=f"{doors.INSIDE}?q=water")["Location"] == f"{doors.INSIDE}?q=water"
    assert "Signed out after 30 minutes without a request." in doors.told("signed-out")


def test_twelve_hours_end_it_however_busy_somebody_was(client):
    for minutes in range(20, 720, 20):
        with at(minutes):
            assert client.get(doors.INSIDE).status_code == 200, minutes
    with at(720):
        assert "ended=age" in client.get(doors.INSIDE)["Location"]
    assert not Session.objects.exists(), "it ends on the server, not in the browser"


def test_the_limits_are_settings(settings, client):
    settings.SESSION_IDLE_MINUTES = 5
    with at(6):
        page = client.get(client.get(doors.INSIDE)["Location"]).content.decode()
    assert "after 5 minutes without a request" in page


def test_the_session_is_written_once_a_minute_and_not_more(client):
    def writes(minutes: float) -> int:
        with at(minutes), CaptureQueriesContext(connection) as captured:
            client.get("/admin/session/")
        return sum(q["sql"].startswith(("UPDATE", "INSERT")) and "django_session" in q["sql"] for q in captured)

    assert [writes(m) for m in (0.5, 0.9, 1.1, 1.5, 2.0, 2.2)] == [0, 0, 1, 0, 0, 1]


def test_the_sign_in_page_repeats_no_word_of_an_address():
    page = Client().get("/admin/login/?ended=%3Cb%3Eevil").content.decode()
    assert "signed out" not in page
    assert "evil" not in page


def test_staying_signed_in_is_a_request_and_gives_forms_their_proof(client):
    with at(29):
        answer = client.get("/admin/session/")
        assert re.fullmatch(r"\w{64}", answer.json()["token"])
        assert "no-store" in answer["Cache-Control"]
    with at(58):
        assert client.get(doors.INSIDE).status_code == 200
    assert Client().get("/admin/session/").status_code == 302


# --- What an ended session leaves -----------------------------------------------------------------

SAID = "Nothing was changed: you are previewing a role."


def with_message(client: Client) -> Client:
    """A browser that was told something on a page that it has not opened yet."""
    session = client.session
    session["preview"] = Group.objects.filter(clearance__isnull=False).first().pk
    session.save()
    assert client.post(doors.INSIDE).status_code == 302
    session = client.session
    del session["preview"]
    session.save()
    return client


def ways_out() -> dict[str, Callable[[Client], Any]]:
    return {
        "signed out": lambda client: client.post("/admin/logout/"),
        "signed out everywhere": lambda client: client.post("/admin/your-sign-in/everywhere/"),
        "account closed": lambda client: User.objects.update(is_active=False),
        "password replaced": lambda client: User.objects.update(password="!"),
        "idle": lambda client: None,
    }


@pytest.mark.parametrize("way", ways_out())
def test_a_session_that_is_over_leaves_no_message_to_whoever_has_the_browser(client, way):
    with at(1):
        with_message(client)
        ways_out()[way](client)
    with at(60 if way == "idle" else 2):
        texts = [client.get(doors.LOGIN).content.decode() for _ in range(2)]
        if way != "account closed" and way != "password replaced":
            doors.typed(client)
            texts.append(client.get("/admin/").content.decode())
    assert not [text for text in texts if SAID in text]
    assert "messages" not in client.cookies


def test_what_is_said_of_a_record_is_in_no_cookie_and_shown_once(client):
    with at(1):
        with_message(client)
        shown = [SAID in client.get("/admin/your-sign-in/").content.decode() for _ in range(2)]
    assert shown == [True, False]
    assert set(client.cookies) == {"sessionid", "csrftoken"}


def test_signing_out_empties_the_browser_s_store(client):
    with at(1):
        assert client.post("/admin/logout/")["Clear-Site-Data"] == '"cache"'


# --- A form that arrives too late ------------------------------------------------------------------


def test_a_form_after_the_end_of_the_session_is_kept_and_saved_after_a_new_sign_in(desk):
    user = doors.person()
    client = Client(enforce_csrf_checks=True)
    with at(0):
        token = token_in(client.get(doors.LOGIN))
        doors.typed(client, csrfmiddlewaretoken=token)
        where = "/admin/tracks/meeting/add/"
        token = token_in(client.get(where))
    sent = {"title": "Water & <wheat>\r\n“زرنج”", "csrfmiddlewaretoken": token, "points-0-text": "kept too"}
    with at(45):
        answer = client.post(f"{where}?track=1", sent)
        text = answer.content.decode()
        assert answer.status_code == 403
        assert "no-store" in answer["Cache-Control"]
        for words in (
            "Nothing is lost",
            "What to do next",
            'target="_blank" rel="noopener"',
            "Water &amp; &lt;wheat&gt;",
        ):
            assert words in text
        assert f'action="{where}?track=1"' in text
        assert "kept too" in text
        assert token not in text
        doors.typed(client, csrfmiddlewaretoken=token_in(client.get(doors.LOGIN)))
        fresh = client.get("/admin/session/").json()["token"]
        again = client.post(where, sent | {"csrfmiddlewaretoken": fresh})
        assert again.status_code == 200, "the form is looked at again, as one of theirs"
        assert "adminform" in again.context
    assert user.is_active


def token_in(response) -> str:
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', response.content.decode())[1]


def test_a_form_from_elsewhere_is_not_kept_to_be_sent_by_a_person_who_signs_in():
    client = Client(enforce_csrf_checks=True)
    client.get(doors.LOGIN)
    answer = client.post("/admin/tracks/meeting/add/", {"title": "forged"})
    assert answer.status_code == 403
    assert "forged" not in answer.content.decode()


@pytest.mark.parametrize(
    ("where", "field"),
    [
        ("/admin/password_change/", "new_password1"),
        ("/admin/config/user/{}/password/", "password1"),
        ("/admin/config/user/add/", "password1"),
        ("/admin/config/user/{}/second-factor/", "x"),
        ("/admin/second-factor/", "code"),
        ("/admin/second-factor/", "recovery"),
        ("/admin/second-factor/set-up/", "code"),
        ("/admin/your-sign-in/phone/", "now"),
        ("/admin/your-sign-in/recovery-codes/", "now"),
        ("/admin/tracks/meeting/add/", "an_API_Token"),
    ],
)
def test_a_late_form_with_a_password_or_a_code_is_not_shown_again(client, where, field):
    with at(1):
        token = token_in(client.get("/admin/password_change/"))
    with at(45):
        answer = client.post(where.format(1), {field: "never to be read", "csrfmiddlewaretoken": token})
    assert (answer.status_code, answer["Location"]) == (302, doors.LOGIN)
    assert "never to be read" not in answer.content.decode()


def test_nor_is_one_of_somebody_who_lacks_the_second_factor(settings, client):
    settings.SECOND_FACTOR = "roles"
    with at(1):
        answer = client.post("/admin/password_change/", {"old_password": "never to be read"})
    assert (answer.status_code, answer["Location"]) == (302, doors.CODE)


def test_a_late_code_of_a_list_of_reference_is_kept_since_it_opens_nothing(client):
    with at(1):
        client.get("/admin/password_change/")
    with at(45):
        assert "AF-HEL" in client.post("/admin/tracks/track/add/", {"code": "AF-HEL"}).content.decode()
