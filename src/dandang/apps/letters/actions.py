"""Issuing letters and keeping templates."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from dandang.apps.audit import actions as audit
from dandang.apps.letters.models import Letter, Template
from dandang.apps.organisation import queries as organisation
from dandang.apps.permits.actor import COUNTY_PATH, Actor, require_county
from dandang.apps.permits.verbs import Verb
from dandang.formats import letters as formats
from dandang.kit.numbering import document_number
from dandang.terms.refusal import Refusal

RESULT_LETTER = "result"


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter to be issued: what it is about, whom it is for, and its values without the number."""

    subject_number: str
    subject_name: str
    person: int
    path: str
    values: Mapping[str, Any]


def prefix() -> str:
    """The word before the year in a letter's number; a setting of the organisation."""
    return organisation.setting("letters.prefix")


@transaction.atomic
def issue_all(
    *, kind: str, subject_kind: str, drafts: Sequence[Draft], on: date, by: Actor, at: datetime
) -> tuple[int, ...]:
    """Issue letters (签发): each gets the next number of its year; their values never change again.

    An earlier letter about the same subject is marked replaced. Gives the letters in order.
    """
    numbers = [draft.subject_number for draft in drafts]
    Letter.objects.filter(
        kind=kind, subject_kind=subject_kind, subject_number__in=numbers, replaced=False
    ).update(replaced=True)
    last = Letter.objects.filter(kind=kind, year=on.year).aggregate(last=Max("sequence"))["last"]
    template = Template.objects.filter(kind=kind).first()
    word = prefix()
    letters = []
    for sequence, draft in enumerate(drafts, start=(last or 0) + 1):
        values = {**draft.values, "number": document_number(word, on.year, sequence)}
        text = json.dumps(values, ensure_ascii=False, sort_keys=True)
        letters.append(
            Letter(
                kind=kind,
                year=on.year,
                sequence=sequence,
                subject_kind=subject_kind,
                subject_number=draft.subject_number,
                person=draft.person,
                values=values,
                digest=hashlib.sha256(text.encode()).hexdigest(),
                template=template,
                issued_on=on,
            )
        )
    made = Letter.objects.bulk_create(letters)
    audit.record_all(
        by=by,
        verb="letters.issue",
        entries=[
            audit.Entry(
                audit.Subject(
                    "letter", str(letter.pk), draft.subject_name, draft.path, draft.person
                ),
                {"number": letter.values["number"], "digest": letter.digest},
            )
            for letter, draft in zip(made, drafts, strict=True)
        ],
        at=at,
    )
    return tuple(letter.pk for letter in made)


@transaction.atomic
def put_template(*, kind: str, name: str, content: bytes, by: Actor, at: datetime) -> None:
    """Put back an edited Word template (模板). Unknown fields are refused by name."""
    require_county(by, Verb.LETTERS_TEMPLATE)
    unknown = formats.unknown_fields(content)
    if unknown:
        raise Refusal("letters.unknown_fields", fields="、".join(unknown))
    digest = hashlib.sha256(content).hexdigest()
    row = Template.objects.create(
        kind=kind, name=name[:200], content=content, digest=digest, put_at=at, put_by=by.name
    )
    audit.record(
        by=by,
        verb=Verb.LETTERS_TEMPLATE,
        subject=audit.Subject("template", str(row.pk), row.name, path=COUNTY_PATH),
        at=at,
        details={"kind": kind, "digest": digest},
    )
