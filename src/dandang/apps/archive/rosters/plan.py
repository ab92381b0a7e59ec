"""The dry run of a roster: who is new, what changes, what is the same, what is wrong where."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from dandang.apps.archive.checks import check
from dandang.apps.archive.models import Person
from dandang.apps.archive.queries.people import seen
from dandang.apps.archive.rebuild import careers_of
from dandang.apps.archive.rosters.match import Index, Known, clashes, month_of
from dandang.apps.archive.rosters.names import Names, names_of
from dandang.apps.archive.rosters.printed import printed
from dandang.apps.archive.rosters.revise import Defaults, Ground, Misfit, begin, revise
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.apps.units import queries as units
from dandang.career import Absent, Career
from dandang.days import PartialDate
from dandang.formats import identity
from dandang.formats.roster_fields import RosterField
from dandang.formats.roster_in import Place, Problem, Roster, RosterRow
from dandang.terms.refusal import Refusal

F = RosterField

# How many cells beside name and unit must agree where no month of birth is on file.
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that differs from the file: what stands there and what the roster says."""

    field: RosterField
    place: Place
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Planned:
    """What a row would do: `person` None for somebody new; no differences when nothing changes."""

    place: Place
    name: str
    unit: str
    person: int | None
    career: Career
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The outcome of a dry run. With a problem nothing may be applied; notices hinder nothing."""

    new: tuple[Planned, ...]
    changed: tuple[Planned, ...]
    same: int
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    ignored: tuple[str, ...]


def plan_import(viewer: Actor, roster: Roster, *, defaults: Defaults, on: date) -> ImportPlan:
    """What applying the roster would do, with every problem by row and cell: ten queries."""
    return _Planning(viewer, defaults, on).plan(roster)


class _Planning:
    """One dry run while it is under way."""

    def __init__(self, viewer: Actor, defaults: Defaults, on: date) -> None:
        people = list(seen(viewer, Verb.ARCHIVE_IMPORT).select_related("unit"))
        self.index = Index(people)
        self.people = {person.pk: person for person in people}
        names = names_of(units.tree(viewer), units.posts_by_unit(viewer))
        self.ground = Ground(names, on)
        self.defaults = defaults
        self.problems: list[Problem] = []
        self.notices: list[Problem] = []
        self.careers: dict[int, Career] = {}

    def plan(self, roster: Roster) -> ImportPlan:
        """Match every row, then see what each would change."""
        matched: list[tuple[RosterRow, str, Known | None]] = []
        open_rows: list[tuple[RosterRow, str, Problem]] = []
        broken = {(problem.place.sheet, problem.place.row) for problem in roster.problems}
        for row in roster.rows:
            unit = self._unit(row)
            if unit is None or (row.place.sheet, row.place.row) in broken:
                continue
            found = self.index.match(row, unit)
            if isinstance(found, Problem):
                open_rows.append((row, unit, found))
            else:
                matched.append((row, unit, found))
        wanted = {known.number for _, _, known in matched if known is not None}
        for row, unit, _ in open_rows:
            wanted |= {known.number for known in self.index.without_month(row, unit)}
        self.careers = careers_of((self.people[number] for number in wanted), sealed=True)
        for row, unit, problem in open_rows:
            agreeing = self._agreeing(row, unit)
            if agreeing is None:
                self.problems.append(problem)
            else:
                matched.append((row, unit, agreeing))
        self.problems += clashes(matched)
        planned = [one for row, unit, known in matched if (one := self._row(row, unit, known))]
        problems = (*roster.problems, *self.problems)
        return ImportPlan(
            new=tuple(one for one in planned if one.person is None),
            changed=tuple(one for one in planned if one.person is not None and one.differences),
            same=sum(one.person is not None and not one.differences for one in planned),
            problems=tuple(sorted(problems, key=_by_place)),
            notices=tuple(sorted(self.notices, key=_by_place)),
            ignored=roster.ignored,
        )

    def _agreeing(self, row: RosterRow, unit: str) -> Known | None:
        """The one person without a month of birth on file with whom the whole row agrees."""
        told = [one for one, said in row.said.items() if said is not Absent.UNKNOWN]
        if month_of(row) or len(set(told) - {F.NAME, F.UNIT}) < _ENOUGH:
            return None
        found = []
        for known in self.index.without_month(row, unit):
            career = self.careers[known.number]
            with suppress(Misfit):
                if revise(career, row, unit, self.ground) == career:
                    found.append(known)
        return found[0] if len(found) == 1 else None

    def _unit(self, row: RosterRow) -> str | None:
        """The full name of the row's unit: its own cell, a title above it, or its first post."""
        said = row.said.get(F.UNIT, Absent.UNKNOWN)
        if not isinstance(said, Absent):
            return self._the_one(self.ground.names.called(said), said, row.at(F.UNIT))
        for title in row.titles:
            found = self.ground.names.called(title)
            if found:
                return self._the_one(found, title, row.place)
        posts = row.said.get(F.POSTS, Absent.UNKNOWN)
        if isinstance(posts, tuple) and posts:
            begins = self.ground.names.starting(posts[0])
            if begins:
                return begins[0][0]
        title = row.titles[0] if row.titles else ""
        self.problems.append(Problem(row.place, "roster.unit_unknown", {"unit": title}))
        return None

    def _the_one(self, found: frozenset[str], said: str, place: Place) -> str | None:
        if len(found) == 1:
            return next(iter(found))
        code = "roster.unit_several" if found else "roster.unit_unknown"
        self.problems.append(Problem(place, code, {"unit": said}))
        return None

    def _row(self, row: RosterRow, unit: str, known: Known | None) -> Planned | None:
        try:
            if known is None:
                before, career = None, begin(row, unit, self.ground, self.defaults)
            else:
                before = self.careers[known.number]
                career = revise(before, row, unit, self.ground)
            check(career)
        except Misfit as misfit:
            self.problems.append(Problem(row.at(misfit.field), misfit.code, misfit.values))
            return None
        except Refusal as refusal:
            self.problems.append(Problem(row.place, refusal.code, refusal.values))
            return None
        if before != career:
            self._notice(row, career)
        return Planned(
            place=row.place,
            name=career.name,
            unit=self.ground.names.label(unit),
            person=known.number if known else None,
            career=career,
            differences=() if before is None else tuple(self._differences(row, before, career)),
        )

    def _differences(self, row: RosterRow, before: Career, after: Career) -> Iterable[Difference]:
        if before == after:
            return
        old = printed(before, self.ground.on, self.ground.names)
        new = printed(after, self.ground.on, self.ground.names)
        for one, text in new.items():
            if old[one] != text:
                yield Difference(one, row.at(one), old[one], text)
        if before.identity != after.identity:
            # The number itself stays sealed, on this page as elsewhere.
            had = "" if isinstance(before.identity, Absent) else "（密封）"
            yield Difference(F.IDENTITY, row.at(F.IDENTITY), had, "（密封）")

    def _notice(self, row: RosterRow, career: Career) -> None:
        main = career.main_on(self.ground.on)
        if main is not None and self.ground.names.post_line(main.unit, main.post) is None:
            values: dict[str, object] = {"post": main.post, "unit": main.unit}
            self.notices.append(Problem(row.at(F.POSTS), "roster.post_will_be_made", values))
        number, birth = career.identity, career.birth
        if isinstance(number, Absent) or not isinstance(birth, PartialDate):
            return
        try:
            told = str(identity.birth(number))
        except (Refusal, ValueError):
            return
        if not told.startswith(str(birth)):
            values = {"name": career.name, "birth": str(birth)}
            self.notices.append(Problem(row.at(F.BIRTH), "roster.birth_differs", values))


def _by_place(problem: Problem) -> tuple[str, int, int]:
    return (problem.place.sheet, problem.place.row, problem.place.column or 0)


def people_on_file(viewer: Actor, numbers: Iterable[int]) -> dict[int, Person]:
    """People to be changed by an import, locked for this transaction, with their units."""
    rows = seen(viewer, Verb.ARCHIVE_IMPORT).select_for_update(of=("self",))
    return {row.pk: row for row in rows.select_related("unit").filter(pk__in=list(numbers))}


def names_for(viewer: Actor) -> Names:
    """The names of the units and posts that the viewer may see."""
    return names_of(units.tree(viewer, closed=True), {})
