"""Status periods: written down here by whoever decides them, so that nobody has to look them up."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from dandang.apps.archive.actions.children import seal_periods
from dandang.apps.archive.actions.grip import record, reseat, take
from dandang.apps.archive.models import Appointment, Person, StatusPeriod
from dandang.apps.archive.sealing import keyed_hash
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.terms.people import StatusKind
from dandang.terms.refusal import NotFound, Refusal

_FOR_GOOD = (StatusKind.RETIRED, StatusKind.DIED)
_SEALED = [str(kind) for kind in StatusKind if kind.sealed]


@transaction.atomic
def record_status(
    *,
    person: int,
    kind: StatusKind,
    first_day: date,
    last_day: date | None = None,
    note: str = "",
    document: str = "",
    unit: int | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Write down a status period (状态期间) of a person and give its number.

    Retirement and death end every lasting appointment the day before and end the service. Of a
    sealed kind the trail keeps the keyed hash alone.
    """
    row = take(person, verb=Verb.ARCHIVE_EDIT, by=by)
    if last_day is not None and last_day < first_day:
        raise Refusal("archive.ends_before_it_begins", name=row.name, day=first_day)
    if StatusPeriod.objects.filter(person=row, kind=str(kind), first_day=first_day).exists():
        raise Refusal("archive.said_twice", name=row.name)
    period = StatusPeriod(
        person=row,
        kind=str(kind),
        first_day=first_day,
        last_day=last_day,
        unit_id=unit,
        note=note,
        document=document,
    )
    seal_periods([period])
    period.save()
    if kind in _FOR_GOOD:
        _leave_service(row.pk, first_day)
        row.in_service = False
        row.save(update_fields=["in_service"])
        reseat(row)
    told = {"kind": str(kind), "first_day": first_day.isoformat()}
    details = {"status": keyed_hash([*told.values(), note])} if kind.sealed else told
    record(row, verb=Verb.ARCHIVE_EDIT, by=by, at=at, details={"change": "status", **details})
    return period.pk


@transaction.atomic
def end_status(*, period: int, last_day: date, by: Actor, at: datetime) -> None:
    """Set the last day of a status period that lasts."""
    row, found = _take_period(StatusPeriod.objects.filter(pk=period, last_day=None), by=by)
    if last_day < found.first_day:
        raise Refusal("archive.ends_before_it_begins", name=row.name, day=found.first_day)
    found.last_day = last_day
    found.save(update_fields=["last_day"])
    kind = StatusKind(found.kind)
    told = {"kind": str(kind), "last_day": last_day.isoformat()}
    details = {"status": keyed_hash(list(told.values()))} if kind.sealed else told
    record(row, verb=Verb.ARCHIVE_EDIT, by=by, at=at, details={"change": "status_end", **details})


@transaction.atomic
def correct_status(
    *,
    period: int,
    last_day: date | None,
    note: str,
    document: str,
    by: Actor,
    at: datetime,
) -> None:
    """Correct the last day, the note and the document of a status period that is not sealed."""
    open_to_all = StatusPeriod.objects.filter(pk=period).exclude(kind__in=_SEALED)
    row, found = _take_period(open_to_all, by=by)
    if last_day is not None and last_day < found.first_day:
        raise Refusal("archive.ends_before_it_begins", name=row.name, day=found.first_day)
    asked = {"last_day": last_day, "note": note, "document": document}
    changed = {
        name: [str(getattr(found, name) or ""), str(new or "")]
        for name, new in asked.items()
        if getattr(found, name) != new
    }
    if not changed:
        return
    StatusPeriod.objects.filter(pk=period).update(**asked)
    details = {"change": "status_corrected", "kind": found.kind, "fields": changed}
    record(row, verb=Verb.ARCHIVE_EDIT, by=by, at=at, details=details)


def _take_period(wanted: QuerySet[StatusPeriod], *, by: Actor) -> tuple[Person, StatusPeriod]:
    """The one period wanted and its person, locked; NotFound when it is none (any more)."""
    person = wanted.values_list("person", flat=True).first()
    row = take(person or 0, verb=Verb.ARCHIVE_EDIT, by=by)
    # Only under the lock it is certain that nobody has ended it a moment before.
    found = wanted.first()
    if found is None:
        raise NotFound("permits.not_found")
    return row, found


def _leave_service(person: int, first_day: date) -> None:
    before = first_day - timedelta(days=1)
    lasting = Appointment.objects.filter(
        Q(last_day=None) | Q(last_day__gt=before), person_id=person
    )
    lasting.filter(first_day__lte=before).update(last_day=before)
    # Whatever was to begin later never did.
    lasting.filter(first_day__gt=before).delete()
