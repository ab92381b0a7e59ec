"""The pieces: where dots, bands and days stand, and what each says in words."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.template import engines

from dandang.web.shared import calendars, shapes, strips


@dataclass(frozen=True)
class Cut:
    grade: str
    least: int


CUTS = (Cut("优秀", 90), Cut("称职", 80), Cut("基本称职", 70), Cut("不称职", 0))


def drawn(source: str, **values: object) -> str:
    return engines["django"].from_string(source).render(values)


def test_a_score_stands_on_the_scale_and_is_counted_in_its_grade() -> None:
    strip = strips.strip(["95", "90.00", "89.99", ""], CUTS)
    assert strip is not None
    assert (strip.least, strip.most, strip.without) == (80, 100, 1)
    assert [dot.left for dot in strip.dots] == [49.95, 50, 75]
    assert [(band.grade, band.count) for band in strip.bands] == [("优秀", 2), ("称职", 1)]


def test_equal_scores_are_piled_up() -> None:
    strip = strips.strip(["91", "91", "91"], CUTS)
    assert strip is not None
    assert [dot.row for dot in strip.dots] == [0, 1, 2]
    assert strip.rows == 3


def test_everybody_at_the_top_still_leaves_a_scale() -> None:
    strip = strips.strip(["100"], (), most=100)
    assert strip is not None
    assert (strip.least, strip.dots[0].left) == (90, 100)


def test_without_a_score_there_is_no_strip() -> None:
    assert strips.strip(["", ""], CUTS) is None
    assert drawn("{% strip nothing %}", nothing=None).strip() == ""


def test_a_month_has_whole_weeks_from_monday_and_its_entries_by_day() -> None:
    entries = [
        calendars.Entry(date(2026, 11, 30), "异议截止"),
        calendars.Entry(date(2026, 11, 5), "名册冻结"),
        calendars.Entry(date(2026, 12, 1), "下月的事"),
    ]
    sheet = calendars.sheet(date(2026, 11, 1), entries, on=date(2026, 11, 25))
    assert (sheet.weeks[0][0].day, sheet.weeks[-1][-1].day) == (
        date(2026, 10, 26),
        date(2026, 12, 6),
    )
    assert [entry.title for entry in sheet.agenda] == ["名册冻结", "异议截止"]
    (today,) = [cell for week in sheet.weeks for cell in week if cell.today]
    assert (today.day, today.off) == (date(2026, 11, 25), False)


def test_a_day_worked_in_exchange_is_not_off() -> None:
    sheet = calendars.sheet(date(2026, 11, 1), (), on=date(2026, 11, 25), off=frozenset())
    assert not any(cell.off for week in sheet.weeks for cell in week)


def test_what_changed_is_said_without_colour() -> None:
    text = drawn(
        "{% changes rows %}",
        rows=[shapes.Change("职务", "副局长", "局长"), shapes.Change("籍贯", "清源", "清源")],
    )
    assert "<del>副局长</del>" in text
    assert "<ins>局长</ins>" in text
    assert text.count("不变") == 1


def test_an_overdue_line_of_the_four_lists_says_so_until_it_is_done() -> None:
    late = shapes.FourLists("问题", "措施", "责任", date(2026, 6, 30), "进行中")
    done = shapes.FourLists("问题", "措施", "责任", date(2026, 6, 30), "已销号", done=True)
    on = date(2026, 7, 2)
    assert "逾期 2 天" in drawn("{% four_lists rows on %}", rows=[late], on=on)
    assert "逾期" not in drawn("{% four_lists rows on %}", rows=[done], on=on)


@pytest.mark.parametrize(("done", "asks_again"), [(3, True), (8, False)])
def test_long_work_asks_again_until_it_is_done(done: int, asks_again: bool) -> None:
    text = drawn("{% work work %}", work=shapes.Work("签发", done, 8, address="/x/"))
    assert ("hx-get" in text) is asks_again


def test_a_fact_without_verification_says_so() -> None:
    assert "未核实" in drawn(
        "{% fact card %}", card=shapes.FactCard("2026.07", "完成除险", "已提交")
    )


def test_shares_are_written_with_their_percent() -> None:
    @dataclass(frozen=True)
    class Row:
        name: str = "优秀"
        count: int = 5
        percent: float = 50.0
        shown: str = "50.0"

    assert [shade.shown for shade in shapes.shades([Row()])] == ["50.0%"]
