"""What in the file of a person limits the grade of a year: probation, leave, an open case."""

from datetime import date

from dandang.career.career import Career
from dandang.days.spans import days_covered, months_of_year
from dandang.policy.assessment.words import spans, year_of
from dandang.policy.parameters import Local, value
from dandang.policy.rules import rule_of_person
from dandang.policy.verdict import Verdict, fact, lack, met, not_met, unknown
from dandang.terms.grading import GradeLimit
from dandang.terms.people import StatusKind

DOCUMENT = "assessment_of_civil_servants"
PROBATION = f"{DOCUMENT}.probation_ungraded"
LEAVE_MONTHS = f"{DOCUMENT}.leave_months"
LEAVE_KINDS = f"{DOCUMENT}.leave_kinds"
OPEN_CASE = f"{DOCUMENT}.open_case"

RECRUIT = "新录用"
IN_A_POST = "任职试用"
LEAVES = frozenset({StatusKind.SICK_LEAVE, StatusKind.PERSONAL_LEAVE, StatusKind.MATERNITY_LEAVE})


def limit_named(zh: str) -> GradeLimit:
    """The limit of that Chinese name; StopIteration is a mistake in the parameters."""
    return next(limit for limit in GradeLimit if limit.zh == zh)


@rule_of_person(
    "assessment.probation",
    zh="试用期内的考核",
    en="Assessment during probation",
    document=DOCUMENT,
    parameters=(PROBATION,),
)
def probation(career: Career, year: int, *, on: date, local: Local) -> Verdict:
    """No grade for a recruit whose probation (新录用试用期) still runs at the end of the year.

    The probation in a post (任职试用期) of somebody promoted is another thing and limits nothing.
    """
    rule = value(PROBATION, on, local)
    last = year_of(year).last
    periods = [
        period
        for period in career.status_on(last)
        if period.kind is StatusKind.PROBATION and IN_A_POST not in period.note
    ]
    if not periods:
        return met("assessment.no_recruit", rule, answer=GradeLimit.EXCELLENT)
    facts = [fact("assessment.probation_runs", first=periods[0].first_day)]
    if RECRUIT not in periods[0].note:
        missing = [lack("assessment.kind_of_probation")]
        return unknown("assessment.probation_unclear", rule, missing=missing, facts=facts)
    return not_met("assessment.recruit", rule, facts=facts, answer=limit_named(rule.text))


@rule_of_person(
    "assessment.leave",
    zh="病假、事假对等次的影响",
    en="Sick and personal leave and the grade",
    document=DOCUMENT,
    parameters=(LEAVE_MONTHS, LEAVE_KINDS),
)
def leave(career: Career, year: int, *, on: date, local: Local) -> Verdict:
    """No grade when the leave that counts exceeds half of the year; days in two leaves count once."""
    months, kinds = value(LEAVE_MONTHS, on, local), value(LEAVE_KINDS, on, local)
    counted = frozenset(kind for kind in LEAVES if kind.zh in kinds.words)
    first, last = year_of(year)
    taken = [span for _, span in spans(career, counted, year, on)]
    days = days_covered(taken, first, last)
    facts = [fact("assessment.leave_taken", days=days)]
    if apart := spans(career, LEAVES - counted, year, on):
        kind = apart[0][0].kind
        facts.append(fact("assessment.leave_apart", kind=kind))
    if months_of_year(days, year) > months.whole:
        answer = GradeLimit.COMMENT_ONLY
        return not_met("assessment.leave_long", months, kinds, facts=facts, answer=answer)
    return met("assessment.leave_short", months, kinds, facts=facts, answer=GradeLimit.EXCELLENT)


@rule_of_person(
    "assessment.open_case",
    zh="立案审查调查期间的考核",
    en="Assessment during an open investigation",
    document=DOCUMENT,
    parameters=(OPEN_CASE,),
)
def open_case(career: Career, year: int, *, on: date, local: Local) -> Verdict:
    """Neither comment nor grade while a case that was opened by the end of the year is not closed."""
    rule = value(OPEN_CASE, on, local)
    last = year_of(year).last
    opened = [
        period
        for period in career.status_on(on)
        if period.kind is StatusKind.INVESTIGATION and period.first_day <= last
    ]
    if not opened:
        return met("assessment.no_open_case", rule, answer=GradeLimit.EXCELLENT)
    facts = [fact("assessment.case_opened", first=opened[0].first_day)]
    return not_met("assessment.case_open", rule, facts=facts, answer=limit_named(rule.text))
