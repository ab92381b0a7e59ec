"""What 基本称职 and 不称职 lead to, in their year and after several in a row."""

from collections.abc import Mapping, Sequence
from datetime import date

from dandang.career.career import Career
from dandang.career.field import Absent, Field
from dandang.policy.assessment.words import GRADE, PERSON, YEAR, grades_of, subject_of
from dandang.policy.career_words import GRADES, RANK
from dandang.policy.parameters import Local, Parameter, value
from dandang.policy.questions import question
from dandang.policy.rules import Ruled, rule_of_person
from dandang.policy.verdict import Verdict, fact, lack, met, not_met, unknown, waived
from dandang.policy.words import Facts, Word, texts

RULES = "assessment_of_civil_servants"
LAW = "civil_servants_law"
LEADS_TO = f"{RULES}.basic_leads_to"
BARS_YEARS = f"{RULES}.basic_bars_years"
ADJUSTED_AFTER = f"{RULES}.basic_adjusted_after"
LEVELS = f"{LAW}.levels_lowered"
RANKS = f"{LAW}.ranks"
DISMISSED_AFTER = f"{LAW}.dismissed_after"
DISMISSAL_BARRED = f"{LAW}.dismissal_barred"
CONTESTED = f"{LAW}.may_be_contested"
IN_WRITING = f"{LAW}.told_in_writing"
BASIC, INCOMPETENT = "基本称职", "不称职"

PROTECTED = Word("不得辞退的情形", texts)


@rule_of_person(
    "assessment.basic",
    zh="基本称职的处理",
    en="What 基本称职 leads to",
    document=RULES,
    parameters=(LEADS_TO,),
)
def basic(person: Ruled, grade: str | None, *, on: date, local: Local) -> Verdict:
    """Met, with what has to be done, when the grade is 基本称职; other grades are not concerned."""
    leads = value(LEADS_TO, on, local)
    if grade is None:
        return unknown("assessment.grade_unclear", leads, missing=[lack("assessment.grade_told")])
    if grade != BASIC:
        return waived("assessment.not_this_grade", leads, grade=grade)
    return met("assessment.has_to_be_done", leads, answer=leads.words)


@question("基本称职的要怎么处理", en="What follows from 基本称职", words=(*PERSON, GRADE))
def _basic(facts: Facts, on: date, local: Local) -> Verdict:
    return basic(subject_of(facts), facts.known(GRADE), on=on, local=local)


@rule_of_person(
    "assessment.promotion_after_basic",
    zh="基本称职后的晋升",
    en="Promotion after 基本称职",
    document=RULES,
    parameters=(BARS_YEARS,),
)
def promotion_after_basic(
    person: Ruled, grades: Mapping[int, str], *, on: date, local: Local
) -> Verdict:
    """Not met in the year that follows one graded 基本称职; unknown while that grade is not on file."""
    bars = value(BARS_YEARS, on, local)
    years = [on.year - before for before in range(1, bars.whole + 1)]
    basic_years = tuple(year for year in years if grades.get(year) == BASIC)
    if basic_years:
        return not_met("assessment.promotion_barred", bars, years=basic_years)
    gaps = [year for year in years if year not in grades]
    if gaps:
        missing = [lack("assessment.grade_of_year", year=year) for year in gaps]
        return unknown("assessment.promotion_unclear", bars, missing=missing)
    return met("assessment.promotion_open", bars)


def _promotion_of_career(career: Career, on: date, local: Local) -> Verdict:
    grades = {one.year: one.grade for one in career.year_grades}
    return promotion_after_basic(career, grades, on=on, local=local)


@question(
    "上年度的等次影响晋升吗",
    en="Does last year's grade bar promotion",
    words=(*PERSON, GRADES),
    of_career=_promotion_of_career,
)
def _promotion(facts: Facts, on: date, local: Local) -> Verdict:
    return promotion_after_basic(subject_of(facts), grades_of(facts), on=on, local=local)


@rule_of_person(
    "assessment.lowered",
    zh="不称职的降低职级层次",
    en="Lowering after 不称职",
    document=LAW,
    parameters=(LEVELS, RANKS),
)
def lowered(
    person: Ruled, grade: str | None, rank: Field[str], *, on: date, local: Local
) -> Verdict:
    """Met, with the rank that remains, when the grade is 不称职. Below the lowest rank there is none."""
    levels, ranks = value(LEVELS, on, local), value(RANKS, on, local)
    if grade is None:
        return unknown("assessment.grade_unclear", levels, missing=[lack("assessment.grade_told")])
    if grade != INCOMPETENT:
        return waived("assessment.not_this_grade", levels, grade=grade)
    if isinstance(rank, Absent) or rank not in ranks.words:
        return unknown("assessment.rank_unclear", levels, ranks, missing=[lack("assessment.rank")])
    place = ranks.words.index(rank) + levels.whole
    facts = [fact("assessment.rank_held", rank=rank)]
    if place >= len(ranks.words):
        return met("assessment.no_lower_rank", levels, ranks, facts=facts)
    lower = ranks.words[place]
    return met("assessment.lowered_to", levels, ranks, facts=facts, answer=lower, rank=lower)


@question(
    "不称职的职级降到哪一级", en="To which rank does 不称职 lower", words=(*PERSON, GRADE, RANK)
)
def _lowered(facts: Facts, on: date, local: Local) -> Verdict:
    return lowered(subject_of(facts), facts.known(GRADE), facts.of(RANK), on=on, local=local)


@rule_of_person(
    "assessment.adjusted",
    zh="连续基本称职的组织调整",
    en="Adjustment after several 基本称职",
    document=RULES,
    parameters=(ADJUSTED_AFTER,),
)
def adjusted(
    person: Ruled, grades: Mapping[int, str], year: int, *, on: date, local: Local
) -> Verdict:
    """Met when the year closes so many years of 基本称职 in a row."""
    after = value(ADJUSTED_AFTER, on, local)
    return _in_a_row(grades, year, BASIC, after) or met("assessment.adjusted", after)


@question(
    "连续基本称职是否应当组织调整",
    en="Do years of 基本称职 call for adjustment",
    words=(*PERSON, YEAR, GRADES),
)
def _adjusted(facts: Facts, on: date, local: Local) -> Verdict:
    year = facts.needed(YEAR)
    return adjusted(subject_of(facts), grades_of(facts), year, on=on, local=local)


@rule_of_person(
    "assessment.dismissed",
    zh="连续不称职的辞退",
    en="Dismissal after several 不称职",
    document=LAW,
    parameters=(DISMISSED_AFTER, DISMISSAL_BARRED),
)
def dismissed(
    person: Ruled,
    grades: Mapping[int, str],
    year: int,
    protected: Sequence[str] | None,
    *,
    on: date,
    local: Local,
) -> Verdict:
    """Met when the year closes so many of 不称职 in a row and no ground of protection is there.

    `protected` are the grounds that were found; an empty list is "looked for, none found".
    """
    after, barred = value(DISMISSED_AFTER, on, local), value(DISMISSAL_BARRED, on, local)
    if short := _in_a_row(grades, year, INCOMPETENT, after):
        return short
    if protected is None:
        missing = [lack("assessment.grounds_of_protection")]
        return unknown("assessment.protection_unclear", after, barred, missing=missing)
    found = tuple(each for each in protected if each in barred.words)
    if found:
        return not_met("assessment.protected", after, barred, found=found)
    return met("assessment.dismissed", after, barred)


@question(
    "连续不称职能否辞退",
    en="Do years of 不称职 lead to dismissal",
    words=(*PERSON, YEAR, GRADES, PROTECTED),
)
def _dismissed(facts: Facts, on: date, local: Local) -> Verdict:
    none_found = () if facts.of(PROTECTED) is Absent.NONE else None
    return dismissed(
        subject_of(facts),
        grades_of(facts),
        facts.needed(YEAR),
        facts.known(PROTECTED) or none_found,
        on=on,
        local=local,
    )


def _in_a_row(grades: Mapping[int, str], year: int, grade: str, after: Parameter) -> Verdict | None:
    years = [year - before for before in range(after.whole)]
    other = [each for each in years if grades.get(each, grade) != grade]
    if other:
        return not_met("assessment.not_in_a_row", after, year=other[0], grade=grades[other[0]])
    gaps = [each for each in years if each not in grades]
    if gaps:
        missing = [lack("assessment.grade_of_year", year=each) for each in gaps]
        return unknown("assessment.run_unclear", after, missing=missing)
    return None


@rule_of_person(
    "assessment.contested",
    zh="对等次的复核、申诉",
    en="Review and appeal of a grade",
    document=LAW,
    parameters=(CONTESTED, IN_WRITING),
)
def contested(person: Ruled, grade: str | None, *, on: date, local: Local) -> Verdict:
    """Met when the law opens review and appeal against the grade: 不称职 alone."""
    grounds, written = value(CONTESTED, on, local), value(IN_WRITING, on, local)
    if grade is None:
        return unknown("assessment.grade_unclear", grounds, missing=[lack("assessment.grade_told")])
    facts = [fact("assessment.grade_said", grade=grade)]
    if any(ground.endswith(f"定为{grade}") for ground in grounds.words):
        return met("assessment.may_be_contested", grounds, written, facts=facts)
    return not_met("assessment.may_be_objected", grounds, written, facts=facts)


@question("对这个等次能否申请复核、申诉", en="May the grade be appealed", words=(*PERSON, GRADE))
def _contested(facts: Facts, on: date, local: Local) -> Verdict:
    return contested(subject_of(facts), facts.known(GRADE), on=on, local=local)
