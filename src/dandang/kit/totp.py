"""Time-based one-time codes (RFC 6238): SHA-1, steps of thirty seconds, as authenticator apps do."""

import base64
import hashlib
import hmac
from datetime import datetime
from urllib.parse import quote

STEP_SECONDS = 30
DIGITS = 6


def step_of(at: datetime) -> int:
    """The number of the thirty seconds that `at` lies in."""
    return int(at.timestamp()) // STEP_SECONDS


def code(secret: bytes, step: int, *, digits: int = DIGITS) -> str:
    """The code of one step (RFC 4226, 5.3)."""
    mac = hmac.digest(secret, step.to_bytes(8, "big"), hashlib.sha1)
    start = mac[-1] & 0x0F
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFFFFFF
    return str(number % 10**digits).zfill(digits)


def matching_step(secret: bytes, said: str, *, at: datetime, after: int) -> int | None:
    """The step whose code was said: this one or a neighbour, later than `after`; else None.

    Give the found step as `after` the next time, and no code is taken twice.
    """
    now, found = step_of(at), None
    for step in (now - 1, now, now + 1):
        if hmac.compare_digest(code(secret, step).encode(), said.encode()) and step > after:
            found = step
    return found


def in_letters(secret: bytes) -> str:
    """The secret as it is typed into an app: Base32 without padding."""
    return base64.b32encode(secret).decode().rstrip("=")


def address(secret: bytes, *, issuer: str, name: str) -> str:
    """The `otpauth:` address that an app reads from a QR code."""
    return (
        f"otpauth://totp/{quote(f'{issuer}:{name}')}?secret={in_letters(secret)}"
        f"&issuer={quote(issuer)}&algorithm=SHA1&digits={DIGITS}&period={STEP_SECONDS}"
    )
