"""Whether anything in a box file leads from a ballot back to the order in which ballots came."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np
import pytest

from dandang.apps.box import closing, layout
from dandang.apps.box.slots import Box, Put, prepare

SIZE = 60
RATERS = 40
SEEDS = 25

Casting = Callable[[Path, list[int], list[bytes]], Path]


def ballots(seed: int) -> list[bytes]:
    """Ballots that can be told apart, so that an attacker finds each in the file."""
    rng = Random(seed)
    return [rng.randbytes(SIZE) for _ in range(RATERS)]


def keys(seed: int) -> list[int]:
    rng = Random(1000 + seed)
    return [rng.getrandbits(63) for _ in range(RATERS)]


def cast_in_order(path: Path, slots: list[int], contents: list[bytes]) -> Path:
    """The real box: contents[n] arrives as the n-th, at slots[n]."""
    prepare(path, [(slot, 0) for slot in slots], SIZE)
    box = Box(path)
    box.move_to(layout.OPEN)
    for slot, content in zip(slots, contents, strict=True):
        assert box.put(slot, content) is Put.STORED
    box.close()
    return path


def cast_and_close(path: Path, slots: list[int], contents: list[bytes]) -> Path:
    """The real box, closed."""
    cast_in_order(path, slots, contents)
    closed = path.with_suffix(".closed")
    closing.close(path, closed)
    return closed


def cast_by_inserting(path: Path, slots: list[int], contents: list[bytes]) -> Path:
    """A planted fault: random keys, but a row is inserted when its ballot comes."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("CREATE TABLE ballot (key INTEGER UNIQUE, content BLOB)")
    for slot, content in zip(slots, contents, strict=True):
        connection.execute("INSERT INTO ballot VALUES (?, ?)", (slot, content))
    connection.close()
    return path


def cast_by_inserting_without_rowid(path: Path, slots: list[int], contents: list[bytes]) -> Path:
    """A subtler fault: no row numbers, rows sorted by random key, yet inserted as they come."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("CREATE TABLE ballot (key INTEGER PRIMARY KEY, content BLOB) WITHOUT ROWID")
    for slot, content in zip(slots, contents, strict=True):
        connection.execute("INSERT INTO ballot VALUES (?, ?)", (slot, content))
    connection.close()
    return path


def correlation(path: Path, contents: list[bytes]) -> float:
    """Rank correlation of where each ballot lies in the file's bytes with when it came."""
    image = path.read_bytes()
    places = [image.find(content) for content in contents]
    assert min(places) > 0
    ranks = np.argsort(np.argsort(places))
    return float(np.corrcoef(ranks, np.arange(len(contents)))[0, 1])


def mean_correlation(folder: Path, cast: Casting) -> float:
    found = [
        correlation(cast(folder / f"{seed}.box", keys(seed), ballots(seed)), ballots(seed))
        for seed in range(SEEDS)
    ]
    return float(np.mean(found))


# A rank correlation of n at chance has standard deviation 1/sqrt(n-1); four of the mean's.
AT_CHANCE = 4 / np.sqrt((RATERS - 1) * SEEDS)


@pytest.mark.parametrize("cast", [cast_in_order, cast_and_close])
def test_the_place_of_a_ballot_says_nothing_about_when_it_came(
    tmp_path: Path, cast: Casting
) -> None:
    assert abs(mean_correlation(tmp_path, cast)) < AT_CHANCE


def test_the_same_measure_finds_a_box_that_inserts(tmp_path: Path) -> None:
    assert abs(mean_correlation(tmp_path, cast_by_inserting)) > 0.95


def test_the_same_measure_finds_a_box_that_inserts_by_random_key(tmp_path: Path) -> None:
    assert abs(mean_correlation(tmp_path, cast_by_inserting_without_rowid)) > 0.9


@pytest.mark.parametrize("cast", [1, 7, 23, RATERS])
def test_two_casting_orders_leave_the_same_bytes_at_every_moment(tmp_path: Path, cast: int) -> None:
    contents = dict(zip(keys(1), ballots(1), strict=True))
    chosen = Random(cast).sample(sorted(contents), cast)
    images = []
    for order in range(4):
        path = tmp_path / f"{order}.box"
        prepare(path, [(slot, 0) for slot in sorted(contents)], SIZE)
        box = Box(path)
        box.move_to(layout.OPEN)
        for slot in Random(order).sample(chosen, cast):
            box.put(slot, contents[slot])
        # What a thief copies: the file and whatever lies beside it, while it is held open.
        journal = layout.journal_of(path)
        images.append(path.read_bytes() + (journal.read_bytes() if journal.exists() else b""))
        box.close()
    assert len(set(images)) == 1


def test_a_large_box_of_many_pages_keeps_no_order_either(tmp_path: Path) -> None:
    rng = Random(5)
    slots = {rng.getrandbits(63): rng.randbytes(400) for _ in range(250)}
    images = set()
    for order in range(2):
        path = tmp_path / f"{order}.box"
        prepare(path, [(slot, slot % 3) for slot in slots], 400)
        box = Box(path)
        box.move_to(layout.OPEN)
        for slot in Random(order).sample(sorted(slots), len(slots)):
            box.put(slot, slots[slot])
        box.close()
        images.add(path.read_bytes())
    assert len(images) == 1


def test_nothing_of_the_open_box_is_left_in_the_closed_one(tmp_path: Path) -> None:
    first = cast_and_close(tmp_path / "a.box", keys(1), ballots(1))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.closed"]
    image = first.read_bytes()
    assert not any(key.to_bytes(8, "big") in image for key in keys(1))


def test_closing_twice_gives_two_orders(tmp_path: Path) -> None:
    one = cast_in_order(tmp_path / "a.box", keys(1), ballots(1))
    shutil.copy(one, tmp_path / "b.box")
    closing.close(one, tmp_path / "a.closed")
    closing.close(tmp_path / "b.box", tmp_path / "b.closed")
    a, b = (closing.read(tmp_path / name) for name in ("a.closed", "b.closed"))
    assert a != b
    assert sorted(a) == sorted(b)
