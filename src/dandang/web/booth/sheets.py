"""From the fields of a booth page to answers, and from answers to what a page draws."""

from collections.abc import Mapping
from dataclasses import dataclass

from dandang.apps.ballots.questionnaire import Answers, Questionnaire
from dandang.terms.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Option:
    """One choice to tap: its code, its name, whether it is chosen."""

    code: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One aspect of one ratee: the field's name, the aspect's name, the choices, the one chosen."""

    field: str
    name: str
    options: tuple[Option, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class Person:
    """One ratee with the questions about him."""

    name: str
    post: str
    questions: tuple[Question, ...]

    @property
    def blanks(self) -> int:
        """How many questions about him are not answered."""
        return sum(1 for question in self.questions if not question.answer)


def people(asked: Questionnaire, given: Answers) -> tuple[Person, ...]:
    """Every ratee with his questions, in order, and the answers given so far."""
    drawn = []
    for row, ratee in enumerate(asked.ratees):
        sheet = given.get(ratee.key, {})
        questions = []
        for column, aspect in enumerate(asked.aspects):
            chosen = sheet.get(aspect.code, "")
            options = tuple(
                Option(choice.code, choice.name, choice.code == chosen) for choice in asked.choices
            )
            answer = next((option.name for option in options if option.chosen), "")
            questions.append(Question(f"{row}.{column}", aspect.name, options, answer))
        drawn.append(Person(ratee.name, ratee.post, tuple(questions)))
    return tuple(drawn)


def answers_of(asked: Questionnaire, fields: Mapping[str, str]) -> Answers:
    """The answers that a page posted: packed in one field, or one field for each question."""
    if "answers" in fields:
        packed = packed_of(fields)
        if not asked.could_pack(packed):
            raise Refusal("ballots.not_asked")
        return asked.unpack(packed)
    return {
        ratee.key: {
            aspect.code: fields[f"{row}.{column}"]
            for column, aspect in enumerate(asked.aspects)
            if fields.get(f"{row}.{column}")
        }
        for row, ratee in enumerate(asked.ratees)
    }


def packed_of(fields: Mapping[str, str]) -> bytes:
    """The packed answers of the page that asked to check them; refused when they are not that."""
    try:
        return bytes.fromhex(fields.get("answers", ""))
    except ValueError:
        raise Refusal("ballots.not_asked") from None
