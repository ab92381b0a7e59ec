"""Keys of an installation: files of mode 0600 in the data folder, made at first need."""

import os
import re
import secrets
from pathlib import Path

from dandang.terms.refusal import Refusal

# What a writer that was interrupted leaves behind; never a key.
HALF = ".part"
_FORM = re.compile(r"[0-9a-f]{64}")


def key(folder: Path, name: str) -> str:
    """The key called `name` (64 hexadecimal digits), made at first need and then for good.

    Refusal when its file holds anything else.
    """
    path = folder / name
    if not path.exists():
        _make(path)
    held = path.read_bytes().decode("ascii", "replace")
    if not _FORM.fullmatch(held):
        raise Refusal("keys.unreadable", name=name)
    return held


def _make(path: Path) -> None:
    """Let a new key appear with its whole content, unless another process was first."""
    # The data folder too is its owner's alone: `parents` would take the usual mode for it.
    path.parent.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.parent.mkdir(exist_ok=True, mode=0o700)
    half = path.with_name(f".{path.name}.{secrets.token_hex(4)}{HALF}")
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w") as stream:
            stream.write(secrets.token_hex(32))
            stream.flush()
            os.fsync(stream.fileno())
        # A link, not a rename: what is there already is never overwritten.
        os.link(half, path)
    except FileExistsError:
        pass
    finally:
        half.unlink()
    _settle(path.parent)


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
