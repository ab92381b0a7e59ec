"""Ballots: what came back, without any trace of who wrote it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dandang.assessing.scheme import Scheme
from dandang.terms.refusal import Refusal

Answer = str | Fraction
BLANK = "blank"
SCORED = "scored"


@dataclass(frozen=True, slots=True)
class Ratee:
    """测评对象: who is rated, as the roster of the frozen day has it."""

    key: str
    name: str
    post: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """应到、实到、发出 of one rater class, as counted in the room."""

    rater_class: str
    due: int
    present: int
    issued: int


@dataclass(frozen=True, slots=True)
class Ballot:
    """票: all sheets of one rater. `sheets[ratee][aspect]` is the code of a choice, or a number
    where the scheme lets raters score; what is missing was left blank. There is no rater in it.
    """

    rater_class: str
    sheets: Mapping[str, Mapping[str, Answer]]


@dataclass(frozen=True, slots=True)
class Sorted:
    """The ballots of one class: 有效, and how many were 作废 and 弃权."""

    valid: tuple[Ballot, ...] = ()
    spoilt: int = 0
    abstained: int = 0

    @property
    def returned(self) -> int:
        """收回."""
        return len(self.valid) + self.spoilt + self.abstained


def sort(scheme: Scheme, ratees: Sequence[Ratee], ballots: Iterable[Ballot]) -> dict[str, Sorted]:
    """The ballots of each class, told apart: valid, spoilt (too little answered), abstained (nothing).

    Refused: a ballot that answers what the scheme does not ask.
    """
    keys = {ratee.key for ratee in ratees}
    questions = len(keys) * len(scheme.aspects)
    valid: dict[str, list[Ballot]] = {each.code: [] for each in scheme.classes}
    spoilt = dict.fromkeys(valid, 0)
    abstained = dict.fromkeys(valid, 0)
    known = _Known(scheme, keys)
    for ballot in ballots:
        known.require(ballot)
        answered = sum(len(sheet) for sheet in ballot.sheets.values())
        if answered == 0:
            abstained[ballot.rater_class] += 1
        elif Fraction(answered, questions) < scheme.spoilt_below:
            spoilt[ballot.rater_class] += 1
        else:
            valid[ballot.rater_class].append(ballot)
    return {
        code: Sorted(tuple(members), spoilt[code], abstained[code])
        for code, members in valid.items()
    }


class _Known:
    def __init__(self, scheme: Scheme, keys: set[str]) -> None:
        self.classes = {each.code for each in scheme.classes}
        self.aspects = {each.code for each in scheme.aspects}
        self.choices = {each.code for each in scheme.choices}
        self.range = scheme.scores
        self.keys = keys

    def require(self, ballot: Ballot) -> None:
        if ballot.rater_class not in self.classes:
            raise Refusal("assessing.unknown_class", said=ballot.rater_class)
        for key, sheet in ballot.sheets.items():
            if key not in self.keys:
                raise Refusal("assessing.unknown_ratee", said=key)
            for aspect, answer in sheet.items():
                if aspect not in self.aspects:
                    raise Refusal("assessing.unknown_aspect", said=aspect)
                if not self._answers(answer):
                    raise Refusal("assessing.unknown_choice", said=answer)

    def _answers(self, answer: Answer) -> bool:
        if isinstance(answer, str):
            return answer in self.choices
        return self.range is not None and self.range.low <= answer <= self.range.high
