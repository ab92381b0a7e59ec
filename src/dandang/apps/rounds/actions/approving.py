"""Approving results (审定): by a leader on screen, or recorded from the signed paper."""

from datetime import date, datetime

from django.db import transaction

from dandang.apps.archive.queries.naming import person_named
from dandang.apps.cases import actions as cases
from dandang.apps.files.papers import Paper, require_paper
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.actions.grip import hand_on, handed_on, take, took_part, trail
from dandang.apps.rounds.models import Approval, Decision, Ratee, Round
from dandang.apps.rounds.queries.acts import approval_required, last_approval
from dandang.kit.clock import BEIJING
from dandang.terms.access import Role
from dandang.terms.refusal import Refusal
from dandang.terms.rounds import DecisionState


def require_approval(row: Round) -> None:
    """Refuse while the results must be approved and are not, as they stand."""
    last = last_approval(row)
    if approval_required() and (last is None or not last.stands):
        raise Refusal("rounds.approval_missing")


@transaction.atomic
def approve(*, number: int, document: str, by: Actor, at: datetime) -> None:
    """Approve (审定) the results of a round, every grade of which is decided; not one's own."""
    row = take(number, verb=Verb.ROUNDS_APPROVE, move="approve", by=by)
    _require_ready(row, by.person or 0)
    approval = Approval(approved_by=by.name, person=by.person or 0, approved_on=at.date())
    _keep(row, approval, document=document, verb=Verb.ROUNDS_APPROVE, by=by, at=at)
    took_part(row, by=by, what="审定结果")


@transaction.atomic
def approve_for(*, number: int, document: str, paper: Paper, by: Actor, at: datetime) -> None:
    """Record from paper (代录审定) that a leader or the committee approved the results.

    Who approved is named with office; whoever approves is not a ratee of the round.
    """
    row = take(number, verb=Verb.ROUNDS_APPROVE_FOR, move="approve", by=by)
    require_paper(paper, on=at.date(), since=_last_decided(row))
    person = paper.person or person_named(paper.acted_by, paper.office)
    _require_ready(row, person)
    if by.person and Ratee.objects.filter(round=row, line__person=by.person).exists():
        raise Refusal("rounds.own_record")
    approval = Approval(
        approved_by=paper.acted_by.strip(),
        office=paper.office.strip(),
        person=person,
        approved_on=paper.acted_on,
        scan_id=paper.scan,
        recorded_by=by.name,
    )
    _keep(row, approval, document=document, verb=Verb.ROUNDS_APPROVE_FOR, by=by, at=at)
    took = cases.Took(name=approval.approved_by, person=person)
    cases.note_parts(kind="round", number=str(row.pk), what="审定结果", took=[took])
    took_part(row, by=by, what="代录审定")


def _require_ready(row: Round, person: int) -> None:
    open_grades = Ratee.objects.filter(round=row, decision=str(DecisionState.PROPOSED)).count()
    if open_grades:
        raise Refusal("rounds.approval_too_early", count=open_grades)
    if person and Ratee.objects.filter(round=row, line__person=person).exists():
        raise Refusal("rounds.approver_is_ratee")


def _last_decided(row: Round) -> date | None:
    # A meeting recorded later counts by its own day, an act on screen by the day it was done.
    last = Decision.objects.filter(ratee__round=row).select_related("meeting").order_by("pk").last()
    if last is None:
        return None
    return last.meeting.held_on if last.meeting else last.at.astimezone(BEIJING).date()


def _keep(
    row: Round, approval: Approval, *, document: str, verb: Verb, by: Actor, at: datetime
) -> None:
    approval.round, approval.document = row, document.strip()
    approval.account, approval.at = by.account, at
    approval.save(force_insert=True)
    for what in ("round_to_approve", "round_to_approve_for"):
        handed_on(row, at=at, what=what)
    hand_on(row, what="round_to_publish", role=Role.ORGANISER_OFFICER, at=at)
    details = {
        "approved_by": approval.approved_by,
        "on": approval.approved_on.isoformat(),
        "document": approval.document,
    }
    trail(row, verb=verb, by=by, at=at, details=details)
