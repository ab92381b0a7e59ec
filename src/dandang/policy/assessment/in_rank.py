"""任职年限: when the years in a rank are full, by what each year was graded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dandang.days.month import Month
from dandang.policy.assessment.words import PERSON, grades_of, subject_of
from dandang.policy.career_words import GRADES
from dandang.policy.parameters import Local, value
from dandang.policy.questions import question
from dandang.policy.rules import Ruled, rule_of_person
from dandang.policy.verdict import Verdict, fact, lack, met, not_met, unknown
from dandang.policy.words import Facts, Word, day, whole, yes_no

DOCUMENT = "assessment_of_civil_servants"
SHORTENED = f"{DOCUMENT}.months_shortened"
COUNTING = f"{DOCUMENT}.counting_grades"
EXCELLENT = "优秀"

SINCE = Word("任现职级日期", day)
NEEDED_YEARS = Word("规定年限", whole)
FIRST_YEAR_COUNTS = Word("任职当年的优秀可以缩短", yes_no)


@dataclass(frozen=True, slots=True)
class InRank:
    """A rank held since a day, of which so many months are needed before the next.

    `first_year_counts` says whether 优秀 of the year in which it was given shortens them, which the
    province decides; None is unknown.
    """

    since: date
    months: int
    first_year_counts: bool | None = None


@rule_of_person(
    "assessment.years_in_rank",
    zh="任职年限的计算",
    en="Years in rank",
    document=DOCUMENT,
    parameters=(SHORTENED, COUNTING),
)
def years_in_rank(
    person: Ruled, rank: InRank, grades: Mapping[int, str], *, on: date, local: Local
) -> Verdict:
    """Met when the months are full; the answer is the day: sooner for 优秀, later for years not counted."""
    shorter, counting = value(SHORTENED, on, local), value(COUNTING, on, local)
    facts = [fact("assessment.in_rank_since", since=rank.since, months=rank.months)]
    full = _later(rank.since, rank.months)
    for year in range(rank.since.year, max(max(grades, default=0), on.year - 1) + 1):
        if year >= full.year:
            break
        grade = grades.get(year)
        if grade is None:
            missing = [lack("assessment.grade_of_year", year=year)]
            return unknown("assessment.years_unclear", counting, missing=missing, facts=facts)
        facts.append(fact("assessment.graded", year=year, grade=grade))
        first = year == rank.since.year and rank.since.day + rank.since.month > 2
        if grade not in counting.words:
            full = _later(date(year + 1, 1, 1), rank.months) if first else _later(full, 12)
        elif grade == EXCELLENT:
            if first and rank.first_year_counts is None:
                missing = [lack("assessment.provincial_reading")]
                return unknown(
                    "assessment.first_year_unclear", shorter, missing=missing, facts=facts
                )
            if not first or rank.first_year_counts:
                full = _later(full, -shorter.whole)
    if full <= on:
        return met("assessment.years_full", shorter, counting, facts=facts, answer=full, day=full)
    return not_met("assessment.years_short", shorter, counting, facts=facts, answer=full, day=full)


def _later(start: date, months: int) -> date:
    month = Month.of(start).plus(months)
    return date(month.year, month.month, min(start.day, month.last_day.day))


@question(
    "任职级的年限哪天满",
    en="When are the years in a rank full",
    words=(*PERSON, SINCE, NEEDED_YEARS, GRADES, FIRST_YEAR_COUNTS),
)
def _years_in_rank(facts: Facts, on: date, local: Local) -> Verdict:
    months = facts.needed(NEEDED_YEARS) * 12
    rank = InRank(facts.needed(SINCE), months, facts.known(FIRST_YEAR_COUNTS))
    return years_in_rank(subject_of(facts), rank, grades_of(facts), on=on, local=local)
