"""Whether the site runs on a data folder: it holds a lock there, and the kernel lets go of it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dandang.terms.refusal import Refusal
from dandang.upkeep.folder import LOCK


@contextmanager
def site_runs(data: Path) -> Iterator[None]:
    """Say that a site runs on this folder, as long as this lasts; several may."""
    with _lock(data) as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal("upkeep.being_changed") from None
        yield


@contextmanager
def site_stands_still(data: Path) -> Iterator[None]:
    """Keep the site from running as long as this lasts; refused when it does."""
    with _lock(data) as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal("upkeep.site_runs") from None
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


@contextmanager
def _lock(data: Path) -> Iterator[int]:
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(data / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield handle
    finally:
        os.close(handle)
