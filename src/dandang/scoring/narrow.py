"""The equations solved exactly where raters are few: what they link is a correction of low rank.

Without raters the cells of one ratee hang together only with each other, P = diag(n) + K⁻¹; the
raters subtract A D⁻¹ A'. So the inverse is P⁻¹ + U H U' with U = P⁻¹A and H = (D - A'U)⁻¹.
"""

from functools import cached_property

import numpy as np

from dandang.scoring.model import Errors, Layout, Solution, Uncertainty, Variances
from dandang.scoring.sheets import Floats

MOST_RATERS = 500
MOST_LINKS = 4_000_000


def fits(layout: Layout) -> bool:
    """Whether raters are few enough, and the table of cells × raters small enough."""
    cells, raters = layout.n_cells, layout.n_raters
    return raters <= MOST_RATERS and 2 * raters <= cells and cells * raters <= MOST_LINKS


class Narrow:
    """The equations at one set of variances, inverted by way of the raters."""

    def __init__(self, layout: Layout, variances: Variances) -> None:
        self.layout, self.variances = layout, variances
        self.info = variances.information(layout)
        self.pivot = layout.by_rater(self.info) + 1.0 / variances.rater
        self.by_cell = layout.by_cell(self.info)
        self.inner = 1.0 / (self.by_cell + 1.0 / variances.cell)
        bound = variances.coupling(layout) / variances.cell
        self.bound = bound / (1.0 - bound * layout.by_ratee(self.inner))
        size = layout.n_cells, layout.n_raters
        place = layout.cell * size[1] + layout.rater
        table = np.bincount(place, self.info, size[0] * size[1]).reshape(size)
        self.table: Floats = np.asarray(table, np.float64)
        self.columns = layout.class_columns()
        reach = self._alone(self.table)
        bound_raters = np.diag(self.pivot) - self.table.T @ reach
        self.reach, self.linked = reach, np.asarray(np.linalg.inv(bound_raters), np.float64)
        self.weighed = self.by_cell[:, None] * self.columns - self.table @ (
            (self.table.T @ self.columns) / self.pivot[:, None]
        )
        self.shrunk = self._inverse(self.weighed)
        precision = self.columns.T @ self.weighed - self.weighed.T @ self.shrunk
        self.means_cov: Floats = np.asarray(np.linalg.inv(precision))

    def _alone(self, x: Floats) -> Floats:
        """P⁻¹ times columns over the cells."""
        layout, scaled = self.layout, self.inner[:, None] * x
        return np.asarray(
            scaled
            + self.inner[:, None] * (self.bound[:, None] * self._summed(scaled))[layout.cell_ratee]
        )

    def _summed(self, x: Floats) -> Floats:
        """Columns over the cells, added up by ratee; cells stand in the order of ratees."""
        starts = np.searchsorted(self.layout.cell_ratee, np.arange(self.layout.n_ratees))
        sums = np.add.reduceat(x, np.minimum(starts, len(x) - 1), axis=0)
        return np.asarray(np.where((self.layout.cells_of > 0)[:, None], sums, 0.0))

    def _inverse(self, x: Floats) -> Floats:
        return np.asarray(self._alone(x) + self.reach @ (self.linked @ (self.reach.T @ x)))

    @cached_property
    def own(self) -> Solution:
        """Best predictions from the layout's own ratings."""
        found = self.solve(self.layout.y[:, None])
        return Solution(
            found.means[:, 0], found.cells[:, 0], found.raters[:, 0], found.residuals[:, 0]
        )

    def solve(self, y: Floats) -> Solution:
        """Best predictions from columns of ratings."""
        layout = self.layout
        told = [self.info * column for column in y.T]
        of_raters = np.column_stack([layout.by_rater(each) for each in told]) / self.pivot[:, None]
        right = np.column_stack([layout.by_cell(each) for each in told]) - self.table @ of_raters
        means = self.means_cov @ (self.columns.T @ right - self.shrunk.T @ right)
        cells = self._inverse(right - self.weighed @ means)
        level = means[layout.cell_class] + cells
        raters = of_raters - (self.table.T @ level) / self.pivot[:, None]
        residuals = y - level[layout.cell] - raters[layout.rater]
        return Solution(means, cells, raters, residuals)

    def uncertainty(self) -> Uncertainty:
        """The traces of REML, exact."""
        layout, v = self.layout, self.variances
        g, counts = v.coupling(layout), layout.cells_of
        whole, diagonal = self._blocks(self.shrunk)
        one = (1.0 - g * counts) / v.cell
        trace = diagonal.sum() + np.sum((g * g * counts - 2.0 * g) * whole)
        spread = self.columns - self.shrunk
        _, levels = self._blocks(spread)
        links = self._inverse(self.table) + spread @ (self.means_cov @ (spread.T @ self.table))
        own = 1.0 / self.pivot + np.einsum("ij,ij->j", self.table, links) / self.pivot**2
        across = links[layout.cell, layout.rater] / self.pivot[layout.rater]
        errors = levels[layout.cell] + own[layout.rater] - 2.0 * across
        return Uncertainty(
            sums=float(np.sum(one * one * whole)),
            cells=float(trace / v.cell**2),
            raters=float(own.sum()),
            sheets=layout.by_part(layout.weight * errors),
        )

    def _blocks(self, moved: Floats) -> tuple[Floats, Floats]:
        """Of inverse + moved × cov(means) × moved': sums over each ratee's block, and the diagonal."""
        layout = self.layout
        bound = self.bound[layout.cell_ratee]
        alone = self.inner + self.inner**2 * bound
        diagonal = (
            alone
            + np.einsum("ij,ij->i", self.reach @ self.linked, self.reach)
            + np.einsum("ij,ij->i", moved @ self.means_cov, moved)
        )
        sums = layout.by_ratee(self.inner)
        reach, means = self._summed(self.reach), self._summed(moved)
        whole = (
            sums
            + self.bound * sums**2
            + np.einsum("ij,ij->i", reach @ self.linked, reach)
            + np.einsum("ij,ij->i", means @ self.means_cov, means)
        )
        return whole, diagonal

    def errors(self, loads: Floats, class_weights: Floats, draws: int, seed: int) -> Errors:
        """Error variances of Σ class weight × mean + Σ load × cell, per ratee; `draws` joint errors."""
        layout = self.layout
        alone = layout.by_ratee(self._alone(loads[:, None])[:, 0] * loads)
        reach = self._summed(loads[:, None] * self.reach)
        apart = class_weights - self._summed(loads[:, None] * self.shrunk)
        root = np.hstack([reach @ _root(self.linked), apart @ _root(self.means_cov)])
        centred = root - root.mean(axis=0)
        common = float(np.sum(root.mean(axis=0) ** 2) + alone.mean() / layout.n_ratees)
        own = alone * (1.0 - 2.0 / layout.n_ratees) + alone.mean() / layout.n_ratees
        own = own + np.einsum("ij,ij->i", centred, centred)
        if not draws:
            return Errors(own, common, None)
        rng = np.random.default_rng(seed)
        drawn = np.sqrt(alone)[:, None] * rng.standard_normal((layout.n_ratees, draws))
        drawn += root @ rng.standard_normal((root.shape[1], draws))
        return Errors(own, common, drawn - drawn.mean(axis=0))


def _root(matrix: Floats) -> Floats:
    """The symmetric root of a covariance matrix."""
    values, vectors = np.linalg.eigh(matrix)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0.0)) @ vectors.T)
