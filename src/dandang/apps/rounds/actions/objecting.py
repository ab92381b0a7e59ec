"""Objections to a result: filing, assigning, answering, closing, and what an upheld one does."""

from datetime import date, datetime

from django.db import transaction

from dandang.apps.cases import actions as cases
from dandang.apps.cases import queries as case_queries
from dandang.apps.files.papers import Paper, require_paper
from dandang.apps.inbox import actions as inbox
from dandang.apps.letters.served import Served
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.actions import telling
from dandang.apps.rounds.actions.serving import standing_service
from dandang.apps.rounds.models import Ratee
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, Refusal
from dandang.terms.rounds import DecisionState, Finding, RoundState


@transaction.atomic
def object_to_result(
    *, ratee: int, text: str, by: Actor, at: datetime, paper: Paper | None = None
) -> int:
    """Object (提出异议) to a published result within the days that service started.

    By the cadre himself, or by an officer from his paper with the scan; then the day on the paper
    counts. Refused before service and after the last day.
    """
    found = (
        Ratee.objects.select_for_update().select_related("line", "round").filter(pk=ratee).first()
    )
    if found is None or not _in_sight(found, by, paper):
        raise NotFound("permits.not_found")
    if found.round.state != RoundState.PUBLISHED:
        raise Refusal("rounds.not_now", state=RoundState(found.round.state))
    service = standing_service(found)
    if service is None:
        raise Refusal("rounds.not_served")
    if paper is not None:
        require_paper(paper, on=at.date(), since=service.served_on)
    acted_on = paper.acted_on if paper else at.date()
    if acted_on > service.until:
        raise Refusal("rounds.objection_late", until=service.until)
    subject = cases.CaseSubject(
        kind="ratee",
        number=str(found.pk),
        name=f"{found.line.name}：{found.round.title}",
        parent_kind="round",
        parent_number=str(found.round_id),
        path=found.round.unit.path,
        person=found.line.person_id,
    )
    return cases.file(procedure="objection", subject=subject, text=text, by=by, at=at, paper=paper)


def _in_sight(found: Ratee, by: Actor, paper: Paper | None) -> bool:
    if paper is None:
        return by.person == found.line.person_id
    return by.may(Verb.CASES_OBJECT_FOR, path=found.round.unit.path)


@transaction.atomic
def assign(*, case: int, account: int, by: Actor, at: datetime) -> None:
    """Assign (指定答复人) who answers the objection; whoever took part in the round is refused."""
    case_queries.case_file(by, case)
    cases.assign(number=case, account=account, by=by, at=at)


@transaction.atomic
def assign_named(*, case: int, name: str, office: str, by: Actor, at: datetime) -> None:
    """Assign (指定答复人) somebody without an account, whose answer will come on paper."""
    case_queries.case_file(by, case)
    cases.assign_named(number=case, name=name, office=office, by=by, at=at)


@transaction.atomic
def withdraw(*, case: int, by: Actor, at: datetime) -> None:
    """Withdraw (撤回) one's own objection before somebody has been assigned."""
    case_queries.case_file(by, case)
    cases.withdraw(number=case, by=by, at=at)


@transaction.atomic
def withdraw_for(*, case: int, acted_on: date, scan: int | None, by: Actor, at: datetime) -> None:
    """Record from the cadre's paper (代录撤回) that he withdraws the objection."""
    case_queries.case_file(by, case)
    cases.withdraw_for(number=case, acted_on=acted_on, scan=scan, by=by, at=at)


@transaction.atomic
def answer(*, case: int, finding: Finding, text: str, by: Actor, at: datetime) -> None:
    """Answer (答复) the objection. Upheld: the grade goes back to the panel, and says so meanwhile."""
    row = case_queries.case_file(by, case).row
    cases.answer(number=case, finding=finding, text=text, by=by, at=at)
    _reopen_when_upheld(row.number, finding, by, at)


@transaction.atomic
def answer_for(
    *,
    case: int,
    finding: Finding,
    text: str,
    acted_on: date,
    scan: int | None,
    by: Actor,
    at: datetime,
) -> None:
    """Record the answer (代录答复) of the one assigned from his paper, with the same effect."""
    row = case_queries.case_file(by, case).row
    cases.answer_for(
        number=case,
        finding=finding,
        text=text,
        acted_on=acted_on,
        scan=scan,
        by=by,
        at=at,
    )
    _reopen_when_upheld(row.number, finding, by, at)


def _reopen_when_upheld(case: int, finding: Finding, by: Actor, at: datetime) -> None:
    if finding is Finding.DISMISSED:
        return
    row = case_queries.case_file(by, case).row
    ratee = Ratee.objects.select_for_update().get(pk=int(row.subject_number))
    ratee.decision = str(DecisionState.REOPENED)
    ratee.save(update_fields=["decision"])
    # Closing waits for the panel: until it has decided anew, the objection waits for nobody else.
    inbox.settle(subject_kind="case", subject_number=str(case), at=at)
    inbox.put(
        what="grade_reopened",
        subject_kind="ratee",
        subject_number=str(ratee.pk),
        at=at,
        role=Role.PANELLIST,
        path=row.path,
        due=row.due,
        values={"name": row.subject},
    )


@transaction.atomic
def close(*, case: int, served: Served, text: str, by: Actor, at: datetime) -> None:
    """Close (办结) an answered objection once the answer was served.

    After an upheld one the panel must have decided anew; the new letter is issued here.
    """
    row = case_queries.case_file(by, case).row
    if row.finding is Finding.UPHELD:
        ratee = Ratee.objects.select_related("line").get(pk=int(row.subject_number))
        if ratee.decision == DecisionState.REOPENED:
            raise Refusal("rounds.panel_first", name=ratee.line.name)
        telling.reissue(ratee=ratee.pk, by=by, at=at)
    cases.close(number=case, served=served, text=text, by=by, at=at)
