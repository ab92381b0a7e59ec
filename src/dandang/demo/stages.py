"""How somebody came to the post held today: earlier posts that were free at the time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from dandang.demo.plans import Seat, UnitSeed
from dandang.demo.seats import STAFF
from dandang.terms.people import PostLevel, UnitKind

ONE_DAY = timedelta(days=1)
YEAR = timedelta(days=365.25)

# What usually comes before a level, latest first, with its share of the years before.
_BEFORE: dict[PostLevel, tuple[tuple[PostLevel, float], ...]] = {
    PostLevel.COUNTY_CHIEF: (
        (PostLevel.TOWNSHIP_CHIEF, 0.4),
        (PostLevel.TOWNSHIP_DEPUTY, 0.3),
        (PostLevel.STAFF, 0.3),
    ),
    PostLevel.COUNTY_DEPUTY: (
        (PostLevel.TOWNSHIP_CHIEF, 0.4),
        (PostLevel.TOWNSHIP_DEPUTY, 0.3),
        (PostLevel.STAFF, 0.3),
    ),
    PostLevel.TOWNSHIP_CHIEF: (
        (PostLevel.TOWNSHIP_DEPUTY, 0.4),
        (PostLevel.SECTION, 0.25),
        (PostLevel.STAFF, 0.35),
    ),
    PostLevel.TOWNSHIP_DEPUTY: ((PostLevel.SECTION, 0.4), (PostLevel.STAFF, 0.6)),
    PostLevel.SECTION: ((PostLevel.STAFF, 1.0),),
    PostLevel.NONE: ((PostLevel.SECTION, 0.4), (PostLevel.STAFF, 0.6)),
    PostLevel.STAFF: ((PostLevel.STAFF, 1.0),),
}
_ELSEWHERE = ("临溪县", "云岭县", "江岚省直机关", "南屏市直机关", "东山县")
_CIVIL = {UnitKind.DEPARTMENT, UnitKind.TOWNSHIP, UnitKind.STREET}


@dataclass(slots=True)
class Stage:
    """One post from a day to a day; `seat` None: outside the county, only `text` is known."""

    unit: UnitSeed | None
    seat: Seat | None
    first: date
    last: date | None
    text: str = ""
    main: bool = True


class Book:
    """Who sits where when, so that no post is held by more people than its quota."""

    def __init__(self, units: Iterable[UnitSeed]) -> None:
        """Know every seat of the county, by level and sort of unit."""
        self._taken: dict[tuple[str, str], list[tuple[date, date]]] = {}
        self._seats: dict[tuple[PostLevel, str], list[tuple[UnitSeed, Seat]]] = {}
        for unit in units:
            for seat in unit.seats:
                for where in {field_of(unit), unit.path}:
                    self._seats.setdefault((seat.level, where), []).append((unit, seat))

    def seats(self, level: PostLevel, where: str) -> list[tuple[UnitSeed, Seat]]:
        """The seats of a level in a field of work, or in the unit of that path."""
        return self._seats.get((level, where), [])

    def free(self, unit: UnitSeed, seat: Seat, first: date, last: date | None) -> bool:
        """Whether one more person may have sat there all that time."""
        if seat.title == STAFF:
            return True
        until = last or date.max
        taken = self._taken.get((unit.path, seat.title), ())
        return sum(1 for begin, end in taken if begin <= until and end >= first) < seat.quota

    def take(self, unit: UnitSeed, seat: Seat, first: date, last: date | None) -> None:
        """Note that somebody sits there."""
        if seat.title != STAFF:
            key = (unit.path, seat.title)
            self._taken.setdefault(key, []).append((first, last or date.max))


def field_of(unit: UnitSeed) -> str:
    """The field of work inside which people usually move."""
    if unit.kind in _CIVIL:
        return "civil"
    if unit.kind in {UnitKind.VILLAGE, UnitKind.COMMUNITY}:
        return unit.path
    return str(unit.kind)


def earlier_stages(
    rng: Random, book: Book, *, unit: UnitSeed, seat: Seat, work_start: date, until: date
) -> list[Stage]:
    """The posts between the first working day and `until`, latest first, without a gap."""
    days = (until - work_start).days
    stages: list[Stage] = []
    if days < 200:
        return stages
    end, near = until - ONE_DAY, unit
    shares = _BEFORE[seat.level]
    for place, (level, share) in enumerate(shares):
        oldest = place == len(shares) - 1
        span = int(days * share * rng.uniform(0.8, 1.2))
        first = work_start if oldest else max(work_start, end - timedelta(days=span))
        for begin, finish in _cut(rng, first, end):
            stage = _stage(rng, book, level, near, begin, finish)
            stages.append(stage)
            near = stage.unit or near
        end = first - ONE_DAY
        if end <= work_start:
            stages[-1].first = work_start
            break
    return stages


def _cut(rng: Random, first: date, last: date) -> list[tuple[date, date]]:
    """One span, or two where somebody moved in between; latest first."""
    days = (last - first).days
    if days < 1100 or rng.random() < 0.45:
        return [(first, last)]
    middle = first + timedelta(days=int(days * rng.uniform(0.35, 0.65)))
    return [(middle, last), (first, middle - ONE_DAY)]


def _stage(  # noqa: PLR0917
    rng: Random, book: Book, level: PostLevel, near: UnitSeed, first: date, last: date
) -> Stage:
    seats = book.seats(level, field_of(near))
    here = book.seats(level, near.path)
    for attempt in range(10 if seats else 0):
        pool = here if here and attempt < 2 and rng.random() < 0.6 else seats
        unit, seat = rng.choice(pool)
        if book.free(unit, seat, first, last):
            book.take(unit, seat, first, last)
            return Stage(unit, seat, first, last)
    what = {
        PostLevel.TOWNSHIP_CHIEF: "正科级领导职务",
        PostLevel.TOWNSHIP_DEPUTY: "副科级领导职务",
        PostLevel.SECTION: "中层职务",
    }.get(level, "工作")
    return Stage(None, None, first, last, f"{rng.choice(_ELSEWHERE)}（虚构）{what}")
