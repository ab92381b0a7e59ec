"""The design check: before a round opens, how sure its scores will be and what one more rater would change.

Exact under the joint model (class means, ratee, ratee × class, rater, residual) for assumed variances:
whoever rates a unit rates all of it, so unit means and differences within a unit can be told apart,
and nothing larger than units × classes is ever solved.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import comb, erf, sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from dandang.scoring.pooling import Classes, pool
from dandang.scoring.values import Components, Gate
from dandang.terms.refusal import Refusal

Matrix = NDArray[np.float64]
# Variances of a county round on a scale of 1 to 10; a scheme puts those of its last round here.
USUAL = Components(ratee=0.36, ratee_class=0.09, rater=0.55, residual=0.57)
NODES = 40


@dataclass(frozen=True, slots=True)
class Raters:
    """`count` raters of one class who each rate everybody in all of `units` (empty: in every unit)."""

    rater_class: str
    count: int
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Design:
    """Who is to rate whom: ratees of each unit, weights of classes, raters.

    `returned` is the share of sheets expected back, `least` is k, `assumed` the variances.
    """

    units: Mapping[str, int]
    classes: Mapping[str, Fraction]
    raters: tuple[Raters, ...]
    returned: Fraction = Fraction(9, 10)
    least: int = 5
    level: float = 0.90
    assumed: Components = USUAL


@dataclass(frozen=True, slots=True)
class Cell:
    """One class in one unit: raters asked, and the chance that fewer than k sheets come back."""

    unit: str
    rater_class: str
    raters: int
    chance_below: float


@dataclass(frozen=True, slots=True)
class UnitOutlook:
    """What to expect of a ratee of one unit: standard error, width of the interval, reliability.

    `parts` are the classes as they will be counted together; empty: no score can be told.
    """

    unit: str
    ratees: int
    se: float
    width: float
    reliability: float
    parts: tuple[Classes, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """The whole design: `width` and `place_width` of a median ratee, `g`, groups not linked.

    `linked` lists units that hang together by shared raters; with more than one group, units of
    different groups cannot be compared.
    """

    units: tuple[UnitOutlook, ...]
    width: float
    place_width: float
    g: float
    linked: tuple[tuple[str, ...], ...]
    gate: Gate

    @property
    def hidden(self) -> tuple[Cell, ...]:
        """Cells that are more likely than not to be counted together with others."""
        return tuple(cell for unit in self.units for cell in unit.cells if cell.chance_below > 0.5)


@dataclass(frozen=True, slots=True)
class OneMore:
    """The outlook with one more rater of a class who rates every unit."""

    rater_class: str
    outlook: Outlook


def outlook(design: Design) -> Outlook:
    """What the scores of this design will be worth. Refused: an unknown unit or class, a number that
    cannot be, no raters at all."""
    _require(design)
    classes = [
        code
        for code in design.classes
        if any(each.rater_class == code and each.count > 0 for each in design.raters)
    ]
    if not classes:
        raise Refusal("design.no_raters")
    weights = np.array([float(design.classes[code]) for code in classes])
    weights /= weights.sum()
    spread = design.assumed.ratee + design.assumed.ratee_class * float(weights @ weights)
    errors = _errors(design, classes, weights)
    reach = NormalDist().inv_cdf(0.5 + design.level / 2)
    units = tuple(
        UnitOutlook(
            unit=unit,
            ratees=ratees,
            se=sqrt(error),
            width=2 * reach * sqrt(error),
            reliability=1 - error / spread,
            parts=_parts(design, unit),
            cells=_cells(design, unit),
        )
        for (unit, ratees), error in zip(design.units.items(), errors, strict=True)
    )
    each = np.repeat(errors, list(design.units.values()))
    linked = _linked(design)
    g = float(1 - each.mean() / spread)
    return Outlook(
        units=units,
        width=2 * reach * sqrt(float(np.median(each))),
        place_width=_place_width(float(np.median(each)), spread, reach, len(each)),
        g=g,
        linked=linked,
        gate=_gate(g, len(linked)),
    )


def one_more(design: Design) -> tuple[OneMore, ...]:
    """For each class, what one more rater who rates every unit would change."""
    return tuple(
        OneMore(code, outlook(replace(design, raters=(*design.raters, Raters(code, 1)))))
        for code in design.classes
    )


def _require(design: Design) -> None:
    if not design.units or any(ratees < 1 for ratees in design.units.values()):
        raise Refusal("design.no_ratees")
    if not design.classes or any(weight <= 0 for weight in design.classes.values()):
        raise Refusal("design.weights")
    if not 0 < design.returned <= 1:
        raise Refusal("design.returned", said=str(design.returned))
    assumed = design.assumed
    if min(assumed.ratee, assumed.ratee_class, assumed.rater, assumed.residual) <= 0:
        raise Refusal("design.assumed")
    for each in design.raters:
        if each.rater_class not in design.classes:
            raise Refusal("design.class_unknown", rater_class=each.rater_class)
        if each.count < 0:
            raise Refusal("design.count", rater_class=each.rater_class)
        for unit in each.units:
            if unit not in design.units:
                raise Refusal("design.unit_unknown", unit=unit)


def _places(design: Design, raters: Raters) -> list[int]:
    wanted = set(raters.units) or set(design.units)
    return [i for i, unit in enumerate(design.units) if unit in wanted]


def _errors(design: Design, classes: Sequence[str], weights: Matrix) -> Matrix:
    """The prediction error variance of a ratee's score, by unit."""
    ratees = np.array(list(design.units.values()), dtype=np.float64)
    sheets = np.zeros((len(ratees), len(classes)))
    for raters in design.raters:
        if raters.rater_class in classes:
            at = classes.index(raters.rater_class)
            sheets[_places(design, raters), at] += raters.count * float(design.returned)
    within = np.array([_within(design.assumed, row, weights) for row in sheets])
    between = _between(design, classes, weights, ratees)
    return np.asarray(between + within * (1 - 1 / ratees), dtype=np.float64)


def _prior(assumed: Components, count: int) -> Matrix:
    """Covariance of a ratee's effects in the classes."""
    return np.asarray(
        assumed.ratee * np.ones((count, count)) + assumed.ratee_class * np.eye(count),
        dtype=np.float64,
    )


def _within(assumed: Components, sheets: Matrix, weights: Matrix) -> float:
    """Error variance of a difference within a unit: severity falls out of it."""
    precision = np.diag(sheets / assumed.residual) + np.linalg.inv(_prior(assumed, len(weights)))
    return float(weights @ np.linalg.solve(precision, weights))


def _between(design: Design, classes: Sequence[str], weights: Matrix, ratees: Matrix) -> Matrix:
    """Error variance of each unit's mean, severity and class means being estimated beside it."""
    width = len(classes)
    size = len(ratees) * width
    told = np.zeros((size, size))
    for raters in design.raters:
        if raters.rater_class not in classes or raters.count == 0:
            continue
        units = _places(design, raters)
        cells = np.array(units) * width + classes.index(raters.rater_class)
        each = ratees[units] / design.assumed.residual
        severity = np.outer(each, each) / (each.sum() + 1 / design.assumed.rater)
        told[np.ix_(cells, cells)] += (
            raters.count * float(design.returned) * (np.diag(each) - severity)
        )
    means = np.tile(np.eye(width), (len(ratees), 1))
    inverse = np.linalg.inv(_prior(design.assumed, width))
    prior = np.kron(np.diag(ratees), inverse)
    whole = np.block([[told + prior, told @ means], [means.T @ told, means.T @ told @ means]])
    spread = np.linalg.inv(whole)[:size, :size]
    return np.array(
        [weights @ spread[i : i + width, i : i + width] @ weights for i in range(0, size, width)]
    )


def _asked(design: Design, unit: str, rater_class: str) -> int:
    return sum(
        each.count
        for each in design.raters
        if each.rater_class == rater_class and (not each.units or unit in each.units)
    )


def _cells(design: Design, unit: str) -> tuple[Cell, ...]:
    rate = float(design.returned)
    made = []
    for code in design.classes:
        n = _asked(design, unit, code)
        below = sum(
            comb(n, i) * rate**i * (1 - rate) ** (n - i) for i in range(min(design.least, n + 1))
        )
        made.append(Cell(unit, code, n, below))
    return tuple(made)


def _parts(design: Design, unit: str) -> tuple[Classes, ...]:
    order = list(design.classes)

    def size(part: Classes) -> int:
        return int(sum(_asked(design, unit, code) for code in part) * design.returned)

    return pool(order, [(code,) for code in order], size, design.least)


def _linked(design: Design) -> tuple[tuple[str, ...], ...]:
    """Units that hang together by raters who rate more than one of them."""
    home = {unit: unit for unit in design.units}
    for raters in design.raters:
        if raters.count > 0:
            names = [unit for i, unit in enumerate(design.units) if i in _places(design, raters)]
            joined = {home[name] for name in names}
            home = {unit: home[names[0]] if at in joined else at for unit, at in home.items()}
    groups: dict[str, list[str]] = {}
    for unit, at in home.items():
        groups.setdefault(at, []).append(unit)
    return tuple(tuple(group) for group in groups.values())


def _place_width(error: float, spread: float, reach: float, count: int) -> float:
    """Expected width of the interval of a place among `count` ratees, over all true scores."""
    if count == 1:
        return 0.0
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    scores = nodes * sqrt(max(spread - error, 0.0))
    high, low = (scores + side * reach * sqrt(error) for side in (1, -1))
    widths = [
        0.5 * (erf(up / sqrt(2 * spread)) - erf(down / sqrt(2 * spread)))
        for up, down in zip(high, low, strict=True)
    ]
    return float(count * (weights @ np.array(widths)) / weights.sum())


def _gate(g: float, groups: int) -> Gate:
    if g < 0.70:
        return Gate.SCORES
    return Gate.PLACES if g >= 0.80 and groups == 1 else Gate.BANDS
