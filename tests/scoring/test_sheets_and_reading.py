"""Ratings collapsed into sheets: in memory and from files the same, exact, wrong rows named."""

import csv
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dandang.scoring import reading
from dandang.scoring.fit import fitted
from dandang.scoring.reading import Columns, Reading, read
from dandang.scoring.records import records
from dandang.scoring.rounds import scored
from dandang.scoring.sheets import Rating, Sheets, sheets_of
from dandang.scoring.values import Plan
from dandang.scoring.weights import read_plan
from dandang.terms.refusal import Refusal

HEADS = ("ratee", "rater", "cls", "item", "score", "grp", "round")
COLUMNS = Columns("ratee", "rater", "score", "item", cls="cls")


def written(folder: Path, rows: list[tuple[object, ...]], heads: tuple[str, ...] = HEADS) -> str:
    path = folder / "ratings.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([heads, *rows])
    return str(path)


def refused(code: str) -> object:
    return pytest.raises(Refusal, match=f"^{code}$".replace(".", r"\."))


def bad(found: Reading) -> list[tuple[int, str]]:
    return [(each.row, each.code.removeprefix("scoring.")) for each in found.bad]


def many(n_items: int = 3) -> list[tuple[object, ...]]:
    return [
        (f"r{i}", f"p{j}", "AB"[j % 2], f"k{k}", (i * 3 + j * 5 + k) % 10 + 1, "", "")
        for i in range(5)
        for j in range(6)
        for k in range(n_items)
    ]


def same(one: Sheets, other: Sheets) -> None:
    for name in ("ratees", "raters", "classes"):
        assert getattr(one, name) == getattr(other, name)
    for name in ("ratee", "rater", "cls", "total", "weights", "answers", "least", "most"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist()
    assert one.spread == pytest.approx(other.spread)
    assert one.part == pytest.approx(other.part)


@settings(deadline=None, max_examples=15)
@given(left_open=st.sets(st.integers(0, 89), max_size=40), weight=st.integers(1, 5))
def test_memory_and_file_collapse_alike(
    tmp_path_factory: pytest.TempPathFactory, left_open: set[int], weight: int
) -> None:
    rows = [(*row[:4], "" if i in left_open else row[4], *row[5:]) for i, row in enumerate(many())]
    plan = Plan(items={"k1": Fraction(weight)})
    ratings = [
        Rating(str(a), str(b), None if y == "" else Fraction(y), str(k), str(c))
        for a, b, c, k, y, *_ in rows
    ]
    folder = tmp_path_factory.mktemp("collapse")
    found = read(written(folder, rows), COLUMNS, plan)
    mine = sheets_of(ratings, plan)
    same(found.rounds[""], mine)
    assert records(found.rounds[""], plan) == records(mine, plan)
    assert found.blank == len(left_open)


def test_the_record_is_the_published_weighted_mean(tmp_path: Path) -> None:
    rows = [
        ("甲", "1", "A", "x", 9, "", ""), ("甲", "1", "A", "y", 6, "", ""),
        ("甲", "2", "B", "x", 7, "", ""), ("甲", "2", "B", "y", 8, "", ""),
        ("甲", "3", "B", "x", 4, "", ""), ("甲", "3", "B", "y", "", "", ""),
    ]  # fmt: skip
    plan = Plan(
        classes={"A": Fraction(60), "B": Fraction(40)}, items={"x": Fraction(3), "y": Fraction(1)}
    )
    found = read(written(tmp_path, rows), COLUMNS, plan).rounds[""]
    by_hand = Fraction(3, 4) * (Fraction(6, 10) * 9 + Fraction(4, 10) * Fraction(11, 2))
    by_hand += Fraction(1, 4) * (Fraction(6, 10) * 6 + Fraction(4, 10) * 8)
    assert records(found, plan) == (by_hand,)
    # Below k the classes are counted as one, and below k in all there is no number.
    pooled = Fraction(3, 4) * Fraction(20, 3) + Fraction(1, 4) * 7
    assert records(found, replace(plan, least=2)) == (pooled,)
    assert records(found, replace(plan, least=4)) == (None,)


def test_grades_have_the_value_that_the_scheme_gives_them(tmp_path: Path) -> None:
    rows = [
        (f"r{i}", f"p{j}", "", "", "ABCD"[(i + j) % 4].lower(), "", "")
        for i in range(4)
        for j in range(4)
    ]
    rows.append(("r0", "p9", "", "", "E", "", ""))
    plan = read_plan("[grades]\nA = 95\nB = 85\nC = 75.5\nD = 60\n", Plan())
    found = read(written(tmp_path, rows), Columns("ratee", "rater", "score"), plan)
    assert sorted(set(found.rounds[""].score.tolist())) == [60.0, 75.5, 85.0, 95.0]
    assert bad(found) == [(18, "not_a_number")]


def test_each_wrong_row_is_named_and_left_out(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [
        ("a", "p", "A", "x", 5, "g", "1"),
        ("", "p", "A", "x", 5, "g", "1"),
        ("a", "", "A", "x", 5, "g", "1"),
        ("a", "q", "A", "x", "五", "g", "1"),
        ("a", "q", "A", "x", 50, "g", "1"),
        ("a", "p", "A", "x", 6, "g", "1"),
        ("a", "p", "B", "y", 6, "g", "1"),
        ("a", "q", "A", "y", 7, "h", "1"),
        ("a", "q", "A", "x", "", "g", "1"),
        ("a", "r", "A", "x", "nan", "g", "1"),
        ("a", "r", "A", "x", 4, "g", ""),
    ]
    columns = replace(COLUMNS, group="grp", round="round")
    plan = Plan(low=Fraction(1), high=Fraction(10))
    found = read(written(tmp_path, rows), columns, plan, threads=1)
    assert bad(found) == [
        (3, "key_missing"), (4, "key_missing"), (5, "not_a_number"), (6, "outside"),
        (7, "row_twice"), (8, "row_two_classes"), (9, "row_two_groups"), (10, "blank"),
        (11, "not_a_number"), (12, "key_missing"),
    ]  # fmt: skip
    assert found.rounds["1"].score.tolist() == [5.0]
    assert found.rounds["1"].groups == ("g",)
    assert (found.rows, found.blank, found.n_bad) == (11, 1, 10)


def test_two_groups_of_one_ratee_are_found_across_sheets(tmp_path: Path) -> None:
    rows = [("a", "p", "", "", 5, "g", ""), ("a", "q", "", "", 6, "h", "")]
    found = read(written(tmp_path, rows), Columns("ratee", "rater", "score", group="grp"), Plan())
    assert bad(found) == [(3, "row_two_groups")]


def test_more_than_sixty_two_indicators_are_told_apart(tmp_path: Path) -> None:
    rows = many(70)
    assert read(written(tmp_path, rows), COLUMNS, Plan()).n_bad == 0
    found = read(written(tmp_path, [*rows, rows[3]]), COLUMNS, Plan())
    assert bad(found) == [(len(rows) + 2, "row_twice")]
    assert found.rounds[""].sums is None


def test_an_indicator_that_comes_late_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, [row for k in range(3) for row in many() if row[3] == f"k{k}"])
    whole = read(path, COLUMNS, Plan())
    monkeypatch.setattr(reading, "_FIRST_ROWS", 5)
    same(read(path, COLUMNS, Plan()).rounds[""], whole.rounds[""])


def test_what_is_left_open_in_a_wrong_file_is_still_added_up_rightly(tmp_path: Path) -> None:
    rows = [*many(), ("r0", "p0", "A", "k0", "x", "", "")]
    rows[4] = (*rows[4][:4], "", "", "")
    found = read(written(tmp_path, rows), COLUMNS, Plan())
    assert [code for _, code in bad(found)] == ["blank", "not_a_number"]
    ratings = [
        Rating(str(a), str(b), None if y == "" else Fraction(str(y)), str(k), str(c))
        for a, b, c, k, y, *_ in rows[:-1]
    ]
    assert records(found.rounds[""], Plan()) == records(sheets_of(ratings, Plan()), Plan())


def test_files_that_cannot_be_read_say_so(tmp_path: Path) -> None:
    with refused("scoring.columns_missing"):
        read(written(tmp_path, many()), Columns("ratee", "rater", "points"), Plan())
    with refused("scoring.nothing_answered"):
        read(written(tmp_path, [("a", "p", "A", "x", "", "", "")]), COLUMNS, Plan())
    with refused("scoring.nothing_answered"):
        read(written(tmp_path, []), COLUMNS, Plan())
    with refused("scoring.unreadable"):
        read(str(tmp_path / "none.csv"), COLUMNS, Plan())
    (tmp_path / "gb.csv").write_bytes("测评对象,评价人\n张三,李四\n".encode("gb18030"))
    with refused("scoring.not_utf8"):
        read(str(tmp_path / "gb.csv"), COLUMNS, Plan())
    (tmp_path / "no.parquet").write_bytes(b"no parquet at all")
    with refused("scoring.unreadable"):
        read(str(tmp_path / "no.parquet"), COLUMNS, Plan())


def test_ratings_in_memory_are_refused_where_they_contradict() -> None:
    one = Rating("a", "p", Fraction(5))
    with refused("scoring.nothing_answered"):
        sheets_of([replace(one, score=None)], Plan())
    with refused("scoring.twice"):
        sheets_of([one, one], Plan())
    with refused("scoring.two_classes"):
        sheets_of([one, replace(one, item="x", cls="B")], Plan())
    with refused("scoring.two_groups"):
        sheets_of([one, replace(one, rater="q", group="g")], Plan())
    with refused("scoring.weight_not_positive"):
        sheets_of([one], Plan(items={"": Fraction(0)}))


def test_a_sheet_with_open_indicators_weighs_less() -> None:
    rng = np.random.default_rng(3)
    ratings = [
        Rating(
            f"r{i}", f"p{j}", None if j == 0 and k else Fraction(int(rng.integers(1, 11))), f"k{k}"
        )
        for i in range(12)
        for j in range(8)
        for k in range(4)
    ]
    sheets = sheets_of(ratings, Plan())
    weight = fitted(sheets, Plan()).layout.weight
    assert weight[sheets.rater == 0].max() < 0.9
    assert weight[sheets.rater != 0].min() == 1.0


def test_open_indicators_are_noted(tmp_path: Path) -> None:
    rows = many()
    rows[0] = (*rows[0][:4], "", "", "")
    told = scored("", read(written(tmp_path, rows), COLUMNS, Plan()).rounds[""], Plan())
    assert ("scoring.note_open", {"sheets": 1, "all": 30}) in told.notes


def test_indicators_may_stand_side_by_side(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [("a", "p", 5, 7), ("b", "p", 8, ""), ("b", "q", "x", 4)]
    found = read(
        written(tmp_path, rows, ("who", "by", "德", "能")),
        Columns("who", "by", items=("德", "能")),
        Plan(items={"德": Fraction(3)}),
    )
    assert found.rounds[""].score.tolist() == [5.5, 8.0, 4.0]
    assert bad(found) == [(3, "blank"), (4, "not_a_number")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[classes", "weights_not_toml"),
        ("other = 1", "weights_unknown"),
        ("classes = 3", "weights_number"),
        ("[items]\nx = true", "weights_number"),
        ("[items]\nx = nan", "weights_number"),
        ("[items]\nx = 'y'", "weights_number"),
        ("[classes]\nx = 0", "weight_not_positive"),
        ("range = [1]", "weights_number"),
        ("range = 1", "weights_number"),
        ("range = [5, 5]", "range_empty"),
        ("least = 0", "weights_number"),
        ("least = true", "weights_number"),
        ("decimals = 1.5", "weights_number"),
    ],
)
def test_a_weights_file_that_is_wrong_says_where(text: str, code: str) -> None:
    with refused(f"scoring.{code}"):
        read_plan(text, Plan())


def test_a_weights_file_is_read_exactly() -> None:
    plan = read_plan("range = [0.1, 10]\nleast = 5\ndecimals = 3\n[classes]\nA = 33.3\n", Plan())
    assert (plan.low, plan.high, plan.least, plan.decimals) == (Fraction(1, 10), 10, 5, 3)
    assert plan.classes == {"A": Fraction(333, 10)}
