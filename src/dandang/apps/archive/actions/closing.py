"""Closing a unit: only the archive knows whether somebody still serves there."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from dandang.apps.archive.models import Appointment, Person
from dandang.apps.permits.actor import Actor
from dandang.apps.units import actions as units_actions
from dandang.apps.units import queries as units
from dandang.terms.refusal import Refusal


@transaction.atomic
def close_unit(*, number: int, on: date, by: Actor, at: datetime) -> None:
    """Close a unit (撤销单位) on a day; its people, posts and past stay on file.

    Refused while somebody in service belongs to it, while an appointment there lasts beyond the
    day, and while units below it are open.
    """
    place = units.unit(by, number)
    lasting = Q(last_day=None) | Q(last_day__gt=on)
    held = Appointment.objects.filter(lasting, post__unit_id=place.number).values("person")
    serving = Person.objects.filter(Q(unit_id=place.number, in_service=True) | Q(pk__in=held))
    if count := serving.count():
        raise Refusal("units.not_empty", name=place.name, count=count)
    units_actions.close_unit(number=place.number, on=on, by=by, at=at)


def refuse_held_post(post: int, title: str) -> None:
    """Refuse to put a post into the team, or out of it, while somebody holds it."""
    if Appointment.objects.filter(post_id=post, last_day=None).exists():
        raise Refusal("units.post_held", title=title)
