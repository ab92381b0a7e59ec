"""Who stood on a unit's roster on a day, for a round that freezes it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from dandang.apps.archive.models import Appointment, StatusPeriod
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.apps.units import queries as units
from dandang.terms.people import Authority, PostLevel, StatusKind
from dandang.terms.refusal import NotFound

GONE = {StatusKind.RETIRED, StatusKind.DIED}


@dataclass(frozen=True, slots=True)
class OnRoster:
    """One person whose main post lay in the unit that day; `statuses` are those that are not sealed."""

    person: int
    name: str
    post: str
    level: PostLevel
    in_team: bool
    county_managed: bool
    statuses: tuple[StatusKind, ...]


def roster_on(viewer: Actor, *, unit: int, on: date) -> tuple[OnRoster, ...]:
    """The people whose main post lay in `unit` on a day, in organisation order; the retired left out."""
    line = units.unit(viewer, unit)
    if not viewer.may(Verb.ARCHIVE_READ, path=line.path):
        raise NotFound("permits.not_found")
    running = Q(last_day=None) | Q(last_day__gte=on)
    rows = list(
        Appointment.objects.filter(running, post__unit_id=unit, main=True, first_day__lte=on)
        .select_related("person", "post")
        .order_by("order", "post__order", "person_id")
    )
    periods: dict[int, list[StatusKind]] = {}
    for person, kind in (
        StatusPeriod.objects.filter(
            running, person__in=[row.person_id for row in rows], first_day__lte=on
        )
        .order_by("first_day")
        .values_list("person_id", "kind")
    ):
        periods.setdefault(person, []).append(StatusKind(kind))
    return tuple(
        OnRoster(
            person=row.person_id,
            name=row.person.name,
            post=row.post.title,
            level=PostLevel(row.post.level),
            in_team=row.post.in_team,
            county_managed=row.person.authority == Authority.COUNTY,
            statuses=tuple(k for k in periods.get(row.person_id, ()) if not k.sealed),
        )
        for row in rows
        if not GONE & set(periods.get(row.person_id, ()))
    )
