"""Taking results out of the house: letters and the tally, each with its purpose on the trail."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dandang.apps.audit import actions as audit
from dandang.apps.letters import actions as letter_kinds
from dandang.apps.letters import queries as letters
from dandang.apps.organisation import queries as organisation
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.queries import running, serving
from dandang.assessing.tally_document import tally_values
from dandang.formats import letters as letter_format
from dandang.formats import tally as tally_format
from dandang.terms.refusal import NotFound, Refusal
from dandang.terms.rounds import FileForm


@transaction.atomic
def letter(*, ratee: int, form: FileForm, purpose: str, by: Actor, at: datetime) -> bytes:
    """One ratee's letter (告知书) as a file; the export is on the trail, and the cadre can read why."""
    page = running.ratee_page(by, ratee)
    require(by, Verb.ROUNDS_EXPORT, path=page.round.path)
    draw = letters.pdf if form is FileForm.PDF else letters.word
    content = draw(kind=letter_kinds.RESULT_LETTER, subject_kind="ratee", number=str(ratee))
    audit.record(
        by=by,
        verb=Verb.ROUNDS_EXPORT,
        subject=audit.Subject(
            "ratee",
            str(ratee),
            f"{page.round.title}：{page.row.name}",
            path=page.round.path,
            person=page.row.person,
        ),
        at=at,
        purpose=purpose,
        details={"form": str(form)},
    )
    return content


@transaction.atomic
def receipts(*, number: int, ratees: Sequence[int] | None, by: Actor, at: datetime) -> bytes:
    """Receipts of service (送达回证) as one PDF, a page each, to be signed on paper.

    Of the ratees given, or (None) of everybody not yet served; without score or grade. Refused when
    there is nobody.
    """
    found = serving.round_of(by, number)
    require(by, Verb.ROUNDS_SERVE, path=found.path)
    rows = [
        row
        for row in found.rows
        if row.letter and (row.service is None if ratees is None else row.number in ratees)
    ]
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
def tally(*, number: int, purpose: str, by: Actor, at: datetime) -> bytes:
    """The tally (统计表) of a computed round as a workbook; refused without a purpose."""
    page = running.round_page(by, number)
    require(by, Verb.ROUNDS_EXPORT, path=page.row.path)
    if page.result is None:
        raise NotFound("permits.not_found")
    if not purpose.strip():
        raise Refusal("audit.purpose_missing")
    fictional = "虚构" if organisation.county().fictitious else ""
    content = tally_format.workbook(tally_values(page.result, fictional=fictional, day=at.date()))
    audit.record(
        by=by,
        verb=Verb.ROUNDS_EXPORT,
        subject=audit.Subject("round", str(number), page.row.title, path=page.row.path),
        at=at,
        purpose=purpose.strip(),
        details={"form": "tally"},
    )
    return content
