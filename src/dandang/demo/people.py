"""Making one invented person for a seat."""

from calendar import monthrange
from datetime import date, timedelta
from random import Random

from dandang.career import Absent, Field, Relative
from dandang.days import PartialDate
from dandang.demo import AS_OF, PROVINCE, names
from dandang.demo.draft import Draft
from dandang.demo.identity import identity_number
from dandang.demo.plans import Seat, UnitSeed
from dandang.demo.schooling import schooling
from dandang.demo.seats import STAFF
from dandang.demo.stages import YEAR, Book, Stage, earlier_stages
from dandang.terms.people import Authority, PostLevel, Regime, Sex, UnitKind

# Youngest, usual and oldest age in a post, and the share of women.
_AGES = {
    PostLevel.COUNTY_CHIEF: (47, 53, 57, 0.1),
    PostLevel.COUNTY_DEPUTY: (42, 50, 57, 0.2),
    PostLevel.TOWNSHIP_CHIEF: (36, 48, 58, 0.18),
    PostLevel.TOWNSHIP_DEPUTY: (30, 41, 57, 0.3),
    PostLevel.SECTION: (29, 42, 58, 0.38),
    PostLevel.NONE: (38, 52, 58, 0.3),
    PostLevel.STAFF: (23, 36, 59, 0.46),
}
_RANKS = (
    "二级科员",
    "一级科员",
    "四级主任科员",
    "三级主任科员",
    "二级主任科员",
    "一级主任科员",
    "四级调研员",
    "三级调研员",
)
_RANK_SPAN = {
    PostLevel.STAFF: (0, 3),
    PostLevel.SECTION: (2, 4),
    PostLevel.TOWNSHIP_DEPUTY: (3, 5),
    PostLevel.TOWNSHIP_CHIEF: (4, 7),
    PostLevel.NONE: (5, 8),
}
_PLACES = ("清源", "清源", "清源", "清源", "临溪", "云岭", "东山", "南屏", "石州")
_TITLES = {
    "医院": ("住院医师", "主治医师", "副主任医师", "主管护师"),
    "学": ("中小学二级教师", "中小学一级教师", "中小学高级教师"),
    "农业": ("助理农艺师", "农艺师", "高级农艺师"),
}
_SPECIALITIES = ("农村经济", "公文写作", "基层党建", "财务管理", "工程管理", "法律事务", "应急处置")


def make_person(
    rng: Random, book: Book, unit: UnitSeed, seat: Seat, *, taken: set[str], retired: bool = False
) -> Draft:
    """Somebody who sits in `seat` of `unit` today, or sat there until retiring.

    Earlier posts come later, by `add_history`, when it is known who sits where today.
    """
    youngest, usual, oldest, women = _AGES[seat.level]
    sex = Sex.FEMALE if rng.random() < women else Sex.MALE
    if retired:
        age = rng.uniform(61, 69)
    else:
        age = rng.triangular(youngest, min(oldest, 54 if sex is Sex.FEMALE else 60), usual)
    born = AS_OF - timedelta(days=int(age * 365.25))
    people = names.ethnicity(rng)
    school = schooling(rng, born, seat.level)
    work_start = min(school.left, AS_OF - timedelta(days=70))
    last = AS_OF - timedelta(days=int((age - 60) * 365) + 20) if retired else None
    since = _since(rng, seat, work_start, last or AS_OF)
    if not book.free(unit, seat, since, last):
        seat = unit.seats[-1]
    book.take(unit, seat, since, last)
    draft = Draft(
        name=names.full_name(rng, sex, born.year, people),
        sex=sex,
        born=born,
        unit=unit,
        seat=seat,
        work_start=work_start,
        school=school,
        stages=[Stage(unit, seat, since, last)],
        authority=Authority.UNIT if retired else seat.authority,
        regime=_regime(rng, unit, seat),
        ethnicity=people,
        in_service=not retired,
    )
    _describe(rng, draft, taken)
    return draft


def add_history(rng: Random, book: Book, draft: Draft) -> None:
    """Fill the years between the first working day and today's post."""
    today = draft.stages[-1]
    before = earlier_stages(
        rng,
        book,
        unit=draft.unit,
        seat=draft.seat,
        work_start=draft.work_start,
        until=today.first,
    )
    if not before:
        today.first = min(today.first, draft.work_start)
    draft.stages = [*reversed(before), today]


def _since(rng: Random, seat: Seat, work_start: date, until: date) -> date:
    """The first day in today's post: within the last years, after the years that it takes."""
    needed = {PostLevel.STAFF: 0, PostLevel.SECTION: 3, PostLevel.TOWNSHIP_DEPUTY: 5}
    earliest = work_start + needed.get(seat.level, 9) * YEAR
    days = int(rng.triangular(0.1, 7.5, 2.2) * 365)
    if seat.level is PostLevel.STAFF and rng.random() < 0.6:
        return work_start
    day = until - timedelta(days=days)
    return min(max(day, earliest, work_start), until - timedelta(days=25))


def _regime(rng: Random, unit: UnitSeed, seat: Seat) -> Regime:
    mixed = unit.kind in {UnitKind.DEPARTMENT, UnitKind.TOWNSHIP, UnitKind.STREET}
    if seat.title == STAFF and mixed and rng.random() < 0.35:
        return Regime.INSTITUTION
    return seat.regime


def _describe(rng: Random, draft: Draft, taken: set[str]) -> None:
    born, school = draft.born, draft.school
    exact = rng.random() < 0.12
    draft.birth = PartialDate.of(born) if exact else PartialDate(born.year, born.month)
    start = draft.work_start
    draft.starts = PartialDate(start.year, start.month)
    place = PROVINCE + rng.choice(_PLACES)
    draft.native_place = place
    draft.birth_place = place if rng.random() < 0.8 else PROVINCE + rng.choice(_PLACES)
    draft.party = _party(rng, draft)
    draft.health = rng.choices(("健康", "一般", "较差"), (94, 5, 1))[0]
    draft.title = _title(rng, draft)
    if rng.random() < 0.35:
        draft.speciality = rng.choice(_SPECIALITIES)
    draft.rank, draft.rank_since = _rank(rng, draft)
    draft.identity = identity_number(rng, born, draft.sex, taken)
    if draft.authority is not Authority.UNIT:
        draft.family = _family(rng, draft)
        if rng.random() < 0.3:
            year = rng.randrange(2012, 2026)
            course = f"（其间：{year}.03--{year}.06  县委党校中青年干部培训班学习）"
            draft.meanwhile.append((year, course))
    if school.at_work_text:
        draft.meanwhile.append((school.at_work_ended, school.at_work_text))


def _party(rng: Random, draft: Draft) -> Field[str]:
    leading = draft.authority is not Authority.UNIT
    chance = rng.random()
    if chance < (0.9 if leading else 0.55):
        year = min(2026, draft.born.year + rng.randrange(20, 32))
        month = rng.randrange(1, 7 if year == 2026 else 13)
        return f"{year}.{month:02d}"
    if chance < (0.97 if leading else 0.62):
        return rng.choice(("民盟", "民建", "九三", "民进", "农工党", "无党派"))
    return Absent.NONE if chance < 0.985 else Absent.UNKNOWN


def _title(rng: Random, draft: Draft) -> Field[str]:
    for word, titles in _TITLES.items():
        if word in draft.unit.name and rng.random() < 0.6:
            return rng.choice(titles)
    return Absent.NONE if rng.random() < 0.5 else Absent.UNKNOWN


def _rank(rng: Random, draft: Draft) -> tuple[Field[str], Field[PartialDate]]:
    regime, level = draft.regime, draft.seat.level
    if regime is Regime.ENTERPRISE or level not in _RANK_SPAN:
        return Absent.NONE, Absent.NONE
    year = rng.randrange(max(2019, draft.work_start.year), 2027)
    since = PartialDate(year, rng.randrange(6, 13) if year < 2026 else rng.randrange(1, 10))
    if year <= draft.work_start.year:
        since = PartialDate(draft.work_start.year, draft.work_start.month)
    if regime is Regime.INSTITUTION:
        kind = f"专业技术{rng.choice('十九八')}级" if isinstance(draft.title, str) else "管理九级"
        return kind, since
    first, last = _RANK_SPAN[level]
    return rng.choice(_RANKS[first:last]), since


def _family(rng: Random, draft: Draft) -> Field[tuple[Relative, ...]]:
    if rng.random() < 0.04:
        return Absent.NONE
    year = draft.born.year
    other = Sex.MALE if draft.sex is Sex.FEMALE else Sex.FEMALE
    relation = "丈夫" if draft.sex is Sex.FEMALE else "妻子"
    rows = [_relative(rng, relation, other, year + rng.randrange(-3, 4), "清源县某单位职工")]
    child = rng.choice((Sex.MALE, Sex.FEMALE))
    label = "儿子" if child is Sex.MALE else "女儿"
    rows.append(_relative(rng, label, child, year + rng.randrange(25, 31), "学生"))
    rows.append(_relative(rng, "父亲", Sex.MALE, year - 27, "清源县农民（已退休）"))
    rows.append(_relative(rng, "母亲", Sex.FEMALE, year - 25, "清源县农民（已去世）"))
    return tuple(rows)


def _relative(rng: Random, relation: str, sex: Sex, year: int, work: str) -> Relative:
    political = rng.choice(("中共党员", "群众")) if year < 2005 else Absent.UNKNOWN
    return Relative(
        relation=relation,
        name=names.full_name(rng, sex, year, "汉族"),
        birth=PartialDate(year, rng.randrange(1, 13)),
        political=political,
        work=work,
    )


def move_birth(draft: Draft, year: int, month: int, taken: set[str], rng: Random) -> None:
    """Give somebody another month of birth, with the identity number that goes with it."""
    day = min(draft.born.day, monthrange(year, month)[1])
    draft.born = date(year, month, day)
    draft.birth = PartialDate(year, month)
    draft.identity = identity_number(rng, draft.born, draft.sex, taken)
