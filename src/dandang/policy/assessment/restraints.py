"""What sanctions, admonitions and organisational treatment leave of a year's grade."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dandang.career.career import Career
from dandang.days import PartialDate
from dandang.policy.assessment.circumstances import limit_named
from dandang.policy.assessment.words import PERSON, YEAR, subject_of
from dandang.policy.parameters import Local, Parameter, value
from dandang.policy.questions import question
from dandang.policy.rules import Ruled, rule_of_person
from dandang.policy.verdict import Saying, Verdict, fact, lack, met, not_met, unknown
from dandang.policy.words import Facts, Word, partial, rows, text, yes_no
from dandang.terms.grading import GradeLimit
from dandang.terms.people import StatusKind

SANCTION_LIMITS = "assessment_of_civil_servants.sanction_limits"
SANCTION_YEARS = "assessment_of_civil_servants.sanction_years"
PARTY_LIMITS = "assessment_of_the_sanctioned.party_limits"
PARTY_YEARS = "assessment_of_the_sanctioned.party_years"
MEASURE_LIMITS = "assessment_of_the_sanctioned.measure_limits"

TIED = "（与职务有关）"
PROBATION_IN_PARTY = "留党察看"

NAME = Word("名称", text)
DECIDED = Word("决定日期", partial)
OF_DUTY = Word("与职务有关", yes_no)
RESTRAINTS = Word("处理处分", rows(NAME, DECIDED, OF_DUTY))


@dataclass(frozen=True, slots=True)
class Restrained:
    """处理处分: its name (as in 政务警告, 留党察看一年; empty when unknown), when it was decided.

    `of_duty` says whether it was for an act tied to the post; None is unknown.
    """

    name: str
    decided: PartialDate
    of_duty: bool | None = None


def restraints_of(career: Career) -> tuple[Restrained, ...]:
    """Sanctions (named by the note of their period) and admonitions on file."""
    return tuple(
        Restrained(
            StatusKind.ADMONITION.zh[:2] if one.kind is StatusKind.ADMONITION else one.note,
            PartialDate.of(one.first_day),
        )
        for one in career.status_periods
        if one.kind in {StatusKind.SANCTION, StatusKind.ADMONITION}
    )


def restraints_told(facts: Facts) -> tuple[Restrained, ...]:
    """Those that an example tells of."""
    told: Iterable[Facts] = facts.known(RESTRAINTS) or ()
    return tuple(
        Restrained(row.known(NAME) or "", row.needed(DECIDED), row.known(OF_DUTY)) for row in told
    )


@rule_of_person(
    "assessment.sanction",
    zh="政务处分对等次的影响",
    en="Administrative sanctions and the grade",
    document="assessment_of_civil_servants",
    parameters=(SANCTION_LIMITS, SANCTION_YEARS),
)
def sanction(person: Ruled, one: Restrained, year: int, *, on: date, local: Local) -> Verdict:
    """The limit in the year of the sanction and in those after it that the article names."""
    limits, years = value(SANCTION_LIMITS, on, local), value(SANCTION_YEARS, on, local)
    facts = [_fact(one)]
    if 0 <= year - one.decided.year < years.whole_of(one.name):
        answer = limit_named(str(limits.table[one.name]))
        return not_met(
            "assessment.limited", limits, years, facts=facts, answer=answer, limit=answer
        )
    return met("assessment.other_year", limits, years, facts=facts, answer=GradeLimit.EXCELLENT)


@rule_of_person(
    "assessment.party_sanction",
    zh="党纪处分对等次的影响",
    en="Party sanctions and the grade",
    document="assessment_of_the_sanctioned",
    parameters=(PARTY_LIMITS, PARTY_YEARS),
)
def party_sanction(person: Ruled, one: Restrained, year: int, *, on: date, local: Local) -> Verdict:
    """The limit by the list in force when it was decided; unknown where that day or its ground matters."""
    after = year - one.decided.year
    if after:
        return _years_after(one, after, value(PARTY_YEARS, on, local))
    limits = value(PARTY_LIMITS, one.decided.latest, local)
    facts = [_fact(one)]
    if value(PARTY_LIMITS, one.decided.earliest, local).value != limits.value:
        missing = [lack("assessment.day_of_sanction", name=one.name)]
        return unknown("assessment.list_changed", limits, missing=missing, facts=facts)
    name = PROBATION_IN_PARTY if one.name.startswith(PROBATION_IN_PARTY) else one.name
    if name + TIED in limits.table:
        if one.of_duty is None:
            missing = [lack("assessment.tied_to_duty", name=name)]
            return unknown("assessment.tied_unclear", limits, missing=missing, facts=facts)
        name += TIED if one.of_duty else ""
    answer = limit_named(str(limits.table[name]))
    return not_met("assessment.limited", limits, facts=facts, answer=answer, limit=answer)


def _years_after(one: Restrained, after: int, years: Parameter) -> Verdict:
    facts = [_fact(one)]
    lasting = [years.whole_of(name) for name in years.table if name.startswith(one.name)]
    if after > max(lasting) or after < 0:
        return met("assessment.other_year", years, facts=facts, answer=GradeLimit.EXCELLENT)
    if after > min(lasting):
        missing = [lack("assessment.length_of_probation")]
        return unknown("assessment.length_unclear", years, missing=missing, facts=facts)
    answer = GradeLimit.COMMENT_ONLY
    return not_met("assessment.limited", years, facts=facts, answer=answer, limit=answer)


@rule_of_person(
    "assessment.measure",
    zh="诫勉、组织处理对等次的影响",
    en="Admonition, organisational treatment and the grade",
    document="assessment_of_the_sanctioned",
    parameters=(MEASURE_LIMITS,),
)
def measure(person: Ruled, one: Restrained, year: int, *, on: date, local: Local) -> Verdict:
    """The limit in the year in which it was taken."""
    limits = value(MEASURE_LIMITS, on, local)
    facts = [_fact(one)]
    if one.decided.year != year:
        return met("assessment.other_year", limits, facts=facts, answer=GradeLimit.EXCELLENT)
    answer = limit_named(str(limits.table[one.name]))
    return not_met("assessment.limited", limits, facts=facts, answer=answer, limit=answer)


def restraint(person: Ruled, one: Restrained, year: int, *, on: date, local: Local) -> Verdict:
    """The limit by the rule of its kind; unknown when its kind is not known."""
    if one.name in value(SANCTION_LIMITS, on, local).table:
        return sanction(person, one, year, on=on, local=local)
    if one.name in value(MEASURE_LIMITS, on, local).table:
        return measure(person, one, year, on=on, local=local)
    names = value(PARTY_YEARS, on, local).table
    if one.name and any(name.startswith(one.name) for name in names):
        return party_sanction(person, one, year, on=on, local=local)
    missing = [lack("assessment.kind_of_sanction", day=str(one.decided))]
    return unknown("assessment.sanction_unclear", missing=missing, facts=[_fact(one)])


def _fact(one: Restrained) -> Saying:
    return fact("assessment.restrained", day=str(one.decided), name=one.name or "—")


@question(
    "受党纪处分当年的年度等次上限",
    en="What is the best grade in the year of a party sanction",
    words=(*PERSON, YEAR, RESTRAINTS),
)
def _party_sanction(facts: Facts, on: date, local: Local) -> Verdict:
    person, year = subject_of(facts), facts.needed(YEAR)
    one = restraints_told(facts)[0]
    return party_sanction(person, one, year, on=on, local=local)
