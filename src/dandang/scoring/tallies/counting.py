"""From reconciled counts to the score of record (得分): exact, classes below k pooled."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dandang.scoring.pooling import Classes, pool
from dandang.scoring.record import weighted_mean
from dandang.scoring.rounding import rounded, shares, shown
from dandang.scoring.tallies.rules import Counted, Fault, Rules, ShareOf, Unmarked

STEPS = ("due", "present", "issued", "returned")
TOO_FEW = "tallies.too_few"
NO_QUORUM = "tallies.no_quorum"
TOO_MANY_SPOILT = "tallies.too_many_spoilt"


@dataclass(frozen=True, slots=True)
class Reconciled:
    """应到 实到 发出 收回 有效 作废 弃权 over some rows, after the rule for unmarked sheets."""

    due: int
    present: int
    issued: int
    returned: int
    valid: int
    spoilt: int
    abstained: int


@dataclass(frozen=True, slots=True)
class ClassCount:
    """The marks of one class, or of classes counted as one, on one ratee.

    `marks` stand in the order of the grades; `base` are those with a value, `total` the sum of
    their values, `weight` that of all `classes` together.
    """

    classes: Classes
    weight: Fraction
    marks: tuple[int, ...]
    base: int
    total: Fraction

    @property
    def mean(self) -> Fraction:
        """The mean of the marks that have a value; a class that is scored has some."""
        return self.total / self.base


@dataclass(frozen=True, slots=True)
class Share:
    """How often a grade was given, and its percentage; shares add up to 100.0."""

    name: str
    count: int
    percent: Fraction


@dataclass(frozen=True, slots=True)
class RateeCount:
    """What a tally says about one ratee: exact `record` and its digits, or the `reason` why not.

    `least_possible` and `most_possible` are the score if everybody due whose mark is not known had
    given the lowest or the highest value: what turnout alone leaves open.
    """

    ratee: str
    group: str
    counted: Reconciled
    parts: tuple[ClassCount, ...]
    shares: tuple[Share, ...]
    record: Fraction | None
    shown: str
    reason: str
    least_possible: Fraction | None
    most_possible: Fraction | None


def faults(rules: Rules, rows: Sequence[Counted]) -> tuple[Fault, ...]:
    """Rows that do not reconcile, stand twice, or are missing for a class; empty when none."""
    return (
        *itertools.chain.from_iterable(_unreconciled(row) for row in rows),
        *_twice_or_unknown(rules, rows),
        *_missing(rules, rows),
    )


def _unreconciled(row: Counted) -> Iterable[Fault]:
    counts = {name: getattr(row, name) for name in STEPS}
    if any(more < less for more, less in itertools.pairwise(counts.values())):
        yield Fault(row.line, "tallies.not_falling", {"ratee": row.ratee, **counts})
    if row.returned != row.valid + row.spoilt + row.abstained:
        yield Fault(
            row.line,
            "tallies.not_reconciled",
            {
                "ratee": row.ratee,
                "returned": row.returned,
                "valid": row.valid,
                "spoilt": row.spoilt,
                "abstained": row.abstained,
            },
        )
    if row.unmarked < 0:
        yield Fault(
            row.line,
            "tallies.more_marks",
            {"ratee": row.ratee, "marks": sum(row.marks), "valid": row.valid},
        )


def _twice_or_unknown(rules: Rules, rows: Sequence[Counted]) -> Iterable[Fault]:
    seen: dict[tuple[str, str, str], int] = {}
    for row in rows:
        values = {"ratee": row.ratee, "rater_class": row.rater_class}
        if rules.classes and row.rater_class not in rules.classes:
            yield Fault(row.line, "tallies.class_unknown", values)
        first = seen.setdefault((row.round, row.ratee, row.rater_class), row.line)
        if first != row.line:
            yield Fault(row.line, "tallies.row_twice", {**values, "first": first})


def _missing(rules: Rules, rows: Sequence[Counted]) -> Iterable[Fault]:
    for (_, ratee), members in by_ratee(rows).items():
        there = {row.rater_class for row in members}
        for code in rules.classes:
            if code not in there:
                values = {"ratee": ratee, "rater_class": code}
                yield Fault(members[0].line, "tallies.class_missing", values)


def by_ratee(rows: Iterable[Counted]) -> dict[tuple[str, str], list[Counted]]:
    """The rows of each round and ratee, in their order."""
    found: dict[tuple[str, str], list[Counted]] = {}
    for row in rows:
        found.setdefault((row.round, row.ratee), []).append(row)
    return found


def counted(rules: Rules, rows: Sequence[Counted]) -> RateeCount:
    """One ratee from his rows, which must be without faults."""
    both = _reconciled(rules, rows)
    weights = rules.classes or {row.rater_class: Fraction(1) for row in rows}
    order = list(weights)
    tallies = {row.rater_class: row.marks for row in rows}

    def together(classes: Classes) -> ClassCount:
        marks = tuple(map(sum, zip(*(tallies[code] for code in classes), strict=True)))
        return _class_count(rules, classes, sum((weights[c] for c in classes), Fraction(0)), marks)

    found = pool(order, [(c,) for c in order], lambda part: together(part).base, rules.least)
    parts = tuple(together(part) for part in found)
    reason = _reason(rules, both, parts)
    record = None if reason else weighted_mean((part.weight, part.mean) for part in parts)
    bounds = (None, None) if record is None else _bounds(rules, rows, parts)
    return RateeCount(
        ratee=rows[0].ratee,
        group=rows[0].group,
        counted=both,
        parts=() if reason else parts,
        shares=() if reason else _shares(rules, both, parts),
        record=None if record is None else rounded(record, rules.decimals),
        shown="" if record is None else shown(record, rules.decimals),
        reason=reason,
        least_possible=bounds[0],
        most_possible=bounds[1],
    )


def _reconciled(rules: Rules, rows: Sequence[Counted]) -> Reconciled:
    unmarked = sum(row.unmarked for row in rows)
    moved = 0 if rules.unmarked is Unmarked.LEAVES_BASE else unmarked
    to_spoilt = moved if rules.unmarked is Unmarked.SPOILT else 0
    return Reconciled(
        due=sum(row.due for row in rows),
        present=sum(row.present for row in rows),
        issued=sum(row.issued for row in rows),
        returned=sum(row.returned for row in rows),
        valid=sum(row.valid for row in rows) - moved,
        spoilt=sum(row.spoilt for row in rows) + to_spoilt,
        abstained=sum(row.abstained for row in rows) + moved - to_spoilt,
    )


def _class_count(
    rules: Rules, classes: Classes, weight: Fraction, marks: tuple[int, ...]
) -> ClassCount:
    base, total = 0, Fraction(0)
    for value, n in zip(rules.grades.values(), marks, strict=True):
        if value is not None:
            base += n
            total += value * n
    return ClassCount(classes, weight, marks, base, total)


def _reason(rules: Rules, both: Reconciled, parts: Sequence[ClassCount]) -> str:
    if both.issued == 0 or Fraction(both.returned, both.issued) < rules.quorum:
        return NO_QUORUM
    if both.spoilt > rules.most_spoilt * both.returned:
        return TOO_MANY_SPOILT
    return "" if parts else TOO_FEW


def _bounds(
    rules: Rules, rows: Sequence[Counted], parts: Sequence[ClassCount]
) -> tuple[Fraction, Fraction]:
    due = {row.rater_class: row.due for row in rows}
    unseen = [sum(due[code] for code in part.classes) - part.base for part in parts]

    def with_all(value: Fraction) -> Fraction:
        return weighted_mean(
            (part.weight, (part.total + value * more) / (part.base + more))
            for part, more in zip(parts, unseen, strict=True)
        )

    return with_all(min(rules.values)), with_all(max(rules.values))


def _shares(rules: Rules, both: Reconciled, parts: Sequence[ClassCount]) -> tuple[Share, ...]:
    """Shares of the declared denominator; what is no grade stands at the end under its own name."""
    marks = tuple(map(sum, zip(*(part.marks for part in parts), strict=True)))
    named = list(zip(rules.grades, marks, strict=True))
    if rules.share_of is ShareOf.ANSWERED:
        named = [(name, n) for name, n in named if rules.grades[name] is not None]
    else:
        named.append(("未填", both.valid - sum(marks)))
    if rules.share_of in {ShareOf.RETURNED, ShareOf.ISSUED}:
        named += [("作废", both.spoilt), ("弃权", both.abstained)]
    if rules.share_of is ShareOf.ISSUED:
        named.append(("未收回", both.issued - both.returned))
    percents = shares([n for _, n in named])
    return tuple(Share(name, n, p) for (name, n), p in zip(named, percents, strict=True))


def weights_of(rules: Rules, parts: Sequence[ClassCount]) -> Mapping[Classes, float]:
    """Each part's share of the weights."""
    total = sum((part.weight for part in parts), Fraction(0))
    return {part.classes: float(part.weight / total) for part in parts}
