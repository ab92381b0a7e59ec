"""An open box: putting ballots into slots, and counting whether there are enough."""

import sqlite3
import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from dandang.apps.box import layout


class Put(Enum):
    """What came of putting a ballot into the box."""

    STORED = "stored"
    ALREADY_THERE = "already there"
    ANOTHER_THERE = "another there"
    UNKNOWN = "unknown"
    NOT_OPEN = "not open"
    SEALED = "sealed"


@dataclass(slots=True)
class _Waiting:
    """A ballot that waits for the disk."""

    key: int
    content: bytes
    outcome: Put | None = None
    error: Exception | None = None


class Box:
    """One box file held open by this process. Safe to share between threads.

    Writers of one process wait for each other here and not by polling the file; those who waited
    for the same commit are committed together by the first of them.
    """

    def __init__(self, path: Path) -> None:
        """Open an existing box file; FileNotFoundError when there is none."""
        if not path.exists():
            raise FileNotFoundError(path)
        self._lock = threading.Lock()
        self._connection = layout.connect(path)
        self._waiting: deque[_Waiting] = deque()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def state(self) -> int:
        """The state that stands in the file."""
        with self._lock:
            return self._state()

    def find(self, key: int) -> tuple[int, bool] | None:
        """The class of a slot and whether a ballot lies in it; None for an unknown key."""
        with self._lock:
            row = self._slot(key)
        return None if row is None else (row[0], row[1][0] == layout.CAST)

    def put(self, key: int, answers: bytes) -> Put:
        """Overwrite an empty slot with a ballot; on the disk when this returns `STORED`.

        The same answers again are `ALREADY_THERE`, others `ANOTHER_THERE`: nothing is recast.
        """
        size = layout.content_size(len(answers))
        mine = _Waiting(key, (bytes([layout.CAST]) + answers).ljust(size, b"\0"))
        self._waiting.append(mine)
        with self._lock:
            if mine.outcome is None and mine.error is None:
                self._commit_together()
        if mine.error is not None:
            raise mine.error
        assert mine.outcome is not None
        return mine.outcome

    def holds_at_least(self, least: int) -> bool:
        """Whether at least `least` ballots lie in the box; the number itself is not told."""
        with self._lock:
            row = self._connection.execute(
                "SELECT count(*) FROM slot WHERE substr(content, 1, 1) = ?",
                (bytes([layout.CAST]),),
            ).fetchone()
        return bool(row[0] >= least)

    def move_to(self, state: int) -> None:
        """Write a later state into the file, on the disk at return; never an earlier one."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.execute(
                "UPDATE state SET value = ? WHERE id = 1 AND value < ?", (state, state)
            )
            self._connection.execute("COMMIT")

    def _state(self) -> int:
        return int(self._connection.execute("SELECT value FROM state WHERE id = 1").fetchone()[0])

    def _slot(self, key: int) -> tuple[int, bytes] | None:
        found: tuple[int, bytes] | None = self._connection.execute(
            "SELECT class, content FROM slot WHERE key = ?", (key,)
        ).fetchone()
        return found

    def _commit_together(self) -> None:
        together = [self._waiting.popleft() for _ in range(len(self._waiting))]
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                outcomes = [self._put(each.key, each.content) for each in together]
                if Put.STORED in outcomes:
                    self._connection.execute("COMMIT")
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
        except Exception as error:
            for each in together:
                each.error = error
        else:
            for each, outcome in zip(together, outcomes, strict=True):
                each.outcome = outcome

    def _put(self, key: int, content: bytes) -> Put:
        state = self._state()
        if state != layout.OPEN:
            return Put.NOT_OPEN if state < layout.OPEN else Put.SEALED
        slot = self._slot(key)
        if slot is None:
            return Put.UNKNOWN
        before = slot[1]
        if len(content) != len(before):
            raise ValueError("answers of another questionnaire")
        if before[0] == layout.CAST:
            return Put.ALREADY_THERE if before == content else Put.ANOTHER_THERE
        self._connection.execute("UPDATE slot SET content = ? WHERE key = ?", (content, key))
        return Put.STORED


def prepare(path: Path, slips: Iterable[tuple[int, int]], answers_size: int) -> None:
    """Write a new box file with one empty slot per slip (key, class); sqlite refuses equal keys."""
    empty = bytes(layout.content_size(answers_size))
    try:
        layout.write_slots(path, [(key, each, empty) for key, each in slips], layout.PREPARED)
    except sqlite3.IntegrityError:
        path.unlink()
        raise
