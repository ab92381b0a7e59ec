"""What makes a county difficult: absences, proceedings, second posts, same names, gaps."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from random import Random

from dandang.career import Absent, StatusPeriod
from dandang.days import PartialDate
from dandang.demo import AS_OF, JOURNEY_UNIT
from dandang.demo.draft import Draft
from dandang.demo.names import RARE
from dandang.demo.people import move_birth
from dandang.demo.plans import UnitSeed
from dandang.demo.stages import ONE_DAY, Book, Stage
from dandang.terms.people import Authority, PostLevel, Sex, StatusKind, UnitKind

_TEAM_LEVELS = {PostLevel.TOWNSHIP_CHIEF, PostLevel.TOWNSHIP_DEPUTY}


def _day(back: int) -> date:
    return AS_OF - timedelta(days=back)


def _paper(rng: Random, day: date, office: str = "清组") -> str:
    return f"{office}〔{day.year}〕{rng.randrange(1, 90)}号（虚构）"


def add_probation(people: Iterable[Draft]) -> None:
    """试用期 of a year for new leaders and for the newly recruited."""
    for draft in people:
        first = draft.since
        new = draft.work_start > _day(365) or (
            draft.seat.level in _TEAM_LEVELS and first > _day(365)
        )
        if new and draft.in_service:
            last = first.replace(year=first.year + 1, day=min(first.day, 28)) - ONE_DAY
            draft.periods.append(StatusPeriod(StatusKind.PROBATION, first, last, note="试用期一年"))


def add_absences(rng: Random, people: Sequence[Draft], units: Sequence[UnitSeed]) -> None:
    """Leave, study, secondment and loans, some running and some over."""
    staff = [
        draft
        for draft in people
        if draft.in_service and not draft.periods and draft.authority is not Authority.CITY
    ]
    women = [d for d in staff if d.sex is Sex.FEMALE and 1986 <= d.born.year <= 1999]
    for draft in rng.sample(women, 16):
        first = _day(rng.randrange(10, 700))
        last = first + timedelta(days=157)
        draft.periods.append(
            StatusPeriod(StatusKind.MATERNITY_LEAVE, first, last, note="产假158天")
        )
    plain = [draft for draft in staff if not draft.periods]
    for draft in rng.sample(plain, 14):
        first = _day(rng.randrange(20, 500))
        over = rng.random() < 0.5
        draft.periods.append(
            StatusPeriod(
                StatusKind.SICK_LEAVE,
                first,
                min(AS_OF, first + timedelta(days=rng.randrange(30, 300))) if over else None,
                note="病假，有医院证明",
            )
        )
    plain = [draft for draft in plain if not draft.periods]
    for draft in rng.sample(plain, 6):
        first = _day(rng.randrange(15, 60))
        draft.periods.append(
            StatusPeriod(StatusKind.PERSONAL_LEAVE, first, first + timedelta(days=14), note="事假")
        )
    for draft in rng.sample([draft for draft in plain if not draft.periods], 8):
        first = date(2025, 9, 1)
        draft.periods.append(
            StatusPeriod(StatusKind.STUDY, first, date(2027, 7, 1), note="脱产攻读硕士学位")
        )
    _add_moves(rng, [draft for draft in plain if not draft.periods], units)


def _add_moves(rng: Random, people: Sequence[Draft], units: Sequence[UnitSeed]) -> None:
    civil = [d for d in people if d.unit.kind is UnitKind.DEPARTMENT and d.born.year > 1975]
    villages = [u for u in units if u.kind in {UnitKind.VILLAGE, UnitKind.TOWNSHIP}]
    for draft in rng.sample(civil, 28):
        first, to = _day(rng.randrange(60, 1200)), rng.choice(villages)
        last = first + timedelta(days=729)
        draft.periods.append(
            StatusPeriod(
                StatusKind.SECONDMENT,
                first,
                last,
                note="驻村第一书记" if to.kind is UnitKind.VILLAGE else "挂职锻炼两年",
                document=_paper(rng, first, "清组干"),
                unit=to.path,
            )
        )
        end = f"{last:%Y.%m}" if last < AS_OF else ""
        year = min(last, AS_OF).year
        draft.meanwhile.append((year, f"（其间：{first:%Y.%m}--{end}  挂职{to.name}）"))
    offices = [u for u in units if u.name in {"县委办公室", "县政府办公室", "县委组织部"}]
    grass = [
        d for d in people if d.unit.kind in {UnitKind.TOWNSHIP, UnitKind.STREET} and not d.periods
    ]
    for draft in rng.sample(grass, 36):
        first = _day(rng.randrange(20, 600))
        over = rng.random() < 0.4
        draft.periods.append(
            StatusPeriod(
                StatusKind.ON_LOAN,
                first,
                min(AS_OF, first + timedelta(days=180)) if over else None,
                note="借调工作",
                unit=rng.choice(offices).path,
            )
        )


def add_proceedings(rng: Random, people: Sequence[Draft]) -> None:
    """Open investigations, sanctions and admonitions, in force and expired."""
    plain = [d for d in people if d.in_service and not d.periods and d.unit.name != JOURNEY_UNIT]
    county = [draft for draft in plain if draft.authority is Authority.COUNTY]
    others = [draft for draft in plain if draft.authority is Authority.UNIT]
    for draft in (*rng.sample(county, 2), *rng.sample(others, 2)):
        first = _day(rng.randrange(15, 150))
        draft.periods.append(
            StatusPeriod(
                StatusKind.INVESTIGATION,
                first,
                None,
                note="涉嫌违纪，正在审查",
                document=_paper(rng, first, "清纪立"),
            )
        )
    spans = (("警告", 6), ("记过", 12), ("记大过", 18), ("党内警告", 12), ("降级", 24))
    _add_ended(rng, county, others, StatusKind.SANCTION, spans, (7, 9))
    _add_ended(rng, county, others, StatusKind.ADMONITION, (("诫勉", 6), ("诫勉", 12)), (6, 5))


def _add_ended(  # noqa: PLR0917
    rng: Random,
    county: Sequence[Draft],
    others: Sequence[Draft],
    kind: StatusKind,
    spans: Sequence[tuple[str, int]],
    counts: tuple[int, int],
) -> None:
    long_enough = date(2018, 1, 1)
    free = [d for d in county if not d.periods and d.work_start < long_enough]
    free_others = [d for d in others if not d.periods and d.work_start < long_enough]
    chosen = (*rng.sample(free, counts[0]), *rng.sample(free_others, counts[1]))
    for place, draft in enumerate(chosen):
        word, months = rng.choice(spans)
        days = int(months * 30.44)
        expired = place % 2
        first = _day(
            rng.randrange(days + 5, days + 900) if expired else rng.randrange(10, days - 5)
        )
        draft.periods.append(
            StatusPeriod(
                kind,
                first,
                first + timedelta(days=days - 1),
                note=f"{word}，影响期{months}个月",
                document=_paper(rng, first, "清纪"),
            )
        )


def add_second_posts(
    rng: Random, book: Book, people: Sequence[Draft], units: Sequence[UnitSeed]
) -> None:
    """Fill some of the empty leading posts with people who already hold one."""
    filled = {(draft.unit.path, draft.seat.title): 0 for draft in people if draft.in_service}
    heads = [
        draft
        for draft in people
        if draft.in_service
        and draft.seat.level is PostLevel.TOWNSHIP_CHIEF
        and draft.unit.name != JOURNEY_UNIT
    ]
    empty = [
        (unit, seat)
        for unit in units
        for seat in unit.seats
        if seat.in_team
        and seat.authority is Authority.COUNTY
        and unit.name != JOURNEY_UNIT
        and ((unit.path, seat.title) not in filled or rng.random() < 0.05)
        and book.free(unit, seat, _day(700), None)
    ]
    chosen = rng.sample(empty, len(empty) // 2)
    for (unit, seat), draft in zip(chosen, rng.sample(heads, len(chosen)), strict=True):
        if draft.unit is unit:
            continue
        first = max(draft.since, _day(rng.randrange(30, 600)))
        book.take(unit, seat, first, None)
        draft.more.append(Stage(unit, seat, first, None, main=False))


def add_same_names(rng: Random, people: Sequence[Draft], taken: set[str]) -> None:
    """Same names in one unit, and same names with the same month of birth in two units."""
    staff = [
        draft
        for draft in people
        if draft.in_service and draft.authority is Authority.UNIT and not draft.more
    ]
    plain = [draft for draft in staff if "·" not in draft.name]
    for draft, rare in zip(rng.sample(plain, len(RARE)), RARE, strict=True):
        draft.name = draft.name[0] + rare
    for _ in range(4):
        first = rng.choice(staff)
        second = rng.choice(
            [d for d in staff if d.unit is first.unit and d.sex is first.sex and d is not first]
            or [first]
        )
        second.name = first.name
    for _ in range(6):
        first = rng.choice(staff)
        pool = [
            d
            for d in staff
            if d.unit is not first.unit and d.sex is first.sex and d.born.year == first.born.year
        ]
        second = rng.choice(pool or [first])
        second.name = first.name
        if second is not first:
            move_birth(second, first.born.year, first.born.month, taken, rng)
            first.birth = PartialDate(first.born.year, first.born.month)


def add_gaps(rng: Random, people: Sequence[Draft]) -> None:
    """Fields nobody has filled, dates known only to the year, births that papers disagree on."""
    staff = [d for d in people if d.authority is Authority.UNIT and d.unit.name != JOURNEY_UNIT]
    some = rng.sample(staff, 48)

    def year_only(draft: Draft) -> None:
        draft.starts = PartialDate(draft.work_start.year)

    def no_number(draft: Draft) -> None:
        draft.identity = Absent.UNKNOWN

    def no_places(draft: Draft) -> None:
        draft.native_place = draft.birth_place = Absent.UNKNOWN

    def another_birth(draft: Draft) -> None:
        draft.birth = PartialDate(draft.born.year + 1, draft.born.month)

    changes: tuple[Callable[[Draft], None], ...] = (
        year_only,
        no_number,
        no_places,
        another_birth,
    )
    for place, draft in enumerate(some):
        changes[place % len(changes)](draft)
    unknown_birth, only_year = rng.sample([d for d in staff if d not in some], 2)
    unknown_birth.birth = unknown_birth.identity = Absent.UNKNOWN
    only_year.birth = PartialDate(only_year.born.year)
