"""Composites: every part by its published rule, what is missing said, stars with their chances."""

from dataclasses import replace
from fractions import Fraction
from math import isclose

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from composites_by_hand import ENTRIES, SCHEME, composite, number, weighing
from dandang.scoring.composite.entries import (
    Answers,
    Entry,
    Fact,
    Facts,
    Marks,
    NotIn,
    Rated,
    Reached,
)
from dandang.scoring.composite.scheme import (
    Branch,
    Cut,
    Exam,
    Feedback,
    Leaf,
    Points,
    Ratings,
    Scheme,
    Standard,
    Target,
    require_sound,
)
from dandang.scoring.composite.score import composites, reached_from
from dandang.scoring.composite.sources import value_of
from dandang.scoring.composite.standard import root
from dandang.scoring.composite.what_if import Change, effects, margins, what_ifs
from dandang.terms.refusal import Refusal


def test_a_composite_is_recomputed_by_hand() -> None:
    found = composite()
    assert (found.exact, found.shown, found.stars) == (Fraction("85.4"), "85.40", 4)
    assert {each.leaf.code: each.share for each in found.leaves} == {
        "ratings": Fraction(40, 100),
        "target": Fraction(28, 100),
        "test": Fraction(12, 100),
        "public": Fraction(20, 100),
        "facts": Fraction(1),
    }
    assert found.weighed.branches == {"duty": 87, "": Fraction("84.4")}
    assert found.weighed.missing == ()


def test_what_is_missing_gives_its_weight_to_its_neighbours_and_is_named() -> None:
    found = composite(test=NotIn("尚未考试"), facts=NotIn())
    # The target alone makes the branch: 0.4·80 + 0.4·90 + 0.2·88 = 85.6
    assert found.shown == "85.60"
    assert found.weighed.missing == ("test", "facts")
    assert found.leaf("target").share == Fraction(40, 100)
    reason = found.leaf("test").value.reason
    assert reason is not None
    assert (reason.code, reason.values["reason"]) == ("composite.not_in", "尚未考试")


def test_a_branch_with_too_little_present_is_missing_as_a_whole() -> None:
    # Without the target 30 of 100 are left: less than half. 40·80 + 20·88 over 60.
    found = composite(target=NotIn())
    assert found.weighed.missing == ("target", "duty")
    assert found.exact == Fraction(40 * 80 + 20 * 88, 60) + 1


def test_with_too_little_in_all_there_is_no_score() -> None:
    found = composite(ratings=NotIn(), target=NotIn())
    assert (found.exact, found.record, found.shown, found.stars) == (None, None, "", 0)
    assert found.reason is not None
    assert found.reason.code == "composite.too_little"
    assert (found.chances, margins(SCHEME, found)) == ((), ())
    # With the ratings at their most: 40·100 + 20·88 over 60, and 1 for facts.
    assert what_ifs(SCHEME, found)[0].record == 97


@pytest.mark.parametrize(
    ("source", "entry", "value"),
    [
        (Ratings(number(1), number(5)), Rated(number(4)), "75"),
        (Target(number(200)), Reached(number(150)), "75"),
        (Target(number(200)), Reached(number(250)), "100"),
        (Target(number(200), most=number(110)), Reached(number(250)), "110"),
        (Target(number(2), number(10)), Reached(number(4)), "75"),
        (Target(number(2), number(10)), Reached(number(12)), "0"),
        (Points(number(80)), Facts(), "80"),
        (Points(number(80)), Facts((Fact("a", "x", number(30)),)), "100"),
        (
            Points(number(80), caps={"x": number(3), "y": number(2)}),
            Facts((Fact("a", "x", number(2)), Fact("b", "x", number(2)), Fact("c", "y", number(-9)))),
            "81",
        ),
        (Exam(number(120)), Marks(number(90)), "75"),
        (
            Feedback({"好": number(100), "差": number(0)}),
            Answers({"好": 4, "差": 1, "?": 9}),
            "80",
        ),
    ],
)  # fmt: skip
def test_each_kind_of_source_has_its_rule(
    source: Ratings | Target | Points | Exam | Feedback, entry: Entry, value: str
) -> None:
    assert value_of(Leaf("x", "某项", number(100), source), entry).exact == Fraction(value)


def test_fewer_answers_than_k_are_no_value_and_their_number_is_not_told() -> None:
    value = composite(public=Answers({"满意": 4, "不了解": 9})).leaf("public").value
    assert (value.exact, value.count) == (None, 0)
    assert value.reason is not None
    assert value.reason.values == {"part": "群众评价", "least": 5}


@pytest.mark.parametrize(
    ("leaf", "entry", "code"),
    [
        ("ratings", Marks(number(5)), "composite.other_kind"),
        ("ratings", Rated(number(11)), "composite.outside"),
        ("test", Marks(number(51)), "composite.outside"),
        ("public", Answers({"满意": -1}), "composite.outside"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(leaf: str, entry: Entry, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        composite(**{leaf: entry})
    assert refused.value.code == code


def test_the_sum_stays_within_its_limits() -> None:
    top = {
        "ratings": Rated(number(10)),
        "target": Reached(number(200)),
        "test": Marks(number(50)),
        "public": Answers({"满意": 9}),
    }
    found = composite(**top)
    assert (found.weighed.before, found.exact, found.stars) == (101, 100, 5)


LEVELLED = Leaf("x", "某项", number(100), Ratings(), Standard.DEVIATION)


def of_three(leaf: Leaf, *scores: int) -> list[str]:
    scheme = weighing(leaf)
    came = {str(i): {"x": Rated(number(score))} for i, score in enumerate(scores)}
    return [each.shown for each in composites(scheme, came)]


def test_values_are_levelled_only_where_the_scheme_says_so() -> None:
    plain = replace(LEVELLED, standard=Standard.NONE)
    assert of_three(plain, 70, 80, 90) == ["70.00", "80.00", "90.00"]
    # The deviation of 70, 80, 90 is √(200/3) = 8.164966: 80 ± 10·10/8.164966
    assert of_three(LEVELLED, 70, 80, 90) == ["67.75", "80.00", "92.25"]
    ranged = replace(LEVELLED, standard=Standard.RANGE)
    assert of_three(ranged, 70, 75, 90) == ["0.00", "25.00", "100.00"]


def test_nothing_is_levelled_among_few_or_equals() -> None:
    assert of_three(LEVELLED, 70, 90) == ["70.00", "90.00"]
    assert of_three(LEVELLED, 70, 70, 70) == ["70.00", "70.00", "70.00"]


def test_a_level_is_part_of_the_uncertainty() -> None:
    came = {str(i): {"x": Rated(number(score), 2.0)} for i, score in enumerate((70, 80, 90))}
    plain = composites(weighing(replace(LEVELLED, standard=Standard.NONE)), came)[1]
    levelled = composites(weighing(LEVELLED), came)[1]
    assert levelled.leaf("x").se == pytest.approx(2.0 * 10 / 8.164966)
    assert levelled.se / plain.se == pytest.approx(10 / 8.164966, rel=1e-3)


@given(st.fractions(min_value=0, max_value=10_000, max_denominator=1000))
def test_a_root_is_rounded_half_up_to_six_decimals(square: Fraction) -> None:
    found = root(square)
    half = Fraction(1, 2 * 10**6)
    assert found.denominator <= 10**6
    assert max(found - half, Fraction(0)) ** 2 <= square < (found + half) ** 2


def test_values_that_hardly_differ_are_still_levelled() -> None:
    came = {str(i): {"x": Rated(80 + Fraction(i, 10**9))} for i in range(3)}
    assert [each.shown for each in composites(weighing(LEVELLED), came)] == [
        "79.99",
        "80.00",
        "80.01",
    ]


def test_uncertainty_is_carried_by_the_weights() -> None:
    # 0.4 · 0.2 · 10 = 0.8 from ratings; answers: √((4²·0.7·10 …)) checked against the draws of both.
    found = composite()
    public = found.leaf("public").se
    assert found.leaf("ratings").se == pytest.approx(2.0)
    assert found.se == pytest.approx(np.hypot(0.8, 0.2 * public), rel=0.03)
    assert found.low < 85.4 < found.high
    exact = composite(ratings=Rated(number(8)), public=NotIn())
    assert (exact.se, exact.low, exact.high) == (0.0, 84.5, 84.5)


def test_chances_of_stars_add_up_and_fit_the_normal_curve() -> None:
    # 84.5 with a standard error of 2: less than 79.995 in 1.2 % of cases, 89.995 or more in 0.3 %.
    scheme = weighing(Leaf("x", "某项", number(100), Ratings()), cuts=SCHEME.cuts)
    found = composites(scheme, {"a": {"x": Rated(Fraction("84.5"), 2.0)}})[0]
    chances = dict(found.chances)
    assert isclose(sum(chances.values()), 1.0)
    assert chances[4] == pytest.approx(0.985, abs=0.005)
    assert chances[5] == pytest.approx(0.003, abs=0.003)
    assert chances[0] == 0.0


def test_an_exact_score_has_its_stars_for_sure_even_on_the_cut() -> None:
    scheme = weighing(Leaf("x", "某项", number(100), Exam()), cuts=SCHEME.cuts)
    for marks, stars in (("80", 4), ("79.995", 4), ("79.99", 3), ("59.99", 0)):
        found = composites(scheme, {"a": {"x": Marks(Fraction(marks))}})[0]
        assert found.stars == stars
        assert dict(found.chances)[stars] == 1.0


def test_a_lowest_cut_without_stars_catches_all() -> None:
    cuts = (Cut(1, number(60)), Cut(0, number(0)))
    scheme = weighing(Leaf("x", "某项", number(100), Exam()), cuts=cuts)
    assert composites(scheme, {"a": {"x": Marks(number(50))}})[0].chances == ((1, 0.0), (0, 1.0))


def test_without_cuts_there_are_no_stars() -> None:
    found = composite(replace(SCHEME, cuts=()))
    assert (found.stars, found.chances) == (0, ())
    assert {each.more_from for each in margins(SCHEME, found)} != set()


def test_what_a_leaf_would_need_for_other_stars() -> None:
    told = {each.part: each for each in margins(SCHEME, composite())}
    # 89.995 − 85.4 = 4.595 more: over 0.4 the ratings would have to be 80 + 11.4875.
    assert told["ratings"].more_from == Fraction("91.4875")
    # 85.4 − 79.995 = 5.405 less: over 0.28 the target would fall to 90 − 19.303…
    assert told["target"].fewer_below == 90 - Fraction("5.405") / Fraction("0.28")
    assert told["facts"].more_from is None
    assert told["facts"].fewer_below == 1 - Fraction("5.405")
    best = composite(replace(SCHEME, cuts=SCHEME.cuts[1:]))
    assert {each.more_from for each in margins(replace(SCHEME, cuts=SCHEME.cuts[1:]), best)} == {
        None
    }


def test_what_is_needed_is_enough_and_no_more() -> None:
    found = composite()
    need = margins(SCHEME, found)[0].more_from
    assert need is not None
    assert composite(ratings=Rated(need / 10)).stars == 5
    assert composite(ratings=Rated(need / 10 - Fraction(1, 10**6))).stars == 4


def test_suppositions_say_what_the_stars_hang_on() -> None:
    found = composite(test=NotIn(), ratings=Rated(number(8), 0.9, 12))
    told = {(each.part, each.change): each for each in what_ifs(SCHEME, found)}
    assert told["test", Change.MOST].record == Fraction("87.8")
    assert told["test", Change.LEAST].record == Fraction("75.8")
    assert told["test", Change.LEAST].changed
    assert not told["test", Change.MOST].changed
    assert told["ratings", Change.HIGHER].record == Fraction("90.2")
    assert told["ratings", Change.HIGHER].stars == 5
    assert told["ratings", Change.LOWER].record == Fraction("83")
    # Without facts 85.6; 44 of 100 for ratings leave 56 for the rest, in their old proportion.
    assert told["facts", Change.WITHOUT].record == Fraction("85.6")
    rest = Fraction(40 * 90 + 20 * 88, 60)
    assert told["ratings", Change.HEAVIER].record == round((44 * 80 + 56 * rest) / 100 + 1, 2)
    assert ("target", Change.HIGHER) not in told


def test_a_scheme_of_one_part_has_no_other_weights() -> None:
    scheme = weighing(Leaf("x", "某项", number(100), Exam()))
    found = composites(scheme, {"a": {"x": Marks(number(80))}})[0]
    assert [each.change for each in what_ifs(scheme, found)] == [Change.WITHOUT]
    assert what_ifs(scheme, found)[0].record is None


def test_a_changed_weight_shows_who_moves() -> None:
    first = {
        "a": {**ENTRIES},
        "b": {**ENTRIES, "ratings": Rated(number(9)), "test": Marks(number(0))},
    }
    heavier = replace(
        SCHEME,
        parts=(replace(SCHEME.parts[0], weight=number(10)), replace(SCHEME.parts[1], weight=number(70)), SCHEME.parts[2]),
    )  # fmt: skip
    before = {each.ratee: each for each in composites(SCHEME, {**first, "c": {}})}
    after = {each.ratee: each for each in composites(heavier, {**first, "c": {}})}
    told = {each.ratee: each for each in effects(before, after)}
    assert [(told[who].place_before, told[who].place_after) for who in "abc"] == [
        (1, 1),
        (2, 2),
        (None, None),
    ]
    assert (told["b"].before, told["b"].after) == (Fraction("79.8"), Fraction("71.7"))
    assert (told["b"].stars_before, told["b"].stars_after) == (3, 3)


def unsound(**other: object) -> Scheme:
    return replace(SCHEME, **other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("scheme", "code"),
    [
        (unsound(added=(replace(SCHEME.added[0], code="test"),)), "code_twice"),
        (unsound(parts=SCHEME.parts[:2]), "weights_not_hundred"),
        (unsound(parts=(Branch("d", "空", number(100), ()),)), "weights_not_hundred"),
        (
            unsound(parts=(*SCHEME.parts, Leaf("z", "零", number(0), Exam()))),
            "weight_not_positive",
        ),
        (unsound(cuts=SCHEME.cuts[::-1]), "cuts_order"),
        (weighing(Leaf("x", "某", number(1), Ratings(number(5), number(5)))), "source_cannot_be"),
        (weighing(Leaf("x", "某", number(1), Target(number(0)))), "source_cannot_be"),
        (weighing(Leaf("x", "某", number(1), Points(number(101)))), "source_cannot_be"),
        (
            weighing(Leaf("x", "某", number(1), Points(caps={"k": number(-1)}))),
            "source_cannot_be",
        ),
        (weighing(Leaf("x", "某", number(1), Exam(number(0)))), "source_cannot_be"),
        (weighing(Leaf("x", "某", number(1), Feedback({}))), "source_cannot_be"),
        (weighing(Leaf("x", "某", number(1), Exam(), spread=number(0))), "source_cannot_be"),
    ],
)
def test_an_unsound_scheme_is_refused(scheme: Scheme, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        require_sound(scheme)
    assert refused.value.code == f"composite.{code}"


def test_an_unknown_leaf_is_no_leaf() -> None:
    with pytest.raises(KeyError):
        composite().leaf("unknown")


@given(st.permutations(["a", "b", "c", "d"]))
def test_the_order_of_ratees_changes_nothing(order: list[str]) -> None:
    scheme = weighing(LEVELLED, Leaf("y", "另一项", number(1), Exam()))
    came = {
        who: {"x": Rated(number(60 + 7 * i), 1.0), "y": Marks(number(50 + i))}
        for i, who in enumerate("abcd")
    }
    straight = {each.ratee: each for each in composites(scheme, came)}
    mixed = {each.ratee: each for each in composites(scheme, {who: came[who] for who in order})}
    assert straight == mixed


def test_a_cut_is_reached_by_what_rounds_to_it() -> None:
    assert reached_from(SCHEME, number(80)) == Fraction("79.995")
    assert reached_from(SCHEME, Fraction("80.001")) == Fraction("80.005")
