"""The forms that the site itself offers: found by following its links as every role."""

import html as entities
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import html

from matrix import WHO, Walk

LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)')
MOST_PAGES = 150


def links(page: str) -> list[str]:
    """The site's own addresses that a page leads to, without the part after `#`."""
    found = (entities.unescape(target) for target in LINK.findall(page))
    return [target for target in found if target.startswith("/") and "/static/" not in target]


@dataclass(frozen=True, slots=True)
class Visit:
    """One page that a role was led to: from where, and what was answered."""

    address: str
    source: str
    answer: Any

    @property
    def is_html(self) -> bool:
        """Whether it is a page and no file."""
        return str(self.answer.get("Content-Type", "")).startswith("text/html")

    @property
    def text(self) -> str:
        """The page as it was sent."""
        return str(self.answer.content.decode())


def visits(walk: Walk, who: str, more: tuple[str, ...] = ()) -> Iterator[Visit]:
    """Every page that a role is led to from the first one, and then from those given."""
    seen: set[str] = set()
    waiting: deque[tuple[str, str]] = deque()
    for begin in ("/", *more):
        if begin not in seen:
            seen.add(begin)
            waiting.append((begin, ""))
        while waiting:
            address, source = waiting.popleft()
            visit = Visit(address, source, walk.response(who, "GET", address))
            yield visit
            ahead = [visit.answer["Location"]] if visit.answer.has_header("Location") else []
            if visit.is_html:
                ahead += links(visit.text)
            for target in (urljoin(address, each) for each in ahead):
                if target not in seen and len(seen) < MOST_PAGES + len(more):
                    seen.add(target)
                    waiting.append((target, address))


@dataclass(frozen=True, slots=True)
class SiteForm:
    """One form of a page: who sees it, where it goes, and what a browser would send of it."""

    who: str
    page: str
    address: str
    method: str
    filled: dict[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()

    @property
    def shape(self) -> tuple[str, str, tuple[str, ...]]:
        """What tells it from other forms: the same form about another number is no other form."""
        place = re.sub(r"\d+", "0", self.address)
        return place, self.method, (*sorted(self.filled), *self.files)


def forms_of(visit: Visit, who: str) -> Iterator[SiteForm]:
    """The forms of a page, filled in with what is offered or with something that fits."""
    for each in html.fromstring(visit.text).iter("form"):
        action = each.get("action") or visit.address
        filled: dict[str, str] = {}
        files = []
        for one in each.iter("input", "select", "textarea"):
            name = one.get("name")
            if not name or name == "csrfmiddlewaretoken":
                continue
            if one.get("type") == "file":
                files.append(name)
            else:
                filled.setdefault(name, _something(one))
        method = (each.get("method") or "get").upper()
        where = urlsplit(urljoin(visit.address, action)).path
        yield SiteForm(who, visit.address, where, method, filled, tuple(files))


def _something(one: Any) -> str:
    if one.tag == "select":
        values = [option.get("value") or "" for option in one.iter("option")]
        return next((value for value in values if value), "")
    if one.get("value"):
        return str(one.get("value"))
    by_type = {"date": "2026-11-01", "number": "1", "checkbox": "on"}
    return by_type.get(one.get("type") or "", "虚构")


def site_forms(walk: Walk) -> list[SiteForm]:
    """Every form of the site, each once, as the first role that is offered it."""
    found: dict[tuple[str, str, tuple[str, ...]], SiteForm] = {}
    for who in WHO:
        for visit in visits(walk, who):
            if visit.is_html and visit.answer.status_code == 200:
                for each in forms_of(visit, who):
                    found.setdefault(each.shape, each)
    return list(found.values())
