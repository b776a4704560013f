"""The one settings file. An installation is described by environment variables only (docs/start.md)."""

import contextlib
import os
import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from huiying import logs
from huiying.fronts.cli import environment

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("HUIYING_VAR") or ROOT / "var")
IS_DEMO = environment.is_demo(os.environ)
"""A demo shows itself as one, accepts impossible identity numbers and makes its own keys."""

if _unusable := environment.unusable(os.environ, sys.argv[1:]):
    raise ImproperlyConfigured("\n".join(["Not started:", *(f"- {words}" for words in _unusable.values())]))


def _secret(name: str) -> str:
    """A key from the environment; the demo keeps one of its own making under `var/`."""
    given = os.environ.get(name)
    if given or not IS_DEMO:
        return given or ""
    kept = VAR / "keys" / name.lower()
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        partial = kept.with_suffix(f".{os.getpid()}")
        partial.touch(mode=0o600)
        partial.write_text(os.urandom(32).hex())
        with contextlib.suppress(FileExistsError):
            os.link(partial, kept)  # the first of several processes wins
        partial.unlink()
    return kept.read_text()


SECRET_KEY = _secret("HUIYING_SECRET_KEY")
DATA_KEY = _secret("HUIYING_DATA_KEY")
"""Encrypts personal data and makes blind indexes and query codes; losing it loses them."""

DEBUG = False
ALLOWED_HOSTS = environment.names(os.environ, "HUIYING_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = environment.names(os.environ, "HUIYING_ORIGINS")
IS_HTTPS = os.environ.get("HUIYING_HTTPS") == "1"

INSTALLED_APPS = [
    "huiying.base.storage",
    "huiying.base.trail",
    "huiying.base.jobs",
    "huiying.base.files",
    "huiying.base.outbox",
    "huiying.base.imports",
    "huiying.registers.places",
    "huiying.registers.limits",
    "huiying.registers.access",
    "huiying.registers.parties",
    "huiying.registers.directory",
    "huiying.work.cases",
    "huiying.demo",
    "huiying.fronts.web",
    "huiying.fronts.cli",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks_db",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "huiying.fronts.web.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "huiying.fronts.web.middleware.Access",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "huiying.urls"
WSGI_APPLICATION = "huiying.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "huiying.fronts.web.templatetags.ui",
                "huiying.fronts.web.templatetags.form_blocks",
                "huiying.fronts.web.templatetags.case_rows",
                "huiying.fronts.web.templatetags.sent_forms",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "huiying.fronts.web.context.page",
            ],
        },
    }
]

DATABASES: dict[str, Any]
if os.environ.get("HUIYING_DATABASE") == "postgresql":
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": os.environ.get("HUIYING_DATABASE_NAME", "huiying"),
            "USER": os.environ.get("HUIYING_DATABASE_USER", "huiying"),
            "PASSWORD": os.environ.get("HUIYING_DATABASE_PASSWORD", ""),
            "HOST": os.environ.get("HUIYING_DATABASE_HOST", "127.0.0.1"),
            "PORT": environment.number(os.environ, "HUIYING_DATABASE_PORT", 5432),
            "OPTIONS": {
                "pool": {"min_size": 1, "max_size": 4, "timeout": 10},
                # A statement is planned once a connection, not at each page: a quarter of the time of a case page.
                "server_side_binding": True,
                "prepare_threshold": 3,
            },
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ.get("HUIYING_DATABASE_NAME") or VAR / "huiying.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                # Without recursive triggers, REPLACE would remove rows past their guards.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-8000; "
                "PRAGMA recursive_triggers=ON;",
            },
        }
    }

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
FILES_ROOT = VAR / "files"
OUTBOX_ROOT = VAR / "outbox"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account:login"
LOGIN_REDIRECT_URL = "desk:today"
LOGOUT_REDIRECT_URL = "public:home"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "registration/locked_out.html"
AXES_CLIENT_IP_CALLABLE = "huiying.fronts.web.access.client_address"
PROXIES = environment.number(os.environ, "HUIYING_PROXIES", 0)
"""How many web servers stand before this one, each of which writes down whom it answered."""
AXES_VERBOSE = False

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked on this machine, without the web server before it
SECURE_HSTS_SECONDS = 366 * 24 * 3600 if IS_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [ROOT / "huiying" / "fronts" / "web" / "locale"]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": FILES_ROOT},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LOGGING_CONFIG = None
logs.configure(as_json=environment.logs_as_json(os.environ))
