"""Box files: where they lie, and the ones this process holds open."""

import threading
from functools import cache
from pathlib import Path

from django.conf import settings

from dandang.apps.box.codes import slot_key
from dandang.apps.box.slots import Box
from dandang.kit.keys import key

_held: dict[Path, Box] = {}
_lock = threading.Lock()
_MOST_HELD = 16


def open_path(file: str) -> Path:
    """Where the box file lies until it is closed."""
    return Path(settings.BOXES) / f"{file}.box"


def closed_path(file: str) -> Path:
    """Where the closed box file lies."""
    return Path(settings.BOXES) / f"{file}.closed"


def hold(file: str) -> Box:
    """The box, held open by this process; FileNotFoundError when it is gone."""
    path = open_path(file)
    box = _held.get(path)
    if box is not None:
        return box
    with _lock:
        if path not in _held:
            while len(_held) >= _MOST_HELD:
                _held.pop(next(iter(_held)))
            _held[path] = Box(path)
        return _held[path]


def let_go(file: str) -> None:
    """Hold the box no longer, because its file is about to go."""
    with _lock:
        box = _held.pop(open_path(file), None)
    if box is not None:
        box.close()


def slot_of(file: str, code: str) -> int:
    """The number of the slot that a code opens in a box."""
    return slot_key(_secret(settings.KEYS), file, code)


@cache
def _secret(folder: Path) -> str:
    return key(folder, "box")
