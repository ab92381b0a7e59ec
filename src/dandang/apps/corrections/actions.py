"""Asking for a correction, deciding it, serving the answer, and the one review of a decline."""

from datetime import date, datetime

from django.db import transaction

from dandang.apps.archive import actions as archive
from dandang.apps.archive import queries as archive_queries
from dandang.apps.archive.queries.naming import person_named
from dandang.apps.audit import actions as audit
from dandang.apps.cases import actions as cases
from dandang.apps.cases import queries as case_queries
from dandang.apps.corrections import queries
from dandang.apps.corrections.grip import Grip, take
from dandang.apps.corrections.items import corrected, on_file, read
from dandang.apps.corrections.models import Correction
from dandang.apps.files.queries import FileBytes
from dandang.apps.inbox import actions as inbox
from dandang.apps.letters.served import Served, clock_day
from dandang.apps.organisation import queries as organisation
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.terms.corrections import CorrectionItem, CorrectionOutcome
from dandang.terms.refusal import NotFound, Refusal
from dandang.terms.rounds import CaseMove, ServiceWay

PROCEDURE = "correction"
SUBJECT = "correction_item"


@transaction.atomic
def request(
    *,
    person: int,
    item: CorrectionItem,
    text: str,
    right: str,
    proof: int | None,
    by: Actor,
    at: datetime,
    paper: cases.Paper | None = None,
) -> int:
    """Ask for a correction (申请更正) of one item; gives the number of its case.

    By the cadre himself, or by an officer from his paper with its scan. `right` is what should
    stand there; of a sealed item it stays empty, the proof says it. Refused without proof, for a
    value that cannot be read, and while an earlier request about the item is open.
    """
    if paper is None and by.person != person:
        raise NotFound("permits.not_found")
    page = archive_queries.person(by, person)
    if proof is None:
        raise Refusal("corrections.proof_missing")
    if item.sealed and right.strip():
        raise Refusal("corrections.keep_it_in_the_proof", item=item)
    if not item.sealed and not item.by_hand:
        read(item, right)
    number = cases.file(
        procedure=PROCEDURE,
        subject=cases.CaseSubject(
            kind=SUBJECT,
            number=f"{person}:{item}",
            name=f"{page.career.name}：{item.zh}",
            parent_kind="person",
            parent_number=str(person),
            path=page.path,
            person=person,
        ),
        text=text,
        by=by,
        at=at,
        paper=paper,
    )
    Correction.objects.create(
        case_id=number,
        person_id=person,
        item=str(item),
        before=on_file(page.career, item),
        right=right.strip(),
        proof_id=proof,
    )
    return number


@transaction.atomic
def accept(*, case: int, text: str, by: Actor, at: datetime, value: str = "") -> None:
    """Accept (同意更正): the file is changed by this act.

    `value` is what an identity number should be, which no request holds. Posts, resume, grades and
    family are changed on their own pages before; `text` says how.
    """
    found = take(case, by=by)
    found.permit(by, Verb.CORRECTIONS_DECIDE)
    if found.item.by_hand and not text.strip():
        raise Refusal("corrections.say_how", item=found.item)
    cases.move_on(number=case, name=CaseMove.ACCEPT, text=text, by=by, at=at)
    _apply(found, value, verb=Verb.CORRECTIONS_DECIDE, by=by, at=at)
    _decided(found, CorrectionOutcome.ACCEPTED, by=by, at=at)


@transaction.atomic
def decline(*, case: int, text: str, by: Actor, at: datetime) -> None:
    """Decline (不予更正) with reasons; the cadre may ask for one review.

    The days for it begin when the answer is served.
    """
    found = take(case, by=by)
    found.permit(by, Verb.CORRECTIONS_DECIDE)
    cases.move_on(number=case, name=CaseMove.DECLINE, text=text, by=by, at=at)
    _decided(found, CorrectionOutcome.DECLINED, by=by, at=at)


@transaction.atomic
def withdraw(*, case: int, by: Actor, at: datetime) -> None:
    """Withdraw (撤回) one's own request before it is decided."""
    take(case, by=by)
    cases.withdraw(number=case, by=by, at=at)


@transaction.atomic
def withdraw_for(*, case: int, acted_on: date, scan: int | None, by: Actor, at: datetime) -> None:
    """Record from the cadre's paper that he withdraws (代录撤回) before it is decided."""
    take(case, by=by)
    cases.withdraw_for(number=case, acted_on=acted_on, scan=scan, by=by, at=at)


@transaction.atomic
def serve(*, case: int, served: Served, by: Actor, at: datetime) -> date | None:
    """Record service (送达) of the answer; gives the last day to ask for the review of a decline.

    The day of service is day 0 of the working days that the setting allows. Each answer is served
    once: refused a second time, ahead of today, before the answer, or without what the way needs.
    """
    found = take(case, by=by)
    row = found.row
    if row.served_on is not None:
        raise Refusal("corrections.served_already", day=row.served_on)
    cases.serve(number=case, served=served, by=by, at=at)
    row.served_on = served.served_on
    if row.outcome == CorrectionOutcome.DECLINED:
        days = int(organisation.setting("correction.object_days"))
        row.object_until = organisation.calendar().deadline(clock_day(served), days).day
    row.save(update_fields=["served_on", "object_until"])
    return row.object_until


@transaction.atomic
def object_to_decline(
    *, case: int, text: str, by: Actor, at: datetime, paper: cases.Paper | None = None
) -> None:
    """Ask for the review (申请复核) of a decline, once, within the days.

    By the cadre, or by an officer from his paper; then the day on the paper counts.
    """
    found = take(case, by=by)
    if paper is None and by.person != found.row.person_id:
        raise NotFound("permits.not_found")
    acted_on = paper.acted_on if paper else at.date()
    if acted_on > at.date():
        raise Refusal("files.paper_ahead", day=acted_on)
    until = found.row.object_until
    if until is not None and acted_on > until:
        raise Refusal("corrections.review_late", until=until)
    cases.move_on(number=case, name=CaseMove.OBJECT, text=text, by=by, at=at, paper=paper)


@transaction.atomic
def review(
    *,
    case: int,
    correct: bool,
    text: str,
    by: Actor,
    at: datetime,
    value: str = "",
    paper: cases.Paper | None = None,
) -> None:
    """Review (复核) a decline: correct the file after all, or let the decline stand, with reasons.

    By a leader who did not decline it, or by an officer from the leader's paper. This ends the matter.
    """
    found = take(case, by=by)
    verb = Verb.CORRECTIONS_REVIEW if paper is None else Verb.CORRECTIONS_REVIEW_FOR
    found.permit(by, verb)
    if paper is None:
        declined_it = found.row.decided_by == by.account
    else:
        declined_it = paper.acted_by.strip() in _declined_by(case)
        if person_named(paper.acted_by, paper.office) == found.row.person_id:
            raise Refusal("corrections.own_file")
    if declined_it:
        raise Refusal("corrections.decided_it", name=paper.acted_by if paper else by.name)
    cases.move_on(number=case, name=CaseMove.REVIEW, text=text, by=by, at=at, paper=paper)
    if correct:
        _apply(found, value, verb=verb, by=by, at=at)
    ended = CorrectionOutcome.ACCEPTED_ON_REVIEW if correct else CorrectionOutcome.UPHELD_ON_REVIEW
    _decided(found, ended, by=by, at=at)


@transaction.atomic
def open_file(*, case: int, file: int, by: Actor, at: datetime) -> FileBytes:
    """The proof of a request or a scan of its course; opening it is written down, unless it is one's own.

    That of a sealed item counts as opening what is sealed.
    """
    kept = queries.file_of(by, case, file)
    found = take(case, by=by)
    if by.person != found.row.person_id:
        verb = Verb.ARCHIVE_UNSEAL if found.item.sealed else Verb.ARCHIVE_READ
        audit.record(
            by=by,
            verb=verb,
            subject=audit.Subject(
                "person",
                str(found.row.person_id),
                found.row.person.name,
                path=found.row.case.path,
                person=found.row.person_id,
            ),
            at=at,
            purpose=f"办理更正申请：{found.item.zh}",
            details={"file": file, "as": by.capacity(verb, path=found.row.case.path)},
        )
    return kept


@transaction.atomic
def read_answer(*, case: int, by: Actor, at: datetime) -> date | None:
    """The cadre has read the answer on screen (阅知), which serves it, as `serve` does on paper."""
    return serve(case=case, served=Served(ServiceWay.SCREEN, at.date()), by=by, at=at)


def _declined_by(case: int) -> set[str]:
    course = case_queries.case_in_sight(case).course
    return {line.act.acted_by for line in course if line.move is CaseMove.DECLINE}


def _apply(found: Grip, value: str, *, verb: Verb, by: Actor, at: datetime) -> None:
    if found.item.by_hand:
        return
    right = value if found.item.sealed else found.row.right
    archive.correct(
        person=found.row.person_id,
        change=lambda career: corrected(career, found.item, right),
        verb=verb,
        by=by,
        at=at,
    )


def _decided(found: Grip, outcome: CorrectionOutcome, *, by: Actor, at: datetime) -> None:
    row = found.row
    row.outcome, row.decided_by, row.decided_on = str(outcome), by.account, at.date()
    row.served_on, row.object_until = None, None
    row.save(update_fields=["outcome", "decided_by", "decided_on", "served_on", "object_until"])
    inbox.put(
        what="correction_answered",
        subject_kind="case",
        subject_number=str(row.case_id),
        at=at,
        person=row.person_id,
        values={"name": found.item.zh},
    )
