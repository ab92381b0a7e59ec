"""Months."""

from datetime import date

import pytest

from dandang.days import Month


def test_a_month_prints_as_rosters_do() -> None:
    assert str(Month(1984, 7)) == "1984.07"


def test_there_is_no_thirteenth_month() -> None:
    with pytest.raises(ValueError, match="month"):
        Month(1984, 13)


def test_a_month_knows_its_first_and_last_day() -> None:
    assert Month(2024, 2).first_day == date(2024, 2, 1)
    assert Month(2024, 2).last_day == date(2024, 2, 29)
    assert Month(9999, 12).last_day == date(9999, 12, 31)


def test_months_are_counted_over_the_turn_of_the_year() -> None:
    assert Month(2025, 11).plus(3) == Month(2026, 2)
    assert Month(2026, 2).plus(-3) == Month(2025, 11)
    assert Month(2025, 11).until(Month(2026, 2)) == 3


def test_months_are_ordered() -> None:
    assert Month(2025, 12) < Month(2026, 1)
    assert Month.of(date(2026, 1, 31)) == Month(2026, 1)
