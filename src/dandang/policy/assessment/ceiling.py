"""年度考核等次上限: the best grade that a year can be given, and why not better."""

from collections.abc import Iterable
from datetime import date

from dandang.career.career import Career
from dandang.policy.assessment.circumstances import DOCUMENT, leave, open_case, probation
from dandang.policy.assessment.restraints import (
    RESTRAINTS,
    Restrained,
    restraint,
    restraints_of,
    restraints_told,
)
from dandang.policy.assessment.words import YEAR
from dandang.policy.career_words import CAREER_WORDS, career_of
from dandang.policy.parameters import Local, value
from dandang.policy.questions import question
from dandang.policy.rules import rule_of_person
from dandang.policy.verdict import Verdict, fact, met, not_met, unknown
from dandang.policy.words import Facts
from dandang.terms.grading import GradeLimit
from dandang.terms.people import StatusKind
from dandang.terms.rules import RuleOutcome

GRADES = "civil_servants_law.grades"
HEAVIEST = "assessment_of_the_sanctioned.heaviest"

_RULES = (
    (StatusKind.PROBATION, probation),
    (StatusKind.SICK_LEAVE, leave),
    (StatusKind.PERSONAL_LEAVE, leave),
    (StatusKind.MATERNITY_LEAVE, leave),
    (StatusKind.INVESTIGATION, open_case),
)


@rule_of_person(
    "assessment.ceiling",
    zh="年度考核等次上限",
    en="Best grade of the year",
    document=DOCUMENT,
    parameters=(GRADES, HEAVIEST),
)
def ceiling(
    career: Career,
    year: int,
    more: Iterable[Restrained] = (),
    *,
    on: date,
    local: Local,
) -> Verdict:
    """Met when nothing on file stands against 优秀; else the heaviest limit of all that apply.

    `more` are sanctions that the file does not hold. Unknown while one circumstance is unclear,
    unless an open case keeps the year from being graded anyhow.
    """
    parts = _parts(career, year, (*restraints_of(career), *more), on, local)
    limits = [part.answer for part in parts if isinstance(part.answer, GradeLimit)]
    answer = max(limits, key=lambda limit: limit.weight, default=GradeLimit.EXCELLENT)
    grades = value(GRADES, on, local)
    asked = [fact("assessment.year_asked", year=year)]
    unclear = [part for part in parts if part.outcome is RuleOutcome.UNKNOWN]
    if unclear and answer is not GradeLimit.PENDING:
        missing = [one for part in unclear for one in part.missing]
        return unknown(
            "assessment.ceiling_unclear", grades, missing=missing, facts=asked, parts=parts
        )
    if answer is GradeLimit.EXCELLENT:
        return met("assessment.no_limit", grades, facts=asked, answer=answer, parts=parts)
    if len([limit for limit in limits if limit.weight]) == 1:
        return not_met(
            "assessment.one_limit", grades, facts=asked, answer=answer, parts=parts, limit=answer
        )
    heaviest = value(HEAVIEST, on, local)
    return not_met(
        "assessment.heaviest_limit",
        grades,
        heaviest,
        facts=asked,
        answer=answer,
        parts=parts,
        limit=answer,
    )


def _parts(
    career: Career, year: int, restrained: Iterable[Restrained], on: date, local: Local
) -> list[Verdict]:
    kinds = {period.kind for period in career.status_periods}
    asked = dict.fromkeys(rule for kind, rule in _RULES if kind in kinds)
    found = [rule(career, year, on=on, local=local) for rule in asked]
    found += [restraint(career, one, year, on=on, local=local) for one in restrained]
    return found


def _of_career(career: Career, on: date, local: Local) -> Verdict:
    return ceiling(career, on.year, on=on, local=local)


@question(
    "年度考核最高可以定什么等次",
    en="What is the best grade of the year",
    words=(YEAR, *CAREER_WORDS, RESTRAINTS),
    of_career=_of_career,
)
def _ceiling(facts: Facts, on: date, local: Local) -> Verdict:
    year = facts.needed(YEAR)
    return ceiling(career_of(facts), year, restraints_told(facts), on=on, local=local)
