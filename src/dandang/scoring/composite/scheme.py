"""The scheme of a composite: a tree of weights whose leaves say where their value comes from."""

import itertools
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from dandang.terms.refusal import Refusal
from dandang.terms.term import Term

FULL = Fraction(100)


class Standard(Term):
    """标准化: whether the values of a leaf are levelled over all ratees before they are weighed."""

    NONE = "none", "不标准化", "as it is"
    RANGE = "range", "极差法", "by the range of all ratees"
    DEVIATION = "deviation", "标准差法", "by mean and standard deviation of all ratees"


@dataclass(frozen=True, slots=True)
class Ratings:
    """测评: a score between `low` and `high`, with its standard error."""

    low: Fraction = Fraction(0)
    high: Fraction = FULL


@dataclass(frozen=True, slots=True)
class Target:
    """目标: `floor` earns 0 and `goal` 100; more than `most` is not earned. A floor above the goal
    stands for what should be small."""

    goal: Fraction
    floor: Fraction = Fraction(0)
    most: Fraction = FULL


@dataclass(frozen=True, slots=True)
class Points:
    """事实积分: `base` and the points of facts, each kind of fact between −cap and cap of its own."""

    base: Fraction = Fraction(0)
    least: Fraction = Fraction(0)
    most: Fraction = FULL
    caps: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exam:
    """测试（考试）: marks out of `full_marks`."""

    full_marks: Fraction = FULL


@dataclass(frozen=True, slots=True)
class Feedback:
    """群众评价: answers with published values; fewer than `least` of them are no value at all."""

    values: Mapping[str, Fraction]
    least: int = 5


Source = Ratings | Target | Points | Exam | Feedback


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part with a source. Levelled by deviation, its values get mean `centre` and spread `spread`."""

    code: str
    name: str
    weight: Fraction
    source: Source
    standard: Standard = Standard.NONE
    centre: Fraction = Fraction(80)
    spread: Fraction = Fraction(10)


@dataclass(frozen=True, slots=True)
class Branch:
    """Parts that are weighed among themselves before they weigh together."""

    code: str
    name: str
    weight: Fraction
    parts: tuple["Branch | Leaf", ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """星级分数线: a score of record of at least `least` has `stars` stars."""

    stars: int
    least: Fraction


@dataclass(frozen=True, slots=True)
class Scheme:
    """Everything that is published before the first value comes in.

    `parts` weigh to 100; the values of `added` are added afterwards, the sum kept within 0 and
    `most`. A branch with less than `least_present` of its weight present is missing as a whole.
    `cuts` stand highest first.
    """

    title: str
    parts: tuple[Branch | Leaf, ...]
    added: tuple[Leaf, ...] = ()
    cuts: tuple[Cut, ...] = ()
    decimals: int = 2
    most: Fraction = FULL
    least_present: Fraction = Fraction(1, 2)
    seed: int = 20261122

    @property
    def root(self) -> Branch:
        """The weighed parts as one branch."""
        return Branch("", self.title, FULL, self.parts)

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """All leaves, the weighed ones in the order of the tree, then the added ones."""
        return (*leaves_of(self.root), *self.added)

    def stars(self, record: Fraction) -> int:
        """The stars whose cut point the score of record reaches; 0 when there is none."""
        return next((cut.stars for cut in self.cuts if record >= cut.least), 0)


def leaves_of(part: Branch | Leaf) -> Iterator[Leaf]:
    """The leaves of a part, in order."""
    if isinstance(part, Leaf):
        yield part
        return
    for each in part.parts:
        yield from leaves_of(each)


def require_sound(scheme: Scheme) -> None:
    """Refused: codes twice, weights that are not positive or do not sum to 100 in a branch, cuts out
    of order, a source whose numbers cannot be."""
    codes = [part.code for part in (*_parts_of(scheme.root), *scheme.added)]
    for code in codes:
        if codes.count(code) > 1:
            raise Refusal("composite.code_twice", part=code)
    _require_weights(scheme.root)
    for leaf in scheme.leaves:
        _require_source(leaf)
    for higher, lower in itertools.pairwise(scheme.cuts):
        if lower.least >= higher.least or lower.stars >= higher.stars:
            raise Refusal("composite.cuts_order")


def _parts_of(branch: Branch) -> Iterator[Branch | Leaf]:
    for part in branch.parts:
        yield part
        if isinstance(part, Branch):
            yield from _parts_of(part)


def _require_weights(branch: Branch) -> None:
    if any(part.weight <= 0 for part in branch.parts):
        raise Refusal("composite.weight_not_positive", part=branch.name)
    total = sum((part.weight for part in branch.parts), Fraction(0))
    if total != FULL:
        raise Refusal("composite.weights_not_hundred", part=branch.name, sum=str(total))
    for part in branch.parts:
        if isinstance(part, Branch):
            _require_weights(part)


def _require_source(leaf: Leaf) -> None:
    if not _can_be(leaf.source) or leaf.spread <= 0:
        raise Refusal("composite.source_cannot_be", part=leaf.name)


def _can_be(source: Source) -> bool:
    if isinstance(source, Ratings):
        return source.low < source.high
    if isinstance(source, Target):
        return source.goal != source.floor and source.most > 0
    if isinstance(source, Points):
        caps = min(source.caps.values(), default=Fraction(0))
        return source.least <= source.base <= source.most and caps >= 0
    if isinstance(source, Exam):
        return source.full_marks > 0
    return source.least >= 1 and _within(source.values.values())


def _within(values: Collection[Fraction]) -> bool:
    return bool(values) and min(values) >= 0 and max(values) <= FULL
