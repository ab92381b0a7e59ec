"""Putting the county into the database, by the apps' own verbs."""

from datetime import datetime

from dandang.apps.archive import actions as archive
from dandang.apps.organisation import actions as organisation
from dandang.apps.permits.actor import Actor
from dandang.apps.units import actions as units
from dandang.apps.units.plans import PostPlan, UnitPlan
from dandang.demo import COUNTY, OFFICE
from dandang.demo.county import County
from dandang.demo.plans import UnitSeed


def store_county(county: County, *, by: Actor, at: datetime) -> dict[str, int]:
    """Name the county, make its units and store its careers; gives each unit's number by path."""
    organisation.name_county(name=COUNTY, office=OFFICE, fictitious=True, by=by, at=at)
    plans = [_plan(unit, order) for order, unit in enumerate(county.units, start=1)]
    numbers = units.store_tree(plans=plans, by=by, at=at)
    archive.store_all(careers=county.careers, by=by, at=at)
    return numbers


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
    )
