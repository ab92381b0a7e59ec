"""What a scheme lays down about tallies: values of grades, weights, spoilt sheets, denominators."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from dandang.terms.term import Term


class Unmarked(Term):
    """未填: what a returned sheet is on which this ratee has no mark."""

    LEAVES_BASE = "leaves_base", "未填的不计入", "left out of the base"
    ABSTAINED = "abstained", "未填的按弃权", "an abstention"
    SPOILT = "spoilt", "未填的按作废", "spoilt"


class ShareOf(Term):
    """分母: what the shares of grades are shares of."""

    ANSWERED = "answered", "有分值的票数", "marks with a value"
    VALID = "valid", "有效票数", "valid sheets"
    RETURNED = "returned", "收回票数", "returned sheets"
    ISSUED = "issued", "发出票数", "issued sheets"


@dataclass(frozen=True, slots=True)
class Rules:
    """The counting law of one round, published before the first sheet is handed out.

    `grades` gives the value of each grade in the order of the sheet; None (不了解) leaves the base.
    `classes` gives the weights in the order of the scheme; empty: every class found weighs 1.
    `unmarked` and `most_spoilt` (作废 as a share of 收回 above which nothing is told) are the rules
    for spoilt sheets; below `quorum` (收回 as a share of 发出) nothing is told either. `least` is k,
    `top` the share that counts as excellent, `level` that of the intervals.
    """

    grades: Mapping[str, Fraction | None]
    classes: Mapping[str, Fraction] = field(default_factory=dict)
    unmarked: Unmarked = Unmarked.LEAVES_BASE
    share_of: ShareOf = ShareOf.ANSWERED
    quorum: Fraction = Fraction(2, 3)
    most_spoilt: Fraction = Fraction(1)
    least: int = 5
    decimals: int = 2
    top: float = 0.20
    level: float = 0.90
    seed: int = 20261122

    @property
    def values(self) -> tuple[Fraction, ...]:
        """The values that a mark can have."""
        return tuple(value for value in self.grades.values() if value is not None)


@dataclass(frozen=True, slots=True)
class Counted:
    """One row of a tally: 应到 实到 发出 收回 有效 作废 弃权 and the marks of one class on one ratee.

    `line` is where it stands in its file; `marks` stand in the order of the grades. A valid sheet
    without a mark is `unmarked`; only `reconciled` rows go on to be scored.
    """

    line: int
    round: str
    ratee: str
    rater_class: str
    due: int
    present: int
    issued: int
    returned: int
    valid: int
    spoilt: int
    abstained: int
    marks: tuple[int, ...]
    group: str = ""

    @property
    def unmarked(self) -> int:
        """Valid sheets that say nothing of this ratee."""
        return self.valid - sum(self.marks)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a line of the file: a code of the sentences with the values of its blanks."""

    line: int
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
