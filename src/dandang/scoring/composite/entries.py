"""What came in for one ratee and one leaf, each kind of source with its own kind of entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Rated:
    """A score of record from ratings, its standard error and the number of sheets behind it."""

    score: Fraction
    se: float = 0.0
    count: int = 0


@dataclass(frozen=True, slots=True)
class Reached:
    """What was reached of a target, taken as exact unless a standard error is stated."""

    amount: Fraction
    se: float = 0.0


@dataclass(frozen=True, slots=True)
class Fact:
    """One verified fact and the points that the published rules give for it."""

    name: str
    kind: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of a ratee that earn or cost points; none at all is an entry too."""

    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks of a test, with its published standard error of measurement where there is one."""

    marks: Fraction
    se: float = 0.0


@dataclass(frozen=True, slots=True)
class Answers:
    """How often each answer was given; answers without a published value leave the base."""

    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class NotIn:
    """Nothing came in yet (未报), for a reason in words; never counted as 0."""

    reason: str = ""


Entry = Rated | Reached | Facts | Marks | Answers | NotIn
Entries = Mapping[str, Entry]
