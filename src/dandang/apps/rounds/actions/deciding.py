"""The panel: confirming proposals, changing a grade with a reason."""

from datetime import datetime

from django.db import transaction

from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.actions.grading import announce_when_whole, require_grade, write_grade
from dandang.apps.rounds.actions.grip import take, take_ratee, took_part
from dandang.apps.rounds.models import Decision, Ratee, Round
from dandang.terms.refusal import Refusal
from dandang.terms.rounds import DecisionState, RoundState


@transaction.atomic
def decide(*, ratee: int, grade: str, reason: str, by: Actor, at: datetime) -> None:
    """Decide (评定) a grade: as proposed, or another one with a reason.

    A panellist does not decide on himself. After publication only a grade that an upheld objection
    has reopened can be decided again, always with a reason.
    """
    move = "redecide" if _published(ratee) else "decide"
    row, found = take_ratee(ratee, verb=Verb.ROUNDS_DECIDE, move=move, by=by)
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
    require_grade(row, found, grade=grade, reason=reason)
    write_grade(
        row,
        found,
        Decision(after=grade, reason=reason, decided_by=by.name, account=by.account, at=at),
        verb=Verb.ROUNDS_DECIDE,
        by=by,
    )
    announce_when_whole(row, at)
