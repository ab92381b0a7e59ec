"""The mixed model equations solved exactly: raters eliminated, cells inverted as one matrix."""

from functools import cached_property

import numpy as np

from dandang.scoring.model import Errors, Layout, Solution, Uncertainty, Variances
from dandang.scoring.sheets import Floats, Ints

MOST_CELLS = 1_250
MOST_PAIRS = 25_000_000
_DENSE_FLOPS_PER_PAIR = 150


class Pairs:
    """All pairs of sheets by the same rater; how sheets of different cells hang together."""

    def __init__(self, layout: Layout) -> None:
        order = np.argsort(layout.rater, kind="stable")
        counts = np.bincount(layout.rater, minlength=layout.n_raters)
        ends = np.cumsum(counts)
        of_sheet = counts[layout.rater[order]]
        first = np.repeat(np.arange(len(order)), of_sheet)
        begin = (ends - counts)[layout.rater[order]]
        within = np.arange(len(first)) - np.repeat(np.cumsum(of_sheet) - of_sheet, of_sheet)
        self.one: Ints = order[first]
        self.other: Ints = order[np.repeat(begin, of_sheet) + within]
        self.place = layout.cell[self.one] * layout.n_cells + layout.cell[self.other]
        self.layout = layout

    def product(self, info: Floats, pivot: Floats) -> Floats:
        """A D⁻¹ A' (cells × cells), A the information of each cell by each rater."""
        scaled = info / pivot[self.layout.rater]
        n = self.layout.n_cells
        values = info[self.one] * scaled[self.other]
        return np.asarray(np.bincount(self.place, values, n * n).reshape(n, n), np.float64)

    def across(self, covariance: Floats, info: Floats) -> Floats:
        """For each sheet, the covariance of its cell with the weighted cells of its rater: (Cm A)."""
        values = covariance.ravel()[self.place] * info[self.other]
        return np.asarray(np.bincount(self.one, values, len(info)), np.float64)


class Table:
    """The same by one dense table of cells × raters, where nearly everybody rates everybody."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    def _table(self, info: Floats) -> Floats:
        size = self.layout.n_cells, self.layout.n_raters
        place = self.layout.cell * size[1] + self.layout.rater
        return np.asarray(np.bincount(place, info, size[0] * size[1]).reshape(size), np.float64)

    def product(self, info: Floats, pivot: Floats) -> Floats:
        """A D⁻¹ A', as by pairs."""
        table = self._table(info)
        return np.asarray((table / pivot) @ table.T)

    def across(self, covariance: Floats, info: Floats) -> Floats:
        """(Cm A) at each sheet, as by pairs."""
        product = covariance @ self._table(info)
        return np.asarray(product[self.layout.cell, self.layout.rater])


def cheap(layout: Layout) -> bool:
    """Whether the exact solution costs less than a second or so."""
    cells, raters = layout.n_cells, layout.n_raters
    return cells <= MOST_CELLS and (_pairs(layout) <= MOST_PAIRS or cells * raters <= MOST_PAIRS)


def _pairs(layout: Layout) -> int:
    return int(np.sum(np.bincount(layout.rater, minlength=layout.n_raters) ** 2))


def links(layout: Layout) -> Pairs | Table:
    """The cheaper of the two ways to hold what raters link."""
    dense = layout.n_cells**2 * layout.n_raters
    return Table(layout) if dense < _DENSE_FLOPS_PER_PAIR * _pairs(layout) else Pairs(layout)


class Exact:
    """The equations at one set of variances, inverted."""

    def __init__(self, layout: Layout, linked: Pairs | Table, variances: Variances) -> None:
        self.layout, self.linked, self.variances = layout, linked, variances
        self.info = variances.information(layout)
        self.pivot = layout.by_rater(self.info) + 1.0 / variances.rater
        core = -linked.product(self.info, self.pivot)
        core[np.diag_indices_from(core)] += layout.by_cell(self.info)
        columns = layout.class_columns()
        weighed = core @ columns
        self.inverse = np.linalg.inv(core + self._prior())
        self.shrunk = self.inverse @ weighed
        precision = columns.T @ weighed - weighed.T @ self.shrunk
        self.means_cov = np.linalg.inv(precision)
        self.columns, self.weighed = columns, weighed

    def _prior(self) -> Floats:
        layout, cell = self.layout, self.variances.cell
        n = layout.n_cells
        same = layout.cell_ratee[:, None] == layout.cell_ratee[None, :]
        coupled = np.where(same, -self.variances.coupling(layout)[layout.cell_ratee] / cell, 0.0)
        coupled[np.arange(n), np.arange(n)] += 1.0 / cell
        return np.asarray(coupled)

    @cached_property
    def own(self) -> Solution:
        """Best predictions from the layout's own ratings."""
        return self._one(self.layout.y)

    def solve(self, y: Floats) -> Solution:
        """Best predictions from columns of ratings."""
        found = [self._one(column) for column in y.T]
        return Solution(
            *(
                np.column_stack([getattr(each, name) for each in found])
                for name in ("means", "cells", "raters", "residuals")
            )
        )

    def _one(self, y: Floats) -> Solution:
        layout = self.layout
        told = self.info * y
        of_raters = layout.by_rater(told) / self.pivot
        right = layout.by_cell(told) - layout.by_cell(self.info * of_raters[layout.rater])
        means = self.means_cov @ (self.columns.T @ right - self.shrunk.T @ right)
        cells = self.inverse @ (right - self.weighed @ means)
        level = means[layout.cell_class] + cells
        raters = of_raters - layout.by_rater(self.info * level[layout.cell]) / self.pivot
        residuals = y - level[layout.cell] - raters[layout.rater]
        return Solution(means, cells, raters, residuals)

    def uncertainty(self) -> Uncertainty:
        """The traces of REML, exact."""
        layout, variances = self.layout, self.variances
        g, ratee = variances.coupling(layout), layout.cell_ratee
        of_cells = self.inverse + self.shrunk @ self.means_cov @ self.shrunk.T
        diagonal = np.diag(of_cells)
        same = ratee[:, None] == ratee[None, :]
        inner = np.where(same, of_cells, 0.0).sum(axis=1)
        whole = layout.by_ratee(inner)
        one = (1.0 - g * layout.cells_of) / variances.cell
        trace = diagonal.sum() + np.sum((g * g * layout.cells_of - 2.0 * g) * whole)
        spread = self.columns - self.shrunk
        levels = self.inverse + spread @ self.means_cov @ spread.T
        across = self.linked.across(levels, self.info)
        own = 1.0 / self.pivot + layout.by_rater(self.info * across) / self.pivot**2
        errors = (
            np.diag(levels)[layout.cell]
            + own[layout.rater]
            - 2.0 * across / self.pivot[layout.rater]
        )
        return Uncertainty(
            sums=float(np.sum(one * one * whole)),
            cells=float(trace / variances.cell**2),
            raters=float(own.sum()),
            sheets=layout.by_part(layout.weight * errors),
        )

    def errors(self, loads: Floats, class_weights: Floats, draws: int, seed: int) -> Errors:
        """Error variances of Σ class weight × mean + Σ load × cell, per ratee; `draws` joint errors."""
        layout = self.layout
        table = np.zeros((layout.n_ratees, layout.n_cells))
        table[layout.cell_ratee, np.arange(layout.n_cells)] = loads
        apart = class_weights - table @ self.shrunk
        whole = table @ self.inverse @ table.T + apart @ self.means_cov @ apart.T
        mean = whole.mean(axis=0)
        common = float(mean.mean())
        compared = whole - mean - mean[:, None] + common
        drawn = None
        if draws:
            values, vectors = np.linalg.eigh(compared)
            chance = np.random.default_rng(seed).standard_normal((layout.n_ratees, draws))
            # The symmetric root: the same draws whatever basis the eigenvectors come in.
            drawn = vectors @ (np.sqrt(np.maximum(values, 0.0))[:, None] * (vectors.T @ chance))
        return Errors(np.diag(compared).copy(), common, drawn)
