"""The answer of a rule: an outcome with its reasons. Three-valued; never a bare yes or no."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from dandang.policy.parameters import Parameter
from dandang.terms.rules import RuleOutcome
from dandang.terms.term import Term

# What was asked for, where the question is not yes or no: a grade, a unit, a last day, a number.
Answer: TypeAlias = int | str | date | Term | tuple[int | str | date | Term, ...] | None


@dataclass(frozen=True, slots=True)
class Saying:
    """A code of the sentences with the values of its blanks: a fact, or evidence that is missing."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """认定: what was found, by which parameters, from which facts."""

    code: str
    values: Mapping[str, object]
    parameters: tuple[Parameter, ...] = ()
    facts: tuple[Saying, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """结论: outcome, findings, evidence that is missing, parts it was put together from.

    `answer` is the value asked for, where there is one; `rule` the id of the rule that answered.
    """

    outcome: RuleOutcome
    findings: tuple[Finding, ...] = ()
    missing: tuple[Saying, ...] = ()
    parts: tuple["Verdict", ...] = ()
    answer: Answer = None
    rule: str = ""


def fact(code: str, **values: object) -> Saying:
    """A fact that a finding rests on."""
    return Saying(code, values)


def lack(code: str, **values: object) -> Saying:
    """Evidence that would have to be there for an answer."""
    return Saying(code, values)


def met(
    code: str,
    *parameters: Parameter,
    facts: Iterable[Saying] = (),
    answer: Answer = None,
    parts: Iterable[Verdict] = (),
    **values: object,
) -> Verdict:
    """符合, with its one finding."""
    finding = Finding(code, values, parameters, tuple(facts))
    return _one(RuleOutcome.MET, finding, answer, parts)


def not_met(
    code: str,
    *parameters: Parameter,
    facts: Iterable[Saying] = (),
    answer: Answer = None,
    parts: Iterable[Verdict] = (),
    **values: object,
) -> Verdict:
    """不符合, with its one finding."""
    finding = Finding(code, values, parameters, tuple(facts))
    return _one(RuleOutcome.NOT_MET, finding, answer, parts)


def waived(
    code: str,
    *parameters: Parameter,
    facts: Iterable[Saying] = (),
    answer: Answer = None,
    parts: Iterable[Verdict] = (),
    **values: object,
) -> Verdict:
    """不适用: the rule does not bind here; the finding says by what."""
    finding = Finding(code, values, parameters, tuple(facts))
    return _one(RuleOutcome.WAIVED, finding, answer, parts)


def unknown(
    code: str,
    *parameters: Parameter,
    missing: Iterable[Saying],
    facts: Iterable[Saying] = (),
    answer: Answer = None,
    parts: Iterable[Verdict] = (),
    **values: object,
) -> Verdict:
    """不能确定, with the evidence that is missing."""
    finding = Finding(code, values, parameters, tuple(facts))
    return Verdict(RuleOutcome.UNKNOWN, (finding,), tuple(missing), tuple(parts), answer)


def _one(
    outcome: RuleOutcome, finding: Finding, answer: Answer, parts: Iterable[Verdict]
) -> Verdict:
    return Verdict(outcome, (finding,), (), tuple(parts), answer)


# The first of these that occurs decides; a waived condition does not stand in the way.
_ALL = (RuleOutcome.NOT_MET, RuleOutcome.UNKNOWN, RuleOutcome.MET, RuleOutcome.WAIVED)
_ANY = (RuleOutcome.MET, RuleOutcome.WAIVED, RuleOutcome.UNKNOWN, RuleOutcome.NOT_MET)


def all_of(*parts: Verdict) -> Verdict:
    """Met when every part is met or waived; not met when one is not; else unknown. Nothing is met."""
    return _together(_ALL, parts, RuleOutcome.MET)


def any_of(*parts: Verdict) -> Verdict:
    """Met when one part is met; waived when one is waived; not met when none is. Nothing is not met."""
    return _together(_ANY, parts, RuleOutcome.NOT_MET)


def not_(part: Verdict) -> Verdict:
    """Met and not met change places; unknown and waived stay."""
    turned = {RuleOutcome.MET: RuleOutcome.NOT_MET, RuleOutcome.NOT_MET: RuleOutcome.MET}
    outcome = turned.get(part.outcome, part.outcome)
    return Verdict(outcome, missing=part.missing, parts=(part,))


def _together(
    order: tuple[RuleOutcome, ...], parts: tuple[Verdict, ...], empty: RuleOutcome
) -> Verdict:
    outcomes = {part.outcome for part in parts}
    outcome = next((each for each in order if each in outcomes), empty)
    missing: dict[str, Saying] = {}
    if outcome is RuleOutcome.UNKNOWN:
        for part in parts:
            missing.update((f"{one.code}{sorted(one.values.items())}", one) for one in part.missing)
    return Verdict(outcome, missing=tuple(missing.values()), parts=parts)
