"""Rounds drawn with a known truth: who was how good, who rated how severely, who acted together."""

from dataclasses import dataclass, replace

import numpy as np

from dandang.scoring.sheets import SCALE, Floats, Ints, Sheets


@dataclass(frozen=True)
class Drawn:
    """Sheets, and the truth behind them: true scores by equal class weights, severity of raters."""

    sheets: Sheets
    truth: Floats
    severity: Floats


def sheets(
    score: Floats, ratee: Ints, rater: Ints, cls: Ints, *, names: int = 0, of_ratees: int = 0
) -> Sheets:
    """Whole sheets of one answer from columns in any order; `names` turns the raters' names round."""
    used, rater = np.unique(rater, return_inverse=True)
    total = np.round(score * SCALE).astype(np.int64)
    order = np.lexsort((rater, cls, ratee))
    n, n_ratees = len(order), max(int(ratee.max()) + 1, of_ratees)
    value = total[order] / SCALE
    return Sheets(
        ratees=tuple(f"虚{i:05d}" for i in range(n_ratees)),
        raters=tuple(f"评{i:05d}" for i in used.tolist()),
        classes=tuple("ABCDEFGH"[: int(cls.max()) + 1]),
        groups=("",),
        ratee=ratee[order],
        rater=rater[order].astype(np.int64),
        cls=cls[order],
        total=total[order],
        weights=np.ones(n, np.int64),
        answers=np.ones(n, np.int64),
        part=np.ones(n),
        least=value,
        most=value,
        spread=np.zeros(n),
        group=np.zeros(n_ratees, np.int64),
        sums=None,
    )


def county(
    seed: int,
    *,
    ratees: int = 300,
    each: tuple[int, ...] = (6, 19, 15, 20),
    raters: int = 600,
    units: int = 10,
    deviations: tuple[float, float, float] = (0.6, 0.28, 0.74),
    residual: tuple[float, ...] = (0.55, 0.85, 0.7, 0.75),
    heavy: bool = False,
    grain: float = 16.0,
) -> Drawn:
    """Ratees rated by `each` raters per class; every second class only from the ratee's own unit.

    `deviations` are those of ratees, ratee × class and raters; scores are rounded to 1/`grain` and
    cut off at 1 and 10. `heavy`: residuals with Student's t of five degrees.
    """
    rng = np.random.default_rng(seed)
    n_classes = len(each)
    merit = rng.normal(0, deviations[0], ratees)
    seen = rng.normal(0, deviations[1], (ratees, n_classes))
    severity = rng.normal(0, deviations[2], raters)
    share = np.array(each) / sum(each)
    class_of = np.searchsorted(np.cumsum(share), (np.arange(raters) + 0.5) / raters)
    unit_of = rng.integers(0, units, raters)
    rows: list[tuple[int, int, int]] = []
    for i in range(ratees):
        for c, count in enumerate(each):
            pool = np.flatnonzero(class_of == c)
            near = pool[unit_of[pool] == i % units]
            pool = near if c % 2 and len(near) >= count else pool
            rows += [(i, int(j), c) for j in rng.choice(pool, min(count, len(pool)), replace=False)]
    ratee, rater, cls = np.array(rows).T
    noise = rng.standard_t(5, len(rows)) / np.sqrt(5 / 3) if heavy else rng.normal(size=len(rows))
    level = np.array([7.6, 7.4, 7.5, 7.8, 7.2])[:n_classes]
    score = level[cls] + merit[ratee] + seen[ratee, cls] + severity[rater]
    score = score + noise * np.array(residual)[cls]
    if grain:
        score = np.clip(np.round(score * grain) / grain, 1, 10)
    truth = level.mean() + merit + seen.mean(axis=1)
    return Drawn(sheets(score, ratee, rater, cls), truth, severity)


def plain(
    seed: int,
    *,
    ratees: int = 40,
    raters: int = 30,
    n: int = 400,
    variance: tuple[float, ...] = (0.3, 0.1, 0.6),
) -> Drawn:
    """Ratings without classes, crossed at random."""
    rng = np.random.default_rng(seed)
    cells = rng.choice(ratees * raters, n, replace=False)
    ratee, rater = cells // raters, cells % raters
    merit = rng.normal(0, variance[0] ** 0.5, ratees)
    severity = rng.normal(0, variance[1] ** 0.5, raters)
    score = 7.0 + merit[ratee] + severity[rater] + rng.normal(0, variance[2] ** 0.5, n)
    none = np.zeros(n, np.int64)
    return Drawn(sheets(score, ratee, rater, none, of_ratees=ratees), 7.0 + merit, severity)


def bent(drawn: Drawn, rows: np.ndarray[tuple[int], np.dtype[np.bool_]], by: float) -> Drawn:
    """The same with `by` added to some sheets, cut off at 1 and 10."""
    total = drawn.sheets.total + np.where(rows, round(by * SCALE), 0)
    total = np.clip(total, SCALE, 10 * SCALE)
    value = total / SCALE
    return replace(drawn, sheets=replace(drawn.sheets, total=total, least=value, most=value))
