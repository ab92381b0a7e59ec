"""The score of record (得分): the published weighted mean, exact."""

from collections.abc import Iterable
from fractions import Fraction


def weighted_mean(parts: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """Σ weight × value over Σ weight, of pairs `(weight, value)`, exact.

    What nobody answered is left out by the caller, and its weight with it. ZeroDivisionError where
    nothing has a weight.
    """
    weights, total = Fraction(0), Fraction(0)
    for weight, value in parts:
        weights += weight
        total += weight * value
    return total / weights
