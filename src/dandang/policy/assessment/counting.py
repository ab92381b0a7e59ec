"""Which years count: towards a pay step, a level, years in post and rank, the yearly bonus."""

from collections.abc import Mapping
from datetime import date

from dandang.policy.assessment.words import GRADE, PERSON, grades_of, subject_of
from dandang.policy.career_words import GRADES
from dandang.policy.parameters import Local, value
from dandang.policy.questions import question
from dandang.policy.rules import Ruled, rule_of_person
from dandang.policy.verdict import Verdict, fact, lack, met, not_met, unknown
from dandang.policy.words import Facts, Word, term
from dandang.terms.grading import Counted

DOCUMENT = "assessment_of_civil_servants"
COUNTING = f"{DOCUMENT}.counting_grades"
BASIC_NOT = f"{DOCUMENT}.basic_not_counted"
UNGRADED_NOT = f"{DOCUMENT}.ungraded_not_counted"
STEP_AFTER = f"{DOCUMENT}.step_after"
LEVEL_AFTER = f"{DOCUMENT}.level_after"
BASIC = "基本称职"
AFTER = {Counted.STEP: STEP_AFTER, Counted.LEVEL: LEVEL_AFTER}

COUNTED = Word("累计用于", term(Counted))


@rule_of_person(
    "assessment.year_counts",
    zh="年度是否计入年限",
    en="Whether the year counts",
    document=DOCUMENT,
    parameters=(COUNTING, BASIC_NOT, UNGRADED_NOT),
)
def year_counts(person: Ruled, grade: str | None, *, on: date, local: Local) -> Verdict:
    """Met when the year counts towards step, level and years in post and rank, and earns the bonus."""
    counting = value(COUNTING, on, local)
    if grade is None:
        missing = [lack("assessment.grade_told")]
        return unknown("assessment.grade_unclear", counting, missing=missing)
    facts = [fact("assessment.grade_said", grade=grade)]
    if grade in counting.words:
        return met("assessment.counts", counting, facts=facts)
    reason = value(BASIC_NOT if grade == BASIC else UNGRADED_NOT, on, local)
    what = reason.words
    return not_met("assessment.does_not_count", counting, reason, facts=facts, what=what)


@question(
    "这个年度是否计入年限并享受年度奖金",
    en="Does the year count and earn the bonus",
    words=(*PERSON, GRADE),
)
def _year_counts(facts: Facts, on: date, local: Local) -> Verdict:
    return year_counts(subject_of(facts), facts.known(GRADE), on=on, local=local)


@rule_of_person(
    "assessment.accumulated",
    zh="累计称职以上年度",
    en="Years of competent and better",
    document=DOCUMENT,
    parameters=(COUNTING, STEP_AFTER, LEVEL_AFTER),
)
def accumulated(
    person: Ruled, grades: Mapping[int, str], towards: Counted, *, on: date, local: Local
) -> Verdict:
    """Met when enough of the years since the last rise count for the next; the answer is how many do.

    `grades` are those of every year since then. A year without a grade on file leaves it unknown
    only where it could tip the scale.
    """
    counting, after = value(COUNTING, on, local), value(AFTER[towards], on, local)
    known = sum(grade in counting.words for grade in grades.values())
    facts = [fact("assessment.years_counted", years=known)]
    if known >= after.whole:
        code = "assessment.step_due" if towards is Counted.STEP else "assessment.level_due"
        return met(code, counting, after, facts=facts, answer=known)
    gaps = _gaps(grades, on)
    if known + len(gaps) >= after.whole and gaps:
        missing = [lack("assessment.grade_of_year", year=year) for year in gaps]
        return unknown("assessment.count_unclear", counting, after, missing=missing, facts=facts)
    return not_met("assessment.rise_not_due", counting, after, facts=facts, answer=known)


def _gaps(grades: Mapping[int, str], on: date) -> list[int]:
    return [year for year in range(min(grades, default=on.year), on.year) if year not in grades]


@question(
    "累计的年度够不够晋升工资档次或者级别",
    en="Are there years enough for the next step or level",
    words=(*PERSON, GRADES, COUNTED),
)
def _accumulated(facts: Facts, on: date, local: Local) -> Verdict:
    towards = facts.needed(COUNTED)
    return accumulated(subject_of(facts), grades_of(facts), towards, on=on, local=local)
