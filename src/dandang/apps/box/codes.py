"""The code of a slip (票码): ten characters of chance and one that tells a typing error.

Crockford's alphabet of 32 (no I, L, O, U): 50 bits. The check character makes the whole code a
word of a linear code over GF(32) with different weights, so that any one wrong character and any
two exchanged ones are noticed.
"""

import hmac
import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 11
_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
# x^5 + x^2 + 1 is primitive: powers of x are the 31 different weights.
_POLYNOMIAL = 0b100101


def new_code() -> str:
    """A code nobody has seen: ten characters of chance and the check character."""
    values = [secrets.randbelow(32) for _ in range(LENGTH - 1)]
    check = _times_x(_sum(values))
    return "".join(ALPHABET[value] for value in (*values, check))


def read_code(typed: str) -> str | None:
    """The code that was typed, whatever its case, gaps, O for 0, I or L for 1; None when mistyped."""
    wide = unicodedata.normalize("NFKC", typed).upper().translate(_READ_AS)
    code = "".join(character for character in wide if not _is_gap(character))
    if len(code) != LENGTH or any(character not in _VALUES for character in code):
        return None
    return code if _sum([_VALUES[character] for character in code]) == 0 else None


def printed(code: str) -> str:
    """The code in groups, as it stands on the slip: `ABCD-EFGH-JKM`."""
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def slot_key(secret: str, place: str, code: str) -> int:
    """The number of the slot of `code` in the box called `place`: 63 bits of a keyed hash."""
    message = f"{place}\0{code}".encode()
    digest = hmac.digest(secret.encode(), message, "sha256")
    return int.from_bytes(digest[:8], "big") >> 1


def _is_gap(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) == "Pd"


def _times_x(value: int) -> int:
    doubled = value << 1
    return doubled ^ _POLYNOMIAL if doubled & 32 else doubled


def _sum(values: list[int]) -> int:
    total = 0
    for value in values:
        total = _times_x(total) ^ value
    return total
