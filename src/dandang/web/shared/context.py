"""What the frame of every page needs."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from dandang.apps.inbox.queries import waiting
from dandang.apps.organisation.queries import CountyLine, county
from dandang.apps.permits.actor import NOBODY, Actor
from dandang.apps.permits.verbs import Verb
from dandang.kit import clock
from dandang.web.shared.navigation import Place, address, places
from dandang.web.shared.notices import take


@dataclass(frozen=True, slots=True)
class Frame:
    """The county, the desk's places, what waits, the notice of the act before, and the day."""

    county: CountyLine
    places: tuple[Place, ...]
    waiting: int
    notice: dict[str, str] | None
    search_address: str | None
    search_text: str
    here: str
    at_home: bool
    html_lang: str
    today: date


def frame(request: HttpRequest) -> dict[str, Any]:
    """The actor of the request and the frame, under the names templates use."""
    actor: Actor = getattr(request, "actor", NOBODY)
    signed_in = actor.account is not None
    return {
        "actor": actor,
        "frame": Frame(
            county=_unmarked(county()),
            places=places(actor, request),
            waiting=waiting(actor) if signed_in else 0,
            notice=take(request) if signed_in else None,
            search_address=address("archive:people") if actor.carries(Verb.ARCHIVE_READ) else None,
            search_text=request.GET.get("q", ""),
            here=request.get_full_path() if request.method == "GET" else "/",
            at_home=request.path == "/",
            html_lang="en" if (get_language() or "").startswith("en") else "zh-Hans",
            today=clock.today(),
        ),
    }


def _unmarked(found: CountyLine) -> CountyLine:
    # The frame marks invented data itself: a mark in the name would stand there twice.
    if not found.fictitious:
        return found
    return replace(found, name=found.name.split("（")[0], office=found.office.split("（")[0])
