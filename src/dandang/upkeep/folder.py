"""What lies in the data folder: what a backup takes, and what it leaves out."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

# Records and safety copies of upkeep itself.
OWN = "upkeep"
LOCK = "running.lock"
_DATABASE = "dandang.sqlite3"
_CLOSED = ".closed"
_HALF = ".part"


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the data folder: its name from there, and its place."""

    name: str
    place: Path


def own_folder() -> Path:
    """Where upkeep keeps its own records."""
    return Path(settings.DATA) / OWN


def taken() -> Iterator[Found]:
    """The files that a backup takes: evidence, closed boxes, and whatever else was put there.

    Not the database and the keys, which travel in their own ways, nor anything half written.
    """
    for found in every_file(Path(settings.DATA)):
        if not _stays(found.name):
            yield found


def every_file(folder: Path) -> Iterator[Found]:
    """Every file below a folder, sorted by name; an error where one cannot be looked at.

    Links are followed: a folder may have been moved to a larger disk.
    """
    if not folder.is_dir():
        return
    been: set[str] = set()
    for place, folders, names in os.walk(folder, onerror=_refuse, followlinks=True):
        folders.sort()
        if (real := os.path.realpath(place)) in been:
            folders.clear()
            continue
        been.add(real)
        for name in sorted(names):
            path = Path(place) / name
            if path.is_file():
                yield Found(path.relative_to(folder).as_posix(), path)


def _refuse(error: OSError) -> None:
    raise error


def _stays(name: str) -> bool:
    top, _, rest = name.partition("/")
    if top.startswith("."):
        return True
    if not rest:
        return name.startswith(_DATABASE) or name == LOCK
    # An upload between its dry run and its import holds what is sealed elsewhere.
    if top in {"keys", "uploads", OWN} or name.endswith(_HALF):
        return True
    return top == "boxes" and not name.endswith(_CLOSED)


def put_there() -> Iterator[Found]:
    """Every file but the keys, the database and the lock of who is at work: half a file too."""
    for found in every_file(Path(settings.DATA)):
        if not found.name.startswith(("keys/", _DATABASE)) and found.name != LOCK:
            yield found


def holds_anything(folder: Path) -> list[str]:
    """The first few files that keep a data folder from being empty; keys may be there beforehand."""
    found = [
        each.name
        for each in every_file(folder)
        if not each.name.startswith("keys/")
        and each.name != LOCK
        # Opening a database that was never written leaves an empty file behind.
        and not (each.name.startswith(_DATABASE) and each.place.stat().st_size == 0)
    ]
    return found[:3]
