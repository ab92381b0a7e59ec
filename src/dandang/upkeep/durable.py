"""Files that are there whole or not at all, readable by their owner alone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def written(place: Path) -> Iterator[BinaryIO]:
    """A stream whose content stands at `place` once it has been closed without an error."""
    half = place.with_name(f".{place.name}.part")
    half.unlink(missing_ok=True)
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        half.replace(place)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    sync_folder(place.parent)


def write(place: Path, content: bytes) -> None:
    """Put `content` at `place`."""
    private_folder(place.parent)
    with written(place) as stream:
        stream.write(content)


def private_folder(folder: Path) -> None:
    """Have the folder and those above it, their owner's alone where they are made here."""
    for each in (*reversed(folder.parents), folder):
        if not each.is_dir():
            each.mkdir(exist_ok=True, mode=0o700)


def sync_folder(folder: Path) -> None:
    """Make the folder's own entries safe on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
