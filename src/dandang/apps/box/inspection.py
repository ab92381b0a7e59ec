"""Whether a box file holds anything but its slots: the program opens no other."""

import os
import sqlite3
import stat
from pathlib import Path
from tempfile import TemporaryDirectory

from dandang.apps.box import layout

# The header counts commits in two places and names the version that wrote the file last.
_COUNTERS = (slice(24, 28), slice(92, 100))
_PRAGMAS = {
    "application_id": layout.APPLICATION_ID,
    "user_version": layout.VERSION,
    "page_size": layout.PAGE_SIZE,
    "encoding": "UTF-8",
    "auto_vacuum": 0,
    "freelist_count": 0,
    "journal_mode": "truncate",
}


class BetrayingBox(Exception):
    """A box file that could betray a rater; `reason` says by what."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


def check_schema(path: Path) -> None:
    """Raise BetrayingBox unless the file is exactly what its slots alone give.

    First the tables, columns, indexes, triggers and settings one by one, for a plain reason; then
    a box with the same slots is written anew and the two files are compared byte by byte, which
    leaves no room for anything not thought of: row order, free pages, trailing bytes.
    """
    _check_file(path)
    rows, state = _check_inside(path)
    _check_rows(rows)
    with TemporaryDirectory(dir=path.parent) as folder:
        anew = Path(folder) / "anew"
        layout.write_slots(anew, rows, state)
        if _image(anew) != _image(path):
            raise BetrayingBox("bytes")


def _check_file(path: Path) -> None:
    found = os.lstat(path)
    if not stat.S_ISREG(found.st_mode) or found.st_nlink != 1:
        raise BetrayingBox("file")
    if stat.S_IMODE(found.st_mode) & 0o077:
        raise BetrayingBox("mode")
    beside = [path.with_name(path.name + end) for end in ("-wal", "-shm", "-mj")]
    if any(each.exists() for each in beside):
        raise BetrayingBox("journal")
    with path.open("rb") as stream:
        header = stream.read(100)
    # Bytes 18 and 19 are 2 when the file keeps a write-ahead log, which keeps the order of casting.
    if header[:16] != b"SQLite format 3\0" or header[18:20] != b"\1\1":
        raise BetrayingBox("journal")


def _check_inside(path: Path) -> tuple[list[layout.Row], int]:
    connection = layout.connect(path)
    try:
        wanted = [("table", "slot", layout.SLOT_TABLE), ("table", "state", layout.STATE_TABLE)]
        things = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name")
        if things.fetchall() != wanted:
            raise BetrayingBox("tables")
        for name, value in _PRAGMAS.items():
            if connection.execute(f"PRAGMA {name}").fetchone()[0] != value:
                raise BetrayingBox(name)
        states = connection.execute("SELECT id, value FROM state").fetchall()
        if len(states) != 1 or states[0][1] not in (layout.PREPARED, layout.OPEN):
            raise BetrayingBox("state")
        return connection.execute("SELECT key, class, content FROM slot").fetchall(), states[0][1]
    except sqlite3.DatabaseError as error:
        raise BetrayingBox("file") from error
    finally:
        connection.close()


def _check_rows(rows: list[layout.Row]) -> None:
    sizes = {len(content) for _, _, content in rows if isinstance(content, bytes)}
    whole = all(
        isinstance(key, int) and isinstance(each, int) and isinstance(content, bytes)
        for key, each, content in rows
    )
    if not whole or len(sizes) != 1:
        raise BetrayingBox("slots")


def _image(path: Path) -> bytes:
    image = bytearray(path.read_bytes())
    for counter in _COUNTERS:
        image[counter] = bytes(counter.stop - counter.start)
    return bytes(image)
