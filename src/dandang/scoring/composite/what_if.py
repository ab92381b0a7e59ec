"""Would the stars change if…: what the result of one ratee hangs on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from dandang.scoring.composite.scheme import FULL, Branch, Leaf, Scheme
from dandang.scoring.composite.score import Composite, LeafScore, reached_from
from dandang.scoring.composite.weighing import weigh
from dandang.scoring.rounding import rounded
from dandang.terms.term import Term

TENTH = Fraction(1, 10)


class Change(Term):
    """假设: what is supposed to be otherwise."""

    WITHOUT = "without", "不计这一项", "without this part"
    HIGHER = "higher", "这一项高一个标准误", "this part one standard error higher"
    LOWER = "lower", "这一项低一个标准误", "this part one standard error lower"
    MOST = "most", "未报的这一项得满分", "this missing part at its most"
    LEAST = "least", "未报的这一项得零分", "this missing part at its least"
    HEAVIER = "heavier", "这一项权重加一成", "this part a tenth heavier"
    LIGHTER = "lighter", "这一项权重减一成", "this part a tenth lighter"


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One supposition: score of record and stars then; None where no score would be left."""

    part: str
    name: str
    change: Change
    record: Fraction | None
    stars: int
    changed: bool


@dataclass(frozen=True, slots=True)
class Margin:
    """How far one leaf alone would have to move for other stars: values that reach more, or lose some.

    None where nothing that the leaf can give would do it.
    """

    part: str
    name: str
    value: Fraction
    more_from: Fraction | None
    fewer_below: Fraction | None


def what_ifs(scheme: Scheme, found: Composite) -> tuple[WhatIf, ...]:
    """Every supposition about one ratee who has a score; levels of standardised leaves stay."""
    values = {each.leaf.code: each.levelled for each in found.leaves}

    def supposed(
        part: Branch | Leaf,
        change: Change,
        other: Mapping[str, Fraction | None],
        under: Scheme = scheme,
    ) -> WhatIf:
        exact = weigh(under, {**values, **other}).exact
        record = None if exact is None else rounded(exact, scheme.decimals)
        stars = 0 if record is None else scheme.stars(record)
        changed = record is None or stars != found.stars
        return WhatIf(part.code, part.name, change, record, stars, changed)

    of_leaves = [
        supposed(each.leaf, change, {each.leaf.code: value})
        for each in found.leaves
        for change, value in _otherwise(each)
    ]
    return (
        *of_leaves,
        *(supposed(part, change, {}, under) for part, change, under in _reweighed(scheme)),
    )


def _otherwise(each: LeafScore) -> Iterator[tuple[Change, Fraction | None]]:
    """What a leaf is supposed to be instead."""
    if each.levelled is None:
        yield Change.MOST, each.highest
        yield Change.LEAST, each.lowest
        return
    yield Change.WITHOUT, None
    if each.se > 0:
        step = Fraction(each.se)
        yield Change.HIGHER, min(each.levelled + step, each.highest)
        yield Change.LOWER, max(each.levelled - step, each.lowest)


def _reweighed(scheme: Scheme) -> Iterator[tuple[Branch | Leaf, Change, Scheme]]:
    """Each part of the whole a tenth heavier and lighter, its neighbours making up for it."""
    for part in scheme.parts:
        others = FULL - part.weight
        if others == 0:
            continue
        for change, factor in ((Change.HEAVIER, 1 + TENTH), (Change.LIGHTER, 1 - TENTH)):
            weight = min(part.weight * factor, FULL)
            kept = (FULL - weight) / others
            parts = tuple(
                replace(each, weight=weight if each is part else each.weight * kept)
                for each in scheme.parts
            )
            yield part, change, replace(scheme, parts=parts)


def margins(scheme: Scheme, found: Composite) -> tuple[Margin, ...]:
    """For each leaf that counts, the values at which it alone would change the stars."""
    before = found.weighed.before
    if before is None:
        return ()
    more = [cut.least for cut in scheme.cuts if cut.stars > found.stars]
    here = [cut.least for cut in scheme.cuts if cut.stars == found.stars]
    return tuple(
        Margin(
            each.leaf.code,
            each.leaf.name,
            each.levelled,
            _needed(scheme, each, each.levelled, before, more[-1:]),
            _needed(scheme, each, each.levelled, before, here),
        )
        for each in found.leaves
        if each.levelled is not None and each.share > 0
    )


def _needed(
    scheme: Scheme, each: LeafScore, value: Fraction, before: Fraction, cuts: Sequence[Fraction]
) -> Fraction | None:
    """The value of one leaf at which the whole reaches the cut, where it can be reached."""
    for least in cuts:
        at = value + (reached_from(scheme, least) - before) / each.share
        if each.lowest <= at <= each.highest:
            return at
    return None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a changed scheme does to one ratee: scores of record, stars and places before and after.

    Equal scores share the better place; without a score there is no place.
    """

    ratee: str
    before: Fraction | None
    after: Fraction | None
    stars_before: int
    stars_after: int
    place_before: int | None
    place_after: int | None


def effects(before: Mapping[str, Composite], after: Mapping[str, Composite]) -> tuple[Effect, ...]:
    """Who moves how much between two computations of the same ratees, in the order of `before`."""
    return tuple(
        Effect(
            ratee,
            one.record,
            after[ratee].record,
            one.stars,
            after[ratee].stars,
            _place(one.record, before),
            _place(after[ratee].record, after),
        )
        for ratee, one in before.items()
    )


def _place(record: Fraction | None, found: Mapping[str, Composite]) -> int | None:
    if record is None:
        return None
    return 1 + sum(each.record is not None and each.record > record for each in found.values())
