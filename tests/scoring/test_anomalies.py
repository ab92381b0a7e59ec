"""What looks wrong is proposed with evidence; honest raters are left alone."""

from dataclasses import replace

import numpy as np
import pytest

from dandang.scoring import anomalies
from dandang.scoring.anomalies import Suspicion, joined, poisson_tail, suspicions
from dandang.scoring.fit import fitted
from dandang.scoring.rounds import scored
from dandang.scoring.sheets import Floats, Sheets
from dandang.scoring.values import AnomalyKind, Plan
from scoring.rated import Drawn, bent, county


def found(sheets: Sheets) -> tuple[Suspicion, ...]:
    return suspicions(sheets, fitted(sheets, Plan()))


def indicators(drawn: Drawn, spread: Floats | float = 0.5) -> Sheets:
    """The same sheets as means of eight indicators that differ."""
    n = len(drawn.sheets)
    return replace(
        drawn.sheets,
        answers=np.full(n, 8),
        most=drawn.sheets.least + 2.0,
        spread=np.full(n, spread),
    )


def with_bloc(seed: int, strength: float, *, sink: bool) -> tuple[Sheets, set[int]]:
    """A county in which eight raters of two ratees of one unit add `strength` to the one, and take
    it from the other (or add it there too)."""
    drawn = county(seed, ratees=622, raters=3_000, units=31)
    sheets, rng = drawn.sheets, np.random.default_rng(seed + 5_000)
    both = np.zeros(0, np.int64)
    while len(both) < 8:
        one, other = int(rng.integers(0, 311)), int(rng.integers(1, 10)) * 31
        other += one
        both = np.intersect1d(
            sheets.rater[sheets.ratee == one], sheets.rater[sheets.ratee == other]
        )
    members = rng.choice(both, 8, replace=False)
    inside = np.isin(sheets.rater, members)
    drawn = bent(drawn, inside & (sheets.ratee == one), strength)
    drawn = bent(drawn, inside & (sheets.ratee == other), -strength if sink else strength)
    return drawn.sheets, set(members.tolist())


def rates(seeds: range, strength: float, *, sink: bool) -> tuple[float, float]:
    """Precision and recall of the raters named, over rounds with one bloc each."""
    right = wrong = missed = 0
    for seed in seeds:
        sheets, members = with_bloc(seed, strength, sink=sink)
        named = {rater for each in found(sheets) for rater in each.raters}
        right, wrong = right + len(named & members), wrong + len(named - members)
        missed += len(members - named)
    return right / max(right + wrong, 1), right / (right + missed)


def test_a_bloc_that_lifts_one_and_sinks_another_is_found() -> None:
    precision, recall = rates(range(800, 808), 2.5, sink=True)
    assert precision >= 0.9
    assert recall >= 0.85


def test_a_bloc_that_lifts_two_is_found() -> None:
    precision, recall = rates(range(820, 825), 2.5, sink=False)
    assert precision >= 0.9
    assert recall >= 0.7


def test_honest_rounds_accuse_hardly_anybody() -> None:
    rounds = [
        indicators(county(seed, ratees=622, raters=3_000, units=31)) for seed in (940, 941, 942)
    ]
    assert sum(len(found(each)) for each in rounds) <= 1


def test_one_who_ticks_the_same_throughout_is_named_once() -> None:
    drawn = county(7, ratees=40, raters=40, each=(4, 5), units=1)
    sheets = indicators(drawn)
    sheets = replace(sheets, most=np.where(sheets.rater == 3, sheets.least, sheets.most))
    [only] = found(sheets)
    assert (only.kind, only.raters, only.code) == (AnomalyKind.STRAIGHT, (3,), "scoring.straight")
    assert only.sheets.sum() == only.values["sheets"] == np.sum(sheets.rater == 3)


def test_where_all_tick_the_same_throughout_nobody_is_accused() -> None:
    sheets = indicators(county(7, ratees=40, raters=40, each=(4, 5), units=1))
    assert found(replace(sheets, most=sheets.least)) == ()


def test_the_same_score_for_everybody_is_named_where_sheets_hold_one_answer() -> None:
    drawn = county(8, ratees=40, raters=30, each=(6, 6), units=1)
    mine = drawn.sheets.rater == 5
    value = np.where(mine, 8.0, drawn.sheets.least)
    flat = replace(
        drawn.sheets, total=np.round(value * 1_000_000).astype(np.int64), least=value, most=value
    )
    assert [(each.kind, each.raters) for each in found(flat)] == [(AnomalyKind.STRAIGHT, (5,))]


def test_one_and_the_same_score_from_all_accuses_nobody() -> None:
    drawn = county(8, ratees=40, raters=30, each=(6, 6), units=1)
    same = np.full(len(drawn.sheets), 8.0)
    flat = replace(
        drawn.sheets, total=np.round(same * 1_000_000).astype(np.int64), least=same, most=same
    )
    assert found(flat) == ()


def test_one_who_swings_between_the_ends_is_erratic() -> None:
    drawn = county(9, ratees=60, raters=40, each=(6, 6), units=1)
    mine = drawn.sheets.rater == 4
    up = np.arange(len(mine)) % 2 == 0
    swung = bent(bent(drawn, mine & up, 4.0), mine & ~up, -4.0)
    assert [(each.kind, each.raters) for each in found(swung.sheets)] == [
        (AnomalyKind.ERRATIC, (4,))
    ]


def test_one_who_does_both_is_named_once() -> None:
    drawn = county(9, ratees=60, raters=40, each=(6, 6), units=1)
    mine = drawn.sheets.rater == 4
    up = np.arange(len(mine)) % 2 == 0
    sheets = indicators(bent(bent(drawn, mine & up, 4.0), mine & ~up, -4.0))
    sheets = replace(sheets, most=np.where(mine, sheets.least, sheets.most))
    assert [each.kind for each in found(sheets)] == [AnomalyKind.STRAIGHT]


def test_many_very_high_sheets_on_one_alone_are_a_lift() -> None:
    drawn = county(11, ratees=60, raters=80, each=(20, 20), units=1, deviations=(0.3, 0.1, 0.3))
    one = int(np.argmin(np.abs(drawn.truth - np.median(drawn.truth))))
    on_one = np.flatnonzero(drawn.sheets.ratee == one)[:6]
    lifted = bent(drawn, np.isin(np.arange(len(drawn.sheets)), on_one), 4.0)
    [only] = found(lifted.sheets)
    assert (only.kind, only.lifted, only.sunk) == (AnomalyKind.LIFT, (one,), ())
    assert set(lifted.sheets.rater[on_one].tolist()) <= set(only.raters)


def test_both_results_stand_side_by_side() -> None:
    sheets, members = with_bloc(800, 2.5, sink=True)
    result = scored("", sheets, Plan())
    [only] = [each for each in result.anomalies if each.kind is AnomalyKind.BLOC]
    moved = {each.ratee: each for each in only.moved}
    assert moved[only.lifted[0]].score_without < moved[only.lifted[0]].score
    assert moved[only.sunk[0]].score_without > moved[only.sunk[0]].score
    flagged = {note.rater for note in result.raters if AnomalyKind.BLOC in note.flags}
    assert flagged == set(only.raters)
    assert len(sheets) == result.n
    assert members


def test_shared_raters_are_counted_alike_by_table_and_by_pairs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sheets = county(12, ratees=30, raters=40, each=(5, 6), units=1).sheets
    by_table = anomalies._overlap(sheets)
    monkeypatch.setattr(anomalies, "MOST_TABLE", 0)
    assert anomalies._overlap(sheets).tolist() == by_table.tolist()


def test_pairs_by_the_same_rater_are_all_pairs() -> None:
    rater = np.array([0, 1, 0, 1, 2])
    left, right = joined(rater, np.array([0, 1, 4]), np.array([2, 3, 0]))
    assert sorted(zip(left.tolist(), right.tolist(), strict=True)) == [(0, 0), (0, 2), (1, 3)]


@pytest.mark.parametrize(
    ("least", "expected", "chance"),
    [(1, 0.0, 0.0), (1, 1.0, 0.632), (4, 0.1, 3.8e-6), (12, 0.5, 3.2e-13), (0, 2.0, 1.0)],
)
def test_poisson_tails(least: int, expected: float, chance: float) -> None:
    assert poisson_tail(least, expected) == pytest.approx(chance, rel=0.02)
