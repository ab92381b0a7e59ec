"""How a box file is laid out, and how a new one is written."""

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Final

# "DDBX": what `file` and a careful reader see first.
APPLICATION_ID: Final = 0x44444258
VERSION: Final = 1
PAGE_SIZE: Final = 4096

PREPARED: Final = 0
OPEN: Final = 1
SEALED: Final = 2
CLOSED: Final = 3

EMPTY: Final = 0
CAST: Final = 1

STATE_TABLE: Final = (
    "CREATE TABLE state (id INTEGER PRIMARY KEY CHECK (id = 1), value INTEGER NOT NULL)"
)
# One row a printed slip. `content` is one mark byte, then the answers, padded: never longer or
# shorter, so that casting overwrites bytes in place and moves nothing.
SLOT_TABLE: Final = (
    "CREATE TABLE slot (key INTEGER PRIMARY KEY, class INTEGER NOT NULL, content BLOB NOT NULL)"
)
BALLOT_TABLE: Final = (
    "CREATE TABLE ballot (place INTEGER PRIMARY KEY, class INTEGER NOT NULL, content BLOB NOT NULL)"
)

Row = tuple[int, int, bytes]

_STEP = 32


def content_size(answers_size: int) -> int:
    """How long the content of every slot of a box is: mark and answers, rounded up."""
    return -(-(1 + answers_size) // _STEP) * _STEP


def connect(path: Path) -> sqlite3.Connection:
    """A connection that commits to the disk and leaves nothing of what it overwrote.

    Opens an existing file only; transactions are begun by hand.
    """
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=rw",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=20,
    )
    connection.execute("PRAGMA journal_mode=TRUNCATE")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute("PRAGMA temp_store=MEMORY")
    return connection


def write_slots(path: Path, rows: Iterable[Row], state: int) -> None:
    """Write a box file of slots in the order of their keys, all of it on the disk at return."""
    _write(path, SLOT_TABLE, "slot", sorted(rows), state)


def write_ballots(path: Path, rows: Iterable[tuple[int, bytes]]) -> None:
    """Write a closed box file: (class, content) in the order given, without any key."""
    numbered = ((place, each, content) for place, (each, content) in enumerate(rows, start=1))
    _write(path, BALLOT_TABLE, "ballot", numbered, CLOSED)


def sync_folder(folder: Path) -> None:
    """Make the folder's own entries safe on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(path: Path, create: str, table: str, rows: Iterable[Row], state: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    connection = connect(path)
    try:
        connection.execute(f"PRAGMA page_size={PAGE_SIZE}")
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={VERSION}")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute(STATE_TABLE)
        connection.execute(create)
        connection.execute("INSERT INTO state (id, value) VALUES (1, ?)", (state,))
        connection.executemany(f"INSERT INTO {table} VALUES (?, ?, ?)", rows)
        connection.execute("COMMIT")
    finally:
        connection.close()
    journal_of(path).unlink(missing_ok=True)
    sync_folder(path.parent)


def journal_of(path: Path) -> Path:
    """The rollback journal beside a box file."""
    return path.with_name(path.name + "-journal")
