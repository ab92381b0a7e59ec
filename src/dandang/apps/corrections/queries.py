"""Reading corrections."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from dandang.apps.cases import queries as cases
from dandang.apps.cases.queries import CaseFile
from dandang.apps.corrections.models import Correction
from dandang.apps.corrections.sight import visible
from dandang.apps.files.queries import FileBytes, file_bytes
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.kit.paging import Page, window
from dandang.terms.corrections import CorrectionItem, CorrectionOutcome
from dandang.terms.refusal import NotFound
from dandang.terms.rounds import CaseStep


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One request, for a list."""

    case: int
    person: int
    name: str
    unit: str
    item: CorrectionItem
    step: CaseStep
    outcome: CorrectionOutcome | None
    due: date | None
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """One request with its course and what the viewer may do with it now."""

    row: CorrectionRow
    before: str
    right: str
    proof: int
    file: CaseFile
    served_on: date | None
    object_until: date | None
    may_decide: bool
    may_review: bool
    may_withdraw: bool
    may_withdraw_for: bool
    may_serve: bool
    may_read: bool
    may_object: bool
    may_object_for: bool
    may_review_for: bool


def corrections(
    viewer: Actor, *, open_only: bool = False, own: bool = False, page: int = 1, size: int = 50
) -> Page[CorrectionRow]:
    """The requests in the viewer's sight, nearest deadline first, the decided last: two queries.

    With `own` those about himself alone.
    """
    rows = Correction.objects.filter(visible(viewer)).select_related("case", "person__unit")
    if own:
        rows = rows.filter(person_id=viewer.person or 0)
    if open_only:
        rows = rows.filter(case__closed_at=None)
    rows = rows.order_by(F("case__due").asc(nulls_last=True), "-pk")
    total = rows.count()
    cut = window(page, size, total)
    return Page(tuple(_row(row) for row in rows[cut]), cut.start // size + 1, size, total)


def waiting(viewer: Actor) -> int:
    """How many requests in the viewer's sight are not answered yet."""
    return Correction.objects.filter(visible(viewer), case__closed_at=None).count()


def correction(viewer: Actor, case: int, *, on: date) -> CorrectionPage:
    """One request; NotFound outside the viewer's sight."""
    row = _found(viewer, case)
    line = _row(row)
    own = viewer.person == row.person_id
    path = row.case.path
    in_time = row.object_until is None or on <= row.object_until
    reviews = viewer.may(Verb.CORRECTIONS_REVIEW, path=path) and row.decided_by != viewer.account
    records = viewer.may(Verb.CORRECTIONS_REQUEST_FOR, path=path)
    to_serve = line.step in {CaseStep.DECLINED, CaseStep.CLOSED} and row.served_on is None
    return CorrectionPage(
        row=line,
        before=row.before,
        right=row.right,
        proof=row.proof_id,
        file=cases.case_in_sight(case),
        served_on=row.served_on,
        object_until=row.object_until,
        may_decide=not own
        and line.step is CaseStep.FILED
        and viewer.may(Verb.CORRECTIONS_DECIDE, path=path),
        may_review=not own and line.step is CaseStep.OBJECTED and reviews,
        may_review_for=not own
        and line.step is CaseStep.OBJECTED
        and viewer.may(Verb.CORRECTIONS_REVIEW_FOR, path=path),
        may_withdraw=own and line.step is CaseStep.FILED,
        may_withdraw_for=not own and line.step is CaseStep.FILED and records,
        may_serve=not own and to_serve and viewer.may(Verb.CORRECTIONS_SERVE, path=path),
        may_read=own and to_serve,
        may_object=own and line.step is CaseStep.DECLINED and in_time,
        may_object_for=not own and line.step is CaseStep.DECLINED and records,
    )


def file_of(viewer: Actor, case: int, file: int) -> FileBytes:
    """The proof of a request, or a scan of its course.

    Of a sealed item the proof says what is sealed: it opens to the cadre himself, to who may open
    sealed fields, and to who decides or reviews.
    """
    row = _found(viewer, case)
    if CorrectionItem(row.item).sealed and file == row.proof_id and viewer.person != row.person_id:
        path = row.case.path
        verbs = (Verb.ARCHIVE_UNSEAL, Verb.CORRECTIONS_DECIDE, Verb.CORRECTIONS_REVIEW)
        if not any(viewer.may(verb, path=path) for verb in verbs):
            raise NotFound("permits.not_found")
    scans = {line.act.scan for line in cases.case_in_sight(case).course}
    if file != row.proof_id and file not in scans:
        raise NotFound("permits.not_found")
    return file_bytes(file)


def may_record(viewer: Actor, *, path: str) -> bool:
    """Whether the viewer records requests of the cadres of a unit from paper."""
    return viewer.may(Verb.CORRECTIONS_REQUEST_FOR, path=path)


def require_recorder(viewer: Actor, *, path: str) -> None:
    """NotPermitted unless the viewer records requests from paper there."""
    require(viewer, Verb.CORRECTIONS_REQUEST_FOR, path=path)


def require_server(viewer: Actor, *, path: str) -> None:
    """NotPermitted unless the viewer serves answers there."""
    require(viewer, Verb.CORRECTIONS_SERVE, path=path)


def require_review_recorder(viewer: Actor, *, path: str) -> None:
    """NotPermitted unless the viewer records reviews from paper there."""
    require(viewer, Verb.CORRECTIONS_REVIEW_FOR, path=path)


def _found(viewer: Actor, case: int) -> Correction:
    rows = Correction.objects.filter(visible(viewer), case_id=case)
    row = rows.select_related("case", "person__unit").first()
    if row is None:
        raise NotFound("permits.not_found")
    return row


def _row(row: Correction) -> CorrectionRow:
    return CorrectionRow(
        case=row.case_id,
        person=row.person_id,
        name=row.person.name,
        unit=row.person.unit.name,
        item=CorrectionItem(row.item),
        step=CaseStep(row.case.step),
        outcome=CorrectionOutcome(row.outcome) if row.outcome else None,
        due=row.case.due,
        asked_at=row.case.opened_at,
    )
