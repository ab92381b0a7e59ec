"""Closing a box: after this nothing on the disk leads from a code to a ballot.

Each step may be interrupted and done again: seal the old file, write the ballots into a new one in
random order, give it its name, then overwrite and remove the old one.
"""

import os
import secrets
import sqlite3
from collections import Counter
from pathlib import Path

from dandang.apps.box import layout
from dandang.apps.box.slots import Box


def close(old: Path, new: Path) -> None:
    """Turn the open box `old` into the closed box `new`; goes on where an earlier call stopped."""
    if not new.exists():
        _seal(old)
        part = new.with_name(new.name + ".part")
        destroy(part)
        _rewrite(old, part)
        part.chmod(0o400)
        part.rename(new)
        layout.sync_folder(new.parent)
    destroy(old)


def destroy(path: Path) -> None:
    """Overwrite a box file and its journal and remove them; nothing happens when there is none."""
    for each in (layout.journal_of(path), path):
        if each.exists():
            each.chmod(0o600)
            _overwrite(each)
            each.unlink()
    if path.parent.exists():
        layout.sync_folder(path.parent)


def read(path: Path) -> list[tuple[int, bytes]]:
    """The (class, content without its mark) of every ballot of a closed box, in the file's order."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        rows = connection.execute("SELECT class, content FROM ballot ORDER BY place").fetchall()
    finally:
        connection.close()
    return [(each, content[1:]) for each, content in rows]


def _seal(old: Path) -> None:
    box = Box(old)
    try:
        box.move_to(layout.SEALED)
    finally:
        box.close()


def _rewrite(old: Path, part: Path) -> None:
    connection = layout.connect(old)
    try:
        ballots: list[tuple[int, bytes]] = connection.execute(
            "SELECT class, content FROM slot WHERE substr(content, 1, 1) = ?",
            (bytes([layout.CAST]),),
        ).fetchall()
    finally:
        connection.close()
    secrets.SystemRandom().shuffle(ballots)
    layout.write_ballots(part, ballots)
    written = Counter((each, bytes([layout.CAST]) + content) for each, content in read(part))
    if written != Counter(ballots):
        raise OSError(f"{part.name} does not hold what {old.name} holds")


def _overwrite(path: Path) -> None:
    # On journaling and flash storage old blocks may survive this; the manual says so.
    with path.open("r+b") as stream:
        size = os.fstat(stream.fileno()).st_size
        for _ in range(0, size, layout.PAGE_SIZE):
            stream.write(bytes(layout.PAGE_SIZE))
        stream.flush()
        os.fsync(stream.fileno())
