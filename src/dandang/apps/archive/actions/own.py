"""What the cadre himself may do with his own file: open its sealed part, take a copy."""

from datetime import datetime
from typing import Any

from django.db import transaction

from dandang.apps.archive.actions.grip import subject_of
from dandang.apps.archive.models import Person
from dandang.apps.archive.own_copy import copy_values
from dandang.apps.archive.rebuild import careers_of
from dandang.apps.archive.sealing import FAMILY, IDENTITY, STATUS
from dandang.apps.audit import actions as audit
from dandang.apps.exports.actions import begin_export, finish_export
from dandang.apps.organisation import queries as organisation
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.career import Career
from dandang.formats import own_copy
from dandang.terms.people import StatusKind
from dandang.terms.reading import CopyForm, ExportKind, ExportPurpose
from dandang.terms.refusal import NotFound


@transaction.atomic
def unseal_own(*, by: Actor, at: datetime) -> dict[str, Any]:
    """One's own sealed fields by name, as `unseal` gives them; the opening leaves a row.

    Of status periods only sanctions and admonitions, which were served on the person: whether an
    investigation is open is not told here.
    """
    row = _own(by, Verb.SELF_UNSEAL)
    career = _career(row)
    audit.record(
        by=by,
        verb=Verb.SELF_UNSEAL,
        subject=subject_of(row, path=row.unit.path),
        at=at,
        purpose=ExportPurpose.OWN.zh,
    )
    told = tuple(one for one in career.status_periods if one.kind.sealed)
    return {IDENTITY: career.identity, FAMILY: career.family, STATUS: told}


@transaction.atomic
def own_copy_file(*, form: CopyForm, by: Actor, at: datetime) -> bytes:
    """A copy of one's own file (本人档案副本), with its own sealed part, as PDF or JSON."""
    row = _own(by, Verb.SELF_EXPORT)
    about = subject_of(row, path=row.unit.path)
    mark = begin_export(
        what=ExportKind.OWN_COPY,
        about=about,
        people=[about],
        purpose="",
        kind=ExportPurpose.OWN,
        verb=Verb.SELF_EXPORT,
        details={"form": str(form)},
        by=by,
        at=at,
    )
    values = copy_values(_career(row), county=organisation.county(), on=at.date())
    draw = own_copy.as_pdf if form is CopyForm.PDF else own_copy.as_json
    return finish_export(mark=mark, content=draw(values, mark))


def _own(by: Actor, verb: Verb) -> Person:
    require(by, verb)
    row = Person.objects.select_related("unit").filter(pk=by.person or 0).first()
    if row is None:
        raise NotFound("permits.not_found")
    return row


def _career(row: Person) -> Career:
    """The whole own career without any open investigation."""
    return careers_of([row], sealed=True, without=(StatusKind.INVESTIGATION,))[row.pk]
