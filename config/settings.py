"""All settings, read from the environment.

Development needs nothing: SQLite beside the code, a throw-away key, DEBUG on.
Production is `PRODUCTION=1`; it refuses to start without a secret key, hosts and a
PostgreSQL database, and names what is missing. Any setting can come from a file
instead: `SECRET_KEY_FILE=/run/secrets/secret_key` is read when `SECRET_KEY` is unset.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env

BASE_DIR = Path(__file__).resolve().parent.parent


def read_secret_files(environ: os._Environ[str]) -> None:
    """Let NAME_FILE=/path stand in for NAME, as container secrets are files."""
    for name in ("SECRET_KEY", "DATABASE_URL"):
        path = environ.get(f"{name}_FILE")
        if path and not environ.get(name):
            environ[name] = Path(path).read_text(encoding="utf-8").strip()


read_secret_files(os.environ)
env = Env()

PRODUCTION = env.bool("PRODUCTION", False)
DEBUG = env.bool("DEBUG", not PRODUCTION)

# --- What production must be told -------------------------------------------------------

SECRET_KEY = env.str("SECRET_KEY", "")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", [])
DATABASE_URL = env.str("DATABASE_URL", "")

if PRODUCTION:
    missing = []
    if len(SECRET_KEY) < 50:
        missing.append(
            "SECRET_KEY of at least 50 characters (make one with: python -c "
            '"import secrets; print(secrets.token_urlsafe(50))")'
        )
    if not ALLOWED_HOSTS:
        missing.append("ALLOWED_HOSTS, e.g. ALLOWED_HOSTS=tracks.example.org")
    if not DATABASE_URL.startswith(("postgres://", "postgresql://")):
        missing.append("DATABASE_URL, e.g. DATABASE_URL=postgres://user:password@host:5432/tracks")
    if DEBUG:
        missing.append("DEBUG unset: it must never be on in production")
    if missing:
        raise ImproperlyConfigured("PRODUCTION=1 needs " + "; and ".join(missing) + ".")
else:
    SECRET_KEY = SECRET_KEY or "development-only-key-that-production-refuses-to-start-with"
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]", "testserver"]

# --- Applications -----------------------------------------------------------------------

INSTALLED_APPS = [
    "config.apps.TracksAdminConfig",
    "config.apps.KernelConfig",
    "rights.apps.RightsConfig",
    "tracks.apps.TracksConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "simple_history",
    "django_filters",
    "rest_framework",
    "knox",
    "drf_spectacular",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.RefuseUnstorableText",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Database ---------------------------------------------------------------------------

DATABASES: dict[str, dict[str, Any]] = {
    "default": env.dj_db_url("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}", conn_max_age=0)
    if DATABASE_URL
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A write transaction takes its lock at once, so two people saving wait for each
    # other instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
if PRODUCTION:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People and sessions ----------------------------------------------------------------

AUTH_USER_MODEL = "config.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# --- Doors: transport and what a page may load --------------------------------------------

SECURE_SSL_REDIRECT = PRODUCTION and env.bool("SECURE_SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # The probe asks from inside, past the proxy that ends TLS.
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
# Only a proxy that sets this header itself may be trusted with it.
if PRODUCTION and env.bool("BEHIND_TLS_PROXY", True):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- Language, time, files ----------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]  # Dates are typed as in the exports: 03/04/25 is two different days.

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Copies of sources, which nothing serves but the page of their source.
    "copies": {
        "BACKEND": "config.storage.KeptFiles",
        "OPTIONS": {
            "location": env.path("COPIES_DIR", BASE_DIR / "copies"),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# A 10,000-word narrative with its inlines is far below this; a flood is far above.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
COPY_MAX_BYTES = env.int("COPY_MAX_MB", 20) * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 2  # No form takes more than one.
FILE_UPLOAD_HANDLERS = [
    "config.uploads.CutOff",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- History --------------------------------------------------------------------------

# Random, because a sequential history number would tell how many changes one cannot see.
SIMPLE_HISTORY_HISTORY_ID_USE_UUID = True
SIMPLE_HISTORY_REVERT_DISABLED = True
SIMPLE_HISTORY_ENFORCE_HISTORY_MODEL_PERMISSIONS = False

# --- API --------------------------------------------------------------------------------

REST_FRAMEWORK = {
    # The first one answers 401 with a WWW-Authenticate header to those who bring nothing.
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "config.api.ApiToken",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["config.api.MayView"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "COERCE_DECIMAL_TO_STRING": True,
    "URL_FORMAT_OVERRIDE": None,  # The views read `format`, and say what is accepted.
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Engagement Tracks API",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "DESCRIPTION": "What is said, promised, done and judged, for reading. You get what your clearance opens; "
    "what you may not see is absent everywhere, totals included.",
    "COMPONENT_SPLIT_REQUEST": False,
    "POSTPROCESSING_HOOKS": [],  # Choices stay where they are used: many fields are called “state”.
}

# --- Review -----------------------------------------------------------------------------

# A small post may let authors confirm their own meetings, developments and updates on
# commitments. Assessments always need a second person, whatever this says.
REVIEW_AUTHORS_MAY_APPROVE_OWN = env.bool("REVIEW_AUTHORS_MAY_APPROVE_OWN", False)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
}
