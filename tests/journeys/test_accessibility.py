"""Every page can be read and used by everybody: WCAG A and AA as axe-core judges it, none left out.

One page stands for all of its kind, once per role and language; a round looks different at every
state, so each is visited.
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

pytestmark = pytest.mark.once

EACH = {"organiser:round", "leaders:round"}
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
            target = target.partition("#")[0]
            parts = urlsplit(target)
            if f"{parts.scheme}://{parts.netloc}/" != start:
                continue
            kind = _kind(target)
            known = target if kind in EACH else kind
            if known not in seen:
                seen.add(known)
                waiting.append(target)


def _walked(page: Page, people: People, faults: dict[str, list[str]], who: str) -> set[str]:
    """Walk the site as somebody, note what is wrong where, and say which kinds of page there were."""
    kinds = set()
    for kind in _pages(page, people.site.url("/")):
        kinds.add(kind)
        if found := violations(page):
            faults[f"{who} {kind}"] = found
    return kinds


MUST_MEET = {
    Role.ORGANISER_OFFICER: {"archive:person", "organiser:round_results"},
    Role.PANELLIST: {"leaders:ratee"},
    Role.CADRE: {"mine:result"},
}


# The widest desk is walked in both languages, the others in one of them, turn by turn: the crawl
# without a browser reads every page of everybody in both.
IN_ENGLISH = {*list(Role)[::2]} - {Role.ORGANISER_OFFICER}


@pytest.mark.parametrize(
    ("role", "english"),
    [(Role.ORGANISER_OFFICER, True), *((role, role in IN_ENGLISH) for role in Role)],
)
def test_every_page_can_be_used_by_everybody(people: People, role: Role, english: bool) -> None:
    faults: dict[str, list[str]] = {}
    page = people.signed_in(str(role))
    if english:
        page.goto(people.site.url("/"))
        page.get_by_role("button", name="English").click()
        page.wait_for_selector("html[lang=en]")
    walked = _walked(page, people, faults, str(role))
    assert faults == {}
    assert MUST_MEET.get(role, set()) <= walked


def test_a_refusal_can_be_read_by_everybody(people: People) -> None:
    page = people.signed_in(str(Role.SYSTEM_OFFICER))
    for path, status in (("/organiser/rounds/", 404), ("/archive/people/", 403)):
        answer = page.goto(people.site.url(path))
        assert answer is not None
        assert (answer.status, violations(page)) == (status, [])


def test_a_planted_fault_is_found(people: People) -> None:
    page = people.visitor()
    page.goto(people.site.url("/sign-in/"))
    assert violations(page) == []
    page.evaluate("document.querySelector('main').innerHTML += '<input type=text><img src=x>'")
    assert {each.partition(":")[0] for each in violations(page)} == {"label", "image-alt"}
