"""Whatever file is put into whichever field: a sentence in seconds, nothing written, nothing broken."""

import resource
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.test import Client

from dandang.apps.grants.models import Grant
from dandang.formats.letters import default_template
from dandang.terms.access import Role
from hostile import NAMES, hostile, picture, roster, spoilt
from makers import NOW
from matrix import Walk
from round_world import build
from site_forms import SiteForm, site_forms

pytestmark = pytest.mark.once

SILENT, WRITTEN = "said nothing", "something was written"
SECONDS = 15
MEGABYTES = 400
# A session and its register, the line of background work and the trail are written by refusals as well.
BESIDE = {
    "sessions.session",
    "accounts.session",
    "django_tasks_database.dbtaskresult",
    "audit.trailrow",
}


@pytest.fixture
def walk(db: None) -> Walk:
    world = build()
    office, county = world.house.accounts[Role.ORGANISER_OFFICER], world.house.county
    # Some files may only be put by who answers for the whole county.
    Grant.objects.create(
        account=office, role=str(Role.ORGANISER_OFFICER), unit=county, granted_at=NOW
    )
    return Walk(world)


def with_files(walk: Walk) -> list[SiteForm]:
    found = [form for form in site_forms(walk) if form.files]
    assert {form.address for form in found} >= {"/organiser/import/", "/organiser/templates/"}
    return found


def sent(walk: Walk, form: SiteForm, name: str, content: bytes) -> tuple[Any, str, float]:
    """What came back, the page that the user then sees, and how long it took."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = walk.sessions[form.who]
    parts = [(f'name="{field}"', text.encode()) for field, text in form.filled.items()]
    parts += [(f'name="{field}"; filename="{name}"', content) for field in form.files]
    head = b"--edge\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n"
    body = b"".join(head % (what.encode(), value) for what, value in parts) + b"--edge--\r\n"
    begun = time.monotonic()
    answer = client.generic("POST", form.address, body, "multipart/form-data; boundary=edge")
    took = time.monotonic() - begun
    seen = client.get(answer["Location"]) if answer.has_header("Location") else answer
    return answer, seen.content.decode("utf-8", "replace"), took


def written() -> dict[str, int]:
    """How many rows every table holds, and how many files lie in the data folder."""
    rows = {
        model._meta.label_lower: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.label_lower not in BESIDE
    }
    return {**rows, "files": sum(1 for _ in Path(settings.FILES).rglob("*"))}


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def tried(walk: Walk, form: SiteForm, name: str, content: bytes) -> Iterator[str]:
    """What is wrong with the answer to one file; undone afterwards."""
    with transaction.atomic():
        before = written()
        try:
            answer, page, took = sent(walk, form, name, content)
        except Exception as error:
            yield f"broke with {type(error).__name__}: {error}"[:200]
        else:
            if answer.status_code >= 500:
                yield f"answered {answer.status_code}"
            if took > SECONDS:
                yield f"took {took:.0f} s"
            if not any(sign in page for sign in ("dd-error", "dd-notice", "问题清单")):
                yield SILENT
            if written() != before:
                yield WRITTEN
        transaction.set_rollback(True)


def test_a_hostile_file_is_refused_with_a_sentence_wherever_it_is_put(walk: Walk) -> None:
    memory, faults = peak(), []
    forms = with_files(walk)
    for what, content in hostile():
        for form in forms:
            told = tried(walk, form, "名册.xlsx", content)
            faults += [f"{form.address}, {what}: {each}" for each in told]
    assert not faults, "\n".join(faults)
    assert peak() - memory < MEGABYTES
    assert walk.ask(forms[0].who, "GET", "/") == "200"


def test_a_spoilt_file_is_answered_wherever_it_is_put(walk: Walk) -> None:
    rng, faults = Random(20261122), []
    wholes = {"import": roster(), "templates": default_template()}
    for form in with_files(walk):
        whole = next((each for word, each in wholes.items() if word in form.address), picture())
        for _ in range(12):
            content = spoilt(whole, rng)
            for each in tried(walk, form, "名册.xlsx", content):
                if each not in {SILENT, WRITTEN}:
                    faults.append(f"{form.address}, {content[:40]!r}…: {each}")
    assert not faults, "\n".join(faults)


def test_a_file_may_have_any_name(walk: Walk) -> None:
    faults = []
    for form in with_files(walk):
        for name in NAMES:
            for content in (picture(), b"%PDF-1.4 ", roster()):
                for each in tried(walk, form, name, content):
                    if each not in {SILENT, WRITTEN}:
                        faults.append(f"{form.address}, named {name[:20]!r}: {each}")
    assert not faults, "\n".join(faults)
    outside = Path(settings.DATA).resolve()
    assert all(
        outside in path.resolve().parents for path in outside.rglob("*") if "keys" not in path.parts
    )
