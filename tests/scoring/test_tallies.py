"""Tallies: counts that reconcile, a score of record to the digit, and how sure it is."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandang.scoring.tallies.counting import RateeCount, Reconciled, counted, faults
from dandang.scoring.tallies.rules import Counted, Rules, ShareOf, Unmarked
from dandang.scoring.tallies.sureness import between, estimates, surenesses
from tallies_by_hand import RULES, row


def of(*rows: Counted, rules: Rules = RULES) -> RateeCount:
    assert faults(rules, rows) == ()
    return counted(rules, rows)


def test_the_score_is_the_weighted_mean_of_class_means() -> None:
    # A: (6·95 + 4·85) / 10 = 91; B: (5·85 + 5·50) / 10 = 67.5; 0.6·91 + 0.4·67.5 = 81.6
    found = of(row("A", (6, 4, 0, 0)), row("B", (0, 5, 5, 3)))
    assert (found.record, found.shown, found.reason) == (Fraction("81.6"), "81.60", "")


def test_what_nobody_knows_leaves_the_base() -> None:
    found = of(row("A", (6, 4, 0, 7)), row("B", (5, 0, 0, 0)))
    assert [part.base for part in found.parts] == [10, 5]


def test_a_class_below_k_is_counted_with_the_next_larger() -> None:
    # A has 4 marks: together with B (4·95 + 6·85) / 10 = 89
    found = of(row("A", (4, 0, 0, 0)), row("B", (0, 6, 0, 0)))
    assert [part.classes for part in found.parts] == [("A", "B")]
    assert found.shown == "89.00"


def test_below_k_in_all_there_is_no_number() -> None:
    found = of(row("A", (2, 0, 0, 9)), row("B", (2, 0, 0, 9)))
    assert (found.record, found.reason) == (None, "tallies.too_few")
    assert (found.parts, found.shares, found.least_possible) == ((), (), None)


def test_too_few_sheets_came_back() -> None:
    rows = [row("A", (6, 0, 0, 0), due=10, present=10, issued=10), row("B", (5, 0, 0, 0))]
    assert of(*rows).reason == ""
    rows = [row("A", (6, 0, 0, 0), due=12, present=12, issued=12), row("B", (5, 0, 0, 0))]
    assert of(*rows, rules=replace(RULES, quorum=Fraction(2, 3))).reason == "tallies.no_quorum"
    assert of(row("A", (0, 0, 0, 0)), row("B", (0, 0, 0, 0))).reason == "tallies.no_quorum"


def test_too_many_sheets_were_spoilt() -> None:
    rows = [row("A", (6, 0, 0, 0), spoilt=4), row("B", (6, 0, 0, 0))]
    assert of(*rows, rules=replace(RULES, most_spoilt=Fraction(1, 4))).reason == ""
    strict = replace(RULES, most_spoilt=Fraction(1, 5))
    assert of(*rows, rules=strict).reason == "tallies.too_many_spoilt"


@pytest.mark.parametrize(
    ("rule", "valid", "spoilt", "abstained"),
    [
        (Unmarked.LEAVES_BASE, 12, 1, 2),
        (Unmarked.ABSTAINED, 10, 1, 4),
        (Unmarked.SPOILT, 10, 3, 2),
    ],
)
def test_a_sheet_without_a_mark_is_what_the_scheme_says(
    rule: Unmarked, valid: int, spoilt: int, abstained: int
) -> None:
    rules = replace(RULES, classes={"A": Fraction(1)}, unmarked=rule)
    found = of(row("A", (10, 0, 0, 0), unmarked=2, spoilt=1, abstained=2), rules=rules)
    assert found.counted == Reconciled(15, 15, 15, 15, valid, spoilt, abstained)
    assert found.shown == "95.00"


@pytest.mark.parametrize(
    ("share_of", "shares"),
    [
        (ShareOf.ANSWERED, {"优秀": "75", "称职": "25", "不称职": "0"}),
        (
            ShareOf.VALID,
            {"优秀": "60", "称职": "20", "不称职": "0", "不了解": "10", "未填": "10"},
        ),
        (
            ShareOf.RETURNED,
            {
                **{"优秀": "48", "称职": "16", "不称职": "0", "不了解": "8", "未填": "8"},
                **{"作废": "12", "弃权": "8"},
            },
        ),
        (
            ShareOf.ISSUED,
            {
                **{"优秀": "37.5", "称职": "12.5", "不称职": "0", "不了解": "6.3", "未填": "6.2"},
                **{"作废": "9.4", "弃权": "6.2", "未收回": "21.9"},
            },
        ),
    ],
)
def test_shares_are_of_the_declared_denominator(share_of: ShareOf, shares: dict[str, str]) -> None:
    rules = replace(RULES, classes={"A": Fraction(1)}, share_of=share_of)
    sheets = row(
        "A", (12, 4, 0, 2), unmarked=2, spoilt=3, abstained=2, due=40, present=32, issued=32
    )
    found = of(sheets, rules=rules)
    assert {each.name: each.percent for each in found.shares} == {
        name: Fraction(percent) for name, percent in shares.items()
    }
    assert sum(each.percent for each in found.shares) == 100


def test_turnout_alone_leaves_a_range_open() -> None:
    # 8 of 10 due gave 95; two more could lower it to (760 + 100) / 10 and not raise it.
    rules = replace(RULES, classes={"A": Fraction(1)})
    found = of(row("A", (8, 0, 0, 0), due=10), rules=rules)
    assert (found.least_possible, found.most_possible) == (Fraction(86), Fraction(95))


def test_without_weights_every_class_weighs_the_same() -> None:
    rules = replace(RULES, classes={})
    assert of(row("X", (5, 0, 0, 0)), row("Y", (0, 5, 0, 0)), rules=rules).shown == "90.00"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (row("A", (5, 0, 0, 0), present=9), "tallies.not_falling"),
        (row("A", (5, 0, 0, 0), valid=6), "tallies.not_reconciled"),
        (row("A", (5, 0, 0, 0), valid=4, spoilt=1, returned=5), "tallies.more_marks"),
        (row("C", (5, 0, 0, 0)), "tallies.class_unknown"),
        (row("B", (5, 0, 0, 0), line=9), "tallies.row_twice"),
    ],
)
def test_a_row_that_does_not_reconcile_is_told_by_its_line(wrong: Counted, code: str) -> None:
    rows = [row("A", (5, 0, 0, 0), line=3), row("B", (5, 0, 0, 0), line=4)]
    rows = [each for each in rows if each.rater_class != wrong.rater_class or wrong.line == 9]
    found = faults(RULES, [*rows, wrong])
    assert [(each.line, each.code) for each in found][:1] == [(wrong.line, code)]


def test_a_class_without_a_row_is_told() -> None:
    assert [each.code for each in faults(RULES, [row("A", (5, 0, 0, 0))])] == [
        "tallies.class_missing"
    ]


def test_a_unanimous_vote_of_few_claims_no_certainty() -> None:
    few = surenesses(RULES, [of(row("A", (5, 0, 0, 0)), row("B", (5, 0, 0, 0)))])[0]
    many = surenesses(RULES, [of(row("A", (50, 0, 0, 0)), row("B", (50, 0, 0, 0)))])[0]
    assert few.mean == many.mean == 95
    assert few.se > 1 > many.se > 0


def test_alone_nothing_is_drawn_anywhere() -> None:
    alone = surenesses(RULES, [of(row("A", (6, 4, 0, 0)), row("B", (0, 5, 5, 3)))])
    found = estimates(RULES, alone)[0]
    assert found.score == pytest.approx(81.6)
    assert found.low < 81.6 < found.high


def test_where_marks_explain_all_differences_everybody_is_at_the_mean() -> None:
    same = [of(row("A", (5, 5, 0, 0)), row("B", (5, 5, 0, 0))) for _ in range(4)]
    found = surenesses(RULES, same)
    assert between(found) == (pytest.approx(90), 0.0)
    assert {each.reliability for each in estimates(RULES, found)} == {0.0}


@given(st.permutations(range(6)))
def test_the_order_of_ratees_changes_no_estimate(order: list[int]) -> None:
    ratees = [of(row("A", (6 + i, 4, i, 0)), row("B", (i, 5, 5, 3))) for i in range(6)]
    straight = estimates(RULES, surenesses(RULES, ratees))
    mixed = estimates(RULES, surenesses(RULES, [ratees[i] for i in order]))
    for place, i in enumerate(order):
        assert mixed[place].score == pytest.approx(straight[i].score, abs=1e-9)
        assert mixed[place].se == pytest.approx(straight[i].se, abs=1e-9)


@pytest.mark.parametrize("sheets", [60, 15, 9])
def test_intervals_cover_the_truth_as_often_as_they_say(sheets: int) -> None:
    """Nominal 0.90; 20 rounds of 50 ratees, each mark drawn from the ratee's own true shares."""
    chance = np.random.default_rng(sheets)
    values = np.array([95.0, 85.0, 50.0])
    rules = replace(RULES, grades={"优": Fraction(95), "称": Fraction(85), "不": Fraction(50)})
    inside = told = 0
    for _ in range(20):
        truths, ratees = [], []
        for _ in range(50):
            shift = chance.normal(0, 0.8)
            odds = np.exp([shift, 0.3, -1.5 - shift])
            shares = odds / odds.sum()
            truths.append(float(values @ shares))
            share_of_a = max(5, sheets // 2)
            rows = [
                row(code, tuple(int(n) for n in chance.multinomial(count, shares)))
                for code, count in (("A", share_of_a), ("B", sheets - share_of_a))
            ]
            ratees.append(of(*rows, rules=rules))
        found = estimates(rules, surenesses(rules, ratees))
        inside += sum(
            each.low <= truth <= each.high for each, truth in zip(found, truths, strict=True)
        )
        told += len(found)
    assert 0.87 <= inside / told <= 0.95
