"""The working-day calendar."""

from datetime import date

import pytest

from dandang.days.working import Calendar, Deadline

PUBLISHED = Calendar.published()


def test_national_day_is_off_and_its_make_up_day_is_worked() -> None:
    assert PUBLISHED.is_working(date(2025, 10, 1)) is False
    assert PUBLISHED.is_working(date(2025, 9, 28)) is True
    assert PUBLISHED.is_working(date(2025, 9, 27)) is False
    assert PUBLISHED.is_working(date(2025, 9, 26)) is True


def test_past_the_published_years_nobody_knows() -> None:
    assert PUBLISHED.is_working(date(PUBLISHED.known_until.year + 1, 3, 3)) is None
    assert PUBLISHED.is_working(date(2003, 12, 31)) is None


def test_the_day_of_service_is_day_zero() -> None:
    friday = date(2025, 9, 26)
    assert PUBLISHED.deadline(friday, 0) == Deadline(friday, provisional=False)
    assert PUBLISHED.deadline(friday, 1) == Deadline(date(2025, 9, 28), provisional=False)
    assert PUBLISHED.deadline(friday, 4) == Deadline(date(2025, 10, 9), provisional=False)


def test_a_deadline_in_an_unpublished_year_is_provisional() -> None:
    calendar = Calendar(frozenset(), frozenset(), known_until=date(2026, 12, 31))
    wednesday = date(2026, 12, 30)
    assert calendar.deadline(wednesday, 1) == Deadline(date(2026, 12, 31), provisional=False)
    assert calendar.deadline(wednesday, 3) == Deadline(date(2027, 1, 4), provisional=True)


def test_the_organisation_corrects_the_published_calendar_day_by_day() -> None:
    own = Calendar.published({date(2025, 9, 26): False, date(2025, 10, 1): True})
    assert own.is_working(date(2025, 9, 26)) is False
    assert own.is_working(date(2025, 10, 1)) is True


def test_a_negative_time_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        PUBLISHED.deadline(date(2025, 9, 26), -1)


def test_later_years_stand_whole_in_the_corrections_one_after_the_other() -> None:
    year = PUBLISHED.known_until.year + 1
    assert Calendar.published({}, [year]).known_until == date(year, 12, 31)
    assert Calendar.published({}, [year + 1]).known_until == PUBLISHED.known_until
