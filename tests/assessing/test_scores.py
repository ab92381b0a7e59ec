"""The score of record, computed by hand to the digit."""

from fractions import Fraction

import pytest

from dandang.assessing.ballots import Ballot, Issue, Ratee
from dandang.assessing.results import compute
from dandang.assessing.scheme import Denominator, ScoreRange
from dandang.terms.refusal import Refusal
from rounds_by_hand import ZHANG, ballot, ballots, result_of, scheme


def score(*args: object, **more: object) -> str:
    return result_of(*args, **more).ratees[0].shown  # type: ignore[arg-type]


def test_the_mean_of_five_ballots() -> None:
    # (95 + 95 + 95 + 85 + 85) / 5 = 455 / 5
    assert score(scheme(classes=(100,)), ballots("A", [95, 95, 95, 85, 85])) == "91.00"


def test_three_classes_by_weight() -> None:
    # 0.4 × 95 + 0.3 × 85 + 0.3 × 75 = 38 + 25.5 + 22.5
    members = ballots("A", [95] * 5) + ballots("B", [85] * 5) + ballots("C", [75] * 5)
    assert score(scheme(), members) == "86.00"


def test_aspects_by_weight() -> None:
    # 德 (95×4 + 60) / 5 = 88; 绩 (75×3 + 85×2) / 5 = 79; 0.7 × 88 + 0.3 × 79 = 61.6 + 23.7
    members = [
        ballot("A", 95, 75),
        ballot("A", 95, 75),
        ballot("A", 95, 75),
        ballot("A", 95, 85),
        ballot("A", 60, 85),
    ]
    assert score(scheme((70, 30), (100,)), members) == "85.30"


def test_a_class_of_two_is_pooled_with_the_next_larger() -> None:
    # A and B together: (2×95 + 6×85) / 8 = 87.5, weight 70; C: 75, weight 30
    # 0.7 × 87.5 + 0.3 × 75 = 61.25 + 22.5; taken apart it would be 86.00
    members = ballots("A", [95] * 2) + ballots("B", [85] * 6) + ballots("C", [75] * 14)
    found = result_of(scheme(), members).ratees[0]
    assert found.shown == "83.75"
    assert [group.classes for group in found.groups] == [("A", "B"), ("C",)]
    assert [group.weight for group in found.groups] == [70, 30]
    assert found.groups[0].pooled


def test_a_class_that_sent_nothing_gives_its_weight_to_the_group_it_joins() -> None:
    # A is empty, so A and B: 85, weight 70; C: 75, weight 30: 59.5 + 22.5
    members = ballots("B", [85] * 5) + ballots("C", [75] * 6)
    assert score(scheme(), members) == "82.00"


def test_blank_and_unknown_leave_the_base() -> None:
    # (95 + 95 + 85 + 85 + 85) / 5 = 445 / 5, not / 7
    members = [*ballots("A", [95, 95, 85, 85, 85, "?"]), ballot("A", None, 85)]
    members = [
        Ballot(each.rater_class, {"zhang": {**each.sheets["zhang"], "b": "competent"}})
        for each in members
    ]
    found = result_of(scheme((50, 50), (100,)), members).ratees[0]
    assert found.groups[0].aspects[0].mean == 89
    assert found.groups[0].aspects[0].blank == 1
    assert found.groups[0].aspects[0].counts["unknown"] == 1
    assert found.groups[0].aspects[0].base == 5
    assert found.groups[0].size == 5
    assert found.groups[0].ballots == 7
    assert found.shown == "87.00"


def test_half_is_rounded_up() -> None:
    # (5×95 + 2×85 + 60) / 8 = 705 / 8 = 88.125; half to even would print 88.12
    assert score(scheme(classes=(100,)), ballots("A", [95] * 5 + [85] * 2 + [60])) == "88.13"


@pytest.mark.parametrize(
    ("decimals", "shown"), [(0, "88"), (1, "88.3"), (2, "88.33"), (4, "88.3333")]
)
def test_thirds_are_cut_to_the_schemes_decimals(decimals: int, shown: str) -> None:
    # (2×95 + 4×85) / 6 = 530 / 6 = 88.3…
    with_decimals = scheme(classes=(100,), decimals=decimals)
    found = result_of(with_decimals, ballots("A", [95] * 2 + [85] * 4)).ratees[0]
    assert found.shown == shown
    assert found.score == Fraction(265, 3)


def test_rounding_happens_once_at_the_end() -> None:
    # a: 530/6 = 88.333…, b: 88.333…, c: 500/6 = 83.333…: (2×88.333… + 83.333…)/3 with 33/33/34:
    # 0.66 × 265/3 + 0.34 × 250/3 = 58.3 + 28.333… = 86.6333…; from rounded parts at 0 decimals: 87
    members = [ballot("A", 95, 95, 85)] * 2 + [ballot("A", 85, 85, 85)] * 2
    members += [ballot("A", 85, 85, 85), ballot("A", 85, 85, 75)]
    found = result_of(scheme((33, 33, 34), (100,)), members).ratees[0]
    # c: (85×5 + 75) / 6 = 500 / 6
    assert found.score == Fraction(66, 100) * Fraction(265, 3) + Fraction(34, 100) * Fraction(
        250, 3
    )
    assert found.shown == "86.63"


def test_too_little_known_in_one_class_pools_for_this_ratee_alone() -> None:
    li = Ratee("li", "李虚构")
    members = []
    for rater_class, worth in (("A", "excellent"), ("B", "competent"), ("C", "basic")):
        for i in range(5):
            unsure = rater_class == "A" and i == 0
            sheets = {
                "zhang": {"a": worth},
                "li": {"a": "unknown" if unsure else worth},
            }
            members.append(Ballot(rater_class, sheets))
    result = result_of(scheme(), members, (ZHANG, li))
    assert [group.classes for group in result.of("zhang").groups] == [("A",), ("B",), ("C",)]
    assert [group.classes for group in result.of("li").groups] == [("A", "B"), ("C",)]
    # (4×95 + 5×85) / 9 = 805 / 9; 0.7 × 805/9 + 0.3 × 75 = 62.611… + 22.5
    assert result.of("li").shown == "85.11"
    assert result.of("zhang").shown == "86.00"


def test_a_ratees_groups_never_cut_across_the_published_ones() -> None:
    # by ballots: A(2) joins B(9), C(12) stands alone. By answers C(5) would be the next larger of A.
    li = Ratee("li", "李虚构")
    members = [Ballot("A", {"zhang": {"a": "excellent"}, "li": {"a": "excellent"}})] * 2
    members += [Ballot("B", {"zhang": {"a": "excellent"}, "li": {"a": "excellent"}})] * 9
    members += [Ballot("C", {"zhang": {"a": "basic"}, "li": {"a": "basic"}})] * 5
    members += [Ballot("C", {"zhang": {"a": "basic"}, "li": {"a": "unknown"}})] * 7
    result = result_of(scheme(), members, (ZHANG, li))
    assert [row.classes for row in result.groups] == [("A", "B"), ("C",)]
    assert [group.classes for group in result.of("li").groups] == [("A", "B"), ("C",)]


def test_four_ballots_in_all_give_no_number() -> None:
    members = ballots("A", [95]) + ballots("B", [85]) + ballots("C", [75] * 2)
    result = result_of(scheme(), members)
    found = result.ratees[0]
    assert (found.score, found.record, found.shown) == (None, None, "")
    assert found.reason == "assessing.too_few_ballots"
    assert (found.groups, found.shares, found.proposal) == ((), (), "")
    assert result.groups == ()
    assert (result.total.issued, result.total.valid, result.total.returned) == (4, None, None)


def test_four_answers_about_one_ratee_give_no_number_about_him() -> None:
    li = Ratee("li", "李虚构")
    members = [
        Ballot("A", {"zhang": {"a": "competent"}, "li": {"a": "unknown" if i else "excellent"}})
        for i in range(9)
    ]
    result = result_of(scheme(classes=(100,)), members, (ZHANG, li))
    assert result.of("zhang").shown == "85.00"
    assert result.of("li").reason == "assessing.too_few_answers"
    assert result.of("li").groups == ()


def test_written_numbers_count_as_they_are() -> None:
    # (90.5 + 88 + 95 + 95 + 81) / 5 = 449.5 / 5
    free = scheme(classes=(100,), scores=ScoreRange(Fraction(0), Fraction(100)))
    members = ballots("A", [Fraction("90.5"), Fraction(88), 95, 95, Fraction(81), "?"])
    found = result_of(free, members).ratees[0]
    assert found.shown == "89.90"
    assert found.groups[0].aspects[0].counts["scored"] == 3
    assert found.shares[-1].name == "打分"
    assert found.shares[-1].shown == "60.0"


@pytest.mark.parametrize(
    ("worths", "grade"),
    [
        ([95] * 5 + [85] * 5, "优秀"),  # 90.00
        ([95] * 4 + [85] * 5 + [75], "称职"),  # 88.00
        ([75] * 5 + [60] * 5, "不称职"),  # 67.50
    ],
)
def test_the_proposal_follows_the_cut_points(worths: list[int], grade: str) -> None:
    assert result_of(scheme(classes=(100,)), ballots("A", worths)).ratees[0].proposal == grade


def test_the_cut_looks_at_the_printed_score() -> None:
    # 66×95 + 134×85… exactly 89.996… would print 90.00; here (7×95 + 6×85 + 75×… ) by one decimal:
    # (17×95 + 16×85 + 75) / 34 = 3050 / 34 = 89.70… prints 90 at 0 decimals
    members = ballots("A", [95] * 17 + [85] * 16 + [75])
    assert result_of(scheme(classes=(100,), decimals=0), members).ratees[0].proposal == "优秀"
    assert result_of(scheme(classes=(100,)), members).ratees[0].proposal == "称职"


def test_without_cuts_there_is_no_proposal() -> None:
    assert (
        result_of(scheme(classes=(100,), cuts=()), ballots("A", [95] * 5)).ratees[0].proposal == ""
    )


def test_shares_add_up_to_one_hundred() -> None:
    # 2, 2, 2 of 6 are 33.333…; the first gets the tenth that is left
    members = ballots("A", [95, 95, 85, 85, 75, 75, "?"])
    found = result_of(scheme(classes=(100,)), members).ratees[0]
    assert [each.shown for each in found.shares] == ["33.4", "33.3", "33.3", "0.0"]
    assert [each.count for each in found.shares] == [2, 2, 2, 0]


def test_the_denominator_may_be_all_questions_on_valid_ballots() -> None:
    members = [ballot("A", worth, 85) for worth in (95, 95, 85, 85, 85, "?", None)]
    everything = scheme((50, 50), (100,), denominator=Denominator.VALID)
    found = result_of(everything, members).ratees[0]
    # of 14: 优秀 2, 称职 10, 不了解 1, 未填 1
    assert [(each.name, each.count, each.shown) for each in found.shares] == [
        ("优秀", 2, "14.3"),
        ("称职", 10, "71.4"),
        ("基本称职", 0, "0.0"),
        ("不称职", 0, "0.0"),
        ("不了解", 1, "7.2"),
        ("未填", 1, "7.1"),
    ]


def test_ballots_are_told_apart_and_reconciled() -> None:
    strict = scheme((25, 25, 25, 25), (100,), spoilt_below=Fraction(1, 2))
    members = [ballot("A", 95, 95, 95, 95)] * 6
    members += [ballot("A", 95, 95), ballot("A", 95), ballot("A"), ballot("A")]
    result = compute(strict, [ZHANG], [Issue("A", 14, 12, 11)], members)
    row = result.total
    assert (row.due, row.present, row.issued) == (14, 12, 11)
    assert (row.returned, row.valid, row.spoilt, row.abstained) == (10, 7, 1, 2)
    assert result.quorum_reached


def test_the_quorum_is_a_share_of_the_slips_issued() -> None:
    members = ballots("A", [95] * 6)
    third = scheme(classes=(100,), quorum=Fraction(2, 3))
    assert compute(third, [ZHANG], [Issue("A", 9, 9, 9)], members).quorum_reached
    assert not compute(third, [ZHANG], [Issue("A", 10, 10, 10)], members).quorum_reached
    assert not compute(third, [ZHANG], [Issue("A", 0, 0, 0)], []).quorum_reached


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        ([Issue("A", 5, 6, 5)], "assessing.not_reconciled"),
        ([Issue("A", 6, 5, 6)], "assessing.not_reconciled"),
        ([Issue("A", 6, 6, 4)], "assessing.not_reconciled"),
        ([], "assessing.issued_missing"),
        ([Issue("A", 5, 5, 5), Issue("A", 5, 5, 5)], "assessing.issued_twice"),
        ([Issue("X", 5, 5, 5)], "assessing.unknown_class"),
    ],
)
def test_counts_that_do_not_reconcile_are_refused(counts: list[Issue], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        compute(scheme(classes=(100,)), [ZHANG], counts, ballots("A", [95] * 5))
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (Ballot("X", {}), "assessing.unknown_class"),
        (Ballot("A", {"nobody": {}}), "assessing.unknown_ratee"),
        (Ballot("A", {"zhang": {"z": "excellent"}}), "assessing.unknown_aspect"),
        (Ballot("A", {"zhang": {"a": "superb"}}), "assessing.unknown_choice"),
        (Ballot("A", {"zhang": {"a": Fraction(80)}}), "assessing.unknown_choice"),
    ],
)
def test_a_ballot_that_answers_what_was_not_asked_is_refused(wrong: Ballot, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        compute(scheme(classes=(100,)), [ZHANG], [Issue("A", 9, 9, 9)], [wrong])
    assert refused.value.code == code


def test_a_ratee_twice_is_refused() -> None:
    with pytest.raises(Refusal, match=r"assessing\.ratee_twice"):
        compute(scheme(classes=(100,)), [ZHANG, ZHANG], [Issue("A", 0, 0, 0)], [])


def test_asking_for_somebody_else_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        result_of(scheme(classes=(100,)), ballots("A", [95] * 5)).of("nobody")
