"""Sheets that look wrong (异常): proposed with evidence, never set aside here.

Severity is no anomaly: the model takes it out. What is looked for is what the model cannot take
out: answers that follow no ratee, and raters who act together. Every rule asks how often honest
raters would look the same by chance, and stays silent where that is not rare.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import exp, lgamma, log

import numpy as np
from numpy.typing import NDArray

from dandang.scoring.again import huber
from dandang.scoring.fit import Fit
from dandang.scoring.normal import quantile
from dandang.scoring.sheets import Floats, Ints, Sheets
from dandang.scoring.values import AnomalyKind

CONSTANT_SHARE, LEAST_SHEETS, LEAST_ANSWERS = 0.80, 2, 4
LEAST_SINGLE = 8
OUTFIT, LEAST_OUTFIT_SHEETS = 4.0, 3
EACH_BEYOND, PLAIN, JOINED, LEAST_BLOC = 0.5, (4.0, 3.0), 3.0, 4
HIGH, HONEST_SHARE = 2.0, 0.25
CHANCE = 0.05
MOST_TABLE = 4_000_000
RARE = 1e-5


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Raters who look wrong, the sheets concerned, and the evidence: a code with its values.

    `lifted` and `sunk` number the ratees of a bloc.
    """

    kind: AnomalyKind
    raters: tuple[int, ...]
    lifted: tuple[int, ...]
    sunk: tuple[int, ...]
    sheets: NDArray[np.bool_]
    code: str
    values: Mapping[str, object]


def suspicions(sheets: Sheets, fit: Fit) -> tuple[Suspicion, ...]:
    """All that looks wrong in a round, straight-lining first, then erratic raters, then blocs."""
    straight = tuple(_straight(sheets))
    agreed = huber(fit, lambda residuals: _scale(residuals, sheets.cls))
    z = agreed / _scale(agreed, sheets.cls)
    known = {rater for each in straight for rater in each.raters}
    erratic = tuple(_erratic(sheets, z, known))
    known |= {rater for each in erratic for rater in each.raters}
    z = np.where(np.isin(sheets.rater, sorted(known)), 0.0, z)
    return (*straight, *erratic, *_blocs(sheets, z))


def _scale(residuals: Floats, cls: Ints) -> Floats:
    """The robust standard deviation of the residuals of each sheet's class."""
    scale = np.ones(int(cls.max()) + 1)
    for each in np.unique(cls):
        inside = np.abs(residuals[cls == each])
        scale[each] = max(1.4826 * float(np.median(inside)), 1e-9)
    return np.asarray(scale[cls])


def _straight(sheets: Sheets) -> Iterator[Suspicion]:
    n = len(sheets.raters)
    several = sheets.answers >= LEAST_ANSWERS
    counts = np.bincount(sheets.rater[several], minlength=n)
    flat = several & (sheets.least == sheets.most)
    constant = np.bincount(sheets.rater[flat], minlength=n)
    usual = float(flat.sum() / max(several.sum(), 1))
    wanted = (counts >= LEAST_SHEETS) & (constant >= CONSTANT_SHARE * counts)
    for rater in np.flatnonzero(wanted).tolist():
        # The share among the others: a house where all fill in alike accuses nobody.
        others = max(
            (flat.sum() - constant[rater]) / max(several.sum() - counts[rater], 1), usual / 10
        )
        if _binomial_tail(int(constant[rater]), int(counts[rater]), float(others)) < 1e-3:
            yield Suspicion(
                AnomalyKind.STRAIGHT, (rater,), (), (), sheets.rater == rater,
                "scoring.straight",
                {"flat": int(constant[rater]), "sheets": int(counts[rater])},
            )  # fmt: skip
    yield from _same_for_all(sheets)


def _same_for_all(sheets: Sheets) -> Iterator[Suspicion]:
    """Where sheets hold one answer: a rater who gave everybody the same."""
    if sheets.answers.max() > 1:
        return
    n = len(sheets.raters)
    least, most = np.full(n, np.inf), np.full(n, -np.inf)
    np.minimum.at(least, sheets.rater, sheets.least)
    np.maximum.at(most, sheets.rater, sheets.most)
    counts = np.bincount(sheets.rater, minlength=n)
    shares = np.unique(sheets.total, return_counts=True)[1] / len(sheets)
    for rater in np.flatnonzero((counts >= LEAST_SINGLE) & (least == most)).tolist():
        if float(np.sum(shares ** counts[rater])) < 1e-3:
            yield Suspicion(
                AnomalyKind.STRAIGHT, (rater,), (), (), sheets.rater == rater,
                "scoring.same_for_all", {"sheets": int(counts[rater])},
            )  # fmt: skip


def _erratic(sheets: Sheets, z: Floats, known: set[int]) -> Iterator[Suspicion]:
    counts = np.bincount(sheets.rater, minlength=len(sheets.raters))
    outfit = np.bincount(sheets.rater, z**2, len(sheets.raters)) / np.maximum(counts, 1)
    rare = quantile(1.0 - RARE)
    part = 2.0 / (9.0 * np.maximum(counts, 1))
    # Wilson and Hilferty: where a mean of squares would lie once in a hundred thousand raters.
    beyond = np.maximum((1.0 - part + rare * np.sqrt(part)) ** 3, OUTFIT)
    for rater in np.flatnonzero((counts >= LEAST_OUTFIT_SHEETS) & (outfit > beyond)).tolist():
        if rater not in known:
            yield Suspicion(
                AnomalyKind.ERRATIC, (rater,), (), (), sheets.rater == rater,
                "scoring.erratic",
                {"outfit": f"{outfit[rater]:.1f}", "sheets": int(counts[rater])},
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Bloc:
    """A bloc on its way to a suspicion; `seen` members are plain, `expected` would be by chance."""

    kind: AnomalyKind
    members: tuple[int, ...]
    lifted: tuple[int, ...]
    sunk: tuple[int, ...]
    seen: int
    expected: float

    def suspicion(self, sheets: Sheets) -> Suspicion:
        """With the members' sheets on those lifted and sunk, and no others."""
        concerned = np.isin(sheets.rater, self.members)
        concerned &= np.isin(sheets.ratee, [*self.lifted, *self.sunk])
        values = {
            "count": len(self.members),
            "seen": self.seen,
            "expected": f"{self.expected:.2f}",
            "lifted": "、".join(sheets.ratees[i] for i in self.lifted),
            "sunk": "、".join(sheets.ratees[i] for i in self.sunk),
        }
        code = f"scoring.{self.kind}"
        return Suspicion(self.kind, self.members, self.lifted, self.sunk, concerned, code, values)


def _blocs(sheets: Sheets, z: Floats) -> Iterator[Suspicion]:
    for found in _found_blocs(sheets, z):
        yield found.suspicion(sheets)


def _found_blocs(sheets: Sheets, z: Floats) -> Iterator[_Bloc]:
    """Pairs of ratees whom the same raters lift and sink, or lift together; then single lifts."""
    taken: set[int] = set()
    for one, other, seen, expected in _pairs(sheets, z, sign=-1.0):
        members = _members(sheets, z, one, other, sign=-1.0)
        taken |= {one}
        yield _Bloc(AnomalyKind.BLOC, members, (one,), (other,), seen, expected)
    for one, other, seen, expected in _pairs(sheets, z, sign=1.0):
        if one < other and not {one, other} <= taken:
            members = _members(sheets, z, one, other, sign=1.0)
            taken |= {one, other}
            yield _Bloc(AnomalyKind.LIFT, members, (one, other), (), seen, expected)
    for one, members, expected in _single_lifts(sheets, z):
        if one not in taken:
            yield _Bloc(AnomalyKind.LIFT, members, (one,), (), len(members), expected)


def _pairs(sheets: Sheets, z: Floats, *, sign: float) -> Iterator[tuple[int, int, int, float]]:
    """Pairs of ratees whom more raters put far apart (or, with `sign` 1, high together) than chance
    would bring anywhere in the round, the plainest first: few of them by 4, or more of them by 3."""
    n_ratees = len(sheets.ratees)
    left, right = _far(sheets, z, sign * z)
    together = z[left] + sign * z[right]
    key = sheets.ratee[left] * n_ratees + sheets.ratee[right]
    together[sheets.ratee[left] == sheets.ratee[right]] = 0.0
    overlap = np.zeros(0, np.int64)
    told: set[int] = set()
    for level in PLAIN:
        keys, shared = np.unique(key[together > level], return_counts=True)
        if not (shared >= LEAST_BLOC).any():
            continue
        overlap = overlap if len(overlap) else _overlap(sheets)
        rate = float(shared.sum() / overlap.sum())
        least = _least_shared(overlap[overlap > 0], rate)
        order = np.argsort(-shared, kind="stable")
        for i in order[shared[order] >= least].tolist():
            if int(keys[i]) not in told:
                told.add(int(keys[i]))
                above, below = divmod(int(keys[i]), n_ratees)
                yield above, below, int(shared[i]), float(rate * overlap[keys[i]])


def _far(sheets: Sheets, z: Floats, other: Floats) -> tuple[Ints, Ints]:
    """Pairs of sheets by the same rater, both beyond a half, one of them beyond half of the lowest
    level: no other pair can reach it."""
    half = PLAIN[-1] / 2.0
    ups, others = np.flatnonzero(z > EACH_BEYOND), np.flatnonzero(other > EACH_BEYOND)
    high, low = ups[z[ups] > half], ups[z[ups] <= half]
    one, by_one = joined(sheets.rater, high, others)
    two, by_two = joined(sheets.rater, low, others[other[others] > half])
    return np.concatenate([one, two]), np.concatenate([by_one, by_two])


def _overlap(sheets: Sheets) -> Ints:
    """How many raters each ordered pair of ratees shares (a square, laid out in one row)."""
    n_ratees, n_raters = len(sheets.ratees), len(sheets.raters)
    if n_ratees * n_raters <= MOST_TABLE:
        met = np.zeros((n_ratees, n_raters), np.float32)
        met[sheets.ratee, sheets.rater] = 1.0
        shared = met @ met.T
        np.fill_diagonal(shared, 0.0)
        return np.asarray(shared.ravel(), np.int64)
    everything = np.arange(len(sheets))
    one, other = joined(sheets.rater, everything, everything)
    apart = one != other
    key = sheets.ratee[one[apart]] * n_ratees + sheets.ratee[other[apart]]
    return np.asarray(np.bincount(key, minlength=n_ratees**2), np.int64)


def joined(rater: Ints, first: Ints, second: Ints) -> tuple[Ints, Ints]:
    """Every pair of a sheet in `first` and a sheet in `second` by the same rater."""
    second = second[np.argsort(rater[second], kind="stable")]
    begin = np.searchsorted(rater[second], rater[first], side="left")
    counts = np.searchsorted(rater[second], rater[first], side="right") - begin
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(first, counts), second[np.repeat(begin, counts) + within]


def _least_shared(overlap: Ints, rate: float) -> int:
    """How many raters must be shared so that chance brings no such pair in twenty rounds."""
    sizes, pairs = np.unique(overlap, return_counts=True)
    least = LEAST_BLOC
    while (
        sum(
            poisson_tail(least, rate * size) * count
            for size, count in zip(sizes.tolist(), pairs.tolist(), strict=True)
        )
        >= CHANCE
    ):
        least += 1
    return least


def _both(sheets: Sheets, one: int, other: int) -> Ints:
    return np.intersect1d(sheets.rater[sheets.ratee == one], sheets.rater[sheets.ratee == other])


def _members(sheets: Sheets, z: Floats, one: int, other: int, *, sign: float) -> tuple[int, ...]:
    """Who of the raters of both goes further apart (or, with `sign` 1, higher together) than 3."""
    both = _both(sheets, one, other)
    total = np.zeros(len(sheets.raters))
    at, against = sheets.ratee == one, sheets.ratee == other
    total[sheets.rater[at]] += z[at]
    total[sheets.rater[against]] += sign * z[against]
    return tuple(both[total[both] > JOINED].tolist())


def _single_lifts(sheets: Sheets, z: Floats) -> Iterator[tuple[int, tuple[int, ...], float]]:
    """Ratees with far more very high sheets than others have, where few of them can be honest."""
    n_ratees = len(sheets.ratees)
    high = z > HIGH
    counts = np.bincount(sheets.ratee[high], minlength=n_ratees)
    sheets_of = np.bincount(sheets.ratee, minlength=n_ratees)
    rate = high.sum() / len(sheets)
    for ratee in np.flatnonzero(counts >= LEAST_BLOC).tolist():
        expected = float(rate * sheets_of[ratee])
        rare = poisson_tail(int(counts[ratee]), expected) * n_ratees < CHANCE
        if rare and expected <= HONEST_SHARE * counts[ratee]:
            raters = sheets.rater[high & (sheets.ratee == ratee)]
            yield ratee, tuple(sorted(raters.tolist())), expected


def poisson_tail(least: int, expected: float) -> float:
    """The probability of `least` or more where `expected` are to be expected."""
    if expected <= 0.0:
        return 0.0
    below = sum(exp(k * log(expected) - expected - lgamma(k + 1)) for k in range(least))
    if below < 0.999_999:
        return 1.0 - below
    return sum(exp(k * log(expected) - expected - lgamma(k + 1)) for k in range(least, least + 60))


def _binomial_tail(least: int, n: int, p: float) -> float:
    """The probability of `least` or more of `n`, each with probability `p` above 0."""
    if p >= 1.0:
        return 1.0
    return sum(
        exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(p) + (n - k) * log(1.0 - p))
        for k in range(least, n + 1)
    )
