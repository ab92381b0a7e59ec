"""A year's notice of holidays as it is pasted."""

from datetime import date

import pytest

from dandang.days.notice import read_notice
from dandang.terms.refusal import Refusal


def test_days_and_spans_of_days_are_read_and_usual_weekends_left_out() -> None:
    text = "休 10月1日至10月4日\n10-10 班\n2027年5月3日 放假"
    assert read_notice(text, year=2027) == {
        date(2027, 5, 3): False,
        date(2027, 10, 1): False,
        date(2027, 10, 4): False,
        date(2027, 10, 10): True,
    }


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("休 10月1日\n十月二日 休", "notice_line", 2),
        ("休 2月30日", "notice_line", 1),
        ("10月1日", "notice_line", 1),
        ("休班 10月1日", "notice_line", 1),
        ("休 2026年10月1日", "notice_line", 1),
        ("休 10月7日至1日", "notice_line", 1),
        ("休 3月1日至12月31日", "notice_line", 1),
        ("休 10月10日\n班 10月10日", "notice_both_ways", 2),
        ("班 10月11日", "notice_usual_day", 1),
    ],
)
def test_a_line_that_cannot_be_read_is_refused_by_its_number(
    text: str, code: str, line: int
) -> None:
    with pytest.raises(Refusal, match=code) as refused:
        read_notice(text, year=2027)
    assert refused.value.values["line"] == line


def test_a_notice_without_days_is_refused() -> None:
    with pytest.raises(Refusal, match="notice_empty"):
        read_notice("\n休 10月2日\n", year=2027)
