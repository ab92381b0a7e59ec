"""平时考核: its grades, its quota of 好, what its results mean for the year; public notice of 优秀."""

from collections.abc import Mapping
from datetime import date

from dandang.policy.assessment.quota import PROPOSED, ROUNDING, cap, fits, rounding_of
from dandang.policy.given import Given
from dandang.policy.parameters import Local, value
from dandang.policy.questions import question
from dandang.policy.rules import rule
from dandang.policy.verdict import Verdict, fact, lack, met, not_met, unknown
from dandang.policy.words import Facts, Word, mapping, whole
from dandang.terms.grading import GradeLimit

DOCUMENT = "assessment_of_civil_servants"
GRADES = f"{DOCUMENT}.routine_grades"
SHARE = f"{DOCUMENT}.routine_share"
POOR_SHARE = f"{DOCUMENT}.routine_poor_share"

STAFF = Word("参加平时考核人数", whole)


def counts(given: Given, field: str) -> Mapping[str, int]:
    """How many results of each grade."""
    return {name: whole(each, name) for name, each in mapping(given, field).items()}


RESULTS = Word("平时考核结果", counts)


@rule(
    "assessment.routine_quota",
    zh="平时考核好等次名额",
    en="Places of good in routine assessment",
    document=DOCUMENT,
    parameters=(SHARE, ROUNDING),
)
def routine_quota(
    staff: int | None, proposed: int | None = None, *, on: date, local: Local
) -> Verdict:
    """How many of so many may be 好; met when `proposed` fits."""
    share, rounding = value(SHARE, on, local), value(ROUNDING, on, local)
    if staff is None:
        return unknown("assessment.base_unclear", share, missing=[lack("assessment.staff")])
    facts = [fact("assessment.base_of_staff", staff=staff)]
    places = cap(staff, share.whole, rounding_of(rounding))
    return fits(places, proposed, (share, rounding), facts)


@question(
    "平时考核好等次名额有几个",
    en="How many places of good are there in routine assessment",
    words=(STAFF, PROPOSED),
)
def _routine_quota(facts: Facts, on: date, local: Local) -> Verdict:
    return routine_quota(facts.known(STAFF), facts.known(PROPOSED), on=on, local=local)


@rule(
    "assessment.routine_results",
    zh="平时考核结果对年度等次的影响",
    en="Routine results and the grade of the year",
    document=DOCUMENT,
    parameters=(GRADES, POOR_SHARE),
)
def routine_results(results: Mapping[str, int] | None, *, on: date, local: Local) -> Verdict:
    """Not met when more than half of a year's routine results were 一般 or 较差.

    The answer is what the year may then normally be given at most; the organ decides.
    """
    grades, poor = value(GRADES, on, local), value(POOR_SHARE, on, local)
    if not results or set(results) - set(grades.words):
        missing = [lack("assessment.routine_on_file")]
        return unknown("assessment.routine_unclear", grades, missing=missing)
    low = sum(results.get(grade, 0) for grade in grades.words[2:])
    total = sum(results.values())
    facts = [fact("assessment.routine_told", low=low, total=total)]
    if low * 100 > total * poor.whole:
        limit = GradeLimit.BASIC
        return not_met("assessment.routine_low", grades, poor, facts=facts, answer=limit)
    if not low and results.get(grades.words[0], 0):
        facts.append(fact("assessment.routine_first"))
    return met("assessment.routine_fine", grades, poor, facts=facts, answer=GradeLimit.EXCELLENT)


@question(
    "平时考核结果对年度等次有什么影响",
    en="What do routine results mean for the year",
    words=(RESULTS,),
)
def _routine_results(facts: Facts, on: date, local: Local) -> Verdict:
    return routine_results(facts.known(RESULTS), on=on, local=local)
