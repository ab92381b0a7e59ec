"""From an entry to a value between 0 and 100, exact, with the draws of what it may truly be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from dandang.scoring.composite.entries import (
    Answers,
    Entry,
    Fact,
    Facts,
    Marks,
    NotIn,
    Rated,
    Reached,
)
from dandang.scoring.composite.scheme import (
    FULL,
    Exam,
    Feedback,
    Leaf,
    Points,
    Ratings,
    Source,
    Target,
)
from dandang.terms.refusal import Refusal

NOT_IN = "composite.not_in"
TOO_FEW = "composite.too_few_answers"
Draws = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of arithmetic on the way to a value: a code of the sentences and its blanks."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Value:
    """The value of one leaf for one ratee, `count` answers behind it; None with a reason.

    `se` is the standard error before any limit; 0 where the entry is taken as exact. A value is
    `low` to `high` at most; draws beyond are cut off there as the value itself would be.
    """

    exact: Fraction | None
    se: float = 0.0
    count: int = 0
    low: Fraction = Fraction(0)
    high: Fraction = FULL
    middle: Fraction = Fraction(0)
    reason: Step | None = None
    steps: tuple[Step, ...] = ()

    def draws(self, noise: Draws) -> Draws:
        """Values as they may truly be, from standard normal `noise`."""
        drawn = float(self.middle) + self.se * noise
        return np.asarray(np.clip(drawn, float(self.low), float(self.high)), dtype=np.float64)


def value_of(leaf: Leaf, entry: Entry | None) -> Value:
    """What `entry` is worth at this leaf. Refused: an entry of another kind than the source, or
    outside what its source can give."""
    if entry is None or isinstance(entry, NotIn):
        reason = Step(NOT_IN, {"part": leaf.name, "reason": (entry and entry.reason) or "—"})
        low, high = range_of(leaf.source)
        return Value(None, low=low, high=high, reason=reason)
    match leaf.source, entry:
        case Ratings() as ratings, Rated():
            return _rated(leaf, ratings, entry)
        case Target() as target, Reached():
            return _reached(target, entry)
        case Points() as points, Facts():
            return _facts(points, entry.facts)
        case Exam() as test, Marks():
            return _marks(leaf, test, entry)
        case Feedback() as feedback, Answers():
            return _answers(leaf, feedback, entry)
        case _:
            raise Refusal("composite.other_kind", part=leaf.name)


def range_of(source: Source) -> tuple[Fraction, Fraction]:
    """The least and the most that a source can give."""
    match source:
        case Points():
            return source.least, source.most
        case Target():
            return Fraction(0), source.most
        case Feedback():
            return min(source.values.values()), max(source.values.values())
        case _:
            return Fraction(0), FULL


def limited(value: Fraction, low: Fraction, high: Fraction) -> Fraction:
    """`value` kept within `low` and `high`."""
    return min(max(value, low), high)


def _made(source: Source, middle: Fraction, se: float, *steps: Step, count: int = 0) -> Value:
    low, high = range_of(source)
    exact = limited(middle, low, high)
    if exact != middle:
        steps = (*steps, Step("composite.step_limited", {"low": low, "high": high}))
    return Value(exact, se, count, low, high, middle, None, steps)


def _rated(leaf: Leaf, source: Ratings, entry: Rated) -> Value:
    if not source.low <= entry.score <= source.high:
        raise Refusal("composite.outside", part=leaf.name, said=str(entry.score))
    width = source.high - source.low
    values = {"score": entry.score, "low": source.low, "width": width, "count": entry.count}
    return _made(
        source,
        (entry.score - source.low) * FULL / width,
        entry.se * float(FULL / width),
        Step("composite.step_rated", values),
        count=entry.count,
    )


def _reached(source: Target, entry: Reached) -> Value:
    width = source.goal - source.floor
    values = {"amount": entry.amount, "floor": source.floor, "width": width}
    return _made(
        source,
        (entry.amount - source.floor) * FULL / width,
        entry.se * abs(float(FULL / width)),
        Step("composite.step_reached", values),
    )


def _facts(source: Points, facts: Sequence[Fact]) -> Value:
    kinds: dict[str, list[Fact]] = {}
    for fact in facts:
        kinds.setdefault(fact.kind, []).append(fact)
    total = source.base
    steps = [Step("composite.step_base", {"base": source.base})]
    for kind, members in kinds.items():
        earned = sum((fact.points for fact in members), Fraction(0))
        cap = source.caps.get(kind)
        counted = earned if cap is None else limited(earned, -cap, cap)
        steps += [
            Step("composite.step_fact", {"fact": fact.name, "points": fact.points})
            for fact in members
        ]
        if counted != earned:
            values = {"kind": kind, "earned": earned, "counted": counted}
            steps.append(Step("composite.step_capped", values))
        total += counted
    return _made(source, total, 0.0, *steps, count=len(facts))


def _marks(leaf: Leaf, source: Exam, entry: Marks) -> Value:
    if not 0 <= entry.marks <= source.full_marks:
        raise Refusal("composite.outside", part=leaf.name, said=str(entry.marks))
    return _made(
        source,
        entry.marks * FULL / source.full_marks,
        entry.se * float(FULL / source.full_marks),
        Step("composite.step_marks", {"marks": entry.marks, "full": source.full_marks}),
    )


def _answers(leaf: Leaf, source: Feedback, entry: Answers) -> Value:
    if any(count < 0 for count in entry.counts.values()):
        raise Refusal("composite.outside", part=leaf.name, said=str(min(entry.counts.values())))
    counts = {said: entry.counts.get(said, 0) for said in source.values}
    base = sum(counts.values())
    if base < source.least:
        # How many there were is not told either: below k nothing is.
        low, high = range_of(source)
        reason = Step(TOO_FEW, {"part": leaf.name, "least": source.least})
        return Value(None, low=low, high=high, reason=reason)
    total = sum((source.values[said] * n for said, n in counts.items()), Fraction(0))
    mean = total / base
    squares = sum(
        (n * (source.values[said] - mean) ** 2 for said, n in counts.items()), Fraction(0)
    )
    # One imagined answer spread over all values keeps a unanimous few from claiming certainty.
    usual = Fraction(sum(source.values.values()), len(source.values))
    spread = sum(((value - usual) ** 2 for value in source.values.values()), Fraction(0))
    variance = float((squares + spread / len(source.values)) / base)
    step = Step("composite.step_answers", {"total": total, "base": base})
    return _made(source, mean, (variance / base) ** 0.5, step, count=base)
