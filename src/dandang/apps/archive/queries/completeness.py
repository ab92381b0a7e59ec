"""What is missing in files: of one person, of the people of a unit, of every unit at once.

Counts are of files and of parts, never a score of a person.
"""

import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache, reduce
from importlib.resources import files
from operator import and_
from typing import Any, TypeAlias

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, When
from django.db.models.expressions import Combinable

from dandang.apps.archive.models import (
    BASICS,
    Appointment,
    Education,
    Person,
    ResumeLine,
    SealedField,
)
from dandang.apps.archive.queries.people import ORGANISATION_ORDER, found, seen
from dandang.apps.permits.actor import Actor
from dandang.apps.units import queries as units
from dandang.apps.units.queries import UnitLine
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


Found: TypeAlias = tuple[tuple[UnitLine, Counter[int]], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """A unit and those right below it; `counts` of each unit's own people, in organisation order."""

    lines: tuple[UnitFiles, ...]
    counts: Found


@dataclass(frozen=True, slots=True)
class PersonFile:
    """One person in service with what is missing in the file."""

    person: int
    name: str
    unit: str
    missing: tuple[Part, ...]


@cache
def parts() -> tuple[Part, ...]:
    """The parts that count, in order, from `completeness.toml`: those of `BASICS`, then the others."""
    text = files("dandang.apps.archive").joinpath("completeness.toml").read_text("utf-8")
    found = tuple(
        Part(**{**each, "who": FilledBy(each["who"])}) for each in tomllib.loads(text)["part"]
    )
    if tuple(part.column for part in found[: len(BASICS)]) != BASICS:
        raise ValueError("completeness.toml: first the columns of BASICS, in their order")
    return found


def missing_of(viewer: Actor, person: int) -> tuple[Part, ...]:
    """What is missing in one file, for the cadre himself and who may read it."""
    row = found(viewer, person)
    (one,) = _marked(Person.objects.filter(pk=row.pk))
    return _missing(one)


def overview(viewer: Actor, *, unit: int | None = None) -> Overview:
    """`unit` with everything below it (the top of the scope, without) and the units right below it.

    Two queries. A unit out of sight gives no lines.
    """
    tree = units.tree(viewer)
    top = next((line for line in tree if unit in (None, line.number)), None)
    if top is None:
        return Overview((), ())
    within = [line for line in tree if line.path.startswith(top.path)]
    counts = _counts(viewer, None if len(within) == len(tree) else [one.number for one in within])
    found = tuple((line, counts[line.number]) for line in within if line.number in counts)
    sums = {line.path: Counter[int]() for line in within if line.parent == top.number}
    sums = {top.path: Counter[int](), **sums}
    for line, masks in found:
        # The path of the unit right below the top that this one belongs to, or its own.
        branch = top.path + line.path[len(top.path) :].partition("/")[0] + "/"
        for path in {top.path, branch} & sums.keys():
            sums[path].update(masks)
    return Overview(
        tuple(_summed(line, sums[line.path]) for line in within if line.path in sums), found
    )


def incomplete(
    viewer: Actor, seen_over: Overview, *, part: str = "", page: int = 1, size: int = 50
) -> Page[PersonFile]:
    """The people of an overview whose file lacks something (or one part): a query, or none.

    The counts tell in which units a page lies, so that no other unit's people are looked at.
    """
    places = {each.code: place for place, each in enumerate(parts())}
    bit = 1 << places[part] if part in places else (1 << len(places)) - 1
    lacking = [
        (line.number, sum(people for mask, people in counts.items() if mask & bit))
        for line, counts in seen_over.counts
    ]
    total = sum(people for _, people in lacking)
    cut = window(page, size, total)
    before, skipped, asked = 0, 0, []
    for number, people in lacking:
        if people and before < cut.stop and before + people > cut.start:
            asked.append(number)
        elif not asked:
            skipped += people
        before += people
    lacks = Q(**{f"has_{part}": False}) if part in places else ~_complete()
    rows = _marked(seen(viewer).filter(unit__in=asked, in_service=True)).filter(lacks)
    rows = rows.select_related("unit").order_by(*ORGANISATION_ORDER)
    told = rows[cut.start - skipped : cut.stop - skipped] if asked else ()
    return Page(
        tuple(PersonFile(row.pk, row.name, row.unit.name, _missing(row)) for row in told),
        cut.start // size + 1,
        size,
        total,
    )


def _summed(line: UnitLine, below: Counter[int]) -> UnitFiles:
    """A unit with all below it."""
    sums = [
        (part, sum(people for mask, people in below.items() if mask >> place & 1))
        for place, part in enumerate(parts())
    ]
    return UnitFiles(
        number=line.number,
        name=line.name,
        depth=line.depth,
        people=below.total(),
        complete=below[0],
        missing=tuple(sorted((pair for pair in sums if pair[1]), key=lambda pair: -pair[1])),
    )


def _counts(viewer: Actor, among: list[int] | None) -> dict[int, Counter[int]]:
    """Of every unit (of some), how many people lack what: the bits of a number are the parts.

    The columns' bits are kept with each person, and each other table is looked over once: everybody
    is counted in a moment.
    """
    lacking: Combinable = F("blanks")
    for place, part in enumerate(parts()):
        if (rows := _rows(part)) is not None:
            having = When(pk__in=rows.values("person"), then=0)
            lacking += Case(having, default=1 << place, output_field=IntegerField())
    people = seen(viewer).filter(in_service=True)
    if among is not None:
        people = people.filter(unit__in=among)
    # One number for unit and bits: grouping by two takes SQLite half as long again.
    size = 1 << len(parts())
    keyed = people.annotate(key=F("unit_id") * size + lacking).order_by().values("key")
    counts: dict[int, Counter[int]] = {}
    for key, n in keyed.annotate(n=Count("pk")).values_list("key", "n"):
        unit, mask = divmod(key, size)
        counts.setdefault(unit, Counter())[mask] = n
    return counts


def _marked(rows: QuerySet[Person]) -> QuerySet[Person]:
    """Each person with a mark for each part that is filled."""
    return rows.annotate(**{f"has_{part.code}": _filled(part) for part in parts()})


def _filled(part: Part) -> Exists | Q:
    rows = _rows(part)
    if rows is None:
        return Q(**{f"{part.column}__gt": ""})
    return Exists(rows.filter(person=OuterRef("pk")))


def _rows(part: Part) -> QuerySet[Any] | None:
    """The rows that fill a part; None when a column of the person does."""
    if part.column:
        return None
    if part.sealed:
        return SealedField.objects.filter(name=part.sealed)
    if part.rows == "post":
        return Appointment.objects.order_by().filter(main=True, last_day=None)
    return {"education": Education, "resume": ResumeLine}[part.rows]._default_manager.order_by()


def _complete() -> Q:
    return reduce(and_, (Q(**{f"has_{part.code}": True}) for part in parts()))


def _missing(row: Person) -> tuple[Part, ...]:
    return tuple(part for part in parts() if not getattr(row, f"has_{part.code}"))
