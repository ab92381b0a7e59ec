"""Settings of an installation. Everything it owns lies in one data folder (`DANDANG_DATA`)."""

import os
from pathlib import Path
from typing import Any

import dj_database_url

from dandang.kit.keys import key

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("DANDANG_DATA", "var")).resolve()
KEYS = DATA / "keys"
BOXES = DATA / "boxes"
FILES = DATA / "files"

DEBUG = False
SECRET_KEY = key(KEYS, "session")
ALLOWED_HOSTS = os.environ.get("DANDANG_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
BOOTH_BESIDE_ARCHIVE = os.environ.get("DANDANG_BOOTH", "beside") == "beside"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    *(
        f"dandang.apps.{app}"
        for app in (
            "audit",
            "accounts",
            "organisation",
            "files",
            "inbox",
            "letters",
            "exports",
            "units",
            "archive",
            "grants",
            "catalogues",
            "ballots",
            "cases",
            "rounds",
            "corrections",
            "verification",
        )
    ),
    "dandang.web.shared",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "dandang.web.booth.middleware.booth_stands_apart",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "dandang.web.shared.middleware.language_of_cookie",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "dandang.web.shared.middleware.actor_of_request",
    "dandang.web.shared.middleware.no_null_characters",
    "dandang.web.shared.middleware.owed_first",
    "dandang.web.shared.middleware.refusals_as_pages",
]

ROOT_URLCONF = "dandang.project.urls"
WSGI_APPLICATION = "dandang.project.wsgi.application"
AUTH_USER_MODEL = "accounts.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            PACKAGE / "web" / desk / "templates"
            for desk in ("organiser", "mine", "leaders", "oversight", "booth")
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "dandang.web.shared.context.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "dandang.web.shared.templatetags.pieces",
            ],
        },
    }
]
FORM_RENDERER = "dandang.web.shared.forms.renderer.FormRenderer"


def _database() -> dict[str, Any]:
    url = os.environ.get("DATABASE_URL")
    if url:
        return {**dj_database_url.parse(url, conn_max_age=60), "CONN_HEALTH_CHECKS": True}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "dandang.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;",
        },
    }


DATABASES = {"default": _database()}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "dandang.web.shared.views.errors.csrf_failed"
# Behind a TLS-ending proxy the installation sets DANDANG_TLS=1.
TLS = os.environ.get("DANDANG_TLS") == "1"
SESSION_COOKIE_SECURE = TLS
CSRF_COOKIE_SECURE = TLS
# A browser takes a `__Host-` cookie from this very host alone, and over TLS alone.
SESSION_COOKIE_NAME = "__Host-session" if TLS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrf" if TLS else "csrftoken"
SECURE_HSTS_SECONDS = 31536000 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS
# Browsers' preload lists are for the public web; a county's intranet host has no place there.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_SSL_REDIRECT = TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS else None
# Not "no-referrer": browsers then send `Origin: null` with a form, which counts as a forged one.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        # Charts and bars are sized by style attributes.
        "style-src": ["'self'", "'unsafe-inline'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Strict"
LANGUAGE_COOKIE_SECURE = TLS
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [
    (desk, path) for desk in ("booth",) if (path := PACKAGE / "web" / desk / "static").is_dir()
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A request line would say who came to the booth and when.
    "loggers": {
        "django.server": {"handlers": [], "propagate": False},
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
