"""Sealed fields as stored: encrypted, each for its own row; in columns and trail a keyed hash."""

import hashlib
import hmac
import json
from datetime import date
from typing import Any

from django.conf import settings

from dandang.apps.archive.models import Person
from dandang.career import Absent, Field, Relative, stated, written
from dandang.days import PartialDate
from dandang.kit import cipher
from dandang.kit.keys import key
from dandang.terms.refusal import Refusal

IDENTITY = "identity"
FAMILY = "family"
STATUS = "status"
SEALED_FIELDS = (IDENTITY, FAMILY, STATUS)
NONE = "无"
# The ring of keys that seals them, in the folder of keys.
RING = "fields"
# The key of the hashes by which people are matched.
HASH_KEY = "sealed"


def ring(*, make: bool = False) -> cipher.Ring:
    """The keys of sealed fields as they lie on disk now; take it once for many rows."""
    return cipher.ring(settings.KEYS, RING, make=make)


def sealed(keys: cipher.Ring, value: Any, *, context: str) -> str:
    """A plain JSON value as the encrypted text that a column holds."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return keys.seal(text.encode("utf-8"), context=context)


def opened(keys: cipher.Ring, text: str, *, context: str) -> Any:
    """The value of such a column. Refusal when the key is missing or the text is another row's."""
    return json.loads(keys.unseal(text, context=context))


def field_context(person: int, name: str) -> str:
    """Which row a sealed field belongs to."""
    return f"archive.sealed_field:{person}:{name}"


def period_context(person: int, kind: str, first_day: date) -> str:
    """Which row the sealed part of a status period belongs to."""
    return f"archive.status_period:{person}:{kind}:{first_day.isoformat()}"


def keyed_hash(value: Any) -> str:
    """A hash of a plain JSON value under the installation's key: equal values match, none is told.

    Refusal when that key is lost: with a new one, nobody on file would be recognised any more.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    lost = not (settings.KEYS / HASH_KEY).exists()
    if lost and Person.objects.exclude(identity_key="").exists():
        raise Refusal("keys.hash_missing", name=HASH_KEY)
    secret = key(settings.KEYS, HASH_KEY).encode("ascii")
    return hmac.new(secret, text.encode("utf-8"), hashlib.sha256).hexdigest()


def identity_key(identity: Field[str]) -> str:
    """What an identity number is matched by; empty for none."""
    return "" if isinstance(identity, Absent) else keyed_hash(identity.strip().upper())


def family_out(family: Field[tuple[Relative, ...]]) -> Any:
    """Relatives as plain JSON; None when unknown."""
    if isinstance(family, Absent):
        return None if family is Absent.UNKNOWN else NONE
    return [
        {
            "relation": one.relation,
            "name": one.name,
            "birth": written(one.birth),
            "political": written(one.political),
            "work": written(one.work),
        }
        for one in family
    ]


def family_in(value: Any) -> Field[tuple[Relative, ...]]:
    """The way back from plain JSON."""
    if value is None:
        return Absent.UNKNOWN
    if value == NONE:
        return Absent.NONE
    return tuple(
        Relative(
            relation=one["relation"],
            name=one["name"],
            birth=date_in(one["birth"]),
            political=stated(one["political"]),
            work=stated(one["work"]),
        )
        for one in value
    )


def date_in(text: str) -> Field[PartialDate]:
    """A date column as a field."""
    said = stated(text)
    return said if isinstance(said, Absent) else PartialDate.parse(said)
