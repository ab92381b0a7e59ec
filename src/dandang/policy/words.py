"""The words in which facts are told: each with the reader that makes a value of what was written."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeAlias, TypeVar

from dandang.career.field import Absent, Field
from dandang.days import PartialDate
from dandang.policy.given import Given
from dandang.terms.refusal import Refusal
from dandang.terms.term import Term

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
W = TypeVar("W", bound=Term)
# Reads what stands at a line; the second argument is the word, for the sentence of a refusal.
Reader: TypeAlias = Callable[[Given, str], T]

_NONE = "无"
_UNKNOWN = ("", "不详")


@dataclass(frozen=True, slots=True)
class Word(Generic[T_co]):
    """事实用语: a word of the examples, and how what stands beside it is read."""

    zh: str
    read: Reader[T_co]


class Facts:
    """Facts as told with the words of a question; what was not told is unknown, 无 is stated-none."""

    def __init__(self, line: int, told: Mapping[str, Any]) -> None:
        """Keep values that have been read already, and the line at which they begin."""
        self.line = line
        self._told = told

    def of(self, word: Word[T]) -> Field[T]:
        """What was told; `Absent.UNKNOWN` when nothing was, `Absent.NONE` for 无."""
        found: Field[T] = self._told.get(word.zh, Absent.UNKNOWN)
        return found

    def known(self, word: Word[T]) -> T | None:
        """What was told, or None when it is unknown or stated to be none."""
        found = self.of(word)
        return None if isinstance(found, Absent) else found

    def needed(self, word: Word[T]) -> T:
        """What was told; refused when it was not: without it there is no question."""
        found = self.of(word)
        if isinstance(found, Absent):
            raise Refusal("examples.fact_needed", line=self.line, field=word.zh)
        return found


def read_facts(given: Given, words: Iterable[Word[Any]]) -> Facts:
    """The facts of a mapping, read by these words. Refused, by line and field: any other word."""
    table = {word.zh: word for word in words}
    told = {}
    for name, each in mapping(given, "事实").items():
        word = table.get(name)
        if word is None:
            raise Refusal(
                "examples.word_unknown", line=each.line, field=name, known="、".join(table)
            )
        told[name] = absent_or(word.read)(each, name)
    return Facts(given.line, told)


def absent_or(read: Reader[T]) -> Reader[Field[T]]:
    """A reader that lets 无 be stated-none, and blank or 不详 unknown."""

    def reader(given: Given, field: str) -> Field[T]:
        if given.value == _NONE:
            return Absent.NONE
        return Absent.UNKNOWN if given.value in _UNKNOWN else read(given, field)

    return reader


def mapping(given: Given, field: str) -> Mapping[str, Given]:
    """The words of a mapping; refused when it is none."""
    if not isinstance(given.value, Mapping):
        raise Refusal("examples.not_mapping", line=given.line, field=field)
    return given.value


def listed(given: Given, field: str) -> tuple[Given, ...]:
    """The members of a list; one text alone is a list of one. Refused when it is neither."""
    if isinstance(given.value, str):
        return (given,)
    if isinstance(given.value, Mapping):
        raise Refusal("examples.not_list", line=given.line, field=field)
    return given.value


def text(given: Given, field: str) -> str:
    """A text."""
    if not isinstance(given.value, str) or not given.value:
        raise Refusal("examples.not_text", line=given.line, field=field)
    return given.value


def whole(given: Given, field: str) -> int:
    """A whole number, not negative."""
    said = text(given, field)
    if not (said.isascii() and said.isdigit() and len(said) <= 9):
        raise Refusal("examples.not_whole", line=given.line, field=field, said=said)
    return int(said)


def yes_no(given: Given, field: str) -> bool:
    """是 or 否."""
    said = text(given, field)
    if said not in {"是", "否"}:
        raise Refusal("examples.not_yes_no", line=given.line, field=field, said=said)
    return said == "是"


def day(given: Given, field: str) -> date:
    """A day, as in 2026-12-31."""
    found = partial(given, field)
    if found.day is None:
        raise Refusal("examples.not_day", line=given.line, field=field, said=str(given.value))
    return found.earliest


def partial(given: Given, field: str) -> PartialDate:
    """A date known to the day, to the month or only to the year."""
    said = text(given, field)
    try:
        return PartialDate.parse(said)
    except ValueError:
        raise Refusal("examples.not_day", line=given.line, field=field, said=said) from None


def texts(given: Given, field: str) -> tuple[str, ...]:
    """A list of texts."""
    return tuple(text(each, field) for each in listed(given, field))


def days(given: Given, field: str) -> tuple[date, ...]:
    """A list of days."""
    return tuple(day(each, field) for each in listed(given, field))


def term(words: type[W]) -> Reader[W]:
    """One of a closed list, by its Chinese name."""

    def read(given: Given, field: str) -> W:
        said = text(given, field)
        for word in words:
            if word.zh == said:
                return word
        known = "、".join(word.zh for word in words)
        raise Refusal("examples.not_of_list", line=given.line, field=field, said=said, known=known)

    return read


def terms(words: type[W]) -> Reader[tuple[W, ...]]:
    """A list of members of a closed list."""
    read = term(words)
    return lambda given, field: tuple(read(each, field) for each in listed(given, field))


def choice(known: Mapping[str, T]) -> Reader[T]:
    """One of the words given, as the value beside it."""

    def read(given: Given, field: str) -> T:
        said = text(given, field)
        if said not in known:
            raise Refusal(
                "examples.not_of_list",
                line=given.line,
                field=field,
                said=said,
                known="、".join(known),
            )
        return known[said]

    return read


def rows(*words: Word[Any]) -> Reader[tuple[Facts, ...]]:
    """A list of mappings, each read by these words."""
    return lambda given, field: tuple(read_facts(each, words) for each in listed(given, field))


def by_year(read: Reader[T]) -> Reader[Mapping[int, T]]:
    """A mapping of years to values."""

    def reader(given: Given, field: str) -> Mapping[int, T]:
        found = {}
        for name, each in mapping(given, field).items():
            found[whole(Given(each.line, name), field)] = read(each, f"{field} {name}")
        return found

    return reader
