"""The mixed model equations solved by conjugate gradients; their traces by perturbed draws.

Perturb and predict: ratings drawn from the model at the present variances are predicted back, and
what the prediction misses has exactly the prediction error variance (Papandreou and Yuille 2010).
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from dandang.scoring.model import Errors, Layout, Solution, Uncertainty, Variances
from dandang.scoring.sheets import Floats, Ints

DRAWS = 16
_MOST_STEPS = 300


@dataclass(frozen=True, slots=True)
class Chance:
    """Standard normal numbers, drawn once: every step of REML sees the same chance."""

    ratees: Floats
    cells: Floats
    raters: Floats
    sheets: Floats

    @classmethod
    def drawn(cls, layout: Layout, seed: int) -> "Chance":
        """The numbers of one seed for one layout."""
        rng = np.random.default_rng(seed)
        sizes = layout.n_ratees, layout.n_cells, layout.n_raters, len(layout.y)
        return cls(*(rng.standard_normal((size, DRAWS)) for size in sizes))


class Operator:
    """The equations of the cells at one set of variances, raters eliminated."""

    def __init__(self, layout: Layout, variances: Variances) -> None:
        self.layout, self.variances = layout, variances
        self.info = info = variances.information(layout)
        self.pivot = layout.by_rater(info) + 1.0 / variances.rater
        self.by_cell = layout.by_cell(info)
        size = layout.n_cells, layout.n_raters
        self.links = csr_array((info, (layout.cell, layout.rater)), shape=size)
        self.back = self.links.T.tocsr()
        self.sum_cells = csr_array(
            (np.ones(layout.n_cells), (layout.cell_ratee, np.arange(layout.n_cells))),
            shape=(layout.n_ratees, layout.n_cells),
        )
        self.coupling = variances.coupling(layout)[:, None]
        own = self.by_cell - layout.by_cell(info * info / self.pivot[layout.rater])
        self.inner = (1.0 / (own + 1.0 / variances.cell))[:, None]
        bound = self.coupling / variances.cell
        sums = self.sum_cells @ self.inner
        self.bound = bound / (1.0 - bound * sums)

    def spread(self, of_ratees: Floats) -> Floats:
        """Values of ratees at their cells."""
        return of_ratees[self.layout.cell_ratee]

    def data(self, x: Floats) -> Floats:
        """What the sheets say, raters eliminated, times columns over the cells."""
        return np.asarray(
            self.by_cell[:, None] * x - self.links @ ((self.back @ x) / self.pivot[:, None])
        )

    def unprior(self, x: Floats) -> Floats:
        """K⁻¹ times columns over the cells."""
        return np.asarray(
            (x - self.spread(self.coupling * (self.sum_cells @ x))) / self.variances.cell
        )

    def near_inverse(self, x: Floats) -> Floats:
        """The inverse with the links between ratees left out, block by block."""
        scaled = self.inner * x
        return scaled + self.inner * self.spread(self.bound * (self.sum_cells @ scaled))

    def inverse(self, right: Floats, guess: Floats, tolerance: float) -> Floats:
        """The equations solved for all columns at once, from a guess."""
        x = guess.copy()
        rest = right - self.data(x) - self.unprior(x)
        scale = np.maximum(np.einsum("ij,ij->j", right, right), 1e-300)
        z = self.near_inverse(rest)
        along, gain = z.copy(), np.einsum("ij,ij->j", rest, z)
        for _ in range(_MOST_STEPS):
            if np.all(np.einsum("ij,ij->j", rest, rest) <= tolerance**2 * scale):
                break
            image = self.data(along) + self.unprior(along)
            pace = gain / np.maximum(np.einsum("ij,ij->j", along, image), 1e-300)
            x += pace * along
            rest -= pace * image
            z = self.near_inverse(rest)
            new = np.einsum("ij,ij->j", rest, z)
            along *= new / np.maximum(gain, 1e-300)
            along += z
            gain = new
        return x

    def right(self, y: Floats) -> Floats:
        """The right-hand side of columns of ratings."""
        return np.asarray(self.of_cells(y) - self.links @ (self.of_raters(y) / self.pivot[:, None]))

    def of_cells(self, y: Floats) -> Floats:
        """Informed sums of columns of ratings over the sheets of each cell."""
        return _summed(self.info[:, None] * y, self.layout.cell, self.layout.n_cells)

    def of_raters(self, y: Floats) -> Floats:
        """Informed sums of columns of ratings over the sheets of each rater."""
        return _summed(self.info[:, None] * y, self.layout.rater, self.layout.n_raters)


def _summed(values: Floats, at: Ints, size: int) -> Floats:
    """Rows of `values` added up by `at`."""
    adder = csr_array((np.ones(len(at)), (at, np.arange(len(at)))), shape=(size, len(at)))
    return np.asarray(adder @ values)


class Carlo:
    """The equations at one set of variances, solved for the ratings and for draws together.

    `before` is the same at earlier variances, whose solutions are the guess.
    """

    def __init__(
        self,
        layout: Layout,
        chance: Chance,
        variances: Variances,
        before: "Carlo | None",
        tolerance: float,
    ) -> None:
        self.layout, self.variances, self.tolerance = layout, variances, tolerance
        self.operator = operator = Operator(layout, variances)
        self.columns = layout.class_columns()
        self.weighed = operator.data(self.columns)
        self._draw(chance)
        drawn = self._drawn_cells[layout.cell] + self._drawn_raters[layout.rater] + self._noise
        rated = np.column_stack([layout.y, drawn])
        right = np.column_stack([operator.right(rated), self.weighed])
        guess: Floats = np.zeros_like(right) if before is None else before.solved
        self.solved: Floats = operator.inverse(right, guess, tolerance)
        self.shrunk = self.solved[:, rated.shape[1] :]
        precision = self.columns.T @ self.weighed - self.weighed.T @ self.shrunk
        self.means_cov = np.linalg.inv(precision)
        count = rated.shape[1]
        self.found = self._finished(rated, right[:, :count], self.solved[:, :count])

    def _draw(self, chance: Chance) -> None:
        layout, v = self.layout, self.variances
        self._drawn_cells = (
            np.sqrt(v.ratee) * chance.ratees[layout.cell_ratee] + np.sqrt(v.cell) * chance.cells
        )
        self._drawn_raters = np.sqrt(v.rater) * chance.raters
        self._noise = chance.sheets / np.sqrt(self.operator.info)[:, None]

    def _finished(self, y: Floats, right: Floats, raw: Floats) -> Solution:
        layout, operator = self.layout, self.operator
        means = self.means_cov @ (self.columns.T @ right - self.weighed.T @ raw)
        cells = raw - self.shrunk @ means
        level = means[layout.cell_class] + cells
        raters = (operator.of_raters(y) - operator.back @ level) / operator.pivot[:, None]
        residuals = y - level[layout.cell] - raters[layout.rater]
        return Solution(means, cells, raters, residuals)

    def solve(self, y: Floats) -> Solution:
        """Best predictions from columns of ratings."""
        right = self.operator.right(y)
        raw = self.operator.inverse(right, np.zeros_like(right), self.tolerance)
        return self._finished(y, right, raw)

    @property
    def own(self) -> Solution:
        """Best predictions from the layout's own ratings."""
        f = self.found
        return Solution(f.means[:, 0], f.cells[:, 0], f.raters[:, 0], f.residuals[:, 0])

    def uncertainty(self) -> Uncertainty:
        """The traces of REML, as means over the draws."""
        layout, found = self.layout, self.found
        cells = self.operator.unprior(found.cells[:, 1:] - self._drawn_cells)
        raters = found.raters[:, 1:] - self._drawn_raters
        fitted = self._noise - found.residuals[:, 1:]
        return Uncertainty(
            sums=float(np.sum((self.operator.sum_cells @ cells) ** 2) / DRAWS),
            cells=float(np.sum(cells**2) / DRAWS),
            raters=float(np.sum(raters**2) / DRAWS),
            sheets=layout.by_part(layout.weight * np.mean(fitted**2, axis=1)),
        )

    def errors(self, loads: Floats, class_weights: Floats, draws: int, seed: int) -> Errors:
        """Error variances per ratee: in closed form for one ratee alone, scaled by one factor to what
        the draws miss; what is common to all from one more solution. No joint draws."""
        del draws, seed
        layout, operator = self.layout, self.operator
        share = (loads / layout.n_ratees)[:, None]
        solved = operator.inverse(share, np.zeros_like(share), self.tolerance)
        apart = class_weights - (share.T @ self.shrunk)[0]
        common = float((share.T @ solved)[0, 0] + apart @ self.means_cov @ apart)
        alone = operator.near_inverse(loads[:, None])[:, 0] * loads
        near = layout.by_ratee(alone)
        missed = operator.sum_cells @ (
            loads[:, None] * (self.found.cells[:, 1:] - self._drawn_cells)
        )
        missed = missed - missed.mean(axis=0)
        return Errors(near * float(np.mean(missed**2) / np.mean(near)), common, None)
