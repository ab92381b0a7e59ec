"""The computation by hand, step by step."""

from fractions import Fraction

from dandang.assessing.scheme import ScoreRange
from dandang.assessing.why import Term, why
from rounds_by_hand import ballot, ballots, result_of, scheme


def test_every_step_is_there_to_the_digit() -> None:
    members = [ballot("A", 95, 85)] * 3 + [ballot("A", 85, 85)] * 2 + [ballot("A", "?", 75)]
    steps = why(result_of(scheme((70, 30), (100,)), members), "zhang")
    assert steps is not None
    first, second = steps.aspects
    # 3×95 + 2×85 = 455 over 5; 5×85 + 75 = 500 over 6
    assert first.groups[0].terms[:2] == (Term("优秀", "95", 3, "285"), Term("称职", "85", 2, "170"))
    assert first.groups[0].left_out == (("不了解", 1), ("未填", 0))
    assert (first.groups[0].total, first.groups[0].base, first.groups[0].mean) == (
        "455",
        5,
        "91.0000",
    )
    assert (second.groups[0].total, second.groups[0].mean, second.score) == (
        "500",
        "83.3333",
        "83.3333",
    )
    # 0.7 × 91 + 0.3 × 83.333… = 63.7 + 25
    assert (steps.unrounded, steps.shown) == ("88.700000", "88.70")
    assert (steps.aspect_weights, steps.group_weights) == ("100", "100")
    assert steps.pooled == ()


def test_written_numbers_are_a_term_of_their_own() -> None:
    free = scheme(classes=(100,), scores=ScoreRange(Fraction(0), Fraction(100)))
    members = ballots("A", [Fraction("90.5"), Fraction(88), 95, 95, 95])
    steps = why(result_of(free, members), "zhang")
    assert steps is not None
    assert steps.aspects[0].groups[0].terms[-1] == Term("打分", "", 2, "178.5")
    assert steps.aspects[0].groups[0].total == "463.5"
    assert steps.shown == "92.70"


def test_pooled_groups_are_named() -> None:
    members = ballots("A", [95] * 2) + ballots("B", [85] * 6) + ballots("C", [75] * 14)
    steps = why(result_of(scheme(), members), "zhang")
    assert steps is not None
    assert steps.pooled == ("A票＋B票",)
    assert steps.aspects[0].groups[0].weight == "70"


def test_without_a_score_there_is_nothing_to_explain() -> None:
    assert why(result_of(scheme(), ballots("A", [95] * 4)), "zhang") is None
