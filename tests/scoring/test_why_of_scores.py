"""Every number says what it is made of, down to what came in."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from composites_by_hand import SCHEME, composite
from dandang.scoring.composite.entries import NotIn, Rated
from dandang.scoring.composite.scheme import Leaf, Ratings, Standard
from dandang.scoring.composite.score import composites
from dandang.scoring.fit import fitted
from dandang.scoring.quota import Group, Standing, proposals
from dandang.scoring.sheets import Rating, Sheets, sheets_of
from dandang.scoring.tallies.counting import counted
from dandang.scoring.values import Plan
from dandang.scoring.why import (
    Why,
    number,
    of_composite,
    of_estimate,
    of_quota,
    of_record,
    of_tally,
    text,
)
from tallies_by_hand import RULES, row

PLAN = Plan(classes={"A": Fraction(60), "B": Fraction(40)}, least=2)


def rated(*, open_one: bool = False, seed: int = 3) -> Sheets:
    chance = np.random.default_rng(seed)
    rows = [
        Rating(f"虚构{i}", f"评{cls}{j}", Fraction(int(chance.integers(60, 100))), item, cls)
        for i in range(8)
        for cls, count in (("A", 4), ("B", 3))
        for j in range(count)
        for item in "德绩"
    ]
    return sheets_of(rows[1:] if open_one else rows, PLAN)


def test_a_tally_is_explained_by_its_marks() -> None:
    found = counted(RULES, [row("A", (6, 4, 0, 0)), row("B", (0, 5, 5, 3))])
    why = of_tally(RULES, found)
    assert why is not None
    assert text(why).splitlines() == [
        "“张虚构”的正式得分（四舍五入前 81.6） = 81.60",
        "  “A”（权重 60）：合计 910 ÷ 10 = 91",
        "    “优秀” 6 票 × 95 = 570",
        "    “称职” 4 票 × 85 = 340",
        "    “不称职” 0 票 × 50 = 0",
        "    “不了解” 0 票，不计入",
        "  “B”（权重 40）：合计 675 ÷ 10 = 67.5",
        "    “优秀” 0 票 × 95 = 0",
        "    “称职” 5 票 × 85 = 425",
        "    “不称职” 5 票 × 50 = 250",
        "    “不了解” 3 票，不计入",
    ]


def test_without_a_score_there_is_nothing_to_explain() -> None:
    few = counted(RULES, [row("A", (1, 0, 0, 0)), row("B", (1, 0, 0, 0))])
    assert of_tally(RULES, few) is None
    assert of_record(rated(), replace(PLAN, least=50), "虚构0") is None
    assert of_composite(SCHEME, composite(ratings=NotIn(), target=NotIn())) is None


def test_a_record_is_explained_by_sums_and_counts() -> None:
    plan = replace(PLAN, classes={})
    rows = [
        Rating("张", "甲", Fraction(90), "", "A"),
        Rating("张", "乙", Fraction(85), "", "A"),
        Rating("张", "丙", Fraction(70), "", "B"),
        Rating("张", "丁", Fraction(75), "", "B"),
    ]
    why = of_record(sheets_of(rows, plan), plan, "张")
    assert why is not None
    assert text(why, "en").splitlines() == [
        "Score of record of “张” (unrounded 80) = 80.00",
        "  “A” (weight 1): sum 175 ÷ 2 = 87.5",
        "  “B” (weight 1): sum 145 ÷ 2 = 72.5",
    ]


def test_a_class_below_k_is_explained_with_the_one_that_it_joined() -> None:
    why = of_record(rated(), replace(PLAN, least=4), "虚构1")
    assert why is not None
    assert [part.values["part"] for part in why.parts] == ["A＋B"]


def test_open_indicators_are_explained_one_by_one() -> None:
    why = of_record(rated(open_one=True), PLAN, "虚构0")
    assert why is not None
    assert [part.code for part in why.parts] == ["why.item_mean"] * 2
    counts = [part.parts[0].values["count"] for part in why.parts]
    assert sorted(counts) == [3, 4]  # type: ignore[type-var]


@pytest.mark.parametrize("open_one", [False, True])
def test_the_explanation_of_an_estimate_adds_up_to_it(open_one: bool) -> None:
    sheets = rated(open_one=open_one)
    fit = fitted(sheets, PLAN)
    for i, ratee in enumerate(sheets.ratees):
        why = of_estimate(sheets, fit, ratee)
        total = sum(float(part.value) for part in why.parts if part.value)
        assert total == pytest.approx(float(fit.scores[i]), abs=3e-4)
        for part in why.parts[1:-1]:
            told = {key: float(str(part.values[key])) for key in ("mean", "middle", "severity")}
            assert told["mean"] - told["middle"] - told["severity"] == pytest.approx(
                float(str(part.values["corrected"])), abs=3e-4
            )
            assert abs(float(str(part.values["effect"]))) <= 100


def test_an_estimate_goes_down_to_every_sheet_where_it_is_asked() -> None:
    sheets = rated()
    why = of_estimate(sheets, fitted(sheets, PLAN), "虚构2", by_sheet=True)
    assert [len(part.parts) for part in why.parts] == [0, 4, 3, 0]
    assert why.parts[1].parts[0].values["rater"] == "评A0"


def test_somebody_unknown_has_no_number() -> None:
    sheets = rated()
    with pytest.raises(KeyError):
        of_record(sheets, PLAN, "谁")


def test_a_composite_is_explained_down_to_each_fact() -> None:
    why = of_composite(SCHEME, composite(test=NotIn("尚未考试")))
    assert why is not None
    assert text(why).splitlines() == [
        "“张虚构”的综合得分（四舍五入前 86.6） = 86.60",
        "  “虚构县履职星级评定”（权重 100）：下列各项按权重平均 = 85.6",
        "    “民主测评”（权重 40，实际占 40 %） = 80",
        "      测评得分 8（40 份）：（8 − 0）÷ 10 × 100",
        "    “履职实绩”（权重 40）：下列各项按权重平均 = 90",
        "      “任务完成率”（权重 70，实际占 40 %） = 90",
        "        完成 190：（190 − 100）÷ 100 × 100",
        "      “应知应会”（权重 30）：没有数据",
        "        “应知应会”没有数据：尚未考试；不按零分计算，权重由同级其他各项按比例分担。",
        "    “群众评价”（权重 20，实际占 20 %） = 88",
        "      10 份评价共 880 分，求平均",
        "  “加减分”，直接加减 = 1",
        "    基础分 0",
        "    “记三等功”计 2 分",
        "    “逾期一次”计 -1 分",
        "  得分 86.60 对照星级分数线 = 4",
    ]


def test_a_branch_left_out_and_a_level_are_explained() -> None:
    why = of_composite(replace(SCHEME, cuts=()), composite(target=NotIn()))
    assert why is not None
    assert "why.branch_missing" in [part.code for part in why.parts[0].parts]
    leaf = Leaf("x", "某项", Fraction(100), Ratings(), Standard.RANGE)
    scheme = replace(SCHEME, parts=(leaf,), added=(), cuts=())
    came = {str(i): {"x": Rated(Fraction(70 + i))} for i in range(3)}
    levelled = of_composite(scheme, composites(scheme, came)[1])
    assert levelled is not None
    assert text(levelled).splitlines()[-1].strip() == "按全体的最低 70 和最高 72 折合到 0–100"


def test_a_cap_is_explained_with_its_tie() -> None:
    members = [Standing(f"p{i}", "g", (order,)) for i, order in enumerate([9, 8, 8, 1])]
    found = proposals([Group("g", Fraction(20), 12)], members)[0]
    assert text(of_quota(found)).splitlines() == [
        "考核单元 g 的比例",
        "  名额：12 人按比例得 2.4，只取整数 = 2",
        "  在名额之内：p0 = 1",
        "  在名额之外：p3 = 1",
        "  并列跨线：p1、p2，还可定 1 人，由评审组决定 = 2",
    ]
    clear = proposals([Group("g", Fraction(20), 5)], members[:2])[0]
    assert len(of_quota(clear).parts) == 3


@pytest.mark.parametrize(
    ("value", "told"),
    [(Fraction(5, 2), "2.5"), (Fraction(2, 3), "0.6667"), (Fraction(-2, 3), "-0.6667")],
)
def test_a_number_that_does_not_end_has_four_decimals(value: Fraction, told: str) -> None:
    assert number(value) == told


def test_a_negative_record_is_told_too() -> None:
    rows = [Rating("张", str(i), Fraction(-3), "", "A") for i in range(3)]
    why = of_record(sheets_of(rows, PLAN), PLAN, "张")
    assert isinstance(why, Why)
    assert why.value == "-3"
