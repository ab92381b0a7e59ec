"""Standardisation (标准化): values of one leaf levelled over all ratees, only where the scheme says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from dandang.scoring.composite.scheme import FULL, Leaf, Standard
from dandang.scoring.composite.sources import Step

FEWEST = 3
ROOT_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Level:
    """What turns a value into a levelled one: times `slope`, plus `shift`, within 0 and 100."""

    slope: Fraction = Fraction(1)
    shift: Fraction = Fraction(0)
    step: Step | None = None

    def __call__(self, value: Fraction) -> Fraction:
        """`value` levelled."""
        if self.step is None:
            return value
        return min(max(value * self.slope + self.shift, Fraction(0)), FULL)


def level_of(leaf: Leaf, values: Sequence[Fraction]) -> Level:
    """How the values of all ratees are levelled at this leaf.

    Nothing is levelled where fewer than three have a value or all have the same.
    """
    if leaf.standard is Standard.NONE or len(values) < FEWEST:
        return Level()
    low, high = min(values), max(values)
    if low == high:
        return Level()
    if leaf.standard is Standard.RANGE:
        slope = FULL / (high - low)
        return Level(slope, -low * slope, Step("composite.step_range", {"low": low, "high": high}))
    mean = sum(values, Fraction(0)) / len(values)
    variance = sum(((value - mean) ** 2 for value in values), Fraction(0)) / len(values)
    # Rounded up where six decimals would make it 0.
    deviation = root(variance) or Fraction(1, 10**ROOT_DECIMALS)
    slope = leaf.spread / deviation
    told = {"mean": mean, "deviation": deviation, "centre": leaf.centre, "spread": leaf.spread}
    return Level(slope, leaf.centre - mean * slope, Step("composite.step_deviation", told))


def root(square: Fraction) -> Fraction:
    """The square root of `square`, rounded half up to six decimals: the same on every machine."""
    scale = 10**ROOT_DECIMALS
    # floor(2 × root × scale) decides the half; isqrt keeps it in whole numbers.
    twice = isqrt(4 * square.numerator * scale**2 // square.denominator)
    return Fraction((twice + 1) // 2, scale)
