"""REML: the variances under which the ratings, freed of the class means, are likeliest.

Average information (Gilmour, Thompson and Cullis 1995), with steps that keep every variance
positive; one that falls to nothing is held there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from dandang.scoring.model import Layout, Solution, Uncertainty, Variances
from dandang.scoring.sheets import Floats

_FLOOR = 1e-7
_FALL, _RISE = 0.1, 8.0


class Equations(Protocol):
    """The mixed model equations at one set of variances."""

    layout: Layout
    variances: Variances

    @property
    def own(self) -> Solution:
        """Best predictions from the layout's own ratings."""

    def solve(self, y: Floats) -> Solution:
        """Best predictions from columns of other ratings."""

    def uncertainty(self) -> Uncertainty:
        """The traces of REML."""


E = TypeVar("E", bound=Equations)


@dataclass(frozen=True, slots=True)
class Estimate(Generic[E]):
    """Where REML ended: the equations there, how many steps it took, whether it had settled."""

    equations: E
    iterations: int
    converged: bool


def estimated(
    layout: Layout,
    start: Floats,
    at: Callable[[Variances, E | None], E],
    *,
    tolerance: float,
    most: int = 60,
) -> Estimate[E]:
    """Steps from `start` until no variance moves by more than `tolerance` of itself."""
    least = _FLOOR * float(np.sum(start[:3]) + np.mean(start[3:]))
    held = np.array([not free for free in layout.free] + [False] * layout.n_parts)
    values = np.where(held, least, start)
    equations: E | None = None
    for iteration in range(1, most + 1):
        equations = at(Variances.of(values), equations)
        slope, information = _slope(equations), _information(equations)
        stuck = held | ((values <= least) & (slope <= 0.0))
        new = _stepped(values, slope, information, stuck, least)
        moved = float(np.max(np.abs(new - values)[~stuck] / values[~stuck], initial=0.0))
        values = new
        if moved < tolerance:
            return Estimate(at(Variances.of(values), equations), iteration, True)
    return Estimate(at(Variances.of(values), equations), most, False)


def _stepped(
    values: Floats, slope: Floats, information: Floats, stuck: NDArray[np.bool_], least: float
) -> Floats:
    """One step of average information over the variances that are not stuck."""
    move = ~stuck
    scale = values[move]
    inner = information[np.ix_(move, move)] * scale[:, None] * scale
    inner[np.diag_indices_from(inner)] *= 1.0 + 1e-10
    step = scale * np.linalg.lstsq(inner, slope[move] * scale, rcond=None)[0]
    new = values.copy()
    new[move] = np.clip(values[move] + step, _FALL * scale, _RISE * scale)
    return np.asarray(np.maximum(new, np.where(stuck, values, least)))


def _slope(equations: Equations) -> Floats:
    """The first derivative of the REML log-likelihood by each variance."""
    layout, v, own = equations.layout, equations.variances, equations.own
    missed = equations.uncertainty()
    pulled = v.unprior(layout, own.cells)
    g, counts = v.coupling(layout), layout.cells_of
    one = counts * (1.0 - g * counts) / v.cell
    trace = (counts - g * counts) / v.cell
    squares = layout.by_part(layout.weight * own.residuals**2)
    n_of = np.bincount(layout.part, minlength=layout.n_parts)
    slopes = [
        one.sum() - missed.sums - np.sum(layout.by_ratee(pulled) ** 2),
        trace.sum() - missed.cells - np.sum(pulled**2),
        layout.n_raters / v.rater - (missed.raters + np.sum(own.raters**2)) / v.rater**2,
        *(n_of / v.residual - (missed.sheets + squares) / v.residual**2),
    ]
    return -0.5 * np.array(slopes)


def _information(equations: Equations) -> Floats:
    """½ Q'PQ, Q the working ratings of each variance."""
    layout, v, own = equations.layout, equations.variances, equations.own
    pulled = v.unprior(layout, own.cells)
    working = [
        layout.by_ratee(pulled)[layout.cell_ratee[layout.cell]],
        pulled[layout.cell],
        (own.raters / v.rater)[layout.rater],
        *(
            np.where(layout.part == part, own.residuals / v.residual[part], 0.0)
            for part in range(layout.n_parts)
        ),
    ]
    columns = np.column_stack(working)
    rest = equations.solve(columns).residuals
    return np.asarray(0.5 * columns.T @ (v.information(layout)[:, None] * rest))
