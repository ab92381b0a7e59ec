"""Scores of record of a whole round from its sheets: exact, classes below k pooled."""

from collections import defaultdict
from fractions import Fraction
from functools import cache

import numpy as np

from dandang.scoring.pooling import Classes, pool
from dandang.scoring.record import weighted_mean
from dandang.scoring.sheets import SCALE, Sheets, Sums, whole_weights
from dandang.scoring.values import Plan

Cells = dict[str, tuple[int, int, int]]
"""Of one indicator by class: answers, their sum in millionths, weight that the sum carries."""


def records(sheets: Sheets, plan: Plan) -> tuple[Fraction | None, ...]:
    """The score of record of each ratee; None where all classes together stay below k."""
    told = by_item(sheets, plan)
    weights = {name: Fraction(plan.classes.get(name, 1)) for name in sheets.classes}
    return tuple(_record(sheets.classes, weights, told[i], plan) for i in range(len(sheets.ratees)))


def by_item(sheets: Sheets, plan: Plan) -> dict[int, list[tuple[Fraction, Cells]]]:
    """By ratee: each indicator's weight and its answers by class."""
    told: dict[int, dict[int, Cells]] = defaultdict(lambda: defaultdict(dict))
    if sheets.sums is None:
        key = sheets.ratee * len(sheets.classes) + sheets.cls
        starts = np.flatnonzero(np.diff(key, prepend=-1))
        counts = np.diff(starts, append=len(key))
        totals = np.add.reduceat(sheets.total, starts)
        # Whole sheets: the mean of their totals is the weighted mean over the indicators.
        carried = int(sheets.weights[0])
        for at, n, total in zip(
            key[starts].tolist(), counts.tolist(), totals.tolist(), strict=True
        ):
            ratee, cls = divmod(at, len(sheets.classes))
            told[ratee][0][sheets.classes[cls]] = (n, total, carried)
        return {ratee: [(Fraction(1), cells[0])] for ratee, cells in told.items()}
    return _of_sums(sheets.sums, sheets.classes, plan, told)


def _of_sums(
    sums: Sums, classes: tuple[str, ...], plan: Plan, told: dict[int, dict[int, Cells]]
) -> dict[int, list[tuple[Fraction, Cells]]]:
    columns = (sums.ratee, sums.cls, sums.item, sums.answers, sums.total)
    for ratee, cls, item, n, total in zip(*(each.tolist() for each in columns), strict=True):
        told[ratee][item][classes[cls]] = (n, total, 1)
    weights = [Fraction(weight) for weight in whole_weights(sums.items, plan.items).tolist()]
    return {
        ratee: [(weights[item], cells) for item, cells in sorted(of_items.items())]
        for ratee, of_items in told.items()
    }


def _record(
    classes: Classes, weights: dict[str, Fraction], told: list[tuple[Fraction, Cells]], plan: Plan
) -> Fraction | None:
    seen = [name for name in classes if any(name in cells for _, cells in told)]

    @cache
    def size(part: Classes) -> int:
        return min(sum(cells.get(name, (0, 0, 0))[0] for name in part) for _, cells in told)

    parts = pool(seen, [(name,) for name in seen], size, max(plan.least, 1))
    if not parts:
        return None
    return weighted_mean(
        (
            weight,
            weighted_mean(
                (sum((weights[name] for name in part), Fraction(0)), _mean(cells, part))
                for part in parts
            ),
        )
        for weight, cells in told
    )


def _mean(cells: Cells, part: Classes) -> Fraction:
    """The mean over all answers of a part, in points."""
    found = [cells[name] for name in part if name in cells]
    return Fraction(sum(total for _, total, _ in found), sum(n * w for n, _, w in found) * SCALE)
