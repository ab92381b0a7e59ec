"""Exact numbers to printed ones: half up, once, at the end; shares that add up to 100.0."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor


def rounded(value: Fraction, decimals: int) -> Fraction:
    """`value` (not negative) rounded half up (四舍五入) to `decimals` places, still exact."""
    scale = 10**decimals
    return Fraction(floor(value * scale + Fraction(1, 2)), scale)


def shown(value: Fraction, decimals: int) -> str:
    """`value` (not negative) as digits with exactly `decimals` places, rounded half up."""
    units = floor(value * 10**decimals + Fraction(1, 2))
    if decimals == 0:
        return str(units)
    digits = str(units).rjust(decimals + 1, "0")
    return f"{digits[:-decimals]}.{digits[-decimals:]}"


def plain(value: Fraction) -> str:
    """`value` as it is written by hand: `40`, `0.5`, or `2/3` where no decimal ends."""
    rest = value.denominator
    places = 0
    while rest % 10 == 0 or rest % 5 == 0 or rest % 2 == 0:
        rest = rest // 10 if rest % 10 == 0 else rest // 5 if rest % 5 == 0 else rest // 2
        places += 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    sign = "-" if value < 0 else ""
    text = shown(abs(value), places)
    return sign + (text.rstrip("0").rstrip(".") if "." in text else text)


def shares(counts: Sequence[int]) -> tuple[Fraction, ...]:
    """Percentages of `counts` in tenths that add up to exactly 100.0 (largest remainder).

    Equal remainders go to the earlier count. Nothing counted gives an empty tuple.
    """
    total = sum(counts)
    if total == 0:
        return ()
    tenths = [1000 * count // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda i: (-(1000 * counts[i] % total), i))
    for i in by_remainder[: 1000 - sum(tenths)]:
        tenths[i] += 1
    return tuple(Fraction(each, 10) for each in tenths)
