"""With DANDANG_TLS=1: cookies of this host alone, HSTS, and Django's own deployment check is clean."""

import os
import subprocess
import sys
from pathlib import Path

PROBE = """
import django
django.setup()
from django.test import Client
from django.conf import settings
settings.ALLOWED_HOSTS = ["testserver"]
answer = Client().get("/static/shared/mark.svg", secure={secure})
print(answer.status_code, answer.get("Strict-Transport-Security", ""), answer.get("Location", ""))
print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_SECURE)
print(settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SESSION_COOKIE_DOMAIN)
"""


def run(folder: Path, words: list[str], *, tls: bool) -> str:
    env = {
        **os.environ,
        "DANDANG_DATA": str(folder),
        "DANDANG_TLS": "1" if tls else "",
        "DJANGO_SETTINGS_MODULE": "dandang.project.settings",
    }
    env.pop("DATABASE_URL", None)
    env.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    done = subprocess.run(
        [sys.executable, *words], env=env, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def probed(folder: Path, *, tls: bool, secure: bool) -> list[list[str]]:
    said = run(folder, ["-c", PROBE.format(secure=secure)], tls=tls)
    return [line.split() for line in said.splitlines()[-3:]]


def test_with_tls_cookies_belong_to_this_host_alone(tmp_path: Path) -> None:
    _, names, secure = probed(tmp_path, tls=True, secure=True)
    assert names == ["__Host-session", "__Host-csrf", "True"]
    # A `__Host-` cookie is refused by browsers when it names a domain.
    assert secure == ["True", "True", "None"]


def test_with_tls_every_page_asks_for_it(tmp_path: Path) -> None:
    plain, *_ = probed(tmp_path, tls=True, secure=False)
    assert plain == ["301", "https://testserver/static/shared/mark.svg"]
    first, *_ = probed(tmp_path, tls=True, secure=True)
    assert first == ["200", "max-age=31536000;", "includeSubDomains"]


def test_without_tls_a_machine_of_its_own_can_be_used(tmp_path: Path) -> None:
    first, names, _ = probed(tmp_path, tls=False, secure=False)
    assert first == ["200"]
    assert names[:2] == ["sessionid", "csrftoken"]


def test_the_installation_passes_the_deployment_check(tmp_path: Path) -> None:
    words = ["-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    assert "no issues" in run(tmp_path, words, tls=True)
