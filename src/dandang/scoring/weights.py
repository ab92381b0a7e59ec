"""The weights file of `dandang score`: what a scheme lays down, as TOML."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dandang.scoring.values import Plan
from dandang.terms.refusal import Refusal

_TABLES = ("classes", "items", "grades")
_KNOWN = {*_TABLES, "range", "least", "decimals"}
MOST_DECIMALS = 6


def read_plan(text: str, plan: Plan) -> Plan:
    """`plan` with what the file says: tables `classes`, `items`, `grades`; `range`, `least`, `decimals`.

    Refused: no TOML, an unknown name, a number that is none, a weight that is not positive.
    """
    try:
        told = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise Refusal("scoring.weights_not_toml", reason=str(error)) from error
    unknown = sorted(set(told) - _KNOWN)
    if unknown:
        raise Refusal("scoring.weights_unknown", names="、".join(unknown))
    tables = {name: _numbers(name, told.get(name, {})) for name in _TABLES}
    for name in ("classes", "items"):
        for key, weight in tables[name].items():
            if weight <= 0:
                raise Refusal("scoring.weight_not_positive", name=key)
    plan = replace(
        plan,
        classes=tables["classes"],
        items=tables["items"],
        grades=tables["grades"],
        least=_whole("least", told.get("least", plan.least), 1, 1_000),
        decimals=_whole("decimals", told.get("decimals", plan.decimals), 0, MOST_DECIMALS),
    )
    if "range" not in told:
        return plan
    ends = told["range"]
    if not isinstance(ends, list) or len(ends) != 2:
        raise Refusal("scoring.weights_number", name="range")
    return with_range(plan, _number("range", ends[0]), _number("range", ends[1]))


def with_range(plan: Plan, low: Fraction, high: Fraction) -> Plan:
    """`plan` with the ends of the scale. Refused: a lower end that is not below the upper one."""
    if low >= high:
        raise Refusal("scoring.range_empty")
    return replace(plan, low=low, high=high)


def _numbers(name: str, told: Any) -> Mapping[str, Fraction]:
    if not isinstance(told, dict):
        raise Refusal("scoring.weights_number", name=name)
    return {key: _number(f"{name}.{key}", value) for key, value in told.items()}


def _number(name: str, value: Any) -> Fraction:
    finite = isinstance(value, int) or (isinstance(value, Decimal) and value.is_finite())
    if isinstance(value, bool) or not finite:
        raise Refusal("scoring.weights_number", name=name)
    return Fraction(value)


def _whole(name: str, value: Any, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Refusal("scoring.weights_number", name=name)
    return value
