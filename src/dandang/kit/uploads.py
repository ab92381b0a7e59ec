"""A file between its dry run and its import: kept in the data folder under an unguessable name."""

import secrets
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

_KEPT = timedelta(hours=12)


def keep(content: bytes, *, at: datetime) -> str:
    """Keep an upload and give its token."""
    sweep(at=at)
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    token = secrets.token_hex(16)
    place = folder / token
    place.touch(mode=0o600)
    place.write_bytes(content)
    return token


def sweep(*, at: datetime) -> int:
    """Throw away what nobody has come back for in half a day; gives how many."""
    folder, gone = _folder(), 0
    for old in folder.iterdir() if folder.is_dir() else ():
        try:
            left = old.stat().st_mtime < (at - _KEPT).timestamp()
        except FileNotFoundError:
            # Imported or thrown away a moment ago.
            continue
        if left:
            old.unlink(missing_ok=True)
            gone += 1
    return gone


def content_of(token: str) -> bytes | None:
    """What was kept under a token; None when it is gone."""
    place = _folder() / token
    return place.read_bytes() if token.isalnum() and place.is_file() else None


def forget(token: str) -> None:
    """Throw an upload away."""
    if token.isalnum():
        (_folder() / token).unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.DATA) / "uploads"
