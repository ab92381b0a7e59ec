"""Sheets (测评表): one rater on one ratee, its indicators collapsed into one number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from dandang.scoring.values import Plan
from dandang.terms.refusal import Refusal

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SCALE = 1_000_000
"""Scores are summed as whole millionths: exact, and in any order the same."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """Sheets of one round as columns of equal length, in the order of ratee, class, rater.

    `ratee`, `rater`, `cls` count into the sorted names. `answers` how many indicators were answered, `part` the share of the indicators' weight that
    they carry, `least` and `most` the smallest and largest answer, `spread` their variance (0 for
    one answer). `total` is the exact sum of weight × answer in millionths, `weights` that of the
    weights. `group` counts into `groups` and belongs to each ratee. `sums` is None where every sheet
    is whole: then the totals say all that the record needs.
    """

    ratees: tuple[str, ...]
    raters: tuple[str, ...]
    classes: tuple[str, ...]
    groups: tuple[str, ...]
    ratee: Ints
    rater: Ints
    cls: Ints
    total: Ints
    weights: Ints
    answers: Ints
    part: Floats
    least: Floats
    most: Floats
    spread: Floats
    group: Ints
    sums: "Sums | None"

    def __len__(self) -> int:
        """How many sheets there are."""
        return len(self.ratee)

    @property
    def score(self) -> Floats:
        """The mean of each sheet's answers by indicator weights."""
        return np.asarray(self.total / self.weights / SCALE)

    def only(self, kept: NDArray[np.bool_]) -> "Sheets":
        """The sheets marked in `kept`; names, groups and the sums of the record stay."""
        return replace(
            self,
            ratee=self.ratee[kept],
            rater=self.rater[kept],
            cls=self.cls[kept],
            total=self.total[kept],
            weights=self.weights[kept],
            answers=self.answers[kept],
            part=self.part[kept],
            least=self.least[kept],
            most=self.most[kept],
            spread=self.spread[kept],
        )


@dataclass(frozen=True, slots=True)
class Sums:
    """Answers added up per ratee × class × indicator, exact, in the order of these three."""

    items: tuple[str, ...]
    ratee: Ints
    cls: Ints
    item: Ints
    answers: Ints
    total: Ints


@dataclass(frozen=True, slots=True)
class Rating:
    """One answer. `score` None: left open. `cls` and `item` may be the same for all."""

    ratee: str
    rater: str
    score: Fraction | None
    item: str = ""
    cls: str = ""
    group: str = ""


def whole_weights(names: Sequence[str], weights: Mapping[str, Fraction]) -> Ints:
    """The weights of `names` as whole numbers in the same proportion; a name without one weighs 1.

    Refused: a weight that is not positive.
    """
    given = [Fraction(weights.get(name, 1)) for name in names]
    for name, weight in zip(names, given, strict=True):
        if weight <= 0:
            raise Refusal("scoring.weight_not_positive", name=name)
    common = lcm(*(weight.denominator for weight in given))
    return np.array([int(weight * common) for weight in given], np.int64)


def sheets_of(ratings: Iterable[Rating], plan: Plan) -> Sheets:
    """Ratings in memory collapsed into sheets.

    Refused: nothing answered, one answer given twice, a rater in two classes on one ratee, a ratee
    in two groups.
    """
    rows = [each for each in ratings if each.score is not None]
    if not rows:
        raise Refusal("scoring.nothing_answered")
    _require_single(rows)
    ratees, ratee = _coded([each.ratee for each in rows])
    raters, rater = _coded([each.rater for each in rows])
    classes, cls = _coded([each.cls for each in rows])
    items, item = _coded([each.item for each in rows])
    groups, group = _coded([each.group for each in rows])
    millionths = np.array([round((each.score or 0) * SCALE) for each in rows], np.int64)
    group_of = np.zeros(len(ratees), np.int64)
    group_of[ratee] = group
    weight = whole_weights(items, plan.items)
    key = (ratee * len(classes) + cls) * len(raters) + rater
    order = np.lexsort((item, key))
    starts = np.flatnonzero(np.diff(key[order], prepend=-1))
    first = order[starts]
    answers = np.diff(starts, append=len(rows))
    value, by = millionths[order], weight[item[order]]
    total, weights = np.add.reduceat(value * by, starts), np.add.reduceat(by, starts)
    plain = value / SCALE
    squares = np.add.reduceat(plain**2, starts) - np.add.reduceat(plain, starts) ** 2 / answers
    sums = sums_of(items, ratee, cls, item, millionths)
    return Sheets(
        ratees=ratees,
        raters=raters,
        classes=classes,
        groups=groups,
        ratee=ratee[first],
        rater=rater[first],
        cls=cls[first],
        total=total,
        weights=weights,
        answers=answers,
        part=weights / weight.sum(),
        least=np.minimum.reduceat(plain, starts),
        most=np.maximum.reduceat(plain, starts),
        spread=np.maximum(squares, 0.0) / np.maximum(answers - 1, 1),
        group=group_of,
        sums=None if (weights == weight.sum()).all() else sums,
    )


def sums_of(items: tuple[str, ...], ratee: Ints, cls: Ints, item: Ints, value: Ints) -> Sums:
    """Answers (in millionths) added up per ratee × class × indicator."""
    order = np.lexsort((item, cls, ratee))
    columns = [each[order] for each in (ratee, cls, item)]
    new = np.any([np.diff(each, prepend=-1) != 0 for each in columns], axis=0)
    starts = np.flatnonzero(new)
    answers = np.diff(starts, append=len(value))
    ratee, cls, item = (each[starts] for each in columns)
    return Sums(items, ratee, cls, item, answers, np.add.reduceat(value[order], starts))


def _coded(said: Sequence[str]) -> tuple[tuple[str, ...], Ints]:
    names = sorted(set(said))
    number = {name: i for i, name in enumerate(names)}
    return tuple(names), np.array([number[each] for each in said], np.int64)


def _require_single(rows: Iterable[Rating]) -> None:
    seen: set[tuple[str, str, str]] = set()
    class_of: dict[tuple[str, str], str] = {}
    group_of: dict[str, str] = {}
    for each in rows:
        key = (each.ratee, each.rater, each.item)
        if key in seen:
            raise Refusal("scoring.twice", ratee=each.ratee, rater=each.rater)
        seen.add(key)
        if class_of.setdefault(key[:2], each.cls) != each.cls:
            raise Refusal("scoring.two_classes", ratee=each.ratee, rater=each.rater)
        if group_of.setdefault(each.ratee, each.group) != each.group:
            raise Refusal("scoring.two_groups", ratee=each.ratee)
