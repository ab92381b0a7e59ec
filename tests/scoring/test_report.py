"""The report: one page without a network, every number in a table, no name left unescaped."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from fractions import Fraction
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandang.scoring.report import written
from dandang.scoring.report.drawing import Scale, scale_of
from dandang.scoring.report.tables import record
from dandang.scoring.report.words import digits
from dandang.scoring.values import (
    Anomaly,
    AnomalyKind,
    Components,
    Gate,
    Method,
    Moved,
    Plan,
    RateeScore,
    RaterNote,
    RoundScores,
    Zone,
)

PLAN = Plan()


def ratee(i: int, **other: object) -> RateeScore:
    made = RateeScore(
        ratee=f"虚构{i:03}",
        group="",
        n_sheets=20 + i,
        n_raters=20 + i,
        record=Fraction(8) - Fraction(i, 100),
        score=8 - i / 50,
        se=0.2,
        low=7.67 - i / 50,
        high=8.33 - i / 50,
        reliability=0.9,
        place=i + 1,
        place_low=max(1, i - 3),
        place_high=i + 5,
        p_top=max(0.0, 0.99 - i / 50),
        band=1 + i // 10,
        zone=Zone.PANEL,
        score_without=8 - i / 50,
        place_without=i + 1,
    )
    return replace(made, **other)  # type: ignore[arg-type]


def scores(count: int = 12, **other: object) -> RoundScores:
    made = RoundScores(
        name="",
        n=600,
        n_ratees=count,
        n_raters=3,
        classes=("A",),
        mean=7.5,
        components=Components(0.36, 0.09, 0.55, 0.57),
        method=Method.EXACT,
        iterations=5,
        converged=True,
        g=0.91,
        split_half=None,
        parts=1,
        gate=Gate.PLACES,
        gate_reasons=(),
        notes=(),
        ratees=tuple(ratee(i) for i in range(count)),
        raters=tuple(RaterNote(f"评{i}", 9, i - 1.0) for i in range(3)),
        anomalies=(),
    )
    return replace(made, **other)  # type: ignore[arg-type]


BLOC = Anomaly(
    kind=AnomalyKind.BLOC,
    raters=("评1", "评2"),
    lifted=("虚构001",),
    sunk=("虚构002",),
    n_sheets=4,
    code="report.band_count",
    values={"band": 7, "count": 2},
    moved=(Moved("虚构001", 8.0, 7.5, 1, 4), Moved("虚构002", 7.0, 7.6, None, None)),
)


BLOC_NOTE = ((BLOC.code, BLOC.values),)


class Outline(HTMLParser):
    """What a page holds: its tags, its attributes, its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.said: list[str] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in {"meta"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def charts(page: str) -> list[ET.Element]:
    return [ET.fromstring(each) for each in re.findall(r"<svg.*?</svg>", page)]


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    outline = Outline(written([scores(anomalies=(BLOC,)), scores(80)], PLAN))
    assert outline.open == []
    assert not {"script", "img", "link", "iframe", "object"} & set(outline.tags)
    links = [value for name, value in outline.attributes if name in {"href", "src"}]
    assert links == ["#r1", "#r2"]
    assert "url(" not in written([scores()], PLAN)
    assert "http:" not in written([scores()], PLAN)
    assert "default-src 'none'" in dict(outline.attributes)["content"] or any(
        "default-src 'none'" in value for _, value in outline.attributes
    )


def test_a_name_cannot_become_part_of_the_page() -> None:
    wicked = "<script>alert('张')</script>&\""
    page = written(
        [
            scores(
                2,
                name=wicked,
                ratees=(ratee(0, ratee=wicked, group=wicked), ratee(1, group=wicked)),
                anomalies=(replace(BLOC, raters=(wicked,), moved=(Moved(wicked, 1, 2, 1, 2),)),),
            )
        ],
        PLAN,
    )
    outline = Outline(page)
    assert "script" not in outline.tags
    assert "".join(outline.said).count(wicked) >= 5
    assert all(chart.tag for chart in charts(page))


def test_every_chart_is_told_in_words_and_every_name_on_the_page_is_its_own() -> None:
    page = written([scores(anomalies=(BLOC,)), scores(80)], PLAN)
    for chart in charts(page):
        assert chart.get("role") == "img"
        title, says = chart[0], chart[1]
        assert title.text
        assert says.text
        assert chart.get("aria-labelledby") == f"{title.get('id')} {says.get('id')}"
    ids = [value for name, value in Outline(page).attributes if name == "id"]
    assert len(ids) == len(set(ids))


def test_every_number_of_the_chart_stands_in_the_table() -> None:
    page = written([scores(3)], PLAN)
    rows = re.findall(r"<tr><th scope=\"row\">虚构001</th>(.*?)</tr>", page)
    assert re.findall("<td>(.*?)</td>", rows[-1]) == [
        *["21", "7.99", "7.98", "0.20", "7.65–8.31"],
        *["2", "1–6", "0.97", "1", "须评议"],
    ]


def test_what_the_gate_forbids_is_not_on_the_page() -> None:
    silent = {"place": None, "place_low": None, "place_high": None, "place_without": None}
    bands = scores(3, gate=Gate.BANDS, ratees=tuple(ratee(i, **silent) for i in range(3)))
    assert "名次区间</th>" not in written([bands], PLAN)
    assert "第 1 档" in written([bands], PLAN)
    silent |= {"p_top": None, "band": None, "zone": None}
    none = scores(3, gate=Gate.SCORES, ratees=tuple(ratee(i, **silent) for i in range(3)))
    page = written([none], PLAN)
    assert "第 1 档" not in page
    assert "前列概率</th>" not in page
    assert "不排先后" in page


def test_who_has_no_place_among_those_who_have_is_dashed() -> None:
    some = scores(2, ratees=(ratee(0), ratee(1, place=None, band=None, zone=None, p_top=None)))
    page = written([some], PLAN)
    row = re.findall(r"<tr><th scope=\"row\">虚构001</th>(.*?)</tr>", page)[-1]
    assert re.findall("<td>(.*?)</td>", row)[5:] == ["—", "—", "—", "—", "—"]


def test_reasons_stand_before_everything() -> None:
    reason = ("report.band_count", {"band": 3, "count": 9})
    page = written([scores(gate=Gate.BANDS, gate_reasons=(reason,), notes=(reason,))], PLAN)
    assert page.count("<li>第 3 档 9 人</li>") == 2
    assert page.index("只分档次") < page.index("<svg")
    assert "没有发现不能排名次的理由" not in page


def test_few_ratees_are_named_in_the_chart_and_many_are_counted() -> None:
    few, many = (charts(written([scores(n)], PLAN))[0] for n in (60, 61))
    assert "虚构000" in [each.text for each in few]
    assert "虚构000" not in [each.text for each in many]
    assert [each.text for each in many if each.tag.endswith("text")][-2] == "61"
    long = scores(1, ratees=(ratee(0, ratee="名字特别长的一位虚构干部"),))
    assert "名字特别长的一位虚…" in [each.text for each in charts(written([long], PLAN))[0]]


def test_a_narrow_band_has_no_number_of_its_own() -> None:
    ratees = [ratee(i, band=1 if i < 99 else 2) for i in range(100)]
    strip, counts = charts(written([scores(100, ratees=tuple(ratees))], PLAN))[:2]
    assert "2" not in [each.text for each in (*strip, *counts)]


def test_each_group_has_a_chart_of_its_own() -> None:
    ratees = tuple(ratee(i, group="乡镇" if i % 2 else "部门") for i in range(6))
    page = written([scores(6, ratees=ratees)], PLAN)
    assert page.count("<h4>乡镇</h4>") == 2
    names = [[each.text for each in chart] for chart in charts(page)]
    # 乡镇 comes before 部门; each has a caterpillar and a strip of bands.
    assert ("虚构001" in names[0], "虚构001" in names[2]) == (True, False)
    assert ("虚构002" in names[0], "虚构002" in names[2]) == (False, True)


def test_severity_is_counted_without_names() -> None:
    page = written([scores()], PLAN)
    assert "评1" not in page
    assert "3 名评价人，最严 −1.00，最宽 1.00" in page


def test_both_results_of_a_doubt_stand_side_by_side() -> None:
    page = written([scores(anomalies=(BLOC, replace(BLOC, moved=())))], PLAN)
    assert "系统没有剔除任何一票" in page
    assert "第 7 档 2 人" in page
    assert "评1、评2" in page
    row = re.findall(r"<tr><th scope=\"row\">虚构001</th>(.*?)</tr>", page)[0]
    assert re.findall("<td>(.*?)</td>", row) == ["8.00", "7.50", "1", "4"]
    assert len(charts(page)) == len(charts(written([scores()], PLAN))) + 1


def test_a_round_of_tallies_has_no_raters_and_no_components() -> None:
    page = written([scores(components=None, raters=(), method=Method.NONE)], PLAN)
    assert "校正，不作为" not in page
    assert "宽严无法校正" in page
    assert "差别从哪里来" not in page


def test_no_variance_at_all_is_no_division_by_it() -> None:
    assert "0.0 %" in written([scores(components=Components(0, 0, 0, 0))], PLAN)


def test_english_is_english_and_chinese_has_english_beside_it() -> None:
    english = written([scores(), scores(80, notes=BLOC_NOTE)], PLAN, "en")
    assert '<html lang="en">' in english
    assert re.findall("[\u3000-\u9fff\uff00-\uffef]", re.sub(r"虚构\d+", "", english)) == []
    chinese = written([scores()], PLAN)
    assert '<html lang="zh-CN">' in chinese
    assert '<small lang="en">Scores and intervals</small>' in chinese


def test_the_same_round_makes_the_same_page() -> None:
    assert written([scores(80)], PLAN) == written([scores(80)], PLAN)


@pytest.mark.parametrize(
    ("value", "told"),
    [(Fraction(705, 80), "8.81"), (Fraction(-705, 80), "-8.81"), (None, "—")],
)
def test_a_record_is_printed_rounded_half_up(value: Fraction | None, told: str) -> None:
    assert record(ratee(0, record=value), PLAN) == told


@pytest.mark.parametrize(
    ("value", "told"), [(1.234, "1.23"), (-1.5, "−1.50"), (-0.001, "0.00"), (None, "—")]
)
def test_digits_have_a_true_minus_and_no_minus_nought(value: float | None, told: str) -> None:
    assert digits(value) == told


@given(st.floats(-1e3, 1e3), st.floats(0.01, 1e3))
def test_ticks_are_round_and_stand_on_the_scale(low: float, width: float) -> None:
    scale = Scale(low, low + width, 0, 100)
    ticks = scale.ticks()
    assert 2 <= len(ticks) <= 8
    assert all(-1e-6 <= scale(tick) <= 100 + 1e-6 for tick in ticks)
    assert len({f"{tick:.{scale.places}f}" for tick in ticks}) == len(ticks)


def test_a_scale_of_one_value_is_not_empty() -> None:
    assert scale_of([5.0, 5.0], 0, 100)(5.0) == 50
