"""The permission matrix: every named address × method × role × scope, and what it answers.

A row of `tests/web/permission_matrix.csv` names the address, the method, which things of the world
fill its blanks, and what is sent. A cell is the expected status; `inside/outside` where the thing
named may lie in the unit inside the role's scope or in the one outside, and the inside is there at
all. Whatever a request did is undone.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from dandang.kit import clock
from dandang.terms.access import Role
from dandang.web.shared.middleware import ACCOUNT_KEY, SEEN_KEY
from round_world import World

PLACE = Path(__file__).parent / "web/permission_matrix.csv"
WHO = ("anonymous", *(str(role) for role in Role))
NAMES = ("address", "method", "filled", "sent")
METHODS = ("GET", "POST")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the matrix."""

    address: str
    method: str
    filled: str
    sent: str
    cells: dict[str, str]

    @property
    def desk(self) -> str:
        """The desk the address belongs to."""
        return self.address.rpartition(":")[0]

    def things(self) -> dict[str, str]:
        """Which thing of the world fills which blank."""
        return dict(pair.split("=") for pair in self.filled.split())


def read(place: Path = PLACE) -> list[Row]:
    """The rows of the file; none before there is one."""
    if not place.exists():
        return []
    with place.open(encoding="utf-8", newline="") as stream:
        return [
            Row(*(line[name] for name in NAMES), {who: line[who] for who in WHO})
            for line in csv.DictReader(stream)
        ]


def write(rows: list[Row], place: Path = PLACE) -> None:
    """Write the file anew, in the order of the addresses."""
    with place.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow([*NAMES, *WHO])
        for row in rows:
            names = (getattr(row, name) for name in NAMES)
            table.writerow([*names, *(row.cells[who] for who in WHO)])


def addresses() -> dict[str, tuple[str, ...]]:
    """Every named address of the site with its blanks."""
    return dict(_walk(get_resolver(), "", ()))


def _walk(
    resolver: URLResolver, before: str, blanks: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for entry in resolver.url_patterns:
        here = (*blanks, *entry.pattern.converters)
        if isinstance(entry, URLPattern):
            yield f"{before}{entry.name or entry.pattern}", here
        else:
            name = f"{before}{entry.namespace}:" if entry.namespace else before
            yield from _walk(entry, name, here)


def unanswered(rows: list[Row], known: dict[str, tuple[str, ...]]) -> list[str]:
    """Addresses without a row, rows without an address, rows that fill other blanks or stand twice."""
    have = [(row.address, row.method, row.filled) for row in rows]
    faults = [f"{name} has no row" for name in known if name not in {row.address for row in rows}]
    faults += [f"{row.address} does not exist" for row in rows if row.address not in known]
    faults += [f"{each[0]} {each[1]} stands twice" for each in set(have) if have.count(each) > 1]
    for row in rows:
        if row.address in known and set(row.things()) != set(known[row.address]):
            faults.append(f"{row.address} has the blanks {known[row.address]}")
    return faults


class Walk:
    """Asks the addresses as every role, and undoes what that did."""

    def __init__(self, world: World) -> None:
        """Sign every role in."""
        self.world = world
        self.sessions = {who: self._session(who) for who in WHO}

    def _session(self, who: str) -> str:
        if who == "anonymous":
            return ""
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[ACCOUNT_KEY] = self.world.house.accounts[Role(who)].pk
        session[SEEN_KEY] = int(clock.now().timestamp())
        session.save()
        return str(session.session_key)

    def cell(self, row: Row, who: str) -> str:
        """What `who` gets: one status, or `inside/outside`."""
        inside = self._status(row, who, self.world.inside.numbers)
        alike = who == "anonymous" or row.desk == "booth"
        if not row.filled or alike or inside in {"404", "405"}:
            return inside
        return f"{inside}/{self._status(row, who, self.world.outside.numbers)}"

    def told_apart(self, row: Row, who: str, cell: str) -> bool:
        """Whether `who` could tell what lies outside his scope from what does not exist."""
        outside = cell.partition("/")[2]
        if outside not in {"403", "404"}:
            return False
        nothing = dict.fromkeys(self.world.outside.numbers, NOTHING)
        return self._status(row, who, nothing) != outside

    def _status(self, row: Row, who: str, numbers: dict[str, int]) -> str:
        blanks = {blank: numbers[thing] for blank, thing in row.things().items()}
        sent = row.sent.format_map(numbers)
        return self.ask(who, row.method, reverse(row.address, kwargs=blanks), sent)

    def ask(self, who: str, method: str, address: str, sent: str = "") -> str:
        """The status of one request, or the error it ended in."""
        try:
            with transaction.atomic():
                status = str(self.response(who, method, address, sent).status_code)
                transaction.set_rollback(True)
        except Exception as error:
            return f"500 {type(error).__name__}: {error}"[:300]
        return status

    def response(
        self,
        who: str,
        method: str,
        address: str,
        sent: str = "",
        cookies: dict[str, str] | None = None,
    ) -> Any:
        """The answer to one request of a role, or of a visitor."""
        client = Client()
        client.cookies.load(cookies or {})
        if self.sessions[who]:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[who]
        # Something is always sent, so that a form is taken for filled in.
        return client.generic(method, address, sent or "_=1" if method == "POST" else "", FORM)


NOTHING = 987_654_321
FORM = "application/x-www-form-urlencoded"
GUESS = {"round_number": "open", "file": "scan"}
OF_CATALOGUES = {
    "catalogue": "catalogue_watched",
    "filler": "catalogue_watched",
    "draft": "catalogue_watched",
    "item": "catalogue_item",
    "item_drop": "catalogue_item",
    "retire": "version_watched",
}


def proposed(rows: list[Row], walk: Walk, known: dict[str, tuple[str, ...]]) -> list[Row]:
    """The matrix as the site is now: known rows with new cells, new addresses with guessed things."""
    found: list[Row] = []
    for address, blanks in known.items():
        old = [row for row in rows if row.address == address]
        if not old:
            filled = " ".join(f"{blank}={_guess(address, blank)}" for blank in blanks)
            old = [Row(address, method, filled, "", {}) for method in METHODS]
        for row in old:
            cells = {who: walk.cell(row, who) for who in WHO}
            new = Row(row.address, row.method, row.filled, row.sent, cells)
            same = any(each.address == address and each.cells == cells for each in found)
            if row.cells or (set(cells.values()) - {"405", "404", "302"} and not same):
                found.append(new)
        if not any(each.address == address for each in found):
            found.append(new)
    return found


def _guess(address: str, blank: str) -> str:
    desk, _, name = address.rpartition(":")
    if desk == "catalogues" and blank == "number":
        return OF_CATALOGUES.get(name, "version_draft")
    if blank in GUESS:
        return GUESS[blank]
    if blank != "number":
        return blank
    things = ("person", "unit", "team", "account", "batch", "alarm", "grant", "ratee", "case")
    by_desk = {"mine": "ratee", "cases": "case", "oversight": "account"}
    return next(
        (thing for thing in things if name.startswith(thing)), by_desk.get(desk, "published")
    )
