"""The composite of every ratee: score of record, what is missing, how sure, and its stars."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from dandang.scoring.composite.entries import Entries
from dandang.scoring.composite.scheme import Leaf, Scheme, require_sound
from dandang.scoring.composite.sources import Draws, Step, Value, value_of
from dandang.scoring.composite.standard import Level, level_of
from dandang.scoring.composite.weighing import Weighed, weigh
from dandang.scoring.rounding import rounded, shown

DRAWS = 4000
LEVEL = 0.90
TOO_LITTLE = "composite.too_little"


@dataclass(frozen=True, slots=True)
class LeafScore:
    """One leaf of one ratee: its value as it came, levelled where the scheme says so, and its share."""

    leaf: Leaf
    value: Value
    level: Level
    levelled: Fraction | None
    share: Fraction

    @property
    def se(self) -> float:
        """The standard error of the levelled value."""
        return self.value.se * float(self.level.slope)

    @property
    def lowest(self) -> Fraction:
        """The least that this leaf can give."""
        return self.level(self.value.low)

    @property
    def highest(self) -> Fraction:
        """The most that this leaf can give."""
        return self.level(self.value.high)


@dataclass(frozen=True, slots=True)
class Composite:
    """The result of one ratee.

    `exact` is unrounded, `record` the score of record, `shown` its digits; all None or empty with a
    `reason`. `low` to `high` holds the true score with 90 % probability as far as the sources state
    their errors; `chances` gives the probability of each number of stars, most stars first.
    """

    ratee: str
    exact: Fraction | None
    record: Fraction | None
    shown: str
    stars: int
    reason: Step | None
    leaves: tuple[LeafScore, ...]
    weighed: Weighed
    se: float
    low: float
    high: float
    chances: tuple[tuple[int, float], ...]

    def leaf(self, code: str) -> LeafScore:
        """One leaf by its code; KeyError for an unknown one."""
        for each in self.leaves:
            if each.leaf.code == code:
                return each
        raise KeyError(code)


def composites(scheme: Scheme, entries: Mapping[str, Entries]) -> tuple[Composite, ...]:
    """One result for each ratee in the order given. Refused: an unsound scheme, entries that do not
    fit their sources."""
    require_sound(scheme)
    values = {
        ratee: {leaf.code: value_of(leaf, came.get(leaf.code)) for leaf in scheme.leaves}
        for ratee, came in entries.items()
    }
    levels = {
        leaf.code: level_of(
            leaf,
            [exact for came in values.values() if (exact := came[leaf.code].exact) is not None],
        )
        for leaf in scheme.leaves
    }
    noise = {
        leaf.code: np.random.default_rng([scheme.seed, i]).standard_normal(DRAWS)
        for i, leaf in enumerate(scheme.leaves)
    }
    return tuple(_composite(scheme, ratee, came, levels, noise) for ratee, came in values.items())


def _composite(
    scheme: Scheme,
    ratee: str,
    values: Mapping[str, Value],
    levels: Mapping[str, Level],
    noise: Mapping[str, Draws],
) -> Composite:
    levelled = {
        code: None if value.exact is None else levels[code](value.exact)
        for code, value in values.items()
    }
    weighed = weigh(scheme, levelled)
    leaves = tuple(
        LeafScore(
            leaf,
            values[leaf.code],
            levels[leaf.code],
            levelled[leaf.code],
            weighed.shares.get(leaf.code, Fraction(0)),
        )
        for leaf in scheme.leaves
    )
    if weighed.exact is None:
        reason = Step(TOO_LITTLE, {"ratee": ratee})
        return Composite(ratee, None, None, "", 0, reason, leaves, weighed, 0.0, 0.0, 0.0, ())
    record = rounded(weighed.exact, scheme.decimals)
    drawn = _drawn(scheme, leaves, noise)
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Composite(
        ratee=ratee,
        exact=weighed.exact,
        record=record,
        shown=shown(weighed.exact, scheme.decimals),
        stars=scheme.stars(record),
        reason=None,
        leaves=leaves,
        weighed=weighed,
        se=float(drawn.std()),
        low=float(low),
        high=float(high),
        chances=_chances(scheme, drawn),
    )


def _drawn(scheme: Scheme, leaves: tuple[LeafScore, ...], noise: Mapping[str, Draws]) -> Draws:
    total = np.zeros(DRAWS)
    for each in leaves:
        if each.share == 0:
            continue
        drawn = each.value.draws(noise[each.leaf.code])
        if each.level.step is not None:
            drawn = np.clip(drawn * float(each.level.slope) + float(each.level.shift), 0.0, 100.0)
        total += float(each.share) * drawn
    return np.asarray(np.clip(total, 0.0, float(scheme.most)), dtype=np.float64)


def reached_from(scheme: Scheme, least: Fraction) -> Fraction:
    """The smallest exact score whose rounded one reaches `least`."""
    unit = Fraction(1, 10**scheme.decimals)
    whole = -(-least // unit)
    return whole * unit - unit / 2


def _chances(scheme: Scheme, drawn: Draws) -> tuple[tuple[int, float], ...]:
    """Each number of stars with the share of draws that reach it and no more; they sum to 1."""
    if not scheme.cuts:
        return ()
    made = []
    above = 0.0
    for cut in scheme.cuts:
        # Draws are floats: a hair below the half unit keeps an exact score on its cut.
        edge = float(reached_from(scheme, cut.least)) - 1e-9
        at_least = float((drawn >= edge).mean())
        made.append((cut.stars, at_least - above))
        above = at_least
    return (*made, (0, 1 - above)) if scheme.cuts[-1].stars > 0 else tuple(made)
