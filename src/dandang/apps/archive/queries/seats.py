"""Who sits where, on any day: seats of a unit, use of its posts, the roster of a day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, When

from dandang.apps.archive.models import Appointment, Person, StatusPeriod
from dandang.apps.archive.queries.people import lasting, post_text, seen
from dandang.apps.archive.queries.photos import having_photos
from dandang.apps.archive.sealing import date_in
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.apps.units import queries as units
from dandang.apps.units.queries import PostLine
from dandang.career import age
from dandang.terms.people import Authority, PostLevel, StatusKind, UnitKind

_GONE = (str(StatusKind.RETIRED), str(StatusKind.DIED))
_SEALED = [str(kind) for kind in StatusKind if kind.sealed]


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody in a post on a day; `file` says whether the viewer may open that person's file.

    `age` and `photo` (whether there is one) are told only of whose file he may open.
    """

    person: int
    name: str
    post_number: int
    post: str
    level: PostLevel
    in_team: bool
    main: bool
    first_day: date
    last_day: date | None
    file: bool
    age: int | None = None
    photo: bool = False


@dataclass(frozen=True, slots=True)
class PostUse:
    """A post with who holds it; `vacant` None when its quota is not yet fixed."""

    post: PostLine
    seats: tuple[Seat, ...]

    @property
    def used(self) -> int:
        """How many hold it."""
        return len(self.seats)

    @property
    def vacant(self) -> int | None:
        """How many places are free."""
        return None if self.post.quota is None else max(0, self.post.quota - self.used)

    @property
    def over(self) -> int:
        """How many hold it beyond the quota."""
        return 0 if self.post.quota is None else max(0, self.used - self.post.quota)


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One person of a unit on a day; `statuses` hold what is not sealed of what held that day."""

    person: int
    name: str
    post: str
    level: PostLevel
    in_team: bool
    county_managed: bool
    statuses: tuple[StatusKind, ...]


def seated(viewer: Actor, unit: int, on: date) -> tuple[Seat, ...]:
    """Who sat in a unit on a day: the team in its order, then the other posts in theirs."""
    place = units.unit(viewer, unit)
    held = list(_on_seats(place.number, on))
    open_files = {
        one.person_id for one in held if viewer.may(Verb.ARCHIVE_READ, path=one.person.unit.path)
    }
    photos = having_photos(open_files)
    return tuple(
        Seat(
            person=one.person_id,
            name=one.person.name,
            post_number=one.post_id,
            post=one.post.title,
            level=PostLevel(one.level),
            in_team=one.team_id is not None,
            main=one.main,
            first_day=one.first_day,
            last_day=one.last_day,
            file=one.person_id in open_files,
            age=age(date_in(one.person.birth), on) if one.person_id in open_files else None,
            photo=one.person_id in photos,
        )
        for one in held
    )


def _on_seats(unit: int, on: date) -> QuerySet[Appointment]:
    return (
        Appointment.objects.filter(lasting(on), post__unit_id=unit)
        .select_related("person__unit", "post__unit")
        .order_by(
            F("team_id").asc(nulls_last=True),
            Case(When(team__isnull=False, then=F("order")), default=0),
            "post__order",
            "order",
            "person__seat",
            "person_id",
        )
    )


def occupancy(viewer: Actor, unit: int, on: date) -> tuple[PostUse, ...]:
    """The posts of a unit with who held them on a day, used and vacant places."""
    held: dict[int, list[Seat]] = defaultdict(list)
    for one in seated(viewer, unit, on):
        held[one.post_number].append(one)
    return tuple(
        PostUse(post, tuple(held.get(post.number, ()))) for post in units.posts(viewer, unit)
    )


def headcounts(viewer: Actor) -> dict[int, int]:
    """How many people in service belong to each unit itself, by unit, where the viewer may count."""
    require(viewer, Verb.UNITS_READ)
    rows = Person.objects.filter(
        units.under(viewer.scopes(Verb.UNITS_READ), "unit__path"), in_service=True
    )
    return dict(
        rows.values("unit_id").annotate(people=Count("pk")).values_list("unit_id", "people")
    )


def sent_to(viewer: Actor, *, kinds: Iterable[UnitKind]) -> int:
    """How many people have ever been on secondment to a unit of one of some kinds."""
    periods = StatusPeriod.objects.filter(
        kind=str(StatusKind.SECONDMENT), unit__kind__in=[str(kind) for kind in kinds]
    )
    return seen(viewer).filter(pk__in=periods.values("person_id")).count()


def roster_on(viewer: Actor, *, unit: int, on: date) -> tuple[RosterLine, ...]:
    """Everybody who belonged to a unit on a day by his main post, in organisation order.

    People without any main post belong to the unit of their file. The retired and the dead of that
    day are left out, whoever is absent for a time is not.
    """
    place = units.unit(viewer, unit)
    require(viewer, Verb.ARCHIVE_READ, path=place.path)
    periods: dict[int, list[StatusKind]] = defaultdict(list)
    gone = StatusPeriod.objects.filter(lasting(on), kind__in=_GONE, person=OuterRef("person_id"))
    seats = [one for one in _on_seats(place.number, on).exclude(Exists(gone)) if one.main]
    bare = _without_post(viewer, place.number)
    numbers = [one.person_id for one in seats] + [one.pk for one in bare]
    for period in StatusPeriod.objects.filter(lasting(on), person__in=numbers).exclude(
        kind__in=_SEALED
    ):
        periods[period.person_id].append(StatusKind(period.kind))
    lines = [
        RosterLine(
            person=one.person_id,
            name=one.person.name,
            post=post_text(one, place.number),
            level=PostLevel(one.level),
            in_team=one.team_id is not None,
            county_managed=one.person.authority == Authority.COUNTY,
            statuses=tuple(periods.get(one.person_id, ())),
        )
        for one in seats
    ]
    lines += [
        RosterLine(
            person=one.pk,
            name=one.name,
            post="",
            level=PostLevel.NONE,
            in_team=False,
            county_managed=one.authority == Authority.COUNTY,
            statuses=tuple(periods.get(one.pk, ())),
        )
        for one in bare
    ]
    return tuple(lines)


def _without_post(viewer: Actor, unit: int) -> list[Person]:
    main = Appointment.objects.filter(person=OuterRef("pk"), main=True)
    rows = seen(viewer).filter(unit_id=unit, in_service=True).exclude(Exists(main))
    return list(rows.order_by("seat", "birth", "pk"))
