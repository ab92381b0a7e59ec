"""Putting the county into the database, by the apps' own verbs."""

from dataclasses import dataclass
from datetime import datetime

from dandang.apps.archive import actions as archive
from dandang.apps.organisation import actions as organisation
from dandang.apps.permits.actor import Actor
from dandang.apps.units import actions as units
from dandang.apps.units.plans import PostPlan, UnitPlan
from dandang.demo import AS_OF, COUNTY, OFFICE
from dandang.demo.county import County
from dandang.demo.plans import UnitSeed
from dandang.demo.units import HARDSHIP
from dandang.terms.people import PostLevel


@dataclass(frozen=True, slots=True)
class Stored:
    """The county with the numbers it got: of units by path, of people in the order of careers."""

    county: County
    units: dict[str, int]
    people: tuple[int, ...]

    def unit(self, name: str) -> int:
        """The number of the unit of that name right below the county."""
        return self.units[f"{COUNTY}/{name}"]

    def holders(self, unit: str, *levels: PostLevel) -> list[tuple[int, str]]:
        """Numbers and names of those who belong to a unit and hold a main post of such a level."""
        path = f"{COUNTY}/{unit}"
        return [
            (number, career.name)
            for number, career in zip(self.people, self.county.careers, strict=True)
            if career.unit == path
            and career.in_service
            and (main := career.main_on(AS_OF)) is not None
            and main.level in levels
        ]


def store_county(county: County, *, by: Actor, at: datetime) -> Stored:
    """Name the county, make its units and store its careers."""
    organisation.name_county(name=COUNTY, office=OFFICE, fictitious=True, by=by, at=at)
    plans = [_plan(unit, order) for order, unit in enumerate(county.units, start=1)]
    numbers = units.store_tree(plans=plans, by=by, at=at)
    people = archive.store_all(careers=county.careers, by=by, at=at)
    return Stored(county, numbers, tuple(people))


def _plan(unit: UnitSeed, order: int) -> UnitPlan:
    return UnitPlan(
        full_name=unit.path,
        short_name=unit.short_name,
        kind=unit.kind,
        order=order,
        posts=tuple(
            PostPlan(
                title=seat.title,
                level=seat.level,
                in_team=seat.in_team,
                key=seat.key,
                duties=seat.duties,
                quota=seat.quota,
            )
            for seat in unit.seats
        ),
        team=unit.team,
        hardship=bool(HARDSHIP & set(unit.path.split("/"))),
    )
