"""Results of a round: the score of record of each ratee, and all that it rests on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from dandang.assessing.ballots import SCORED, Ballot, Issue, Ratee, sort
from dandang.assessing.proposals import proposal
from dandang.assessing.scheme import Denominator, Scheme
from dandang.assessing.tally import (
    AspectTally,
    Reconciled,
    count,
    reconciled,
    require_reconciled,
)
from dandang.scoring.pooling import Classes, pool
from dandang.scoring.record import weighted_mean
from dandang.scoring.rounding import rounded, shares, shown
from dandang.terms.refusal import Refusal

TOO_FEW_BALLOTS = "assessing.too_few_ballots"
TOO_FEW_ANSWERS = "assessing.too_few_answers"


@dataclass(frozen=True, slots=True)
class Group:
    """A class, or classes counted as one, as far as one ratee is concerned.

    `weight` is the sum of its classes' weights, `ballots` its valid ballots, `size` the smallest
    number of answers with a value over the aspects (never below k).
    """

    classes: Classes
    name: str
    weight: Fraction
    ballots: int
    size: int
    aspects: tuple[AspectTally, ...]

    @property
    def pooled(self) -> bool:
        """Whether several classes are counted as one (合并计算)."""
        return len(self.classes) > 1


@dataclass(frozen=True, slots=True)
class Share:
    """How often one choice was made over all aspects and groups, and its share in percent."""

    choice: str
    name: str
    count: int
    percent: Fraction
    shown: str


@dataclass(frozen=True, slots=True)
class RateeResult:
    """What a round says about one ratee.

    `score` is exact, `record` the score of record (`score` rounded half up once), `shown` its digits.
    Without a score all three are None or empty and `reason` is a code of the sentences (with the
    blank `least`). `proposal` is a grade that a panel may confirm or change.
    """

    ratee: Ratee
    score: Fraction | None
    record: Fraction | None
    shown: str
    reason: str
    groups: tuple[Group, ...]
    shares: tuple[Share, ...]
    proposal: str


@dataclass(frozen=True, slots=True)
class RoundResult:
    """A whole round: one result per ratee in the order given, and the reconciliation.

    `groups` are the classes as pooled by valid ballots, `total` their sum; `quorum_reached` compares
    收回 with 发出 over all classes.
    """

    scheme: Scheme
    ratees: tuple[RateeResult, ...]
    groups: tuple[Reconciled, ...]
    total: Reconciled
    quorum_reached: bool

    def of(self, key: str) -> RateeResult:
        """The result of one ratee; KeyError for an unknown key."""
        for each in self.ratees:
            if each.ratee.key == key:
                return each
        raise KeyError(key)


def compute(
    scheme: Scheme,
    ratees: Sequence[Ratee],
    issues: Sequence[Issue],
    ballots: Iterable[Ballot],
) -> RoundResult:
    """Everything a round tells, from its ballots; the order of ballots does not matter.

    Refused: ballots that answer what was not asked, counts that do not reconcile, a ratee twice.
    """
    _require_once(ratees)
    by_class = sort(scheme, ratees, ballots)
    issued = require_reconciled(scheme, issues, by_class)
    order = [each.code for each in scheme.classes]
    everyone: Classes = tuple(order)
    parts = pool(
        order,
        [(code,) for code in order],
        lambda classes: sum(len(by_class[code].valid) for code in classes),
        scheme.least,
    )
    results = []
    for ratee in ratees:
        tallies = {code: count(scheme, by_class[code].valid, ratee.key) for code in order}
        results.append(_result(scheme, ratee, parts, tallies))
    groups = tuple(
        reconciled(scheme, part, issued, by_class, name=scheme.group_name(part)) for part in parts
    )
    slips = sum(issue.issued for issue in issued.values())
    returned = sum(members.returned for members in by_class.values())
    return RoundResult(
        scheme=scheme,
        ratees=tuple(results),
        groups=groups,
        total=reconciled(scheme, everyone, issued, by_class, name="合计"),
        quorum_reached=slips > 0 and Fraction(returned, slips) >= scheme.quorum,
    )


def _require_once(ratees: Sequence[Ratee]) -> None:
    seen: set[str] = set()
    for ratee in ratees:
        if ratee.key in seen:
            raise Refusal("assessing.ratee_twice", name=ratee.name)
        seen.add(ratee.key)


def _result(
    scheme: Scheme,
    ratee: Ratee,
    parts: tuple[Classes, ...],
    tallies: Mapping[str, Mapping[str, AspectTally]],
) -> RateeResult:
    if not parts:
        return RateeResult(ratee, None, None, "", TOO_FEW_BALLOTS, (), (), "")

    def together(classes: Classes) -> tuple[AspectTally, ...]:
        return tuple(
            reduce(AspectTally.plus, [tallies[code][aspect.code] for code in classes])
            for aspect in scheme.aspects
        )

    def size(classes: Classes) -> int:
        return min(each.base for each in together(classes))

    final = pool([each.code for each in scheme.classes], parts, size, scheme.least)
    if not final:
        return RateeResult(ratee, None, None, "", TOO_FEW_ANSWERS, (), (), "")
    groups = tuple(_group(scheme, part, together(part)) for part in final)
    score = _score(scheme, groups)
    record = rounded(score, scheme.decimals)
    return RateeResult(
        ratee=ratee,
        score=score,
        record=record,
        shown=shown(score, scheme.decimals),
        reason="",
        groups=groups,
        shares=_shares(scheme, groups),
        proposal=proposal(scheme.cuts, record),
    )


def _group(scheme: Scheme, classes: Classes, aspects: tuple[AspectTally, ...]) -> Group:
    weights = {each.code: each.weight for each in scheme.classes}
    first = aspects[0]
    return Group(
        classes=classes,
        name=scheme.group_name(classes),
        weight=sum((weights[code] for code in classes), Fraction(0)),
        ballots=sum(first.counts.values()) + first.blank,
        size=min(each.base for each in aspects),
        aspects=aspects,
    )


def _score(scheme: Scheme, groups: Sequence[Group]) -> Fraction:
    """Σ weight of aspect × Σ weight of group × mean, over the sums of both weights."""
    return weighted_mean(
        (aspect.weight, weighted_mean((group.weight, group.aspects[i].mean) for group in groups))
        for i, aspect in enumerate(scheme.aspects)
    )


def _shares(scheme: Scheme, groups: Sequence[Group]) -> tuple[Share, ...]:
    """The choices that the scheme's denominator counts, with shares that add up to 100.0."""
    valued = [(each.code, each.name) for each in scheme.choices if each.value is not None]
    counted = [(each.code, each.name) for each in scheme.choices]
    everything = scheme.denominator is Denominator.VALID
    listed = counted if everything else valued
    if scheme.scores is not None:
        listed = [*listed, (SCORED, "打分")]
    tallies = [tally for group in groups for tally in group.aspects]
    counts = [sum(tally.counts[code] for tally in tallies) for code, _ in listed]
    if everything:
        listed = [*listed, ("blank", "未填")]
        counts.append(sum(tally.blank for tally in tallies))
    return tuple(
        Share(code, name, n, percent, shown(percent, 1))
        for (code, name), n, percent in zip(listed, counts, shares(counts), strict=True)
    )
