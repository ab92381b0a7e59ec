"""Asking every list page as the roles that read it, and timing the answers.

The requests go through Django's test client, that is through every middleware, view, query and
template, but over no network. They are interleaved, so that no page has the caches to itself.
"""

import gc
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from benchmarks import Figure, large_county
from benchmarks.large_county import LargeCounty

LIMIT_MS = 200
TIMES = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """One page: who asks for it, and its address."""

    who: str
    address: str
    words: str


def measured(*, data: str, database: str) -> list[Figure]:
    """The p95 of every page, beside its limit, with p50 and its number of queries."""
    os.environ["DANDANG_DATA"] = data
    os.environ["DJANGO_SETTINGS_MODULE"] = "dandang.project.settings"
    os.environ.pop("DATABASE_URL", None)
    if database:
        os.environ["DATABASE_URL"] = database
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    begun = time.perf_counter()
    county = large_county.make()
    made = time.perf_counter() - begun
    figures = ask(county)
    connection.close()
    return [Figure("making the county", made, "s", 120), *figures]


def ask(county: LargeCounty, times: int = TIMES) -> list[Figure]:
    """Ask every page so often, in turn, and once more to count its queries."""
    pages = list(asked_of(county))
    # As in a server that has just started (`project/wsgi.py`).
    gc.collect()
    gc.freeze()
    clients = {who: _signed_in(number) for who, number in county.accounts.items()}
    queries = [_queries(clients[page.who], page) for page in pages]
    taken: list[list[float]] = [[] for _ in pages]
    for _ in range(times):
        for page, found in zip(pages, taken, strict=True):
            begun = time.perf_counter()
            _get(clients[page.who], page)
            found.append((time.perf_counter() - begun) * 1000)
    figures = []
    for page, found, count in zip(pages, taken, queries, strict=True):
        found.sort()
        p50, p95 = found[len(found) // 2], found[int(len(found) * 0.95)]
        note = f"p50 {p50:.0f} ms, {count} queries"
        figures.append(Figure(f"{page.who}: {page.words}", p95, "ms", LIMIT_MS, note=note))
    return figures


def _get(client: Any, page: Asked) -> None:
    answer = client.get(page.address)
    if answer.status_code != 200:
        raise RuntimeError(f"{page.address} answered {page.who} with {answer.status_code}")


def _queries(client: Any, page: Asked) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        _get(client, page)
    return len(queries)


def _signed_in(account: int) -> Any:
    from django.conf import settings
    from django.test import Client

    from dandang.kit import clock
    from dandang.web.shared.middleware import ACCOUNT_KEY, SEEN_KEY

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[ACCOUNT_KEY] = account
    # Two hours on: no request of the bench is the one that ends an idle session.
    session[SEEN_KEY] = int(clock.now().timestamp()) + 7200
    session.save()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def asked_of(county: LargeCounty) -> Iterator[Asked]:
    """Every page of the bench."""
    for who in ("officer", "personnel", "leader", "cadre", "discipline", "joint", "panel1"):
        yield Asked(who, "/", "home")
    for query, words in _people(county):
        yield Asked("officer", f"/archive/people/?{query}", f"people, {words}")
    for who in ("personnel", "leader", "discipline"):
        yield Asked(who, "/archive/people/", "people, first page")
        yield Asked(who, "/archive/people/?q=王", "people, a common name")
    for who in ("officer", "leader"):
        yield Asked(who, "/archive/units/", "units")
        yield Asked(who, f"/archive/units/{county.bureau}/", "a unit")
        yield Asked(who, f"/archive/units/{county.township}/", "a township")
        yield Asked(who, f"/archive/units/{county.bureau}/team/", "a team")
        yield Asked(who, f"/archive/units/{county.township}/team/", "a township's team")
    yield Asked("officer", f"/archive/people/{county.person}/", "a file")
    yield Asked("officer", f"/archive/people/{county.person}/posts/", "a file's posts")
    yield from _lists(county)
    yield from _rounds(county)
    for path, words in (("file", "own file"), ("opened", "my opened"), ("results", "my results")):
        yield Asked("cadre", f"/mine/{path}/", words)
    yield from _oversight(county)


def _people(county: LargeCounty) -> Iterator[tuple[str, str]]:
    yield "", "first page"
    yield "page=500", "page 500"
    yield "page=999999", "last page"
    yield "service=all&page=700", "everybody, page 700"
    yield f"unit={county.township}", "a township and below"
    yield "sex=female&page=100", "women, page 100"
    yield "ages=36-40&page=50", "an age band, page 50"
    yield "level=section&page=30", "a level, page 30"
    yield "level=county_chief", "a rare level"
    yield "regime=institution&page=300", "a regime, page 300"
    yield "authority=county", "county-managed"
    yield "service=left", "not in service"
    yield "sex=male&ages=41-45&level=staff&regime=civil_servant", "four filters"
    yield "q=王", "a common name"
    yield "q=王&page=60", "a common name, page 60"
    yield f"q={county.rare}", "a rare name"
    yield "q=查无此人", "a name nobody has"
    yield "q=民政局", "the name of a unit"


def _lists(county: LargeCounty) -> Iterator[Asked]:
    for path, words in (
        ("archive/quota", "post quota"),
        ("archive/completeness", "completeness"),
        ("archive/status", "status periods"),
        ("corrections", "corrections"),
        ("checks", "checks of files"),
        ("inbox", "inbox"),
        ("agenda", "agenda"),
        ("readiness", "readiness"),
        ("organiser/settings", "settings"),
        ("organiser/calendar", "calendar"),
        ("lists/people/export", "columns of an export"),
    ):
        yield Asked("officer", f"/{path}/", words)
    yield Asked("officer", f"/archive/completeness/?unit={county.bureau}", "completeness of a unit")
    yield Asked("audit", "/oversight/exports/", "register of exports")
    yield Asked("audit", "/oversight/alarms/", "alarms")


def _rounds(county: LargeCounty) -> Iterator[Asked]:
    yield Asked("officer", "/organiser/rounds/", "rounds, first page")
    yield Asked("officer", "/organiser/rounds/?page=8", "rounds, last page")
    yield Asked("officer", "/organiser/rounds/new/", "a new round")
    yield Asked("officer", f"/organiser/rounds/{county.large_round}/", "a round of 622")
    yield Asked("officer", "/organiser/export/", "export")
    yield Asked("leader", "/leaders/rounds/", "rounds, first page")
    yield Asked("panel1", "/leaders/rounds/?page=8", "rounds, last page")
    for who in ("officer", "discipline"):
        yield Asked(who, "/cases/", "cases")
    for who in ("officer", "personnel"):
        yield Asked(who, "/serving/", "service")
    yield Asked("officer", f"/serving/{county.round}/", "service of a round")
    yield Asked("officer", f"/serving/{county.large_round + 1}/", "service of a round of 622")


def _oversight(county: LargeCounty) -> Iterator[Asked]:
    rare = county.rare
    for who, path in (("system", "accounts"), ("security", "grants")):
        for query, words in (
            ("", "first page"),
            ("page=700", "page 700"),
            ("text=王", "a common name"),
            (f"text={rare}", "a rare name"),
            ("text=cadre-01234", "a sign-in name"),
            ("text=查无此人", "a name nobody has"),
        ):
            yield Asked(who, f"/oversight/{path}/?{query}", f"{path}, {words}")
    number = county.accounts["officer"]
    yield Asked("security", f"/oversight/grants/{number}/", "grants of an account")
    for query, words in (
        ("", "first page"),
        ("page=9000", "page 9000"),
        ("page=5000", "page 5000"),
        ("text=王", "a common name"),
        ("text=王&page=500", "a common name, page 500"),
        (f"text={rare}", "a rare name"),
        ("text=查无此人", "a name nobody has"),
        ("verb=archive.read&page=3000", "one verb, page 3000"),
        ("verb=archive.unseal", "a verb never used"),
        ("first=2025-03-01&last=2025-03-31", "a month"),
        ("first=2025-03-01&last=2025-03-31&verb=archive.edit", "a month and a verb"),
        ("refused=on&page=100", "refused, page 100"),
        ("refused=on&text=王&verb=archive.edit&first=2024-06-01", "four filters"),
    ):
        yield Asked("audit", f"/oversight/trail/?{query}", f"trail, {words}")
