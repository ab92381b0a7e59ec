"""The tally (统计): ballots reconciled from 应到 to 弃权, and answers counted per group and aspect."""

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from dandang.assessing.ballots import BLANK, SCORED, Ballot, Issue, Sorted
from dandang.assessing.scheme import Scheme
from dandang.scoring.pooling import Classes
from dandang.terms.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Reconciled:
    """应到 实到 发出 收回 有效 作废 弃权 of a group; the last four are None below k."""

    classes: Classes
    name: str
    due: int
    present: int
    issued: int
    returned: int | None
    valid: int | None
    spoilt: int | None
    abstained: int | None


@dataclass(frozen=True, slots=True)
class AspectTally:
    """The answers of one group on one aspect of one ratee.

    `counts` holds every choice of the scheme in its order (and `scored`, where raters may write
    numbers) and `blank` what was left open; `base` is how many answers have a value, `total` the sum
    of their values, `mean` the one divided by the other.
    """

    aspect: str
    counts: Mapping[str, int]
    blank: int
    base: int
    total: Fraction

    @property
    def mean(self) -> Fraction:
        """The mean of the answers that have a value; a published group always has some."""
        return self.total / self.base

    def plus(self, other: "AspectTally") -> "AspectTally":
        """Both counted as one."""
        return AspectTally(
            self.aspect,
            {code: n + other.counts[code] for code, n in self.counts.items()},
            self.blank + other.blank,
            self.base + other.base,
            self.total + other.total,
        )


def require_reconciled(
    scheme: Scheme, issues: Sequence[Issue], ballots: Mapping[str, Sorted]
) -> dict[str, Issue]:
    """The issue counts by class. Refused when 应到 ≥ 实到 ≥ 发出 ≥ 收回 does not hold for a class,
    or a class is missing, unknown or given twice."""
    by_class: dict[str, Issue] = {}
    for issue in issues:
        if issue.rater_class not in ballots:
            raise Refusal("assessing.unknown_class", said=issue.rater_class)
        if issue.rater_class in by_class:
            raise Refusal("assessing.issued_twice", name=scheme.class_name(issue.rater_class))
        by_class[issue.rater_class] = issue
    for code, members in ballots.items():
        name = scheme.class_name(code)
        found = by_class.get(code)
        if found is None:
            raise Refusal("assessing.issued_missing", name=name)
        steps = (found.due, found.present, found.issued, members.returned, 0)
        if any(more < less for more, less in itertools.pairwise(steps)):
            raise Refusal(
                "assessing.not_reconciled",
                name=name,
                due=found.due,
                present=found.present,
                issued=found.issued,
                returned=members.returned,
            )
    return by_class


def reconciled(
    scheme: Scheme,
    classes: Classes,
    issues: Mapping[str, Issue],
    ballots: Mapping[str, Sorted],
    *,
    name: str,
) -> Reconciled:
    """One row of the reconciliation over several classes; what ballots say is left out below k."""
    valid = sum(len(ballots[code].valid) for code in classes)
    told = valid >= scheme.least
    spoilt = sum(ballots[code].spoilt for code in classes)
    abstained = sum(ballots[code].abstained for code in classes)
    return Reconciled(
        classes=classes,
        name=name,
        due=sum(issues[code].due for code in classes),
        present=sum(issues[code].present for code in classes),
        issued=sum(issues[code].issued for code in classes),
        returned=valid + spoilt + abstained if told else None,
        valid=valid if told else None,
        spoilt=spoilt if told else None,
        abstained=abstained if told else None,
    )


def count(scheme: Scheme, ballots: Iterable[Ballot], ratee: str) -> dict[str, AspectTally]:
    """The answers about one ratee, by aspect."""
    sheets = [ballot.sheets.get(ratee, {}) for ballot in ballots]
    values = {each.code: each.value for each in scheme.choices}
    codes = [*values, *([SCORED] if scheme.scores is not None else [])]
    result = {}
    for aspect in scheme.aspects:
        seen: Counter[str] = Counter()
        total = Fraction(0)
        for sheet in sheets:
            answer = sheet.get(aspect.code, BLANK)
            if isinstance(answer, Fraction):
                total += answer
                answer = SCORED
            seen[answer] += 1
        counts = {code: seen[code] for code in codes}
        total += sum(
            (n * (values.get(code) or Fraction(0)) for code, n in counts.items()), Fraction(0)
        )
        base = sum(n for code, n in counts.items() if code == SCORED or values[code] is not None)
        result[aspect.code] = AspectTally(aspect.code, counts, seen[BLANK], base, total)
    return result
