"""The reliability gate (可靠性门槛): whether these data may be put in order at all, and why not."""

from collections.abc import Iterator, Mapping

import numpy as np

from dandang.scoring.fit import Fit
from dandang.scoring.links import parts
from dandang.scoring.sheets import Ints, Sheets
from dandang.scoring.values import Gate

Reason = tuple[str, Mapping[str, object]]

LEAST_RATERS = 5
LEAST_RATEES = 3
ORDER_G, PLACES_G = 0.70, 0.80
LEAST_OWN_G = 0.50


def reliability(fit: Fit) -> float:
    """G, the generalizability of scores: how much of their spread is the ratees' own; 0 to 1."""
    return max(0.0, 1.0 - float(fit.own.mean()) / fit.true) if fit.true > 0.0 else 0.0


def gate(fit: Fit, sheets: Sheets, groups: Ints) -> tuple[Gate, int, tuple[Reason, ...]]:
    """What may be told, how many parts hang together by no sheet, and each reason that limits it."""
    count, part = parts(sheets.ratee, sheets.rater, len(sheets.ratees), len(sheets.raters))
    found = [*_of_design(fit, sheets, groups, part, count), *_of_fit(fit)]
    worst = Gate.PLACES
    for level, _ in found:
        worst = max(worst, level, key=list(Gate).index)
    return worst, count, tuple(reason for _, reason in found)


def _of_design(
    fit: Fit, sheets: Sheets, groups: Ints, part: Ints, count: int
) -> Iterator[tuple[Gate, Reason]]:
    n_ratees, n_raters = len(sheets.ratees), len(sheets.raters)
    _, repeated, severity = fit.layout.free
    if n_raters < LEAST_RATERS:
        yield Gate.SCORES, ("scoring.gate_raters", {"count": n_raters, "least": LEAST_RATERS})
    if n_ratees < LEAST_RATEES:
        yield Gate.SCORES, ("scoring.gate_ratees", {"count": n_ratees, "least": LEAST_RATEES})
    if not repeated or len(sheets) == fit.layout.n_cells:
        yield Gate.SCORES, ("scoring.gate_no_repeat", {})
    if not severity:
        yield Gate.BANDS, ("scoring.gate_no_severity", {})
    spanning = sum(len(np.unique(part[groups == group])) > 1 for group in np.unique(groups))
    if spanning:
        yield Gate.SCORES, ("scoring.gate_apart", {"parts": count})


def _of_fit(fit: Fit) -> Iterator[tuple[Gate, Reason]]:
    g = reliability(fit)
    if not fit.converged:
        yield Gate.SCORES, ("scoring.gate_not_settled", {"iterations": fit.iterations})
    if g < PLACES_G:
        level = Gate.SCORES if g < ORDER_G else Gate.BANDS
        least = ORDER_G if g < ORDER_G else PLACES_G
        yield level, ("scoring.gate_g", {"g": f"{g:.2f}", "least": f"{least:.2f}"})
    weak = int(np.sum(1.0 - fit.own / fit.true < LEAST_OWN_G)) if fit.true > 0.0 else 0
    if weak and g >= ORDER_G:
        yield Gate.BANDS, ("scoring.gate_own_g", {"count": weak, "least": f"{LEAST_OWN_G:.2f}"})
