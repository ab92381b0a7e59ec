"""The whole county as values: its units and the careers of its people. Same seed, same county."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from dandang.career import Career, StatusPeriod
from dandang.demo import (
    COUNTY_MANAGED,
    JOURNEY_UNIT,
    OPEN_UNIT,
    PANEL_UNIT,
    PEOPLE,
    PUBLISHED_UNIT,
    SEED,
    SMALLEST_UNIT,
    full,
    hurts,
)
from dandang.demo.draft import Draft
from dandang.demo.grades import give_grades
from dandang.demo.people import add_history, make_person
from dandang.demo.plans import Seat, UnitSeed
from dandang.demo.seats import STAFF
from dandang.demo.stages import Book, Stage
from dandang.demo.units import LEADERS_ABOVE, make_units
from dandang.terms.people import Authority, PostLevel, StatusKind, UnitKind

RETIREES = 92


@dataclass(frozen=True, slots=True)
class County:
    """The synthetic county (虚构): units, each below its parent's place, and careers."""

    units: tuple[UnitSeed, ...]
    careers: tuple[Career, ...]


def make_county(*, seed: int = SEED, people: int = PEOPLE, whole: bool = False) -> County:
    """A county with `people` in service beside the city-managed leaders.

    622 of them are county-managed however many there are; retirees come on top. The `whole` county
    has 392 teams, and 8,246 of its people have been sent down to villages.
    """
    rng = Random(seed)
    units = make_units(rng, people, teams=full.TEAMS if whole else 0)
    book, taken = Book(units), set[str]()
    empty = _empty_seats(rng, units)
    drafts: list[Draft] = []
    for unit in units:
        for seat in _filled(unit, empty):
            drafts.append(make_person(rng, book, unit, seat, taken=taken))
    _put_leaders_above(drafts, units, book)
    hurts.add_second_posts(rng, book, drafts, units)
    drafts += _retirees(rng, book, units, taken)
    for draft in drafts:
        add_history(rng, book, draft)
    hurts.add_probation(drafts)
    hurts.add_absences(rng, drafts, units)
    hurts.add_proceedings(rng, drafts)
    hurts.add_same_names(rng, drafts, taken)
    hurts.add_gaps(rng, drafts)
    if whole:
        full.send_down(rng, drafts, units)
    _finish(rng, drafts)
    return County(units, tuple(draft.frozen() for draft in drafts))


def _empty_seats(rng: Random, units: Iterable[UnitSeed]) -> dict[tuple[str, str], int]:
    """How many places of which county-managed seat stand empty, so that 622 are filled."""
    kept = {JOURNEY_UNIT, SMALLEST_UNIT, OPEN_UNIT, PANEL_UNIT, PUBLISHED_UNIT}
    places, loose = 0, []
    for unit in units:
        for seat in unit.seats:
            if seat.authority is not Authority.COUNTY:
                continue
            places += seat.quota
            head = seat.level is PostLevel.TOWNSHIP_CHIEF and unit.kind is UnitKind.DEPARTMENT
            if not head and unit.name not in kept:
                loose += [(unit.path, seat.title)] * seat.quota
    spare = places - COUNTY_MANAGED
    empty: dict[tuple[str, str], int] = defaultdict(int)
    for place in rng.sample(loose, spare):
        empty[place] += 1
    return empty


def _filled(unit: UnitSeed, empty: dict[tuple[str, str], int]) -> Iterable[Seat]:
    """The seats of a unit that somebody of its own holds, once per holder, staff last."""
    holders = 0
    for seat in unit.seats:
        headed_from_above = seat.authority is Authority.CITY and unit.name in set(
            LEADERS_ABOVE.values()
        )
        if seat.title == STAFF or headed_from_above:
            continue
        for _ in range(seat.quota - empty.get((unit.path, seat.title), 0)):
            if holders < unit.size:
                holders += 1
                yield seat
    staff = next((seat for seat in unit.seats if seat.title == STAFF), None)
    if staff is not None:
        for _ in range(unit.size - holders):
            yield staff


def _put_leaders_above(drafts: Iterable[Draft], units: Iterable[UnitSeed], book: Book) -> None:
    by_name = {unit.name: unit for unit in units}
    for draft in drafts:
        department = LEADERS_ABOVE.get((draft.unit.name, draft.seat.title))
        if department is None:
            continue
        unit = by_name[department]
        seat = unit.seats[0]
        book.take(unit, seat, draft.since, None)
        draft.more.append(Stage(unit, seat, draft.since, None, main=False))


def _retirees(rng: Random, book: Book, units: tuple[UnitSeed, ...], taken: set[str]) -> list[Draft]:
    """Retired people, who stay with the unit of their last post; two of them have died."""
    made = []
    seats = [
        (unit, seat)
        for unit in units
        for seat in unit.seats
        if seat.level in {PostLevel.TOWNSHIP_DEPUTY, PostLevel.SECTION, PostLevel.STAFF}
        and unit.seats[-1].quota > 1
    ]
    for number in range(RETIREES):
        unit, seat = rng.choice(seats)
        draft = make_person(rng, book, unit, seat, taken=taken, retired=True)
        last = draft.stages[-1].last
        assert last is not None
        kind = StatusKind.DIED if number < 2 else StatusKind.RETIRED
        note = "因病去世" if number < 2 else "到龄退休"
        draft.periods.append(StatusPeriod(kind, last, None, note=note))
        made.append(draft)
    return made


def _finish(rng: Random, drafts: list[Draft]) -> None:
    """Order in the team, year grades, and no two with the same name, month of birth and unit."""
    by_unit: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_unit[draft.unit.path].append(draft)
    for members in by_unit.values():
        for place, draft in enumerate(members, start=1):
            draft.order = place
        give_grades(rng, members)
    seen: set[tuple[str, str, str]] = set()
    for draft in drafts:
        while (key := (draft.name, str(draft.birth)[:7], draft.unit.path)) in seen:
            draft.name += "辉"
        seen.add(key)
