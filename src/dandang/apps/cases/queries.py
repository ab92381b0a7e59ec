"""Reading cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from dandang.apps.cases.models import Case, CourseLine, Part
from dandang.apps.cases.procedures import OBJECTION, PROCEDURES
from dandang.apps.files.papers import Recorded
from dandang.apps.grants.queries import Holding, holders_of
from dandang.apps.letters import served
from dandang.apps.letters.served import Served
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.kit.paging import Page, window
from dandang.terms.refusal import NotFound
from dandang.terms.rounds import CaseMove, CaseStep, Finding


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case, for a list."""

    number: int
    title: str
    subject: str
    subject_kind: str
    subject_number: str
    parent_kind: str
    parent_number: str
    path: str
    person: int
    step: CaseStep
    assignee: int | None
    assignee_name: str
    finding: Finding | None
    due: date | None
    due_provisional: bool
    opened_at: datetime

    @property
    def open(self) -> bool:
        """Whether it still waits for somebody."""
        return self.step not in {CaseStep.CLOSED, CaseStep.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One line of a case's course."""

    move: CaseMove
    step: CaseStep
    act: Recorded
    text: str
    served: Served | None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with its whole course and its steps in order (案卷)."""

    row: CaseRow
    steps: tuple[CaseStep, ...]
    course: tuple[CourseRow, ...]


def _row(case: Case) -> CaseRow:
    return CaseRow(
        number=case.pk,
        title=PROCEDURES[case.procedure].title,
        subject=case.subject_name,
        subject_kind=case.subject_kind,
        subject_number=case.subject_number,
        parent_kind=case.parent_kind,
        parent_number=case.parent_number,
        path=case.path,
        person=case.person_id,
        step=CaseStep(case.step),
        assignee=case.assignee,
        assignee_name=case.assignee_name,
        finding=Finding(case.finding) if case.finding else None,
        due=case.due,
        due_provisional=case.due_provisional,
        opened_at=case.opened_at,
    )


def _visible(viewer: Actor) -> Q:
    """Officers see what lies in their scope; an answerer what is assigned to him; a cadre his own."""
    seen = Q(pk__in=[])
    for scope in viewer.scopes(Verb.CASES_ASSIGN):
        seen |= Q(path__startswith=scope)
    if viewer.account is not None and viewer.carries(Verb.CASES_ANSWER):
        seen |= Q(assignee=viewer.account)
    if viewer.person is not None and viewer.carries(Verb.CASES_OBJECT):
        seen |= Q(person=viewer.person)
    return seen


def cases(
    viewer: Actor, *, open_only: bool = False, page: int = 1, size: int = 50
) -> Page[CaseRow]:
    """One page of the objections this viewer may see, newest first."""
    rows = Case.objects.filter(_visible(viewer), procedure=OBJECTION.code)
    if open_only:
        rows = rows.filter(closed_at=None)
    total = rows.count()
    cut = window(page, size, total)
    return Page(tuple(_row(row) for row in rows[cut]), cut.start // size + 1, size, total)


def due_between(viewer: Actor, first: date, last: date) -> tuple[CaseRow, ...]:
    """The open objections this viewer may see whose step is due from a day to a day, nearest first."""
    rows = Case.objects.filter(
        _visible(viewer), procedure=OBJECTION.code, closed_at=None, due__range=(first, last)
    )
    return tuple(_row(row) for row in rows.order_by("due", "pk"))


def case_file(viewer: Actor, number: int) -> CaseFile:
    """One objection with its course; NotFound outside the viewer's sight."""
    case = Case.objects.filter(_visible(viewer), pk=number, procedure=OBJECTION.code).first()
    if case is None:
        raise NotFound("permits.not_found")
    return _file(case)


def case_in_sight(number: int) -> CaseFile:
    """One case of any procedure; the app that owns its subject has checked sight of it."""
    return _file(Case.objects.get(pk=number))


def _file(case: Case) -> CaseFile:
    course = CourseLine.objects.filter(case=case)
    return CaseFile(
        row=_row(case),
        steps=PROCEDURES[case.procedure].steps,
        course=tuple(_course_row(line) for line in course),
    )


def _course_row(line: CourseLine) -> CourseRow:
    by_service = (
        served.read(way=line.way, served_on=line.acted_on, scan=line.scan_id, kept=line.particulars)
        if line.way
        else None
    )
    return CourseRow(
        move=CaseMove(line.move),
        step=CaseStep(line.step),
        act=Recorded(line.acted_by, line.acted_on, line.recorded_by, line.scan_id),
        text=line.text,
        served=by_service,
    )


def scan(viewer: Actor, number: int, file: int) -> int:
    """The scan `file` in the course of a case that the viewer may see; NotFound for any other."""
    if file not in {line.act.scan for line in case_file(viewer, number).course}:
        raise NotFound("permits.not_found")
    return file


def open_case_about(*, kind: str, number: str) -> int | None:
    """The number of the open case about a subject, or None."""
    rows = Case.objects.filter(subject_kind=kind, subject_number=number, closed_at=None)
    return rows.values_list("pk", flat=True).first()


def cases_about(*, kind: str, numbers: Sequence[str]) -> dict[str, tuple[CaseRow, ...]]:
    """All cases about some subjects, by subject number; the caller has checked sight of them."""
    found: dict[str, list[CaseRow]] = {}
    for case in Case.objects.filter(subject_kind=kind, subject_number__in=list(numbers)):
        found.setdefault(case.subject_number, []).append(_row(case))
    return {number: tuple(rows) for number, rows in found.items()}


def part_of(*, kind: str, number: str, account: int, person: int, name: str) -> str | None:
    """What part an account or its person took in a subject, or None.

    Whoever took part with neither account nor file is known by his name alone; a namesake is then
    taken for him, since recusal errs on the side of leaving out.
    """
    mine = (
        Q(account=account, account__gt=0)
        | Q(person=person, person__gt=0)
        | Q(account=0, person=0, name=name)
    )
    rows = Part.objects.filter(mine, subject_kind=kind, subject_number=number)
    return rows.values_list("what", flat=True).first()


def may_answer(viewer: Actor, number: int, *, on: date | None = None) -> tuple[Holding, ...]:
    """Who could be assigned to answer a case on a day: carries the verb over it and took no part."""
    row = case_file(viewer, number).row
    parts = Part.objects.filter(subject_kind=row.parent_kind, subject_number=row.parent_number)
    accounts = {part.account for part in parts}
    persons = {part.person for part in parts if part.person} | {row.person}
    names = {part.name for part in parts if not part.account and not part.person}
    return tuple(
        holding
        for holding in holders_of(Verb.CASES_ANSWER, path=row.path, on=on)
        if holding.account not in accounts
        and holding.person not in persons
        and holding.name not in names
    )
