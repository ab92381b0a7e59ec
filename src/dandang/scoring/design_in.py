"""A design from a TOML file: `[units]`, `[classes]`, `[[raters]]`, `[assumed]`."""

import tomllib
from collections.abc import Mapping
from fractions import Fraction

from dandang.scoring.design import USUAL, Design, Raters
from dandang.scoring.values import Components
from dandang.terms.refusal import Refusal

TABLES = ("units", "classes", "raters", "assumed", "returned", "least")
VARIANCES = ("ratee", "ratee_class", "rater", "residual")


def read(text: str) -> Design:
    """The design in `text`: ratees by unit, weights by class, raters each with `class`, `count` and
    `units` (left out: every unit), variances assumed, `returned`, `least`.

    Refused: no TOML, an unknown key, a number that is none.
    """
    try:
        told = tomllib.loads(text, parse_float=Fraction)
    except ValueError as error:
        raise Refusal("design.no_toml", reason=str(error)) from error
    _known(told, TABLES)
    raters = told.get("raters", [])
    if not isinstance(raters, list):
        raise Refusal("design.not_a_table", key="raters")
    return Design(
        units={name: _whole(name, n) for name, n in _table(told, "units").items()},
        classes={name: _number(name, n) for name, n in _table(told, "classes").items()},
        raters=tuple(_raters(each) for each in raters),
        returned=_number("returned", told.get("returned", Fraction(9, 10))),
        least=_whole("least", told.get("least", 5)),
        assumed=_components(_table(told, "assumed")),
    )


def _components(told: Mapping[str, object]) -> Components:
    _known(told, VARIANCES)

    def variance(name: str, usual: float) -> float:
        return float(_number(name, told.get(name, usual)))

    return Components(
        ratee=variance("ratee", USUAL.ratee),
        ratee_class=variance("ratee_class", USUAL.ratee_class),
        rater=variance("rater", USUAL.rater),
        residual=variance("residual", USUAL.residual),
    )


def _raters(told: object) -> Raters:
    if not isinstance(told, dict):
        raise Refusal("design.not_a_table", key="raters")
    _known(told, ("class", "count", "units"))
    units = told.get("units", [])
    if not isinstance(units, list) or not all(isinstance(unit, str) for unit in units):
        raise Refusal("design.not_a_table", key="units")
    return Raters(str(told.get("class", "")), _whole("count", told.get("count")), tuple(units))


def _known(told: Mapping[str, object], keys: tuple[str, ...]) -> None:
    for key in told:
        if key not in keys:
            raise Refusal("design.key_unknown", key=key, known="、".join(keys))


def _table(told: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = told.get(name, {})
    if not isinstance(found, dict):
        raise Refusal("design.not_a_table", key=name)
    return found


def _number(key: str, said: object) -> Fraction:
    if isinstance(said, int | float | Fraction) and not isinstance(said, bool):
        return Fraction(said)
    raise Refusal("design.not_a_number", key=key, said=said)


def _whole(key: str, said: object) -> int:
    if isinstance(said, int) and not isinstance(said, bool):
        return said
    raise Refusal("design.not_a_number", key=key, said=said)
