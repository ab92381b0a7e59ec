"""The end of an administrative sanction (政务处分): carried out in time, and lifted by itself."""

from datetime import date

from dandang.career.field import Field
from dandang.days import PartialDate
from dandang.policy.clocks import CLOCK_PARAMETERS, kept
from dandang.policy.parameters import Local, value
from dandang.policy.questions import question
from dandang.policy.restraints.imposed import DECIDED, KIND
from dandang.policy.rules import rule
from dandang.policy.verdict import Verdict, lack, met, not_met, unknown, waived
from dandang.policy.words import Facts, Word, day, yes_no
from dandang.terms.restraints import Restraint, RestraintFamily

LIFTED = "administrative_sanctions_law.lifted_by_itself"
CARRIED_OUT = "administrative_sanctions_law.carried_out_months"
CARRIED_OUT_MOST = "administrative_sanctions_law.carried_out_most_months"
PAY_FREE = "administrative_sanctions_law.pay_free"
LEVEL_LOST = frozenset({Restraint.DEMOTION, Restraint.REMOVAL, Restraint.DISMISSAL})


@rule(
    "restraints.lifting",
    zh="政务处分期满是否自动解除",
    en="whether an administrative sanction lifts by itself",
    document="administrative_sanctions_law",
    parameters=(LIFTED,),
)
def lifting(
    over: bool | None, repents: bool | None, relapsed: bool | None, *, on: date, local: Local
) -> Verdict:
    """Met when the period is over, the cadre repents and has not offended anew."""
    basis = value(LIFTED, on, local)
    if over is False:
        return not_met("restraints.not_over_yet", basis)
    if repents is False or relapsed:
        return not_met("restraints.not_lifted", basis)
    told = ((over, "over"), (repents, "repents"), (relapsed, "relapsed"))
    missing = [lack(f"restraints.told_{name}") for held, name in told if held is None]
    if missing:
        return unknown("restraints.lifting_open", basis, missing=missing)
    return met("restraints.lifted", basis)


@rule(
    "restraints.carrying_out",
    zh="处分后的职务、工资变更是否按期办理",
    en="whether changes after a sanction were made in time",
    document="administrative_sanctions_law",
    parameters=(CARRIED_OUT, CARRIED_OUT_MOST, *CLOCK_PARAMETERS),
)
def carrying_out(
    kind: Restraint,
    decided: Field[PartialDate],
    done: Field[date],
    extended: bool | None,
    *,
    on: date,
    local: Local,
) -> Verdict:
    """Met when post, rank and pay were changed within the month, or within the extended limit."""
    if kind not in LEVEL_LOST:
        return waived("restraints.nothing_to_change", kind=kind)
    begins = lack("restraints.day_of_decision", kind=kind)
    id = CARRIED_OUT_MOST if extended else CARRIED_OUT
    return kept(id, decided, done, begins=begins, on=on, local=local)


@rule(
    "restraints.pay_step",
    zh="处分期内可否晋升工资档次",
    en="whether pay may rise a step during a sanction",
    document="administrative_sanctions_law",
    parameters=(PAY_FREE,),
)
def pay_step(kind: Restraint | None, *, on: date, local: Local) -> Verdict:
    """Met when the administrative sanction that is running leaves the pay step free."""
    if kind is None:
        return unknown("restraints.not_told", missing=[lack("restraints.any_restraint")])
    if kind.family is not RestraintFamily.ADMINISTRATIVE:
        return waived("restraints.other_family")
    free = value(PAY_FREE, on, local)
    if kind.zh.removeprefix("政务") in free.words:
        return met("restraints.pay_free", free, kind=kind)
    return not_met("restraints.pay_barred", free, kind=kind)


OVER = Word("处分期已满", yes_no)
REPENTS = Word("有悔改表现", yes_no)
RELAPSED = Word("有新的违法行为", yes_no)
DONE = Word("办理日", day)
EXTENDED = Word("经批准延长", yes_no)


@question(
    "政务处分期满是否自动解除",
    en="Does an administrative sanction lift by itself",
    words=(OVER, REPENTS, RELAPSED),
)
def _lifting(facts: Facts, on: date, local: Local) -> Verdict:
    over, repents = facts.known(OVER), facts.known(REPENTS)
    return lifting(over, repents, facts.known(RELAPSED), on=on, local=local)


@question(
    "处分后的职务、工资变更是否按期办理",
    en="Were changes after a sanction made in time",
    words=(KIND, DECIDED, DONE, EXTENDED),
)
def _carrying_out(facts: Facts, on: date, local: Local) -> Verdict:
    extended = facts.known(EXTENDED)
    return carrying_out(
        facts.needed(KIND), facts.of(DECIDED), facts.of(DONE), extended, on=on, local=local
    )


@question("处分期内可否晋升工资档次", en="May pay rise a step during a sanction", words=(KIND,))
def _pay_step(facts: Facts, on: date, local: Local) -> Verdict:
    return pay_step(facts.known(KIND), on=on, local=local)
