"""A person's own columns, filled from a career."""

from dandang.apps.archive.actions.children import Ground
from dandang.apps.archive.actions.grip import NO_POST, seat_of
from dandang.apps.archive.models import Person
from dandang.apps.archive.rebuild import DATES, TEXTS
from dandang.apps.archive.sealing import identity_key
from dandang.career import Career, written
from dandang.career.parts import Appointment as Held


def fill(person: Person, career: Career, on_ground: Ground) -> None:
    """Write a career's own fields into the person's columns; his lists are rows of their own."""
    person.name = career.name
    person.sex = written(career.sex)
    for name in (*TEXTS, *DATES):
        setattr(person, name, written(getattr(career, name)))
    person.authority = str(career.authority)
    person.regime = str(career.regime)
    person.in_service = career.in_service
    person.unit_id = on_ground.units[career.unit].number
    person.identity_key = identity_key(career.identity)
    person.note = career.note
    held = _current(career)
    person.seat = NO_POST
    if held is not None:
        unit = on_ground.units[held.unit].number
        person.seat = seat_of(
            in_team=held.in_team,
            order=held.order,
            post_order=on_ground.post_orders[unit, held.post],
        )


def _current(career: Career) -> Held | None:
    return next((one for one in career.appointments if one.main and one.last_day is None), None)
