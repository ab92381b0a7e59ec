"""What holds of every grade, decided on screen or recorded from the panel's minutes."""

from datetime import datetime

from dandang.apps.cases import queries as cases
from dandang.apps.grants.queries import holders_of
from dandang.apps.inbox import actions as inbox
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.actions.grip import hand_on, handed_on, trail_ratee
from dandang.apps.rounds.models import Decision, Ratee, Round
from dandang.apps.rounds.queries.acts import approval_required
from dandang.assessing.scheme_in import read_toml
from dandang.terms.access import Role
from dandang.terms.refusal import Refusal
from dandang.terms.rounds import CaseStep, DecisionState, RoundState

MOST_REASON = 300


def require_grade(row: Round, found: Ratee, *, grade: str, reason: str) -> None:
    """Refuse a grade that the scheme does not know, or another than proposed without a reason.

    After publication only a grade that an upheld objection has reopened is decided again.
    """
    reopened = found.decision == DecisionState.REOPENED
    if row.state == RoundState.PUBLISHED and not reopened:
        raise Refusal("rounds.already_published")
    if grade not in {cut.grade for cut in read_toml(row.scheme).cuts}:
        raise Refusal("rounds.unknown_grade", grade=grade)
    if len(reason) > MOST_REASON:
        raise Refusal("rounds.reason_too_long", name=found.line.name, limit=MOST_REASON)
    if not _as_proposed(found, grade) and not reason:
        raise Refusal("rounds.reason_missing", name=found.line.name)


def _as_proposed(found: Ratee, grade: str) -> bool:
    return grade == found.proposal and found.decision != DecisionState.REOPENED


def write_grade(row: Round, found: Ratee, decision: Decision, *, verb: Verb, by: Actor) -> None:
    """Add the decision, which lacks only ratee, grade before and state, and give the ratee its grade."""
    decision.ratee, decision.before = found, found.grade or found.proposal
    as_proposed = _as_proposed(found, decision.after)
    decision.state = str(DecisionState.CONFIRMED if as_proposed else DecisionState.CHANGED)
    decision.save(force_insert=True)
    found.grade, found.decision = decision.after, decision.state
    found.save(update_fields=["grade", "decision"])
    details = {"before": decision.before, "after": decision.after, "reason": decision.reason}
    trail_ratee(row, found, verb=verb, by=by, at=decision.at, details=details)
    inbox.settle(
        subject_kind="ratee", subject_number=str(found.pk), at=decision.at, what="grade_reopened"
    )
    if row.state == RoundState.PUBLISHED:
        _hand_back(row, found, decision.at)


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


def announce_when_whole(row: Round, at: datetime) -> None:
    """Hand the round on once every grade is decided: to be approved where that is required, and published."""
    open_states = [str(DecisionState.PROPOSED), str(DecisionState.REOPENED)]
    if row.state != RoundState.REVIEW:
        return
    if Ratee.objects.filter(round=row, decision__in=open_states).exists():
        return
    handed_on(row, at=at, what="round_to_decide")
    if approval_required():
        handed_on(row, at=at, what="round_to_publish")
        _hand_to_approve(row, at)
    else:
        hand_on(row, what="round_to_publish", role=Role.ORGANISER_OFFICER, at=at)


def _hand_to_approve(row: Round, at: datetime) -> None:
    """Let the approval wait for the leaders; where none signs in, for who records their paper."""
    if holders_of(Verb.ROUNDS_APPROVE, path=row.unit.path, on=at.date()):
        hand_on(row, what="round_to_approve", role=Role.LEADER, at=at)
    else:
        hand_on(row, what="round_to_approve_for", role=Role.ORGANISER_OFFICER, at=at)
