"""The structure of a team or of everybody below a unit: counts in ten facets."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, FilteredRelation, Q, QuerySet

from dandang.apps.archive import groups
from dandang.apps.archive.models import Appointment, Person
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
# That nothing is on file points at nobody's age, sex or ethnicity.
_UNSAID = frozenset({_NOT_KNOWN, groups.People.UNKNOWN})


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
    people = seen(viewer).filter(unit__in=units.numbers_below(place.path), in_service=True)
    return _structure(people, on)


def _place(viewer: Actor, unit: int) -> units.UnitLine:
    place = units.unit(viewer, unit)
    if not viewer.may(Verb.ARCHIVE_READ, path=place.path):
        raise NotFound("permits.not_found")
    return place


def _structure(rows: QuerySet[Person], on: date) -> Structure:
    """What is counted is grouped where it lies: people with the same words are one row."""
    counted: dict[Facet, Counter[Term | Span]] = {one: Counter() for one in Facet}
    people = 0
    for (sex, ethnicity, regime), n in _grouped(rows, "sex", "ethnicity", "regime"):
        people += n
        counted[Facet.SEX][Sex(sex) if sex in set(Sex) else _NOT_KNOWN] += n
        counted[Facet.ETHNICITY][groups.people_of(ethnicity)] += n
        counted[Facet.REGIME][Regime(regime)] += n
    for (birth,), n in _grouped(rows, "birth"):
        counted[Facet.AGE][_span(_AGES, age(date_in(birth), on))] += n
    for (party,), n in _grouped(rows, "party"):
        counted[Facet.PARTY][groups.side_of(party)] += n
    for (start,), n in _grouped(rows, "work_start"):
        counted[Facet.SERVICE][_span(_SERVICE, _years_since(start, on))] += n
    schooled = rows.annotate(full_time=_educated(True), on_the_job=_educated(False))
    for schools, n in _grouped(schooled, "full_time__schooling", "on_the_job__schooling"):
        counted[Facet.SCHOOLING][groups.schooling_of(text or "" for text in schools)] += n
        counted[Facet.FULL_TIME][groups.schooling_of([schools[0] or ""])] += n
    main = Appointment.objects.filter(
        lasting(on), person__in=rows.order_by().values("pk"), main=True
    )
    for (level, first), n in _grouped(main, "level", "first_day"):
        counted[Facet.LEVEL][PostLevel(level)] += n
        counted[Facet.IN_POST][_span(_IN_POST, groups.full_years(first, on))] += n
    for facet, missing in ((Facet.LEVEL, PostLevel.NONE), (Facet.IN_POST, _NOT_KNOWN)):
        counted[facet][missing] += people - counted[facet].total()
    return Structure(people, tuple(_breakdown(one, counted[one]) for one in Facet))


def _grouped(rows: QuerySet[Any], *columns: str) -> Iterator[tuple[tuple[Any, ...], int]]:
    """Each combination of some columns that occurs, and how often."""
    for row in rows.order_by().values(*columns).annotate(n=Count("pk")).values_list(*columns, "n"):
        yield row[:-1], row[-1]


def _educated(full_time: bool) -> FilteredRelation:
    return FilteredRelation("educations", condition=Q(educations__full_time=full_time))


def _years_since(start: str, on: date) -> int | None:
    day = date_in(start)
    return None if isinstance(day, Absent) else groups.full_years(day.earliest, on)


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
    few = facet in GUARDED and any(part.count < LEAST for part in parts if part.what not in _UNSAID)
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
