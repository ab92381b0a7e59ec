"""Places, bands, the gate and what hangs together."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dandang.scoring import again, carlo, narrow
from dandang.scoring.again import Again, split_half
from dandang.scoring.fit import fitted
from dandang.scoring.gate import gate, reliability
from dandang.scoring.links import parts
from dandang.scoring.normal import cdf, quantile
from dandang.scoring.places import bands, places, ranked, whole_share
from dandang.scoring.reml import estimated
from dandang.scoring.rounds import scored, scored_rounds
from dandang.scoring.start import start
from dandang.scoring.values import Gate, Method, Plan, Zone
from scoring.rated import Drawn, bent, county, plain, sheets


def codes(drawn: Drawn) -> tuple[Gate, int, list[str]]:
    told, count, reasons = gate(fitted(drawn.sheets, Plan()), drawn.sheets, drawn.sheets.group)
    return told, count, [code for code, _ in reasons]


def good(seed: int = 1, **more: Any) -> Drawn:
    return county(seed, **{"each": (8, 9), "raters": 60, "ratees": 40, "units": 1, **more})


def test_equal_scores_share_the_better_place() -> None:
    assert ranked(np.array([7.0, 9.0, 7.0, 8.0])).tolist() == [3, 1, 3, 2]


def test_a_band_holds_all_who_cannot_be_told_from_its_first() -> None:
    scores, own = np.array([9.0, 8.9, 8.0, 7.9, 5.0]), np.full(5, 0.02)
    assert bands(scores, own).tolist() == [1, 1, 2, 2, 3]


@pytest.mark.parametrize(
    ("top", "n", "whole"), [(0.29, 100, 29), (0.2, 14, 2), (0.2, 4, 0), (1.0, 7, 7), (0.0, 7, 0)]
)
def test_the_number_of_top_places_is_never_rounded_up(top: float, n: int, whole: int) -> None:
    assert whole_share(top, n) == whole


def test_the_normal_distribution_is_right_to_a_millionth() -> None:
    assert cdf(np.array([-20.0, 0.0, 1.959964, 20.0])) == pytest.approx(
        [0, 0.5, 0.975, 1], abs=1e-6
    )
    assert quantile(0.975) == pytest.approx(1.959964, abs=1e-6)


def test_places_by_draws_and_by_grid_agree() -> None:
    drawn = county(2, each=(6, 7), raters=150, ratees=150, units=1)
    fit = fitted(drawn.sheets, Plan())
    by_draws = places(fit, drawn.sheets.group, top=0.2, level=0.9)
    by_grid = places(replace(fit, draws=None), drawn.sheets.group, top=0.2, level=0.9)
    assert np.abs(by_draws.p_top - by_grid.p_top).max() < 0.12
    assert np.abs(by_draws.low - by_grid.low).max() <= 8
    assert by_grid.p_top.sum() == pytest.approx(30, abs=1)


def test_groups_have_places_of_their_own() -> None:
    drawn = good()
    fit = fitted(drawn.sheets, Plan())
    groups = np.arange(40) % 2
    found = places(fit, groups, top=0.01, level=0.9)
    assert sorted(found.place[groups == 0].tolist()) == list(range(1, 21))
    assert found.p_top.max() == 0.0
    assert places(replace(fit, draws=None), groups, top=0.01, level=0.9).p_top.max() == 0.0


def test_good_data_bear_places() -> None:
    told, count, reasons = codes(good())
    assert (told, count, reasons) == (Gate.PLACES, 1, [])


def test_low_reliability_bears_bands_or_nothing() -> None:
    weak = good(deviations=(0.25, 0.1, 0.7))
    assert codes(weak)[2] == ["scoring.gate_g"]
    none = good(3, deviations=(0.05, 0.02, 0.7))
    assert codes(none)[0] is Gate.SCORES


def test_no_differences_at_all_have_no_reliability() -> None:
    same = plain(1, variance=(0.0, 0.0, 0.0))
    fit = fitted(same.sheets, Plan())
    assert reliability(fit) <= 1.0
    assert reliability(replace(fit, true=0.0)) == 0.0
    assert gate(replace(fit, true=0.0), same.sheets, same.sheets.group)[0] is Gate.SCORES


def test_a_search_that_has_not_settled_orders_nothing() -> None:
    drawn = good()
    fit = replace(fitted(drawn.sheets, Plan()), converged=False)
    assert gate(fit, drawn.sheets, drawn.sheets.group)[0] is Gate.SCORES


def test_few_raters_or_few_ratees_are_never_ordered() -> None:
    told, _, reasons = codes(plain(1, ratees=2, raters=4, n=8))
    assert told is Gate.SCORES
    assert {"scoring.gate_raters", "scoring.gate_ratees"} <= set(reasons)


def test_one_sheet_in_every_cell_tells_no_disagreement_from_chance() -> None:
    drawn = county(4, each=(1, 1, 1), raters=60, ratees=40, units=1)
    assert "scoring.gate_no_repeat" in codes(drawn)[2]


def test_one_sheet_from_every_rater_leaves_severity_in_the_scores() -> None:
    n = 60
    drawn = plain(5)
    rng = np.random.default_rng(5)
    score = 7 + np.repeat(rng.normal(size=10), 6) + rng.normal(size=n) * 0.5
    alone = sheets(score, np.repeat(np.arange(10), 6), np.arange(n), np.zeros(n, np.int64))
    told, _, reasons = codes(replace(drawn, sheets=alone))
    assert told in (Gate.BANDS, Gate.SCORES)
    assert "scoring.gate_no_severity" in reasons


def test_parts_that_no_sheet_links_are_counted_and_not_compared() -> None:
    one, other = good(6).sheets, good(7).sheets
    both = sheets(
        np.concatenate([one.score, other.score]),
        np.concatenate([one.ratee, other.ratee + 40]),
        np.concatenate([one.rater, other.rater + 100]),
        np.concatenate([one.cls, other.cls]),
    )
    drawn = replace(good(), sheets=both)
    assert codes(drawn)[:2] == (Gate.SCORES, 2)
    grouped = replace(both, group=np.repeat([0, 1], 40), groups=("甲", "乙"))
    assert "scoring.gate_apart" not in codes(replace(drawn, sheets=grouped))[2]


def test_a_long_chain_is_one_part() -> None:
    ratee = np.repeat(np.arange(50), 2)
    rater = np.concatenate([[i, i + 1] for i in range(50)])[::-1].copy()
    assert parts(ratee, rater, 50, 51)[0] == 1


def test_a_ratee_rated_too_little_makes_it_bands() -> None:
    drawn = good(8, ratees=60, deviations=(0.45, 0.2, 0.7))
    own = drawn.sheets.ratee == 0
    kept = ~own | (np.cumsum(own) == 1)
    thin = replace(drawn, sheets=drawn.sheets.only(kept))
    told, _, reasons = codes(thin)
    assert (told, reasons) == (Gate.BANDS, ["scoring.gate_own_g"])


def test_a_class_without_a_sheet_widens_the_interval() -> None:
    drawn = good(9)
    kept = ~((drawn.sheets.ratee == 0) & (drawn.sheets.cls == 1))
    fit = fitted(drawn.sheets.only(kept), Plan())
    assert fit.own[0] > 1.5 * np.delete(fit.own, 0).max()
    assert fit.draws is not None
    assert fit.draws[0].var() == pytest.approx(fit.own[0], rel=0.15)


def test_halves_agree_as_the_reliability_says() -> None:
    drawn = county(10, each=(10, 10), raters=150, ratees=150, units=1)
    fit = fitted(drawn.sheets, Plan())
    assert split_half(fit, 1) == pytest.approx(reliability(fit), abs=0.05)


def test_halves_need_two_sheets_in_a_cell_and_some_spread() -> None:
    thin = county(4, each=(1, 1), raters=60, ratees=40, units=1)
    assert split_half(fitted(thin.sheets, Plan()), 1) is None
    fit = fitted(good().sheets, Plan())
    assert split_half(replace(fit, loads=np.zeros_like(fit.loads)), 1) is None
    noise = good(3, deviations=(0.0, 0.0, 0.5))
    value = split_half(fitted(noise.sheets, Plan()), 1)
    assert value is None or 0.0 <= value < 0.7


def test_larger_rounds_are_halved_less_often() -> None:
    drawn = county(11, each=(30, 30), raters=200, ratees=180, units=1)
    fit = fitted(drawn.sheets, Plan())
    assert split_half(fit, 1) == pytest.approx(reliability(fit), abs=0.05)


def test_what_the_gate_forbids_is_not_told() -> None:
    none = scored("", good(3, deviations=(0.05, 0.02, 0.7)).sheets, Plan())
    first = none.ratees[0]
    assert (none.gate, first.place, first.band, first.p_top, first.zone) == (
        Gate.SCORES, None, None, None, None,
    )  # fmt: skip
    full = scored("", good().sheets, Plan())
    assert {each.zone for each in full.ratees} == {Zone.CLEAR, Zone.PANEL, Zone.OUT}
    assert [each.place for each in full.ratees] == list(range(1, 41))


def test_rounds_are_scored_in_their_order() -> None:
    rounds = {"二": good(2).sheets, "一": good(1).sheets}
    told = scored_rounds(rounds, Plan())
    assert [each.name for each in told] == ["二", "一"]
    assert told[1] == scored("一", rounds["一"], Plan())


def test_severity_added_to_one_rater_changes_hardly_any_score() -> None:
    drawn = county(12, each=(8, 9), raters=60, ratees=40, units=1, grain=0.0)
    before = fitted(drawn.sheets, Plan(), by_class=False)
    v = before.variances
    kinder = bent(drawn, drawn.sheets.rater == 3, 0.5)
    after = fitted(kinder.sheets, Plan(), by_class=False)
    apart = after.scores - before.scores
    assert np.abs(apart - apart.mean()).max() < 0.05
    assert after.severity[3] - before.severity[3] == pytest.approx(0.5, abs=0.1)
    assert v.rater > 0


def test_neither_the_order_of_rows_nor_the_names_of_raters_matter() -> None:
    drawn = good(13)
    s = drawn.sheets
    turn = np.random.default_rng(1).permutation(len(s))
    other = np.random.default_rng(2).permutation(len(s.raters))
    again = sheets(s.score[turn], s.ratee[turn], other[s.rater[turn]], s.cls[turn])
    one, two = scored("", s, Plan()), scored("", again, Plan())
    assert [each.ratee for each in one.ratees] == [each.ratee for each in two.ratees]
    for mine, theirs in zip(one.ratees, two.ratees, strict=True):
        assert mine.score == pytest.approx(theirs.score, abs=1e-6)
        assert mine.se == pytest.approx(theirs.se, abs=1e-6)
        assert (mine.place, mine.band, mine.record) == (theirs.place, theirs.band, theirs.record)
        assert mine.p_top == pytest.approx(theirs.p_top, abs=0.003)


def test_large_rounds_go_by_monte_carlo() -> None:
    drawn = county(14, each=(2, 3, 2), raters=700, ratees=450, units=5)
    assert fitted(drawn.sheets, Plan()).method is Method.MONTE_CARLO


def test_exact_fits_of_two_hundred_and_more_place_by_the_grid() -> None:
    drawn = plain(15, ratees=220, raters=150, n=3_000)
    fit = fitted(drawn.sheets, Plan())
    assert fit.method is Method.EXACT
    assert fit.draws is None


def test_a_search_cut_short_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = county(16, each=(3, 4), raters=60, ratees=40, units=1)
    layout = fitted(drawn.sheets, Plan()).layout
    found = estimated(
        layout, start(layout), lambda v, _: narrow.Narrow(layout, v), tolerance=0.0, most=2
    )
    assert (found.iterations, found.converged) == (2, False)
    whole = Again(layout, found.equations.variances).solve(layout.y, np.zeros(2))
    monkeypatch.setattr(again, "_MOST_STEPS", 1)
    short = Again(layout, found.equations.variances).solve(layout.y, np.zeros(2))
    assert 0 < np.abs(short.cells - whole.cells).max() < 1.0
    monkeypatch.setattr(carlo, "_MOST_STEPS", 1)
    rough = fitted(drawn.sheets, Plan(), method=Method.MONTE_CARLO)
    assert np.isfinite(rough.scores).all()
