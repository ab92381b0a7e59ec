"""Rounds drawn with a known truth: intervals hold what they claim, chances come true as told."""

import numpy as np
import pytest

from dandang.scoring.fit import fitted
from dandang.scoring.places import Places, places, ranked
from dandang.scoring.sheets import Floats
from dandang.scoring.values import Plan
from scoring.rated import Drawn, county

ROUNDS = {
    60: {"each": (20, 19, 21), "raters": 150, "ratees": 150},
    15: {"each": (5, 6, 4), "raters": 100, "ratees": 150},
    9: {"each": (3, 3, 3), "raters": 80, "ratees": 150},
}
SEEDS = range(40, 50)


def told(drawn: Drawn) -> tuple[Places, Floats, Floats]:
    fit = fitted(drawn.sheets, Plan())
    found = places(fit, drawn.sheets.group, top=0.2, level=0.9)
    return found, fit.scores, np.sqrt(fit.own + fit.common)


@pytest.fixture(scope="module", params=sorted(ROUNDS))
def simulated(request: pytest.FixtureRequest) -> list[tuple[Drawn, Places, Floats, Floats]]:
    """Ten rounds with 60, 15 or 9 sheets a ratee."""
    drawn = [county(seed, **ROUNDS[request.param]) for seed in SEEDS]
    return [(each, *told(each)) for each in drawn]


def test_nine_intervals_of_ten_hold_the_true_score(
    simulated: list[tuple[Drawn, Places, Floats, Floats]],
) -> None:
    held = [np.abs(d.truth - scores) <= 1.645 * se for d, _, scores, se in simulated]
    assert 0.87 <= np.mean(held) <= 0.95


def test_nine_intervals_of_ten_hold_the_true_place(
    simulated: list[tuple[Drawn, Places, Floats, Floats]],
) -> None:
    held = []
    for drawn, found, _, _ in simulated:
        true = ranked(drawn.truth)
        held.append((found.low <= true) & (true <= found.high))
    assert 0.87 <= np.mean(held) <= 0.95


def test_the_probability_of_the_top_share_comes_true_in_every_tenth() -> None:
    said, true = [], []
    for seed in range(60, 140):
        drawn = county(seed, each=(3, 3), raters=60, ratees=150, units=2)
        found, _, _ = told(drawn)
        said.append(found.p_top)
        true.append(ranked(drawn.truth) <= 30)
    p, top = np.concatenate(said), np.concatenate(true)
    tenth = np.minimum((p * 10).astype(int), 9)
    for each in range(10):
        assert np.mean(top[tenth == each]) == pytest.approx(np.mean(p[tenth == each]), abs=0.07)
