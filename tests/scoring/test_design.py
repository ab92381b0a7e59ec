"""The design check: what a round will be worth, before anybody is asked anything."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dandang.scoring.design import USUAL, Design, Raters, one_more, outlook
from dandang.scoring.values import Components, Gate
from dandang.terms.refusal import Refusal

TOWNS = Design(
    units={"东镇": 4, "西镇": 3, "南镇": 2},
    classes={"A": Fraction(40), "B": Fraction(60)},
    raters=(
        Raters("A", 2, ("东镇", "西镇")),
        Raters("A", 1, ("南镇",)),
        Raters("B", 3, ("东镇",)),
        Raters("B", 2, ("西镇", "南镇")),
    ),
    returned=Fraction(1),
    least=2,
)


def errors_by_brute_force(design: Design) -> list[float]:
    """The error variance of every ratee from the whole covariance of the model, sheet by sheet."""
    ratees = [unit for unit, count in design.units.items() for _ in range(count)]
    classes = list(design.classes)
    weights = np.array([float(weight) for weight in design.classes.values()])
    weights /= weights.sum()
    rows = []
    rater = 0
    for group in design.raters:
        for _ in range(group.count):
            for i, unit in enumerate(ratees):
                if not group.units or unit in group.units:
                    rows.append((i, classes.index(group.rater_class), rater))
            rater += 1
    assumed = design.assumed
    n, width = len(rows), len(classes)
    effects = np.zeros((n, len(ratees) * width))
    means, severity = np.zeros((n, width)), np.zeros((n, rater))
    for row, (i, c, j) in enumerate(rows):
        effects[row, i * width + c] = means[row, c] = severity[row, j] = 1
    prior = np.kron(
        np.eye(len(ratees)),
        assumed.ratee * np.ones((width, width)) + assumed.ratee_class * np.eye(width),
    )
    covariance = (
        effects @ prior @ effects.T
        + assumed.rater * severity @ severity.T
        + assumed.residual * np.eye(n)
    )
    inverse = np.linalg.inv(covariance)
    free = inverse - inverse @ means @ np.linalg.inv(means.T @ inverse @ means) @ means.T @ inverse
    wanted = np.kron(np.eye(len(ratees)), weights)
    known = wanted @ prior @ effects.T
    return list(np.diag(wanted @ prior @ wanted.T - known @ free @ known.T))


def test_errors_are_those_of_the_whole_model() -> None:
    found = outlook(TOWNS)
    per_ratee = [unit.se**2 for unit in found.units for _ in range(unit.ratees)]
    assert per_ratee == pytest.approx(errors_by_brute_force(TOWNS), rel=1e-9)


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.integers(1, 4), min_size=1, max_size=3),
    st.lists(
        st.tuples(st.sampled_from("AB"), st.integers(1, 3), st.sets(st.integers(0, 2))),
        min_size=1,
        max_size=5,
    ),
)
def test_errors_are_those_of_the_whole_model_in_any_design(
    sizes: list[int], drawn: list[tuple[str, int, set[int]]]
) -> None:
    units = {f"u{i}": size for i, size in enumerate(sizes)}
    raters = [Raters("A", 1), Raters("B", 1)] + [
        Raters(code, count, tuple(f"u{i}" for i in chosen if i < len(sizes)))
        for code, count, chosen in drawn
    ]
    design = replace(TOWNS, units=units, raters=tuple(raters))
    per_ratee = [unit.se**2 for unit in outlook(design).units for _ in range(unit.ratees)]
    assert per_ratee == pytest.approx(errors_by_brute_force(design), rel=1e-8)


def test_widths_and_reliability_follow_from_the_errors() -> None:
    found = outlook(TOWNS).units[0]
    spread = 0.36 + 0.09 * (0.4**2 + 0.6**2)
    assert found.width == pytest.approx(2 * 1.6448536 * found.se, rel=1e-6)
    assert found.reliability == pytest.approx(1 - found.se**2 / spread)


def test_units_hang_together_by_raters_of_both() -> None:
    assert outlook(TOWNS).linked == (("东镇", "西镇", "南镇"),)
    apart = replace(TOWNS, raters=TOWNS.raters[:3])
    assert outlook(apart).linked == (("东镇", "西镇"), ("南镇",))


def alone(units: int = 6, each: int = 8) -> Design:
    """Units that rate only themselves."""
    names = [f"单位{i}" for i in range(units)]
    return Design(
        units=dict.fromkeys(names, 6),
        classes={"A": Fraction(1)},
        raters=tuple(Raters("A", each, (name,)) for name in names),
    )


def test_one_rater_of_all_links_what_was_apart_and_narrows_it() -> None:
    before = outlook(alone())
    more = one_more(alone())
    assert [each.rater_class for each in more] == ["A"]
    after = more[0].outlook
    assert (len(before.linked), len(after.linked)) == (6, 1)
    assert after.width < before.width
    assert after.place_width < before.place_width
    assert after.g > before.g


def test_places_are_promised_only_where_the_gate_would_let_them_be_told() -> None:
    assert outlook(alone(each=3)).gate is Gate.SCORES
    linked = replace(alone(), raters=(Raters("A", 40),))
    assert outlook(linked).gate is Gate.PLACES
    assert outlook(replace(alone(each=60))).gate is Gate.BANDS


def test_cells_that_will_be_hidden_are_named_with_their_chance() -> None:
    design = Design(
        units={"东镇": 5},
        classes={"A": Fraction(40), "B": Fraction(60)},
        raters=(Raters("A", 5), Raters("B", 12)),
        returned=Fraction(1, 2),
    )
    found = outlook(design)
    # All five of A would have to come: 1 − 1/32.
    assert [(cell.rater_class, cell.chance_below) for cell in found.hidden] == [("A", 31 / 32)]
    assert found.units[0].parts == (("A", "B"),)
    b = found.units[0].cells[1]
    assert (b.raters, b.chance_below) == (12, pytest.approx(794 / 4096))


def test_a_unit_with_too_few_in_all_will_have_no_score() -> None:
    design = replace(alone(units=1, each=4), returned=Fraction(1))
    assert outlook(design).units[0].parts == ()


def test_a_class_without_raters_leaves_its_weight_to_the_others() -> None:
    design = replace(
        alone(),
        classes={"A": Fraction(1), "B": Fraction(9)},
        raters=(*alone().raters, Raters("B", 0)),
    )
    assert outlook(design).width == outlook(alone()).width
    assert outlook(design).units[0].cells[1].chance_below == 1.0


def test_somebody_alone_has_the_only_place() -> None:
    design = Design({"东镇": 1}, {"A": Fraction(1)}, (Raters("A", 9),))
    assert outlook(design).place_width == 0.0


def test_the_expected_width_of_places_is_that_of_drawn_rounds() -> None:
    design = replace(alone(units=20, each=12), raters=(Raters("A", 12),))
    found = outlook(design)
    chance = np.random.default_rng(5)
    spread, error = 0.45, found.units[0].se ** 2
    widths = []
    for _ in range(60):
        truth = chance.normal(0, sqrt(spread), 120)
        kept = 1 - error / spread
        score = kept * truth + chance.normal(0, sqrt(kept * error), 120)
        reach = 1.6448536 * sqrt(error)
        order = np.sort(truth)
        widths.append(
            np.mean(np.searchsorted(order, score + reach) - np.searchsorted(order, score - reach))
        )
    assert found.place_width == pytest.approx(np.mean(widths), rel=0.03)


def test_the_names_of_units_change_nothing() -> None:
    names: Mapping[str, str] = {"东镇": "甲", "西镇": "乙", "南镇": "丙"}
    renamed = replace(
        TOWNS,
        units={names[unit]: count for unit, count in TOWNS.units.items()},
        raters=tuple(
            replace(each, units=tuple(names[unit] for unit in each.units)) for each in TOWNS.raters
        ),
    )
    assert [unit.se for unit in outlook(renamed).units] == [
        unit.se for unit in outlook(TOWNS).units
    ]


@pytest.mark.parametrize(
    ("design", "code"),
    [
        (replace(TOWNS, units={}), "no_ratees"),
        (replace(TOWNS, units={"东镇": 0}), "no_ratees"),
        (replace(TOWNS, classes={}), "weights"),
        (replace(TOWNS, classes={"A": Fraction(0)}), "weights"),
        (replace(TOWNS, returned=Fraction(0)), "returned"),
        (replace(TOWNS, assumed=replace(USUAL, rater=0.0)), "assumed"),
        (replace(TOWNS, raters=(Raters("C", 1),)), "class_unknown"),
        (replace(TOWNS, raters=(Raters("A", -1),)), "count"),
        (replace(TOWNS, raters=(Raters("A", 1, ("北镇",)),)), "unit_unknown"),
        (replace(TOWNS, raters=(Raters("A", 0),)), "no_raters"),
    ],
)
def test_a_design_that_cannot_be_is_refused(design: Design, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        outlook(design)
    assert refused.value.code == f"design.{code}"


def test_variances_of_the_last_round_may_stand_for_the_usual_ones() -> None:
    wider = Components(ratee=0.36, ratee_class=0.09, rater=0.55, residual=2.0)
    assert outlook(replace(TOWNS, assumed=wider)).width > outlook(TOWNS).width
