"""Keys of an installation: files of mode 0600 in the data folder, made at first need."""

import os
import secrets
from pathlib import Path


def key(folder: Path, name: str) -> str:
    """The key called `name` (64 hexadecimal digits), made at first need and then for good."""
    path = folder / name
    if not path.exists():
        # The data folder too is its owner's alone: `parents` would take the usual mode for it.
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.mkdir(exist_ok=True, mode=0o700)
        made = secrets.token_hex(32)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text("ascii")
        with os.fdopen(handle, "w") as stream:
            stream.write(made)
    return path.read_text("ascii")
