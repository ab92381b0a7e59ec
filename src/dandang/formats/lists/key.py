"""The key of a row: the record's number with a check, so that a slip of the keyboard finds nobody."""

import hashlib
import re
import unicodedata

from dandang.terms.refusal import Refusal

# No letters or figures that are taken for one another.
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_KEY = re.compile(r"(\d{1,18})-([A-Z0-9]{4})")


def key_of(code: str, number: int) -> str:
    """The key of record `number` in the list `code`, as in `203-K7QF`."""
    return f"{number}-{_check(code, number)}"


def number_of(code: str, said: str) -> int:
    """The number of a key. Refusal when the check does not fit: it was changed, or is another list's."""
    plain = unicodedata.normalize("NFKC", said).strip().upper().replace("－", "-")
    found = _KEY.fullmatch(plain)
    if found is None or _check(code, int(found[1])) != found[2]:
        raise Refusal("list.key_wrong", said=said)
    return int(found[1])


def _check(code: str, number: int) -> str:
    digest = hashlib.sha256(f"{code}:{number}".encode()).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:4])
