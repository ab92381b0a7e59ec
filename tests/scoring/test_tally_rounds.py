"""Rounds of tallies: places only where the counts bear them, and severity said to be unknown."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dandang.scoring.tallies.counts_out import counts
from dandang.scoring.tallies.rounds import TallyRound, scored
from dandang.scoring.tallies.rules import Counted, ShareOf
from dandang.scoring.values import Gate, Zone
from tallies_by_hand import RULES, row


def round_of(count: int, *, sheets: int = 60, more: int = 0) -> list[Counted]:
    """Ratees who are told well apart: the next one has three marks of 优秀 less in each class."""
    return [
        row(code, (sheets - 3 * i, 3 * i + more * i, 0, 0), ratee=f"虚构{i:02}")
        for i in range(count)
        for code in "AB"
    ]


def only(rows: list[Counted], **other: object) -> TallyRound:
    found = scored(replace(RULES, **other), rows)  # type: ignore[arg-type]
    assert len(found) == 1
    return found[0]


def test_counts_that_tell_ratees_apart_give_places() -> None:
    told = only(round_of(12))
    assert told.scores.gate is Gate.PLACES
    assert told.scores.gate_reasons == ()
    assert [each.place for each in told.scores.ratees] == list(range(1, 13))
    first = told.scores.ratees[0]
    assert (first.ratee, first.record, first.zone) == ("虚构00", 95, Zone.CLEAR)
    assert all(e.place_low <= e.place <= e.place_high for e in told.scores.ratees)  # type: ignore[operator]
    assert abs(sum(each.p_top or 0 for each in told.scores.ratees) - 2) < 0.01


def test_every_result_says_that_severity_is_not_known() -> None:
    assert ("tallies.severity", {}) in only(round_of(12)).scores.notes


def test_other_numbers_of_sheets_may_be_other_raters_and_give_no_places() -> None:
    told = only(round_of(12, more=1))
    assert told.scores.gate is Gate.BANDS
    assert [code for code, _ in told.scores.gate_reasons] == ["tallies.other_raters"]
    assert {each.place for each in told.scores.ratees} == {None}
    assert told.scores.ratees[0].band == 1


def test_counts_that_do_not_tell_ratees_apart_give_no_order() -> None:
    same = [
        row(code, (5 + (i % 2), 5 - (i % 2), 0, 0), ratee=f"虚构{i}")
        for i in range(8)
        for code in "AB"
    ]
    told = only(same)
    assert told.scores.gate is Gate.SCORES
    assert told.scores.g is not None
    assert told.scores.g < 0.70
    assert {each.band for each in told.scores.ratees} == {None}


def test_in_between_there_are_bands() -> None:
    rows = [
        row(code, (20 + 2 * i, 30 - 2 * i, 0, 0), ratee=f"虚构{i}")
        for i in range(8)
        for code in "AB"
    ]
    told = only(rows)
    assert told.scores.g is not None
    assert 0.70 <= told.scores.g < 0.80
    assert (told.scores.gate, told.scores.ratees[0].place) == (Gate.BANDS, None)


def test_two_ratees_are_not_put_in_order() -> None:
    told = only(round_of(2))
    assert [code for code, _ in told.scores.gate_reasons] == ["scoring.gate_ratees"]


def test_who_has_too_few_sheets_is_named_and_has_no_score() -> None:
    rows = [*round_of(6), *(row(code, (1, 1, 0, 0), ratee="少票") for code in "AB")]
    told = only(rows)
    assert "少票" not in [each.ratee for each in told.scores.ratees]
    assert ("tallies.too_few", {"ratee": "少票"}) in told.scores.notes
    nobody = only(rows[-2:])
    assert (nobody.scores.ratees, nobody.scores.mean) == ((), 0.0)


def test_places_are_counted_within_a_group() -> None:
    rows = [
        replace(each, group="乡镇" if each.ratee < "虚构06" else "部门") for each in round_of(12)
    ]
    told = only(rows)
    places = {each.ratee: each.place for each in told.scores.ratees}
    assert (places["虚构00"], places["虚构06"]) == (1, 1)


def test_rounds_are_scored_by_themselves() -> None:
    rows = [replace(each, round=name) for name in ("二季度", "一季度") for each in round_of(4)]
    found = scored(RULES, rows)
    assert [each.scores.name for each in found] == ["一季度", "二季度"]
    assert found[0].scores.ratees == found[1].scores.ratees


def test_without_weights_the_classes_found_are_named() -> None:
    assert only(round_of(4), classes={}).scores.classes == ("A", "B")


@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(chance: object) -> None:
    rows = round_of(5)
    mixed = list(rows)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert scored(RULES, rows) == scored(RULES, mixed)


def test_a_constant_on_every_value_moves_scores_and_nothing_else() -> None:
    higher = {name: None if value is None else value + 5 for name, value in RULES.grades.items()}
    plain, moved = only(round_of(8)), only(round_of(8), grades=higher)
    for one, other in zip(plain.scores.ratees, moved.scores.ratees, strict=True):
        assert abs(other.score - one.score - 5) < 1e-9
        assert abs(other.se - one.se) < 1e-9
        assert (one.place, one.place_low, one.place_high, one.band) == (
            other.place,
            other.place_low,
            other.place_high,
            other.band,
        )


def test_places_cover_the_truth_as_often_as_they_say() -> None:
    """Nominal 0.90; 30 rounds of 40 ratees whom 30 raters mark."""
    chance = np.random.default_rng(7)
    rules = replace(
        RULES,
        grades={"优": Fraction(95), "称": Fraction(85), "不": Fraction(50)},
        classes={"A": Fraction(1)},
    )
    inside = told = 0
    for _ in range(30):
        odds = np.exp(np.outer(chance.normal(0, 0.9, 40), [1, 0, -1]) + np.array([0, 0.3, -1.5]))
        shares = odds / odds.sum(axis=1, keepdims=True)
        truth = shares @ np.array([95, 85, 50])
        place = 1 + np.argsort(np.argsort(-truth))
        rows = [
            row("A", tuple(int(n) for n in chance.multinomial(30, p)), ratee=f"{i:02}")
            for i, p in enumerate(shares)
        ]
        for each in only(rows, grades=rules.grades, classes=rules.classes).scores.ratees:
            if each.place_low is not None and each.place_high is not None:
                inside += each.place_low <= place[int(each.ratee)] <= each.place_high
                told += 1
    assert told >= 600
    assert 0.87 <= inside / told <= 0.97


def test_counts_are_written_with_their_shares_and_what_turnout_leaves_open() -> None:
    rows = [
        row("A", (6, 4, 0, 0), due=12, present=11, issued=10),
        row("B", (0, 5, 5, 0)),
        *(row(code, (1, 1, 0, 0), ratee="少票") for code in "AB"),
    ]
    rules = replace(RULES, share_of=ShareOf.VALID)
    text = counts(rules, scored(rules, rows)).decode()
    assert text.splitlines() == [
        "round,ratee,due,present,issued,returned,valid,spoilt,abstained,"
        "优秀%,称职%,不称职%,不了解%,未填%,mean_of_record,least_possible,most_possible,reason",
        ",少票,4,4,4,,,,,,,,,,,,,“少票”的票数太少，不出得分，由评审组依平时记录和事实评定。",
        ",张虚构,22,21,20,20,20,0,0,30.0,45.0,25.0,0.0,0.0,81.60,77.50,82.00,",
    ]
