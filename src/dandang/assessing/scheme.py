"""The scheme of a round: what is asked, of whom, what each answer is worth, who weighs how much."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from dandang.scoring.rounding import plain
from dandang.terms.term import Term

T = TypeVar("T")


class Part(Term):
    """方案的组成部分, named as in its file."""

    ASPECTS = "aspects", "测评要素（aspects）", "aspects"
    CHOICES = "choices", "选项（choices）", "choices"
    CLASSES = "classes", "票类（classes）", "classes"
    CUTS = "cuts", "等次分数线（cuts）", "cuts"


class Denominator(Term):
    """分母: what the shares of choices are shares of."""

    ANSWERED = "answered", "作出评价的项数（未填、不了解不计入）", "answers with a value"
    VALID = "valid", "有效票项数（未填、不了解计入）", "all questions on valid ballots"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong or missing: a code of the sentences with the values of its blanks."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Aspect:
    """测评要素: one question about a ratee, with its weight in the score."""

    code: str
    name: str
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Choice:
    """选项: what a rater may mark and what it is worth; `value` None (不了解) leaves the base."""

    code: str
    name: str
    value: Fraction | None = None


@dataclass(frozen=True, slots=True)
class RaterClass:
    """票类: raters who weigh together, and the rule by which they are found."""

    code: str
    name: str
    weight: Fraction
    rule: str = ""


@dataclass(frozen=True, slots=True)
class GradeCut:
    """等次分数线: a score of record of at least `least` proposes `grade`."""

    grade: str
    least: Fraction


@dataclass(frozen=True, slots=True)
class ScoreRange:
    """打分区间: numbers that a rater may write instead of marking a choice."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Scheme:
    """方案: everything that is published before the first slip is handed out.

    `quorum` is the share of issued slips that must come back; `least` is k, the smallest group of
    ballots about which a number is told; `spoilt_below` the share of questions answered below which
    a ballot is 作废; `cuts` stand highest first.
    """

    title: str
    year: int
    aspects: tuple[Aspect, ...]
    choices: tuple[Choice, ...]
    classes: tuple[RaterClass, ...]
    cuts: tuple[GradeCut, ...] = ()
    decimals: int = 2
    quorum: Fraction = Fraction(2, 3)
    least: int = 5
    objection_working_days: int = 5
    spoilt_below: Fraction = Fraction(0)
    denominator: Denominator = Denominator.ANSWERED
    scores: ScoreRange | None = None

    def class_name(self, code: str) -> str:
        """The name of a rater class."""
        return next(each.name for each in self.classes if each.code == code)

    def group_name(self, codes: Iterable[str]) -> str:
        """The name of one or several classes counted as one."""
        return "＋".join(self.class_name(code) for code in codes)

    def aspect(self, code: str) -> Aspect:
        """The aspect with this code."""
        return next(each for each in self.aspects if each.code == code)

    def choice(self, code: str) -> Choice:
        """The choice with this code."""
        return next(each for each in self.choices if each.code == code)


SMALLEST_LEAST = 3
MOST_DECIMALS = 6
RESERVED = frozenset({"blank", "scored"})


def check(scheme: Scheme) -> tuple[Finding, ...]:
    """What keeps this scheme from being opened, in the order of its fields; empty when nothing does."""
    return (*_check_numbers(scheme), *_check_parts(scheme), *_check_cuts(scheme))


def _check_numbers(scheme: Scheme) -> Iterable[Finding]:
    if not scheme.title.strip():
        yield Finding("assessing.title_missing")
    if not 0 <= scheme.decimals <= MOST_DECIMALS:
        yield Finding("assessing.decimals", {"decimals": scheme.decimals, "most": MOST_DECIMALS})
    if not 0 <= scheme.quorum <= 1:
        yield Finding("assessing.share_outside", {"field": "quorum", "value": plain(scheme.quorum)})
    if not 0 <= scheme.spoilt_below <= 1:
        yield Finding(
            "assessing.share_outside",
            {"field": "spoilt_below", "value": plain(scheme.spoilt_below)},
        )
    if scheme.least < SMALLEST_LEAST:
        yield Finding("assessing.least", {"least": scheme.least, "smallest": SMALLEST_LEAST})
    if scheme.objection_working_days < 1:
        yield Finding("assessing.objection_days", {"days": scheme.objection_working_days})
    if scheme.scores is not None and not 0 <= scheme.scores.low < scheme.scores.high:
        yield Finding("assessing.score_range")


def _check_parts(scheme: Scheme) -> Iterable[Finding]:
    for part, members in (
        (Part.ASPECTS, scheme.aspects),
        (Part.CHOICES, scheme.choices),
        (Part.CLASSES, scheme.classes),
    ):
        if not members:
            yield Finding("assessing.nothing_in", {"part": part})
        codes = [each.code for each in members]
        names = [each.name for each in members]
        for said in (*_twice(codes), *_twice(names)):
            yield Finding("assessing.twice", {"part": part, "said": said})
        for code in codes:
            if not code or code in RESERVED:
                yield Finding("assessing.code", {"part": part, "said": code})
    for part, weights in (
        (Part.ASPECTS, [each.weight for each in scheme.aspects]),
        (Part.CLASSES, [each.weight for each in scheme.classes]),
    ):
        if any(weight <= 0 for weight in weights):
            yield Finding("assessing.weight_not_positive", {"part": part})
        elif weights and sum(weights) != 100:
            yield Finding(
                "assessing.weights_not_hundred",
                {"part": part, "sum": plain(sum(weights, Fraction(0)))},
            )
    values = [each.value for each in scheme.choices if each.value is not None]
    if any(value < 0 for value in values):
        yield Finding("assessing.value_negative")
    for value in _twice(values):
        yield Finding("assessing.value_twice", {"value": plain(value)})
    if scheme.choices and not values and scheme.scores is None:
        yield Finding("assessing.no_value")


def _check_cuts(scheme: Scheme) -> Iterable[Finding]:
    if not scheme.cuts:
        return
    for grade in _twice([cut.grade for cut in scheme.cuts]):
        yield Finding("assessing.twice", {"part": Part.CUTS, "said": grade})
    leasts = [cut.least for cut in scheme.cuts]
    if any(lower >= higher for higher, lower in itertools.pairwise(leasts)):
        yield Finding("assessing.cuts_order")
    values = [each.value for each in scheme.choices if each.value is not None]
    if scheme.scores is not None:
        values.append(scheme.scores.low)
    if values and leasts[-1] > min(values):
        yield Finding(
            "assessing.cuts_open", {"least": plain(leasts[-1]), "lowest": plain(min(values))}
        )


def _twice(said: list[T]) -> list[T]:
    return [each for i, each in enumerate(said) if each in said[:i]]
