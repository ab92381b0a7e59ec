"""Days covered by spans, and what they are in months of a year."""

from datetime import date
from fractions import Fraction

from dandang.days.spans import days_covered, months_of_year

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def test_a_day_in_two_spans_counts_once() -> None:
    spans = [(date(2026, 3, 1), date(2026, 3, 10)), (date(2026, 3, 5), date(2026, 3, 12))]
    assert days_covered(spans, FIRST, LAST) == 12


def test_a_span_within_another_adds_nothing() -> None:
    spans = [(date(2026, 3, 1), date(2026, 3, 31)), (date(2026, 3, 5), date(2026, 3, 12))]
    assert days_covered(spans, FIRST, LAST) == 31


def test_days_outside_do_not_count() -> None:
    spans = [(date(2025, 12, 1), date(2026, 1, 2)), (date(2026, 12, 31), date(2027, 2, 1))]
    assert days_covered(spans, FIRST, LAST) == 3
    assert days_covered([(date(2027, 1, 1), date(2027, 1, 2))], FIRST, LAST) == 0


def test_half_the_days_of_a_year_are_six_months() -> None:
    assert months_of_year(183, 2028) == 6
    assert months_of_year(183, 2026) == Fraction(2196, 365)
