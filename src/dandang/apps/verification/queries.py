"""Reading checks: of one person, of the units, and the gate that evaluations must ask."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from dandang.apps.archive import queries as archive
from dandang.apps.files.queries import FileBytes, file_bytes
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.apps.units import queries as units
from dandang.apps.units.queries import under
from dandang.apps.verification.comparing import DATES, closeness, on_file
from dandang.apps.verification.models import CheckLine, FileCheck
from dandang.kit.paging import Page, window
from dandang.terms.checks import CheckItem, CheckMove, CheckState, Closeness, GateOutcome
from dandang.terms.refusal import NotFound


@dataclass(frozen=True, slots=True)
class CheckCourse:
    """One line of the course of a check."""

    move: CheckMove
    text: str
    document: str
    scan: int | None
    on: date
    by: str


@dataclass(frozen=True, slots=True)
class ItemCheck:
    """Where one item stands: what the system holds now, what the papers say, how close they are."""

    item: CheckItem
    state: CheckState
    on_file: str
    in_papers: str
    closeness: Closeness | None
    heard: bool
    course: tuple[CheckCourse, ...]

    @property
    def open(self) -> bool:
        """Whether it is a discrepancy that nobody has resolved."""
        return self.state is CheckState.DISCREPANCY


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether the file lets an evaluation be finalised (能否作出结论), and what stands in its way.

    `open` are discrepancies that nobody has resolved, `unchecked` items that nobody has looked at.
    """

    outcome: GateOutcome
    open: tuple[CheckItem, ...]
    unchecked: tuple[CheckItem, ...]


@dataclass(frozen=True, slots=True)
class UnitChecks:
    """Counts of people in service: of one unit alone."""

    unit: int
    name: str
    people: int
    checked: int
    open: int
    resolved: int


@dataclass(frozen=True, slots=True)
class OpenRow:
    """One discrepancy that nobody has resolved, for a list."""

    person: int
    name: str
    unit: str
    item: CheckItem
    on_file: str
    in_papers: str
    heard: bool


def checks(viewer: Actor, person: int) -> tuple[ItemCheck, ...]:
    """Every item of a person's file in order; for the cadre himself and who may read the file."""
    career = archive.career_of(viewer, person)
    rows = {row.item: row for row in FileCheck.objects.filter(person_id=person)}
    course: dict[int, list[CheckCourse]] = {}
    for line in CheckLine.objects.filter(check_of__person_id=person):
        course.setdefault(line.check_of_id, []).append(_line(line))
    found = []
    for item in CheckItem:
        row, now = rows.get(str(item)), on_file(career, item)
        if row is None:
            found.append(ItemCheck(item, CheckState.UNCHECKED, now, "", None, False, ()))
            continue
        close = closeness(now, row.in_papers) if item in DATES else None
        lines = tuple(course.get(row.pk, ()))
        state = CheckState(row.state)
        found.append(ItemCheck(item, state, now, row.in_papers, close, row.heard, lines))
    return tuple(found)


def open_discrepancies(viewer: Actor, *, person: int) -> tuple[ItemCheck, ...]:
    """The discrepancies of a file that nobody has resolved.

    Whatever evaluates a person's political standard must ask this, or `finalising_gate`, before it
    is finalised.
    """
    return tuple(one for one in checks(viewer, person) if one.open)


def finalising_gate(viewer: Actor, *, person: int) -> Gate:
    """Whether the file lets a political evaluation be finalised.

    Not met while a discrepancy is open; unknown while an item has not been checked: missing
    evidence is never a "no".
    """
    found = checks(viewer, person)
    open_items = tuple(one.item for one in found if one.open)
    unchecked = tuple(one.item for one in found if one.state is CheckState.UNCHECKED)
    outcome = GateOutcome.UNKNOWN if unchecked else GateOutcome.MET
    return Gate(GateOutcome.NOT_MET if open_items else outcome, open_items, unchecked)


def by_unit(viewer: Actor) -> tuple[UnitChecks, ...]:
    """The counts of every unit with people in the viewer's scope, each alone: three queries."""
    require(viewer, Verb.CHECKS_RECORD)
    in_sight = under(viewer.scopes(Verb.CHECKS_RECORD), "person__unit__path")
    people = archive.headcounts(viewer)
    rows = (
        FileCheck.objects.filter(in_sight, person__in_service=True)
        .values("person__unit_id", "person_id")
        .annotate(
            done=Count("pk", filter=~Q(state=str(CheckState.DISCREPANCY))),
            open=Count("pk", filter=Q(state=str(CheckState.DISCREPANCY))),
            resolved=Count("pk", filter=Q(state=str(CheckState.RESOLVED))),
        )
        .values_list("person__unit_id", "done", "open", "resolved")
    )
    found: dict[int, list[int]] = {}
    for unit, done, still_open, resolved in rows:
        counts = found.setdefault(unit, [0, 0, 0])
        counts[0] += done == len(CheckItem)
        counts[1] += still_open > 0
        counts[2] += resolved > 0
    return tuple(
        UnitChecks(line.number, line.name, people[line.number], *found.get(line.number, [0, 0, 0]))
        for line in units.tree(viewer)
        if people.get(line.number)
    )


def open_rows(
    viewer: Actor, *, unit: int | None = None, page: int = 1, size: int = 50
) -> Page[OpenRow]:
    """The discrepancies in the viewer's scope that nobody has resolved: two queries."""
    require(viewer, Verb.CHECKS_RECORD)
    in_sight = under(viewer.scopes(Verb.CHECKS_RECORD), "person__unit__path")
    rows = FileCheck.objects.filter(in_sight, state=str(CheckState.DISCREPANCY))
    if unit is not None:
        rows = rows.filter(person__unit__path__contains=f"/{unit}/")
    rows = rows.select_related("person__unit").order_by("person__unit__order_path", "person_id")
    total = rows.count()
    cut = window(page, size, total)
    found = tuple(
        OpenRow(
            person=row.person_id,
            name=row.person.name,
            unit=row.person.unit.name,
            item=CheckItem(row.item),
            on_file=row.on_file,
            in_papers=row.in_papers,
            heard=row.heard,
        )
        for row in rows[cut]
    )
    return Page(found, cut.start // size + 1, size, total)


def scan_of(viewer: Actor, person: int, file: int) -> FileBytes:
    """A scan in the course of a check."""
    scans = {line.scan for one in checks(viewer, person) for line in one.course}
    if file not in scans:
        raise NotFound("permits.not_found")
    return file_bytes(file)


def _line(line: CheckLine) -> CheckCourse:
    return CheckCourse(
        move=CheckMove(line.move),
        text=line.text,
        document=line.document,
        scan=line.scan_id,
        on=line.acted_on,
        by=line.by_name,
    )
