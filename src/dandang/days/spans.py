"""Spans of days within a year: how many days they cover, and how many months that is."""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

MONTHS_OF_A_YEAR = 12


def days_covered(spans: Iterable[tuple[date, date]], first: date, last: date) -> int:
    """How many days from `first` to `last` (both counted) lie in a span; a day in two spans once."""
    covered = 0
    reached = first - timedelta(days=1)
    for begins, ends in sorted(spans):
        begins, ends = max(begins, reached + timedelta(days=1)), min(ends, last)
        if begins <= ends:
            covered += (ends - begins).days + 1
            reached = ends
    return covered


def months_of_year(days: int, year: int) -> Fraction:
    """So many days as months of that year, exact: half of its days are six months."""
    length = (date(year, 12, 31) - date(year, 1, 1)).days + 1
    return Fraction(days * MONTHS_OF_A_YEAR, length)
