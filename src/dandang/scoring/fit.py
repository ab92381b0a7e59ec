"""The fit: class means, ratees, ratee × class and severity of raters, judged together."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dandang.scoring import exact, narrow
from dandang.scoring.model import Layout, Variances
from dandang.scoring.reml import Estimate, estimated
from dandang.scoring.sheets import Floats, Sheets
from dandang.scoring.start import start
from dandang.scoring.values import Components, Method, Plan

if TYPE_CHECKING:
    from dandang.scoring.carlo import Carlo

EXACT_TOLERANCE = 2e-6
CARLO_TOLERANCE = 2e-3
_SOLVED = 1e-6
JOINT_RATEES = 200
JOINT_DRAWS = 1_000


@dataclass(frozen=True, slots=True)
class Fit:
    """What one round's sheets say together; arrays count as its `Sheets` do.

    `scores` are the mean plus the ratee's effect, by class weights; `own` their error variance
    against the other ratees and `common` the variance that all share; `draws` joint errors
    (ratees × draws) of small rounds. `severity` is the rater's effect, `residuals` what the model
    does not explain, `fitted` the rest of each sheet. `true` is the variance of scores that the
    components imply; `loads` is what each cell counts in its ratee's score.
    """

    mean: float
    scores: Floats
    own: Floats
    common: float
    draws: Floats | None
    severity: Floats
    residuals: Floats
    components: Components
    true: float
    method: Method
    iterations: int
    converged: bool
    layout: Layout
    variances: Variances
    loads: Floats
    class_weights: Floats
    means: Floats


def class_weights(classes: tuple[str, ...], plan: Plan) -> Floats:
    """The plan's class weights as shares of one; without weights all alike."""
    given = np.array([float(plan.classes.get(name, 1)) for name in classes])
    return np.asarray(given / given.sum())


def layout_of(sheets: Sheets, weight: Floats, *, by_class: bool) -> Layout:
    """Sheets laid out for solving; residual variances by class, or one for all."""
    n_classes = len(sheets.classes)
    key = sheets.ratee * n_classes + sheets.cls
    cells, cell = np.unique(key, return_inverse=True)
    separate = by_class and n_classes > 1
    repeated = len(key) > len(cells)
    raters = np.bincount(sheets.rater, minlength=len(sheets.raters))
    return Layout(
        y=sheets.score - sheets.score.mean(),
        weight=weight,
        cell=cell.astype(np.int64),
        rater=sheets.rater,
        part=sheets.cls if separate else np.zeros(len(key), np.int64),
        cell_ratee=cells // n_classes,
        cell_class=cells % n_classes,
        n_ratees=len(sheets.ratees),
        n_classes=n_classes,
        n_raters=len(sheets.raters),
        n_parts=n_classes if separate else 1,
        free=(n_classes > 1, n_classes == 1 or repeated, bool((raters > 1).any())),
    )


def fitted(
    sheets: Sheets, plan: Plan, *, by_class: bool | None = None, method: Method | None = None
) -> Fit:
    """The joint model by REML: exact where that is cheap, else by Monte Carlo (or as `method` says).

    Sheets with open indicators weigh less: by what the variance between a sheet's own answers adds
    to its mean.
    """
    by_class = plan.residual_by_class if by_class is None else by_class
    weight = np.ones(len(sheets))
    fit = _fitted(sheets, plan, weight, by_class, method)
    if sheets.part.min() < 1.0:
        weight = _weights(sheets, fit)
        fit = _fitted(sheets, plan, weight, by_class, method)
    return fit


def _weights(sheets: Sheets, fit: Fit) -> Floats:
    """The information of each sheet against a whole one."""
    several = sheets.answers > 1
    freedom = (sheets.answers - 1)[several]
    within = float(np.sum(sheets.spread[several] * freedom) / max(freedom.sum(), 1))
    added = within * (1.0 / sheets.answers - 1.0 / sheets.answers.max())
    whole = fit.variances.residual[fit.layout.part]
    return np.asarray(whole / (whole + added))


def _fitted(
    sheets: Sheets, plan: Plan, weight: Floats, by_class: bool, method: Method | None
) -> Fit:
    layout = layout_of(sheets, weight, by_class=by_class)
    small = narrow.fits(layout)
    if method is None:
        method = Method.EXACT if small or exact.cheap(layout) else Method.MONTE_CARLO
    if method is Method.EXACT:
        return _told(sheets, plan, method, _exact(layout, by_raters=small))
    # Only here is SciPy needed: whoever fits a small round does not wait for it.
    from dandang.scoring import carlo

    chance = carlo.Chance.drawn(layout, plan.seed)
    return _told(
        sheets,
        plan,
        method,
        estimated(
            layout,
            start(layout),
            lambda variances, before: carlo.Carlo(layout, chance, variances, before, _SOLVED),
            tolerance=CARLO_TOLERANCE,
        ),
    )


def _exact(layout: Layout, *, by_raters: bool) -> "Estimate[narrow.Narrow] | Estimate[exact.Exact]":
    """By way of the raters where they are few, else by way of the cells."""
    if by_raters:
        return estimated(
            layout,
            start(layout),
            lambda variances, _: narrow.Narrow(layout, variances),
            tolerance=EXACT_TOLERANCE,
        )
    linked = exact.links(layout)
    return estimated(
        layout,
        start(layout),
        lambda variances, _: exact.Exact(layout, linked, variances),
        tolerance=EXACT_TOLERANCE,
    )


def _told(
    sheets: Sheets,
    plan: Plan,
    method: Method,
    found: "Estimate[narrow.Narrow] | Estimate[exact.Exact] | Estimate[Carlo]",
) -> Fit:
    equations = found.equations
    layout, variances, own = equations.layout, equations.variances, equations.own
    weights = class_weights(sheets.classes, plan)
    loads, unseen = _loads(layout, variances, weights)
    few = layout.n_ratees < JOINT_RATEES
    errors = equations.errors(loads, weights, JOINT_DRAWS if few else 0, plan.seed)
    mean = float(sheets.score.mean() + weights @ own.means)
    draws = errors.draws
    if draws is not None and unseen.any():
        chance = np.random.default_rng(plan.seed + 1).standard_normal(draws.shape)
        draws = draws + np.sqrt(unseen)[:, None] * chance
    return Fit(
        mean=mean,
        scores=mean + layout.by_ratee(loads * own.cells),
        own=errors.own + unseen,
        common=errors.common,
        draws=draws,
        severity=own.raters,
        residuals=own.residuals,
        components=_components(sheets, layout, variances),
        true=variances.ratee * float(layout.free[0]) + _of_classes(layout, variances, weights),
        method=method,
        iterations=found.iterations,
        converged=found.converged,
        layout=layout,
        variances=variances,
        loads=loads,
        class_weights=weights,
        means=own.means,
    )


def _of_classes(layout: Layout, variances: Variances, weights: Floats) -> float:
    return variances.cell * float(np.sum(weights**2)) if layout.free[1] else 0.0


def _loads(layout: Layout, variances: Variances, weights: Floats) -> tuple[Floats, Floats]:
    """How much each cell counts in its ratee's score, and the variance that unseen classes add.

    A class that nobody of filled in for a ratee is foretold from the ratee's other classes.
    """
    seen = layout.by_ratee(weights[layout.cell_class])
    unseen = 1.0 - seen
    counts, g = layout.cells_of, variances.coupling(layout)
    one = (1.0 - g * counts) / variances.cell
    foretold = unseen * variances.ratee * one
    loads = weights[layout.cell_class] + foretold[layout.cell_ratee]
    squares = float(np.sum(weights**2)) - layout.by_ratee(weights[layout.cell_class] ** 2)
    left = variances.ratee * (1.0 - variances.ratee * counts * one)
    return loads, np.maximum(unseen**2 * left + variances.cell * squares, 0.0) * (unseen > 1e-12)


def _components(sheets: Sheets, layout: Layout, variances: Variances) -> Components:
    """As told: without classes there is no ratee × class; what cannot be told apart is 0."""
    ratee, cell, rater = (
        value if free else 0.0
        for value, free in zip(variances.vector()[:3].tolist(), layout.free, strict=True)
    )
    if layout.n_classes == 1:
        ratee, cell = cell, 0.0
    separate = layout.n_parts > 1
    counts = np.bincount(layout.part, minlength=layout.n_parts)
    residual = variances.residual.tolist()
    return Components(
        ratee=ratee,
        ratee_class=cell,
        rater=rater,
        residual=float(counts @ variances.residual / counts.sum()),
        residual_of=dict(zip(sheets.classes, residual, strict=True)) if separate else {},
    )
