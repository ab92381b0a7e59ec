"""The first page of every role: what waits, until when, what is under way, what changed."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from dandang.apps.archive import queries as archive
from dandang.apps.audit import queries as audit
from dandang.apps.ballots.queries import quorum_reached
from dandang.apps.inbox.queries import inbox
from dandang.apps.permits.actor import Actor, over_county
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.queries import running
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.rounds import RoundState
from dandang.terms.sentences import say
from dandang.web.shared.agenda import month_of
from dandang.web.shared.calendars import MonthSheet
from dandang.web.shared.desk import DeskRequest, signed_in
from dandang.web.shared.navigation import address
from dandang.web.shared.readiness import open_rows
from dandang.web.shared.views.inbox import item_address

MOST_WAITING = 12
MOST_ROUNDS = 6
MOST_ACTS = 8
_WITH_DAYS = (Verb.ROUNDS_READ, Verb.ROUNDS_SERVE, Verb.CASES_READ)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits, as the page shows it."""

    sentence: str
    address: str
    due: date | None


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A round that has not been published, where it leads, and whether its quorum is reached.

    `quorum` is None unless the round is open; no count is told.
    """

    row: running.RoundRow
    address: str
    quorum: bool | None


@require_safe
@signed_in
def home(request: DeskRequest) -> HttpResponse:
    """The inbox by deadline, the month, rounds under way, what others changed and this account did."""
    language = get_language() or "zh"
    actor = request.actor
    today = clock.today()
    waiting = tuple(
        Waiting(say(f"inbox.{line.what}", language, **line.values), item_address(line), line.due)
        for line in inbox(actor, most=MOST_WAITING)
    )
    context = {
        "waiting": waiting,
        "today": today,
        "keeps_catalogues": actor.carries(Verb.CATALOGUES_EDIT),
        "keeps_county": over_county(actor, Verb.ORGANISATION_EDIT),
        "needs": open_rows(actor, today),
        "sheet": _month(actor, today),
        "changes": audit.changes(actor, since=today - timedelta(days=1), most=MOST_ACTS)
        if audit.reads_changes(actor)
        else None,
        "reads_rounds": actor.carries(Verb.ROUNDS_READ),
        "under_way": _under_way(request),
        "acts": audit.own_acts(actor, most=MOST_ACTS),
        "opened": archive.opened(actor, person=actor.person, on=clock.today(), size=MOST_ACTS).rows
        if actor.person is not None and actor.carries(Verb.SELF_READ)
        else None,
    }
    return render(request, "shared/home.html", context)


def _month(actor: Actor, today: date) -> MonthSheet | None:
    # The three officers of the system have no deadlines; a cadre has a calendar when there is one.
    officer = any(actor.carries(verb) for verb in _WITH_DAYS)
    if not officer and not actor.carries(Verb.CASES_OBJECT):
        return None
    sheet = month_of(actor, today.replace(day=1), on=today)
    return sheet if officer or sheet.agenda else None


def _under_way(request: DeskRequest) -> tuple[UnderWay, ...]:
    if not request.actor.carries(Verb.ROUNDS_READ):
        return ()
    organiser = Role.ORGANISER_OFFICER in request.actor.roles()
    page = "organiser:round" if organiser else "leaders:round"
    rows = [
        row for row in running.rounds(request.actor).rows if row.state is not RoundState.PUBLISHED
    ]
    return tuple(
        UnderWay(
            row,
            address(page, row.number) or "",
            quorum_reached(row.number) if row.state is RoundState.OPEN else None,
        )
        for row in rows[:MOST_ROUNDS]
    )
