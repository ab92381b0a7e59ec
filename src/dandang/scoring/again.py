"""The same components, other sheets: predictions anew without a new search for variances.

For halves of a round, for a round without some sheets, for ratings bent towards the model.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dandang.scoring.fit import Fit
from dandang.scoring.model import Layout, Solution, Variances
from dandang.scoring.sheets import Floats

_TOLERANCE = 1e-7
_MOST_STEPS = 400
_BENT_TIMES, _BEYOND = 4, 1.345


class Again:
    """The equations of some sheets at fixed variances, raters eliminated, one vector at a time."""

    def __init__(self, layout: Layout, variances: Variances) -> None:
        self.layout, self.variances = layout, variances
        self.info = variances.information(layout)
        self.pivot = layout.by_rater(self.info) + 1.0 / variances.rater
        self.by_cell = layout.by_cell(self.info)
        own = self.by_cell - layout.by_cell(self.info**2 / self.pivot[layout.rater])
        self.inner = 1.0 / (own + 1.0 / variances.cell)
        bound = variances.coupling(layout) / variances.cell
        self.bound = bound / (1.0 - bound * layout.by_ratee(self.inner))

    def right(self, y: Floats) -> Floats:
        """The right-hand side of one vector of ratings."""
        layout, told = self.layout, self.info * y
        of_raters = layout.by_rater(told) / self.pivot
        return np.asarray(layout.by_cell(told) - self._back(of_raters))

    def _back(self, of_raters: Floats) -> Floats:
        return self.layout.by_cell(self.info * of_raters[self.layout.rater])

    def data(self, x: Floats) -> Floats:
        """What the sheets say, raters eliminated, times one vector over the cells."""
        layout = self.layout
        met = layout.by_rater(self.info * x[layout.cell]) / self.pivot
        return np.asarray(self.by_cell * x - self._back(met))

    def _near_inverse(self, x: Floats) -> Floats:
        layout, scaled = self.layout, self.inner * x
        sums = self.bound * layout.by_ratee(scaled)
        return np.asarray(scaled + self.inner * sums[layout.cell_ratee])

    def inverse(self, right: Floats) -> Floats:
        """The equations solved by conjugate gradients."""
        layout, variances = self.layout, self.variances
        x, rest = np.zeros_like(right), right.copy()
        z = self._near_inverse(rest)
        along, gain = z, float(rest @ z)
        enough = _TOLERANCE**2 * max(gain, 1e-300)
        for _ in range(_MOST_STEPS):
            if gain <= enough:
                break
            image = self.data(along) + variances.unprior(layout, along)
            pace = gain / float(along @ image)
            x = x + pace * along
            rest = rest - pace * image
            z = self._near_inverse(rest)
            new = float(rest @ z)
            along, gain = z + (new / gain) * along, new
        return np.asarray(x)

    def solve(self, y: Floats, means: Floats) -> Solution:
        """Best predictions from one vector of ratings, the class means taken as known."""
        layout = self.layout
        rest = y - means[layout.cell_class][layout.cell]
        cells = self.inverse(self.right(rest))
        apart = rest - cells[layout.cell]
        raters = layout.by_rater(self.info * apart) / self.pivot
        return Solution(means, cells, raters, apart - raters[layout.rater])


def part_of(layout: Layout, kept: NDArray[np.bool_]) -> Layout:
    """The layout of some of the sheets; cells and raters keep their numbers."""
    return replace(
        layout,
        y=layout.y[kept],
        weight=layout.weight[kept],
        cell=layout.cell[kept],
        rater=layout.rater[kept],
        part=layout.part[kept],
    )


def scores_without(fit: Fit, left_out: NDArray[np.bool_]) -> Floats:
    """Scores with some sheets set aside, at the same components; a ratee left with none: the mean."""
    layout = part_of(fit.layout, ~left_out)
    found = Again(layout, fit.variances).solve(layout.y, fit.means)
    return np.asarray(fit.mean + layout.by_ratee(fit.loads * found.cells))


def split_half(fit: Fit, seed: int) -> float | None:
    """Split-half reliability (分半信度), Spearman–Brown, a mean over random halves of each cell.

    None where too few ratees have two sheets in a cell.
    """
    layout = fit.layout
    times = 10 if len(layout.y) <= 10_000 else 3
    counts = np.bincount(layout.cell, minlength=layout.n_cells)
    both = layout.by_ratee((counts >= 2).astype(float)) == layout.cells_of
    if both.sum() < 3:
        return None
    rng = np.random.default_rng(seed)
    starts = np.cumsum(counts) - counts
    found = []
    for _ in range(times):
        order = np.lexsort((rng.random(len(layout.y)), layout.cell))
        place = np.empty(len(order), np.int64)
        place[order] = np.arange(len(order)) - starts[layout.cell[order]]
        first = (place + rng.integers(0, 2, layout.n_cells)[layout.cell]) % 2 == 0
        one, other = (_half(fit, kept)[both] for kept in (first, ~first))
        if one.std() == 0.0 or other.std() == 0.0:
            return None
        r = float(np.corrcoef(one, other)[0, 1])
        found.append(2.0 * r / (1.0 + r) if r > 0.0 else 0.0)
    return float(np.mean(found))


def _half(fit: Fit, kept: NDArray[np.bool_]) -> Floats:
    layout = part_of(fit.layout, kept)
    cells = Again(layout, fit.variances).solve(layout.y, fit.means).cells
    return layout.by_ratee(fit.loads * cells)


def huber(fit: Fit, scale: Callable[[Floats], Floats]) -> Floats:
    """Residuals from what most raters agree on: those beyond 1.345 of their `scale` are drawn in and
    the fit repeated, four times."""
    layout = fit.layout
    again = Again(layout, fit.variances)
    residuals = fit.residuals
    for _ in range(_BENT_TIMES):
        width = _BEYOND * scale(residuals)
        bent = layout.y - residuals + np.clip(residuals, -width, width)
        residuals = layout.y - bent + again.solve(bent, fit.means).residuals
    return residuals
