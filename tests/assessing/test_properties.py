"""What must not matter, does not: the order of ballots, the names of things, the order of ratees."""

import random
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from dandang.assessing.ballots import Ballot, Issue, Ratee
from dandang.assessing.results import compute
from dandang.assessing.scheme import Aspect, RaterClass
from dandang.assessing.why import why
from dandang.scoring.rounding import rounded
from rounds_by_hand import ZHANG, issues, result_of, scheme

ANSWERS = st.sampled_from(["excellent", "competent", "basic", "incompetent", "unknown", ""])
ROUNDS = st.lists(
    st.tuples(st.sampled_from("ABC"), st.tuples(ANSWERS, ANSWERS)), min_size=0, max_size=30
)


def ballots_of(drawn: list[tuple[str, tuple[str, str]]]) -> list[Ballot]:
    return [
        Ballot(
            code, {"zhang": {aspect: said for aspect, said in zip("ab", pair, strict=True) if said}}
        )
        for code, pair in drawn
    ]


@given(ROUNDS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_ballots_does_not_matter(
    drawn: list[tuple[str, tuple[str, str]]], chance: random.Random
) -> None:
    members = ballots_of(drawn)
    mixed = list(members)
    chance.shuffle(mixed)
    asked = scheme((60, 40))
    assert result_of(asked, members) == result_of(asked, mixed)


@given(ROUNDS)
@settings(max_examples=60, deadline=None)
def test_names_do_not_matter(drawn: list[tuple[str, tuple[str, str]]]) -> None:
    asked = scheme((60, 40))
    renamed = replace(
        asked,
        aspects=(Aspect("x", "戊", Fraction(60)), Aspect("y", "己", Fraction(40))),
        classes=tuple(
            RaterClass(f"k{each.code}", f"类{each.code}", each.weight) for each in asked.classes
        ),
    )
    members = ballots_of(drawn)
    others = [
        Ballot(
            f"k{each.rater_class}", {"li": {{"a": "x", "b": "y"}[a]: c for a, c in sheet.items()}}
        )
        for each in members
        for sheet in each.sheets.values()
    ]
    one = result_of(asked, members).ratees[0]
    other = compute(renamed, [Ratee("li", "李虚构")], issues(renamed, others), others).ratees[0]
    assert (one.score, one.shown, one.reason) == (other.score, other.shown, other.reason)
    assert [group.size for group in one.groups] == [group.size for group in other.groups]


@given(ROUNDS)
@settings(max_examples=60, deadline=None)
def test_the_explanation_gives_the_score(drawn: list[tuple[str, tuple[str, str]]]) -> None:
    result = result_of(scheme((60, 40)), ballots_of(drawn))
    found = result.ratees[0]
    steps = why(result, "zhang")
    if found.score is None:
        assert steps is None
        return
    assert steps is not None
    assert steps.exact == found.score
    assert rounded(steps.exact, 2) == found.record
    assert 60 <= found.score <= 95
    assert all(group.size >= 5 for group in found.groups)


def test_another_ratee_changes_nothing_for_the_first() -> None:
    asked = scheme()
    members = [
        Ballot(code, {"zhang": {"a": "excellent" if i % 2 else "basic"}, "li": {"a": "unknown"}})
        for code in "ABC"
        for i in range(6)
    ]
    both = compute(
        asked, [Ratee("li", "李"), ZHANG], [Issue(code, 6, 6, 6) for code in "ABC"], members
    )
    alone = [Ballot(each.rater_class, {"zhang": each.sheets["zhang"]}) for each in members]
    assert both.of("zhang") == result_of(asked, alone).of("zhang")
