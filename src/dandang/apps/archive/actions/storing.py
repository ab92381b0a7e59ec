"""Storing careers: one, or thousands at once."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction

from dandang.apps.archive.actions.children import (
    Ground,
    appointment_rows,
    education_rows,
    grade_rows,
    ground,
    resume_rows,
    sealed_rows,
    status_rows,
)
from dandang.apps.archive.actions.grip import subject_of, take
from dandang.apps.archive.actions.person_row import fill
from dandang.apps.archive.changes import changes
from dandang.apps.archive.checks import check
from dandang.apps.archive.models import (
    Appointment,
    Education,
    Person,
    ResumeLine,
    SealedField,
    StatusPeriod,
    YearGrade,
)
from dandang.apps.archive.rebuild import careers_of
from dandang.apps.archive.sealing import identity_key
from dandang.apps.audit import actions as audit
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.career import Absent, Career
from dandang.terms.refusal import Refusal

_BATCH = 2000
_COLUMNS = [field.name for field in Person._meta.concrete_fields if not field.primary_key]


@transaction.atomic
def store(
    *,
    career: Career,
    by: Actor,
    at: datetime,
    person: int | None = None,
    verb: Verb = Verb.ARCHIVE_EDIT,
) -> int:
    """Store a career (存档): of a new person, or as what is on file of `person` from now on.

    Gives the person's number. Missing posts and teams are made. Identity number and family are left
    as they are when the career does not know them; sealed status periods are only ever added. When
    nothing differs, nothing is written. `verb` is the permit it is done under.
    """
    if person is None:
        return store_all(careers=[career], by=by, at=at, verb=verb)[0]
    row = take(person, verb=verb, by=by)
    restore(careers={row: career}, verb=verb, by=by, at=at)
    return row.pk


@transaction.atomic
def correct(
    *, person: int, change: Callable[[Career], Career], verb: Verb, by: Actor, at: datetime
) -> None:
    """Correct a file (更正): `change` is told what is on file now and gives what should be.

    What it is told is read under the lock, so that nothing stored a moment before is undone.
    """
    row = take(person, verb=verb, by=by)
    career = careers_of([row])[row.pk]
    restore(careers={row: change(career)}, verb=verb, by=by, at=at)


@transaction.atomic
def store_all(
    *, careers: Sequence[Career], by: Actor, at: datetime, verb: Verb = Verb.ARCHIVE_EDIT
) -> list[int]:
    """Store the careers of new people at once, all or nothing; gives their numbers in order."""
    on_ground = ground(careers, by=by, at=at)
    for path in {on_ground.units[career.unit].path for career in careers}:
        require(by, verb, path=path)
    _refuse_taken_identities(careers)
    people = []
    for career in careers:
        check(career)
        person = Person()
        fill(person, career, on_ground)
        people.append(person)
    try:
        with transaction.atomic():
            Person.objects.bulk_create(people, batch_size=_BATCH)
    except IntegrityError as error:
        raise Refusal("archive.identity_taken", name=careers[0].name) from error
    _write_children(list(zip(people, careers, strict=True)), on_ground)
    audit.record_all(
        by=by,
        verb=verb,
        entries=[
            audit.Entry(
                subject_of(person, path=on_ground.units[career.unit].path), {"change": "stored"}
            )
            for person, career in zip(people, careers, strict=True)
        ],
        at=at,
    )
    return [person.pk for person in people]


def restore(
    *, careers: Mapping[Person, Career], verb: Verb, by: Actor, at: datetime
) -> dict[int, dict[str, object]]:
    """Bring what is on file to what the careers say; gives what changed, by person and field.

    For the actions of the archive, which have taken the people and asked for the permit.
    """
    before = careers_of(careers, sealed=True)
    kept = {person: _keeping(before[person.pk], career) for person, career in careers.items()}
    changed = {
        person: found
        for person, career in kept.items()
        if (found := changes(before[person.pk], career))
    }
    on_ground = ground([kept[person] for person in changed], by=by, at=at)
    _refuse_taken_identities(
        [kept[person] for person, found in changed.items() if "identity" in found]
    )
    entries = []
    for person, found in changed.items():
        check(kept[person])
        path = on_ground.units[kept[person].unit].path
        require(by, verb, path=path)
        fill(person, kept[person], on_ground)
        details = {"change": "changed", "fields": found}
        entries.append(audit.Entry(subject_of(person, path=path), details))
    Person.objects.bulk_update(changed, _COLUMNS, batch_size=200)
    for model in (Education, ResumeLine, Appointment, YearGrade, StatusPeriod, SealedField):
        model._default_manager.filter(person__in=changed).delete()
    _write_children([(person, kept[person]) for person in changed], on_ground)
    audit.record_all(by=by, verb=verb, entries=entries, at=at)
    return {person.pk: found for person, found in changed.items()}


def _keeping(before: Career, now: Career) -> Career:
    """The new career with the sealed part of the old one where the new one is silent."""
    told = {(one.kind, one.first_day) for one in now.status_periods}
    sealed = tuple(
        one
        for one in before.status_periods
        if one.kind.sealed and (one.kind, one.first_day) not in told
    )
    return replace(
        now,
        identity=before.identity if now.identity is Absent.UNKNOWN else now.identity,
        family=before.family if now.family is Absent.UNKNOWN else now.family,
        status_periods=now.status_periods + sealed,
    )


def _refuse_taken_identities(careers: Sequence[Career]) -> None:
    keys = {identity_key(career.identity): career.name for career in careers}
    keys.pop("", None)
    count = Counter(identity_key(career.identity) for career in careers)
    twice = next((name for key, name in keys.items() if count[key] > 1), None)
    if twice is not None:
        raise Refusal("archive.identity_taken", name=twice)
    wanted = list(keys)
    for start in range(0, len(wanted), _BATCH):
        part = wanted[start : start + _BATCH]
        taken = Person.objects.filter(identity_key__in=part).first()
        if taken is not None:
            raise Refusal("archive.identity_taken", name=keys[taken.identity_key])


def _write_children(pairs: Sequence[tuple[Person, Career]], on_ground: Ground) -> None:
    made = (
        (Education, education_rows(pairs)),
        (ResumeLine, resume_rows(pairs)),
        (Appointment, appointment_rows(pairs, on_ground)),
        (YearGrade, grade_rows(pairs)),
        (StatusPeriod, status_rows(pairs, on_ground)),
        (SealedField, sealed_rows(pairs)),
    )
    for model, rows in made:
        model._default_manager.bulk_create(rows, batch_size=_BATCH)  # type: ignore[arg-type]
