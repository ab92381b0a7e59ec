"""Sealing bytes with a ring of keys that lie outside the database: AES-256-GCM.

A ring is a set of key files (mode 0600) of one name; the newest seals, every one opens. A sealed
text reads `d1.<key>.<nonce and content>`: the key's id stands in clear, so that several can be in
use, and `context` is authenticated, so that a text moved to another row does not open.
"""

import base64
import binascii
import hashlib
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from dandang.terms.refusal import Refusal

_FORM = "d1"
_NONCE = 12
_BYTES = 32


@dataclass(frozen=True, slots=True)
class Ring:
    """The keys of one name as they lay on disk: ids from the oldest to the newest."""

    name: str
    keys: Mapping[str, bytes]

    @property
    def newest(self) -> str:
        """The id of the key that seals."""
        return tuple(self.keys)[-1]

    def seal(self, plain: bytes, *, context: str) -> str:
        """`plain` as a sealed text that opens only under the same context."""
        nonce = os.urandom(_NONCE)
        closed = AESGCM(self.keys[self.newest]).encrypt(nonce, plain, context.encode("utf-8"))
        return f"{prefix(self.newest)}{base64.urlsafe_b64encode(nonce + closed).decode('ascii')}"

    def unseal(self, sealed: str, *, context: str) -> bytes:
        """The way back. Refusal when the key is not here, or text, key and context do not agree."""
        form, _, rest = sealed.partition(".")
        key_id, _, content = rest.partition(".")
        if form != _FORM or not content:
            raise Refusal("keys.damaged")
        if key_id not in self.keys:
            raise Refusal("keys.missing", key=key_id, name=self.name)
        try:
            raw = base64.urlsafe_b64decode(content)
            return AESGCM(self.keys[key_id]).decrypt(
                raw[:_NONCE], raw[_NONCE:], context.encode("utf-8")
            )
        except (InvalidTag, ValueError, binascii.Error) as error:
            raise Refusal("keys.damaged") from error


def prefix(key_id: str) -> str:
    """What every text sealed with that key begins with."""
    return f"{_FORM}.{key_id}."


def ring(folder: Path, name: str, *, make: bool = False) -> Ring:
    """The ring of that name; with `make`, its first key is made when there is none.

    Refusal when a key file does not hold the key its name says.
    """
    found = _read(folder, name)
    if not found and make:
        add_key(folder, name)
        found = _read(folder, name)
    return Ring(name, found)


def add_key(folder: Path, name: str) -> str:
    """Make a key that seals from now on; gives its id."""
    known = _read(folder, name)
    number = max((_number(key_id) for key_id in known), default=0) + 1
    made = secrets.token_bytes(_BYTES)
    key_id = f"{number}-{_fingerprint(made)}"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = folder / f".{name}.{key_id}.part"
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as stream:
        stream.write(made.hex())
        stream.flush()
        os.fsync(stream.fileno())
    half.rename(place_of(folder, name, key_id))
    _settle(folder)
    return key_id


def destroy_key(folder: Path, name: str, key_id: str) -> None:
    """Overwrite a key's file and remove it. What it sealed never opens again."""
    place = place_of(folder, name, key_id)
    with place.open("r+b") as stream:
        stream.write(b"0" * place.stat().st_size)
        stream.flush()
        os.fsync(stream.fileno())
    place.unlink()
    _settle(folder)


def place_of(folder: Path, name: str, key_id: str) -> Path:
    """Where a key lies."""
    return folder / f"{name}.{key_id}"


def seal(folder: Path, name: str, plain: bytes, *, context: str) -> str:
    """`plain` sealed with the newest key of a ring, whose first key is made at first need."""
    return ring(folder, name, make=True).seal(plain, context=context)


def unseal(folder: Path, name: str, sealed: str, *, context: str) -> bytes:
    """What was sealed under that context. Refusal when its key is missing or it was tampered with."""
    return ring(folder, name).unseal(sealed, context=context)


def _read(folder: Path, name: str) -> dict[str, bytes]:
    form = re.compile(re.escape(name) + r"\.(\d+-[0-9a-f]{8})")
    found: dict[str, bytes] = {}
    for place in folder.iterdir() if folder.is_dir() else ():
        named = form.fullmatch(place.name)
        if named is None:
            continue
        try:
            held = bytes.fromhex(place.read_text("ascii"))
        except ValueError:
            held = b""
        if len(held) != _BYTES or _fingerprint(held) != named[1].partition("-")[2]:
            raise Refusal("keys.wrong", key=named[1], name=name)
        found[named[1]] = held
    return {key_id: found[key_id] for key_id in sorted(found, key=_order)}


def _order(key_id: str) -> tuple[int, str]:
    return _number(key_id), key_id


def _number(key_id: str) -> int:
    return int(key_id.partition("-")[0])


def _fingerprint(held: bytes) -> str:
    return hashlib.sha256(b"dandang key " + held).hexdigest()[:8]


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
