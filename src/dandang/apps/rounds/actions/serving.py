"""Serving the result (送达): one letter or many, reading on screen, cancelling what was recorded wrongly."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from dandang.apps.cases import queries as cases
from dandang.apps.inbox import actions as inbox
from dandang.apps.letters import actions as letters
from dandang.apps.letters import queries as letter_queries
from dandang.apps.letters.served import Served, clock_day, particulars, require_served
from dandang.apps.organisation import queries as organisation
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.actions.grip import hand_on, handed_on, take, take_ratee, trail_ratee
from dandang.apps.rounds.models import Ratee, Round, Service
from dandang.assessing.scheme_in import read_toml
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, Refusal
from dandang.terms.rounds import RoundState, ServiceWay


@transaction.atomic
def serve(*, ratee: int, served: Served, by: Actor, at: datetime) -> date:
    """Record service (送达) of the result; gives the last day to object.

    The day of service is day 0 of the working days that the scheme allows. Refused ahead of today,
    before the letter was issued, twice, or without what the way of service needs.
    """
    row, found = take_ratee(ratee, verb=Verb.ROUNDS_SERVE, move="serve", by=by)
    return _served_on_paper(row, found, served, by=by, at=at)


@transaction.atomic
def serve_all(
    *, number: int, ratees: Sequence[int], served: Served, by: Actor, at: datetime
) -> int:
    """Record that several letters of a round were served the same day in the same way: all or none.

    Gives how many. What one number by post proves is one letter; posted letters go one by one.
    """
    row = take(number, verb=Verb.ROUNDS_SERVE, move="serve", by=by)
    found = list(
        Ratee.objects.select_for_update().filter(round=row, pk__in=ratees).order_by("line__order")
    )
    if not found:
        raise Refusal("rounds.nobody_served")
    if len(found) < len(set(ratees)):
        raise NotFound("permits.not_found")
    if served.way is ServiceWay.POST and len(found) > 1:
        raise Refusal("rounds.post_one_by_one")
    for each in found:
        _served_on_paper(row, each, served, by=by, at=at)
    return len(found)


@transaction.atomic
def read_on_screen(*, ratee: int, by: Actor, at: datetime) -> date:
    """The cadre has read the own result on screen (阅知), which serves it; gives the last day to object."""
    found = Ratee.objects.select_for_update().filter(pk=ratee).first()
    own = found is not None and by.person is not None and found.line.person_id == by.person
    if found is None or not own or found.round.state != RoundState.PUBLISHED:
        raise NotFound("permits.not_found")
    served = Served(ServiceWay.SCREEN, at.date())
    return _serve(found.round, found, served, letter=_letter(found), by=by, at=at)


@transaction.atomic
def cancel_service(*, ratee: int, reason: str, by: Actor, at: datetime) -> None:
    """Cancel (撤销送达登记) a service recorded wrongly: the letter waits to be served again.

    Refused once the days to object are over or an objection rests on it, and for what the cadre
    himself read on screen.
    """
    row, found = take_ratee(ratee, verb=Verb.ROUNDS_CANCEL_SERVICE, move="serve", by=by)
    service = standing_service(found)
    if service is None:
        raise Refusal("rounds.not_served")
    if service.way == ServiceWay.SCREEN:
        raise Refusal("rounds.screen_stands")
    if not reason.strip():
        raise Refusal("rounds.cancel_reason_missing")
    if at.date() > service.until:
        raise Refusal("rounds.cancel_too_late", until=service.until)
    about = cases.cases_about(kind="ratee", numbers=[str(found.pk)]).get(str(found.pk), ())
    if any(case.opened_at >= service.at for case in about):
        raise Refusal("rounds.cancel_after_objection")
    service.cancelled_at, service.cancelled_by = at, by.name
    service.cancelled_why = reason.strip()
    service.save(update_fields=["cancelled_at", "cancelled_by", "cancelled_why"])
    wait_to_be_served(row, [found], at)
    details = {"way": service.way, "on": service.served_on.isoformat(), "reason": reason.strip()}
    trail_ratee(row, found, verb=Verb.ROUNDS_CANCEL_SERVICE, by=by, at=at, details=details)


def standing_service(found: Ratee) -> Service | None:
    """The service of the standing letter about a ratee that has not been cancelled, or None."""
    number = _letter(found).printed_number
    return Service.objects.filter(ratee=found, letter=number, cancelled_at=None).first()


def wait_to_be_served(row: Round, ratees: Sequence[Ratee], at: datetime) -> None:
    """Let the letters wait (待办): each with its cadre, all of them with the unit."""
    for each in ratees:
        inbox.put(
            what="result_to_read",
            subject_kind="ratee",
            subject_number=str(each.pk),
            at=at,
            person=each.line.person_id,
            values={"title": row.title},
        )
    hand_on(row, what="results_to_serve", role=Role.UNIT_PERSONNEL_OFFICER, at=at)


def _letter(found: Ratee) -> letter_queries.LetterLine:
    return letter_queries.letters_about(
        kind=letters.RESULT_LETTER, subject_kind="ratee", numbers=[str(found.pk)]
    )[str(found.pk)]


def _served_on_paper(row: Round, found: Ratee, served: Served, *, by: Actor, at: datetime) -> date:
    letter = _letter(found)
    require_served(served, on=at.date(), issued=letter.issued_on)
    return _serve(row, found, served, letter=letter, by=by, at=at)


def _serve(
    row: Round,
    found: Ratee,
    served: Served,
    *,
    letter: letter_queries.LetterLine,
    by: Actor,
    at: datetime,
) -> date:
    before = Service.objects.filter(
        ratee=found, letter=letter.printed_number, cancelled_at=None
    ).first()
    if before is not None:
        raise Refusal("rounds.served_already", name=found.line.name, day=before.served_on)
    days = read_toml(row.scheme).objection_working_days
    deadline = organisation.calendar().deadline(clock_day(served), days)
    Service.objects.create(
        ratee=found,
        letter=letter.printed_number,
        way=str(served.way),
        served_on=served.served_on,
        until=deadline.day,
        provisional=deadline.provisional,
        recorded_by=by.name,
        scan_id=served.scan,
        particulars=particulars(served),
        at=at,
    )
    inbox.settle(subject_kind="ratee", subject_number=str(found.pk), at=at, what="result_to_read")
    _settle_when_all_served(row, at)
    details = {
        "way": str(served.way),
        "on": served.served_on.isoformat(),
        "until": deadline.day.isoformat(),
    }
    trail_ratee(row, found, verb=Verb.ROUNDS_SERVE, by=by, at=at, details=details)
    return deadline.day


def _settle_when_all_served(row: Round, at: datetime) -> None:
    served = Service.objects.filter(ratee__round=row, cancelled_at=None).values("ratee")
    if not Ratee.objects.filter(round=row).exclude(pk__in=served).exists():
        handed_on(row, at=at, what="results_to_serve")
