"""Places (名次) as sure as the data make them: intervals, the top share, bands."""

from dataclasses import dataclass

import numpy as np

from dandang.scoring.fit import Fit
from dandang.scoring.normal import cdf, quantile
from dandang.scoring.sheets import Floats, Ints

_KNOTS = 801
BAND_SIGMAS = 1.96


@dataclass(frozen=True, slots=True)
class Places:
    """Of each ratee among the comparable: place (ties share the better one), the ends of its
    interval, the probability of the top share, and the band, counted from 1 at the top."""

    place: Ints
    low: Ints
    high: Ints
    p_top: Floats
    band: Ints


def places(fit: Fit, groups: Ints, *, top: float, level: float) -> Places:
    """Places within each group; the number of top places is the whole part of `top` × its size."""
    n = len(fit.scores)
    place, low, high, band = (np.zeros(n, np.int64) for _ in range(4))
    p_top = np.zeros(n)
    for group in np.unique(groups):
        at = np.flatnonzero(groups == group)
        scores, own = fit.scores[at], fit.own[at]
        cap = whole_share(top, len(at))
        if fit.draws is not None:
            low[at], high[at], p_top[at] = _by_draws(scores, fit.draws[at], cap, level)
        else:
            low[at], high[at], p_top[at] = _by_grid(scores, np.sqrt(own), cap, level)
        place[at] = ranked(scores)
        band[at] = bands(scores, own)
    return Places(place, np.minimum(low, place), np.maximum(high, place), p_top, band)


def whole_share(top: float, n: int) -> int:
    """The whole part of `top` × n, in integers, so that 0.29 of 100 is 29."""
    return round(top * 1_000_000) * n // 1_000_000


def ranked(scores: Floats) -> Ints:
    """1 for the highest; equal scores (to a millionth) share the better place."""
    rounded = np.round(scores, 6)
    return np.asarray(1 + np.searchsorted(np.sort(-rounded), -rounded, side="left"), np.int64)


def bands(scores: Floats, own: Floats) -> Ints:
    """From the best downwards: all who cannot be told from the band's first, then the next band."""
    order = np.argsort(-scores, kind="stable")
    band = np.zeros(len(scores), np.int64)
    number, first = 0, -1
    for i in order.tolist():
        apart = first < 0 or scores[first] - scores[i] > BAND_SIGMAS * np.sqrt(own[first] + own[i])
        if apart:
            number, first = number + 1, i
        band[i] = number
    return band


def _by_draws(scores: Floats, errors: Floats, cap: int, level: float) -> tuple[Ints, Ints, Floats]:
    """Places counted in joint draws of all true scores."""
    drawn = scores[:, None] - errors
    order = np.argsort(np.argsort(-drawn, axis=0, kind="stable"), axis=0, kind="stable") + 1
    tail = (1.0 - level) / 2.0
    low, high = np.quantile(order, [tail, 1.0 - tail], axis=1)
    return (
        np.floor(low).astype(np.int64),
        np.ceil(high).astype(np.int64),
        np.asarray((order <= cap).mean(axis=1)),
    )


def _by_grid(scores: Floats, sigma: Floats, cap: int, level: float) -> tuple[Ints, Ints, Floats]:
    """Places from the distribution of all true scores, each an independent normal."""
    n, reach = len(scores), 5.0 * sigma.max()
    grid = np.linspace(scores.min() - reach, scores.max() + reach, _KNOTS)
    below = np.mean(cdf((grid - scores[:, None]) / sigma[:, None]), axis=0)
    z = quantile((1.0 + level) / 2.0)
    best = n * (1.0 - np.interp(scores + z * sigma, grid, below))
    worst = n * (1.0 - np.interp(scores - z * sigma, grid, below))
    line = np.interp(1.0 - cap / n, below, grid)
    p_top = cdf((scores - line) / sigma) if cap else np.zeros(n)
    return (
        np.clip(np.floor(best) + 1, 1, n).astype(np.int64),
        np.clip(np.ceil(worst), 1, n).astype(np.int64),
        p_top,
    )
