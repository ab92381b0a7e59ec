"""Sealing short values with a key of the installation: AES-256-GCM, the key outside the database."""

import base64
import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from dandang.kit.keys import key

_NONCE = 12


class Unreadable(ValueError):
    """A sealed value was made with another key, in another context, or has been altered."""


def seal(folder: Path, name: str, plain: bytes, *, context: str) -> str:
    """`plain` sealed with the key called `name`, as text; it opens in the same `context` alone."""
    secret, nonce = _secret(folder, name), os.urandom(_NONCE)
    closed = nonce + AESGCM(secret).encrypt(nonce, plain, context.encode())
    return f"{_mark(secret)}:{base64.urlsafe_b64encode(closed).decode()}"


def unseal(folder: Path, name: str, sealed: str, *, context: str) -> bytes:
    """What `seal` closed; `Unreadable` where the key, the context or a byte differs."""
    secret = _secret(folder, name)
    mark, _, text = sealed.partition(":")
    if mark != _mark(secret):
        raise Unreadable("sealed with another key")
    try:
        closed = base64.urlsafe_b64decode(text)
        return AESGCM(secret).decrypt(closed[:_NONCE], closed[_NONCE:], context.encode())
    except (InvalidTag, ValueError) as error:
        raise Unreadable("altered, or of another context") from error


def _secret(folder: Path, name: str) -> bytes:
    return bytes.fromhex(key(folder, name))


def _mark(secret: bytes) -> str:
    # Says which key it was, and nothing about the key.
    return hashlib.sha256(b"mark:" + secret).hexdigest()[:8]
