"""Settings come from the environment, and production does not start half configured."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
KEY = "k" * 60
POSTGRES = "postgres://tracks:p%40ss@db.example.org:5433/engagement"
PRODUCTION = {"PRODUCTION": "1", "SECRET_KEY": KEY, "ALLOWED_HOSTS": "tracks.example.org", "DATABASE_URL": POSTGRES}
ASK = """
import json
from django.conf import settings
from django.db import connection
names = {names!r}
found = {{name: getattr(settings, name, None) for name in names}}
database = settings.DATABASES["default"]
found["database"] = {{k: str(database.get(k)) for k in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")}}
found["options"] = database.get("OPTIONS", {{}})
print(json.dumps(found, default=str))
"""


def started(environment: dict[str, str], *names: str) -> subprocess.CompletedProcess[str]:
    """A fresh process with this environment and no other settings."""
    bare = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", ASK.format(names=names)],
        env=bare | environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def found(environment: dict[str, str], *names: str) -> dict:
    process = started(environment, *names)
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout)


# --- Production -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY of at least 50 characters (make one with: python -c"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY of at least 50 characters"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS, e.g. ALLOWED_HOSTS=tracks.example.org"),
        ({"DATABASE_URL": ""}, "DATABASE_URL, e.g. DATABASE_URL=postgres://user:password@host:5432/tracks"),
        ({"DATABASE_URL": "sqlite:///db.sqlite3"}, "DATABASE_URL, e.g. DATABASE_URL=postgres://"),
        ({"DEBUG": "1"}, "DEBUG unset: it must never be on in production"),
    ],
)
def test_production_does_not_start_without_what_it_needs_and_says_how_to_give_it(changes, words):
    process = started({name: value for name, value in (PRODUCTION | changes).items() if value})
    assert process.returncode != 0
    last = process.stderr.strip().splitlines()[-1]
    assert "ImproperlyConfigured: PRODUCTION=1 needs " in last
    assert words in last
    assert last.count("; and ") == 0, "only what is missing is named"


def test_everything_that_is_missing_is_named_at_once():
    last = started({"PRODUCTION": "1"}).stderr.strip().splitlines()[-1]
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"):
        assert name in last


def test_no_secret_is_in_the_message_of_a_failed_start():
    process = started(PRODUCTION | {"ALLOWED_HOSTS": "", "DATABASE_URL": "mysql://user:hidden-word@host/x"})
    assert process.returncode != 0
    assert "hidden-word" not in process.stderr.splitlines()[-1]
    assert KEY not in process.stderr


def test_production_starts_with_everything_and_closes_its_doors():
    told = found(
        PRODUCTION,
        "DEBUG",
        "ALLOWED_HOSTS",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
    )
    assert told["DEBUG"] is False
    assert told["ALLOWED_HOSTS"] == ["tracks.example.org"]
    assert told["SESSION_COOKIE_SECURE"] and told["CSRF_COOKIE_SECURE"] and told["SECURE_SSL_REDIRECT"]
    assert told["SECURE_HSTS_SECONDS"] >= 31_536_000


# --- Secrets from files ---------------------------------------------------------------------


def test_secrets_can_come_from_files(tmp_path):
    (tmp_path / "key").write_text(f"{KEY}\n", encoding="utf-8")
    (tmp_path / "url").write_text(f"{POSTGRES}\n", encoding="utf-8")
    files = {"SECRET_KEY_FILE": str(tmp_path / "key"), "DATABASE_URL_FILE": str(tmp_path / "url")}
    told = found({"PRODUCTION": "1", "ALLOWED_HOSTS": "a.example.org"} | files, "SECRET_KEY")
    assert told["SECRET_KEY"] == KEY
    assert told["database"]["NAME"] == "engagement"


def test_a_value_that_is_given_comes_before_its_file(tmp_path):
    (tmp_path / "key").write_text("from the file", encoding="utf-8")
    told = found({"SECRET_KEY": "given", "SECRET_KEY_FILE": str(tmp_path / "key")}, "SECRET_KEY")
    assert told["SECRET_KEY"] == "given"


def test_a_secret_file_that_is_not_there_stops_the_start_and_is_named():
    process = started(PRODUCTION | {"SECRET_KEY": "", "SECRET_KEY_FILE": "/run/secrets/absent"})
    assert process.returncode != 0
    assert "/run/secrets/absent" in process.stderr.splitlines()[-1]


# --- Development and databases --------------------------------------------------------------


def test_development_needs_nothing():
    told = found({}, "DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "SECURE_SSL_REDIRECT")
    assert told["DEBUG"] is True
    assert told["SECRET_KEY"]
    assert "127.0.0.1" in told["ALLOWED_HOSTS"]
    assert told["SECURE_SSL_REDIRECT"] is False
    assert told["database"]["ENGINE"] == "django.db.backends.sqlite3"
    assert told["database"]["NAME"] == str(ROOT / "db.sqlite3")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_a_database_url_of_postgresql_is_read_with_its_escapes(scheme):
    told = found({"DATABASE_URL": POSTGRES.replace("postgres:", f"{scheme}:")})["database"]
    assert told == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "engagement",
        "USER": "tracks",
        "PASSWORD": "p@ss",
        "HOST": "db.example.org",
        "PORT": "5433",
    }


def test_a_database_url_of_sqlite_makes_writers_wait_for_each_other(tmp_path):
    told = found({"DATABASE_URL": f"sqlite:///{tmp_path / 'a.sqlite3'}"})
    assert told["database"]["NAME"] == str(tmp_path / "a.sqlite3")
    assert told["options"]["transaction_mode"] == "IMMEDIATE"
    assert told["options"]["timeout"] == 20


def test_the_tests_run_on_the_database_that_was_asked_for():
    wanted = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
    assert connection.vendor == wanted


# --- Dates as they are typed ----------------------------------------------------------------


@pytest.mark.parametrize("typed", ["2025-04-03", "3 April 2025", "3 Apr 2025"])
def test_a_date_is_read_as_written(typed):
    assert forms.DateField(localize=True).clean(typed) == dt.date(2025, 4, 3)


@pytest.mark.parametrize(
    "typed", ["03/04/25", "03/04/2025", "3.4.2025", "04-03-25", "20250403", "2025-13-01", "0000-01-01"]
)
def test_a_date_that_could_be_two_days_or_none_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        forms.DateField(localize=True).clean(typed)


def test_dates_are_shown_as_they_may_be_typed():
    field = forms.DateField(localize=True)
    assert field.widget.format_value(dt.date(2025, 4, 3)) == "2025-04-03"
    assert settings.USE_TZ and settings.TIME_ZONE == "UTC"


def test_copies_of_sources_lie_where_the_environment_says_and_are_as_large_as_it_allows(tmp_path):
    given = found({"COPIES_DIR": str(tmp_path), "COPY_MAX_MB": "5"}, "STORAGES", "COPY_MAX_BYTES")
    assert given["STORAGES"]["copies"]["OPTIONS"]["location"] == str(tmp_path)
    assert given["COPY_MAX_BYTES"] == 5 * 1024 * 1024
    usual = found({}, "STORAGES", "COPY_MAX_BYTES")
    assert usual["STORAGES"]["copies"]["OPTIONS"]["location"] == str(ROOT / "copies")
    assert usual["COPY_MAX_BYTES"] == 20 * 1024 * 1024
