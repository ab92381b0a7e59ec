"""The questionnaire (测评表): what a rater is asked, as frozen values."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from dandang.terms.refusal import Refusal

Answers = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Named:
    """An aspect (测评项目), a choice (选项) or a class of raters (评价人类别): code and name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A ratee (测评对象) as the rater sees him: key, name and post."""

    key: str
    name: str
    post: str


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """What is asked: title, unit, ratees in order, aspects, choices, and the classes of raters."""

    title: str
    unit: str
    ratees: tuple[Asked, ...]
    aspects: tuple[Named, ...]
    choices: tuple[Named, ...]
    classes: tuple[Named, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain JSON, read back by `from_json`."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Questionnaire":
        """The questionnaire that `as_json` wrote."""
        return cls(
            title=value["title"],
            unit=value["unit"],
            ratees=tuple(Asked(**ratee) for ratee in value["ratees"]),
            aspects=tuple(Named(**aspect) for aspect in value["aspects"]),
            choices=tuple(Named(**choice) for choice in value["choices"]),
            classes=tuple(Named(**each) for each in value["classes"]),
        )

    @property
    def answers_size(self) -> int:
        """How many bytes hold the answers of one ballot, whatever they are."""
        return len(self.ratees) * len(self.aspects)

    def pack(self, answers: Answers) -> bytes:
        """The answers as bytes of a fixed length: one for each ratee and aspect, 0 for a blank.

        `answers` is choice code by aspect code by ratee key; what is missing or "" is blank. A
        ratee, aspect or choice that was not asked is refused.
        """
        places = {choice.code: place for place, choice in enumerate(self.choices, start=1)}
        asked = {aspect.code for aspect in self.aspects}
        keys = {ratee.key for ratee in self.ratees}
        strange = not answers.keys() <= keys or any(
            not sheet.keys() <= asked
            or not all(choice == "" or choice in places for choice in sheet.values())
            for sheet in answers.values()
        )
        if strange:
            raise Refusal("ballots.not_asked")
        return bytes(
            places.get(answers.get(ratee.key, {}).get(aspect.code, ""), 0)
            for ratee in self.ratees
            for aspect in self.aspects
        )

    def could_pack(self, packed: bytes) -> bool:
        """Whether these are answers to this questionnaire, exactly as `pack` makes them."""
        return len(packed) == self.answers_size and max(packed) <= len(self.choices)

    def unpack(self, packed: bytes) -> dict[str, dict[str, str]]:
        """The answers that `pack` made: choice code by aspect code by ratee key, without blanks.

        What lies behind the last answer is padding.
        """
        width = len(self.aspects)
        answers: dict[str, dict[str, str]] = {}
        for row, ratee in enumerate(self.ratees):
            cells = packed[row * width : (row + 1) * width]
            answers[ratee.key] = {
                aspect.code: self.choices[cell - 1].code
                for aspect, cell in zip(self.aspects, cells, strict=True)
                if cell
            }
        return answers


def check(questionnaire: Questionnaire, slips: Sequence[tuple[str, int]]) -> None:
    """Refuse a questionnaire that cannot be asked or slips of a class it does not know."""
    codes = [
        [ratee.key for ratee in questionnaire.ratees],
        [aspect.code for aspect in questionnaire.aspects],
        [choice.code for choice in questionnaire.choices],
        [each.code for each in questionnaire.classes],
    ]
    if any(not each or len(set(each)) != len(each) or "" in each for each in codes):
        raise Refusal("ballots.questionnaire_incomplete")
    if len(questionnaire.choices) > 250:
        raise Refusal("ballots.questionnaire_incomplete")
    classes = [rater_class for rater_class, _ in slips]
    known = set(codes[3])
    if (
        len(set(classes)) != len(classes)
        or not set(classes) <= known
        or any(count < 0 for _, count in slips)
        or sum(count for _, count in slips) == 0
    ):
        raise Refusal("ballots.slips_unclear")
