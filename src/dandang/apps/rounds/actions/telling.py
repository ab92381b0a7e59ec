"""Telling the result: publishing, letters."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dandang.apps.letters import actions as letters
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.actions.approving import require_approval
from dandang.apps.rounds.actions.grip import (
    handed_on,
    take,
    take_ratee,
    took_part,
    trail,
)
from dandang.apps.rounds.actions.serving import wait_to_be_served
from dandang.apps.rounds.letter_values import letter_values
from dandang.apps.rounds.models import Ratee, Round
from dandang.terms.refusal import Refusal
from dandang.terms.rounds import DecisionState, RoundState


@transaction.atomic
def publish(*, number: int, by: Actor, at: datetime) -> int:
    """Publish (发布结果) once every grade is decided: letters are issued and wait to be served.

    Where the organisation requires it, the results must have been approved as they stand.
    """
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
    require_approval(row)
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
    wait_to_be_served(row, ratees, at)
