"""Whoever follows the links of the site as any role arrives somewhere."""

import html
import re
from collections import deque

import pytest

from matrix import Walk
from round_world import build

LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)')
MOST_PAGES = 150


def links(page: str) -> list[str]:
    """The site's own addresses that a page leads to, without the part after `#`."""
    found = (html.unescape(target) for target in LINK.findall(page))
    return [target for target in found if target.startswith("/") and "/static/" not in target]


def walked(walk: Walk, who: str) -> tuple[set[str], list[str]]:
    """The addresses a role was led to, and those that do not answer with the page that led there."""
    seen, faults = {"/"}, []
    waiting = deque([("/", "")])
    while waiting and len(seen) < MOST_PAGES:
        address, source = waiting.popleft()
        answer = walk.response(who, "GET", address)
        if answer.status_code >= 400:
            faults.append(f"{source} leads to {address}: {answer.status_code}")
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        ahead = [answer["Location"]] if answer.has_header("Location") else []
        for target in [*ahead, *links(answer.content.decode())]:
            if target not in seen and not target.startswith("/language"):
                seen.add(target)
                waiting.append((target, address))
    return seen, faults


@pytest.mark.django_db
def test_no_role_is_led_to_a_dead_end() -> None:
    walk = Walk(build())
    ways = {who: walked(walk, who) for who in walk.sessions}
    assert {who: faults for who, (_, faults) in ways.items() if faults} == {}
    desks = {"organiser_officer": "/organiser/rounds/", "cadre": "/mine/results/"}
    assert [who for who, desk in desks.items() if desk not in ways[who][0]] == []


def test_links_are_found_in_a_page() -> None:
    page = (
        '<a class="x" href="/units/?page=2&amp;text=a#b">1</a><a href="#top">2</a><a href="x">3</a>'
    )
    assert links(page) == ["/units/?page=2&text=a"]
