"""What every write of the archive begins and ends with: the person, the permit, the trail."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max

from dandang.apps.archive.models import Appointment, Person
from dandang.apps.audit import actions as audit
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.terms.refusal import NotFound

# In a unit the team comes first, then the other posts, then who holds none.
_TEAM_END = 100_000
_POST_STEP = 1_000
NO_POST = 900_000_000


def take(number: int, *, verb: Verb, by: Actor) -> Person:
    """The person, locked for this transaction; NotFound outside the actor's scope."""
    person = (
        Person.objects.select_for_update(of=("self",))
        .select_related("unit")
        .filter(pk=number)
        .first()
    )
    if person is None or not (
        by.may(Verb.ARCHIVE_READ, path=person.unit.path) or by.may(verb, path=person.unit.path)
    ):
        raise NotFound("permits.not_found")
    require(by, verb, path=person.unit.path)
    return person


def subject_of(person: Person, *, path: str) -> audit.Subject:
    """The person, of the unit at `path`, as the trail names him."""
    return audit.Subject("person", str(person.pk), person.name, path=path, person=person.pk)


def record(
    person: Person, *, verb: Verb, by: Actor, at: datetime, details: Mapping[str, Any]
) -> None:
    """Write down an act on one person."""
    audit.record(
        by=by, verb=verb, subject=subject_of(person, path=person.unit.path), at=at, details=details
    )


def seat_of(*, in_team: bool, order: int, post_order: int) -> int:
    """The place inside the unit that a main appointment gives."""
    if in_team:
        return min(order, _TEAM_END - 1)
    return _TEAM_END + post_order * _POST_STEP + min(order, _POST_STEP - 1)


def reseat(person: Person) -> None:
    """Set the person's unit and place after his main appointment, when he has one now."""
    row = (
        Appointment.objects.select_related("post__unit")
        .filter(person=person, main=True, last_day=None)
        .first()
    )
    if row is None:
        person.seat = NO_POST
    else:
        person.unit = row.post.unit
        person.seat = seat_of(
            in_team=row.team_id is not None, order=row.order, post_order=row.post.order
        )
    person.save(update_fields=["unit", "seat"])


def last_place(team: int) -> int:
    """The place after the last one taken in a team."""
    taken = Appointment.objects.filter(team_id=team, last_day=None).aggregate(last=Max("order"))
    return (taken["last"] or 0) + 1
