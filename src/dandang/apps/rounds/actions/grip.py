"""Taking hold of a round: what the actor may see, may do, and may do now."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dandang.apps.audit import actions as audit
from dandang.apps.cases import actions as cases
from dandang.apps.inbox import actions as inbox
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds import states
from dandang.apps.rounds.models import Ratee, Round
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound
from dandang.terms.rounds import RoundState


def take(number: int, *, verb: Verb, move: str, by: Actor) -> Round:
    """The round, locked, for an actor who carries `verb` over its unit and a `move` permitted now."""
    row = Round.objects.select_for_update().filter(pk=number).first()
    if row is None or not (
        by.may(Verb.ROUNDS_READ, path=_path(row)) or by.may(verb, path=_path(row))
    ):
        raise NotFound("permits.not_found")
    require(by, verb, path=_path(row))
    states.require(move, RoundState(row.state))
    return row


def take_ratee(number: int, *, verb: Verb, move: str, by: Actor) -> tuple[Round, Ratee]:
    """The ratee and its round, both locked, on the same terms."""
    # The round before the ratee, as acts on many ratees take them: two orders would lock each other.
    round_number = Ratee.objects.filter(pk=number).values_list("round", flat=True).first()
    if round_number is None:
        raise NotFound("permits.not_found")
    row = take(round_number, verb=verb, move=move, by=by)
    return row, Ratee.objects.select_for_update().get(pk=number)


def _path(row: Round) -> str:
    return row.unit.path


def trail(
    row: Round, *, verb: Verb, by: Actor, at: datetime, details: Mapping[str, Any] | None = None
) -> None:
    """Write down what was done to the round."""
    audit.record(
        by=by,
        verb=verb,
        subject=audit.Subject("round", str(row.pk), row.title, path=_path(row)),
        at=at,
        details=details,
    )


def trail_ratee(
    row: Round,
    ratee: Ratee,
    *,
    verb: Verb,
    by: Actor,
    at: datetime,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Write down what was done about one ratee of the round."""
    audit.record(
        by=by,
        verb=verb,
        subject=audit.Subject(
            "ratee",
            str(ratee.pk),
            f"{row.title}：{ratee.line.name}",
            path=_path(row),
            person=ratee.line.person_id,
        ),
        at=at,
        details=details,
    )


def took_part(row: Round, *, by: Actor, what: str) -> None:
    """Note that this actor took part in the round, so that he answers no objection to it."""
    cases.note_parts(
        kind="round",
        number=str(row.pk),
        what=what,
        took=[cases.Took(name=by.name, account=by.account or 0, person=by.person or 0)],
    )


def hand_on(row: Round, *, what: str, role: Role, at: datetime) -> None:
    """Let the round wait (待办) for whoever holds `role` over its unit."""
    inbox.put(
        what=what,
        subject_kind="round",
        subject_number=str(row.pk),
        at=at,
        role=role,
        path=_path(row),
        values={"title": row.title},
    )


def moved_on(row: Round, *, at: datetime) -> None:
    """Settle what waited about the round, and let its state's next thing wait for whoever does it."""
    what, role = states.NEXT[RoundState(row.state)]
    inbox.settle(subject_kind="round", subject_number=str(row.pk), at=at, but=what)
    hand_on(row, what=what, role=role, at=at)


def handed_on(row: Round, *, at: datetime, what: str | None = None) -> None:
    """Settle what waited about the round: everything, or items of one kind."""
    inbox.settle(subject_kind="round", subject_number=str(row.pk), at=at, what=what)
