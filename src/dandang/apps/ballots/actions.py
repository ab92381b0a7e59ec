"""Preparing, voiding, opening and closing a box."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from dandang.apps.ballots.questionnaire import Questionnaire
from dandang.apps.permits.actor import Actor


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip (测评票) to be printed: the class it belongs to and its code, which is kept nowhere."""

    rater_class: str
    code: str


def prepare(
    *,
    round_number: int,
    path: str,
    questionnaire: Questionnaire,
    slips: Sequence[tuple[str, int]],
    quorum: Fraction,
    by: Actor,
    at: datetime,
) -> tuple[Slip, ...]:
    """Make the round's box with one empty slot per slip, and give the slips for printing.

    The codes exist only in what this returns: print at once. `slips` is (class code, count),
    `quorum` the share of slips issued that must come back. Refused when the round has a box.
    """
    raise NotImplementedError


def void(*, round_number: int, reason: str, by: Actor, at: datetime) -> None:
    """Destroy a box that is not yet sealed, with whatever lies in it; the round may prepare anew."""
    raise NotImplementedError


def open_box(*, round_number: int, by: Actor, at: datetime) -> None:
    """Open the box for casting; refused when its file could betray a rater."""
    raise NotImplementedError


def close_box(*, round_number: int, by: Actor, at: datetime) -> None:
    """Seal the box, rewrite it in random order without the codes, and destroy the old file.

    Call again after an interruption: it goes on where it stopped. A closed box stays closed.
    """
    raise NotImplementedError
