"""Pooling, rounding and shares: rules that hold for every input."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dandang.scoring.pooling import Classes, pool
from dandang.scoring.rounding import plain, rounded, shares, shown


def pooled(sizes: Mapping[str, int], least: int = 5) -> tuple[Classes, ...]:
    def size(classes: Classes) -> int:
        return sum(sizes[code] for code in classes)

    return pool(list(sizes), [(code,) for code in sizes], size, least)


@pytest.mark.parametrize(
    ("sizes", "groups"),
    [
        ({"A": 2, "B": 6, "C": 14}, (("A", "B"), ("C",))),
        ({"A": 5, "B": 5}, (("A",), ("B",))),
        ({"A": 4, "B": 9, "C": 6}, (("A", "C"), ("B",))),
        ({"A": 1, "B": 1, "C": 1, "D": 9}, (("A", "B", "C", "D"),)),
        ({"A": 2, "B": 2, "C": 2}, (("A", "B", "C"),)),
        ({"A": 3, "B": 3, "C": 3, "D": 3}, (("A", "B"), ("C", "D"))),
        ({"A": 0, "B": 7}, (("A", "B"),)),
        ({"A": 4}, ()),
        ({"A": 1, "B": 3}, ()),
        ({}, ()),
    ],
)
def test_the_smallest_joins_the_next_larger(
    sizes: dict[str, int], groups: tuple[Classes, ...]
) -> None:
    assert pooled(sizes) == groups


@settings(deadline=None)
@given(st.lists(st.integers(0, 20), min_size=1, max_size=6), st.integers(3, 8))
def test_groups_divide_the_classes_and_reach_k(sizes: list[int], least: int) -> None:
    by_code = {f"c{i}": size for i, size in enumerate(sizes)}
    groups = pooled(by_code, least)
    if sum(sizes) < least:
        assert groups == ()
        return
    assert sorted(code for group in groups for code in group) == sorted(by_code)
    assert all(sum(by_code[code] for code in group) >= least for group in groups)
    if all(size >= least for size in sizes):
        assert len(groups) == len(sizes)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (Fraction(705, 8), 2, "88.13"),
        (Fraction("88.124999"), 2, "88.12"),
        (Fraction("0.005"), 2, "0.01"),
        (Fraction("0.0049"), 2, "0.00"),
        (Fraction("99.5"), 0, "100"),
        (Fraction(100), 2, "100.00"),
        (Fraction(1, 3), 3, "0.333"),
    ],
)
def test_half_goes_up(value: Fraction, decimals: int, text: str) -> None:
    assert shown(value, decimals) == text
    assert rounded(value, decimals) == Fraction(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(40), "40"),
        (Fraction(400), "400"),
        (Fraction(1, 2), "0.5"),
        (Fraction(2, 3), "2/3"),
        (Fraction(-5, 4), "-1.25"),
        (Fraction(7, 80), "0.0875"),
        (Fraction(0), "0"),
    ],
)
def test_numbers_are_written_as_by_hand(value: Fraction, text: str) -> None:
    assert plain(value) == text


@settings(deadline=None)
@given(st.lists(st.integers(0, 1000), min_size=1, max_size=7))
def test_shares_add_up_to_exactly_one_hundred(counts: list[int]) -> None:
    found = shares(counts)
    if not sum(counts):
        assert found == ()
        return
    assert sum(found) == 100
    for count, share in zip(counts, found, strict=True):
        assert abs(share - Fraction(100 * count, sum(counts))) < Fraction(1, 10)


def test_the_largest_remainder_gets_the_tenth_that_is_left() -> None:
    # 1/7 = 14.285…, 2/7 = 28.571…, 4/7 = 57.142…: remainders .85, .71, .42 of a tenth, two left
    assert shares([1, 2, 4]) == (Fraction("14.3"), Fraction("28.6"), Fraction("57.1"))
    assert shares([1, 1, 1]) == (Fraction("33.4"), Fraction("33.3"), Fraction("33.3"))
