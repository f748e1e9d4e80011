"""All settings, read from the environment.

Development needs nothing: SQLite beside the code, a throw-away key, DEBUG on.
Production is `PRODUCTION=1`; it refuses to start without a secret key, hosts and a
PostgreSQL database, and names what is missing. Any setting can come from a file
instead: `SECRET_KEY_FILE=/run/secrets/secret_key` is read when `SECRET_KEY` is unset.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environs import Env, validate

from config.delivery.settings import mail, packages_storage
from config.doors import settings as doors

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
SECOND_FACTOR = env.str("SECOND_FACTOR", "roles", validate=validate.OneOf(["off", "roles", "all"]))

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
    if SECOND_FACTOR == "off":
        missing.append("SECOND_FACTOR=roles, or all: it may be off only where nothing is secret")
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
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
]

MIDDLEWARE = [
    # Headers come before static files, which carry them too.
    "config.doors.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.RefuseUnstorableText",
    "config.middleware.EmergencyMode",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.doors.refusals.Refusals",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "config.doors.sessions.Limits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "config.doors.gate.Gate",
    "config.previews.PreviewMiddleware",
    "axes.middleware.AxesMiddleware",
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
KNOX_TOKEN_MODEL = "config.Token"  # noqa: S105 - the name of a model
AUTHENTICATION_BACKENDS = ["config.doors.lockout.Locked", "config.doors.backend.Passwords"]
PASSWORD_HASHERS = doors.PASSWORD_HASHERS
AUTH_PASSWORD_VALIDATORS = doors.PASSWORD_VALIDATORS
LOGIN_URL = "admin:login"
SESSION_HOURS = env.int("SESSION_HOURS", 12, validate=validate.Range(min=1, max=24))
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", 30, validate=validate.Range(min=5, max=SESSION_HOURS * 60))
SESSION_ENGINE = "config.doors.sessions"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # They quote records: no cookie has them.
SESSION_COOKIE_AGE = 60 * 60 * SESSION_HOURS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # Scripts are given the proof with the page, or by `admin:session`.
CSRF_FAILURE_VIEW = "config.doors.refusals.csrf_failure"
if PRODUCTION:  # No neighbour under the same domain can set a cookie of this name.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"

OTP_TOTP_ISSUER = "Engagement Tracks"

# Lock-out: see config/doors/lockout.py, which says what axes is told.
AXES_HANDLER = "config.doors.lockout.Attempts"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_DISABLE_ACCESS_LOG = True  # The trace has it.
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_USERNAME_CALLABLE = "config.doors.lockout.name_of"
AXES_CLIENT_IP_CALLABLE = "config.doors.addresses.counted_address"
AXES_LOCKOUT_CALLABLE = "config.doors.lockout.refusal"
SIGN_IN_FAILURES_OF_ADDRESS = 100  # In an hour, over all names; then that address waits.

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
BEHIND_TLS_PROXY = PRODUCTION and env.bool("BEHIND_TLS_PROXY", True)
if BEHIND_TLS_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
PROXIES = env.int("PROXIES", int(BEHIND_TLS_PROXY), validate=validate.Range(min=0, max=10))
WHITENOISE_ALLOW_ALL_ORIGINS = False
CONTENT_SECURITY_POLICY = doors.CONTENT_SECURITY_POLICY

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
    # Packages for partners, and for those who may download them.
    "packages": packages_storage(env.str("PACKAGES_URL", str(BASE_DIR / "packages"))),
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

# --- E-mail -----------------------------------------------------------------------------

# It tells of packages that failed; it holds nothing of the record.
vars().update(mail(env.dj_email_url("EMAIL_URL", "dummy:" if PRODUCTION else "console:")))
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", "engagement-tracks@localhost")

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
    "DEFAULT_THROTTLE_CLASSES": ["config.doors.throttles.PerUser", "config.doors.throttles.PerUserCsv"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "COERCE_DECIMAL_TO_STRING": True,
    "URL_FORMAT_OVERRIDE": None,  # The views read `format`, and say what is accepted.
}
API_RATES = {
    "user": env.str("API_RATE_USER", "600/min"),
    "csv": env.str("API_RATE_CSV", "30/min"),
    "address": env.str("API_RATE_ADDRESS", "60/min"),
}
CACHES = {"default": env.dj_cache_url("CACHE_URL", "locmem://")}
SPECTACULAR_SETTINGS = {
    "TITLE": "Engagement Tracks API",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "DESCRIPTION": "What is said, promised, done and judged, for reading. You get what your clearance opens; "
    "what you may not see is absent everywhere, totals included.",
    "COMPONENT_SPLIT_REQUEST": False,
    "POSTPROCESSING_HOOKS": [],  # Choices stay where they are used: many fields are called “state”.
}

# --- Emergency ----------------------------------------------------------------------------

# Of this server: "open", "read-only" or "closed". `manage.py emergency` decides for all that share the database.
EMERGENCY = env.str("EMERGENCY", "open")
if EMERGENCY not in ("open", "read-only", "closed"):
    raise ImproperlyConfigured(f"EMERGENCY={EMERGENCY}: give open, read-only or closed.")

# --- Review -----------------------------------------------------------------------------

# A small post may let authors confirm their own meetings, developments and updates on
# commitments. Assessments always need a second person, whatever this says.
REVIEW_AUTHORS_MAY_APPROVE_OWN = env.bool("REVIEW_AUTHORS_MAY_APPROVE_OWN", False)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {"axes": {"level": "WARNING"}},  # It tells of each sign-in, which the trace does in words.
}
