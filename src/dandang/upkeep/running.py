"""Whether the site runs on a data folder: it holds a lock there, and the kernel lets go of it."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dandang.terms.refusal import Refusal
from dandang.upkeep.folder import LOCK

_TRIES, _PAUSE = 10, 0.1


@contextmanager
def site_runs(data: Path) -> Iterator[None]:
    """Say that a site runs on this folder, as long as this lasts; several may."""
    with _lock(data) as handle:
        if not any(_taken(handle, fcntl.LOCK_SH) for _ in range(_TRIES)):
            raise Refusal("upkeep.being_changed")
        yield


@contextmanager
def site_stands_still(data: Path) -> Iterator[None]:
    """Keep the site from running as long as this lasts; refused when it does."""
    with _lock(data) as handle:
        if not _taken(handle, fcntl.LOCK_EX):
            raise Refusal("upkeep.site_runs")
        yield


def is_running(data: Path) -> bool:
    """Whether a site runs on this folder."""
    if not (data / LOCK).exists():
        return False
    try:
        with site_stands_still(data):
            return False
    except Refusal:
        return True


def _taken(handle: int, how: int) -> bool:
    try:
        fcntl.flock(handle, how | fcntl.LOCK_NB)
    except BlockingIOError:
        # Whoever only looks whether the site runs is gone in a moment.
        time.sleep(_PAUSE)
        return False
    return True


@contextmanager
def _lock(data: Path) -> Iterator[int]:
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(data / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield handle
    finally:
        os.close(handle)
