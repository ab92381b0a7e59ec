"""The career value."""

from datetime import date
from typing import Any

import pytest

from dandang.career import (
    Absent,
    Appointment,
    Career,
    Education,
    StatusPeriod,
    YearGrade,
    age,
    stated,
    written,
)
from dandang.days import PartialDate
from dandang.terms.people import Authority, PostLevel, Regime, StatusKind

HEAD = Appointment("清源县/县财政局", "局长", PostLevel.TOWNSHIP_CHIEF, date(2022, 3, 1))
CLERK = Appointment("清源县/县财政局", "科员", PostLevel.STAFF, date(2010, 7, 1), date(2022, 2, 28))
EXTRA = Appointment(
    "清源县/县委办公室", "副主任", PostLevel.TOWNSHIP_DEPUTY, date(2021, 1, 1), main=False
)


def make_career(**values: Any) -> Career:
    return Career(
        **{
            "name": "虚一",
            "authority": Authority.COUNTY,
            "regime": Regime.CIVIL_SERVANT,
            "unit": "清源县/县财政局",
            **values,
        }
    )


def test_age_is_counted_by_month_and_the_month_of_birth_counts_as_reached() -> None:
    birth = PartialDate(1984, 7)
    assert age(birth, date(2026, 7, 1)) == 42
    assert age(birth, date(2026, 6, 30)) == 41


def test_age_is_unknown_without_a_month_of_birth() -> None:
    assert age(PartialDate(1984), date(2026, 7, 1)) is None
    assert make_career().age(date(2026, 7, 1)) is None
    assert make_career(birth=PartialDate(1984, 7)).age(date(2026, 7, 1)) == 42


def test_a_field_is_stated_or_stated_none_or_unknown() -> None:
    assert stated("  ") is Absent.UNKNOWN
    assert stated("无") is Absent.NONE
    assert stated(" 汉族 ") == "汉族"
    assert [written(one) for one in (Absent.UNKNOWN, Absent.NONE, PartialDate(1984, 7))] == [
        "",
        "无",
        "1984.07",
    ]


@pytest.mark.parametrize("blank", ["", "无"])
def test_a_blank_cannot_pose_as_a_value(blank: str) -> None:
    with pytest.raises(ValueError, match="ethnicity"):
        make_career(ethnicity=blank)


def test_careers_that_say_the_same_are_equal_whatever_order_they_were_told_in() -> None:
    one = make_career(
        educations=(Education(False), Education(True)),
        appointments=(HEAD, CLERK),
        year_grades=(YearGrade(2025, "优秀"), YearGrade(2024, "称职")),
    )
    other = make_career(
        educations=(Education(True), Education(False)),
        appointments=(CLERK, HEAD),
        year_grades=(YearGrade(2024, "称职"), YearGrade(2025, "优秀")),
    )
    assert one == other
    assert one.appointments == (CLERK, HEAD)


def test_the_posts_of_a_day_are_the_main_one_and_then_the_others() -> None:
    person = make_career(appointments=(CLERK, EXTRA, HEAD))
    assert person.posts_on(date(2022, 2, 28)) == (CLERK, EXTRA)
    assert person.posts_on(date(2022, 3, 1)) == (HEAD, EXTRA)
    assert person.main_on(date(2022, 3, 1)) == HEAD
    assert person.main_on(date(2009, 1, 1)) is None


def test_a_status_period_counts_its_first_and_its_last_day() -> None:
    leave = StatusPeriod(StatusKind.SICK_LEAVE, date(2026, 3, 1), date(2026, 5, 31))
    person = make_career(status_periods=(leave,))
    assert person.status_on(date(2026, 3, 1)) == (leave,)
    assert person.status_on(date(2026, 5, 31)) == (leave,)
    assert person.status_on(date(2026, 6, 1)) == ()


def test_the_grade_of_a_year_without_a_result_is_none() -> None:
    person = make_career(year_grades=(YearGrade(2025, "优秀"),))
    assert person.grade_of(2025) == "优秀"
    assert person.grade_of(2024) is None
