"""What every answer carries, what is refused and noted, and how often the API answers."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest
from django.core.cache import cache
from django.test import Client

from config.models import Token, Trace

from . import doors
from .test_settings import PRODUCTION, ROOT, found, started

# --- Settings and headers ----------------------------------------------------------------------

ASKED = """
import django, json
django.setup()
from django.conf import settings
from django.test import Client
from django.db import connections
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.DATABASES["default"].clear()
settings.DATABASES["default"].update(ENGINE="django.db.backends.sqlite3", NAME=":memory:")
connections.settings = connections.configure_settings(settings.DATABASES)
del connections["default"]  # Made for PostgreSQL while Django started.
from config.models import Emergency
with connections["default"].schema_editor() as editor:  # Each request asks it whether the record is open.
    editor.create_model(Emergency)
client = Client(raise_request_exception=False, headers={"x-forwarded-proto": "https"})
found = {}
for path in ("/admin/login/", "/api/v1/tracks/", "/static/work/plain.css", "/no/such/page", "/admin/%00"):
    answer = client.get(path, secure=True, HTTP_HOST="tracks.example.org")
    cookies = {name: str(morsel) for name, morsel in answer.cookies.items()}
    found[path] = [answer.status_code, dict(answer.headers.items()), cookies]
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory) -> dict:
    """A page, an answer of the API, a static file and errors, as production gives them."""
    place = tmp_path_factory.mktemp("served")
    bare = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(ROOT)}
    script = ASKED.replace(
        "client = ",
        f"import whitenoise; settings.STATIC_ROOT = {str(place)!r}\n"
        "from django.core.management import call_command; call_command('collectstatic', verbosity=0)\nclient = ",
        1,
    )
    process = subprocess.run(
        [sys.executable, "-c", script],
        env=bare | PRODUCTION,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert process.returncode == 0, process.stderr[-3000:]
    return json.loads(process.stdout.splitlines()[-1])


def test_every_answer_in_production_carries_every_header(answers):
    assert [answers[p][0] for p in answers] == [200, 401, 200, 404, 400]
    for path, (_, headers, _cookies) in answers.items():
        said = {name.lower(): value for name, value in headers.items()}
        assert said["x-frame-options"] == "DENY", path
        assert said["x-content-type-options"] == "nosniff", path
        assert said["referrer-policy"] == "same-origin", path
        assert said["cross-origin-opener-policy"] == "same-origin", path
        assert said["cross-origin-resource-policy"] == "same-origin", path
        assert said["strict-transport-security"] == "max-age=31536000; includeSubDomains; preload", path
        policy = said["content-security-policy"]
        assert "default-src 'none'" in policy, path
        assert "frame-ancestors 'none'" in policy, path
        assert not re.search(r"unsafe|\*|https?:|nonce", policy), path
        features = dict(part.split("=") for part in said["permissions-policy"].split(", "))
        assert set(features.values()) == {"()"}, path
        assert {"camera", "microphone", "geolocation"} <= set(features), path
        assert "access-control-allow-origin" not in said, path


def test_cookies_in_production_are_for_this_host_over_tls_and_not_for_scripts(answers):
    cookies = answers["/admin/login/"][2]
    assert set(cookies) == {"__Host-csrftoken"}
    for said in cookies.values():
        for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
            assert word in said
        assert "Domain" not in said
    told = found(PRODUCTION, "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "PROXIES")
    assert list(told.values())[:4] == ["__Host-sessionid", True, True, 1]
    assert found(PRODUCTION | {"BEHIND_TLS_PROXY": "0"}, "PROXIES")["PROXIES"] == 0
    assert found({}, "PROXIES", "SECOND_FACTOR")["SECOND_FACTOR"] == "roles"


def test_production_refuses_to_be_without_a_second_factor_and_a_slip_of_the_pen():
    process = started(PRODUCTION | {"SECOND_FACTOR": "off"})
    assert "PRODUCTION=1 needs SECOND_FACTOR=roles, or all" in process.stderr
    assert process.returncode != 0
    assert started({"SECOND_FACTOR": "role"}).returncode != 0
    assert started({"SESSION_IDLE_MINUTES": "0"}).returncode != 0
    assert found(PRODUCTION | {"SECOND_FACTOR": "all"}, "SECOND_FACTOR")["SECOND_FACTOR"] == "all"


# --- Refusals --------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()
    yield
    cache.clear()


@pytest.mark.django_db
def test_what_is_refused_to_somebody_is_noted_by_its_route_without_the_key(browse, outsider):
    browse(outsider).get("/admin/tracks/meeting/MTG-2024-ABCD/change/")
    row = Trace.objects.get(kind="refused")
    assert row.words == "Refused: GET admin:tracks_meeting_change."
    assert row.who == outsider


@pytest.mark.django_db
def test_a_refusal_by_the_api_is_noted_too_and_a_wrong_token_without_the_token(desk, outsider):
    _, token = Token.objects.create(outsider, purpose="Test")
    assert Client().get("/api/v1/tracks/", HTTP_AUTHORIZATION=f"Token {token}").status_code == 403
    assert Client().get("/api/v1/tracks/", HTTP_AUTHORIZATION="Token abcdef-secret").status_code == 401
    assert doors.told("refused") == ["Refused: GET tracks-list.", "Wrong or expired API token: GET tracks-list."]
    assert "secret" not in repr(list(Trace.objects.values_list()))


@pytest.mark.django_db
def test_a_form_without_its_proof_is_noted_for_whoever_is_signed_in(desk):
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk)
    assert client.post("/admin/tracks/meeting/add/", {}).status_code == 403
    (words,) = doors.told("refused")
    assert words == "Refused: POST admin:tracks_meeting_add, a form that was not opened in this sign-in."


@pytest.mark.django_db
def test_robots_without_credentials_leave_nothing_and_a_flood_is_cut(browse, outsider):
    before = Trace.objects.count()  # What loading the roles left.
    for path in ("/admin/tracks/meeting/", "/api/v1/tracks/", "/wp-login.php"):
        Client().get(path)
        Client().post(path)
    assert Trace.objects.count() == before
    client = browse(outsider)
    for _ in range(40):
        client.get("/admin/tracks/meeting/")
    assert len(doors.told("refused")) == 10


# --- Throttles -------------------------------------------------------------------------------------


@pytest.fixture
def token(desk) -> dict[str, str]:
    return {"HTTP_AUTHORIZATION": f"Token {Token.objects.create(desk, purpose='Test')[1]}"}


def test_the_rates_are_settings():
    usual = found({}, "API_RATES")["API_RATES"]
    assert usual == {"user": "600/min", "csv": "30/min", "address": "60/min"}
    assert found({"API_RATE_USER": "5/hour"}, "API_RATES")["API_RATES"]["user"] == "5/hour"


@pytest.mark.django_db
def test_one_person_is_answered_so_often_a_minute_and_told_how_long_to_wait(settings, token, lead):
    settings.API_RATES = {"user": "3/min"}
    codes = [Client().get("/api/v1/tracks/", **token).status_code for _ in range(4)]
    assert codes == [200, 200, 200, 429]
    answer = Client().get("/api/v1/meetings/", **token)
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert re.fullmatch(r"You ask more often .* Wait \d+ seconds?, then .*\.", answer.json()["detail"])
    other = {"HTTP_AUTHORIZATION": f"Token {Token.objects.create(lead, purpose='Test')[1]}"}
    assert Client().get("/api/v1/tracks/", **other).status_code == 200


@pytest.mark.django_db
def test_files_have_a_rate_of_their_own(settings, token):
    settings.API_RATES = {"user": "100/min", "csv": "2/min"}
    answers = [Client().get("/api/v1/tracks/?format=csv", **token) for _ in range(3)]
    assert [a.status_code for a in answers] == [200, 200, 429]
    assert all(a.getvalue() for a in answers)
    assert Client().get("/api/v1/tracks/", **token).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("header", [{}, {"HTTP_AUTHORIZATION": "Token wrong"}])
def test_an_address_that_only_fails_is_told_to_slow_down_and_a_right_token_beside_it_is_served(settings, token, header):
    settings.API_RATES = {"address": "3/min"}
    answers = [Client().get("/api/v1/tracks/", REMOTE_ADDR="192.0.2.1", **header) for _ in range(4)]
    assert [a.status_code for a in answers] == [401, 401, 401, 429]
    assert answers[-1]["Retry-After"]
    assert Client().get("/api/v1/tracks/", REMOTE_ADDR="192.0.2.2", **header).status_code == 401
    assert Client().get("/api/v1/tracks/", REMOTE_ADDR="192.0.2.1", **token).status_code == 200
