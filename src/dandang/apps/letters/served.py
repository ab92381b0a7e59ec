"""How a letter or an answer was served (送达), way by way; it starts the clock."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dandang.apps.organisation import queries as organisation
from dandang.terms.refusal import Refusal
from dandang.terms.rounds import ServiceWay

POST_CLOCK = "service.post_clock"
SCAN_REQUIRED = "service.scan_required"


@dataclass(frozen=True, slots=True)
class Served:
    """The way, the day, and what that way needs beside: names, place, or the post's number.

    `served_on` is the day the person had it in hand. `served_by` is who handed it over or talked,
    `witnesses` who was present, in one line.
    """

    way: ServiceWay
    served_on: date
    scan: int | None = None
    served_by: str = ""
    witnesses: str = ""
    place: str = ""
    tracking: str = ""
    posted_on: date | None = None


def require_served(served: Served, *, on: date, issued: date) -> None:
    """Refuse a service that lacks what its way needs, or whose days do not fit.

    `on` is the day of recording, `issued` the day of the letter or answer that was served.
    """
    if served.way is ServiceWay.SCREEN:
        raise Refusal("letters.screen_is_own")
    if served.served_on > on:
        raise Refusal("letters.service_ahead", day=served.served_on)
    if served.served_on < issued:
        raise Refusal("letters.service_before_letter", day=served.served_on, issued=issued)
    if served.scan is None and organisation.setting(SCAN_REQUIRED) == "yes":
        raise Refusal("letters.service_scan_missing")
    _NEEDS[served.way](served, issued)


def _signature(served: Served, issued: date) -> None:
    """The receipt with his own signature says it all."""


def _talk(served: Served, issued: date) -> None:
    if not served.served_by.strip() or not served.witnesses.strip():
        raise Refusal("letters.talk_incomplete")


def _refused(served: Served, issued: date) -> None:
    others = set(names_in(served.witnesses)) - {served.served_by.strip()}
    if not served.served_by.strip() or not others:
        raise Refusal("letters.two_people_needed")
    if not served.place.strip():
        raise Refusal("letters.place_missing")


def _post(served: Served, issued: date) -> None:
    if not served.tracking.strip() or served.posted_on is None:
        raise Refusal("letters.post_incomplete")
    if not issued <= served.posted_on <= served.served_on:
        raise Refusal(
            "letters.post_days", posted=served.posted_on, received=served.served_on, issued=issued
        )


_NEEDS = {
    ServiceWay.SIGNATURE: _signature,
    ServiceWay.TALK: _talk,
    ServiceWay.REFUSED: _refused,
    ServiceWay.POST: _post,
}


def names_in(line: str) -> tuple[str, ...]:
    """The names of a line in which commas, blanks or 、 part them."""
    return tuple(name for name in re.split(r"[、，,；;\s]+", line) if name)


def clock_day(served: Served) -> date:
    """Day 0 of the time limit: the day it was in hand; by post the day of posting, where the
    organisation's setting `service.post_clock` says `posted`."""
    if served.way is ServiceWay.POST and served.posted_on is not None and runs_from_dispatch():
        return served.posted_on
    return served.served_on


def runs_from_dispatch() -> bool:
    """Whether time limits run from the day of posting in this organisation; else from receipt."""
    return organisation.setting(POST_CLOCK) == "posted"


def particulars(served: Served) -> dict[str, str]:
    """What a way needs beside way, day and scan, for a column; without what is empty."""
    found = {
        "served_by": served.served_by.strip(),
        "witnesses": served.witnesses.strip(),
        "place": served.place.strip(),
        "tracking": served.tracking.strip(),
        "posted_on": served.posted_on.isoformat() if served.posted_on else "",
    }
    return {name: text for name, text in found.items() if text}


def read(*, way: str, served_on: date, scan: int | None, kept: Mapping[str, Any]) -> Served:
    """The service that `particulars` wrote, with its columns."""
    posted = str(kept.get("posted_on", ""))
    return Served(
        way=ServiceWay(way),
        served_on=served_on,
        scan=scan,
        served_by=str(kept.get("served_by", "")),
        witnesses=str(kept.get("witnesses", "")),
        place=str(kept.get("place", "")),
        tracking=str(kept.get("tracking", "")),
        posted_on=date.fromisoformat(posted) if posted else None,
    )
