"""Sick and personal leave in the year of an assessment."""

from datetime import date

from dandang.policy.career_words import AUTHORITY, REGIME
from dandang.policy.parameters import Local, value
from dandang.policy.questions import question
from dandang.policy.rules import Subject, rule_of_person
from dandang.policy.verdict import Verdict, fact, lack, met, not_met, unknown
from dandang.policy.words import Facts, Word, whole

SICK = Word("病假天数", whole)
MONTHS = "assessment_of_civil_servants.leave_months"


@rule_of_person(
    "assessment.leave",
    zh="病事假是否影响确定等次",
    en="whether leave keeps the year from being graded",
    document="assessment_of_civil_servants",
    parameters=(MONTHS,),
)
def leave(person: Subject, sick: int | None, *, on: date, local: Local) -> Verdict:
    """Met when the leave of the year lets it be graded."""
    months = value(MONTHS, on, local)
    if sick is None:
        return unknown("assessment.leave_unknown", months, missing=[lack("assessment.leave_days")])
    facts = [fact("assessment.leave_taken", days=sick)]
    if sick > months.whole * 30:
        return not_met("assessment.leave_long", months, facts=facts, days=sick)
    return met("assessment.leave_short", months, facts=facts, days=sick)


@question(
    "病假后能否确定等次", en="Can a grade be given after leave", words=(REGIME, AUTHORITY, SICK)
)
def _leave(facts: Facts, on: date, local: Local) -> Verdict:
    person = Subject(facts.needed(REGIME), facts.needed(AUTHORITY))
    return leave(person, facts.known(SICK), on=on, local=local)
