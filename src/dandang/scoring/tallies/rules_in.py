"""Rules for tallies from a TOML file: `[grades]`, `[classes]`, `[tally]`."""

import tomllib
from collections.abc import Mapping
from fractions import Fraction
from typing import TypeVar

from dandang.scoring.tallies.rules import Rules, ShareOf, Unmarked
from dandang.terms.refusal import Refusal
from dandang.terms.term import Term

T = TypeVar("T", bound=Term)

LEAVES = "none"
KNOWN = ("unmarked", "share_of", "quorum", "most_spoilt", "least", "decimals", "level")
MOST_DECIMALS = 6


def read(text: str) -> Rules:
    """The rules in `text`; numbers exact as written, fractions as texts (`"2/3"`).

    A grade with the value `"none"` leaves the base. Refused: what is no TOML, a value that is no
    number, an unknown key, fewer than two values, a
    negative one, weights that are not positive.
    """
    try:
        told = tomllib.loads(text, parse_float=Fraction)
    except ValueError as error:
        raise Refusal("tallies.no_toml", reason=str(error)) from error
    said = _table(told, "tally")
    for key in said:
        if key not in KNOWN:
            raise Refusal("tallies.key_unknown", key=key, known="、".join(KNOWN))
    usual = Rules({})
    rules = Rules(
        grades={
            name: None if value == LEAVES else _number(name, value)
            for name, value in _table(told, "grades").items()
        },
        classes={name: _number(name, value) for name, value in _table(told, "classes").items()},
        unmarked=_term(Unmarked, said, "unmarked", usual.unmarked),
        share_of=_term(ShareOf, said, "share_of", usual.share_of),
        quorum=_share(said, "quorum", usual.quorum),
        most_spoilt=_share(said, "most_spoilt", usual.most_spoilt),
        least=_whole(said, "least", usual.least, most=1000),
        decimals=_whole(said, "decimals", usual.decimals, most=MOST_DECIMALS),
        level=float(_share(said, "level", Fraction(usual.level))),
    )
    if len(set(rules.values)) < 2:
        raise Refusal("tallies.too_few_values")
    if min(rules.values) < 0:
        raise Refusal("tallies.value_negative")
    if any(weight <= 0 for weight in rules.classes.values()):
        raise Refusal("tallies.weight_not_positive")
    return rules


def _table(told: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = told.get(name, {})
    if not isinstance(found, dict):
        raise Refusal("tallies.not_a_table", key=name)
    return found


def _number(key: str, said: object) -> Fraction:
    if isinstance(said, int | Fraction | str) and not isinstance(said, bool):
        try:
            return Fraction(said)
        except (ValueError, ZeroDivisionError):
            pass
    raise Refusal("tallies.not_a_number", key=key, said=said)


def _share(said: Mapping[str, object], key: str, usual: Fraction) -> Fraction:
    value = _number(key, said.get(key, usual))
    if not 0 <= value <= 1:
        raise Refusal("tallies.not_a_share", key=key, said=said[key])
    return value


def _whole(said: Mapping[str, object], key: str, usual: int, *, most: int) -> int:
    value = _number(key, said.get(key, usual))
    if value.denominator != 1 or not 0 <= value <= most:
        raise Refusal("tallies.not_whole", key=key, said=said[key], most=most)
    return int(value)


def _term(kind: type[T], said: Mapping[str, object], key: str, usual: T) -> T:
    value = said.get(key, str(usual))
    if value not in [str(member) for member in kind]:
        allowed = "、".join(map(str, kind))
        raise Refusal("tallies.not_allowed", key=key, said=value, allowed=allowed)
    return kind(str(value))
