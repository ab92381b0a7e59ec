"""The joint crossed model, laid out for solving: y = μ_c + t_ic + b_j + e, t_ic = a_i + d_ic.

A cell is one ratee in one class. Its effect t carries both the ratee and ratee × class; the
prior of one ratee's cells is `K = σ²_d I + σ²_a J`, whose inverse is known in closed form.
"""

from dataclasses import dataclass

import numpy as np

from dandang.scoring.sheets import Floats, Ints


@dataclass(frozen=True, slots=True)
class Layout:
    """Sheets as the equations need them. All sheets of one cell stand together.

    `part` numbers the residual variance of each sheet, `weight` its information against a whole
    sheet's. `free` says which of σ²_a, σ²_d, σ²_b can be told from the rest at all.
    """

    y: Floats
    weight: Floats
    cell: Ints
    rater: Ints
    part: Ints
    cell_ratee: Ints
    cell_class: Ints
    n_ratees: int
    n_classes: int
    n_raters: int
    n_parts: int
    free: tuple[bool, bool, bool]

    @property
    def n_cells(self) -> int:
        """How many ratee × class cells have a sheet."""
        return len(self.cell_ratee)

    @property
    def cells_of(self) -> Ints:
        """How many cells each ratee has."""
        return np.bincount(self.cell_ratee, minlength=self.n_ratees)

    def by_cell(self, values: Floats) -> Floats:
        """Sums over the sheets of each cell."""
        return np.asarray(np.bincount(self.cell, values, self.n_cells), np.float64)

    def by_rater(self, values: Floats) -> Floats:
        """Sums over the sheets of each rater."""
        return np.asarray(np.bincount(self.rater, values, self.n_raters), np.float64)

    def by_ratee(self, of_cells: Floats) -> Floats:
        """Sums over the cells of each ratee."""
        return np.asarray(np.bincount(self.cell_ratee, of_cells, self.n_ratees), np.float64)

    def by_part(self, values: Floats) -> Floats:
        """Sums over the sheets that share a residual variance."""
        return np.asarray(np.bincount(self.part, values, self.n_parts), np.float64)

    def class_columns(self) -> Floats:
        """Cells × classes, 1 where the cell lies in the class."""
        columns = np.zeros((self.n_cells, self.n_classes))
        columns[np.arange(self.n_cells), self.cell_class] = 1.0
        return columns


@dataclass(frozen=True, slots=True)
class Variances:
    """σ² of ratee, ratee × class, rater, and the residual of each part."""

    ratee: float
    cell: float
    rater: float
    residual: Floats

    @classmethod
    def of(cls, values: Floats) -> "Variances":
        """From the vector of all parameters."""
        return cls(float(values[0]), float(values[1]), float(values[2]), values[3:].copy())

    def vector(self) -> Floats:
        """All parameters in one vector."""
        named = np.array([self.ratee, self.cell, self.rater])
        return np.asarray(np.concatenate([named, self.residual]), np.float64)

    def coupling(self, layout: Layout) -> Floats:
        """g of each ratee, with K⁻¹ = (I - g J) / σ²_d."""
        return np.asarray(self.ratee / (self.cell + layout.cells_of * self.ratee))

    def unprior(self, layout: Layout, of_cells: Floats) -> Floats:
        """K⁻¹ times one value per cell."""
        sums = self.coupling(layout) * layout.by_ratee(of_cells)
        return (of_cells - sums[layout.cell_ratee]) / self.cell

    def information(self, layout: Layout) -> Floats:
        """The information of each sheet: its weight over its residual variance."""
        return layout.weight / self.residual[layout.part]


@dataclass(frozen=True, slots=True)
class Solution:
    """Best predictions of one vector of ratings: class means, cells, raters, residuals."""

    means: Floats
    cells: Floats
    raters: Floats
    residuals: Floats


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """What REML needs of the prediction error variance, as sums (exact, or means over draws).

    `sums`: Σ over ratees of 1'K⁻¹CK⁻¹1; `cells`: tr K⁻¹CK⁻¹; `raters`: tr C of raters;
    `sheets`: Σ weight × error variance of the fitted value, by residual part.
    """

    sums: float
    cells: float
    raters: float
    sheets: Floats


@dataclass(frozen=True, slots=True)
class Errors:
    """Error variances of scores: of each ratee against the others, and common to all.

    `draws` (ratees × draws) are joint errors against the others, where they are to be had.
    """

    own: Floats
    common: float
    draws: Floats | None
