"""The keys of an installation under a passphrase, and what stands for a key where it is not told."""

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from dandang.kit.keys import HALF
from dandang.terms.refusal import Refusal
from dandang.terms.sentences import say, table
from dandang.upkeep import durable

LEAST_LENGTH = 12

# Without these nothing is lost but who was signed in.
HARMLESS = frozenset({"session"})

# 128 MB and about half a second a guess.
_COST, _BLOCK, _LANES = 2**17, 8, 1
_CHECK = b"dandang key fingerprint"


def read_keys(folder: Path) -> dict[str, bytes]:
    """Every key file of a folder, by name."""
    if not folder.is_dir():
        return {}
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.suffix != HALF)
    return {path.name: path.read_bytes() for path in files}


def fingerprints(keys: Mapping[str, bytes]) -> dict[str, str]:
    """A short keyed hash for each key: equal for equal keys, and nothing can be told from it."""
    return {
        name: hmac.new(content, _CHECK, hashlib.sha256).hexdigest()[:16]
        for name, content in keys.items()
    }


def lock(keys: Mapping[str, bytes], passphrase: str, *, beside: str) -> bytes:
    """The keys, encrypted; `beside` is the hash of the backup that they belong to, and to no other."""
    if len(passphrase) < LEAST_LENGTH:
        raise Refusal("upkeep.passphrase_short", least=LEAST_LENGTH)
    salt, nonce = os.urandom(16), os.urandom(12)
    plain = json.dumps({name: _written(content) for name, content in keys.items()}).encode()
    sealed = AESGCM(_stretched(passphrase, salt)).encrypt(nonce, plain, beside.encode())
    parts = {"salt": salt, "nonce": nonce, "sealed": sealed}
    return json.dumps({name: _written(content) for name, content in parts.items()}).encode()


def unlock(locked: bytes, passphrase: str, *, beside: str) -> dict[str, bytes]:
    """The keys again; refused with another passphrase or beside another backup."""
    try:
        parts = {name: base64.b64decode(text) for name, text in json.loads(locked).items()}
        opened = AESGCM(_stretched(passphrase, parts["salt"]))
        plain = opened.decrypt(parts["nonce"], parts["sealed"], beside.encode())
    except InvalidTag:
        raise Refusal("upkeep.passphrase_wrong") from None
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise Refusal("upkeep.broken", what="keys.locked") from error
    return {name: base64.b64decode(text) for name, text in json.loads(plain).items()}


def protects(name: str) -> str:
    """The sentence that says what cannot be read without a key."""
    # A ring of keys has a file for each: fields.1-0a1b2c3d.
    code = f"upkeep.key_{name.partition('.')[0]}"
    return say(code if code in table("zh") else "upkeep.key_unknown")


def put_in_place(found: Mapping[str, bytes], folder: Path) -> list[Path]:
    """Put keys into a folder before settings make new ones; gives the files that it made.

    A key that is there already must be the same, or nothing is done.
    """
    there = read_keys(folder)
    for name, content in found.items():
        if Path(name).name != name:
            raise Refusal("upkeep.broken", what="keys.locked")
        if name not in HARMLESS and there.get(name, content) != content:
            raise Refusal("upkeep.other_key_there", name=name, path=folder)
    made = [name for name in found if there.get(name) != found[name]]
    for name in made:
        durable.write(folder / name, found[name])
    return [folder / name for name in made]


def not_as(wanted: Mapping[str, str], folder: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of wanted keys that a folder lacks, and of those that are others there."""
    here = fingerprints(read_keys(folder))
    names = [name for name in wanted if name not in HARMLESS]
    missing = tuple(name for name in names if name not in here)
    return missing, tuple(n for n in names if n in here and here[n] != wanted[n])


def _stretched(passphrase: str, salt: bytes) -> bytes:
    stretch = Scrypt(salt=salt, length=32, n=_COST, r=_BLOCK, p=_LANES)
    return stretch.derive(passphrase.encode())


def _written(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
