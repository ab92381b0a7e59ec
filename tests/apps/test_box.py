"""The box file: codes, slots, and what the program refuses to open."""

import os
import sqlite3
import threading
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandang.apps.box import closing, inspection, layout
from dandang.apps.box.codes import ALPHABET, new_code, printed, read_code, slot_key
from dandang.apps.box.inspection import BetrayingBox, check_schema
from dandang.apps.box.slots import Box, Put, prepare

SIZE = 60


def make_box(path: Path, slips: int = 12, *, opened: bool = True) -> list[int]:
    """A box of random slots; gives their keys."""
    rng = Random(slips)
    keys = [rng.getrandbits(63) for _ in range(slips)]
    prepare(path, [(key, place % 3) for place, key in enumerate(keys)], SIZE)
    if opened:
        box = Box(path)
        box.move_to(layout.OPEN)
        box.close()
    return keys


def ballot(seed: int) -> bytes:
    return Random(seed).randbytes(SIZE)


codes = st.builds(new_code)


@given(codes)
def test_a_printed_code_reads_back_in_any_case_and_grouping(code: str) -> None:
    assert len(code) == 11 and set(code) <= set(ALPHABET)
    assert read_code(printed(code)) == code
    typed = printed(code).lower().replace("0", "o").replace("1", "l").replace("-", " － ")
    assert read_code(typed) == code


@given(codes, st.integers(0, 10), st.integers(1, 31))
def test_one_wrong_character_is_noticed(code: str, place: int, off: int) -> None:
    wrong = ALPHABET[(ALPHABET.index(code[place]) + off) % 32]
    assert read_code(code[:place] + wrong + code[place + 1 :]) is None


@given(codes, st.integers(0, 10), st.integers(0, 10))
def test_two_exchanged_characters_are_noticed(code: str, one: int, other: int) -> None:
    swapped = list(code)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    typed = "".join(swapped)
    assert read_code(typed) == (code if typed == code else None)


def test_the_slot_of_a_code_depends_on_the_key_and_on_the_box() -> None:
    slots = {slot_key(key, box, "0" * 11) for key in ("k1", "k2") for box in ("b1", "b2")}
    assert len(slots) == 4
    assert all(0 <= slot < 2**63 for slot in slots)


def test_a_box_file_is_the_owners_alone(tmp_path: Path) -> None:
    make_box(tmp_path / "a.box")
    assert (tmp_path / "a.box").stat().st_mode & 0o777 == 0o600


def test_every_slot_is_as_long_full_as_empty(tmp_path: Path) -> None:
    keys = make_box(tmp_path / "a.box")
    size = (tmp_path / "a.box").stat().st_size
    box = Box(tmp_path / "a.box")
    for place, key in enumerate(keys):
        assert box.put(key, bytes(SIZE) if place % 2 else ballot(place)) is Put.STORED
    assert (tmp_path / "a.box").stat().st_size == size


def test_answers_of_another_length_are_an_error_and_leave_the_slot_empty(tmp_path: Path) -> None:
    keys = make_box(tmp_path / "a.box")
    box = Box(tmp_path / "a.box")
    with pytest.raises(ValueError, match="another questionnaire"):
        box.put(keys[0], bytes(SIZE * 3))
    assert box.find(keys[0]) == (0, False)


def test_ten_different_ballots_at_once_for_one_code_store_one(tmp_path: Path) -> None:
    keys = make_box(tmp_path / "a.box")
    box = Box(tmp_path / "a.box")
    # Half of them through a second connection, as a second process would.
    other = Box(tmp_path / "a.box")
    for key in keys:
        outcomes: list[tuple[Put, bytes]] = []
        start = threading.Barrier(10)

        def cast(n: int, key: int = key, start: threading.Barrier = start) -> None:
            start.wait()
            outcomes.append(((box, other)[n % 2].put(key, ballot(n)), ballot(n)))  # noqa: B023

        threads = [threading.Thread(target=cast, args=(n,)) for n in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert Counter(put for put, _ in outcomes) == {Put.STORED: 1, Put.ANOTHER_THERE: 9}
        (stored,) = [content for put, content in outcomes if put is Put.STORED]
        assert box.put(key, stored) is Put.ALREADY_THERE


def test_a_sealed_box_takes_nothing_and_never_opens_again(tmp_path: Path) -> None:
    keys = make_box(tmp_path / "a.box")
    box = Box(tmp_path / "a.box")
    box.move_to(layout.SEALED)
    box.move_to(layout.OPEN)
    assert box.state() == layout.SEALED
    assert box.put(keys[0], ballot(1)) is Put.SEALED


def test_a_closed_box_holds_what_was_cast_and_no_key(tmp_path: Path) -> None:
    old, new = tmp_path / "a.box", tmp_path / "a.closed"
    keys = make_box(old)
    box = Box(old)
    for place, key in enumerate(keys[:9]):
        box.put(key, ballot(place))
    box.close()
    closing.close(old, new)
    read = closing.read(new)
    assert Counter((each, content[:SIZE]) for each, content in read) == Counter(
        (place % 3, ballot(place)) for place in range(9)
    )
    image = new.read_bytes()
    assert not any(key.to_bytes(8, "big") in image for key in keys)
    with pytest.raises(sqlite3.OperationalError):
        sqlite3.connect(f"{new.as_uri()}?mode=ro", uri=True).execute("DELETE FROM ballot")


def edit(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


FAULTS = {
    "a time beside the ballot": ["ALTER TABLE slot ADD COLUMN at TEXT"],
    "a table of comings": ["CREATE TABLE came (who TEXT)"],
    "an index": ["CREATE INDEX first_come ON slot (content)"],
    "a trigger that keeps the order": [
        "CREATE TRIGGER t AFTER UPDATE ON slot BEGIN UPDATE state SET value = value; END"
    ],
    "a view": ["CREATE VIEW v AS SELECT key FROM slot"],
    "a counter": [
        "CREATE TABLE n (id INTEGER PRIMARY KEY AUTOINCREMENT)",
        "DROP TABLE n",
    ],
    "another slot table": [
        "ALTER TABLE slot RENAME TO before",
        "CREATE TABLE slot (key INTEGER PRIMARY KEY AUTOINCREMENT, class INTEGER NOT NULL, content BLOB NOT NULL)",
        "INSERT INTO slot SELECT * FROM before",
        "DROP TABLE before",
    ],
    "a write-ahead log": ["PRAGMA journal_mode=WAL"],
    "a free page that keeps what was there": [
        "PRAGMA secure_delete=OFF",
        "CREATE TABLE who (name TEXT)",
        "INSERT INTO who VALUES (hex(randomblob(9000)))",
        "DROP TABLE who",
    ],
    "another version": ["PRAGMA user_version=2"],
    "another application": ["PRAGMA application_id=1"],
    "growing by itself": ["PRAGMA auto_vacuum=FULL", "VACUUM"],
    "a second state": ["PRAGMA ignore_check_constraints=ON", "INSERT INTO state VALUES (2, 1)"],
    "a longer slot": ["UPDATE slot SET content = content || x'00' WHERE rowid % 2"],
    "text in a slot": ["UPDATE slot SET content = 'who'"],
    "a closed state": ["UPDATE state SET value = 3"],
    "rows moved by deleting": [
        "CREATE TEMP TABLE k AS SELECT * FROM slot WHERE key IN (SELECT key FROM slot LIMIT 3)",
        "DELETE FROM slot WHERE key IN (SELECT key FROM temp.k)",
        "INSERT INTO slot SELECT * FROM temp.k ORDER BY key DESC",
    ],
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_box_that_could_betray_a_rater_is_refused(tmp_path: Path, fault: str) -> None:
    path = tmp_path / "a.box"
    make_box(path, 40, opened=False)
    check_schema(path)
    edit(path, *FAULTS[fault])
    with pytest.raises(BetrayingBox):
        check_schema(path)


def test_a_box_filled_in_printing_order_is_refused_though_its_tables_are_right(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.box"
    keys = make_box(path, 400, opened=False)
    rows = sqlite3.connect(path).execute("SELECT * FROM slot").fetchall()
    edit(path, "DELETE FROM slot")
    connection = layout.connect(path)
    connection.executemany(
        "INSERT INTO slot VALUES (?, ?, ?)", sorted(rows, key=lambda row: keys.index(row[0]))
    )
    connection.close()
    with pytest.raises(BetrayingBox):
        check_schema(path)


@pytest.mark.parametrize("fault", ["trailing", "readable", "linked", "wal file", "not sqlite"])
def test_a_file_that_is_not_as_it_must_be_is_refused(tmp_path: Path, fault: str) -> None:
    path = tmp_path / "a.box"
    make_box(path, opened=False)
    if fault == "trailing":
        path.write_bytes(path.read_bytes() + b"first: 07:59")
    elif fault == "readable":
        path.chmod(0o644)
    elif fault == "linked":
        os.link(path, tmp_path / "copy")
    elif fault == "wal file":
        (tmp_path / "a.box-wal").touch()
    else:
        path.write_bytes(b"\0" * 4096)
    with pytest.raises(BetrayingBox):
        check_schema(path)


def test_the_check_also_holds_for_a_box_in_use(tmp_path: Path) -> None:
    path = tmp_path / "a.box"
    keys = make_box(path, 300)
    box = Box(path)
    for place, key in enumerate(keys[:170]):
        box.put(key, ballot(place))
    box.close()
    check_schema(path)


def test_the_byte_comparison_leaves_out_nothing_but_the_counters() -> None:
    assert sum(each.stop - each.start for each in inspection._COUNTERS) == 12
