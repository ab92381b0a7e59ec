"""What 优秀 leads to: 嘉奖, and 三等功 after several years in a row."""

from collections.abc import Mapping
from datetime import date

from dandang.career.career import Career
from dandang.policy.assessment.words import PERSON, YEAR, grades_of, subject_of
from dandang.policy.career_words import GRADES
from dandang.policy.parameters import Local, value
from dandang.policy.questions import question
from dandang.policy.rules import Ruled, rule_of_person
from dandang.policy.verdict import Verdict, fact, lack, met, not_met, unknown
from dandang.policy.words import Facts

DOCUMENT = "assessment_of_civil_servants"
COMMENDED = f"{DOCUMENT}.commended"
MERIT = f"{DOCUMENT}.merit"
MERIT_AFTER = f"{DOCUMENT}.merit_after"
EXCELLENT = "优秀"


@rule_of_person(
    "assessment.reward",
    zh="优秀等次的奖励",
    en="Reward for excellent",
    document=DOCUMENT,
    parameters=(COMMENDED, MERIT, MERIT_AFTER),
)
def reward(
    person: Ruled, grades: Mapping[int, str], year: int, *, on: date, local: Local
) -> Verdict:
    """The reward of the year: 三等功 when it closes so many years of 优秀 in a row, else 嘉奖."""
    commended, merit = value(COMMENDED, on, local), value(MERIT, on, local)
    years = value(MERIT_AFTER, on, local)
    wanted = [year - before for before in range(years.whole)]
    run = 0
    for each in wanted:
        if grades.get(each) != EXCELLENT:
            break
        run += 1
    facts = [fact("assessment.run_of_excellent", year=year, years=run)]
    if run == years.whole:
        return met("assessment.merit", merit, years, facts=facts, answer=merit.text)
    if wanted[run] not in grades:
        missing = [lack("assessment.grade_of_year", year=wanted[run])]
        return unknown(
            "assessment.run_unclear", commended, merit, years, missing=missing, facts=facts
        )
    if not run:
        return not_met("assessment.not_excellent", commended, facts=facts)
    return met("assessment.commended", commended, years, facts=facts, answer=commended.text)


def _reward_of_career(career: Career, on: date, local: Local) -> Verdict:
    grades = {one.year: one.grade for one in career.year_grades}
    return reward(career, grades, max(grades, default=on.year - 1), on=on, local=local)


@question(
    "按年度考核结果应给什么奖励",
    en="What reward follows from the grade",
    words=(*PERSON, YEAR, GRADES),
    of_career=_reward_of_career,
)
def _reward(facts: Facts, on: date, local: Local) -> Verdict:
    year = facts.needed(YEAR)
    return reward(subject_of(facts), grades_of(facts), year, on=on, local=local)
