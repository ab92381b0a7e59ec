"""What is missing in files: of one person, of the people of a unit, of every unit at once.

Counts are of files and of parts, never a score of a person.
"""

import tomllib
from dataclasses import dataclass
from functools import cache, reduce
from importlib.resources import files
from operator import and_
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from dandang.apps.archive.models import Appointment, Education, Person, ResumeLine, SealedField
from dandang.apps.archive.queries.people import ORGANISATION_ORDER, found, seen
from dandang.apps.permits.actor import Actor
from dandang.apps.units import queries as units
from dandang.kit.paging import Page, window
from dandang.terms.reading import FilledBy


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a file that must be filled: its names, and who can fill it."""

    code: str
    zh: str
    en: str
    who: FilledBy
    column: str = ""
    rows: str = ""
    sealed: str = ""

    def say(self, language: str) -> str:
        """Its name on screen."""
        return self.en if language.startswith("en") else self.zh


@dataclass(frozen=True, slots=True)
class UnitFiles:
    """How many files of a unit with all below it are complete, and which parts are missing most."""

    number: int
    name: str
    depth: int
    people: int
    complete: int
    missing: tuple[tuple[Part, int], ...]


@dataclass(frozen=True, slots=True)
class PersonFile:
    """One person in service with what is missing in the file."""

    person: int
    name: str
    unit: str
    missing: tuple[Part, ...]


@cache
def parts() -> tuple[Part, ...]:
    """The parts that count, in order, from `completeness.toml`."""
    text = files("dandang.apps.archive").joinpath("completeness.toml").read_text("utf-8")
    return tuple(
        Part(**{**each, "who": FilledBy(each["who"])}) for each in tomllib.loads(text)["part"]
    )


def missing_of(viewer: Actor, person: int) -> tuple[Part, ...]:
    """What is missing in one file, for the cadre himself and who may read it."""
    row = found(viewer, person)
    (one,) = _marked(Person.objects.filter(pk=row.pk))
    return _missing(one)


def by_unit(viewer: Actor, *, unit: int | None = None) -> tuple[UnitFiles, ...]:
    """The units right below `unit` (of the top, without), with sums of all below: two queries.

    The first line is the unit itself with everything below it.
    """
    tree = units.tree(viewer)
    counts = _counts(viewer)
    tops = [line for line in tree if line.number == unit] if unit else list(tree[:1])
    lines = tops[:1] + [line for line in tree if tops and line.parent == tops[0].number]
    told = []
    for line in lines:
        below = [each.number for each in tree if each.path.startswith(line.path)]
        rows = [counts[number] for number in below if number in counts]
        sums = {part.code: sum(row[part.code] for row in rows) for part in parts()}
        lacking = [(part, sums[part.code]) for part in parts() if sums[part.code]]
        told.append(
            UnitFiles(
                number=line.number,
                name=line.name,
                depth=line.depth,
                people=sum(row["people"] for row in rows),
                complete=sum(row["complete"] for row in rows),
                missing=tuple(sorted(lacking, key=lambda pair: -pair[1])),
            )
        )
    return tuple(told)


def incomplete(
    viewer: Actor, *, unit: int, part: str = "", page: int = 1, size: int = 50
) -> Page[PersonFile]:
    """The people in service of a unit and below whose file lacks something (or one part)."""
    place = units.unit(viewer, unit)
    rows = _marked(seen(viewer).filter(unit__path__startswith=place.path, in_service=True))
    known = {each.code for each in parts()}
    lacks = Q(**{f"has_{part}": False}) if part in known else ~_complete()
    rows = rows.filter(lacks).select_related("unit").order_by(*ORGANISATION_ORDER)
    total = rows.count()
    cut = window(page, size, total)
    told = tuple(PersonFile(row.pk, row.name, row.unit.name, _missing(row)) for row in rows[cut])
    return Page(told, cut.start // size + 1, size, total)


def _counts(viewer: Actor) -> dict[int, dict[str, int]]:
    rows = _marked(seen(viewer).filter(in_service=True))
    lacking = {each.code: Count("pk", filter=~Q(**{f"has_{each.code}": True})) for each in parts()}
    told: Any = rows.values("unit_id").annotate(
        people=Count("pk"), complete=Count("pk", filter=_complete()), **lacking
    )
    return {row["unit_id"]: row for row in told.order_by()}


def _marked(rows: QuerySet[Person]) -> QuerySet[Person]:
    """Each person with a mark for each part that is filled."""
    return rows.annotate(**{f"has_{part.code}": _filled(part) for part in parts()})


def _filled(part: Part) -> Exists | Q:
    if part.column:
        return Q(**{f"{part.column}__gt": ""})
    if part.sealed:
        return Exists(SealedField.objects.filter(person=OuterRef("pk"), name=part.sealed))
    model = {"education": Education, "resume": ResumeLine, "post": Appointment}[part.rows]
    rows = model._default_manager.filter(person=OuterRef("pk"))
    return Exists(rows.filter(main=True, last_day=None) if part.rows == "post" else rows)


def _complete() -> Q:
    return reduce(and_, (Q(**{f"has_{part.code}": True}) for part in parts()))


def _missing(row: Person) -> tuple[Part, ...]:
    return tuple(part for part in parts() if not getattr(row, f"has_{part.code}"))
