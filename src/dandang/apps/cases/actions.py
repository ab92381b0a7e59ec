"""Moving a case by the table of its procedure. Called by the verb of the app that owns the subject."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from dandang.apps.archive.models import Person
from dandang.apps.archive.queries.naming import person_named
from dandang.apps.audit import actions as audit
from dandang.apps.cases import queries
from dandang.apps.cases.models import Case, CourseLine, Part
from dandang.apps.cases.procedures import PROCEDURES, Move, Procedure
from dandang.apps.files.papers import Paper, require_paper
from dandang.apps.files.queries import FileBytes, file_bytes
from dandang.apps.grants.queries import actor_of, holders_of
from dandang.apps.inbox import actions as inbox
from dandang.apps.letters.served import Served, particulars, require_served
from dandang.apps.organisation import queries as organisation
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.terms.rounds import CaseMove, CaseStep, Finding, ServiceWay

__all__ = [
    "CaseSubject",
    "Paper",
    "Took",
    "answer",
    "answer_for",
    "assign",
    "assign_named",
    "close",
    "file",
    "note_parts",
    "open_scan",
    "serve",
    "withdraw",
    "withdraw_for",
]


@dataclass(frozen=True, slots=True)
class CaseSubject:
    """What a case is about (`kind`, `number`, `name`) and the whole it belongs to (`parent_…`)."""

    kind: str
    number: str
    name: str
    parent_kind: str
    parent_number: str
    path: str
    person: int


@dataclass(frozen=True, slots=True)
class Took:
    """Somebody who took part: an account number or a person number (0 where unknown), and a name."""

    name: str
    account: int = 0
    person: int = 0


def note_parts(*, kind: str, number: str, what: str, took: Iterable[Took]) -> None:
    """Note who took part (参与) in a subject; they may not answer an objection to it."""
    Part.objects.bulk_create(
        [
            Part(
                subject_kind=kind,
                subject_number=number,
                account=one.account,
                person=one.person,
                name=one.name,
                what=what,
            )
            for one in took
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def file(
    *,
    procedure: str,
    subject: CaseSubject,
    text: str,
    by: Actor,
    at: datetime,
    paper: Paper | None = None,
) -> int:
    """File a case (提出), by the cadre himself or from his paper; gives its number.

    Refused: a second open case about the same subject, an empty text, a paper without scan.
    """
    table = _procedure(procedure)
    move = table.move(CaseMove.FILE, None, recorded=paper is not None)
    assert move is not None
    require(by, move.verb, path=None if move.by_party else subject.path)
    if move.by_party and by.person != subject.person:
        raise NotPermitted("permits.not_permitted", verb=move.verb)
    _complete(move, text=text)
    if paper is not None:
        require_paper(paper, on=at.date())
    if queries.open_case_about(kind=subject.kind, number=subject.number) is not None:
        raise Refusal("cases.already_open", name=subject.name)
    person = Person.objects.get(pk=subject.person)
    case = Case.objects.create(
        procedure=procedure,
        subject_kind=subject.kind,
        subject_number=subject.number,
        subject_name=subject.name,
        parent_kind=subject.parent_kind,
        parent_number=subject.parent_number,
        path=subject.path,
        person=person,
        step=str(move.target),
        opened_at=at,
    )
    _follow(case, move, by=by, at=at, text=text, paper=paper)
    return case.pk


@transaction.atomic
def assign(*, number: int, account: int, by: Actor, at: datetime) -> None:
    """Assign (指定) who answers: somebody who carries the verb and took no part in the subject."""
    case, move = _ready(number, CaseMove.ASSIGN)
    require(by, move.verb, path=case.path)
    answerer = actor_of(account, on=at.date())
    if answerer is None or not answerer.may(Verb.CASES_ANSWER, path=case.path):
        raise Refusal("cases.cannot_answer")
    _refuse_part(case, answerer.name, account=account, person=answerer.person or 0)
    case.assignee, case.assignee_name = account, answerer.name
    _follow(case, move, by=by, at=at, text=answerer.name)
    inbox.put(
        what="case_to_answer",
        subject_kind="case",
        subject_number=str(case.pk),
        at=at,
        path=case.path,
        account=account,
        due=case.due,
        values={"name": case.subject_name},
    )


@transaction.atomic
def assign_named(*, number: int, name: str, office: str, by: Actor, at: datetime) -> None:
    """Assign somebody who has no account: by name and office; his answer comes on paper.

    Whoever took part is refused: by his number in the archive where he has one, else by his name.
    """
    case, move = _ready(number, CaseMove.ASSIGN)
    require(by, move.verb, path=case.path)
    if not name.strip() or not office.strip():
        raise Refusal("cases.answerer_missing")
    person = person_named(name, office)
    _refuse_part(case, name.strip(), person=person)
    case.assignee, case.assignee_name, case.assignee_person = None, name.strip(), person
    _follow(case, move, by=by, at=at, text=f"{name.strip()}（{office.strip()}）")


@transaction.atomic
def answer(*, number: int, finding: Finding, text: str, by: Actor, at: datetime) -> Finding:
    """Answer (答复) with a finding and reasons. Only the one assigned, who took no part."""
    case, move = _ready(number, CaseMove.ANSWER)
    require(by, move.verb, path=case.path)
    if case.assignee != by.account:
        raise NotPermitted("permits.not_permitted", verb=move.verb)
    _refuse_part(case, by.name, account=by.account or 0, person=by.person or 0)
    _complete(move, text=text)
    case.finding = str(finding)
    _follow(case, move, by=by, at=at, text=text)
    return finding


@transaction.atomic
def answer_for(
    *,
    number: int,
    finding: Finding,
    text: str,
    acted_on: date,
    scan: int | None,
    by: Actor,
    at: datetime,
) -> None:
    """Record the answer (代录答复) that the one assigned wrote on paper.

    Recusal looks at him who answered, not at who records; only the cadre concerned may not record
    the answer to his own objection.
    """
    case, move = _ready(number, CaseMove.ANSWER, recorded=True)
    require(by, move.verb, path=case.path)
    if by.person == case.person_id:
        raise Refusal("cases.own_record")
    _refuse_part(
        case, case.assignee_name, account=case.assignee or 0, person=_person_assigned(case)
    )
    _complete(move, text=text)
    paper = Paper(case.assignee_name, acted_on, scan)
    require_paper(paper, on=at.date(), since=_day_of(case, CaseMove.FILE))
    case.finding = str(finding)
    _follow(case, move, by=by, at=at, text=text, paper=paper)


def _person_assigned(case: Case) -> int:
    answerer = actor_of(case.assignee) if case.assignee is not None else None
    return (answerer.person or 0) if answerer else case.assignee_person


@transaction.atomic
def close(*, number: int, served: Served, text: str, by: Actor, at: datetime) -> None:
    """Close (办结) an answered case once the answer has been served, in any way but on screen."""
    case, move = _ready(number, CaseMove.CLOSE)
    require(by, move.verb, path=case.path)
    require_served(served, on=at.date(), issued=_day_of(case, CaseMove.ANSWER))
    case.closed_at = at
    _follow(case, move, by=by, at=at, text=text, served=served)


@transaction.atomic
def move_on(
    *,
    number: int,
    name: CaseMove,
    text: str,
    by: Actor,
    at: datetime,
    paper: Paper | None = None,
) -> None:
    """Make a move (办理) that needs no more than a text. A closed case may be opened again by one.

    For the verb of the app that owns the subject, which has taken it and checked what is its own.
    """
    case, move = _ready(number, name, recorded=paper is not None)
    require(by, move.verb, path=None if move.by_party else case.path)
    if move.by_party and by.person != case.person_id:
        raise NotFound("permits.not_found")
    _complete(move, text=text)
    if paper is not None:
        require_paper(paper, on=at.date(), since=_last_day(case))
    case.closed_at = at if move.ends else None
    _follow(case, move, by=by, at=at, text=text, paper=paper)


@transaction.atomic
def serve(*, number: int, served: Served, by: Actor, at: datetime) -> None:
    """Note how the answer of a case was served (送达答复); where the case stands does not change.

    For the verb of the app that owns the subject. What is read on screen is the cadre's own to say.
    """
    own = served.way is ServiceWay.SCREEN
    case, move = _ready(number, CaseMove.SERVE, recorded=not own)
    require(by, move.verb, path=None if own else case.path)
    if own and by.person != case.person_id:
        raise NotFound("permits.not_found")
    if not own:
        require_served(served, on=at.date(), issued=_last_day(case))
    _follow(case, move, by=by, at=at, text="", served=served)


@transaction.atomic
def withdraw(*, number: int, by: Actor, at: datetime) -> None:
    """Withdraw (撤回) one's own case before somebody has been assigned."""
    case, move = _ready(number, CaseMove.WITHDRAW)
    if by.person != case.person_id:
        raise NotFound("permits.not_found")
    case.closed_at = at
    _follow(case, move, by=by, at=at, text="")


@transaction.atomic
def withdraw_for(*, number: int, acted_on: date, scan: int | None, by: Actor, at: datetime) -> None:
    """Record from the cadre's paper that he withdraws (代录撤回) before somebody has been assigned."""
    case, move = _ready(number, CaseMove.WITHDRAW, recorded=True)
    require(by, move.verb, path=case.path)
    paper = Paper(case.person.name, acted_on, scan, person=case.person_id)
    require_paper(paper, on=at.date(), since=_day_of(case, CaseMove.FILE))
    case.closed_at = at
    _follow(case, move, by=by, at=at, text="", paper=paper)


@transaction.atomic
def open_scan(*, case: int, file: int, by: Actor, at: datetime) -> FileBytes:
    """A scan in the course of an objection; opening it is written down, unless it is one's own."""
    kept = file_bytes(queries.scan(by, case, file))
    row = queries.case_file(by, case).row
    if by.person != row.person:
        audit.record(
            by=by,
            verb=Verb.CASES_READ,
            subject=audit.Subject("case", str(case), row.subject, row.path, row.person),
            at=at,
            purpose="办理异议",
            details={"file": file, "as": by.capacity(Verb.CASES_READ, path=row.path)},
        )
    return kept


def _day_of(case: Case, move: CaseMove) -> date:
    days = case.course.filter(move=str(move)).order_by("-id").values_list("acted_on", flat=True)
    return days[0]


def _last_day(case: Case) -> date:
    # Whoever objects may have known the answer before it was formally served.
    course = case.course.exclude(move=str(CaseMove.SERVE)).order_by("-id")
    return course.values_list("acted_on", flat=True)[0]


def _procedure(code: str) -> Procedure:
    return PROCEDURES[code]


def _ready(number: int, name: CaseMove, *, recorded: bool = False) -> tuple[Case, Move]:
    case = Case.objects.select_for_update().filter(pk=number).first()
    if case is None:
        raise NotFound("permits.not_found")
    move = _procedure(case.procedure).move(name, CaseStep(case.step), recorded=recorded)
    if move is None:
        raise Refusal("cases.not_now", step=CaseStep(case.step), move=name)
    return case, move


def _complete(move: Move, *, text: str) -> None:
    if "text" in move.needs and not text.strip():
        raise Refusal("cases.text_missing")


def _refuse_part(case: Case, name: str, *, account: int = 0, person: int = 0) -> None:
    part = queries.part_of(
        kind=case.parent_kind,
        number=case.parent_number,
        account=account,
        person=person,
        name=name,
    )
    if part is not None or person == case.person_id:
        raise Refusal("cases.took_part", name=name, part=part or "被考核")


def _follow(
    case: Case,
    move: Move,
    *,
    by: Actor,
    at: datetime,
    text: str,
    paper: Paper | None = None,
    served: Served | None = None,
) -> None:
    acted_on = served.served_on if served else paper.acted_on if paper else at.date()
    acted_by = served.served_by if served else paper.acted_by if paper else ""
    case.step = str(move.target)
    case.due, case.due_provisional = None, False
    if move.days is not None:
        days = int(organisation.setting(move.days))
        deadline = organisation.calendar().deadline(at.date(), days)
        case.due, case.due_provisional = deadline.day, deadline.provisional
    case.save()
    CourseLine.objects.create(
        case=case,
        move=str(move.name),
        step=str(move.target),
        acted_by=acted_by or by.name,
        recorded_by=by.name if paper or (served and served.way is not ServiceWay.SCREEN) else "",
        acted_on=acted_on,
        at=at,
        text=text,
        scan_id=served.scan if served else paper.scan if paper else None,
        way=str(served.way) if served else "",
        particulars=particulars(served) if served else {},
    )
    number = str(case.pk)
    inbox.settle(subject_kind="case", subject_number=number, at=at)
    if move.waits is not None:
        what, role = move.waits
        if role is Role.LEADER and not holders_of(
            Verb.CORRECTIONS_REVIEW, path=case.path, on=at.date()
        ):
            # Where no leader signs in, it waits for who records his paper.
            role = Role.ORGANISER_OFFICER
        inbox.put(
            what=what,
            subject_kind="case",
            subject_number=number,
            at=at,
            role=role,
            path=case.path,
            due=case.due,
            values={"name": case.subject_name},
        )
    audit.record(
        by=by,
        verb=move.verb,
        subject=audit.Subject(
            "case", number, case.subject_name, path=case.path, person=case.person_id
        ),
        at=at,
        details={"move": str(move.name), "step": str(move.target), "on": acted_on.isoformat()},
    )
