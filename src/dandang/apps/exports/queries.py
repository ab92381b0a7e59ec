"""Reading the register: from a leaked page back to its export."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from dandang.apps.exports.models import Export
from dandang.apps.exports.numbers import export_number, row_of
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.kit.clock import BEIJING
from dandang.kit.paging import Page, window
from dandang.terms.reading import ExportKind, ExportPurpose


@dataclass(frozen=True, slots=True)
class ExportLine:
    """One export: its printed number, who, when, what, what for, how many people, which bytes."""

    number: str
    by: str
    at: datetime
    what: ExportKind
    name: str
    purpose: str
    people: int
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class ExportFilter:
    """Which exports: a number, a hash or words of actor and subject; a purpose; days from and to."""

    text: str = ""
    kind: ExportPurpose | None = None
    first: date | None = None
    last: date | None = None


def exports(
    viewer: Actor, asked: ExportFilter, *, page: int = 1, size: int = 50
) -> Page[ExportLine]:
    """The register (导出登记), newest first, for an audit officer: two queries."""
    require(viewer, Verb.AUDIT_READ)
    rows = Export.objects.all()
    if asked.text:
        words = Q(by_name__contains=asked.text) | Q(name__contains=asked.text)
        words |= Q(sha256=asked.text.lower())
        row = row_of(asked.text)
        rows = rows.filter(words if row is None else Q(pk=row))
    if asked.kind is not None:
        rows = rows.filter(purpose_kind=str(asked.kind))
    if asked.first:
        rows = rows.filter(at__gte=datetime.combine(asked.first, time(), BEIJING))
    if asked.last:
        end = asked.last + timedelta(days=1)
        rows = rows.filter(at__lt=datetime.combine(end, time(), BEIJING))
    total = rows.count()
    cut = window(page, size, total)
    return Page(tuple(_line(row) for row in rows[cut]), cut.start // size + 1, size, total)


def _line(row: Export) -> ExportLine:
    return ExportLine(
        number=export_number(row.pk, row.at.astimezone(BEIJING)),
        by=row.by_name,
        at=row.at,
        what=ExportKind(row.what),
        name=row.name,
        purpose=row.purpose,
        people=row.people,
        sha256=row.sha256,
        size=row.size,
    )
