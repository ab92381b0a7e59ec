"""Casting (投票): the only way a ballot gets into a box. Leaves no row and no line anywhere else."""

from dataclasses import dataclass
from enum import Enum
from sqlite3 import DatabaseError

from django.db import connection

from dandang.apps.ballots import boxes
from dandang.apps.ballots.models import RoundBox
from dandang.apps.ballots.questionnaire import Answers, Questionnaire
from dandang.apps.box.codes import read_code
from dandang.apps.box.slots import Box, Put
from dandang.terms.ballots import BoxState
from dandang.terms.refusal import NotFound, Refusal


class Cast(Enum):
    """What came of casting."""

    STORED = "stored"
    ALREADY_THERE = "already there"


@dataclass(frozen=True, slots=True)
class SlipView:
    """What the holder of a slip is asked, the name of the slip's class, and whether it was used."""

    questionnaire: Questionnaire
    rater_class: str
    used: bool


@dataclass(frozen=True, slots=True)
class Booth:
    """An open box with what it asks. `file` names the box and is never used for another."""

    file: str
    questionnaire: Questionnaire
    box: Box

    def slip(self, code: str) -> SlipView:
        """What a slip's holder sees before he rates; refused when mistyped or unknown."""
        try:
            found = self.box.find(self._slot(code))
        except DatabaseError as error:
            boxes.let_go(self.file)
            raise Refusal("ballots.broken") from error
        if found is None:
            raise Refusal("ballots.unknown_code")
        return SlipView(self.questionnaire, self.questionnaire.classes[found[0]].name, found[1])

    def cast(self, code: str, answers: Answers) -> Cast:
        """Put a ballot into the box; it is on the disk when this returns.

        `answers` is choice code by aspect code by ratee key; what is missing is blank (弃权). The
        same answers again are told as already there, other answers for the same code are refused.
        """
        return self.cast_packed(code, self.questionnaire.pack(answers))

    def cast_packed(self, code: str, packed: bytes) -> Cast:
        """The same with answers as `Questionnaire.pack` makes them; others are refused."""
        if not self.questionnaire.could_pack(packed):
            raise Refusal("ballots.not_asked")
        try:
            outcome = self.box.put(self._slot(code), packed)
        except DatabaseError as error:
            # Sealed by another process and overwritten while this one still held the file.
            boxes.let_go(self.file)
            raise Refusal("ballots.not_stored") from error
        if outcome in _REFUSED:
            raise Refusal(_REFUSED[outcome])
        return Cast.STORED if outcome is Put.STORED else Cast.ALREADY_THERE

    def _slot(self, code: str) -> int:
        read = read_code(code)
        if read is None:
            raise Refusal("ballots.mistyped")
        return boxes.slot_of(self.file, read)


_REFUSED = {
    Put.ANOTHER_THERE: "ballots.another_cast",
    Put.UNKNOWN: "ballots.unknown_code",
    Put.NOT_OPEN: "ballots.not_open",
    Put.SEALED: "ballots.sealing",
}
_NOT_OPEN = {
    BoxState.PREPARED: "ballots.not_open",
    BoxState.SEALING: "ballots.sealing",
    BoxState.CLOSED: "ballots.closed",
}
_LARGEST = 2**63 - 1
_WHICH_FILE = "SELECT file, state FROM ballots_roundbox WHERE round_number = %s"
_asked: dict[str, Questionnaire] = {}


def booth(round_number: int) -> Booth:
    """The round's booth while its box is open; refused before and after."""
    if round_number > _LARGEST:
        raise NotFound("ballots.no_box")
    # The one statement of a cast in the main database: by hand, since a hall casts at once.
    with connection.cursor() as cursor:
        cursor.execute(_WHICH_FILE, [round_number])
        row = cursor.fetchone()
    if row is None:
        raise NotFound("ballots.no_box")
    file, state = row
    if state != BoxState.OPEN:
        raise Refusal(_NOT_OPEN[BoxState(state)])
    try:
        return Booth(file, _questionnaire(file), boxes.hold(file))
    except FileNotFoundError:
        raise Refusal("ballots.sealing") from None


def slip(round_number: int, code: str) -> SlipView:
    """`Booth.slip` in the booth of the round."""
    return booth(round_number).slip(code)


def cast(round_number: int, code: str, answers: Answers) -> Cast:
    """`Booth.cast` in the booth of the round."""
    return booth(round_number).cast(code, answers)


def _questionnaire(file: str) -> Questionnaire:
    # A file's name is never used twice and its questionnaire never changes.
    if file not in _asked:
        stored = RoundBox.objects.values_list("questionnaire", flat=True).get(file=file)
        if len(_asked) > 64:
            _asked.clear()
        _asked[file] = Questionnaire.from_json(stored)
    return _asked[file]
