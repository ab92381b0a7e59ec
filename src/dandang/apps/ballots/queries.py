"""Reading about boxes: little while one is open, the ballots once it is closed."""

from dataclasses import dataclass

from dandang.apps.ballots.models import RoundBox
from dandang.apps.ballots.questionnaire import Questionnaire
from dandang.apps.permits.actor import Actor
from dandang.assessing.results import Ballot
from dandang.terms.ballots import BoxState


@dataclass(frozen=True, slots=True)
class BoxLine:
    """A box as the organiser may see it: state, slips issued per class, and whether the promise holds."""

    round_number: int
    state: BoxState
    issued: tuple[tuple[str, int], ...]
    quorum_reached: bool | None
    promise_in_force: bool


def box_state(round_number: int) -> BoxState | None:
    """The state of the round's box; None when none has been prepared."""
    raise NotImplementedError


def box(viewer: Actor, round_number: int) -> BoxLine:
    """The round's box for who may read rounds there; NotFound otherwise or when there is none.

    `quorum_reached` is None before the box opens. No count of ballots is told while it is open.
    """
    raise NotImplementedError


def quorum_reached(round_number: int) -> bool:
    """Whether as many ballots lie in the box as the quorum asks; False before the box opens."""
    raise NotImplementedError


def promise_in_force(round_number: int) -> bool:
    """Whether nobody can tell any more which slip a ballot came from: True once the box is closed."""
    raise NotImplementedError


def issued(round_number: int) -> dict[str, int]:
    """Slips issued (发出) per class of raters."""
    raise NotImplementedError


def questionnaire(round_number: int) -> Questionnaire:
    """What the round asks; NotFound when no box has been prepared."""
    raise NotImplementedError


def closed_ballots(round_number: int) -> tuple[Ballot, ...]:
    """Every ballot of a closed box, in an order that says nothing; refused before the box is closed."""
    raise NotImplementedError
