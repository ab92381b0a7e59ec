"""Dates known in part."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandang.days import Month, PartialDate

JULY = PartialDate(1984, 7)


@pytest.mark.parametrize(
    "text",
    [
        "1984.07",
        "1984.7",
        "198407",
        "1984-07",
        "1984-7",
        "1984/7",
        "1984年7月",
        "1984年07月",
        "1984．07",
        "１９８４．０７",
        " 1984 . 07 ",
        "1984。07",
        "1984—07",
        "1984年7",
    ],
)
def test_every_form_of_a_month_is_read(text: str) -> None:
    assert PartialDate.parse(text) == JULY


@pytest.mark.parametrize(
    "text",
    [
        "19840701",
        "1984.07.01",
        "1984-7-1",
        "1984/7/1",
        "1984年7月1日",
        "1984-07-01 00:00:00",
        "1984-07-01T00:00:00",
        "1984年 7月 1日",
    ],
)
def test_every_form_of_a_day_is_read(text: str) -> None:
    assert PartialDate.parse(text) == PartialDate(1984, 7, 1)


@pytest.mark.parametrize("text", ["1984", "1984年"])
def test_a_year_alone_is_a_date(text: str) -> None:
    assert PartialDate.parse(text) == PartialDate(1984)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "无",
        "193x",
        "84.07",
        "1984.13",
        "1984.02.30",
        "1984.00",
        "19840700",
        "民盟",
        "198407011",
        "1899.12",
        "2201.01",
        "1984.07.01.02",
        "1984..07",
        "19847",
    ],
)
def test_nonsense_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.parse(text)


def test_it_prints_what_is_known() -> None:
    assert str(PartialDate(1984)) == "1984"
    assert str(JULY) == "1984.07"
    assert str(PartialDate.of(date(1984, 7, 1))) == "1984.07.01"


def test_a_day_needs_a_month() -> None:
    with pytest.raises(ValueError, match="a day needs a month"):
        PartialDate(1984, None, 1)


def test_the_month_is_unknown_when_only_the_year_is() -> None:
    assert PartialDate(1984).in_month is None
    assert JULY.in_month == Month(1984, 7)


def test_before_is_unknown_inside_the_month() -> None:
    assert JULY.before(date(1984, 8, 1)) is True
    assert JULY.before(date(1984, 7, 15)) is None
    assert JULY.before(date(1984, 7, 1)) is False


def test_after_is_unknown_inside_the_month() -> None:
    assert JULY.after(date(1984, 6, 30)) is True
    assert JULY.after(date(1984, 7, 15)) is None
    assert JULY.after(date(1984, 7, 31)) is False


def test_a_year_spans_all_its_days() -> None:
    assert PartialDate(1984).earliest == date(1984, 1, 1)
    assert PartialDate(1984).latest == date(1984, 12, 31)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)))
def test_what_is_printed_is_read_back(day: date) -> None:
    for one in (
        PartialDate.of(day),
        PartialDate(day.year, day.month),
        PartialDate(day.year),
    ):
        assert PartialDate.parse(str(one)) == one
    assert PartialDate.of(day).before(day) is False
    assert PartialDate.of(day).after(day) is False


@given(st.text(alphabet="0123456789.-/年月日 ．１", max_size=14))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        one = PartialDate.parse(text)
    except ValueError:
        return
    assert PartialDate.parse(str(one)) == one
