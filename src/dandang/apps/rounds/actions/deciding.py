"""The panel: confirming proposals, changing a grade with a reason."""

from datetime import datetime

from django.db import transaction

from dandang.apps.cases import queries as cases
from dandang.apps.inbox import actions as inbox
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.actions.grip import (
    hand_on,
    handed_on,
    take,
    take_ratee,
    took_part,
    trail_ratee,
)
from dandang.apps.rounds.models import Decision, Ratee, Round
from dandang.assessing.scheme_in import read_toml
from dandang.terms.access import Role
from dandang.terms.refusal import Refusal
from dandang.terms.rounds import CaseStep, DecisionState, RoundState


@transaction.atomic
def decide(*, ratee: int, grade: str, reason: str, by: Actor, at: datetime) -> None:
    """Decide (评定) a grade: as proposed, or another one with a reason.

    A panellist does not decide on himself. After publication only a grade that an upheld objection
    has reopened can be decided again, always with a reason.
    """
    move = "redecide" if _published(ratee) else "decide"
    row, found = take_ratee(ratee, verb=Verb.ROUNDS_DECIDE, move=move, by=by)
    reopened = found.decision == DecisionState.REOPENED
    if move == "redecide" and not reopened:
        raise Refusal("rounds.already_published")
    _decide(row, found, grade=grade, reason=reason.strip(), by=by, at=at)
    took_part(row, by=by, what="评审等次")


@transaction.atomic
def confirm_all(*, number: int, by: Actor, at: datetime) -> int:
    """Confirm (确认) every proposal not yet decided; gives how many. Whoever has none stays open,
    and so does the panellist himself."""
    row = take(number, verb=Verb.ROUNDS_DECIDE, move="decide", by=by)
    waiting = Ratee.objects.filter(round=row, decision=str(DecisionState.PROPOSED))
    count = 0
    for found in waiting.exclude(proposal="").select_related("line"):
        if found.line.person_id != by.person:
            _decide(row, found, grade=found.proposal, reason="", by=by, at=at)
            count += 1
    took_part(row, by=by, what="评审等次")
    return count


def _published(ratee: int) -> bool:
    published = Ratee.objects.filter(pk=ratee, round__state=str(RoundState.PUBLISHED))
    return published.exists()


def _decide(row: Round, found: Ratee, *, grade: str, reason: str, by: Actor, at: datetime) -> None:
    if by.person is not None and found.line.person_id == by.person:
        raise Refusal("rounds.not_oneself")
    if grade not in {cut.grade for cut in read_toml(row.scheme).cuts}:
        raise Refusal("rounds.unknown_grade", grade=grade)
    as_proposed = grade == found.proposal and found.decision != DecisionState.REOPENED
    if not as_proposed and not reason:
        raise Refusal("rounds.reason_missing", name=found.line.name)
    before = found.grade or found.proposal
    found.decision = str(DecisionState.CONFIRMED if as_proposed else DecisionState.CHANGED)
    found.grade = grade
    found.save(update_fields=["grade", "decision"])
    Decision.objects.create(
        ratee=found,
        before=before,
        after=grade,
        state=found.decision,
        reason=reason,
        decided_by=by.name,
        account=by.account,
        at=at,
    )
    details = {"before": before, "after": grade, "reason": reason}
    trail_ratee(row, found, verb=Verb.ROUNDS_DECIDE, by=by, at=at, details=details)
    inbox.settle(subject_kind="ratee", subject_number=str(found.pk), at=at, what="grade_reopened")
    if row.state == RoundState.PUBLISHED:
        _hand_back(row, found, at)
    _announce_when_whole(row, at)


def _hand_back(row: Round, found: Ratee, at: datetime) -> None:
    """Let the objection that reopened the grade wait to be served and closed."""
    number = str(found.pk)
    for case in cases.cases_about(kind="ratee", numbers=[number]).get(number, ()):
        if case.step is CaseStep.ANSWERED:
            inbox.put(
                what="case_to_close",
                subject_kind="case",
                subject_number=str(case.number),
                at=at,
                role=Role.ORGANISER_OFFICER,
                path=row.unit.path,
                due=case.due,
                values={"name": case.subject},
            )


def _announce_when_whole(row: Round, at: datetime) -> None:
    open_states = [str(DecisionState.PROPOSED), str(DecisionState.REOPENED)]
    if row.state != RoundState.REVIEW:
        return
    if Ratee.objects.filter(round=row, decision__in=open_states).exists():
        return
    handed_on(row, at=at, what="round_to_decide")
    hand_on(row, what="round_to_publish", role=Role.ORGANISER_OFFICER, at=at)
