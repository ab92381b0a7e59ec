"""Writing down what a check found, hearing the cadre, resolving with a document."""

from datetime import date, datetime

from django.db import transaction

from dandang.apps.archive import queries as archive
from dandang.apps.audit import actions as audit
from dandang.apps.files.queries import FileBytes
from dandang.apps.inbox import actions as inbox
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.apps.verification import queries
from dandang.apps.verification.comparing import on_file
from dandang.apps.verification.models import CheckLine, FileCheck
from dandang.terms.checks import CheckItem, CheckMove, CheckState
from dandang.terms.reading import Purpose
from dandang.terms.refusal import NotFound, Refusal

# From which states each move may be made, and where it leads; None: the state stays.
MOVES: dict[CheckMove, tuple[set[CheckState], CheckState | None]] = {
    CheckMove.FIND: (
        {CheckState.UNCHECKED, CheckState.CONSISTENT, CheckState.RESOLVED},
        None,
    ),
    CheckMove.HEAR: ({CheckState.DISCREPANCY}, None),
    CheckMove.STATE: ({CheckState.DISCREPANCY}, None),
    CheckMove.RESOLVE: ({CheckState.DISCREPANCY}, CheckState.RESOLVED),
}
MOST = 200


@transaction.atomic
def record_finding(
    *,
    person: int,
    item: CheckItem,
    consistent: bool,
    in_papers: str,
    text: str,
    on: date,
    by: Actor,
    at: datetime,
) -> None:
    """Write down (登记核查情况) what the papers say at an item, and whether the file agrees.

    A discrepancy waits in the cadre's inbox so that he can state his view. It ends by `resolve`
    alone, never by another finding.
    """
    page = _page(by, person)
    if not in_papers.strip() or len(in_papers) > MOST:
        raise Refusal("checks.papers_missing", limit=MOST)
    if not consistent and not text.strip():
        raise Refusal("checks.text_missing")
    _not_ahead(on, at)
    row = _locked(person, item)
    _refuse_unless(CheckMove.FIND, row)
    row.state = str(CheckState.CONSISTENT if consistent else CheckState.DISCREPANCY)
    row.on_file, row.in_papers = on_file(page.career, item), in_papers.strip()
    row.heard = False
    row.save()
    _follow(row, CheckMove.FIND, page, text=text, on=on, by=by, at=at)
    if not consistent:
        inbox.put(
            what="check_to_state",
            subject_kind="file_check",
            subject_number=str(row.pk),
            at=at,
            person=person,
            values={"name": item.zh},
        )


@transaction.atomic
def hear(
    *, person: int, item: CheckItem, text: str, heard_on: date, by: Actor, at: datetime
) -> None:
    """Write down (听取本人意见) what the cadre said about a discrepancy, and on which day."""
    page = _page(by, person)
    if not text.strip():
        raise Refusal("checks.text_missing")
    _not_ahead(heard_on, at)
    row = _locked(person, item)
    _refuse_unless(CheckMove.HEAR, row)
    row.heard = True
    row.save()
    _follow(row, CheckMove.HEAR, page, text=text, on=heard_on, by=by, at=at)
    inbox.settle(subject_kind="file_check", subject_number=str(row.pk), at=at)


@transaction.atomic
def state_view(*, item: CheckItem, text: str, by: Actor, at: datetime) -> None:
    """State (本人说明) one's own view of a discrepancy in one's own file; counts as being heard."""
    require(by, Verb.CHECKS_STATE)
    if by.person is None:
        raise NotFound("permits.not_found")
    page = archive.person(by, by.person)
    if not text.strip():
        raise Refusal("checks.text_missing")
    row = _locked(by.person, item)
    _refuse_unless(CheckMove.STATE, row)
    row.heard = True
    row.save()
    _follow(row, CheckMove.STATE, page, text=text, on=at.date(), by=by, at=at)
    inbox.settle(subject_kind="file_check", subject_number=str(row.pk), at=at)


@transaction.atomic
def resolve(
    *,
    person: int,
    item: CheckItem,
    text: str,
    document: str,
    scan: int | None,
    on: date,
    by: Actor,
    at: datetime,
) -> None:
    """Resolve (组织认定) a discrepancy by a document; refused before the cadre has been heard."""
    page = _page(by, person)
    if not document.strip():
        raise Refusal("checks.document_missing")
    if not text.strip():
        raise Refusal("checks.text_missing")
    _not_ahead(on, at)
    row = _locked(person, item)
    _refuse_unless(CheckMove.RESOLVE, row)
    if not row.heard:
        raise Refusal("checks.not_heard", name=page.career.name)
    row.state = str(CheckState.RESOLVED)
    row.save()
    _follow(
        row,
        CheckMove.RESOLVE,
        page,
        text=text,
        on=on,
        by=by,
        at=at,
        document=document.strip(),
        scan=scan,
    )


@transaction.atomic
def open_scan(*, person: int, file: int, by: Actor, at: datetime) -> FileBytes:
    """A scan in the course of a check; opening it is written down, unless it is one's own."""
    kept = queries.scan_of(by, person, file)
    page = archive.person(by, person)
    if not page.own:
        audit.record(
            by=by,
            verb=Verb.ARCHIVE_READ,
            subject=audit.Subject("person", str(person), page.career.name, page.path, person),
            at=at,
            purpose=Purpose.CHECK.zh,
            details={"file": file, "as": by.capacity(Verb.ARCHIVE_READ, path=page.path)},
        )
    return kept


def _page(by: Actor, person: int) -> archive.PersonPage:
    page = archive.person(by, person)
    require(by, Verb.CHECKS_RECORD, path=page.path)
    if page.own:
        raise Refusal("checks.own_file")
    return page


def _locked(person: int, item: CheckItem) -> FileCheck:
    row = FileCheck.objects.select_for_update().filter(person_id=person, item=str(item)).first()
    return row or FileCheck(person_id=person, item=str(item), state=str(CheckState.UNCHECKED))


def _refuse_unless(move: CheckMove, row: FileCheck) -> None:
    state = CheckState(row.state)
    if state not in MOVES[move][0]:
        raise Refusal("checks.not_now", state=state, move=move)


def _not_ahead(on: date, at: datetime) -> None:
    if on > at.date():
        raise Refusal("files.paper_ahead", day=on)


def _follow(
    row: FileCheck,
    move: CheckMove,
    page: archive.PersonPage,
    *,
    text: str,
    on: date,
    by: Actor,
    at: datetime,
    document: str = "",
    scan: int | None = None,
) -> None:
    CheckLine.objects.create(
        check_of=row,
        move=str(move),
        state=row.state,
        text=text.strip(),
        document=document,
        scan_id=scan,
        acted_on=on,
        by_name=by.name,
        at=at,
    )
    item = CheckItem(row.item)
    audit.record(
        by=by,
        verb=Verb.CHECKS_STATE if move is CheckMove.STATE else Verb.CHECKS_RECORD,
        subject=audit.Subject(
            "file_check",
            str(row.pk),
            f"{page.career.name}：{item.zh}",
            path=page.path,
            person=row.person_id,
        ),
        at=at,
        details={"move": str(move), "state": row.state, "on": on.isoformat(), "document": document},
    )
