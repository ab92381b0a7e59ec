"""The quota: whole numbers, whole ties, no place carried over."""

import random
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandang.scoring.quota import (
    Group,
    Part,
    PartProposal,
    Proposed,
    Standing,
    chances,
    parts,
    proposals,
    zone,
)
from dandang.scoring.values import Zone
from dandang.terms.refusal import Refusal


def group(code: str, base: int, percent: int = 20, pool: str = "") -> Group:
    return Group(code, Fraction(percent), base, pool)


def one_group(cap_of: int, orders: list[int], percent: int = 20) -> PartProposal:
    members = [Standing(f"p{i}", "g", (order,)) for i, order in enumerate(orders)]
    return proposals([group("g", cap_of, percent)], members)[0]


@pytest.mark.parametrize(
    ("percent", "base", "cap"),
    [(20, 9, 1), (20, 10, 2), (20, 4, 0), (29, 100, 29), (29, 200, 58), (29, 400, 116), (25, 7, 1)],
)
def test_a_cap_is_never_rounded_up(percent: int, base: int, cap: int) -> None:
    assert parts([group("g", base, percent)])[0].cap == cap


def test_the_best_are_within_and_nobody_else() -> None:
    found = one_group(10, [5, 9, 7, 8, 1])
    assert (found.within, found.panel, found.open_places) == (("p1", "p3"), (), 0)
    assert found.beyond == ("p2", "p0", "p4")


def test_a_tie_across_the_cap_goes_to_the_panel_whole() -> None:
    found = one_group(15, [9, 8, 8, 8, 1])
    assert (found.within, found.panel, found.open_places) == (("p0",), ("p1", "p2", "p3"), 2)
    assert [found.of(key) for key in ("p0", "p1", "p4")] == [
        Proposed.WITHIN,
        Proposed.PANEL,
        Proposed.BEYOND,
    ]


def test_a_tie_that_fits_is_taken_whole() -> None:
    assert one_group(15, [9, 8, 8, 7]).within == ("p0", "p1", "p2")


def test_a_tie_behind_a_full_cap_does_not_reach_the_panel() -> None:
    found = one_group(10, [9, 8, 7, 7])
    assert (found.panel, found.beyond) == ((), ("p2", "p3"))


def test_a_published_tie_break_divides_a_tie() -> None:
    members = [Standing("a", "g", (9, 1)), Standing("b", "g", (9, 2)), Standing("c", "g", (5,))]
    assert proposals([group("g", 5)], members)[0].within == ("b",)


def test_somebody_of_another_part_has_no_proposal_here() -> None:
    with pytest.raises(KeyError):
        one_group(10, [1]).of("stranger")


def test_groups_too_small_are_counted_together() -> None:
    made = parts([group("a", 4, pool="town"), group("b", 3, pool="town"), group("c", 10)])
    assert made == (
        Part("c", ("c",), 10, Fraction(2)),
        Part("town", ("a", "b"), 7, Fraction(7, 5)),
    )
    assert [(part.cap, part.pooled) for part in made] == [(2, False), (1, True)]


def test_a_group_with_a_place_of_its_own_stays_out_of_the_pool() -> None:
    made = parts([group("a", 4, pool="town"), group("b", 9, pool="town")])
    assert [(part.name, part.groups, part.cap) for part in made] == [
        ("b", ("b",), 1),
        ("town", ("a",), 0),
    ]


def test_a_pool_too_small_climbs_to_the_next() -> None:
    made = parts(
        [group("a", 2, pool="east"), group("b", 2, pool="west"), group("c", 3, pool="county")],
        {"east": "county", "west": "county"},
    )
    assert made == (Part("county", ("a", "b", "c"), 7, Fraction(7, 5)),)


def test_a_group_alone_and_too_small_has_no_place() -> None:
    assert [(part.name, part.cap) for part in parts([group("a", 4)])] == [("a", 0)]


def test_nobody_takes_part() -> None:
    assert proposals([group("a", 0)], []) == (
        PartProposal(Part("a", ("a",), 0, Fraction(0)), (), (), ()),
    )


@pytest.mark.parametrize(
    ("groups", "members", "pools", "code"),
    [
        ([group("a", 1), group("a", 2)], [], {}, "quota.group_twice"),
        ([group("a", 1, 101)], [], {}, "quota.outside"),
        ([group("a", -1)], [], {}, "quota.outside"),
        ([group("a", 1, pool="x")], [], {"x": "y", "y": "x"}, "quota.pools_in_a_circle"),
        ([group("a", 9)], [Standing("p", "b", (1,))], {}, "quota.group_unknown"),
        ([group("a", 9)], [Standing("p", "a", (1,))] * 2, {}, "quota.ratee_twice"),
        (
            [group("a", 1)],
            [Standing("p", "a", (1,)), Standing("q", "a", (2,))],
            {},
            "quota.more_than_base",
        ),
    ],
)
def test_what_cannot_be_counted_is_refused(
    groups: list[Group], members: list[Standing], pools: dict[str, str], code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        proposals(groups, members, pools)
    assert refused.value.code == code


def by_hand(cap: int, orders: dict[str, int]) -> dict[str, Proposed]:
    """Every ratee by the words of the rule: how many are as good or better, how many better."""
    said = {}
    for key, order in orders.items():
        as_good = sum(other >= order for other in orders.values())
        better = sum(other > order for other in orders.values())
        if as_good <= cap:
            said[key] = Proposed.WITHIN
        elif better < cap:
            said[key] = Proposed.PANEL
        else:
            said[key] = Proposed.BEYOND
    return said


def test_five_thousand_groups_are_as_counted_by_hand() -> None:
    chance = random.Random(20261122)
    tied = empty = people = 0
    for _ in range(5_000):
        percent, size = chance.choice([15, 20, 25, 29, 33]), chance.randint(1, 60)
        best = chance.choice([5, 30, 10_000])
        orders = {f"p{i}": chance.randint(0, best) for i in range(size)}
        members = [Standing(key, "g", (order,)) for key, order in orders.items()]
        found = proposals([group("g", size, percent)], members)[0]
        # Counted in a second way: places are given out while one more stays within the percentage.
        cap = 0
        while 100 * (cap + 1) <= percent * size:
            cap += 1
        assert found.part.cap == cap
        assert {key: found.of(key) for key in orders} == by_hand(cap, orders)
        assert len(found.within) + found.open_places <= cap
        assert found.open_places < len(found.panel) or not found.panel
        tied += bool(found.panel)
        empty += cap == 0
        people += size
    # The groups hold what is hard: ties across the cap, groups without a place.
    assert tied > 1_000
    assert empty > 100
    assert people > 140_000


@given(st.lists(st.integers(0, 8), min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_a_constant_change_nothing(
    orders: list[int], chance: random.Random
) -> None:
    members = [Standing(f"p{i}", "g", (order,)) for i, order in enumerate(orders)]
    moved = [Standing(each.key, "g", (each.order[0] + 50,)) for each in members]
    chance.shuffle(moved)
    groups = [group("g", len(orders))]
    assert proposals(groups, members) == proposals(groups, moved)


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["", "x", "y"])), max_size=12))
def test_pooling_loses_no_share_and_makes_no_place(drawn: list[tuple[int, str]]) -> None:
    groups = [group(f"g{i}", base, pool=pool) for i, (base, pool) in enumerate(drawn)]
    made = parts(groups, {"x": "z", "y": "z"})
    assert sorted(code for part in made for code in part.groups) == sorted(
        each.code for each in groups
    )
    total = sum((each.percent * each.base / 100 for each in groups), Fraction(0))
    assert sum((part.share for part in made), Fraction(0)) == total
    assert sum(part.cap for part in made) <= total


def test_chances_count_the_draws_within_the_cap() -> None:
    draws = np.array([[3.0, 2.0, 1.0], [3.0, 1.0, 2.0], [1.0, 2.0, 3.0], [3.0, 2.0, 1.0]])
    assert chances(draws, 1).tolist() == [0.75, 0.0, 0.25]
    assert chances(draws, 2).tolist() == [0.75, 0.75, 0.5]
    assert chances(draws, 0).tolist() == [0.0, 0.0, 0.0]
    assert chances(draws, 3).tolist() == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("chance", "said"),
    [(0.9, Zone.CLEAR), (0.5, Zone.PANEL), (0.1, Zone.OUT), (0.11, Zone.PANEL)],
)
def test_between_clear_and_out_people_deliberate(chance: float, said: Zone) -> None:
    assert zone(chance) is said
