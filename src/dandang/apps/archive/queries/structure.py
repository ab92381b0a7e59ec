"""The structure of a team or of everybody below a unit: counts in ten facets."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from dandang.apps.archive import groups
from dandang.apps.archive.models import Appointment, Education, Person
from dandang.apps.archive.queries.people import AGE_BANDS, lasting, seen
from dandang.apps.archive.sealing import date_in
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.apps.units import queries as units
from dandang.career import Absent, age
from dandang.terms.people import PostLevel, Regime, Sex
from dandang.terms.refusal import NotFound
from dandang.terms.term import Term

# Below this many in a part, a breakdown by sex, age or ethnicity would point at persons.
LEAST = 5


class Facet(Term):
    """结构项目: what a structure is broken down by."""

    SEX = "sex", "性别", "sex"
    AGE = "age", "年龄", "age"
    ETHNICITY = "ethnicity", "民族", "ethnicity"
    PARTY = "party", "党派", "party"
    SCHOOLING = "schooling", "最高学历", "highest education"
    FULL_TIME = "full_time", "全日制学历", "full-time education"
    LEVEL = "level", "职务层次", "post level"
    IN_POST = "in_post", "任现职年限", "years in present post"
    SERVICE = "service", "工作年限", "years of service"
    REGIME = "regime", "适用制度", "regime"


GUARDED = frozenset({Facet.SEX, Facet.AGE, Facet.ETHNICITY})


@dataclass(frozen=True, slots=True)
class Span:
    """A span of years or ages, from and to (None: open), both counted; both None: not known."""

    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class PartCount:
    """One part of a facet: its word or span, and how many."""

    what: Term | Span
    count: int


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One facet. `hidden`: some part has fewer than five people, and it must obey that."""

    facet: Facet
    parts: tuple[PartCount, ...]
    hidden: bool


@dataclass(frozen=True, slots=True)
class Structure:
    """How many people, and how they are made up."""

    people: int
    breakdowns: tuple[Breakdown, ...]


_IN_POST = (Span(0, 2), Span(3, 4), Span(5, 9), Span(10, None))
_SERVICE = (Span(0, 9), Span(10, 19), Span(20, 29), Span(30, None))
_AGES = tuple(Span(band.least, band.most) for band in AGE_BANDS)
_NOT_KNOWN = Span(None, None)


def team_structure(viewer: Actor, unit: int, on: date) -> Structure:
    """The structure of a unit's team on a day; NotFound for who may not read the files there."""
    place = _place(viewer, unit)
    held = Appointment.objects.filter(
        lasting(on), post__unit_id=place.number, team__isnull=False
    ).values("person")
    return _structure(Person.objects.filter(pk__in=held), on)


def unit_structure(viewer: Actor, unit: int, on: date) -> Structure:
    """The structure of everybody in service in a unit and below it."""
    place = _place(viewer, unit)
    people = seen(viewer).filter(unit__path__startswith=place.path, in_service=True)
    return _structure(people, on)


def _place(viewer: Actor, unit: int) -> units.UnitLine:
    place = units.unit(viewer, unit)
    if not viewer.may(Verb.ARCHIVE_READ, path=place.path):
        raise NotFound("permits.not_found")
    return place


def _structure(rows: QuerySet[Person], on: date) -> Structure:
    people = list(rows)
    numbers = rows.order_by().values("pk")
    schools: dict[int, dict[bool, str]] = {}
    for row in Education.objects.filter(person__in=numbers):
        schools.setdefault(row.person_id, {})[row.full_time] = row.schooling
    main = {
        row.person_id: row
        for row in Appointment.objects.filter(lasting(on), person__in=numbers, main=True)
    }
    counted: dict[Facet, Counter[Term | Span]] = {one: Counter() for one in Facet}
    for person in people:
        said = _said(person, schools.get(person.pk, {}), main.get(person.pk), on)
        for facet, what in said.items():
            counted[facet][what] += 1
    return Structure(
        len(people),
        tuple(_breakdown(one, counted[one]) for one in Facet),
    )


def _said(
    person: Person, schools: Mapping[bool, str], main: Appointment | None, on: date
) -> dict[Facet, Term | Span]:
    start = date_in(person.work_start)
    worked = None if isinstance(start, Absent) else groups.full_years(start.earliest, on)
    held = None if main is None else groups.full_years(main.first_day, on)
    level = PostLevel(main.level) if main is not None else PostLevel.NONE
    return {
        Facet.SEX: Sex(person.sex) if person.sex in set(Sex) else _NOT_KNOWN,
        Facet.AGE: _span(_AGES, age(date_in(person.birth), on)),
        Facet.ETHNICITY: groups.people_of(person.ethnicity),
        Facet.PARTY: groups.side_of(person.party),
        Facet.SCHOOLING: groups.schooling_of(schools.values()),
        Facet.FULL_TIME: groups.schooling_of([schools.get(True, "")]),
        Facet.LEVEL: level,
        Facet.IN_POST: _span(_IN_POST, held),
        Facet.SERVICE: _span(_SERVICE, worked),
        Facet.REGIME: Regime(person.regime),
    }


def _span(spans: Sequence[Span], years: int | None) -> Span:
    if years is None:
        return _NOT_KNOWN
    return next(
        (
            span
            for span in spans
            if (span.least or 0) <= years and (span.most is None or years <= span.most)
        ),
        spans[0],
    )


_ORDERS: dict[Facet, Sequence[Term | Span]] = {
    Facet.SEX: tuple(Sex),
    Facet.AGE: _AGES,
    Facet.ETHNICITY: tuple(groups.People),
    Facet.PARTY: tuple(groups.Side),
    Facet.SCHOOLING: tuple(groups.Schooling),
    Facet.FULL_TIME: tuple(groups.Schooling),
    Facet.LEVEL: tuple(PostLevel),
    Facet.IN_POST: _IN_POST,
    Facet.SERVICE: _SERVICE,
    Facet.REGIME: tuple(Regime),
}


def _breakdown(facet: Facet, counted: Mapping[Term | Span, int]) -> Breakdown:
    parts = tuple(
        PartCount(what, counted[what])
        for what in (*_ORDERS[facet], _NOT_KNOWN)
        if counted.get(what)
    )
    if facet is Facet.AGE:
        parts = _pooled(parts)
    few = facet in GUARDED and any(part.count < LEAST for part in parts)
    return Breakdown(facet, () if few else parts, few)


def _pooled(parts: tuple[PartCount, ...]) -> tuple[PartCount, ...]:
    """Spans of ages with too few people joined with the smaller of their neighbours.

    Nothing is joined into one span for all: that would tell nothing, and so nothing is told.
    """
    known = [part for part in parts if part.what != _NOT_KNOWN]
    while len(known) > 2 and (small := min(known, key=lambda part: part.count)).count < LEAST:
        place = known.index(small)
        beside = [other for other in (place - 1, place + 1) if 0 <= other < len(known)]
        other = min(beside, key=lambda at: known[at].count)
        first, last = known[min(place, other)], known[max(place, other)]
        assert isinstance(first.what, Span)
        assert isinstance(last.what, Span)
        joined = PartCount(Span(first.what.least, last.what.most), first.count + last.count)
        known[min(place, other) : max(place, other) + 1] = [joined]
    return (*known, *(part for part in parts if part.what == _NOT_KNOWN))
