"""Why a score is what it is: the whole computation as a cadre can repeat it with a pencil."""

from dataclasses import dataclass
from fractions import Fraction

from dandang.assessing.ballots import SCORED
from dandang.assessing.results import Group, RoundResult
from dandang.assessing.scheme import Aspect, Scheme
from dandang.assessing.tally import AspectTally
from dandang.scoring.record import weighted_mean
from dandang.scoring.rounding import plain, shown

STEP_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Term:
    """Answers that share a value: `count` times `value` gives `product`."""

    name: str
    value: str
    count: int
    product: str


@dataclass(frozen=True, slots=True)
class GroupStep:
    """The mean of one group on one aspect: `total` over `base`; `mean` is printed to four places."""

    name: str
    weight: str
    terms: tuple[Term, ...]
    left_out: tuple[tuple[str, int], ...]
    total: str
    base: int
    exact: Fraction
    mean: str


@dataclass(frozen=True, slots=True)
class AspectStep:
    """The score of one aspect: the means of its groups by their weights."""

    name: str
    weight: str
    groups: tuple[GroupStep, ...]
    exact: Fraction
    score: str


@dataclass(frozen=True, slots=True)
class Why:
    """All steps from answers to the score of record.

    `aspect_weights` and `group_weights` are the sums that the weights are divided by; `unrounded`
    is the exact score to four places more than the score of record, `shown` the score of record.
    """

    aspects: tuple[AspectStep, ...]
    aspect_weights: str
    group_weights: str
    exact: Fraction
    unrounded: str
    shown: str
    decimals: int
    pooled: tuple[str, ...]
    least: int


def why(result: RoundResult, ratee_key: str) -> Why | None:
    """The computation of one ratee's score, recomputed from the printed counts; None without a score."""
    found = result.of(ratee_key)
    if found.score is None:
        return None
    scheme = result.scheme
    of_groups = sum((group.weight for group in found.groups), Fraction(0))
    of_aspects = sum((aspect.weight for aspect in scheme.aspects), Fraction(0))
    aspects = tuple(
        _aspect(scheme, i, aspect, found.groups) for i, aspect in enumerate(scheme.aspects)
    )
    exact = weighted_mean(
        (aspect.weight, step.exact) for aspect, step in zip(scheme.aspects, aspects, strict=True)
    )
    return Why(
        aspects=aspects,
        aspect_weights=plain(of_aspects),
        group_weights=plain(of_groups),
        exact=exact,
        unrounded=shown(exact, scheme.decimals + STEP_DECIMALS),
        shown=found.shown,
        decimals=scheme.decimals,
        pooled=tuple(group.name for group in found.groups if group.pooled),
        least=scheme.least,
    )


def _aspect(scheme: Scheme, i: int, aspect: Aspect, groups: tuple[Group, ...]) -> AspectStep:
    steps = tuple(_group(scheme, group, group.aspects[i]) for group in groups)
    exact = weighted_mean(
        (group.weight, step.exact) for group, step in zip(groups, steps, strict=True)
    )
    return AspectStep(aspect.name, plain(aspect.weight), steps, exact, shown(exact, STEP_DECIMALS))


def _group(scheme: Scheme, group: Group, tally: AspectTally) -> GroupStep:
    terms = []
    left_out = []
    total = Fraction(0)
    base = 0
    for choice in scheme.choices:
        n = tally.counts[choice.code]
        if choice.value is None:
            left_out.append((choice.name, n))
            continue
        terms.append(Term(choice.name, plain(choice.value), n, plain(choice.value * n)))
        total += choice.value * n
        base += n
    if scheme.scores is not None:
        n = tally.counts[SCORED]
        written = tally.total - total
        terms.append(Term("打分", "", n, plain(written)))
        total += written
        base += n
    left_out.append(("未填", tally.blank))
    exact = total / base
    return GroupStep(
        name=group.name,
        weight=plain(group.weight),
        terms=tuple(terms),
        left_out=tuple(left_out),
        total=plain(total),
        base=base,
        exact=exact,
        mean=shown(exact, STEP_DECIMALS),
    )
