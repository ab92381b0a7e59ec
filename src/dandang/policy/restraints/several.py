"""Several breaches sanctioned at once: the heaviest sanction, or one period out of several."""

from datetime import date
from typing import Any

from dandang.policy.parameters import Local, value
from dandang.policy.questions import question
from dandang.policy.restraints.spans import LENGTHS
from dandang.policy.rules import rule
from dandang.policy.verdict import Verdict, fact, lack, met, not_met, unknown, waived
from dandang.policy.words import Facts, Word, terms, whole
from dandang.terms.restraints import Restraint, RestraintFamily

MOST = "administrative_sanctions_law.several_most_months"
LAW = "administrative_sanctions_law."


@rule(
    "restraints.several",
    zh="数个违法行为并处的处分期间",
    en="the period for several breaches sanctioned at once",
    document="administrative_sanctions_law",
    parameters=(MOST, *(id for id in LENGTHS.values() if id.startswith(LAW))),
)
def several(kinds: tuple[Restraint, ...], months: int | None, *, on: date, local: Local) -> Verdict:
    """Met when the period that was fixed lies between one period and their sum, and under the cap.

    Of different sanctions the heaviest is carried out, with its own period. The answer is the
    least and the greatest number of months, or the one number.
    """
    if any(kind.family is not RestraintFamily.ADMINISTRATIVE for kind in kinds):
        return waived("restraints.other_family")
    heaviest = max(kinds, key=list(Restraint).index)
    if heaviest is Restraint.DISMISSAL:
        return waived("restraints.no_period")
    length, most = value(LENGTHS[heaviest], on, local), value(MOST, on, local)
    times = kinds.count(heaviest)
    least, greatest = length.whole, min(length.whole * times, most.whole)
    used = (length,) if times == 1 else (length, most)
    values: dict[str, Any] = {"kind": heaviest, "least": least, "greatest": greatest}
    answer = (least,) if times == 1 else (least, greatest)
    if months is None:
        missing = [lack("restraints.months_fixed")]
        return unknown("restraints.range", *used, missing=missing, answer=answer, **values)
    facts = [fact("restraints.months_were_fixed", months=months)]
    if least <= months <= greatest:
        return met("restraints.within_range", *used, facts=facts, answer=answer, **values)
    return not_met("restraints.out_of_range", *used, facts=facts, answer=answer, **values)


KINDS = Word("并处的处分", terms(Restraint))
FIXED = Word("确定的期间月数", whole)


@question(
    "数个违法行为并处的处分期间",
    en="The period for several breaches sanctioned at once",
    words=(KINDS, FIXED),
)
def _several(facts: Facts, on: date, local: Local) -> Verdict:
    return several(facts.needed(KINDS), facts.known(FIXED), on=on, local=local)
