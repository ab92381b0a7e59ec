"""Every page can be read and used by everybody: WCAG A and AA as axe-core judges it, none left out.

One page stands for all of its kind: an address is visited once per role and language.
"""

from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Page

from axe import violations
from copied import CopiedDatabase
from dandang.terms.access import Role
from round_world import build
from seeding import House
from stage import People

LINKS = "[...document.querySelectorAll('a[href]')].map((each) => each.href)"


@pytest.fixture
def house(copied_db: CopiedDatabase) -> House:
    """The house with rounds at every state."""
    return build().house


def _kind(address: str) -> str:
    return resolve(urlsplit(address).path).view_name


def _pages(page: Page, start: str) -> Iterator[str]:
    """Stand on one page of every kind that links lead to, and say which it is."""
    seen, waiting = {_kind(start)}, deque([start])
    while waiting:
        answer = page.request.head(address := waiting.popleft())
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        page.goto(address)
        yield _kind(address)
        for target in page.evaluate(LINKS):
            parts = urlsplit(target)
            if f"{parts.scheme}://{parts.netloc}/" == start and _kind(target) not in seen:
                seen.add(_kind(target))
                waiting.append(target)


def _faults(page: Page, people: People) -> tuple[int, dict[str, list[str]]]:
    faults, count = {}, 0
    for kind in _pages(page, people.site.url("/")):
        count += 1
        if found := violations(page):
            faults[kind] = found
    return count, faults


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_every_page_of_a_role_can_be_used_by_everybody(people: People, role: Role) -> None:
    page = people.signed_in(str(role))
    count, faults = _faults(page, people)
    assert (faults, count >= 3) == ({}, True)
    page.goto(people.site.url("/"))
    page.get_by_role("button", name="English").click()
    page.wait_for_selector("html[lang=en]")
    count_in_english, faults = _faults(page, people)
    assert (faults, count_in_english) == ({}, count)


def test_a_planted_fault_is_found(people: People) -> None:
    page = people.visitor()
    page.goto(people.site.url("/sign-in/"))
    assert violations(page) == []
    page.evaluate("document.querySelector('main').innerHTML += '<input type=text><img src=x>'")
    assert {each.partition(":")[0] for each in violations(page)} == {"label", "image-alt"}
