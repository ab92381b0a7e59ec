"""Telling the result: publishing, letters, service."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from dandang.apps.inbox import actions as inbox
from dandang.apps.letters import actions as letters
from dandang.apps.letters import queries as letter_queries
from dandang.apps.organisation import queries as organisation
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.actions.grip import (
    hand_on,
    handed_on,
    take,
    take_ratee,
    took_part,
    trail,
    trail_ratee,
)
from dandang.apps.rounds.letter_values import letter_values
from dandang.apps.rounds.models import Ratee, Round, Service
from dandang.assessing.scheme_in import read_toml
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, Refusal
from dandang.terms.rounds import DecisionState, RoundState, ServiceWay


@transaction.atomic
def publish(*, number: int, by: Actor, at: datetime) -> int:
    """Publish (发布结果) once every grade is decided: letters are issued and wait to be served."""
    row = take(number, verb=Verb.ROUNDS_PUBLISH, move="publish", by=by)
    open_names = [
        each.line.name
        for each in Ratee.objects.filter(
            round=row, decision=str(DecisionState.PROPOSED)
        ).select_related("line")
    ]
    if open_names:
        raise Refusal(
            "rounds.not_all_decided", count=len(open_names), names="、".join(open_names[:5])
        )
    row.state, row.published_at = str(RoundState.PUBLISHED), at
    row.save()
    ratees = list(Ratee.objects.filter(round=row).select_related("line"))
    handed_on(row, at=at)
    _issue(row, ratees, by=by, at=at)
    took_part(row, by=by, what="发布结果")
    trail(row, verb=Verb.ROUNDS_PUBLISH, by=by, at=at, details={"people": len(ratees)})
    return len(ratees)


@transaction.atomic
def reissue(*, ratee: int, by: Actor, at: datetime) -> None:
    """Issue the letter anew (重新签发) after the panel has decided again; the old one is replaced."""
    row, found = take_ratee(ratee, verb=Verb.ROUNDS_PUBLISH, move="serve", by=by)
    if found.decision == DecisionState.REOPENED:
        raise Refusal("rounds.not_all_decided", count=1, names=found.line.name)
    _issue(row, [found], by=by, at=at)


def _issue(row: Round, ratees: Sequence[Ratee], *, by: Actor, at: datetime) -> None:
    letters.issue_all(
        kind=letters.RESULT_LETTER,
        subject_kind="ratee",
        drafts=[
            letters.Draft(
                subject_number=str(each.pk),
                subject_name=f"{row.title}：{each.line.name}",
                person=each.line.person_id,
                path=row.unit.path,
                values=values,
            )
            for each, values in zip(ratees, letter_values(row, ratees, on=at.date()), strict=True)
        ],
        on=at.date(),
        by=by,
        at=at,
    )
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


@transaction.atomic
def serve(
    *,
    ratee: int,
    way: ServiceWay,
    served_on: date,
    scan: int | None,
    by: Actor,
    at: datetime,
) -> date:
    """Record service (送达) of the result; gives the last day to object.

    The day of service is day 0 of the working days that the scheme allows. A day ahead of today or
    before the letter was issued is refused.
    """
    row, found = take_ratee(ratee, verb=Verb.ROUNDS_SERVE, move="serve", by=by)
    if way is ServiceWay.SCREEN:
        raise Refusal("rounds.screen_is_own")
    return _serve(row, found, way=way, served_on=served_on, scan=scan, by=by, at=at)


@transaction.atomic
def read_on_screen(*, ratee: int, by: Actor, at: datetime) -> date:
    """The cadre has read the own result on screen (阅知), which serves it; gives the last day to object."""
    found = Ratee.objects.select_for_update().filter(pk=ratee).first()
    own = found is not None and by.person is not None and found.line.person_id == by.person
    if found is None or not own or found.round.state != RoundState.PUBLISHED:
        raise NotFound("permits.not_found")
    return _serve(
        found.round, found, way=ServiceWay.SCREEN, served_on=at.date(), scan=None, by=by, at=at
    )


def _serve(
    row: Round,
    found: Ratee,
    *,
    way: ServiceWay,
    served_on: date,
    scan: int | None,
    by: Actor,
    at: datetime,
) -> date:
    letter = letter_queries.letters_about(
        kind=letters.RESULT_LETTER, subject_kind="ratee", numbers=[str(found.pk)]
    )[str(found.pk)]
    if served_on > at.date():
        raise Refusal("rounds.service_ahead", day=served_on)
    if served_on < letter.issued_on:
        raise Refusal("rounds.service_before_letter", day=served_on, issued=letter.issued_on)
    served = Service.objects.filter(ratee=found, letter=letter.printed_number).first()
    if served is not None:
        raise Refusal("rounds.served_already", name=found.line.name, day=served.served_on)
    days = read_toml(row.scheme).objection_working_days
    deadline = organisation.calendar().deadline(served_on, days)
    Service.objects.create(
        ratee=found,
        letter=letter.printed_number,
        way=str(way),
        served_on=served_on,
        until=deadline.day,
        provisional=deadline.provisional,
        recorded_by=by.name,
        scan_id=scan,
        at=at,
    )
    inbox.settle(subject_kind="ratee", subject_number=str(found.pk), at=at, what="result_to_read")
    _settle_when_all_served(row, at)
    details = {"way": str(way), "on": served_on.isoformat(), "until": deadline.day.isoformat()}
    trail_ratee(row, found, verb=Verb.ROUNDS_SERVE, by=by, at=at, details=details)
    return deadline.day


def _settle_when_all_served(row: Round, at: datetime) -> None:
    served = Service.objects.filter(ratee__round=row).values("ratee")
    if not Ratee.objects.filter(round=row).exclude(pk__in=served).exists():
        handed_on(row, at=at, what="results_to_serve")
