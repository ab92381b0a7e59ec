"""Opening a file and its sealed fields: both leave a row that the person can read."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from dandang.apps.archive.actions.grip import subject_of
from dandang.apps.archive.models import Person
from dandang.apps.archive.rebuild import careers_of
from dandang.apps.archive.sealing import (
    FAMILY,
    IDENTITY,
    SEALED_FIELDS,
    STATUS,
    family_out,
    keyed_hash,
)
from dandang.apps.audit import actions as audit
from dandang.apps.audit import queries as trail
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.career import Career, written
from dandang.terms.reading import Purpose
from dandang.terms.refusal import NotFound, Refusal


def _person(number: int, by: Actor, verb: Verb) -> Person:
    row = Person.objects.select_related("unit").filter(pk=number).first()
    if row is None or not by.may(Verb.ARCHIVE_READ, path=row.unit.path):
        raise NotFound("permits.not_found")
    require(by, verb, path=row.unit.path)
    return row


@transaction.atomic
def open_file(*, person: int, by: Actor, at: datetime, purpose: str = "") -> None:
    """Write down that somebody else opens a person's file (查阅), once a day for each purpose.

    Without a stated purpose it is 日常管理. One's own file is opened without a row.
    """
    if by.person == person:
        return
    row = _person(person, by, Verb.ARCHIVE_READ)
    purpose = purpose.strip() or Purpose.DAILY.zh
    if trail.recorded(by, verb=Verb.ARCHIVE_READ, person=person, day=at.date(), purpose=purpose):
        return
    audit.record(
        by=by,
        verb=Verb.ARCHIVE_READ,
        subject=subject_of(row, path=row.unit.path),
        at=at,
        purpose=purpose,
        details={"as": by.capacity(Verb.ARCHIVE_READ, path=row.unit.path)},
    )


@transaction.atomic
def unseal(
    *, person: int, fields: Sequence[str], purpose: str, by: Actor, at: datetime
) -> dict[str, Any]:
    """Open sealed fields (查看密封信息) for a stated purpose; gives their values by name.

    `fields` are of `identity` (Field[str]), `family` (Field[tuple[Relative, ...]]) and `status`
    (tuple[StatusPeriod, ...]). The trail keeps the names and a keyed hash of each value.
    """
    row = _person(person, by, Verb.ARCHIVE_UNSEAL)
    if not purpose.strip():
        raise Refusal("audit.purpose_missing")
    chosen = [name for name in SEALED_FIELDS if name in fields]
    if not chosen or len(chosen) != len(set(fields)):
        raise Refusal("archive.nothing_to_unseal")
    career = careers_of([row], sealed=True)[row.pk]
    values = {name: _value(career, name) for name in chosen}
    hashes = {name: keyed_hash(_plain(career, name)) for name in chosen}
    audit.record(
        by=by,
        verb=Verb.ARCHIVE_UNSEAL,
        subject=subject_of(row, path=row.unit.path),
        at=at,
        purpose=purpose.strip(),
        details={
            "fields": hashes,
            "as": by.capacity(Verb.ARCHIVE_UNSEAL, path=row.unit.path),
        },
    )
    return values


def _value(career: Career, name: str) -> Any:
    if name == STATUS:
        return tuple(one for one in career.status_periods if one.kind.sealed)
    return career.identity if name == IDENTITY else career.family


def _plain(career: Career, name: str) -> Any:
    if name == FAMILY:
        return family_out(career.family)
    if name == IDENTITY:
        return written(career.identity)
    return [
        [str(one.kind), str(one.first_day), str(one.last_day or ""), one.note]
        for one in _value(career, STATUS)
    ]
