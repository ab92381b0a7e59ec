"""Where REML starts: Henderson's moments, from sums of squares within levels."""

import numpy as np

from dandang.scoring.model import Layout
from dandang.scoring.sheets import Floats, Ints

_LEAST_SHARE = 0.02
_NO_SPREAD = 1e-12


def start(layout: Layout) -> Floats:
    """Moment estimates of all variances, none below a fiftieth of the whole."""
    centred = _centred(layout.y, layout.cell_class[layout.cell], layout.n_classes)
    n = len(centred)
    ratee = layout.cell_ratee[layout.cell]
    of_ratee = np.bincount(ratee, minlength=layout.n_ratees)
    of_cell = np.bincount(layout.cell, minlength=layout.n_cells)
    of_rater = np.bincount(layout.rater, minlength=layout.n_raters)
    squares = np.array(
        [
            _within(centred, ratee, of_ratee),
            _within(centred, layout.cell, of_cell),
            _within(centred, layout.rater, of_rater),
            float(np.sum((centred - centred.mean()) ** 2)),
        ]
    )
    nested = float(np.sum(of_cell**2 / of_ratee[layout.cell_ratee]))
    ratees, cells, raters = layout.n_ratees, layout.n_cells, layout.n_raters
    expected = np.array(
        [
            [0.0, n - nested, n - ratees, n - ratees],
            [0.0, 0.0, n - cells, n - cells],
            [n - raters, n - raters, 0.0, n - raters],
            [n - float(np.sum(c.astype(float) ** 2)) / n for c in (of_ratee, of_cell, of_rater)]
            + [n - 1.0],
        ]
    )
    kept = np.array([*layout.free, True])
    whole = max(float(squares[3]) / max(n - 1, 1), _NO_SPREAD)
    found = np.full(4, 0.0)
    found[kept] = np.linalg.lstsq(expected[:, kept], squares, rcond=None)[0]
    found = np.clip(found, _LEAST_SHARE * whole, whole)
    return np.concatenate([found[:3], np.full(layout.n_parts, found[3])])


def _centred(y: Floats, cls: Ints, n_classes: int) -> Floats:
    counts = np.maximum(np.bincount(cls, minlength=n_classes), 1)
    return np.asarray(y - (np.bincount(cls, y, n_classes) / counts)[cls])


def _within(y: Floats, level: Ints, counts: Ints) -> float:
    sums = np.bincount(level, y, len(counts))
    return float(np.sum(y**2) - np.sum(sums**2 / np.maximum(counts, 1)))
