"""How sure a score from a tally is: the spread of marks within a class, and between ratees."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from dandang.scoring.tallies.counting import ClassCount, RateeCount, weights_of
from dandang.scoring.tallies.rules import Rules

# A spread told by few marks is drawn towards that of all ratees, as if these had given 16 marks more.
BORROWED = 16.0
HALVINGS = 60


@dataclass(frozen=True, slots=True)
class Sureness:
    """The exact mean of one ratee as an estimate: standard error and degrees of freedom of it."""

    mean: float
    se: float
    df: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """Drawn towards the mean of all as far as the marks are few: score, standard error, interval.

    `reliability` is the share of the differences between ratees that this ratee's marks can tell.
    """

    score: float
    se: float
    low: float
    high: float
    reliability: float


def surenesses(rules: Rules, ratees: Sequence[RateeCount]) -> tuple[Sureness, ...]:
    """Of ratees with a score, in their order; each class has one usual spread, borrowed by all."""
    usual = _usual(rules, ratees)
    return tuple(_sureness(rules, ratee, usual) for ratee in ratees)


def _usual(rules: Rules, ratees: Sequence[RateeCount]) -> float:
    """The variance of marks within a part, over all ratees, and one mark spread over all values.

    The imagined mark keeps a unanimous vote of few from claiming certainty.
    """
    values = np.array([float(value) for value in rules.values])
    squares, freedom = float(values.var()), 1.0
    for ratee in ratees:
        for part in ratee.parts:
            squares += _squares(rules, part)
            freedom += part.base - 1
    return squares / freedom


def _squares(rules: Rules, part: ClassCount) -> float:
    mean = part.mean
    exact = sum(
        n * (value - mean) ** 2
        for value, n in zip(rules.grades.values(), part.marks, strict=True)
        if value is not None
    )
    return float(exact)


def _sureness(rules: Rules, ratee: RateeCount, usual: float) -> Sureness:
    shares = weights_of(rules, ratee.parts)
    mean = variance = spread_of_variance = 0.0
    for part in ratee.parts:
        share = shares[part.classes]
        df = part.base - 1 + BORROWED
        within = (_squares(rules, part) + BORROWED * usual) / df
        term = share**2 * within / part.base
        mean += share * float(part.mean)
        variance += term
        spread_of_variance += term**2 / df
    return Sureness(mean, sqrt(variance), variance**2 / spread_of_variance)


def between(found: Sequence[Sureness]) -> tuple[float, float]:
    """Mean and variance of true scores between ratees (Paule–Mandel): what marks do not explain.

    The variance is 0 where the marks explain all differences, and with fewer than three ratees.
    """
    means = np.array([each.mean for each in found])
    errors = np.array([each.se**2 for each in found])
    if len(found) < 3:
        return float(means.mean()), 0.0

    def excess(variance: float) -> float:
        weights = 1 / (errors + variance)
        middle = (weights * means).sum() / weights.sum()
        return float((weights * (means - middle) ** 2).sum() - (len(found) - 1))

    low, high = 0.0, float(means.var(ddof=1)) + float(errors.max())
    if excess(low) <= 0:
        high = 0.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    weights = 1 / (errors + high)
    return float((weights * means).sum() / weights.sum()), high


def estimates(rules: Rules, found: Sequence[Sureness]) -> tuple[Estimate, ...]:
    """Score and interval of each, drawn towards the mean of all; within the range of the values.

    Where the variance between ratees cannot be told (fewer than three), nothing is drawn anywhere.
    """
    middle, variance = between(found)
    drawn = len(found) >= 3
    pull_of_middle = 1 / sum(1 / (each.se**2 + variance) for each in found)
    lowest, highest = float(min(rules.values)), float(max(rules.values))
    made = []
    for each in found:
        own = variance / (variance + each.se**2) if drawn else 1.0
        score = middle + own * (each.mean - middle)
        se = sqrt(own * each.se**2 + (1 - own) ** 2 * pull_of_middle)
        reach = float(stdtrit(each.df, 0.5 + rules.level / 2)) * se
        made.append(
            Estimate(score, se, max(lowest, score - reach), min(highest, score + reach), own)
        )
    return tuple(made)


def draws(rules: Rules, found: Sequence[Estimate], count: int = 2000) -> NDArray[np.float64]:
    """`count` scores of each ratee as they may truly be (draws × ratees), the same for one seed."""
    chance = np.random.default_rng(rules.seed)
    noise = chance.standard_normal((count, len(found)))
    scores = np.array([each.score for each in found])
    spreads = np.array([each.se for each in found])
    return np.asarray(scores + noise * spreads, dtype=np.float64)
