"""Sealed fields as stored, and the keyed hash that stands for a value in columns and in the trail."""

import hashlib
import hmac
import json
from typing import Any

from django.conf import settings

from dandang.career import Absent, Field, Relative, stated, written
from dandang.days import PartialDate
from dandang.kit.keys import key

IDENTITY = "identity"
FAMILY = "family"
STATUS = "status"
SEALED_FIELDS = (IDENTITY, FAMILY, STATUS)
NONE = "无"


def keyed_hash(value: Any) -> str:
    """A hash of a plain JSON value under the installation's key: equal values match, none is told."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    secret = key(settings.KEYS, "sealed").encode("ascii")
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
