"""Reading about boxes: little while one is open, the ballots once it is closed."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from sqlite3 import DatabaseError

from dandang.apps.ballots import boxes
from dandang.apps.ballots.models import RoundBox
from dandang.apps.ballots.questionnaire import Questionnaire
from dandang.apps.box import closing
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.assessing.ballots import Ballot
from dandang.terms.ballots import BoxState
from dandang.terms.refusal import NotFound, Refusal


@dataclass(frozen=True, slots=True)
class BoxLine:
    """A box as the organiser may see it: state, slips issued per class, and whether the promise holds."""

    round_number: int
    state: BoxState
    issued: tuple[tuple[str, int], ...]
    quorum_reached: bool | None
    promise_in_force: bool


@dataclass(frozen=True, slots=True)
class UnclosedBox:
    """A box that is not closed yet: its round, what it is called, its state."""

    round_number: int
    title: str
    state: BoxState


def unclosed(viewer: Actor) -> tuple[UnclosedBox, ...]:
    """The boxes not closed yet where the viewer may open and close them.

    Names its columns, so that it can be asked before an upgrade has brought the table up to date.
    """
    rows = RoundBox.objects.exclude(state=str(BoxState.CLOSED)).order_by("round_number")
    return tuple(
        UnclosedBox(number, questionnaire["title"], BoxState(state))
        for number, questionnaire, state, path in rows.values_list(
            "round_number", "questionnaire", "state", "path"
        )
        if viewer.may(Verb.ROUNDS_CONDUCT, path=path)
    )


def box_state(round_number: int) -> BoxState | None:
    """The state of the round's box; None when none has been prepared."""
    row = RoundBox.objects.filter(round_number=round_number).values_list("state", flat=True).first()
    return None if row is None else BoxState(row)


def box(viewer: Actor, round_number: int) -> BoxLine:
    """The round's box for who may read rounds there; NotFound otherwise or when there is none.

    `quorum_reached` is None before the box opens. No count of ballots is told while it is open.
    """
    row = _row(round_number)
    if not any(viewer.may(verb, path=row.path) for verb in (Verb.ROUNDS_READ, Verb.ROUNDS_CONDUCT)):
        raise NotFound("ballots.no_box")
    return BoxLine(
        round_number=round_number,
        state=BoxState(row.state),
        issued=tuple((rater_class, count) for rater_class, count in row.slips),
        quorum_reached=None if row.state == BoxState.PREPARED else _quorum_reached(row),
        promise_in_force=row.state == BoxState.CLOSED,
    )


def quorum_reached(round_number: int) -> bool:
    """Whether as many ballots lie in the box as the quorum asks; False before the box opens."""
    return _quorum_reached(_row(round_number))


def promise_in_force(round_number: int) -> bool:
    """Whether nobody can tell any more which slip a ballot came from: True once the box is closed."""
    return box_state(round_number) is BoxState.CLOSED


def issued(round_number: int) -> dict[str, int]:
    """Slips issued (发出) per class of raters."""
    return dict(_row(round_number).slips)


def questionnaire(round_number: int) -> Questionnaire:
    """What the round asks; NotFound when no box has been prepared."""
    return Questionnaire.from_json(_row(round_number).questionnaire)


def closed_ballots(round_number: int) -> tuple[Ballot, ...]:
    """Every ballot of a closed box, in an order that says nothing; refused before the box is closed."""
    row = _row(round_number)
    if row.state != BoxState.CLOSED:
        raise Refusal("ballots.not_closed")
    closed = boxes.closed_path(row.file)
    if not closed.exists():
        raise Refusal("ballots.file_missing")
    asked = Questionnaire.from_json(row.questionnaire)
    return tuple(
        Ballot(asked.classes[place].code, asked.unpack(packed))
        for place, packed in closing.read(closed)
    )


def _row(round_number: int) -> RoundBox:
    row = RoundBox.objects.filter(round_number=round_number).first()
    if row is None:
        raise NotFound("ballots.no_box")
    return row


def _quorum_reached(row: RoundBox) -> bool:
    issued_in_all: int = sum(count for _, count in row.slips)
    least = ceil(Fraction(row.quorum) * issued_in_all)
    if row.state == BoxState.PREPARED:
        return False
    closed = boxes.closed_path(row.file)
    if closed.exists():
        return len(closing.read(closed)) >= least
    try:
        return boxes.hold(row.file).holds_at_least(least)
    except (FileNotFoundError, DatabaseError):
        # Just being rewritten, or lost; closing says which.
        return False
