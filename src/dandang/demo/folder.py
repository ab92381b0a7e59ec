"""The data folder of a demo: what it is, how far it got, and starting again."""

import json
import shutil
from dataclasses import asdict, dataclass
from enum import Enum
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

MARKER = "demo.json"
_APPS = Path(__file__).resolve().parent.parent / "apps"
_HARMLESS = {"keys", MARKER}


class Folder(Enum):
    """What lies in a data folder."""

    EMPTY = "nothing yet"
    HALF_MADE = "a demo that was interrupted while being made"
    READY = "a demo"
    FOREIGN = "something else, to be left alone"


@dataclass(frozen=True, slots=True)
class Marker:
    """What the demo says about itself: whether it is whole, slips to try, and its tables' shape."""

    ready: bool
    slips: tuple[str, ...] = ()
    shape: str = ""


def look(folder: Path) -> Folder:
    """What lies in `folder`; a folder without the marker and with anything in it is foreign."""
    marker = read_marker(folder)
    if marker is not None:
        return Folder.READY if marker.ready else Folder.HALF_MADE
    if not folder.is_dir():
        return Folder.FOREIGN if folder.exists() else Folder.EMPTY
    foreign = [path for path in folder.iterdir() if path.name not in _HARMLESS and not _blank(path)]
    return Folder.FOREIGN if foreign else Folder.EMPTY


def read_marker(folder: Path) -> Marker | None:
    """The marker of a demo's folder, or None."""
    try:
        said: dict[str, Any] = json.loads((folder / MARKER).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return Marker(said.get("ready") is True, tuple(said.get("slips", ())), said.get("shape", ""))


def write_marker(folder: Path, marker: Marker) -> None:
    """Mark `folder` as a demo's, whole or not yet."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / MARKER
    made = path.with_suffix(".new")
    made.write_text(json.dumps(asdict(marker)), "utf-8")
    made.replace(path)


def shape(database: str) -> str:
    """What the tables of this version look like in `database`, as a short word that is quick to tell.

    The same word: the demo needs no look at its database before it is served again.
    """
    here = sorted(
        f"{path.parent.parent.name}/{path.name}" for path in _APPS.glob("*/migrations/*.py")
    )
    beside = [f"{name} {version(name)}" for name in ("django", "django-tasks-db")]
    return sha256("\n".join([database, *beside, *here]).encode()).hexdigest()[:16]


def as_left(folder: Path, database: str) -> bool:
    """Whether a whole demo lies there whose tables have the shape that this version needs."""
    marker = read_marker(folder)
    return marker is not None and marker.ready and marker.shape == shape(database)


def clear(folder: Path) -> None:
    """Delete what a demo made. Only for a folder that `look` does not call foreign."""
    if look(folder) is Folder.FOREIGN:
        raise ValueError(f"{folder} is not a demo's folder")
    # The marker goes last: whatever interrupts this, the folder stays known as a demo's.
    rest = [path for path in folder.iterdir() if path.name != MARKER] if folder.is_dir() else []
    for path in rest:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (folder / MARKER).unlink(missing_ok=True)


def _blank(path: Path) -> bool:
    # Opening a database that was never written leaves an empty file behind.
    return path.is_file() and path.stat().st_size == 0
