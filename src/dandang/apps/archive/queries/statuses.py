"""The list of status periods in scope. Sealed kinds are never on it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from dandang.apps.archive.models import StatusPeriod
from dandang.apps.archive.queries.people import lasting
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.apps.units.queries import under
from dandang.kit.paging import Page, window
from dandang.terms.people import StatusKind
from dandang.terms.refusal import NotFound
from dandang.terms.term import Term

# States for good: they are listed when asked for by their kind.
FOR_GOOD = (StatusKind.RETIRED, StatusKind.DIED)
OPEN_KINDS = tuple(kind for kind in StatusKind if not kind.sealed)
_OPEN = [str(kind) for kind in OPEN_KINDS]


class Running(Term):
    """Whether a period runs on the day that is asked for."""

    YES = "running", "进行中", "running"
    ENDED = "ended", "已结束", "ended"
    AHEAD = "ahead", "尚未开始", "not yet begun"


@dataclass(frozen=True, slots=True)
class StatusFilter:
    """Which status periods: as things stand on a day; blank or None: all.

    With `kind` None the retired and the dead are left out.
    """

    on: date
    text: str = ""
    kind: StatusKind | None = None
    running: Running | None = Running.YES
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One status period with whose it is; `editable`: it may end, and the viewer may say so."""

    number: int
    person: int
    name: str
    unit_number: int
    unit: str
    path: str
    kind: StatusKind
    first_day: date
    last_day: date | None
    note: str
    document: str
    editable: bool

    def runs(self, on: date) -> bool:
        """Whether it runs on a day."""
        return self.first_day <= on and (self.last_day is None or on <= self.last_day)


def _found(
    viewer: Actor, chosen: StatusFilter | None, verb: Verb = Verb.ARCHIVE_READ
) -> QuerySet[StatusPeriod]:
    require(viewer, verb)
    scope = under(viewer.scopes(verb), "person__unit__path")
    rows = StatusPeriod.objects.filter(scope, kind__in=_OPEN).select_related("person__unit")
    if chosen is not None:
        rows = _narrowed(rows, chosen)
    return rows.order_by("person__unit__order_path", "person__seat", "person_id", "first_day", "pk")


def _narrowed(rows: QuerySet[StatusPeriod], chosen: StatusFilter) -> QuerySet[StatusPeriod]:
    if chosen.text:
        rows = rows.filter(person__name__contains=chosen.text.replace(" ", ""))
    if chosen.kind is not None:
        rows = rows.filter(kind=str(chosen.kind))
    else:
        rows = rows.exclude(kind__in=[str(kind) for kind in FOR_GOOD])
    if chosen.unit is not None:
        rows = rows.filter(person__unit__path__contains=f"/{chosen.unit}/")
    when = {
        Running.YES: lasting(chosen.on),
        Running.ENDED: Q(last_day__lt=chosen.on),
        Running.AHEAD: Q(first_day__gt=chosen.on),
    }
    return rows.filter(when[chosen.running]) if chosen.running is not None else rows


def _row(viewer: Actor, row: StatusPeriod) -> StatusRow:
    unit = row.person.unit
    return StatusRow(
        number=row.pk,
        person=row.person_id,
        name=row.person.name,
        unit_number=unit.pk,
        unit=unit.name,
        path=unit.path,
        kind=StatusKind(row.kind),
        first_day=row.first_day,
        last_day=row.last_day,
        note=row.note,
        document=row.document,
        editable=viewer.may(Verb.ARCHIVE_EDIT, path=unit.path) and row.kind not in FOR_GOOD,
    )


def statuses(
    viewer: Actor, chosen: StatusFilter, *, page: int = 1, size: int = 50
) -> Page[StatusRow]:
    """One page of the status periods in the viewer's scope, in organisation order: two queries."""
    found = _found(viewer, chosen)
    total = found.count()
    cut = window(page, size, total)
    return Page(tuple(_row(viewer, row) for row in found[cut]), cut.start // size + 1, size, total)


def all_statuses(viewer: Actor, chosen: StatusFilter | None, verb: Verb) -> tuple[StatusRow, ...]:
    """All of them, for a workbook: one query."""
    return tuple(_row(viewer, row) for row in _found(viewer, chosen, verb))


def status(viewer: Actor, number: int) -> StatusRow:
    """One status period; NotFound when there is none in scope or its kind is sealed."""
    row = _found(viewer, None).filter(pk=number).first()
    if row is None:
        raise NotFound("permits.not_found")
    return _row(viewer, row)
