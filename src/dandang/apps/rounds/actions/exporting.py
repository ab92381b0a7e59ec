"""Taking results out of the house: letters and the tally, each with its purpose on the trail."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dandang.apps.audit import actions as audit
from dandang.apps.exports.actions import begin_export, finish_export
from dandang.apps.letters import actions as letter_kinds
from dandang.apps.letters import queries as letters
from dandang.apps.organisation import queries as organisation
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.queries import own, running, serving
from dandang.assessing.tally_document import tally_values
from dandang.formats import letters as letter_format
from dandang.formats import tally as tally_format
from dandang.terms.reading import ExportKind, ExportPurpose
from dandang.terms.refusal import NotFound, Refusal
from dandang.terms.rounds import FileForm


@transaction.atomic
def letter(
    *,
    ratee: int,
    form: FileForm,
    purpose: str,
    kind: ExportPurpose = ExportPurpose.OTHER,
    by: Actor,
    at: datetime,
) -> bytes:
    """One ratee's letter (告知书) as a file; the export is on the trail, and the cadre can read why."""
    page = running.ratee_page(by, ratee)
    require(by, Verb.ROUNDS_EXPORT, path=page.round.path)
    return _letter(
        page, ratee, form, purpose=purpose, kind=kind, verb=Verb.ROUNDS_EXPORT, by=by, at=at
    )


@transaction.atomic
def own_letter(*, ratee: int, by: Actor, at: datetime) -> bytes:
    """One's own letter as PDF, for one's own use."""
    page = own.result(by, ratee, on=at.date()).page
    require(by, Verb.SELF_EXPORT)
    kind = ExportPurpose.OWN
    return _letter(
        page, ratee, FileForm.PDF, purpose="", kind=kind, verb=Verb.SELF_EXPORT, by=by, at=at
    )


def _letter(
    page: running.RateePage,
    ratee: int,
    form: FileForm,
    *,
    purpose: str,
    kind: ExportPurpose,
    verb: Verb,
    by: Actor,
    at: datetime,
) -> bytes:
    about = audit.Subject(
        "ratee",
        str(ratee),
        f"{page.round.title}：{page.row.name}",
        path=page.round.path,
        person=page.row.person,
    )
    mark = begin_export(
        what=ExportKind.LETTER,
        about=about,
        people=[about],
        purpose=purpose,
        kind=kind,
        verb=verb,
        details={"form": str(form)},
        by=by,
        at=at,
    )
    draw = letters.pdf if form is FileForm.PDF else letters.word
    content = draw(
        kind=letter_kinds.RESULT_LETTER, subject_kind="ratee", number=str(ratee), mark=mark
    )
    return finish_export(mark=mark, content=content)


@transaction.atomic
def receipts(*, number: int, ratees: Sequence[int] | None, by: Actor, at: datetime) -> bytes:
    """Receipts of service (送达回证) as one PDF, a page each, to be signed on paper.

    Of the ratees given, or (None) of everybody not yet served; without score or grade. Refused when
    there is nobody.
    """
    found = serving.round_of(by, number)
    require(by, Verb.ROUNDS_SERVE, path=found.path)
    rows = serving.letters_of(by, number, ratees)
    if not rows:
        raise Refusal("rounds.nobody_served")
    county = organisation.county()
    content = letter_format.render_receipts(
        [
            {
                "name": row.name,
                "post": row.post,
                "unit": found.unit,
                "round": found.title,
                "letter": row.letter,
                "office": county.office,
                "fictional": "虚构" if county.fictitious else "",
                "date": at.date().isoformat(),
            }
            for row in rows
        ]
    )
    audit.record(
        by=by,
        verb=Verb.ROUNDS_SERVE,
        subject=audit.Subject("round", str(number), found.title, path=found.path),
        at=at,
        details={"form": "receipts", "people": len(rows)},
    )
    return content


@transaction.atomic
def tally(
    *,
    number: int,
    purpose: str,
    kind: ExportPurpose = ExportPurpose.OTHER,
    by: Actor,
    at: datetime,
) -> bytes:
    """The tally (统计表) of a computed round as a workbook; refused without a purpose."""
    page = running.round_page(by, number)
    require(by, Verb.ROUNDS_EXPORT, path=page.row.path)
    if page.result is None:
        raise NotFound("permits.not_found")
    fictional = "虚构" if organisation.county().fictitious else ""
    subjects = [
        audit.Subject("ratee", str(row.number), row.name, path=page.row.path, person=row.person)
        for row in running.ratees(by, number).rows
    ]
    mark = begin_export(
        what=ExportKind.TALLY,
        about=audit.Subject("round", str(number), page.row.title, path=page.row.path),
        people=subjects,
        purpose=purpose,
        kind=kind,
        verb=Verb.ROUNDS_EXPORT,
        details={"form": "tally"},
        by=by,
        at=at,
    )
    values = tally_values(page.result, fictional=fictional, day=at.date())
    return finish_export(mark=mark, content=tally_format.workbook(values, mark))
