"""The list of people: search, filters, organisation order."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from dandang.apps.archive import groups
from dandang.apps.archive.models import Appointment, Person
from dandang.apps.archive.rebuild import sex_in
from dandang.apps.archive.sealing import date_in
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.apps.units.queries import under
from dandang.career import Field, age
from dandang.days import Month, PartialDate
from dandang.kit.paging import Page, window
from dandang.terms.people import Authority, PostLevel, Regime, Sex
from dandang.terms.refusal import NotFound

# What a list is sorted by, everywhere: unit after unit, then the place inside the unit.
ORGANISATION_ORDER = ("unit__order_path", "seat", "birth", "pk")


@dataclass(frozen=True, slots=True)
class AgeBand:
    """年龄段: from an age to an age, both counted; None is open."""

    code: str
    least: int | None
    most: int | None


AGE_BANDS = (
    AgeBand("-35", None, 35),
    AgeBand("36-40", 36, 40),
    AgeBand("41-45", 41, 45),
    AgeBand("46-50", 46, 50),
    AgeBand("51-54", 51, 54),
    AgeBand("55-59", 55, 59),
    AgeBand("60-", 60, None),
)


# Wider groups that people are asked for by; they overlap the bands.
AGE_GROUPS = (AgeBand("-40", None, 40), AgeBand("-45", None, 45))


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What a list of people is to show, as things stand on a day; None or blank: everything."""

    on: date
    text: str = ""
    unit: int | None = None
    sex: Sex | None = None
    level: PostLevel | None = None
    regime: Regime | None = None
    authority: Authority | None = None
    ages: AgeBand | None = None
    in_service: bool | None = True
    levels: tuple[PostLevel, ...] = ()
    decade: groups.Decade | None = None
    side: groups.Side | None = None
    people: groups.People | None = None
    schooling: groups.Schooling | None = None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in a list; `posts` are those held on the day, the main one first."""

    number: int
    name: str
    sex: Field[Sex]
    birth: Field[PartialDate]
    age: int | None
    unit_number: int
    unit: str
    posts: tuple[str, ...]
    level: PostLevel | None
    authority: Authority
    regime: Regime
    in_service: bool


def lasting(on: date) -> Q:
    """The condition that an appointment or status period holds on a day."""
    return Q(first_day__lte=on) & (Q(last_day=None) | Q(last_day__gte=on))


def seen(viewer: Actor, verb: Verb = Verb.ARCHIVE_READ) -> QuerySet[Person]:
    """The people whose files the viewer's verb reaches."""
    require(viewer, verb)
    return Person.objects.filter(under(viewer.scopes(verb), "unit__path"))


def people(
    viewer: Actor, chosen: PeopleFilter, *, page: int = 1, size: int = 50
) -> Page[PersonRow]:
    """One page of the people the viewer may see, in organisation order: four queries."""
    rows = filtered(seen(viewer), chosen)
    total = rows.count()
    cut = window(page, size, total)
    # Numbers alone are sorted: whole rows of 50,000 people do not fit where a database sorts.
    numbers = list(rows.order_by(*ORGANISATION_ORDER).values_list("pk", flat=True)[cut])
    whole = Person.objects.select_related("unit").filter(pk__in=numbers)
    found = list(whole.order_by(*ORGANISATION_ORDER))
    held = _held(found, chosen.on)
    lines = tuple(_row(person, held.get(person.pk, []), chosen.on) for person in found)
    return Page(lines, cut.start // size + 1, size, total)


def filtered(rows: QuerySet[Person], chosen: PeopleFilter) -> QuerySet[Person]:
    """Those of some people who are asked for."""
    text = chosen.text.replace("\u3000", "").replace(" ", "")
    if text:
        rows = rows.filter(Q(name__contains=text) | Q(unit__name__contains=text))
    if chosen.unit is not None:
        rows = rows.filter(Q(unit_id=chosen.unit) | Q(unit__path__contains=f"/{chosen.unit}/"))
    for name in ("sex", "regime", "authority"):
        value = getattr(chosen, name)
        if value is not None:
            rows = rows.filter(**{name: str(value)})
    if chosen.in_service is not None:
        rows = rows.filter(in_service=chosen.in_service)
    if levels := {str(level) for level in (chosen.level, *chosen.levels) if level is not None}:
        # A set of people, found once: asked for each of 50,000 it takes four times as long.
        main = Appointment.objects.filter(lasting(chosen.on), main=True, level__in=levels)
        rows = rows.filter(pk__in=main.values("person_id"))
    if chosen.ages is not None:
        rows = rows.filter(_of_age(chosen.ages, chosen.on))
    return _grouped(rows, chosen)


def _grouped(rows: QuerySet[Person], chosen: PeopleFilter) -> QuerySet[Person]:
    if chosen.decade is not None:
        rows = rows.filter(groups.of_decade(chosen.decade))
    if chosen.side is not None:
        rows = rows.filter(groups.of_side(chosen.side))
    if chosen.people is not None:
        rows = rows.filter(groups.of_people(chosen.people))
    if chosen.schooling is not None:
        rows = rows.filter(groups.of_schooling(chosen.schooling))
    return rows


def _of_age(band: AgeBand, on: date) -> Q:
    """Dates print so that they sort, and age is counted by month: two comparisons of text."""
    this = Month.of(on)
    condition = Q(birth__contains=".")
    if band.least is not None:
        condition &= Q(birth__lt=str(this.plus(1 - 12 * band.least)))
    if band.most is not None:
        condition &= Q(birth__gte=str(this.plus(1 - 12 * (band.most + 1))))
    return condition


def held_by(people: QuerySet[Person], on: date) -> dict[int, list[Appointment]]:
    """The appointments that some people hold on a day, the main one first: one query."""
    return _grouped_posts(Appointment.objects.filter(person__in=people.order_by().values("pk")), on)


def _held(rows: Iterable[Person], on: date) -> dict[int, list[Appointment]]:
    return _grouped_posts(Appointment.objects.filter(person__in=[row.pk for row in rows]), on)


def _grouped_posts(rows: QuerySet[Appointment], on: date) -> dict[int, list[Appointment]]:
    held: dict[int, list[Appointment]] = defaultdict(list)
    appointments = (
        rows.filter(lasting(on)).select_related("post__unit").order_by("-main", "first_day", "pk")
    )
    for one in appointments:
        held[one.person_id].append(one)
    return held


def _row(person: Person, held: list[Appointment], on: date) -> PersonRow:
    birth = date_in(person.birth)
    return PersonRow(
        number=person.pk,
        name=person.name,
        sex=sex_in(person.sex),
        birth=birth,
        age=age(birth, on),
        unit_number=person.unit_id,
        unit=person.unit.name,
        posts=tuple(post_text(one, person.unit_id) for one in held),
        level=PostLevel(held[0].level) if held and held[0].main else None,
        authority=Authority(person.authority),
        regime=Regime(person.regime),
        in_service=person.in_service,
    )


def post_text(held: Appointment, unit: int) -> str:
    """A post as it reads in the rows of a unit: posts elsewhere name their unit."""
    if held.post.unit_id == unit:
        return held.post.title
    return f"{held.post.unit.name}{held.post.title}"


@dataclass(frozen=True, slots=True)
class Gaps:
    """How many people serve, and how many of them lack a date of birth, or a post on the day."""

    people: int
    without_birth: int
    without_post: int


def gaps(viewer: Actor, *, on: date) -> Gaps:
    """What is missing in the files the viewer may see, as counts: one query."""
    held = Appointment.objects.filter(lasting(on), person=OuterRef("pk"), main=True)
    counts = (
        seen(viewer)
        .filter(in_service=True)
        .annotate(has_post=Exists(held))
        .aggregate(
            people=Count("pk"),
            without_birth=Count("pk", filter=~Q(birth__contains=".")),
            without_post=Count("pk", filter=Q(has_post=False)),
        )
    )
    return Gaps(**counts)


def found(viewer: Actor, number: int) -> Person:
    """One person with his unit; NotFound when there is none or the viewer may not see him."""
    own = viewer.person == number and viewer.carries(Verb.SELF_READ)
    rows = Person.objects.all() if own else seen(viewer)
    row = rows.select_related("unit").filter(pk=number).first()
    if row is None:
        raise NotFound("permits.not_found")
    return row
