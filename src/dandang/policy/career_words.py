"""The words in which an example tells of a person, and the career made of them."""

from typing import Any

from dandang.career.career import Career
from dandang.career.parts import Appointment, StatusPeriod, YearGrade
from dandang.policy.words import Facts, Word, by_year, day, partial, rows, term, text, yes_no
from dandang.terms.people import Authority, PostLevel, Regime, Sex, StatusKind

REGIME = Word("身份", term(Regime))
AUTHORITY = Word("管理权限", term(Authority))
UNIT = Word("单位", text)
SEX = Word("性别", term(Sex))
BIRTH = Word("出生", partial)
WORK_START = Word("参加工作", partial)
RANK = Word("职级", text)
RANK_SINCE = Word("现职级起", partial)
GRADES = Word("年度等次", by_year(text))

POST = Word("职务", text)
LEVEL = Word("层次", term(PostLevel))
FIRST = Word("起", day)
LAST = Word("止", day)
IN_TEAM = Word("班子成员", yes_no)
POSTS = Word("任职", rows(UNIT, POST, LEVEL, FIRST, LAST, IN_TEAM))

KIND = Word("种类", term(StatusKind))
NOTE = Word("说明", text)
STATUS = Word("状态", rows(KIND, FIRST, LAST, NOTE, UNIT))

CAREER_WORDS: tuple[Word[Any], ...] = (
    REGIME,
    AUTHORITY,
    UNIT,
    SEX,
    BIRTH,
    WORK_START,
    RANK,
    RANK_SINCE,
    GRADES,
    POSTS,
    STATUS,
)


def career_of(facts: Facts) -> Career:
    """The career that the facts tell of; regime and authority must be told, all else may be unknown."""
    return Career(
        name="某同志",
        unit=facts.known(UNIT) or "某单位",
        regime=facts.needed(REGIME),
        authority=facts.needed(AUTHORITY),
        sex=facts.of(SEX),
        birth=facts.of(BIRTH),
        work_start=facts.of(WORK_START),
        rank=facts.of(RANK),
        rank_since=facts.of(RANK_SINCE),
        appointments=tuple(_post(row) for row in facts.known(POSTS) or ()),
        status_periods=tuple(_status(row) for row in facts.known(STATUS) or ()),
        year_grades=tuple(
            YearGrade(year, grade) for year, grade in (facts.known(GRADES) or {}).items()
        ),
    )


def _post(row: Facts) -> Appointment:
    in_team = row.of(IN_TEAM)
    return Appointment(
        unit=row.known(UNIT) or "某单位",
        post=row.known(POST) or "某职务",
        level=row.known(LEVEL) or PostLevel.NONE,
        first_day=row.needed(FIRST),
        last_day=row.known(LAST),
        in_team=in_team is True,
    )


def _status(row: Facts) -> StatusPeriod:
    return StatusPeriod(
        kind=row.needed(KIND),
        first_day=row.needed(FIRST),
        last_day=row.known(LAST),
        note=row.known(NOTE) or "",
        unit=row.known(UNIT) or "",
    )
